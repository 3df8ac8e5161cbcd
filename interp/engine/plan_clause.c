/* plan_clause.c -- clauses: their lines as columns, and one step that runs their clocks.
 *
 * Like the funnel, a clause is planned once and for all rows, whatever asks for it.
 */
#include "interp/engine/clock.h"
#include "interp/engine/plan.h"

#include "interp/base/mem.h"
#include <assert.h>

int clause_exits(const Core *core, const CoreClause *c)
{
    const CoreExpr *after = c->after_exit;
    const bool always = after != NULL && after->kind == CORE_CONST && !after->missing
                        && after->i64 != 0;
    return c->kind == CLAUSE_CLOCK && !always ? core->n_exits : 0;
}

/* -- operands ---------------------------------------------------------------------- */

/* The slots that a step reads. */
typedef struct Operands {
    Plan *pl;
    int *slot;
    int n;
    size_t cap;
} Operands;

static int read_slot(Operands *o, int slot)
{
    if (slot != NO_SLOT)
        MEM_PUSH(o->slot, o->n, o->cap) = slot;
    return slot;
}

/* All that a clause says is asked of each row: its marks are the row's. */
static int read_line(Operands *o, const CoreExpr *e)
{
    if (e == NULL)
        return NO_SLOT;
    const int slot = plan_expr(o->pl, e);
    plan_marks(o->pl, slot);
    return read_slot(o, slot);
}

static const int *read_lines(Operands *o, CoreExpr *const *e, int n)
{
    int *slot = MEM_ARRAY(int, n);
    for (int i = 0; i < n; i++)
        slot[i] = read_line(o, e != NULL ? e[i] : NULL);
    return slot;
}

static void read_exits(Operands *o, ClauseStep *s)
{
    Plan *pl = o->pl;
    const Core *c = pl->core;
    s->exit = NO_SLOT;
    s->n_exits = clause_exits(c, s->core);
    if (s->n_exits == 0)
        return;
    plan_funnel(pl);
    assert(pl->holds != NULL && pl->p->exit != NO_SLOT);
    int *holds = MEM_ARRAY(int, s->n_exits), *since = MEM_ARRAY(int, s->n_exits);
    for (int i = 0; i < s->n_exits; i++) {
        const int place = c->n_stages - c->n_exits + i;
        holds[i] = read_slot(o, pl->holds[place]);
        since[i] = read_slot(o, pl->stage_since[place]);
    }
    s->exit = read_slot(o, pl->p->exit);
    s->exit_holds = holds;
    s->exit_since = since;
}

/* -- levels ------------------------------------------------------------------------ */

static bool states_allowance(const CoreClauseLevel *l)
{
    return (l->states & (1U << LINE_WITHIN | 1U << LINE_DUE | 1U << LINE_KEEP)) != 0;
}

static void read_levels(Operands *o, ClauseStep *s)
{
    const CoreClause *c = s->core;
    int *level = MEM_ARRAY(int, c->n_levels), *when = MEM_ARRAY(int, c->n_levels);
    for (int i = 0; i < c->n_levels; i++)
        if (states_allowance(&c->level[i])) {
            level[s->n_levels] = i;
            when[s->n_levels++] = read_line(o, c->level[i].when);
        }
    s->level = level;
    s->level_when = when;
}

/* -- a clause ---------------------------------------------------------------------- */

static ClauseStep *new_step(Operands *o, int clause)
{
    const CoreClause *c = &o->pl->core->clauses[clause];
    ClauseStep *s = MEM_NEW(ClauseStep);
    s->clause = clause;
    s->core = c;
    s->now = plan_new_slot(o->pl, (Slot){.kind = SLOT_NOW, .phys = PHYS_I64});
    s->settled = read_line(o, c->settled);
    s->applies = read_line(o, c->applies);
    s->excused = read_line(o, c->excused);
    s->after_exit = read_line(o, c->after_exit);
    s->keep = read_line(o, c->keep);
    s->within = read_line(o, c->within);
    s->calendar = read_line(o, c->calendar);
    s->warn_share = read_line(o, c->warn_share);
    s->warn_before = read_line(o, c->warn_before);
    s->starts = read_lines(o, c->starts, c->n_starts);
    s->lost = read_lines(o, c->start_lost, c->n_starts);
    s->stops = read_lines(o, c->stops, c->n_stops);
    s->cancels = read_lines(o, c->cancels, c->n_cancels);
    s->target_level = s->warn_level = s->breach_level = NO_SLOT;
    read_exits(o, s);
    read_levels(o, s);
    return s;
}

static void put_clause(Plan *pl, int clause)
{
    Operands o = {.pl = pl};
    const ClauseStep *info = new_step(&o, clause);
    Step s = plan_draft("clause", step_clause, info->core->id, o.slot, o.n);
    s.info = info;
    s.index = clause;
    plan_append(pl, &s);
    pl->p->clause[clause] = info;
}

static void need_clause(Plan *pl, int clause)
{
    const int outer = pl->sel;
    pl->sel = NO_SEL;
    if (pl->p->clause[clause] == NULL)
        put_clause(pl, clause);
    pl->sel = outer;
}

int plan_clause(Plan *pl, int clause, int lane, ClauseProp prop)
{
    need_clause(pl, clause);
    return plan_new_slot(pl, (Slot){.kind = SLOT_CLAUSE,
                                    .phys = PHYS_I64,
                                    .index = clause,
                                    .lane = lane,
                                    .prop = prop});
}

/* What is shown of a clause beside its columns. */
static const int *level_conditions(Plan *pl, const CoreClause *c)
{
    int *holds = MEM_ARRAY(int, c->n_levels);
    for (int i = 0; i < c->n_levels; i++)
        holds[i] = c->level[i].when != NULL ? plan_expr(pl, c->level[i].when) : NO_SLOT;
    return holds;
}

static int level_slot(Plan *pl, const CoreExpr *e)
{
    return e != NULL ? plan_expr(pl, e) : NO_SLOT;
}

void plan_clauses(Plan *pl)
{
    for (int i = 0; i < pl->core->n_clauses; i++) {
        const CoreClause *c = &pl->core->clauses[i];
        if (clause_lanes(c) == 0 || !items_has(pl->items, ITEM_CLAUSE, i))
            continue;
        need_clause(pl, i);
        ClauseStep *s = MEM_NEW(ClauseStep);
        *s = *pl->p->clause[i];
        s->target_level = level_slot(pl, c->target_level);
        s->warn_level = level_slot(pl, c->warn_level);
        s->breach_level = level_slot(pl, c->breach_level);
        if (pl->explain)
            s->holds = level_conditions(pl, c);
        pl->p->clause[i] = s;
    }
}
