/* measure_growth.c -- which measures can but grow while their period runs.
 *
 * The records so far stay as they are, but that an instant which is missing may yet come;
 * more may come, and now moves on.  A value can then only grow if it is one COUNT or
 * DISTINCT, or one SUM of what is never below zero; if a row that counts goes on counting;
 * and if it goes on standing in its period with its value.
 * Such a value that has reached `at least V`, or passed `at most V`, is decided before its
 * period has ended.  A rate, a quantile, a backlog asked for each period are never decided
 * early.  V must not move either: a constant or a threshold.  A group's value needs more: a
 * row must stay in its group.
 */
#include "interp/engine/measure_part.h"

/* -- what time does to an expression ---------------------------------------------------- */

static bool is_instant(const CoreExpr *e)
{
    return e->type->kind == TY_TIMESTAMP || e->type->kind == TY_DATE;
}

/* `won_at missing`, `won_at otherwise …`: what says something else once it is known. */
static bool waits_for_instant(const CoreExpr *e)
{
    if (e->kind == CORE_OTHERWISE)
        return is_instant(e);
    return e->kind == CORE_NOT && e->arg[0]->kind == CORE_KNOWN
           && is_instant(e->arg[0]->arg[0]);
}

static void see_now(void *ctx, const CoreExpr *e)
{
    bool *found = ctx;
    *found |= waits_for_instant(e);
    *found |= e->kind == CORE_NOW || e->kind == CORE_CLAUSE || e->kind == CORE_STAGE
              || e->kind == CORE_EXIT || e->kind == CORE_SINCE
              || e->kind == CORE_REACHED || e->kind == CORE_PERIOD_START
              || e->kind == CORE_PERIOD_END || e->kind == CORE_LOOKUP;
}

static bool is_fixed(const Core *c, const CoreExpr *e)
{
    bool found = false;
    core_walk(c, e, true, see_now, &found);
    return !found;
}

/* A stage's `since` comes to pass and stays; its `when` must not turn with time. */
static bool stages_stay(const Core *c)
{
    for (int i = 0; i < c->n_stages; i++)
        if ((c->stages[i].when != NULL && !is_fixed(c, c->stages[i].when))
            || (c->stages[i].since != NULL && !is_fixed(c, c->stages[i].since)))
            return false;
    return true;
}

/* Once yes, yes for good. */
static bool stays_yes(const Core *c, const CoreExpr *e)
{
    if (e == NULL || is_fixed(c, e))
        return true;
    if (e->kind == CORE_REACHED)
        return stages_stay(c);
    if (e->kind != CORE_AND && e->kind != CORE_OR)
        return false;
    for (int i = 0; i < e->n; i++)
        if (!stays_yes(c, e->arg[i]))
            return false;
    return true;
}

static bool instant_stays(const Core *c, const CoreExpr *at)
{
    return is_fixed(c, at) || (at->kind == CORE_SINCE && stages_stay(c));
}

/* -- what is never below zero ----------------------------------------------------------- */

static bool all_positive(const Core *c, const CoreExpr *e, int from);

static bool is_positive(const Core *c, const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_CONST: return e->missing || e->i64 >= 0;
    case CORE_FIELD:
        return (c->fields[e->index].flags & FIELD_HAS_LO) != 0
               && c->fields[e->index].lo >= 0;
    case CORE_IF: return all_positive(c, e, 1);
    case CORE_OTHERWISE: return all_positive(c, e, 0);
    case CORE_CALL:
        if (e->kernel == K_ABS || e->kernel == K_LENGTH || e->kernel == K_LIST_COUNT)
            return true;
        return (e->kernel == K_ADD || e->kernel == K_MUL || e->kernel == K_MIN
                || e->kernel == K_MAX)
               && all_positive(c, e, 0);
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_KNOWN:
    case CORE_IN_SET:
    case CORE_MATCH:
    case CORE_PERSONA:
    case CORE_SCORE:
    case CORE_GRADE:
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_SINCE:
    case CORE_REACHED:
    case CORE_CLAUSE:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: return false;
    }
    return false;
}

static bool all_positive(const Core *c, const CoreExpr *e, int from)
{
    for (int i = from; i < e->n; i++)
        if (!is_positive(c, e->arg[i]))
            return false;
    return true;
}

/* -- a measure -------------------------------------------------------------------------- */

static bool source_grows(const Core *c, const CoreTerm *t, const TermSource *s)
{
    if (s->value != NULL && !is_fixed(c, s->value))
        return false;
    if (t->agg == AGG_SUM && !is_positive(c, s->value))
        return false;
    return stays_yes(c, s->where) && s->at != NULL && instant_stays(c, s->at);
}

bool measure_groups_stay(const Core *core, const CoreMeasure *m)
{
    for (int t = 0; t < m->n_terms; t++) {
        const CoreTerm *term = &core->terms[m->term[t]];
        const Core *c = term->over == OVER_FACTS ? core->facts[term->index].core : core;
        for (int i = 0; i < term->n_sources; i++)
            for (int s = 0; s < m->n_splits; s++)
                if (!is_fixed(c, term->source[i].split[s]))
                    return false;
    }
    return true;
}

bool measure_only_grows(const Core *core, const CoreMeasure *m)
{
    if (m->value == NULL || m->value->kind != CORE_FIELD || m->target == NULL
        || (m->target->kind != CORE_CONST && m->target->kind != CORE_THRESHOLD))
        return false;
    const CoreTerm *t = &core->terms[m->value->index];
    const Core *c = t->over == OVER_FACTS ? core->facts[t->index].core : core;
    if (t->each_period
        || (t->agg != AGG_COUNT && t->agg != AGG_SUM && t->agg != AGG_DISTINCT))
        return false;
    for (int i = 0; i < t->n_sources; i++)
        if (!source_grows(c, t, &t->source[i]))
            return false;
    return true;
}
