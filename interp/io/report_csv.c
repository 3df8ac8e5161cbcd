/* report_csv.c -- a report as CSV: one figure a line, all periods and groups.
 *
 * Columns: kind, name, level, per, period, period_start, ended, rows, group_1 … group_N
 * (as many as the measure with most splits has), metric, value, over, under, target,
 * baseline, verdict.
 *
 *   kind    kpi, clause (a promise that is measured), attainment, status (instances of all
 *           time), funnel, quality
 *   level   the agreement that states the target
 *   rows    all, group, others; the groups' texts stand in group_N, a missing one
 *           and one of others is empty
 *   metric  value, or the name of one of its terms: "met", "count(lead)", "mql reached"
 *   target  ">= 0.95", "<= 4 business hours"
 *
 * RFC 4180 with a header; numbers are bare decimals without loss, lengths of time as the
 * language writes them.  An empty value is no value; "out of range" does not fit.
 */
#include "interp/base/mem.h"
#include "interp/io/report_data.h"
#include "interp/io/report_words.h"
#include "interp/lang/value.h"

enum { FLUSH_BYTES = 64 << 10 };

typedef struct Csv {
    Buf b;
    Sink *out;
    const Report *r;
    int groups; /* columns */
    bool first;
} Csv;

static void cell(Csv *c, Str s)
{
    if (!c->first)
        buf_char(&c->b, ',');
    c->first = false;
    bool plain = true;
    for (size_t i = 0; i < s.n; i++)
        plain =
            plain && s.p[i] != ',' && s.p[i] != '"' && s.p[i] != '\n' && s.p[i] != '\r';
    if (plain) {
        buf_str(&c->b, s);
        return;
    }
    buf_char(&c->b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_char(&c->b, '"');
        buf_char(&c->b, s.p[i]);
    }
    buf_char(&c->b, '"');
}

static void cell_z(Csv *c, const char *z) { cell(c, str_of(z)); }

static void line_end(Csv *c)
{
    buf_char(&c->b, '\n');
    c->first = true;
    if (c->b.n < FLUSH_BYTES)
        return;
    sink_put(c->out, buf_view(&c->b));
    c->b.n = 0;
}

/* Numbers and money bare, whatever else as the language writes it. */
static const char *exact(const Csv *c, const Type *t, int64_t v)
{
    Buf b = {0};
    Value value = {.type = t, .i64 = v};
    value_print(&b, &value, c->r->core->zone, (Str){NULL, 0}, false);
    const char *text = buf_copy(&b).p;
    buf_free(&b);
    return text;
}

static void value_cell(Csv *c, const Type *t, const FigureValue *v)
{
    if (v == NULL || (v->missing && !v->overflow))
        cell_z(c, "");
    else
        cell_z(c, v->overflow ? "out of range" : exact(c, t, v->i64));
}

static const char *kind_of(MeasureRole role)
{
    static const char *const words[] = {
        [MEASURE_KPI] = "kpi",         [MEASURE_CLAUSE] = "clause",
        [MEASURE_STATUSES] = "status", [MEASURE_ATTAINMENT] = "attainment",
        [MEASURE_FUNNEL] = "funnel",   [MEASURE_QUALITY] = "quality"};
    return words[role];
}

static void group_cells(Csv *c, const FigureSet *f, const CoreMeasure *m, int group)
{
    bool others = false;
    for (int i = 0; i < m->n_splits; i++)
        others = others || report_is_others(f, group, i);
    cell_z(c, group == 0 ? "all" : others ? "others" : "group");
    for (int i = 0; i < c->groups; i++)
        cell(c, group > 0 && i < m->n_splits ? f->group[group][i] : (Str){NULL, 0});
}

static void period_cells(Csv *c, const CoreMeasure *m, const Figure *g)
{
    bool none = m->per.kind == PERIOD_NONE;
    cell_z(c, period_word(m->per.kind));
    cell_z(c, report_period_code(m, g->period));
    cell_z(c, none ? "" : exact(c, &type_date, period_first_day(&m->per, g->period)));
    cell_z(c, g->ended ? "yes" : "no");
}

static void name_cells(Csv *c, const CoreMeasure *m)
{
    const Core *core = c->r->core;
    bool clause = m->clause >= 0;
    cell_z(c, kind_of(m->role));
    cell(c, clause ? core->clauses[m->clause].name : m->name);
    if (clause && m->level >= 0) {
        int a = core->clauses[m->clause].level[m->level].agreement;
        cell(c, core->agreements[a].name);
    } else {
        cell_z(c, "");
    }
}

static void front_cells(Csv *c, const FigureSet *f, const CoreMeasure *m,
                        const Figure *g)
{
    name_cells(c, m);
    period_cells(c, m, g);
    group_cells(c, f, m, g->group);
}

static void target_cell(Csv *c, const FigureSet *f, const CoreMeasure *m)
{
    if (m->target == NULL || f->target.missing || f->target.overflow) {
        cell_z(c, "");
        return;
    }
    bool least = m->at_least || m->role == MEASURE_ATTAINMENT;
    cell_z(c,
           str_format("%s %s", least ? ">=" : "<=", exact(c, m->type, f->target.i64)));
}

static void value_line(Csv *c, const FigureSet *f, const CoreMeasure *m,
                       const Figure *g)
{
    const FigureValue *v = &g->value;
    front_cells(c, f, m, g);
    cell_z(c, "value");
    value_cell(c, m->type, v);
    cell_z(c, v->under != 0 ? exact(c, side_type(m->over), v->over) : "");
    cell_z(c, v->under != 0 ? exact(c, side_type(m->under), v->under) : "");
    target_cell(c, f, m);
    value_cell(c, m->type, m->baseline > 0 ? &g->baseline : NULL);
    cell_z(c, verdict_word(g->verdict) != NULL ? verdict_word(g->verdict) : "");
    line_end(c);
}

static void term_line(Csv *c, const FigureSet *f, const CoreMeasure *m, const Figure *g,
                      int term)
{
    front_cells(c, f, m, g);
    cell(c, term_name(c->r, m, term));
    value_cell(c, c->r->core->terms[m->term[term]].type, &g->term[term]);
    for (int i = 0; i < 5; i++)
        cell_z(c, "");
    line_end(c);
}

static void put_set(Csv *c, const FigureSet *f)
{
    const CoreMeasure *m = report_measure(c->r, f);
    for (int i = 0; i < f->n_figures; i++) {
        const Figure *g = &f->figure[i];
        if (m->value != NULL)
            value_line(c, f, m, g);
        for (int t = 0; g->term != NULL && t < m->n_terms; t++)
            term_line(c, f, m, g, t);
    }
}

/* Instances by status come from the clause where it has no such set of its own. */
static void put_statuses(Csv *c, const ReportClause *rc)
{
    const CoreClause *cc = &c->r->core->clauses[rc->clause];
    if (cc->kind == CLAUSE_MEASURE)
        return;
    for (int s = 0; s < (int)N_CLAUSE_STATUSES; s++) {
        cell_z(c, "status");
        cell(c, cc->name);
        for (int i = 0; i < 4; i++)
            cell_z(c, "");
        cell_z(c, "no");
        cell_z(c, "all");
        for (int i = 0; i < c->groups; i++)
            cell_z(c, "");
        cell_z(c, clause_status_name((ClauseStatus)s));
        cell_z(c, str_format("%llu", (unsigned long long)rc->status[s]));
        for (int i = 0; i < 5; i++)
            cell_z(c, "");
        line_end(c);
    }
}

static void put_heads(Csv *c)
{
    static const char *const front[] = {"kind",   "name",         "level", "per",
                                        "period", "period_start", "ended", "rows"};
    static const char *const back[] = {"metric", "value",    "over",   "under",
                                       "target", "baseline", "verdict"};
    for (size_t i = 0; i < sizeof front / sizeof *front; i++)
        cell_z(c, front[i]);
    for (int i = 0; i < c->groups; i++)
        cell_z(c, str_format("group_%d", i + 1));
    for (size_t i = 0; i < sizeof back / sizeof *back; i++)
        cell_z(c, back[i]);
    line_end(c);
}

void report_csv(Sink *out, const Report *r)
{
    Csv c = {.out = out, .r = r, .first = true};
    for (int i = 0; i < r->core->n_measures; i++)
        if (r->core->measures[i].n_splits > c.groups)
            c.groups = r->core->measures[i].n_splits;
    put_heads(&c);
    for (int i = 0; i < r->n_clauses; i++)
        put_statuses(&c, &r->clause[i]);
    for (int i = 0; i < r->core->n_measures; i++)
        if (r->core->measures[i].role != MEASURE_STATUSES)
            put_set(&c, &r->figures[i]);
    sink_put(out, buf_view(&c.b));
    buf_free(&c.b);
}
