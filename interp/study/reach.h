/* reach.h -- what a move of thresholds can change, by what reads what in the core. */
#ifndef ACORDO_STUDY_REACH_H
#define ACORDO_STUDY_REACH_H

#include "interp/sema/core.h"

typedef struct Reach {
    bool persona, place;
    uint8_t *grade, *score, *status, *measure; /* by grade, score, clause, measure: 0 not */
} Reach;

/* moved: by threshold, not 0: its value is another; NULL: everything is reached.  Collected. */
const Reach *reach_of(const Core *core, const uint8_t *moved);

#endif
