/* meaning_kpi.c -- measures of two policies: KPIs, and those of clauses. */
#include "interp/base/mem.h"
#include "interp/study/meaning_part.h"

typedef struct Sides {
    CanonSide old, now; /* over figures */
} Sides;

static const char *per_text(const CoreMeasure *m)
{
    return str_format("%s%s%s", period_word(m->per.kind),
                      m->of_text.n > 0 ? " of " : "", str_z(m->of_text));
}

static const char *splits_text(const CoreMeasure *m)
{
    Buf b = {0};
    for (int i = 0; i < m->n_splits; i++) {
        buf_format(&b, "%s%s", i > 0 ? ", " : "", str_z(m->splits[i].text));
        if (m->splits[i].top > 0)
            buf_format(&b, " top %d", m->splits[i].top);
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* Term by term, in their order of use. */
static bool same_terms(const Compare *c, const CoreMeasure *a, const CoreMeasure *b,
                       TermPart part)
{
    bool same = a->n_terms == b->n_terms;
    for (int i = 0; same && i < a->n_terms; i++)
        same = canon_term(&c->old, a->term[i], part)
               == canon_term(&c->now, b->term[i], part);
    return same;
}

static bool same_tops(const CoreMeasure *a, const CoreMeasure *b)
{
    bool same = a->n_splits == b->n_splits;
    for (int i = 0; same && i < a->n_splits; i++)
        same = a->splits[i].top == b->splits[i].top;
    return same;
}

/* Leads are counted by what changed elsewhere. */
static void put_terms_through(Compare *c, const CoreMeasure *m)
{
    for (int i = 0; i < m->n_terms; i++) {
        const CoreTerm *t = &c->now.core->terms[m->term[i]];
        if (t->over == OVER_FACTS)
            continue;
        for (int k = 0; k < t->n_sources; k++) {
            put_through(c, t->source[k].value);
            put_through(c, t->source[k].where);
            put_through(c, t->source[k].at);
        }
    }
}

/* Both over figures, whose fields are not leads'. */
static Dir target_dir(Compare *c, const Sides *s, const CoreMeasure *a,
                      const CoreMeasure *b)
{
    Compare figures = *c;
    figures.old = s->old;
    figures.now = s->now;
    return a->at_least != b->at_least ? DIR_MIXED
                                      : dir_of(&figures, a->target, b->target);
}

static const char *target_text(const Compare *c, const Session *s, const CoreMeasure *m)
{
    (void)c;
    if (m->target == NULL)
        return NULL;
    const Core *figures = s->core->figures;
    const Span at = figures->span[m->target->id];
    return str_format("%s %s", m->at_least ? "at least" : "at most",
                      m->target->kind != CORE_THRESHOLD && at.src != NULL
                          ? text_joined(span_text(at))
                          : value_shown(s, m->target));
}

static void put_target(Compare *c, const Sides *s, const CoreMeasure *a,
                       const CoreMeasure *b)
{
    const Dir d = a->target == NULL && b->target == NULL   ? DIR_SAME
                  : a->target == NULL || b->target == NULL ? DIR_MIXED
                                                           : target_dir(c, s, a, b);
    const bool up = b->at_least ? d == DIR_UP : d == DIR_DOWN;
    if (d != DIR_SAME)
        put_change(c, "target", NULL, target_text(c, c->before, a),
                   target_text(c, c->after, b),
                   d == DIR_MIXED ? MEANING_DIFFERENT
                   : up           ? MEANING_TIGHTER
                                  : MEANING_LOOSER);
    if (a->baseline != b->baseline || a->baseline_last != b->baseline_last)
        put_change(c, "baseline", NULL,
                   str_format("p%d of last %d", a->baseline, a->baseline_last),
                   str_format("p%d of last %d", b->baseline, b->baseline_last),
                   MEANING_DIFFERENT);
}

static void compare_measure(Compare *c, const Sides *s, const CoreMeasure *a,
                            const CoreMeasure *b)
{
    const bool what = canon_expr(&s->old, a->value) == canon_expr(&s->now, b->value);
    if (!what)
        put_change(c, "measure", NULL, str_z(a->text), str_z(b->text),
                   MEANING_DIFFERENT);
    if (a->per.kind != b->per.kind || (what && !same_terms(c, a, b, TERM_WHEN)))
        put_change(c, "per", NULL, per_text(a), per_text(b), MEANING_DIFFERENT);
    if (!same_tops(a, b) || (what && !same_terms(c, a, b, TERM_SPLIT)))
        put_change(c, "split by", NULL, splits_text(a), splits_text(b),
                   MEANING_DIFFERENT);
    put_target(c, s, a, b);
    put_terms_through(c, b);
}

static Sides sides_of(const Compare *c)
{
    return (Sides){canon_figures(&c->old), canon_figures(&c->now)};
}

static const CoreMeasure *measure_of(const Core *core, const CoreClause *cl)
{
    return cl->measure >= 0 ? &core->measures[cl->measure] : NULL;
}

Dir compare_clause_measure(Compare *c, const CoreClause *a, const CoreClause *b)
{
    const CoreMeasure *x = measure_of(c->old.core, a), *y = measure_of(c->now.core, b);
    if (x == NULL || y == NULL)
        return x == y ? DIR_SAME : DIR_MIXED;
    const Sides s = sides_of(c);
    const int before = c->item.n;
    compare_measure(c, &s, x, y);
    return c->item.n > before ? DIR_MIXED : DIR_SAME;
}

void compare_kpis(Compare *c)
{
    const Core *x = c->old.core, *y = c->now.core;
    const Sides s = sides_of(c);
    for (int i = 0; i < y->n_measures; i++) {
        const CoreMeasure *b = &y->measures[i];
        const int old = b->role == MEASURE_KPI ? core_measure(x, b->name) : -1;
        if (b->role != MEASURE_KPI)
            continue;
        if (old < 0) {
            item_only(c, "kpi", b->name, true, MEANING_DIFFERENT);
            continue;
        }
        item_begin(c, "kpi", b->name);
        compare_measure(c, &s, &x->measures[old], b);
        item_end(c);
    }
    for (int i = 0; i < x->n_measures; i++)
        if (x->measures[i].role == MEASURE_KPI
            && core_measure(y, x->measures[i].name) < 0)
            item_only(c, "kpi", x->measures[i].name, false, MEANING_DIFFERENT);
}
