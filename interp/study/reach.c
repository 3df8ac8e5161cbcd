/* reach.c -- walks of the core that stop at a threshold which was moved. */
#include "interp/study/reach.h"

#include "interp/base/mem.h"

typedef struct Search {
    const uint8_t *moved;
    bool found;
} Search;

static void see(void *ctx, const CoreExpr *e)
{
    Search *s = ctx;
    if (e->kind == CORE_THRESHOLD)
        s->found |= s->moved[e->index] != 0;
}

static bool reads(const Core *core, const CoreExpr *e, const uint8_t *moved)
{
    Search s = {moved, false};
    if (e != NULL)
        core_walk(core, e, true, see, &s);
    return s.found;
}

/* What the evaluation would be asked: the walk goes on from there. */
static bool item_reads(const Core *core, CoreKind kind, int index, const uint8_t *moved)
{
    const CoreExpr e = {.kind = kind, .index = index, .type = &type_number, .lane = LANE_LATEST};
    return moved == NULL || reads(core, &e, moved);
}

static bool source_reads(const Core *core, const TermSource *s, int n_splits,
                         const uint8_t *moved)
{
    bool any = reads(core, s->value, moved) || reads(core, s->where, moved)
               || reads(core, s->at, moved);
    for (int i = 0; i < n_splits && !any; i++)
        any = reads(core, s->split[i], moved);
    return any;
}

/* Its terms' sources are over the policy or a fact; what is made of the terms, over figures. */
static bool measure_reads(const Core *core, const CoreMeasure *m, const uint8_t *moved)
{
    bool any = moved == NULL || reads(core->figures, m->value, moved)
               || reads(core->figures, m->target, moved);
    for (int i = 0; i < m->n_terms && !any; i++) {
        const CoreTerm *t = &core->terms[m->term[i]];
        const Core *over = t->over == OVER_FACTS ? core->facts[t->index].core : core;
        for (int k = 0; k < t->n_sources && !any; k++)
            any = source_reads(over, &t->source[k], t->n_splits, moved);
    }
    return any;
}

const Reach *reach_of(const Core *core, const uint8_t *moved)
{
    Reach *r = MEM_NEW(Reach);
    r->persona = item_reads(core, CORE_PERSONA, 0, moved);
    r->place = item_reads(core, CORE_STAGE, 0, moved);
    r->grade = mem_alloc((size_t)core->n_grades + 1);
    r->score = mem_alloc((size_t)core->n_scores + 1);
    r->status = mem_alloc((size_t)core->n_clauses + 1);
    r->measure = mem_alloc((size_t)core->n_measures + 1);
    for (int i = 0; i < core->n_grades; i++)
        r->grade[i] = item_reads(core, CORE_GRADE, i, moved);
    for (int i = 0; i < core->n_scores; i++)
        r->score[i] = item_reads(core, CORE_SCORE, i, moved);
    for (int i = 0; i < core->n_clauses; i++)
        r->status[i] = clause_lanes(&core->clauses[i]) > 0
                       && item_reads(core, CORE_CLAUSE, i, moved);
    for (int i = 0; i < core->n_measures; i++)
        r->measure[i] = measure_reads(core, &core->measures[i], moved);
    return r;
}
