/* core_walk.c -- what an expression reads and rests on.
 *
 * The core is a directed graph: what is shared is seen once, so that a chain of defines
 * that use each other twice costs what it is long, not what it would be written out.
 */
#include "interp/base/mem.h"
#include "interp/sema/checker.h"

/* Pointers seen, by open addressing; collected. */
typedef struct PtrSet {
    const void **slot;
    size_t n, cap;
} PtrSet;

static size_t ptr_slot(const PtrSet *p, const void *key)
{
    uint64_t h = (uint64_t)(uintptr_t)key * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(h >> 20) & (p->cap - 1);
    while (p->slot[i] != NULL && p->slot[i] != key)
        i = (i + 1) & (p->cap - 1);
    return i;
}

static void ptr_grow(PtrSet *p)
{
    PtrSet old = *p;
    p->cap = old.cap == 0 ? 64 : old.cap * 2;
    p->slot = MEM_ARRAY(const void *, p->cap);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slot[i] != NULL)
            p->slot[ptr_slot(p, old.slot[i])] = old.slot[i];
}

static bool ptr_add(PtrSet *p, const void *key)
{
    if (2 * (p->n + 1) > p->cap)
        ptr_grow(p);
    size_t i = ptr_slot(p, key);
    if (p->slot[i] != NULL)
        return false;
    p->slot[i] = key;
    p->n++;
    return true;
}

typedef struct Walk {
    const Core *c;
    bool through;
    PtrSet seen;
    CoreSee *see;
    void *ctx;
} Walk;

static void walk(Walk *w, const CoreExpr *e);

static void walk_rules(Walk *w, const CoreRule *r, int n)
{
    for (int i = 0; i < n; i++) {
        walk(w, r[i].points);
        walk(w, r[i].when);
        walk(w, r[i].per);
        walk(w, r[i].cap);
        walk_rules(w, r[i].rules, r[i].n_rules);
    }
}

static void walk_score(Walk *w, int index)
{
    const CoreScore *s = &w->c->scores[index];
    if (!ptr_add(&w->seen, s))
        return;
    walk_rules(w, s->rules, s->n_rules);
    walk(w, s->expr);
}

static void walk_grade(Walk *w, int index)
{
    const CoreGrade *g = &w->c->grades[index];
    if (!ptr_add(&w->seen, g))
        return;
    for (int i = 0; i < g->n_bands; i++) {
        walk(w, g->bands[i].from);
        walk(w, g->bands[i].by);
    }
    walk_score(w, g->of);
    if (g->by >= 0)
        walk_score(w, g->by);
}

static void walk_personas(Walk *w)
{
    for (int i = 0; i < w->c->n_personas; i++)
        walk(w, w->c->personas[i].when);
}

static void walk_funnel(Walk *w)
{
    for (int i = 0; i < w->c->n_stages; i++) {
        walk(w, w->c->stages[i].when);
        walk(w, w->c->stages[i].since);
        walk(w, w->c->stages[i].until);
    }
}

static void walk_all(Walk *w, CoreExpr *const *e, int n)
{
    for (int i = 0; i < n; i++)
        walk(w, e[i]);
}

/* What decides an instance: not its target's share, which only figures read. */
static void walk_clause(Walk *w, const CoreClause *cl)
{
    CoreExpr *const one[] = {cl->applies,    cl->settled,      cl->excused,
                             cl->after_exit, cl->within,       cl->calendar,
                             cl->keep,       cl->warn_share,   cl->warn_before,
                             cl->warn_level, cl->target_level, cl->breach_level};
    walk_all(w, one, sizeof one / sizeof *one);
    walk_all(w, cl->starts, cl->n_starts);
    walk_all(w, cl->start_lost, cl->n_starts);
    walk_all(w, cl->stops, cl->n_stops);
    walk_all(w, cl->cancels, cl->n_cancels);
}

static void walk_into(Walk *w, const CoreExpr *e)
{
    bool funnel = e->kind == CORE_STAGE || e->kind == CORE_EXIT || e->kind == CORE_SINCE
                  || e->kind == CORE_REACHED;
    if (e->kind == CORE_SCORE && e->index >= 0)
        walk_score(w, e->index);
    if (e->kind == CORE_GRADE && e->index >= 0)
        walk_grade(w, e->index);
    if (e->kind == CORE_PERSONA && ptr_add(&w->seen, w->c->personas))
        walk_personas(w);
    if (e->kind == CORE_CLAUSE) {
        const CoreClause *cl = &w->c->clauses[e->index];
        if (ptr_add(&w->seen, cl))
            walk_clause(w, cl);
        funnel = core_clause_reads_exits(w->c, cl);
    }
    if (funnel && ptr_add(&w->seen, w->c->stages))
        walk_funnel(w);
}

static void walk(Walk *w, const CoreExpr *e)
{
    if (e == NULL || !ptr_add(&w->seen, e))
        return;
    w->see(w->ctx, e);
    for (int i = 0; i < e->n; i++)
        walk(w, e->arg[i]);
    if (w->through)
        walk_into(w, e);
}

void core_walk(const Core *c, const CoreExpr *e, bool through, CoreSee *see, void *ctx)
{
    Walk w = {.c = c, .through = through, .see = see, .ctx = ctx};
    walk(&w, e);
}

bool core_clause_reads_exits(const Core *c, const CoreClause *cl)
{
    bool never =
        cl->after_exit != NULL && is_const(cl->after_exit) && cl->after_exit->i64 != 0;
    return cl->kind == CLAUSE_CLOCK && c->n_exits > 0 && !never;
}

void core_walk_clause(const Core *c, int clause, bool through, CoreSee *see, void *ctx)
{
    Walk w = {.c = c, .through = through, .see = see, .ctx = ctx};
    walk_clause(&w, &c->clauses[clause]);
    if (through && core_clause_reads_exits(c, &c->clauses[clause])
        && ptr_add(&w.seen, c->stages))
        walk_funnel(&w);
}

void core_walk_score(const Core *c, int score, bool through, CoreSee *see, void *ctx)
{
    Walk w = {.c = c, .through = through, .see = see, .ctx = ctx};
    walk_score(&w, score);
}

static void see_field(void *ctx, const CoreExpr *e)
{
    uint8_t *marks = ctx;
    if (e->kind == CORE_FIELD)
        marks[e->index] = 1;
}

void core_fields_of(const Core *c, const CoreExpr *e, uint8_t *marks)
{
    core_walk(c, e, true, see_field, marks);
}

void core_direct_fields_of(const Core *c, const CoreExpr *e, uint8_t *marks)
{
    core_walk(c, e, false, see_field, marks);
}

typedef struct Clock {
    const Core *c;
    bool found;
} Clock;

/* A stage with a `since` is reached only when that is not after now. */
static void see_clock(void *ctx, const CoreExpr *e)
{
    Clock *k = ctx;
    bool funnel = e->kind == CORE_STAGE || e->kind == CORE_EXIT || e->kind == CORE_SINCE
                  || e->kind == CORE_REACHED;
    if (e->kind == CORE_NOW || e->kind == CORE_CLAUSE)
        k->found = true;
    for (int i = 0; funnel && i < k->c->n_stages; i++)
        k->found |= k->c->stages[i].since != NULL;
}

bool core_moves_with_time(const Core *c, const CoreExpr *e)
{
    Clock k = {c, false};
    core_walk(c, e, true, see_clock, &k);
    return k.found;
}

static bool any_may_miss(const Core *c, const CoreExpr *e)
{
    for (int i = 0; i < e->n; i++)
        if (core_may_miss(c, e->arg[i]))
            return true;
    return false;
}

bool core_is_decided(const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_PERSONA:
    case CORE_SCORE:
    case CORE_GRADE:
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_SINCE:
    case CORE_REACHED:
    case CORE_CLAUSE: return true;
    case CORE_CONST:
    case CORE_FIELD:
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_CALL:
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_IF:
    case CORE_OTHERWISE:
    case CORE_KNOWN:
    case CORE_IN_SET:
    case CORE_MATCH:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: break;
    }
    return false;
}

bool core_may_miss(const Core *c, const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_CONST: return e->missing;
    case CORE_FIELD:
        return !(c->fields[e->index].flags & FIELD_REQUIRED)
               && c->fields[e->index].deflt == NULL;
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_KNOWN:
    case CORE_PERSONA:
    case CORE_SCORE:
    case CORE_GRADE:
    case CORE_REACHED:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: return false;
    case CORE_CLAUSE: return e->prop != PROP_STATUS;
    case CORE_LOOKUP: return true;
    case CORE_STAGE: return c->n_exits > 0;
    case CORE_EXIT:
    case CORE_SINCE: return true;
    case CORE_OTHERWISE: return core_may_miss(c, e->arg[1]);
    case CORE_CALL: return e->kernel == K_DOMAIN || any_may_miss(c, e);
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_IF:
    case CORE_IN_SET:
    case CORE_MATCH: return any_may_miss(c, e);
    }
    return true;
}
