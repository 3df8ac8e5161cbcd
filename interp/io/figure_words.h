/* figure_words.h -- what text and JSON say alike of why a figure is what it is.  Collected. */
#ifndef ACORDO_IO_FIGURE_WORDS_H
#define ACORDO_IO_FIGURE_WORDS_H

#include "interp/io/figure.h"
#include "interp/io/report_words.h"

/* "policy.sla:31"; NULL: it stands nowhere. */
const char *figure_place(const Report *r, int id);
int figure_line(const Report *r, int id); /* of its file; 0: nowhere */
const char *figure_file(const Report *r, int id);
/* What it takes its value of, as the policy says it or in words. */
const char *figure_measures(const Report *r, const CoreMeasure *m);
/* Where the target that it is held against stands: id. */
int figure_target_id(const CoreMeasure *m);
/* "19 ÷ 42 = 0.452381", "≈" where that is rounded; of what is no division its exact value. */
const char *figure_exact(const Report *r, const CoreMeasure *m, const FigureValue *v);
/* The sentence behind a verdict. */
const char *figure_reason(const Report *r, const FigureWhy *why);
/* A value of a row, by what the term takes; NULL: it takes none. */
const char *figure_row_value(const Report *r, const CoreTerm *t, const FigureRow *row);

#endif
