/* reach.h -- what moved thresholds reach: items of a lead, and figures.
 *
 * What is not reached is as it was before, whatever the rows are: of a new evaluation with
 * the same core and instant it need not be asked.
 */
#ifndef ACORDO_ENGINE_REACH_H
#define ACORDO_ENGINE_REACH_H

#include "interp/engine/eval.h"

typedef struct Reach {
    LeadItems items;
    uint8_t *measure; /* by measure: its figures, verdicts or targets are reached */
} Reach;

/* moved: by threshold.  Collected. */
Reach *reach_of(const Core *core, const bool *moved);
/* Some item of a lead is. */
bool reach_any_item(const Core *core, const LeadItems *items);

#endif
