/* check_supply.c -- whether each level of a clause finds the lines that it needs.
 *
 * A level takes what it does not state from the agreements that a lead of it is also in.
 * One that is for other leads, or only for some of these, supplies nothing to the rest: their
 * clock would have no start, and nobody would hear of it.
 *
 *     agreement base for size > 3 { clause call { by sales, starts a, stops b … } }
 *     agreement gold level customer for tier = gold { clause call { within 1 hour } }
 *
 * A gold lead of size 2 is promised an hour of nothing.
 */
#include "interp/base/mem.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/remark.h"

/* What a clock and a promise cannot do without; a party is that of the whole clause. */
static const struct {
    ClauseKind kind;
    ClauseLine line, or ;
    MsgId lacks;
} needs[] = {
    {CLAUSE_CLOCK, LINE_STARTS, LINE_STARTS, MSG_LEVEL_LACKS_STARTS},
    {CLAUSE_CLOCK, LINE_STOPS, LINE_STOPS, MSG_LEVEL_LACKS_STOPS},
    {CLAUSE_CLOCK, LINE_WITHIN, LINE_DUE, MSG_LEVEL_LACKS_WITHIN},
    {CLAUSE_KEEP, LINE_KEEP, LINE_KEEP, MSG_LEVEL_LACKS_KEEP},
    {CLAUSE_KEEP, LINE_TARGET, LINE_TARGET, MSG_LEVEL_LACKS_OF},
};
enum { N_NEEDS = sizeof needs / sizeof *needs };

/* The target of what is kept is needed for its instant, which only a clock asks for. */
static bool is_needed(const Sema *s, int clause, size_t need)
{
    const CoreClause *cl = &s->core->clauses[clause];
    bool has_clock = needs[need].line != LINE_TARGET;
    for (int k = 0; k < cl->n_levels; k++)
        has_clock |= kid(s->clause[clause].level[k].line[LINE_KEEP], 1) != NULL;
    return has_clock && needs[need].kind == cl->kind;
}

static bool states_need(const CoreClauseLevel *l, size_t need)
{
    return (l->states & (1U << needs[need].line | 1U << needs[need].or)) != 0;
}

/* Some level states it that holds for every lead that `level` is for. */
static bool is_supplied(const CoreClause *cl, int level, size_t need)
{
    for (int k = 0; k < cl->n_levels; k++)
        if (states_need(&cl->level[k], need)
            && (k == level || core_implies(cl->level[level].when, cl->level[k].when)))
            return true;
    return false;
}

/* The nearest more general level that states it, or any; -1: none does. */
static int level_with(const CoreClause *cl, int level, size_t need)
{
    int found = -1;
    for (int k = cl->n_levels - 1; k >= 0; k--)
        if (states_need(&cl->level[k], need)
            && (found < 0 || k > level
                || !core_disjoint(cl->level[level].when, cl->level[k].when)))
            found = k;
    return found;
}

static const Node *line_of_need(const Sema *s, int clause, int level, size_t need)
{
    const LevelDraft *d = &s->clause[clause].level[level];
    const Node *n = d->line[needs[need].line];
    return n != NULL ? n : d->line[needs[need].or ];
}

/* All lines that are lacking, as the other level writes them: `starts a, stops b`. */
static const char *lacking_lines(const Sema *s, int clause, int level, int other)
{
    const CoreClause *cl = &s->core->clauses[clause];
    Buf b = {0};
    for (size_t i = 0; i < N_NEEDS; i++) {
        const Node *n = line_of_need(s, clause, other, i);
        if (!is_needed(s, clause, i) || n == NULL || is_supplied(cl, level, i))
            continue;
        buf_z(&b, b.n > 0 ? ", " : "");
        buf_str(&b, one_line(n->span));
    }
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    return text;
}

static void put_condition(Buf *b, const CoreAgreement *a)
{
    const bool loose = a->when->kind == CORE_OR || a->when->kind == CORE_IF;
    buf_z(b, loose ? "(" : "");
    buf_str(b, a->text);
    buf_z(b, loose ? ")" : "");
}

/* The conditions of two agreements as one: `tier = gold and size > 3`. */
static const char *both_conditions(const Sema *s, Span at, const CoreAgreement *a,
                                   const CoreAgreement *b)
{
    Buf out = {0};
    if (a->when != NULL) {
        put_condition(&out, a);
        buf_format(&out, " %s ", word_at(s, at, "and"));
        put_condition(&out, b);
    } else {
        buf_str(&out, b->text);
    }
    const char *text = str_z(buf_view(&out));
    buf_free(&out);
    return text;
}

static void say_lacking(Sema *s, int clause, int level, size_t need)
{
    const Core *c = s->core;
    const CoreClause *cl = &c->clauses[clause];
    const int other = level_with(cl, level, need);
    const CoreAgreement *mine = &c->agreements[cl->level[level].agreement];
    if (other < 0)
        return; /* no level has it: that was said of the whole clause */
    const CoreAgreement *its = &c->agreements[cl->level[other].agreement];
    Span at = kid(s->clause[clause].level[level].node, 0)->span;
    Diag *d = say(s, E0431, at, needs[need].lacks, str_z(mine->name), str_z(cl->name));
    diag_label(d, line_of_need(s, clause, other, need)->span, MSG_HOLDS_ONLY_FOR,
               str_z(its->text));
    diag_help(d, MSG_STATE_HERE, lacking_lines(s, clause, level, other));
    if (!core_disjoint(cl->level[level].when, cl->level[other].when))
        diag_help(d, MSG_WRITE_FOR_BOTH, both_conditions(s, at, mine, its),
                  str_z(mine->name));
}

void check_supply(Sema *s, int clause)
{
    const CoreClause *cl = &s->core->clauses[clause];
    for (int k = 0; !s->names_lost && k < cl->n_levels; k++) {
        if (s->core->agreements[cl->level[k].agreement].from_module)
            continue; /* holds where the policy's do */
        for (size_t i = 0; i < N_NEEDS; i++)
            if (is_needed(s, clause, i) && !is_supplied(cl, k, i)) {
                say_lacking(s, clause, k, i);
                break;
            }
    }
}
