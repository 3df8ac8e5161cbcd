/* plan_ends.c -- intervals: the ends of an expression, given the ends of scores.
 *
 * The ends are columns like any other, made by the same kernels.  A missing end stands for
 * no bound, an unknown one for a flag that could be either.
 */
#include "interp/engine/clock.h"
#include "interp/engine/plan.h"

#include "interp/base/mem.h"
#include <string.h>

/* -- which scores an expression reads ---------------------------------------------- */

static Reads join(const Plan *pl, Reads a, Reads b)
{
    const int n = pl->core->n_scores;
    if (a == b || b == NULL)
        return a;
    if (a == NULL)
        return b;
    uint8_t *both = mem_bytes((size_t)n);
    for (int i = 0; i < n; i++)
        both[i] = a[i] | b[i];
    return memcmp(both, a, (size_t)n) == 0 ? a : both;
}

static Reads reads_of(Plan *pl, const CoreExpr *e);

static Reads reads_of_rules(Plan *pl, const CoreRule *rule, int n)
{
    Reads all = NULL;
    for (int i = 0; i < n; i++) {
        const CoreExpr *const part[] = {rule[i].points, rule[i].when, rule[i].per,
                                        rule[i].cap};
        for (int k = 0; k < 4; k++)
            all = join(pl, all, reads_of(pl, part[k]));
        all = join(pl, all, reads_of_rules(pl, rule[i].rules, rule[i].n_rules));
    }
    return all;
}

/* The score itself, and what it is made of; never NULL. */
static Reads reads_of_score(Plan *pl, int score)
{
    const CoreScore *s = &pl->core->scores[score];
    if (pl->score_reads[score] != NULL)
        return pl->score_reads[score];
    uint8_t *own = mem_bytes((size_t)pl->core->n_scores);
    memset(own, 0, (size_t)pl->core->n_scores);
    own[score] = 1;
    const Reads parts =
        join(pl, reads_of(pl, s->expr), reads_of_rules(pl, s->rules, s->n_rules));
    return pl->score_reads[score] = join(pl, own, parts);
}

static Reads reads_of_grade(Plan *pl, int grade)
{
    const CoreGrade *g = &pl->core->grades[grade];
    Reads all = reads_of_score(pl, g->of);
    if (g->by >= 0)
        all = join(pl, all, reads_of_score(pl, g->by));
    for (int i = 0; i < g->n_bands; i++)
        all = join(
            pl, all,
            join(pl, reads_of(pl, g->bands[i].from), reads_of(pl, g->bands[i].by)));
    return all;
}

static Reads reads_of_funnel(Plan *pl)
{
    const Core *c = pl->core;
    for (int i = 0; !pl->knows_funnel_reads && i < c->n_stages; i++)
        pl->funnel_reads = join(pl, pl->funnel_reads,
                                join(pl, reads_of(pl, c->stages[i].when),
                                     reads_of(pl, c->stages[i].since)));
    pl->knows_funnel_reads = true;
    return pl->funnel_reads;
}

static Reads reads_of_personas(Plan *pl)
{
    const Core *c = pl->core;
    for (int i = 0; !pl->knows_persona_reads && i < c->n_personas; i++)
        pl->persona_reads =
            join(pl, pl->persona_reads, reads_of(pl, c->personas[i].when));
    pl->knows_persona_reads = true;
    return pl->persona_reads;
}

static Reads reads_of_all(Plan *pl, CoreExpr *const *e, int n)
{
    Reads all = NULL;
    for (int i = 0; e != NULL && i < n; i++)
        all = join(pl, all, reads_of(pl, e[i]));
    return all;
}

static Reads reads_of_clause(Plan *pl, int clause)
{
    const CoreClause *c = &pl->core->clauses[clause];
    CoreExpr *const line[] = {c->applies,  c->settled,    c->excused,
                              c->keep,     c->after_exit, c->within,
                              c->calendar, c->warn_share, c->warn_before};
    if (pl->knows_clause_reads[clause])
        return pl->clause_reads[clause];
    Reads all = reads_of_all(pl, line, sizeof line / sizeof *line);
    all = join(pl, all, reads_of_all(pl, c->starts, c->n_starts));
    all = join(pl, all, reads_of_all(pl, c->start_lost, c->n_starts));
    all = join(pl, all, reads_of_all(pl, c->stops, c->n_stops));
    all = join(pl, all, reads_of_all(pl, c->cancels, c->n_cancels));
    if (clause_exits(pl->core, c) > 0)
        all = join(pl, all, reads_of_funnel(pl));
    pl->knows_clause_reads[clause] = true;
    return pl->clause_reads[clause] = all;
}

static Reads reads_of_item(Plan *pl, const CoreExpr *e)
{
    if (e->kind == CORE_SCORE)
        return reads_of_score(pl, e->index);
    if (e->kind == CORE_GRADE)
        return reads_of_grade(pl, e->index);
    if (e->kind == CORE_PERSONA)
        return reads_of_personas(pl);
    if (e->kind == CORE_STAGE || e->kind == CORE_EXIT || e->kind == CORE_SINCE
        || e->kind == CORE_REACHED)
        return reads_of_funnel(pl);
    if (e->kind == CORE_CLAUSE)
        return reads_of_clause(pl, e->index);
    return NULL;
}

/* What e reads at any depth; each node is walked once, whoever shares it. */
static Reads reads_of(Plan *pl, const CoreExpr *e)
{
    if (e == NULL || e->kind == CORE_CONST)
        return NULL;
    if (plan_memo(pl, e)->knows_reads)
        return plan_memo(pl, e)->reads;
    Reads all = reads_of_item(pl, e);
    for (int i = 0; i < e->n; i++)
        all = join(pl, all, reads_of(pl, e->arg[i]));
    NodeMemo *m = plan_memo(pl, e);
    m->knows_reads = true;
    return m->reads = all;
}

static bool reads_scores(Plan *pl, const CoreExpr *e)
{
    return reads_of(pl, e) != NULL;
}

int plan_open(Plan *pl, const CoreExpr *e)
{
    const Reads reads = reads_of(pl, e);
    int open = NO_SLOT;
    for (int i = 0; reads != NULL && i < pl->core->n_scores; i++) {
        if (!reads[i])
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
