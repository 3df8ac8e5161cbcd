/* meaning_clause.c -- a clause of two policies: for whom it holds, its clock, its levels. */
#include "interp/base/mem.h"
#include "interp/study/meaning_part.h"

typedef struct Pair {
    const CoreClause *a, *b;
} Pair;

static Str agreement_of(const Core *core, const CoreClauseLevel *l)
{
    return core->agreements[l->agreement].name;
}

static const CoreClauseLevel *level_named(const Core *core, const CoreClause *cl,
                                          Str name)
{
    for (int i = 0; i < cl->n_levels; i++)
        if (str_eq(agreement_of(core, &cl->level[i]), name))
            return &cl->level[i];
    return NULL;
}

/* -- lists: starts, stops, cancels -------------------------------------------------------- */

typedef struct List {
    CoreExpr *const *item;
    int n;
} List;

static const char *list_text(const Compare *c, List l, bool old)
{
    Buf b = {0};
    for (int i = 0; i < l.n; i++)
        buf_format(&b, "%s%s", i > 0 ? ", " : "",
                   old ? old_text(c, l.item[i]) : now_text(c, l.item[i]));
    const char *z = l.n > 0 ? str_z(buf_view(&b)) : NULL;
    buf_free(&b);
    return z;
}

/* More ways to stop or to cancel ask less; other ways ask something else. */
static Dir list_dir(Compare *c, List a, List b)
{
    bool *taken = MEM_ARRAY(bool, a.n + 1);
    int same = 0;
    for (int i = 0; i < b.n; i++)
        for (int k = 0; k < a.n; k++)
            if (!taken[k]
                && canon_expr(&c->old, a.item[k]) == canon_expr(&c->now, b.item[i])) {
                if (dir_of(c, a.item[k], b.item[i]) != DIR_SAME)
                    return DIR_MIXED;
                taken[k] = true;
                same++;
                break;
            }
    return same == a.n && same == b.n ? DIR_SAME
           : same == a.n              ? DIR_UP
           : same == b.n              ? DIR_DOWN
                                      : DIR_MIXED;
}

static Dir put_list(Compare *c, const char *what, List a, List b, bool more_is_looser)
{
    const Dir d = list_dir(c, a, b);
    if (d == DIR_SAME)
        return d;
    for (int i = 0; i < b.n; i++)
        put_through(c, b.item[i]);
    const char *from = list_text(c, a, true), *to = list_text(c, b, false);
    const bool same = from != NULL && to != NULL && strcmp(from, to) == 0;
    if (!same)
        put_change(c, what, NULL, from, to,
                   !more_is_looser || d == DIR_MIXED ? MEANING_DIFFERENT
                   : d == DIR_UP                     ? MEANING_LOOSER
                                                     : MEANING_TIGHTER);
    return d;
}

/* -- levels ------------------------------------------------------------------------------- */

static const char *warn_or_breach(const CoreAction *a, int n)
{
    Buf b = {0};
    for (int i = 0; i < n; i++)
        buf_format(&b, "%s%s \"%s\"", i > 0 ? ", " : "", action_name(a[i].kind),
                   str_z(a[i].text));
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* A line of one level that has a value: both state it, or one does. */
static Dir put_value(Compare *c, const char *what, const char *at, const CoreExpr *a,
                     const CoreExpr *b, MeaningVerdict more_is)
{
    const Dir d = a != NULL && b != NULL ? dir_of(c, a, b)
                  : a == b               ? DIR_SAME
                                         : DIR_MIXED;
    if (d == DIR_SAME)
        return d;
    const MeaningVerdict less_is =
        more_is == MEANING_TIGHTER ? MEANING_LOOSER : MEANING_TIGHTER;
    const char *from = value_shown(c->before, a), *to = value_shown(c->after, b);
    if (a == NULL || b == NULL || strcmp(from, to) != 0)
        put_change(c, what, at, from, to,
                   d == DIR_MIXED || more_is == MEANING_DIFFERENT ? MEANING_DIFFERENT
                   : d == DIR_UP                                  ? more_is
                                                                  : less_is);
    else
        put_through(c, b);
    return d;
}

static Dir put_target(Compare *c, const char *at, const CoreClauseLevel *a,
                      const CoreClauseLevel *b, bool at_least)
{
    static const char *const by[] = {
        [BY_DUE] = "due", [BY_START] = "start", [BY_STOP] = "stop"};
    Dir d = put_value(c, "target", at, a->has_target ? a->target.share : NULL,
                      b->has_target ? b->target.share : NULL,
                      at_least ? MEANING_TIGHTER : MEANING_LOOSER);
    if (!a->has_target || !b->has_target)
        return d;
    const size_t before = (size_t)c->item.n;
    if (a->target.per != b->target.per)
        put_change(c, "target per", at, period_word(a->target.per),
                   period_word(b->target.per), MEANING_DIFFERENT);
    if (a->target.by != b->target.by)
        put_change(c, "target by", at, by[a->target.by], by[b->target.by],
                   MEANING_DIFFERENT);
    return (size_t)c->item.n > before ? DIR_MIXED : d;
}

static Dir put_actions(Compare *c, const char *what, const char *at,
                       const CoreAction *a, int n, const CoreAction *b, int m)
{
    const char *from = warn_or_breach(a, n), *to = warn_or_breach(b, m);
    if (strcmp(from, to) == 0)
        return DIR_SAME;
    put_change(c, what, at, n > 0 ? from : NULL, m > 0 ? to : NULL, MEANING_DIFFERENT);
    return DIR_MIXED;
}

/* Of a clause with `measure` the target's way is the measure's. */
static bool is_at_least(const Compare *c, const CoreClauseLevel *l)
{
    return l->attainment < 0 || c->now.core->measures[l->attainment].at_least;
}

static Dir level_pair(Compare *c, const CoreClauseLevel *a, const CoreClauseLevel *b)
{
    const char *at = str_z(agreement_of(c->now.core, b));
    Dir d = put_value(c, "within", at, a->within, b->within, MEANING_LOOSER);
    d = dir_join(d,
                 put_value(c, "on", at, a->calendar, b->calendar, MEANING_DIFFERENT));
    d = dir_join(d, put_target(c, at, a, b, is_at_least(c, b)));
    d = dir_join(d, put_actions(c, "warn", at, a->on_warn, a->n_on_warn, b->on_warn,
                                b->n_on_warn));
    d = dir_join(d, put_actions(c, "breach", at, a->on_breach, a->n_on_breach,
                                b->on_breach, b->n_on_breach));
    d = dir_join(d, put_expr(c, "for", at, a->when, b->when, MEANING_DIFFERENT));
    return d == DIR_SAME ? DIR_SAME : DIR_MIXED;
}

static Dir compare_levels(Compare *c, Pair p)
{
    const Core *x = c->old.core, *y = c->now.core;
    Dir d = DIR_SAME;
    for (int i = 0; i < p.b->n_levels; i++) {
        const Str name = agreement_of(y, &p.b->level[i]);
        const CoreClauseLevel *old = level_named(x, p.a, name);
        if (old == NULL)
            put_change(c, "level", NULL, NULL, str_z(name), MEANING_DIFFERENT);
        d = dir_join(d, old == NULL ? DIR_MIXED : level_pair(c, old, &p.b->level[i]));
    }
    for (int i = 0; i < p.a->n_levels; i++) {
        const Str name = agreement_of(x, &p.a->level[i]);
        if (level_named(y, p.b, name) != NULL)
            continue;
        put_change(c, "level", NULL, str_z(name), NULL, MEANING_DIFFERENT);
        d = DIR_MIXED;
    }
    return d;
}

/* -- the clause --------------------------------------------------------------------------- */

static Str party_of(const Core *core, const CoreClause *cl)
{
    return cl->party >= 0 ? core->parties[cl->party] : (Str){0};
}

static const char *kind_text(const CoreClause *cl)
{
    static const char *const kind[] = {[CLAUSE_CLOCK] = "within",
                                       [CLAUSE_KEEP] = "keep",
                                       [CLAUSE_MEASURE] = "measure"};
    return kind[cl->kind];
}

static Dir compare_lines(Compare *c, Pair p)
{
    const CoreClause *a = p.a, *b = p.b;
    Dir d = put_expr(c, "for", NULL, a->applies, b->applies, MEANING_TIGHTER);
    if (a->excused != NULL && b->excused != NULL)
        d = dir_join(d, put_expr(c, "excused when", NULL, a->excused, b->excused,
                                 MEANING_LOOSER));
    else if (a->excused != b->excused) {
        put_change(c, "excused when", NULL, old_text(c, a->excused),
                   now_text(c, b->excused),
                   a->excused == NULL ? MEANING_LOOSER : MEANING_TIGHTER);
        d = DIR_MIXED;
    }
    d = dir_join(d, put_expr(c, "keep", NULL, a->keep, b->keep, MEANING_LOOSER));
    d = dir_join(d, put_list(c, "starts", (List){a->starts, a->n_starts},
                             (List){b->starts, b->n_starts}, false));
    d = dir_join(d, put_list(c, "stops", (List){a->stops, a->n_stops},
                             (List){b->stops, b->n_stops}, true));
    d = dir_join(d, put_list(c, "cancels", (List){a->cancels, a->n_cancels},
                             (List){b->cancels, b->n_cancels}, true));
    d = dir_join(d, put_expr(c, "after exit", NULL, a->after_exit, b->after_exit,
                             MEANING_DIFFERENT));
    d = dir_join(d, put_expr(c, "warn at", NULL, a->warn_share, b->warn_share,
                             MEANING_DIFFERENT));
    return dir_join(d, put_expr(c, "warn before due", NULL, a->warn_before,
                                b->warn_before, MEANING_DIFFERENT));
}

void compare_clause(Compare *c, int now)
{
    const CoreClause *b = &c->now.core->clauses[now];
    const int old = core_clause(c->old.core, b->name);
    if (old < 0) {
        item_only(c, "clause", b->name, true, MEANING_TIGHTER);
        return;
    }
    const CoreClause *a = &c->old.core->clauses[old];
    const Pair p = {a, b};
    item_begin(c, "clause", b->name);
    put_plain(c, "kind", str_of(kind_text(a)), str_of(kind_text(b)));
    put_plain(c, "by", party_of(c->old.core, a), party_of(c->now.core, b));
    const bool other = c->item.n > 0;
    Dir d = compare_lines(c, p);
    d = dir_join(d, compare_levels(c, p));
    d = dir_join(d, compare_clause_measure(c, a, b));
    c->clause[now] = other ? DIR_MIXED : d;
    item_end(c);
}
