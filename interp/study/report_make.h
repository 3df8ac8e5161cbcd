/* report_make.h -- from what was gathered to what a report shows. */
#ifndef ACORDO_STUDY_REPORT_MAKE_H
#define ACORDO_STUDY_REPORT_MAKE_H

#include "interp/io/report.h"
#include "interp/study/assess.h"

/* What only those know who read the records.  Strings and inputs are shared, not copied. */
typedef struct ReportFrame {
    int64_t as_of_us;
    int periods; /* how many a person is shown */
    const char *scenario;
    const char *const *settings, *const *reading, *const *choosing; /* see Report */
    const char *where; /* --where; NULL: none */
    uint64_t n_kept;   /* leads for which it is yes */
    ReportInput *input;
    int n_inputs;
    uint64_t overflow, div_zero, no_instant;
    bool partial;
} ReportFrame;

/* Collected; what was gathered stays as it is. */
const Report *report_make(const Session *s, const Assess *a, const ReportFrame *f);

/* The same of figures that stand (by measure; shared, not copied).  w: NULL: nobody asked who
 * must act, and the lists of clauses are empty. */
const Report *report_of_figures(const Session *s, const FigureSet *figures,
                                const Worklist *w, const ReportFrame *f);

/* First instant of the day on which the parties should next look at the agreement: a
 * period after the last review, or where none was held after the policy came into force.
 * INT64_MIN: not agreed, or neither day is given. */
int64_t review_due(const Core *core);

#endif
