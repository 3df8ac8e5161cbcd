/* remark_warning.c -- warnings that come no later than their clock starts.
 *
 * A level that allows less time keeps the warning of the agreement below, which may then be
 * longer than all its time: every lead of it is at risk from the start.
 */
#include "interp/sema/check_clause.h"
#include "interp/sema/remark.h"

enum {
    WARNINGS = 1 << LINE_WARN_AT | 1 << LINE_WARN_DUE,
    LENGTHS = 1 << LINE_WITHIN | 1 << LINE_KEEP
};

/* The level from which a lead of this one has its lines, or -1. */
static int level_from(const CoreClause *cl, int level, unsigned lines)
{
    for (int k = level; k < cl->n_levels; k++)
        if ((cl->level[k].states & lines) != 0
            && (k == level || !core_disjoint(cl->level[level].when, cl->level[k].when)))
            return k;
    return -1;
}

static bool length_known(const Core *c, const CoreExpr *e, int64_t *v)
{
    if (e == NULL || is_error(e) || e->type->days || e->type->kind == TY_PERIOD)
        return false;
    if (e->kind != CORE_THRESHOLD)
        return core_value(e, v);
    *v = c->thresholds[e->index].value;
    return !(e->type->kind == TY_BUSINESS && business_is_days(*v));
}

static const Node *line_with_length(const LevelDraft *d)
{
    return d->line[LINE_WITHIN] != NULL ? d->line[LINE_WITHIN] : d->line[LINE_KEEP];
}

static void remark_level(Sema *s, int clause, int level)
{
    const CoreClause *cl = &s->core->clauses[clause];
    const LevelDraft *d = s->clause[clause].level;
    const int from = level_from(cl, level, LENGTHS),
              warns = level_from(cl, level, WARNINGS);
    int64_t length = 0, before = 0;
    if (from < 0 || warns < 0 || (from != level && warns != level)
        || !length_known(s->core, cl->level[from].within, &length)
        || !length_known(s->core, d[warns].expr[LINE_WARN_DUE], &before)
        || before < length || length == 0)
        return;
    const Node *own =
        warns == level ? d[warns].line[LINE_WARN_DUE] : line_with_length(&d[from]);
    const Node *other =
        warns == level ? line_with_length(&d[from]) : d[warns].line[LINE_WARN_DUE];
    Diag *f = say(s, W0612, own->span, MSG_WARNS_AT_ONCE, str_z(cl->name));
    diag_label(f, other->span, MSG_HELD_AGAINST);
    diag_help(f, MSG_WRITE_WARN_AT);
}

void remark_warnings(Sema *s, int clause)
{
    for (int k = 0; k < s->core->clauses[clause].n_levels; k++)
        remark_level(s, clause, k);
}
