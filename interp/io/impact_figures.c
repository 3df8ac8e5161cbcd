/* impact_figures.c -- KPIs and shares of kept promises of two reports, matched and compared. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/impact.h"

/* -- the same measure of both --------------------------------------------------------- */

bool impact_shows(const CoreMeasure *m)
{
    return m->role == MEASURE_KPI || m->role == MEASURE_ATTAINMENT
           || m->role == MEASURE_CLAUSE;
}

static Str agreement_of(const Core *c, const CoreMeasure *m)
{
    if (m->clause < 0)
        return (Str){NULL, 0};
    return c->agreements[c->clauses[m->clause].level[m->level].agreement].name;
}

static Str clause_of(const Core *c, const CoreMeasure *m)
{
    return m->clause < 0 ? (Str){NULL, 0} : c->clauses[m->clause].name;
}

static const FigureSet *same_measure(const Report *in, const Core *c,
                                     const CoreMeasure *m)
{
    for (int i = 0; i < in->core->n_measures; i++) {
        const CoreMeasure *x = &in->core->measures[i];
        if (x->role == m->role && str_eq(x->name, m->name)
            && str_eq(clause_of(in->core, x), clause_of(c, m))
            && str_eq(agreement_of(in->core, x), agreement_of(c, m)))
            return &in->figures[i];
    }
    return NULL;
}

/* -- what differs --------------------------------------------------------------------- */

static bool same_value(const FigureValue *a, const FigureValue *b)
{
    if (a->missing || b->missing)
        return a->missing == b->missing && a->overflow == b->overflow;
    if (a->under != 0 && b->under != 0)
        return (Int128)a->over * b->under == (Int128)b->over * a->under;
    return a->i64 == b->i64;
}

Verdict impact_verdict(const Figure *f)
{
    return f != NULL ? f->verdict : VERDICT_NONE;
}

static bool same_target(const Impact *m, const ImpactFigure *f)
{
    const CoreMeasure *a = report_measure(m->before, f->old),
                      *b = report_measure(m->after, f->now);
    if (a->target == NULL || b->target == NULL)
        return a->target == b->target;
    return a->at_least == b->at_least && same_value(&f->old->target, &f->now->target);
}

static bool is_changed(const Impact *m, const ImpactFigure *f)
{
    if (f->old == NULL || f->now == NULL)
        return true;
    if (f->from == NULL || f->to == NULL)
        return f->from != f->to || !same_target(m, f);
    return !same_value(&f->from->value, &f->to->value)
           || f->from->verdict != f->to->verdict || !same_target(m, f);
}

/* The figure of the same period where both count by the same periods. */
static const Figure *figure_before(const Impact *m, const ImpactFigure *f)
{
    const CoreMeasure *a = report_measure(m->before, f->old),
                      *b = report_measure(m->after, f->now);
    if (f->to == NULL || a->per.kind != b->per.kind)
        return report_last_ended(f->old);
    return report_figure(f->old, 0, f->to->period);
}

/* -- all of them ---------------------------------------------------------------------- */

typedef struct Found {
    ImpactFigure *item;
    int n;
    size_t cap;
} Found;

static void add_pair(Found *all, const Impact *m, const FigureSet *old,
                     const FigureSet *now)
{
    ImpactFigure f = {.old = old, .now = now};
    if (now != NULL)
        f.to = report_last_ended(now);
    if (old != NULL)
        f.from = now != NULL ? figure_before(m, &f) : report_last_ended(old);
    if (is_changed(m, &f))
        MEM_PUSH(all->item, all->n, all->cap) = f;
}

static void find_changed(Found *all, const Impact *m)
{
    const Report *old = m->before, *now = m->after;
    for (int i = 0; i < now->core->n_measures; i++)
        if (impact_shows(&now->core->measures[i]))
            add_pair(all, m, same_measure(old, now->core, &now->core->measures[i]),
                     &now->figures[i]);
    for (int i = 0; i < old->core->n_measures; i++) {
        const CoreMeasure *x = &old->core->measures[i];
        if (impact_shows(x) && same_measure(now, old->core, x) == NULL)
            add_pair(all, m, &old->figures[i], NULL);
    }
}

static bool turned(const ImpactFigure *f)
{
    return impact_verdict(f->from) != impact_verdict(f->to);
}

ImpactFigure *impact_figures(const Impact *m, int *n)
{
    Found all = {0}, sorted = {0};
    *n = 0;
    if (m->before->figures == NULL || m->after->figures == NULL)
        return NULL;
    find_changed(&all, m);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < all.n; i++)
            if (turned(&all.item[i]) == (pass == 0))
                MEM_PUSH(sorted.item, sorted.n, sorted.cap) = all.item[i];
    *n = sorted.n;
    return sorted.item;
}

/* A clause's where several levels state a target: with its agreement. */
const char *impact_figure_title(const Report *r, const FigureSet *f)
{
    const CoreMeasure *m = report_measure(r, f);
    int n = 0;
    if (m->clause < 0)
        return report_measure_title(r, f->measure);
    const CoreClause *c = &r->core->clauses[m->clause];
    for (int l = 0; l < c->n_levels; l++)
        n += c->level[l].attainment >= 0;
    const char *title = report_clause_title(r, m->clause);
    if (n < 2)
        return title;
    return msg_text(MSG_REP_CLAUSE_AT, title, report_agreement(r, &c->level[m->level]));
}
