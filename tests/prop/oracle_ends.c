/* oracle_ends.c -- what a number or a condition can be, whatever the open scores are. */
#include "tests/prop/oracle_part.h"

/* -- which scores an expression reads, at any depth: a bit each ------------------------ */

typedef uint64_t Scores;

static Scores rules_read(const Core *c, const CoreRule *r, int n)
{
    Scores all = 0;

    for (int i = 0; i < n; i++)
        all |= oracle_reads(c, r[i].points) | oracle_reads(c, r[i].when)
               | oracle_reads(c, r[i].per) | oracle_reads(c, r[i].cap)
               | rules_read(c, r[i].rules, r[i].n_rules);
    return all;
}
static Scores score_reads(const Core *c, int i)
{
    const CoreScore *s = &c->scores[i];

    return (Scores)1 << i | oracle_reads(c, s->expr)
           | rules_read(c, s->rules, s->n_rules);
}
static Scores grade_reads(const Core *c, int i)
{
    const CoreGrade *g = &c->grades[i];
    Scores all = score_reads(c, g->of) | (g->by >= 0 ? score_reads(c, g->by) : 0);

    for (int b = 0; b < g->n_bands; b++)
        all |= oracle_reads(c, g->bands[b].from) | oracle_reads(c, g->bands[b].by);
    return all;
}
static Scores funnel_reads(const Core *c)
{
    Scores all = 0;

    for (int i = 0; i < c->n_stages; i++)
        all |= oracle_reads(c, c->stages[i].when) | oracle_reads(c, c->stages[i].since);
    return all;
}
static Scores persona_reads(const Core *c)
{
    Scores all = 0;

    for (int i = 0; i < c->n_personas; i++)
        all |= oracle_reads(c, c->personas[i].when);
    return all;
}
static Scores lines_read(const Core *c, CoreExpr *const *e, int n)
{
    Scores all = 0;

    for (int i = 0; e != NULL && i < n; i++)
        all |= oracle_reads(c, e[i]);
    return all;
}
static Scores clause_reads(const Core *core, const CoreClause *c)
{
    CoreExpr *const lines[] = {c->settled,    c->applies,    c->excused,
                               c->after_exit, c->keep,       c->within,
                               c->calendar,   c->warn_share, c->warn_before};
    const int n = sizeof lines / sizeof *lines;

    return lines_read(core, lines, n) | lines_read(core, c->starts, c->n_starts)
           | lines_read(core, c->start_lost, c->n_starts)
           | lines_read(core, c->stops, c->n_stops)
           | lines_read(core, c->cancels, c->n_cancels)
           | (oracle_exits_cancel(core, c) ? funnel_reads(core) : 0);
}
Scores oracle_reads(const Core *c, const CoreExpr *e)
{
    Scores all = 0;

    if (e == NULL)
        return 0;
    for (int i = 0; i < e->n; i++)
        all |= oracle_reads(c, e->arg[i]);
    if (e->kind == CORE_SCORE)
        all |= score_reads(c, e->index);
    if (e->kind == CORE_GRADE)
        all |= grade_reads(c, e->index);
    if (e->kind == CORE_PERSONA)
        all |= persona_reads(c);
    if (e->kind == CORE_STAGE || e->kind == CORE_EXIT || e->kind == CORE_SINCE
        || e->kind == CORE_REACHED)
        all |= funnel_reads(c);
    if (e->kind == CORE_CLAUSE)
        all |= clause_reads(c, &c->clauses[e->index]);
    return all;
}
bool oracle_is_open(Oracle *o, const CoreExpr *e)
{
    const Scores read = oracle_reads(o->core, e);

    for (int i = 0; i < o->core->n_scores; i++)
        if (read >> i & 1) {
            oracle_score(o, i);
            if (o->lead.low[i].i64 < o->lead.high[i].i64)
                return true;
        }
    return false;
}

/* -- the ends of a number ------------------------------------------------------------ */

static const Ends no_bounds = {{{.missing = true}, 0}, {{.missing = true}, 0}};

static Ends ends_swapped(Ends e) { return (Ends){e.high, e.low}; }

/* Each end of the result from the like ends of the operands. */
static Ends ends_by_ends(Oracle *o, KernelId k, const Ends *of, int n)
{
    Answer *low = ROOM(o->arena, Answer, n), *high = ROOM(o->arena, Answer, n);

    for (int i = 0; i < n; i++) {
        if (of[i].low.is.missing || of[i].high.is.missing)
            return no_bounds;
        low[i] = of[i].low;
        high[i] = of[i].high;
    }
    return (Ends){oracle_call(o, k, low, n), oracle_call(o, k, high, n)};
}

static Ends ends_of_call(Oracle *o, const CoreExpr *e)
{
    Ends *of = ROOM(o->arena, Ends, e->n);

    for (int i = 0; i < e->n; i++)
        of[i] = oracle_ends(o, e->arg[i]);
    if (e->kernel == K_SUB)
        of[1] = ends_swapped(of[1]);
    if (e->kernel == K_NEG)
        of[0] = ends_swapped(of[0]);
    if (e->kernel == K_MUL || e->kernel == K_DIV) {
        const int factor = oracle_reads(o->core, e->arg[1]) == 0;
        if (of[factor].low.is.i64 < 0)
            of[!factor] = ends_swapped(of[!factor]);
    }
    return ends_by_ends(o, e->kernel, of, e->n);
}

static bool goes_by_ends(Oracle *o, const CoreExpr *e)
{
    if (e->kind != CORE_CALL)
        return false;
    if (e->kernel == K_MUL)
        return oracle_reads(o->core, e->arg[0]) == 0
               || oracle_reads(o->core, e->arg[1]) == 0;
    if (e->kernel == K_DIV)
        return oracle_reads(o->core, e->arg[1]) == 0;
    return e->kernel == K_ADD || e->kernel == K_SUB || e->kernel == K_NEG
           || e->kernel == K_MIN || e->kernel == K_MAX || e->kernel == K_CLAMP;
}

Ends oracle_ends(Oracle *o, const CoreExpr *e)
{
    if (e->kind == CORE_SCORE) {
        oracle_score(o, e->index);
        return (Ends){{o->lead.low[e->index], 0}, {o->lead.high[e->index], 0}};
    }
    if (oracle_reads(o->core, e) != 0 && goes_by_ends(o, e))
        return ends_of_call(o, e);
    if (oracle_is_open(o, e))
        return no_bounds;
    const Answer a = oracle_eval(o, e);
    return (Ends){a, a};
}

/* -- a condition whatever the open scores are ------------------------------------------ */

static Maybe maybe_compare(KernelId k, int64_t a_low, int64_t a_high, int64_t b_low,
                           int64_t b_high)
{
    const bool same = a_low == a_high && b_low == b_high && a_low == b_low,
               meet = a_low <= b_high && b_low <= a_high;

    if (k == K_EQ)
        return (Maybe){same, meet};
    if (k == K_NE)
        return (Maybe){!meet, !same};
    if (k == K_LT)
        return (Maybe){a_high < b_low, a_low < b_high};
    if (k == K_LE)
        return (Maybe){a_high <= b_low, a_low <= b_high};
    if (k == K_GT)
        return (Maybe){a_low > b_high, a_high > b_low};
    return (Maybe){a_low >= b_high, a_high >= b_low};
}

static Maybe maybe_ends(Oracle *o, const CoreExpr *e)
{
    const Ends a = oracle_ends(o, e->arg[0]), b = oracle_ends(o, e->arg[1]);

    if (a.low.is.missing || a.high.is.missing || b.low.is.missing || b.high.is.missing)
        return (Maybe){false, true};
    return maybe_compare(e->kernel, a.low.is.i64, a.high.is.i64, b.low.is.i64,
                         b.high.is.i64);
}

static Maybe maybe_all(Oracle *o, const CoreExpr *e, bool is_and)
{
    Maybe all = {is_and, is_and};

    for (int i = 0; i < e->n; i++) {
        const Maybe m = oracle_maybe(o, e->arg[i]);
        all.must = is_and ? all.must && m.must : all.must || m.must;
        all.may = is_and ? all.may && m.may : all.may || m.may;
    }
    return all;
}

static bool compares_numbers(const CoreExpr *e)
{
    return e->kind == CORE_CALL
           && (e->kernel == K_EQ || e->kernel == K_NE || e->kernel == K_LT
               || e->kernel == K_LE || e->kernel == K_GT || e->kernel == K_GE);
}

Maybe oracle_maybe(Oracle *o, const CoreExpr *e)
{
    if (oracle_reads(o->core, e) != 0) {
        if (e->kind == CORE_AND || e->kind == CORE_OR)
            return maybe_all(o, e, e->kind == CORE_AND);
        if (e->kind == CORE_NOT) {
            const Maybe m = oracle_maybe(o, e->arg[0]);
            return (Maybe){!m.may, !m.must};
        }
        if (compares_numbers(e))
            return maybe_ends(o, e);
        if (oracle_is_open(o, e))
            return (Maybe){false, true};
    }
    const Answer a = oracle_eval(o, e);
    return (Maybe){is_yes(a), !is_no(a)};
}
