/* outcome.h -- what a policy decides of rows, in few bytes a row: to be compared.
 *
 * By row, in the order of the rows.  malloc'ed; one thread writes a row, others other rows.
 * Two outcomes of one core may share columns: where the pointers are equal, so is what
 * stands there.  Made and freed on one thread.
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
    uint8_t **
        status; /* by clause: a ClauseStatus, of the latest instance; NULL: `measure` */
} Outcome;

Outcome *outcome_new(const Core *core, int64_t n);
/* The columns of `items` new, the others those of `from`. */
Outcome *outcome_from(const Outcome *from, const LeadItems *items);
void outcome_free(Outcome *o);
/* Rows first … first + n - 1, after eval_batch of a program with want.lead.  items: those
 * that it was planned for; NULL: all. */
void outcome_put(Outcome *o, int64_t first, const Eval *ev, int n,
                 const LeadItems *items);
/* The n rows of `from` that row[] names become the only ones; no columns are shared. */
void outcome_take(Outcome *o, const Outcome *from, const int *row, int n);
size_t outcome_bytes(const Outcome *o);

/* Row r's place by the columns of the funnel (see eval_stage), or -1. */
static inline int place_of(const Core *core, const Column *stage, const Column *exit,
                           int r)
{
    if (!column_missing(stage, r))
        return (int)stage->i64[column_row(stage, r)];
    if (core->n_exits == 0 || column_missing(exit, r))
        return -1;
    return core->n_stages - core->n_exits + (int)exit->i64[column_row(exit, r)];
}

#endif
