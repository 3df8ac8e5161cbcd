/* oracle_items.c -- what an expression reads of a lead, at any depth. */
#include "tests/prop/oracle_part.h"

static void score_items(Oracle *o, int i);

static void rule_items(Oracle *o, const CoreRule *r, int n)
{
    for (int i = 0; i < n; i++) {
        oracle_items(o, r[i].points);
        oracle_items(o, r[i].when);
        oracle_items(o, r[i].per);
        oracle_items(o, r[i].cap);
        rule_items(o, r[i].rules, r[i].n_rules);
    }
}

static void score_items(Oracle *o, int i)
{
    const CoreScore *s = &o->core->scores[i];

    if (o->asked.score[i])
        return;
    o->asked.score[i] = true;
    oracle_score(o, i);
    oracle_items(o, s->expr);
    rule_items(o, s->rules, s->n_rules);
}

static void grade_items(Oracle *o, int i)
{
    const CoreGrade *g = &o->core->grades[i];

    if (o->asked.grade[i])
        return;
    o->asked.grade[i] = true;
    oracle_grade(o, i);
    score_items(o, g->of);
    if (g->by >= 0)
        score_items(o, g->by);
    for (int b = 0; b < g->n_bands; b++) {
        oracle_items(o, g->bands[b].from);
        oracle_items(o, g->bands[b].by);
    }
}

static void persona_items(Oracle *o)
{
    if (o->asked.persona)
        return;
    o->asked.persona = true;
    oracle_persona(o);
    for (int i = 0; i < o->core->n_personas; i++)
        oracle_items(o, o->core->personas[i].when);
}

static void funnel_items(Oracle *o)
{
    if (o->asked.funnel)
        return;
    o->asked.funnel = true;
    oracle_funnel(o);
    for (int i = 0; i < o->core->n_stages; i++) {
        oracle_items(o, o->core->stages[i].when);
        oracle_items(o, o->core->stages[i].since);
    }
}

static void line_items(Oracle *o, CoreExpr *const *e, int n)
{
    for (int i = 0; e != NULL && i < n; i++)
        oracle_items(o, e[i]);
}

static void clause_items(Oracle *o, int i)
{
    const CoreClause *c = &o->core->clauses[i];
    CoreExpr *const lines[] = {c->settled,    c->applies,    c->excused,
                               c->after_exit, c->keep,       c->within,
                               c->calendar,   c->warn_share, c->warn_before};

    if (o->asked.clause[i])
        return;
    o->asked.clause[i] = true;
    oracle_clause(o, i);
    line_items(o, lines, sizeof lines / sizeof *lines);
    line_items(o, c->starts, c->n_starts);
    line_items(o, c->start_lost, c->n_starts);
    line_items(o, c->stops, c->n_stops);
    line_items(o, c->cancels, c->n_cancels);
    for (int l = 0; l < c->n_levels; l++)
        oracle_items(o, c->level[l].when);
    if (oracle_exits_cancel(o->core, c))
        funnel_items(o);
}

void oracle_items(Oracle *o, const CoreExpr *e)
{
    if (e == NULL)
        return;
    if (e->kind == CORE_CLAUSE)
        clause_items(o, e->index);
    for (int i = 0; i < e->n; i++)
        oracle_items(o, e->arg[i]);
    if (e->kind == CORE_PERSONA)
        persona_items(o);
    if (e->kind == CORE_SCORE)
        score_items(o, e->index);
    if (e->kind == CORE_GRADE)
        grade_items(o, e->index);
    if (e->kind == CORE_STAGE || e->kind == CORE_EXIT || e->kind == CORE_SINCE
        || e->kind == CORE_REACHED)
        funnel_items(o);
}
