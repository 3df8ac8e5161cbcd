/* outcome.h -- what a policy decides of rows, in few bytes a row: to be compared.
 *
 * By row, in the order of the rows.  malloc'ed; one thread writes a row, others other rows.
 */
#ifndef ACORDO_ENGINE_OUTCOME_H
#define ACORDO_ENGINE_OUTCOME_H

#include "interp/engine/eval.h"

enum { PLACE_NONE = UINT16_MAX };

typedef struct Outcome {
    const Core *core;
    int64_t n;
    uint16_t *persona; /* member of core->persona_enum; NULL: the policy has none */
    uint16_t *place;   /* of core->stages, exits too; PLACE_NONE; NULL: no funnel */
    uint16_t **grade;  /* by grade: its member */
    int64_t **score;   /* by score: micros */
    uint8_t **status;  /* by clause: a ClauseStatus, of the latest instance; NULL: `measure` */
} Outcome;

Outcome *outcome_new(const Core *core, int64_t n);
void outcome_free(Outcome *o);
/* Rows first … first + n - 1, after eval_batch of a program with want.lead. */
void outcome_put(Outcome *o, int64_t first, const Eval *ev, int n);

#endif
