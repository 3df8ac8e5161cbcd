/* document_figures.c -- KPIs and the lines they share with clauses; records of no lead. */
#include "interp/base/mem.h"
#include "interp/study/document_part.h"

/* -- lines ---------------------------------------------------------------------------- */

const char *document_measure(Doc *d, const Node *line)
{
    return doc_say(d, kid(kid(line, 0), 0));
}

const char *document_per(Doc *d, const Node *line)
{
    if (line == NULL)
        return NULL;
    const char *period = doc_period(d->to, period_kind(text_of(kid(line, 0))));
    const Node *of = kid(line, 1);
    return of != NULL ? say(d, DOC_PER_OF, period, doc_say(d, of))
                      : say(d, DOC_PER, period);
}

static const char *split(Doc *d, const Node *n)
{
    const char *by = doc_say(d, kid(n, 0));
    return kid(n, 1) != NULL ? say(d, DOC_TOP, by, doc_say(d, kid(n, 1))) : by;
}

const char *document_split(Doc *d, const Node *line)
{
    const Node *list = kid(line, 0);
    const char **item = MEM_ARRAY(const char *, n_items(list) + 1);
    for (int i = 0; i < n_items(list); i++) {
        const Node *n = kid(list, i);
        item[i] = n->kind == N_SPLIT ? split(d, n) : doc_say(d, n);
    }
    return line != NULL ? doc_list(d->to, item, n_items(list), DOC_AND) : NULL;
}

const char *document_bound(Doc *d, const Node *target)
{
    if (target == NULL)
        return NULL;
    return say(d, target->word == KW_AT_MOST ? DOC_AT_MOST : DOC_AT_LEAST,
               doc_say(d, kid(target, 0)));
}

/* -- KPIs ----------------------------------------------------------------------------- */

static const char *baseline(const Doc *d, const CoreMeasure *m)
{
    enum { MEDIAN = 50 };
    const char *last = str_format("%d", m->baseline_last);
    if (m->baseline == 0)
        return NULL;
    return m->baseline == MEDIAN
               ? say(d, DOC_BASELINE_MEDIAN, last)
               : say(d, DOC_BASELINE_IS, last, str_format("%d", m->baseline));
}

static const Node *kpi_line(const Doc *d, const CoreMeasure *m, NodeKind line)
{
    return doc_line(d->trees, N_KPI, m->name, line, STR(""));
}

static void put_kpi(Doc *d, const CoreMeasure *m)
{
    const Node *figure = doc_line(d->trees, N_KPI, m->name, N_M_MEASURE, m->text);
    doc_item(d, doc_title(d, m->title, m->name), NULL, report_anchor("kpi", m->name));
    PageBlock *t = doc_terms(d);
    doc_term(d, t, DOC_MEASURE,
             figure != NULL ? document_measure(d, figure) : doc_clean(m->text));
    doc_term(d, t, DOC_COUNTED,
             m->per.kind != PERIOD_NONE ? document_per(d, kpi_line(d, m, N_M_PER))
                                        : doc_word(d, DOC_ALL_TIME));
    if (m->n_splits > 0)
        doc_term(d, t, DOC_SPLIT, document_split(d, kpi_line(d, m, N_M_SPLIT)));
    if (m->target != NULL)
        doc_term(d, t, DOC_TARGET, document_bound(d, kpi_line(d, m, N_M_TARGET)));
    doc_term(d, t, DOC_BASELINE, baseline(d, m));
}

/* -- facts ---------------------------------------------------------------------------- */

static const char *fact_fields(const Doc *d, const CoreFact *f)
{
    const char *all = "";
    for (int i = 0; i < f->core->n_fields; i++) {
        const char *one = say(d, DOC_NAMED, doc_clean(f->core->fields[i].name),
                              document_field(d, f->core, i));
        all = i > 0 ? say(d, DOC_SEMICOLON, all, one) : one;
    }
    return all;
}

static const char *fact_order(const Doc *d, const CoreFact *f)
{
    if (f->key >= 0)
        return say(d, DOC_FACT_BY, doc_clean(f->core->fields[f->key].name));
    const char *at =
        f->at->kind == CORE_FIELD ? doc_clean(f->core->fields[f->at->index].name) : "";
    return say(d, DOC_FACT_AT, at);
}

static void put_facts(Doc *d)
{
    static const DocId head[] = {DOC_RECORDS, DOC_WHAT_IT_IS, DOC_FIELDS};
    const Core *c = d->core;
    if (c->n_facts == 0)
        return;
    doc_item(d, doc_word(d, DOC_FACTS), NULL, "facts");
    doc_note(d, doc_word(d, DOC_FACTS_ABOUT));
    PageTable *t = doc_table(d, NULL, head, sizeof head / sizeof *head);
    for (int i = 0; i < c->n_facts; i++) {
        const CoreFact *f = &c->facts[i];
        doc_row(t, (const char *const[]){doc_title(d, f->title, f->name),
                                         fact_order(d, f), fact_fields(d, f)});
    }
}

void document_kpis(Doc *d)
{
    const Core *c = d->core;
    bool any = false;
    for (int i = 0; i < c->n_measures; i++) {
        if (c->measures[i].role != MEASURE_KPI)
            continue;
        if (!any)
            doc_section(d, DOC_S_KPIS, NULL, "kpis");
        any = true;
        put_kpi(d, &c->measures[i]);
    }
    if (!any && c->n_facts > 0)
        doc_section(d, DOC_S_KPIS, NULL, "kpis");
    put_facts(d);
}
