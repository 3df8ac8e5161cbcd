/* outcome.c -- columns of small numbers. */
#include "interp/engine/outcome.h"

#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include <stdlib.h>
#include <string.h>

static void *room(int64_t n, size_t size)
{
    void *p = calloc((size_t)n + 1, size);
    if (p == NULL)
        mem_exhausted();
    return p;
}

Outcome *outcome_new(const Core *core, int64_t n)
{
    Outcome *o = room(1, sizeof *o);
    *o = (Outcome){.core = core, .n = n};
    if (core->n_personas > 0)
        o->persona = room(n, sizeof *o->persona);
    if (core->n_stages > 0)
        o->place = room(n, sizeof *o->place);
    o->grade = room(core->n_grades, sizeof *o->grade);
    o->score = room(core->n_scores, sizeof *o->score);
    o->status = room(core->n_clauses, sizeof *o->status);
    for (int i = 0; i < core->n_grades; i++)
        o->grade[i] = room(n, sizeof **o->grade);
    for (int i = 0; i < core->n_scores; i++)
        o->score[i] = room(n, sizeof **o->score);
    for (int i = 0; i < core->n_clauses; i++)
        if (clause_lanes(&core->clauses[i]) > 0)
            o->status[i] = room(n, sizeof **o->status);
    return o;
}

void outcome_free(Outcome *o)
{
    if (o == NULL)
        return;
    for (int i = 0; i < o->core->n_grades; i++)
        free(o->grade[i]);
    for (int i = 0; i < o->core->n_scores; i++)
        free(o->score[i]);
    for (int i = 0; i < o->core->n_clauses; i++)
        free(o->status[i]);
    free(o->persona);
    free(o->place);
    free(o->grade);
    free(o->score);
    free(o->status);
    free(o);
}

/* -- putting ---------------------------------------------------------------------------- */

static void put_members(uint16_t *to, const Column *c, int n)
{
    const int step = column_stride(c);
    for (int r = 0; r < n; r++)
        to[r] = (uint16_t)c->i64[r * step];
}

static void put_scores(int64_t *to, const Column *c, int n)
{
    const int step = column_stride(c);
    for (int r = 0; r < n; r++)
        to[r] = c->i64[r * step];
}

static void put_statuses(uint8_t *to, const Column *c, int n)
{
    const int step = column_stride(c);
    for (int r = 0; r < n; r++)
        to[r] = (uint8_t)c->i64[r * step];
}

static void put_places(const Core *core, uint16_t *to, OutcomeColumns from, int n)
{
    const int exits = core->n_stages - core->n_exits;
    put_members(to, from.value, n);
    for (int r = 0; r < n && from.value->null != NULL; r++) {
        if (!column_missing(from.value, r))
            continue;
        const bool out = from.exit != NULL && !column_missing(from.exit, r);
        to[r] = out ? (uint16_t)(exits + from.exit->i64[column_row(from.exit, r)])
                    : PLACE_NONE;
    }
}

void outcome_put_one(Outcome *o, OutcomeKind kind, int index, int64_t first,
                     OutcomeColumns from, int n)
{
    switch (kind) {
    case OUTCOME_PERSONA: put_members(o->persona + first, from.value, n); break;
    case OUTCOME_PLACE: put_places(o->core, o->place + first, from, n); break;
    case OUTCOME_GRADE: put_members(o->grade[index] + first, from.value, n); break;
    case OUTCOME_SCORE: put_scores(o->score[index] + first, from.value, n); break;
    case OUTCOME_STATUS: put_statuses(o->status[index] + first, from.value, n); break;
    }
}

void outcome_put(Outcome *o, int64_t first, const Eval *ev, int n)
{
    const Core *core = o->core;
    if (o->persona != NULL)
        put_members(o->persona + first, eval_persona(ev), n);
    if (o->place != NULL)
        put_places(core, o->place + first,
                   (OutcomeColumns){eval_stage(ev),
                                    core->n_exits > 0 ? eval_exit(ev) : NULL},
                   n);
    for (int i = 0; i < core->n_grades; i++)
        put_members(o->grade[i] + first, eval_grade(ev, i), n);
    for (int i = 0; i < core->n_scores; i++)
        put_scores(o->score[i] + first, eval_score(ev, i), n);
    for (int i = 0; i < core->n_clauses; i++)
        if (o->status[i] != NULL)
            put_statuses(o->status[i] + first,
                         eval_clause(ev, i, LANE_LATEST, PROP_STATUS), n);
}

void outcome_take(Outcome *o, OutcomeKind kind, int index, const Outcome *from)
{
    const size_t n = (size_t)o->n;
    switch (kind) {
    case OUTCOME_PERSONA:
        memcpy(o->persona, from->persona, n * sizeof *o->persona);
        break;
    case OUTCOME_PLACE: memcpy(o->place, from->place, n * sizeof *o->place); break;
    case OUTCOME_GRADE:
        memcpy(o->grade[index], from->grade[index], n * sizeof **o->grade);
        break;
    case OUTCOME_SCORE:
        memcpy(o->score[index], from->score[index], n * sizeof **o->score);
        break;
    case OUTCOME_STATUS:
        memcpy(o->status[index], from->status[index], n * sizeof **o->status);
        break;
    }
}
