/* lead_sums.h -- what a report says of the leads' data beside its figures.
 *
 * Stages that hold by `when` may lack the instant that `since` should give: it is asked for
 * by extras of the program.
 */
#ifndef ACORDO_STUDY_LEAD_SUMS_H
#define ACORDO_STUDY_LEAD_SUMS_H

#include "interp/engine/eval.h"

typedef struct LeadSums {
    uint64_t overflow, div_zero; /* leads with such a mark */
    uint64_t no_instant;         /* leads in a place whose instant is missing */
} LeadSums;

/* By stage: the number, among the instants, of the one that it should have; -1: none. */
typedef struct StageInstants {
    int *of;
    CoreExpr **extra; /* the instants */
    int n;
} StageInstants;

StageInstants stage_instants(const Core *core); /* collected */

/* After eval_batch.  keep: a byte a row, not 0: it counts; NULL: all do. */
void lead_sums_marks(LeadSums *s, const Eval *ev, int n, const uint8_t *keep);
/* first: the extra that the instants begin at.  The program has the funnel. */
void lead_sums_instants(LeadSums *s, const Core *core, const StageInstants *at,
                        int first, const Eval *ev, int n, const uint8_t *keep);

#endif
