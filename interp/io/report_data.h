/* report_data.h -- the formats of a report for machines: exact, whole, one order. */
#ifndef ACORDO_IO_REPORT_DATA_H
#define ACORDO_IO_REPORT_DATA_H

#include "interp/io/json_out.h"
#include "interp/io/report.h"

void report_json(Sink *out, const Report *r); /* its form: report_json.c's head */
void report_csv(Sink *out, const Report *r);  /* likewise */

/* Parts of it, a list on one line: the figures of measures; clauses, of -1 all. */
void report_json_sets(Buf *out, const Report *r, const int *measure, int n);
void report_json_clauses(Buf *out, const Report *r, int clause);

/* Words of the two, never translated: "kept", "missed", "open", "no value"; NULL: none. */
const char *verdict_word(Verdict v);
/* What a term of a measure is called: as written, a status, a field, "stage reached". */
Str term_name(const Report *r, const CoreMeasure *m, int term);
/* Type of what a measure's `over` or `under` counts. */
const Type *side_type(const CoreExpr *side);

/* Parts of a figure as JSON: a value exactly, null where it is missing; one side of its
 * division, null where it is none; under "group" a text a split, null where that is missing,
 * {"others": true} for those after the first. */
void j_figure_value(Json *j, const char *key, const Type *t, const FigureValue *v);
void j_side(Json *j, const char *key, const CoreExpr *side, const FigureValue *v,
            int64_t n);
void j_group(Json *j, const FigureSet *f, int group, int n_splits);
/* One figure of all rows together, with its target: {"period", "value", "over", "under",
 * "target", "verdict"}; what follows is as flat as what was before. */
void j_brief(Json *j, const Report *r, const FigureSet *f, const Figure *g);
void j_counts(Json *j, const char *key, const uint64_t *n, int count);

#endif
