/* outcome.c -- columns of small numbers. */
#include "interp/engine/outcome.h"
#include "interp/base/mem.h"
#include <stdlib.h>
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
        o->persona = room(n, 2);
    if (core->n_stages > 0)
        o->place = room(n, 2);
    o->grade = room(core->n_grades, sizeof *o->grade);
    o->score = room(core->n_scores, sizeof *o->score);
    o->status = room(core->n_clauses, sizeof *o->status);
    for (int i = 0; i < core->n_grades; i++)
        o->grade[i] = room(n, 2);
    for (int i = 0; i < core->n_scores; i++)
        o->score[i] = room(n, 8);
    for (int i = 0; i < core->n_clauses; i++)
        o->status[i] = clause_lanes(&core->clauses[i]) > 0 ? room(n, 1) : NULL;
    return o;
}
void outcome_free(Outcome *o) { (void)o; }
static int64_t at(const Column *c, int r) { return c->i64[column_row(c, r)]; }
#include "interp/engine/clock.h"
void outcome_put(Outcome *o, int64_t first, const Eval *ev, int n)
{
    const Core *core = o->core;
    for (int r = 0; r < n; r++) {
        if (o->persona != NULL)
            o->persona[first + r] = (uint16_t)at(eval_persona(ev), r);
        if (o->place != NULL) {
            const Column *s = eval_stage(ev), *x = eval_exit(ev);
            o->place[first + r] = (uint16_t)(
                !column_missing(s, r) ? at(s, r)
                : core->n_exits > 0 && !column_missing(x, r)
                    ? core->n_stages - core->n_exits + at(x, r)
                    : PLACE_NONE);
        }
        for (int i = 0; i < core->n_grades; i++)
            o->grade[i][first + r] = (uint16_t)at(eval_grade(ev, i), r);
        for (int i = 0; i < core->n_scores; i++)
            o->score[i][first + r] = at(eval_score(ev, i), r);
        for (int i = 0; i < core->n_clauses; i++)
            if (o->status[i] != NULL)
                o->status[i][first + r] =
                    (uint8_t)at(eval_clause(ev, i, LANE_LATEST, PROP_STATUS), r);
    }
}
