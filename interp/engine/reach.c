/* reach.c -- walks from what is decided down to the thresholds. */
#include "interp/engine/reach.h"

#include "interp/base/mem.h"

typedef struct Search {
    const bool *moved;
    bool found;
} Search;

static void see(void *ctx, const CoreExpr *e)
{
    Search *s = ctx;
    if (e->kind == CORE_THRESHOLD)
        s->found |= s->moved[e->index];
}

static bool expr_reads(const Core *c, const CoreExpr *e, const bool *moved)
{
    Search s = {moved, false};
    if (e != NULL)
        core_walk(c, e, true, see, &s);
    return s.found;
}

static bool item_reads(const Core *c, CoreKind kind, int index, const bool *moved)
{
    const CoreExpr e = {.kind = kind, .index = index};
    return expr_reads(c, &e, moved);
}

/* Its lines go by the levels' `for`s, which may stand in no other expression. */
static bool clause_reads(const Core *c, int clause, const bool *moved)
{
    const CoreClause *cl = &c->clauses[clause];
    bool found = item_reads(c, CORE_CLAUSE, clause, moved);
    for (int i = 0; i < cl->n_levels; i++)
        found = found || expr_reads(c, cl->level[i].when, moved);
    return found;
}

/* -- measures --------------------------------------------------------------------------- */

static bool source_reads(const Core *c, const CoreTerm *t, const TermSource *s,
                         const bool *moved)
{
    bool found = expr_reads(c, s->value, moved) || expr_reads(c, s->where, moved)
                 || expr_reads(c, s->at, moved);
    for (int i = 0; i < t->n_splits; i++)
        found = found || expr_reads(c, s->split[i], moved);
    return found;
}

static bool term_reads(const Core *c, const CoreTerm *t, const bool *moved)
{
    const Core *of = t->over == OVER_FACTS ? c->facts[t->index].core : c;
    for (int i = 0; i < t->n_sources; i++)
        if (source_reads(of, t, &t->source[i], moved))
            return true;
    return false;
}

static bool measure_reads(const Core *c, const CoreMeasure *m, const bool *moved)
{
    const CoreExpr *const over_figures[] = {m->value, m->over, m->under, m->target};
    for (int i = 0; i < m->n_terms; i++)
        if (term_reads(c, &c->terms[m->term[i]], moved))
            return true;
    for (size_t i = 0; i < sizeof over_figures / sizeof *over_figures; i++)
        if (expr_reads(c->figures, over_figures[i], moved))
            return true;
    return false;
}

/* -- all -------------------------------------------------------------------------------- */

static bool any_moved(const Core *c, const bool *moved)
{
    for (int i = 0; i < c->n_thresholds; i++)
        if (moved[i])
            return true;
    return false;
}

Reach *reach_of(const Core *c, const bool *moved)
{
    Reach *r = MEM_NEW(Reach);
    *r = (Reach){.items.score = MEM_ARRAY(bool, c->n_scores + 1),
                 .items.grade = MEM_ARRAY(bool, c->n_grades + 1),
                 .items.clause = MEM_ARRAY(bool, c->n_clauses + 1),
                 .measure = MEM_ARRAY(uint8_t, c->n_measures + 1)};
    if (!any_moved(c, moved))
        return r;
    r->items.persona = c->n_personas > 0 && item_reads(c, CORE_PERSONA, 0, moved);
    r->items.funnel = c->n_stages > 0 && item_reads(c, CORE_STAGE, 0, moved);
    for (int i = 0; i < c->n_scores; i++)
        r->items.score[i] = item_reads(c, CORE_SCORE, i, moved);
    for (int i = 0; i < c->n_grades; i++)
        r->items.grade[i] = item_reads(c, CORE_GRADE, i, moved);
    for (int i = 0; i < c->n_clauses; i++)
        r->items.clause[i] =
            clause_lanes(&c->clauses[i]) > 0 && clause_reads(c, i, moved);
    for (int i = 0; i < c->n_measures; i++)
        r->measure[i] = measure_reads(c, &c->measures[i], moved);
    return r;
}

bool reach_any_item(const Core *core, const LeadItems *items)
{
    bool any = items->persona || items->funnel;
    for (int i = 0; i < core->n_scores; i++)
        any |= items->score[i];
    for (int i = 0; i < core->n_grades; i++)
        any |= items->grade[i];
    for (int i = 0; i < core->n_clauses; i++)
        any |= items->clause[i];
    return any;
}
