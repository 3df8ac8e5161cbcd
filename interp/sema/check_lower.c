/* check_lower.c -- levels to one expression a line: inheritance as `if` over the levels'
 * `for`s.
 *
 * A line that a level states, and a more general one too, is `if F1 then E1 else E2`, the
 * most specific first.  A level without `for` always holds, and ends the chain; where none
 * does, what no level states stands last: missing, or the line's own nothing (`for`: yes,
 * `excused`: no).  An unknown `for` makes the line missing, but no question is asked of it
 * then: `settled` is no.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/remark.h"

/* What each level says of one line, most specific first; NULL: it does not state it. */
typedef struct Chain {
    Sema *s;
    const CoreClause *cl;
    CoreExpr **value;
} Chain;

static Chain chain_new(Sema *s, const CoreClause *cl)
{
    return (Chain){s, cl, MEM_ARRAY(CoreExpr *, cl->n_levels + 1)};
}

static CoreExpr *missing(Sema *s, const Type *type, int id)
{
    CoreExpr *e = core_new(s, CORE_CONST, type, s->core->span[id], 0);
    e->missing = true;
    return e;
}

static CoreExpr *flag(Sema *s, bool yes, int id)
{
    return core_const(s, &type_flag, yes, s->core->span[id]);
}

/* A value where a level supplies the line; last: where none does, NULL for missing.  NULL
 * where no level states the line. */
static CoreExpr *chain_join(const Chain *ch, CoreExpr *last)
{
    const CoreClause *cl = ch->cl;
    int n = 0;
    while (n < cl->n_levels && !(ch->value[n] != NULL && cl->level[n].when == NULL))
        n++;
    CoreExpr *e = n < cl->n_levels ? ch->value[n] : NULL;
    for (int k = n - 1; k >= 0; k--) {
        if (ch->value[k] == NULL)
            continue;
        CoreExpr *otherwise = e != NULL ? e
                              : last != NULL
                                  ? last
                                  : missing(ch->s, ch->value[k]->type, cl->id);
        e = core_new(ch->s, CORE_IF, ch->value[k]->type, core_at(ch->s, ch->value[k]),
                     3);
        core_set_arg(e, 0, cl->level[k].when);
        core_set_arg(e, 1, ch->value[k]);
        core_set_arg(e, 2, otherwise);
    }
    return e;
}

static CoreExpr *never_unknown(Sema *s, CoreExpr *e, CoreExpr *no)
{
    if (e == NULL || !core_may_miss(s->core, e))
        return e;
    CoreExpr *out = core_new(s, CORE_OTHERWISE, &type_flag, core_at(s, e), 2);
    core_set_arg(out, 0, e);
    core_set_arg(out, 1, no);
    return out;
}

CoreExpr *join_flags(Sema *s, CoreKind kind, CoreExpr **arg, int n, int id)
{
    if (n == 0)
        return NULL;
    if (n == 1)
        return arg[0];
    CoreExpr *e = core_new(s, kind, &type_flag, s->core->span[id], n);
    for (int i = 0; i < n; i++)
        core_set_arg(e, i, arg[i]);
    return e;
}

/* -- whom it is for */

/* A template holds only where some agreement of the policy does. */
static CoreExpr *some_level_holds(Sema *s, const CoreClause *cl)
{
    CoreExpr **arg = MEM_ARRAY(CoreExpr *, cl->n_levels + 1);
    int n = 0;
    for (int k = 0; k < cl->n_levels; k++) {
        if (s->core->agreements[cl->level[k].agreement].from_module)
            continue;
        if (cl->level[k].when == NULL)
            return NULL;
        arg[n++] = cl->level[k].when;
    }
    return join_flags(s, CORE_OR, arg, n, cl->id);
}

static CoreExpr *line_expr(Sema *s, const CoreClause *cl, const ClauseDraft *d,
                           ClauseLine line, CoreExpr *last)
{
    Chain ch = chain_new(s, cl);
    for (int k = 0; k < cl->n_levels; k++)
        ch.value[k] = d->level[k].expr[line];
    return chain_join(&ch, last);
}

static CoreExpr *lower_applies(Sema *s, const CoreClause *cl, const ClauseDraft *d)
{
    CoreExpr *arg[2];
    int n = 0;
    CoreExpr *holds = some_level_holds(s, cl);
    CoreExpr *own = line_expr(s, cl, d, LINE_FOR, flag(s, true, cl->id));
    if (holds != NULL)
        arg[n++] = holds;
    if (own != NULL)
        arg[n++] = own;
    return join_flags(s, CORE_AND, arg, n, cl->id);
}

/* -- settled: of each line, the level that supplies it is known */

/* Of the levels that state a line: whether their `for` decides who supplies it, and may be
 * unknown.  What stands below a level that always holds supplies nothing; what is known
 * anyway matters only above something that may be unknown. */
typedef enum Deciding { DECIDES_NOT, DECIDES, MAY_BE_UNKNOWN } Deciding;

static Deciding *deciding(const Sema *s, const CoreClause *cl, const ClauseDraft *d,
                          ClauseLine line)
{
    Deciding *out = MEM_ARRAY(Deciding, cl->n_levels + 1);
    int end = 0;
    for (int k = 0; k < cl->n_levels; k++) {
        const CoreExpr *when = cl->level[k].when;
        if (d->level[k].line[line] == NULL)
            continue;
        if (when == NULL)
            break;
        out[k] = core_may_miss(s->core, when) ? MAY_BE_UNKNOWN : DECIDES;
        if (out[k] == MAY_BE_UNKNOWN)
            end = k + 1;
    }
    memset(out + end, 0, (size_t)(cl->n_levels - end) * sizeof *out);
    return out;
}

/* known(F1) and (F1 or (known(F2) and (F2 or …))): yes where the `for`s up to the first
 * that holds are known.  Never unknown: `known` is not, and a no of it decides the `and`. */
static CoreExpr *known_to_first(Sema *s, const CoreClause *cl, const Deciding *of)
{
    CoreExpr *e = NULL;
    for (int k = cl->n_levels - 1; k >= 0; k--) {
        CoreExpr *when = cl->level[k].when;
        if (of[k] == DECIDES_NOT)
            continue;
        if (e != NULL)
            e = join_flags(s, CORE_OR, (CoreExpr *[]){when, e}, 2, cl->id);
        if (of[k] == DECIDES)
            continue;
        CoreExpr *known = core_new(s, CORE_KNOWN, &type_flag, core_at(s, when), 1);
        core_set_arg(known, 0, when);
        e = e == NULL ? known
                      : join_flags(s, CORE_AND, (CoreExpr *[]){known, e}, 2, cl->id);
    }
    return e;
}

/* Whom the clause is not for was promised nothing, whichever level it would be. */
static CoreExpr *settled_or_not_for(Sema *s, const CoreClause *cl, CoreExpr *settled)
{
    if (settled == NULL || cl->applies == NULL)
        return settled;
    CoreExpr *not_for = negate(s, cl->applies, core_at(s, cl->applies));
    not_for = never_unknown(s, not_for, flag(s, false, cl->id));
    return join_flags(s, CORE_OR, (CoreExpr *[]){settled, not_for}, 2, cl->id);
}

/* One condition a set of levels: lines of the same levels share it. */
static CoreExpr *lower_settled(Sema *s, const CoreClause *cl, const ClauseDraft *d)
{
    CoreExpr *arg[N_CLAUSE_LINES];
    Deciding *seen[N_CLAUSE_LINES];
    int n = 0, n_seen = 0;
    for (int i = 0; i < N_CLAUSE_LINES; i++) {
        Deciding *of = deciding(s, cl, d, (ClauseLine)i);
        bool known = i == LINE_BY || i == LINE_RELAXES;
        for (int k = 0; k < n_seen; k++)
            known =
                known || memcmp(seen[k], of, (size_t)cl->n_levels * sizeof *of) == 0;
        if (known)
            continue;
        seen[n_seen++] = of;
        CoreExpr *e = known_to_first(s, cl, of);
        if (e != NULL)
            arg[n++] = e;
    }
    return join_flags(s, CORE_AND, arg, n, cl->id);
}

/* -- instants: the nth of each level is the nth */

typedef InstantList *MomentsOf(LevelDraft *d);
static InstantList *starts_of(LevelDraft *d) { return &d->starts; }
static InstantList *stops_of(LevelDraft *d) { return &d->stops; }
static InstantList *cancels_of(LevelDraft *d) { return &d->cancels; }

static CoreExpr **lower_moments(Sema *s, const CoreClause *cl, const ClauseDraft *d,
                                ClauseLine line, MomentsOf *of, int *n)
{
    *n = 0;
    for (int k = 0; k < cl->n_levels; k++)
        if (of(&d->level[k])->n > *n)
            *n = of(&d->level[k])->n;
    CoreExpr **out = MEM_ARRAY(CoreExpr *, *n + 1);
    for (int i = 0; i < *n; i++) {
        Chain ch = chain_new(s, cl);
        for (int k = 0; k < cl->n_levels; k++) {
            const InstantList *l = of(&d->level[k]);
            if (d->level[k].line[line] != NULL)
                ch.value[k] =
                    i < l->n ? l->item[i] : missing(s, &type_timestamp, cl->id);
        }
        out[i] = chain_join(&ch, NULL);
    }
    return out;
}

/* What is kept has one start: the instant that its target names. */
static CoreExpr **lower_keep_start(Sema *s, const CoreClause *cl, int *n)
{
    CoreExpr **out = MEM_ARRAY(CoreExpr *, 1);
    Chain ch = chain_new(s, cl);
    for (int k = 0; k < cl->n_levels; k++)
        ch.value[k] = cl->level[k].target.of;
    out[0] = chain_join(&ch, NULL);
    *n = out[0] != NULL;
    return out;
}

/* Yes where the instant is of a stage that was reached, and missing. */
static CoreExpr *lost(Sema *s, CoreExpr *since)
{
    CoreExpr *reached = core_new(s, CORE_REACHED, &type_flag, core_at(s, since), 0);
    CoreExpr *known = core_new(s, CORE_KNOWN, &type_flag, core_at(s, since), 1);
    reached->index = since->index;
    core_set_arg(known, 0, since);
    return join_flags(s, CORE_AND,
                      (CoreExpr *[]){reached, negate(s, known, core_at(s, since))}, 2,
                      since->id);
}

/* The start of each level at position i; what is not a stage's instant is never lost. */
static CoreExpr *lower_lost(Sema *s, const CoreClause *cl, const ClauseDraft *d, int i)
{
    Chain ch = chain_new(s, cl);
    bool any = false;
    for (int k = 0; k < cl->n_levels; k++) {
        const InstantList *l = &d->level[k].starts;
        CoreExpr *start = i < l->n ? l->item[i] : NULL;
        if (cl->kind == CLAUSE_KEEP)
            start = cl->level[k].target.of;
        bool since = start != NULL && start->kind == CORE_SINCE;
        if (start != NULL)
            ch.value[k] = since ? lost(s, start) : flag(s, false, cl->id);
        any |= since;
    }
    CoreExpr *no = flag(s, false, cl->id);
    return any ? never_unknown(s, chain_join(&ch, no), no) : NULL;
}

static void lower_starts(Sema *s, CoreClause *cl, const ClauseDraft *d)
{
    cl->starts = cl->kind == CLAUSE_KEEP
                     ? lower_keep_start(s, cl, &cl->n_starts)
                     : lower_moments(s, cl, d, LINE_STARTS, starts_of, &cl->n_starts);
    cl->start_lost = MEM_ARRAY(CoreExpr *, cl->n_starts + 1);
    for (int i = 0; i < cl->n_starts; i++)
        cl->start_lost[i] = lower_lost(s, cl, d, i);
}

/* -- lengths, warnings, levels */

static void lower_allowance(Sema *s, CoreClause *cl)
{
    Chain within = chain_new(s, cl), on = chain_new(s, cl);
    for (int k = 0; k < cl->n_levels; k++) {
        within.value[k] = cl->level[k].within;
        on.value[k] = cl->level[k].calendar;
    }
    cl->within = chain_join(&within, NULL);
    cl->calendar = chain_join(&on, NULL);
}

/* A level that warns in one way takes the other one back. */
static CoreExpr *lower_warning(Sema *s, const CoreClause *cl, const ClauseDraft *d,
                               ClauseLine mine, ClauseLine other)
{
    Chain ch = chain_new(s, cl);
    const Type *type = NULL;
    for (int k = 0; k < cl->n_levels; k++)
        if (d->level[k].expr[mine] != NULL)
            type = d->level[k].expr[mine]->type;
    for (int k = 0; type != NULL && k < cl->n_levels; k++) {
        ch.value[k] = d->level[k].expr[mine];
        if (ch.value[k] == NULL && d->level[k].expr[other] != NULL)
            ch.value[k] = missing(s, type, cl->id);
    }
    return chain_join(&ch, NULL);
}

/* The number of the level that supplies a line. */
static CoreExpr *lower_level(Sema *s, const CoreClause *cl, unsigned lines)
{
    Chain ch = chain_new(s, cl);
    for (int k = 0; k < cl->n_levels; k++)
        if (cl->level[k].states & lines)
            ch.value[k] = core_const(s, &type_number, k * MICRO, s->core->span[cl->id]);
    return chain_join(&ch, NULL);
}

/* Each level of a line is one `if` inside another. */
static void check_depth(Sema *s, const CoreClause *cl)
{
    CoreExpr *const e[] = {cl->applies,
                           cl->settled,
                           cl->within,
                           cl->keep,
                           cl->excused,
                           cl->n_starts > 0 ? cl->starts[0] : NULL,
                           cl->n_stops > 0 ? cl->stops[0] : NULL};
    for (size_t i = 0; i < sizeof e / sizeof *e; i++)
        if (e[i] != NULL && too_deep(s, e[i], s->core->span[cl->id]))
            return;
}

void lower_clause(Sema *s, int clause)
{
    CoreClause *cl = &s->core->clauses[clause];
    const ClauseDraft *d = &s->clause[clause];
    CoreExpr *no = flag(s, false, cl->id);
    cl->applies = lower_applies(s, cl, d);
    cl->settled = settled_or_not_for(s, cl, lower_settled(s, cl, d));
    cl->excused = line_expr(s, cl, d, LINE_EXCUSED, no);
    lower_starts(s, cl, d);
    cl->stops = lower_moments(s, cl, d, LINE_STOPS, stops_of, &cl->n_stops);
    cl->cancels = lower_moments(s, cl, d, LINE_CANCELS, cancels_of, &cl->n_cancels);
    cl->stop_is_aggregate = MEM_ARRAY(bool, cl->n_stops + 1);
    cl->after_exit = line_expr(s, cl, d, LINE_AFTER_EXIT, no);
    lower_allowance(s, cl);
    cl->keep = line_expr(s, cl, d, LINE_KEEP, NULL);
    cl->warn_share = lower_warning(s, cl, d, LINE_WARN_AT, LINE_WARN_DUE);
    cl->warn_before = lower_warning(s, cl, d, LINE_WARN_DUE, LINE_WARN_AT);
    cl->target_level = lower_level(s, cl, 1U << LINE_TARGET);
    cl->warn_level = lower_level(s, cl, 1U << LINE_WARN_AT | 1U << LINE_WARN_DUE);
    cl->breach_level = lower_level(s, cl, 1U << LINE_BREACH);
    check_depth(s, cl);
}
