/* check_tighter.c -- a level may ask for more than the more general ones; for less only
 * where it says `relaxes`.
 *
 * A line is held against that of each more general level that a lead of this one may also
 * be in, since any of them may be the one that it goes before.  What can be proved tighter
 * is: a constant that is not longer, on the same calendar; a share that is not smaller,
 * counted the same way; and whatever is equal.  Of all else only its writer can say.
 * Against a module's template nothing is held: it is in force only where nothing is said.
 */
#include "interp/base/mem.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/remark.h"

/* -- what a line asks, held against a more general level's */

typedef enum Verdict {
    NOT_LOOSER,
    ALLOWS_LONGER,
    OTHER_CALENDAR,
    ASKS_LESS,
    COUNTED_OTHERWISE,
    LINE_ADDED,
    CANNOT_TELL
} Verdict;

static const MsgId verdict_words[] = {
    [ALLOWS_LONGER] = MSG_ALLOWS_LONGER, [OTHER_CALENDAR] = MSG_OTHER_CALENDAR,
    [ASKS_LESS] = MSG_ASKS_LESS,         [COUNTED_OTHERWISE] = MSG_COUNTED_OTHERWISE,
    [LINE_ADDED] = MSG_LINE_ADDED,       [CANNOT_TELL] = MSG_CANNOT_TELL,
};

/* The value in force of a line's threshold; false where the line is computed.  in_force:
 * by threshold, or NULL for what the policy says. */
static bool constant_of(const Core *c, int clause, const CoreExpr *e,
                        const int64_t *in_force, int64_t *v)
{
    if (e == NULL || e->kind != CORE_THRESHOLD
        || c->thresholds[e->index].clause != clause)
        return false;
    *v = in_force != NULL ? in_force[e->index] : c->thresholds[e->index].value;
    return true;
}

/* Business days and hours, days and months: neither is a part of the other. */
static bool comparable(const Type *t, int64_t a, int64_t b)
{
    if (t->kind == TY_BUSINESS)
        return business_is_days(a) == business_is_days(b) || a == 0;
    if (t->kind == TY_PERIOD)
        return (a >> 32 != 0) == (b >> 32 != 0) || a == 0;
    return true;
}

static Verdict compare_lengths(const Core *c, int clause, const CoreClauseLevel *a,
                               const CoreClauseLevel *b, const int64_t *in_force)
{
    int64_t x = 0, y = 0, on_x = 0, on_y = 0;
    if (a->within == NULL || b->within == NULL)
        return a->within == b->within ? NOT_LOOSER : CANNOT_TELL;
    if (a->calendar != NULL && b->calendar != NULL
        && constant_of(c, clause, a->calendar, in_force, &on_x)
        && constant_of(c, clause, b->calendar, in_force, &on_y) && on_x != on_y)
        return OTHER_CALENDAR;
    if (!constant_of(c, clause, a->within, in_force, &x)
        || !constant_of(c, clause, b->within, in_force, &y))
        return core_same(a->within, b->within) ? NOT_LOOSER : CANNOT_TELL;
    if (!comparable(a->within->type, x, y))
        return CANNOT_TELL;
    return x <= y ? NOT_LOOSER : ALLOWS_LONGER;
}

static Verdict compare_targets(const Core *c, int clause, const CoreClauseTarget *a,
                               const CoreClauseTarget *b, const int64_t *in_force)
{
    int64_t x = 0, y = 0;
    if (a->per != b->per || a->by != b->by || !core_same(a->of, b->of))
        return COUNTED_OTHERWISE;
    if (!constant_of(c, clause, a->share, in_force, &x)
        || !constant_of(c, clause, b->share, in_force, &y))
        return core_same(a->share, b->share) ? NOT_LOOSER : CANNOT_TELL;
    return x >= y ? NOT_LOOSER : ASKS_LESS;
}

static Verdict same_moments(const InstantList *a, const InstantList *b)
{
    if (a->n != b->n)
        return CANNOT_TELL;
    for (int i = 0; i < a->n; i++)
        if (!core_same(a->item[i], b->item[i]))
            return CANNOT_TELL;
    return NOT_LOOSER;
}

/* -- the lines of a policy's text */

typedef struct Holding {
    Sema *s;
    int clause, a, b; /* levels, a the more specific */
} Holding;

static const CoreClauseLevel *level_at(const Holding *h, int k)
{
    return &h->s->core->clauses[h->clause].level[k];
}

static const LevelDraft *draft_at(const Holding *h, int k)
{
    return &h->s->clause[h->clause].level[k];
}

static Verdict compare_lines(const Holding *h, ClauseLine line)
{
    const CoreClauseLevel *a = level_at(h, h->a), *b = level_at(h, h->b);
    const LevelDraft *x = draft_at(h, h->a), *y = draft_at(h, h->b);
    const Core *c = h->s->core;
    bool length = line == LINE_WITHIN || line == LINE_DUE || line == LINE_KEEP;
    if (length && x->allowance != y->allowance)
        return NOT_LOOSER; /* of another kind: that was said */
    if (line == LINE_WITHIN || line == LINE_DUE)
        return compare_lengths(c, h->clause, a, b, NULL);
    if (line == LINE_KEEP)
        return core_same(x->expr[line], y->expr[line])
                   ? compare_lengths(c, h->clause, a, b, NULL)
                   : CANNOT_TELL;
    if (line == LINE_TARGET)
        return compare_targets(c, h->clause, &a->target, &b->target, NULL);
    if (line == LINE_STARTS)
        return same_moments(&x->starts, &y->starts);
    if (line == LINE_STOPS)
        return same_moments(&x->stops, &y->stops);
    if (line == LINE_CANCELS)
        return same_moments(&x->cancels, &y->cancels);
    return core_same(x->expr[line], y->expr[line]) ? NOT_LOOSER : CANNOT_TELL;
}

/* Lines whose change is a change of the promise; `carries`: `relaxes` stands on them. */
static const struct {
    bool held, carries, less_if_added;
} rows[N_CLAUSE_LINES] = {
    [LINE_FOR] = {true, false, true},     [LINE_EXCUSED] = {true, false, true},
    [LINE_STARTS] = {true, false, false}, [LINE_STOPS] = {true, false, false},
    [LINE_CANCELS] = {true, false, true}, [LINE_WITHIN] = {true, true, false},
    [LINE_DUE] = {true, true, false},     [LINE_KEEP] = {true, true, false},
    [LINE_TARGET] = {true, true, false},  [LINE_AFTER_EXIT] = {true, false, false},
};

/* Whether a lead of level a may also be in level b, which is no template below a. */
static bool meets(const Core *c, const CoreClause *cl, int a, int b)
{
    int x = cl->level[a].agreement, y = cl->level[b].agreement;
    return agreements_beside(c, x, y)
           && !core_disjoint(c->agreements[x].when, c->agreements[y].when);
}

/* The worst that a line is, against all more general levels; h->b: against which. */
static Verdict hold_line(Holding *h, ClauseLine line)
{
    const CoreClause *cl = &h->s->core->clauses[h->clause];
    bool stated = false, any = false;
    for (int b = h->a + 1; b < cl->n_levels; b++) {
        if (!meets(h->s->core, cl, h->a, b))
            continue;
        any = true;
        h->b = b;
        if (draft_at(h, b)->line[line] == NULL)
            continue;
        stated = true;
        Verdict v = compare_lines(h, line);
        if (v != NOT_LOOSER)
            return v;
    }
    return any && !stated && rows[line].less_if_added ? LINE_ADDED : NOT_LOOSER;
}

static void say_looser(const Holding *h, ClauseLine line, Verdict v)
{
    Sema *s = h->s;
    const Node *n = draft_at(h, h->a)->line[line],
               *other = draft_at(h, h->b)->line[line];
    const char *text = span_words(n->span);
    Diag *d = say(s, E0438, n->span, verdict_words[v], text,
                  str_z(s->core->agreements[level_at(h, h->b)->agreement].name));
    diag_label(d, other != NULL ? other->span : kid(draft_at(h, h->b)->node, 0)->span,
               MSG_GENERAL_HERE);
    if (rows[line].carries)
        diag_help(d, MSG_WRITE_RELAXES, text);
    else
        diag_help(d, MSG_WRITE_RELAXES_LINE);
}

static bool is_unsound(const CoreClauseLevel *l)
{
    return (l->within != NULL && is_error(l->within))
           || (l->calendar != NULL && is_error(l->calendar))
           || (l->target.share != NULL && is_error(l->target.share));
}

static void check_level_lines(Sema *s, int clause, int level)
{
    CoreClauseLevel *l = &s->core->clauses[clause].level[level];
    const LevelDraft *d = &s->clause[clause].level[level];
    const Node *relaxes = d->line[LINE_RELAXES];
    bool needed = false;
    for (int i = 0; i < N_CLAUSE_LINES; i++) {
        Holding h = {s, clause, level, level};
        if (!rows[i].held || d->line[i] == NULL)
            continue;
        Verdict v = hold_line(&h, (ClauseLine)i);
        bool said = rows[i].carries ? (l->relaxes & (1U << i)) != 0 : relaxes != NULL;
        if (v != NOT_LOOSER && !said)
            say_looser(&h, (ClauseLine)i, v);
        if (v == NOT_LOOSER && said && rows[i].carries)
            say(s, W0611, d->line[i]->span, MSG_RELAXES_NOTHING);
        needed |= v != NOT_LOOSER && !rows[i].carries;
        if (v != NOT_LOOSER)
            l->relaxes |= 1U << i;
    }
    if (relaxes != NULL && !needed)
        say(s, W0611, relaxes->span, MSG_RELAXES_NOTHING);
}

void check_tighter(Sema *s, int clause)
{
    const CoreClause *cl = &s->core->clauses[clause];
    if (s->clause[clause].undecided)
        return;
    for (int k = 0; k < cl->n_levels; k++)
        if (is_unsound(&cl->level[k]))
            return;
    for (int k = cl->n_levels - 1; k >= 0; k--)
        check_level_lines(s, clause, k);
}

/* -- values in force */

static Verdict hold_values(const Core *c, int clause, int a, int b, ClauseLine line,
                           const int64_t *in_force)
{
    const CoreClauseLevel *x = &c->clauses[clause].level[a],
                          *y = &c->clauses[clause].level[b];
    const unsigned bit = 1U << line;
    if (!(x->states & y->states & bit) || (x->relaxes & bit))
        return NOT_LOOSER;
    return line == LINE_TARGET
               ? compare_targets(c, clause, &x->target, &y->target, in_force)
               : compare_lengths(c, clause, x, y, in_force);
}

bool values_relax(const Core *c, int clause, const int64_t *in_force, Relaxing *out)
{
    static const ClauseLine moved[] = {LINE_WITHIN, LINE_KEEP, LINE_TARGET};
    const CoreClause *cl = &c->clauses[clause];
    if (cl->kind == CLAUSE_MEASURE)
        return false; /* each level's figure is of its own leads: they do not compare */
    for (int a = 0; a < cl->n_levels; a++)
        for (int b = a + 1; b < cl->n_levels; b++)
            for (size_t i = 0; meets(c, cl, a, b) && i < sizeof moved / sizeof *moved;
                 i++)
                if (hold_values(c, clause, a, b, moved[i], in_force) != NOT_LOOSER) {
                    *out =
                        (Relaxing){cl->level[a].agreement, cl->level[b].agreement,
                                   moved[i] == LINE_TARGET ? LINE_TARGET : LINE_WITHIN};
                    return true;
                }
    return false;
}
