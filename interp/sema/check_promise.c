/* check_promise.c -- a clause with `measure`: a figure that a party owes.
 *
 * Each agreement of the policy that states the clause has a measure of its own, over the
 * leads of its `for` that no more specific one states the clause for.  Lines that it does
 * not state are those of the next more general level, templates of modules last.
 */
#include "interp/base/mem.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"

/* The line as this level has it, and the level that states it; -1. */
static int stating_level(const Sema *s, int clause, int level, ClauseLine line)
{
    const CoreClause *cl = &s->root->clauses[clause];
    for (int k = level; k < cl->n_levels; k++)
        if (s->clause[clause].level[k].line[line] != NULL)
            return k;
    return -1;
}

static const Node *line_at(const Sema *s, int clause, int level, ClauseLine line)
{
    int k = stating_level(s, clause, level, line);
    return k >= 0 ? s->clause[clause].level[k].line[line] : NULL;
}

static MeasureLines lines_of(const Sema *s, int clause, int level)
{
    return (MeasureLines){.measure = line_at(s, clause, level, LINE_MEASURE),
                          .per = line_at(s, clause, level, LINE_PER),
                          .split = line_at(s, clause, level, LINE_SPLIT),
                          .target = line_at(s, clause, level, LINE_TARGET)};
}

static CoreExpr *not_of(Sema *s, CoreExpr *e)
{
    CoreExpr *out = core_new(s, CORE_NOT, &type_flag, core_at(s, e), 1);
    core_set_arg(out, 0, e);
    return out;
}

/* Leads of this level: its `for`, and not that of a more specific one; NULL: all.  false
 * where a more specific level takes all leads, or a `for` is wrong. */
static bool leads_of(Sema *s, const CoreClause *cl, int level, CoreExpr **only)
{
    CoreExpr **arg = MEM_ARRAY(CoreExpr *, level + 1);
    int n = 0;
    if (cl->level[level].when != NULL)
        arg[n++] = cl->level[level].when;
    for (int k = 0; k < level; k++) {
        if (cl->level[k].when == NULL)
            return false;
        arg[n++] = not_of(s, cl->level[k].when);
    }
    *only = n > 0 ? arg[0] : NULL;
    for (int i = 0; i < n; i++)
        if (is_error(arg[i]))
            return false;
    if (n < 2)
        return true;
    *only = core_new(s, CORE_AND, &type_flag, core_at(s, arg[0]), n);
    for (int i = 0; i < n; i++)
        core_set_arg(*only, i, arg[i]);
    return true;
}

/* Constant targets are thresholds, one where they are stated: what restates another line
 * only is moved with them. */
static void take_threshold(Sema *s, int clause, int level, CoreExpr **made,
                           CoreMeasure *m)
{
    int k = stating_level(s, clause, level, LINE_TARGET);
    if (m->target == NULL || k < 0)
        return;
    if (made[k] == NULL)
        made[k] = line_threshold(s, clause, k, "target", m->target);
    m->target = made[k];
    s->root->clauses[clause].level[k].target.share = made[k]; /* what is moved */
}

/* false with a finding.  m stays without a role where the level has no leads left. */
static bool check_promise_level(Sema *s, int clause, int level, CoreExpr **made,
                                CoreMeasure *m)
{
    const CoreClause *cl = &s->root->clauses[clause];
    const MeasureLines lines = lines_of(s, clause, level);
    Span at = kid(s->clause[clause].level[level].node, 0)->span;
    CoreExpr *only = NULL;
    check_actions(s, clause, level);
    if (!leads_of(s, cl, level, &only))
        return true;
    *m = (CoreMeasure){.role = MEASURE_CLAUSE,
                       .name = cl->name,
                       .title = cl->title,
                       .clause = clause,
                       .level = level,
                       .type = &type_error};
    if (!check_measure_lines(s, &lines, at, only, m))
        return false;
    take_threshold(s, clause, level, made, m);
    return true;
}

static void add_promise(Sema *s, CoreClause *cl, const CoreMeasure *m)
{
    cl->level[m->level].attainment = s->root->n_measures;
    if (cl->measure < 0)
        cl->measure = s->root->n_measures;
    add_measure(s, m);
}

/* From the most general level on: what the others have of it is then wrong once. */
static void check_promise(Sema *s, int clause)
{
    CoreClause *cl = &s->root->clauses[clause];
    CoreExpr **made = MEM_ARRAY(CoreExpr *, cl->n_levels + 1);
    CoreMeasure *m = MEM_ARRAY(CoreMeasure, cl->n_levels + 1);
    for (int k = cl->n_levels - 1; k >= 0; k--)
        if (!s->root->agreements[cl->level[k].agreement].from_module
            && !check_promise_level(s, clause, k, made, &m[k]))
            return;
    for (int k = 0; k < cl->n_levels; k++)
        if (m[k].role == MEASURE_CLAUSE)
            add_promise(s, cl, &m[k]);
}

void check_promises(Sema *s)
{
    for (int i = 0; i < s->root->n_clauses; i++)
        if (s->root->clauses[i].kind == CLAUSE_MEASURE)
            check_promise(s, i);
}
