/* core_dump_measure.c -- facts, terms and measures as text. */
#include "interp/base/mem.h"
#include "interp/sema/core_dump_part.h"

void dump_fact(Dump *d, const CoreFact *f)
{
    Dump own = *d;
    own.c = f->core;
    dump_named(d, "fact", f->name, f->title);
    dump_part(&own, "at", f->at);
    if (f->key >= 0)
        dump_text(d, "by", f->core->fields[f->key].name);
    buf_char(d->out, '\n');
    for (int i = 0; i < f->core->n_fields; i++) {
        buf_z(d->out, "  ");
        dump_field(&own, &f->core->fields[i]);
    }
}

static void source(Dump *d, const CoreTerm *t, const TermSource *s)
{
    Dump own = *d;
    own.c = t->over == OVER_FACTS ? d->c->facts[t->index].core : d->c;
    dump_part(&own, "of", s->value);
    dump_part(&own, "where", s->where);
    dump_part(&own, "at", s->at);
    for (int i = 0; i < t->n_splits; i++)
        dump_part(&own, "split", s->split[i]);
}

static void periods(Dump *d, const PeriodRule *p)
{
    static const char *const words[] = {"",         " day",      " week", " month",
                                        " quarter", " semester", " year"};
    buf_z(d->out, words[p->kind]);
}

static void term(Dump *d, const CoreTerm *t)
{
    static const char *const words[] = {"count", "sum",      "min",
                                        "max",   "quantile", "distinct"};
    Str over = t->over == OVER_LEADS   ? STR("lead")
               : t->over == OVER_FACTS ? d->c->facts[t->index].name
                                       : d->c->clauses[t->index].name;
    buf_format(d->out, "term %s", words[t->agg]);
    if (t->agg == AGG_QUANTILE)
        buf_format(d->out, " %d", t->percent);
    buf_format(d->out, " of %s", str_z(over));
    periods(d, &t->per);
    buf_z(d->out, t->each_period ? " each" : "");
    for (int i = 0; i < t->n_sources; i++)
        source(d, t, &t->source[i]);
    buf_char(d->out, '\n');
}

/* What it is of and split by stands with its terms: the text says it in a language. */
static void measure(Dump *d, const CoreMeasure *m)
{
    static const char *const roles[] = {"kpi",        "clause measure", "statuses",
                                        "attainment", "funnel",         "quality"};
    Dump own = *d;
    own.c = d->c->figures;
    own.by_number = true;
    dump_named(d, roles[m->role], m->name, m->title);
    periods(d, &m->per);
    for (int i = 0; i < m->n_splits; i++)
        if (m->splits[i].top > 0)
            buf_format(d->out, " split %d top %d", i, m->splits[i].top);
    for (int i = 0; i < m->n_terms; i++)
        buf_format(d->out, " #%d", m->term[i]);
    dump_part(&own, "=", m->value);
    dump_part(&own, "over", m->over);
    dump_part(&own, "under", m->under);
    dump_part(&own, m->at_least ? "at least" : "at most", m->target);
    if (m->baseline > 0)
        buf_format(d->out, " p%d of last %d", m->baseline, m->baseline_last);
    buf_char(d->out, '\n');
}

/* Standing measures follow from what is above. */
static bool is_written(const CoreMeasure *m)
{
    return m->role == MEASURE_KPI || m->role == MEASURE_CLAUSE;
}

void dump_measures(Dump *d)
{
    const Core *c = d->c;
    bool *used = MEM_ARRAY(bool, c->n_terms + 1);
    for (int i = 0; i < c->n_measures; i++)
        for (int k = 0; k < c->measures[i].n_terms; k++)
            used[c->measures[i].term[k]] |= is_written(&c->measures[i]);
    for (int i = 0; i < c->n_terms; i++)
        if (used[i])
            term(d, &c->terms[i]);
    for (int i = 0; i < c->n_measures; i++)
        if (is_written(&c->measures[i]))
            measure(d, &c->measures[i]);
}

void core_dump_measure(Buf *out, const Core *c, int m)
{
    Dump d = {.out = out, .c = c, .stop = 0};
    for (int k = 0; k < c->measures[m].n_terms; k++)
        term(&d, &c->terms[c->measures[m].term[k]]);
    measure(&d, &c->measures[m]);
}
