/* outcome.c -- columns of an evaluation, narrowed. */
#include "interp/engine/outcome.h"

#include "interp/base/large.h"
#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Before each column: how many outcomes have it. */
typedef struct Head {
    _Alignas(max_align_t) int users;
} Head;

static void *column_new(int64_t n, size_t width)
{
    Head *h = large_alloc(sizeof *h + (size_t)n * width);
    h->users = 1;
    return h + 1;
}

static void *column_shared(void *column)
{
    if (column != NULL)
        ((Head *)column - 1)->users++;
    return column;
}

static void column_free(void *column)
{
    if (column != NULL && --((Head *)column - 1)->users == 0)
        free((Head *)column - 1);
}

static void *pointers(int n)
{
    void *p = calloc((size_t)n + 1, sizeof(void *));
    if (p == NULL)
        mem_exhausted();
    return p;
}

/* from: whose column it is where the item is not new. */
static void *made(bool is_new, void *from, int64_t n, size_t width)
{
    return is_new ? column_new(n, width) : column_shared(from);
}

static bool has_status(const Core *core, int clause)
{
    return clause_lanes(&core->clauses[clause]) > 0;
}

static Outcome *outcome_made(const Core *core, int64_t n, const Outcome *from,
                             const LeadItems *items)
{
    Outcome *o = calloc(1, sizeof *o);
    if (o == NULL)
        mem_exhausted();
    *o = (Outcome){.core = core,
                   .n = n,
                   .grade = pointers(core->n_grades),
                   .score = pointers(core->n_scores),
                   .status = pointers(core->n_clauses)};
    if (core->n_personas > 0)
        o->persona = made(items_has(items, ITEM_PERSONA, 0),
                          from != NULL ? from->persona : NULL, n, sizeof *o->persona);
    if (core->n_stages > 0)
        o->place = made(items_has(items, ITEM_FUNNEL, 0),
                        from != NULL ? from->place : NULL, n, sizeof *o->place);
    for (int i = 0; i < core->n_grades; i++)
        o->grade[i] = made(items_has(items, ITEM_GRADE, i),
                           from != NULL ? from->grade[i] : NULL, n, sizeof **o->grade);
    for (int i = 0; i < core->n_scores; i++)
        o->score[i] = made(items_has(items, ITEM_SCORE, i),
                           from != NULL ? from->score[i] : NULL, n, sizeof **o->score);
    for (int i = 0; i < core->n_clauses; i++)
        if (has_status(core, i))
            o->status[i] =
                made(items_has(items, ITEM_CLAUSE, i),
                     from != NULL ? from->status[i] : NULL, n, sizeof **o->status);
    return o;
}

Outcome *outcome_new(const Core *core, int64_t n)
{
    return outcome_made(core, n, NULL, NULL);
}

Outcome *outcome_from(const Outcome *from, const LeadItems *items)
{
    return outcome_made(from->core, from->n, from, items);
}

void outcome_free(Outcome *o)
{
    if (o == NULL)
        return;
    column_free(o->persona);
    column_free(o->place);
    for (int i = 0; i < o->core->n_grades; i++)
        column_free(o->grade[i]);
    for (int i = 0; i < o->core->n_scores; i++)
        column_free(o->score[i]);
    for (int i = 0; i < o->core->n_clauses; i++)
        column_free(o->status[i]);
    free(o->grade);
    free(o->score);
    free(o->status);
    free(o);
}

size_t outcome_bytes(const Outcome *o)
{
    size_t row = (o->persona != NULL) * sizeof *o->persona
                 + (o->place != NULL) * sizeof *o->place
                 + (size_t)o->core->n_grades * sizeof **o->grade
                 + (size_t)o->core->n_scores * sizeof **o->score;
    for (int i = 0; i < o->core->n_clauses; i++)
        row += o->status[i] != NULL;
    return row * (size_t)o->n;
}

/* -- rows ------------------------------------------------------------------------------- */

static void put_short(uint16_t *restrict to, const Column *c, int n)
{
    if (c->form == FORM_CONSTANT)
        for (int r = 0; r < n; r++)
            to[r] = (uint16_t)c->i64[0];
    else
        for (int r = 0; r < n; r++)
            to[r] = (uint16_t)c->i64[r];
}

static void put_score(int64_t *to, const Column *c, int n)
{
    if (c->form == FORM_FLAT)
        memcpy(to, c->i64, sizeof *to * (size_t)n);
    for (int r = 0; c->form == FORM_CONSTANT && r < n; r++)
        to[r] = c->i64[0];
}

/* Statuses of lanes are flat and never missing. */
static void put_status(uint8_t *restrict to, const int64_t *status, int n)
{
    for (int r = 0; r < n; r++)
        to[r] = (uint8_t)status[r];
}

/* -1 becomes PLACE_NONE. */
static void put_places(uint16_t *to, const Core *core, const Eval *ev, int n)
{
    const Column *stage = eval_stage(ev), *exit = eval_exit(ev);
    for (int r = 0; r < n; r++)
        to[r] = (uint16_t)place_of(core, stage, exit, r);
}

void outcome_put(Outcome *o, int64_t first, const Eval *ev, int n,
                 const LeadItems *items)
{
    const Core *core = o->core;
    if (o->persona != NULL && items_has(items, ITEM_PERSONA, 0))
        put_short(o->persona + first, eval_persona(ev), n);
    if (o->place != NULL && items_has(items, ITEM_FUNNEL, 0))
        put_places(o->place + first, core, ev, n);
    for (int i = 0; i < core->n_scores; i++)
        if (items_has(items, ITEM_SCORE, i))
            put_score(o->score[i] + first, eval_score(ev, i), n);
    for (int i = 0; i < core->n_grades; i++)
        if (items_has(items, ITEM_GRADE, i))
            put_short(o->grade[i] + first, eval_grade(ev, i), n);
    for (int i = 0; i < core->n_clauses; i++)
        if (o->status[i] != NULL && items_has(items, ITEM_CLAUSE, i))
            put_status(o->status[i] + first,
                       eval_clause(ev, i, LANE_LATEST, PROP_STATUS)->i64, n);
}

/* -- some rows of another ----------------------------------------------------------------- */

static void take_shorts(uint16_t *restrict to, const uint16_t *from, const int *row, int n)
{
    for (int k = 0; k < n; k++)
        to[k] = from[row[k]];
}

void outcome_take(Outcome *o, const Outcome *from, const int *row, int n)
{
    const Core *core = o->core;
    o->n = n;
    if (o->persona != NULL)
        take_shorts(o->persona, from->persona, row, n);
    if (o->place != NULL)
        take_shorts(o->place, from->place, row, n);
    for (int i = 0; i < core->n_grades; i++)
        take_shorts(o->grade[i], from->grade[i], row, n);
    for (int i = 0; i < core->n_scores; i++)
        for (int k = 0; k < n; k++)
            o->score[i][k] = from->score[i][row[k]];
    for (int i = 0; i < core->n_clauses; i++)
        for (int k = 0; o->status[i] != NULL && k < n; k++)
            o->status[i][k] = from->status[i][row[k]];
}
