/* plan_ends.c -- intervals: the ends of an expression, given the ends of scores.
 *
 * The ends are columns like any other, made by the same kernels.  A missing end stands for
 * no bound, an unknown one for a flag that could be either.
 */
#include "interp/engine/plan.h"

#include "interp/base/mem.h"
#include <string.h>

/* -- which scores an expression reads ---------------------------------------------- */

/* Nodes seen, so that what is shared is walked once. */
typedef struct Walk {
    const Plan *pl;
    uint8_t *marks;
    const CoreExpr **seen;
    int n_seen;
    size_t seen_cap;
    bool persona, funnel;
} Walk;

static void walk(Walk *w, const CoreExpr *e);

static void walk_rules(Walk *w, const CoreRule *rule, int n)
{
    for (int i = 0; i < n; i++) {
        walk(w, rule[i].points);
        walk(w, rule[i].when);
        walk(w, rule[i].per);
        walk(w, rule[i].cap);
        walk_rules(w, rule[i].rules, rule[i].n_rules);
    }
}

static void walk_score(Walk *w, int score)
{
    const CoreScore *s = &w->pl->core->scores[score];
    if (w->marks[score])
        return;
    w->marks[score] = 1;
    walk(w, s->expr);
    walk_rules(w, s->rules, s->n_rules);
}

static void walk_grade(Walk *w, int grade)
{
    const CoreGrade *g = &w->pl->core->grades[grade];
    walk_score(w, g->of);
    if (g->by >= 0)
        walk_score(w, g->by);
    for (int i = 0; i < g->n_bands; i++) {
        walk(w, g->bands[i].from);
        walk(w, g->bands[i].by);
    }
}

static void walk_funnel(Walk *w)
{
    const Core *c = w->pl->core;
    if (w->funnel)
        return;
    w->funnel = true;
    for (int i = 0; i < c->n_stages; i++) {
        walk(w, c->stages[i].when);
        walk(w, c->stages[i].since);
    }
}

static void walk_personas(Walk *w)
{
    if (w->persona)
        return;
    w->persona = true;
    for (int i = 0; i < w->pl->core->n_personas; i++)
        walk(w, w->pl->core->personas[i].when);
}

static bool is_new(Walk *w, const CoreExpr *e)
{
    for (int i = 0; i < w->n_seen; i++)
        if (w->seen[i] == e)
            return false;
    MEM_PUSH(w->seen, w->n_seen, w->seen_cap) = e;
    return true;
}

static void walk(Walk *w, const CoreExpr *e)
{
    if (e == NULL || e->kind == CORE_CONST || (e->n > 0 && !is_new(w, e)))
        return;
    if (e->kind == CORE_SCORE)
        walk_score(w, e->index);
    else if (e->kind == CORE_GRADE)
        walk_grade(w, e->index);
    else if (e->kind == CORE_PERSONA)
        walk_personas(w);
    else if (e->kind == CORE_STAGE || e->kind == CORE_EXIT || e->kind == CORE_SINCE
             || e->kind == CORE_REACHED)
        walk_funnel(w);
    for (int i = 0; i < e->n; i++)
        walk(w, e->arg[i]);
}

void plan_scores_of(const Plan *pl, const CoreExpr *e, uint8_t *marks)
{
    Walk w = {.pl = pl, .marks = marks};
    memset(marks, 0, (size_t)pl->core->n_scores);
    walk(&w, e);
}

static uint8_t *scores_of(const Plan *pl, const CoreExpr *e)
{
    uint8_t *marks = mem_bytes((size_t)pl->core->n_scores + 1);
    plan_scores_of(pl, e, marks);
    return marks;
}

static bool reads_scores(const Plan *pl, const CoreExpr *e)
{
    const uint8_t *marks = scores_of(pl, e);
    return memchr(marks, 1, (size_t)pl->core->n_scores) != NULL;
}

int plan_open(Plan *pl, const CoreExpr *e)
{
    const uint8_t *marks = scores_of(pl, e);
    int open = NO_SLOT;
    for (int i = 0; i < pl->core->n_scores; i++) {
        if (!marks[i])
            continue;
        plan_score(pl, i);
        const int pair[2] = {pl->p->low[i], pl->p->high[i]};
        const int one = plan_call(pl, K_NE, -1, pair, 2);
        open = open == NO_SLOT ? one : plan_logic(pl, CORE_OR, -1, open, one);
    }
    return open;
}

/* -- ends -------------------------------------------------------------------------- */

static int call2(Plan *pl, const CoreExpr *e, KernelId id, int a, int b)
{
    const int arg[2] = {a, b};
    return plan_call(pl, id, e->id, arg, 2);
}

/* The value where `open` is no, else missing. */
static int gate(Plan *pl, const CoreExpr *e, int value, int open)
{
    const Phys phys = pl->p->slot[value].phys;
    const int arg[2] = {value, open};
    Step s = plan_draft("if settled", step_gate, e->id, arg, 2);
    s.index = (int)phys;
    return plan_put(pl, &s, phys, PHYS_I64);
}

static Ends gated(Plan *pl, const CoreExpr *e, int open)
{
    const int value = plan_expr(pl, e);
    const int made = open != NO_SLOT ? gate(pl, e, value, open) : value;
    return (Ends){made, made};
}

static Ends ends_of_args(Plan *pl, const CoreExpr *e)
{
    int *low = MEM_ARRAY(int, e->n), *high = MEM_ARRAY(int, e->n);
    for (int i = 0; i < e->n; i++) {
        const Ends a = plan_ends(pl, e->arg[i]);
        low[i] = a.low;
        high[i] = a.high;
    }
    return (Ends){plan_call(pl, e->kernel, e->id, low, e->n),
                  plan_call(pl, e->kernel, e->id, high, e->n)};
}

static Ends ends_of_sub(Plan *pl, const CoreExpr *e)
{
    const Ends a = plan_ends(pl, e->arg[0]), b = plan_ends(pl, e->arg[1]);
    return (Ends){call2(pl, e, K_SUB, a.low, b.high),
                  call2(pl, e, K_SUB, a.high, b.low)};
}

static Ends ends_of_neg(Plan *pl, const CoreExpr *e)
{
    const Ends a = plan_ends(pl, e->arg[0]);
    return (Ends){plan_call(pl, K_NEG, e->id, &a.high, 1),
                  plan_call(pl, K_NEG, e->id, &a.low, 1)};
}

/* By what reads no score: the lesser and the greater of both ends' results. */
static Ends ends_of_scaled(Plan *pl, const CoreExpr *e, const CoreExpr *scores,
                           const CoreExpr *factor)
{
    const Ends a = plan_ends(pl, scores);
    const int by = plan_expr(pl, factor);
    const int x = call2(pl, e, e->kernel, a.low, by),
              y = call2(pl, e, e->kernel, a.high, by);
    return (Ends){call2(pl, e, K_MIN, x, y), call2(pl, e, K_MAX, x, y)};
}

static bool is_i64(const CoreExpr *e) { return type_phys(e->type) == PHYS_I64; }

/* low and high, unknown where one of the four ends is missing. */
static Ends compared(Plan *pl, const CoreExpr *e, Ends a, Ends b, int low, int high)
{
    if (a.low == a.high && b.low == b.high)
        return (Ends){low, high};
    const int all[4] = {a.low, a.high, b.low, b.high};
    const int any = plan_call(pl, K_MIN, e->id, all, 4);
    const int missing = plan_not(pl, e->id, plan_known(pl, e->id, any));
    return (Ends){gate(pl, e, low, missing), gate(pl, e, high, missing)};
}

/* less(a, b) surely holds where the most of a is less than the least of b. */
static Ends ends_of_order(Plan *pl, const CoreExpr *e, KernelId less, int first)
{
    const Ends a = plan_ends(pl, e->arg[first]), b = plan_ends(pl, e->arg[1 - first]);
    return compared(pl, e, a, b, call2(pl, e, less, a.high, b.low),
                    call2(pl, e, less, a.low, b.high));
}

static Ends ends_of_equal(Plan *pl, const CoreExpr *e)
{
    const Ends a = plan_ends(pl, e->arg[0]), b = plan_ends(pl, e->arg[1]);
    const int surely =
        plan_logic(pl, CORE_AND, e->id, call2(pl, e, K_LE, a.high, b.low),
                   call2(pl, e, K_LE, b.high, a.low));
    const int maybe = plan_logic(pl, CORE_AND, e->id, call2(pl, e, K_LE, a.low, b.high),
                                 call2(pl, e, K_LE, b.low, a.high));
    return compared(pl, e, a, b, surely, maybe);
}

static Ends negated(Plan *pl, const CoreExpr *e, Ends a)
{
    return (Ends){plan_not(pl, e->id, a.high), plan_not(pl, e->id, a.low)};
}

static Ends ends_of_call(Plan *pl, const CoreExpr *e)
{
    const KernelId id = e->kernel;
    if (id == K_ADD || id == K_MIN || id == K_MAX || id == K_CLAMP)
        return ends_of_args(pl, e);
    if (id == K_SUB)
        return ends_of_sub(pl, e);
    if (id == K_NEG)
        return ends_of_neg(pl, e);
    if ((id == K_MUL || id == K_DIV) && !reads_scores(pl, e->arg[1]))
        return ends_of_scaled(pl, e, e->arg[0], e->arg[1]);
    if (id == K_MUL && !reads_scores(pl, e->arg[0]))
        return ends_of_scaled(pl, e, e->arg[1], e->arg[0]);
    if (id == K_LT || id == K_LE)
        return ends_of_order(pl, e, id, 0);
    if (id == K_GT || id == K_GE)
        return ends_of_order(pl, e, id == K_GT ? K_LT : K_LE, 1);
    if (id == K_EQ && is_i64(e->arg[0]))
        return ends_of_equal(pl, e);
    if (id == K_NE && is_i64(e->arg[0]))
        return negated(pl, e, ends_of_equal(pl, e));
    return gated(pl, e, plan_open(pl, e));
}

static Ends ends_of_junction(Plan *pl, const CoreExpr *e)
{
    Ends all = plan_ends(pl, e->arg[0]);
    for (int i = 1; i < e->n; i++) {
        const Ends one = plan_ends(pl, e->arg[i]);
        all.low = plan_logic(pl, e->kind, e->id, all.low, one.low);
        all.high = plan_logic(pl, e->kind, e->id, all.high, one.high);
    }
    return all;
}

static Ends ends_of(Plan *pl, const CoreExpr *e)
{
    if (e->kind == CORE_SCORE) {
        plan_score(pl, e->index);
        return (Ends){pl->p->low[e->index], pl->p->high[e->index]};
    }
    if (!reads_scores(pl, e)) {
        const int slot = plan_expr(pl, e);
        return (Ends){slot, slot};
    }
    if (e->kind == CORE_CALL)
        return ends_of_call(pl, e);
    if (e->kind == CORE_AND || e->kind == CORE_OR)
        return ends_of_junction(pl, e);
    if (e->kind == CORE_NOT)
        return negated(pl, e, plan_ends(pl, e->arg[0]));
    return gated(pl, e, plan_open(pl, e));
}

Ends plan_ends(Plan *pl, const CoreExpr *e)
{
    const Ends before = plan_memo(pl, e)->ends;
    if (before.low != NO_SLOT)
        return before;
    const Ends made = ends_of(pl, e);
    plan_memo(pl, e)->ends = made;
    return made;
}
