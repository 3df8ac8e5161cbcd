/* report_make.h -- from what was gathered to what a report shows. */
#ifndef ACORDO_STUDY_REPORT_MAKE_H
#define ACORDO_STUDY_REPORT_MAKE_H

#include "interp/io/report.h"
#include "interp/study/session.h"
#include "interp/study/worklist.h"

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

/* figures: of measures_close; worklist: NULL: clauses have no cases.  Collected; what was
 * gathered stays as it is. */
const Report *report_make(const Session *s, const FigureSet *figures,
                          const Worklist *worklist, const ReportFrame *f);

/* First instant of the day on which the parties should next look at the agreement: a
 * period after the last review, or where none was held after the policy came into force.
 * INT64_MIN: not agreed, or neither day is given. */
int64_t review_due(const Core *core);

#endif
