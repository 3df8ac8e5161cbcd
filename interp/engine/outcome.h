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
    uint8_t **status; /* by clause: a ClauseStatus, of the latest instance; NULL: `measure` */
} Outcome;

Outcome *outcome_new(const Core *core, int64_t n);
void outcome_free(Outcome *o); /* NULL is fine */
/* Rows first … first + n - 1, after eval_batch of a program with want.lead. */
void outcome_put(Outcome *o, int64_t first, const Eval *ev, int n);

/* The same column by column, so that what is known already is not evaluated. */
typedef enum OutcomeKind {
    OUTCOME_PERSONA,
    OUTCOME_PLACE,
    OUTCOME_GRADE,
    OUTCOME_SCORE,
    OUTCOME_STATUS
} OutcomeKind;
/* The columns that one is made of: a place of stage and exit, the others of `value` alone. */
typedef struct OutcomeColumns {
    const Column *value, *exit; /* exit NULL: there are none */
} OutcomeColumns;
void outcome_put_one(Outcome *o, OutcomeKind kind, int index, int64_t first,
                     OutcomeColumns from, int n);
/* All rows of a column, from another of the same core and rows. */
void outcome_take(Outcome *o, OutcomeKind kind, int index, const Outcome *from);

#endif
