/* core_dump.c -- the core as text: what a policy means, without names of layout.
 *
 * Expressions are written as calls, `K_GT(visits, 3)`.  One that has been written before
 * in the same dump, by the same or another node of equal content, is written again: the
 * text depends on meaning alone.  Where that would grow without bound (defines that use
 * each other twice) the rest is cut at DUMP_MAX bytes an expression.
 */
#include "interp/base/mem.h"
#include "interp/lang/value.h"
#include "interp/sema/checker.h"

enum { DUMP_MAX = 1 << 16 };

static const char *const kernel_names[N_KERNELS] = {
#define KERNEL(id, ...) [id] = #id,
#include "interp/lang/kernels.def"
};

typedef struct Dump {
    Buf *out;
    const Core *c;
    size_t stop;
} Dump;

static void expr(Dump *d, const CoreExpr *e);

static void value(Dump *d, const Type *type, int64_t v)
{
    value_text(d->out, d->c, type, v);
}

static void constant(Dump *d, const CoreExpr *e)
{
    if (e->missing)
        buf_z(d->out, "missing");
    else if (type_phys(e->type) == PHYS_TEXT)
        buf_json(d->out, e->text);
    else if (type_phys(e->type) != PHYS_LIST)
        value(d, e->type, e->i64);
    else {
        buf_char(d->out, '[');
        for (int i = 0; i < e->n; i++) {
            buf_z(d->out, i > 0 ? ", " : "");
            expr(d, e->arg[i]);
        }
        buf_char(d->out, ']');
    }
}

static void set(Dump *d, const CoreSet *s)
{
    buf_char(d->out, '{');
    for (int i = 0; i < s->n; i++) {
        buf_z(d->out, i > 0 ? ", " : "");
        if (s->text != NULL)
            buf_json(d->out, s->text[i]);
        else
            value(d, s->elem, s->i64[i]);
    }
    buf_char(d->out, '}');
}

static void args(Dump *d, const char *name, const CoreExpr *e)
{
    buf_format(d->out, "%s(", name);
    for (int i = 0; i < e->n; i++) {
        buf_z(d->out, i > 0 ? ", " : "");
        expr(d, e->arg[i]);
    }
    if (e->kind == CORE_IN_SET) {
        buf_z(d->out, ", ");
        set(d, e->set);
    }
    if (e->kind == CORE_MATCH) {
        buf_z(d->out, ", ");
        buf_json(d->out, e->regex->pattern);
    }
    buf_char(d->out, ')');
}

static void expr(Dump *d, const CoreExpr *e)
{
    const Core *c = d->c;
    if (d->out->n > d->stop) {
        buf_z(d->out, "...");
        return;
    }
    switch (e->kind) {
    case CORE_CONST: constant(d, e); return;
    case CORE_FIELD: buf_str(d->out, c->fields[e->index].name); return;
    case CORE_THRESHOLD: buf_str(d->out, c->thresholds[e->index].name); return;
    case CORE_NOW: buf_z(d->out, "now"); return;
    case CORE_PERSONA: buf_z(d->out, "persona"); return;
    case CORE_STAGE: buf_z(d->out, "stage"); return;
    case CORE_EXIT: buf_z(d->out, "exit"); return;
    case CORE_SCORE: buf_str(d->out, c->scores[e->index].name); return;
    case CORE_GRADE: buf_str(d->out, c->grades[e->index].name); return;
    case CORE_SINCE:
        buf_str(d->out, c->stages[e->index].name);
        buf_z(d->out, ".since");
        return;
    case CORE_REACHED:
        buf_z(d->out, "reached(");
        buf_str(d->out, c->stages[e->index].name);
        buf_char(d->out, ')');
        return;
    case CORE_CLAUSE:
        buf_str(d->out, c->clauses[e->index].name);
        buf_format(d->out, ".%s", clause_prop_name(e->prop));
        if (e->lane != LANE_LATEST)
            buf_format(d->out, "#%d", e->lane);
        return;
    case CORE_LOOKUP:
        args(d, str_z(c->facts[e->index].name), e);
        buf_char(d->out, '.');
        buf_str(d->out, c->facts[e->index].core->fields[e->column].name);
        return;
    case CORE_PERIOD_START: buf_z(d->out, "period.start"); return;
    case CORE_PERIOD_END: buf_z(d->out, "period.end"); return;
    case CORE_CALL: args(d, kernel_names[e->kernel], e); return;
    case CORE_AND: args(d, "and", e); return;
    case CORE_OR: args(d, "or", e); return;
    case CORE_NOT: args(d, "not", e); return;
    case CORE_IF: args(d, "if", e); return;
    case CORE_OTHERWISE: args(d, "otherwise", e); return;
    case CORE_KNOWN: args(d, "known", e); return;
    case CORE_IN_SET: args(d, "in", e); return;
    case CORE_MATCH: args(d, "match", e); return;
    }
}

/* ` word expression`, or nothing. */
static void part(Dump *d, const char *word, const CoreExpr *e)
{
    if (e == NULL)
        return;
    buf_format(d->out, " %s ", word);
    d->stop = d->out->n + DUMP_MAX;
    expr(d, e);
}

static void named(Dump *d, const char *kind, Str name, Str title)
{
    buf_format(d->out, "%s ", kind);
    buf_str(d->out, name);
    if (!str_eq(name, title)) {
        buf_char(d->out, ' ');
        buf_json(d->out, title);
    }
}

static void range(Dump *d, bool lo, bool hi, const Type *type, int64_t a, int64_t b)
{
    if (!lo && !hi)
        return;
    buf_z(d->out, " in ");
    if (lo)
        value(d, type, a);
    buf_z(d->out, "..");
    if (hi)
        value(d, type, b);
}

static void text_attribute(Dump *d, const char *word, Str text)
{
    if (text.n == 0)
        return;
    buf_format(d->out, " %s ", word);
    buf_json(d->out, text);
}

static void field(Dump *d, const CoreField *f)
{
    static const char *const words[] = {" required", " label", " fixed",
                                        " decimal comma"};
    named(d, "field", f->name, f->name);
    buf_format(d->out, " %s", type_name(f->type));
    if (f->type->folded || (f->type->kind == TY_LIST && f->type->elem->folded))
        buf_z(d->out, " folded");
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
        buf_z(d->out, f->flags & (1U << i) ? words[i] : "");
    range(d, f->flags & FIELD_HAS_LO, f->flags & FIELD_HAS_HI, f->type, f->lo, f->hi);
    text_attribute(d, "from", f->has_from ? f->from : (Str){0});
    text_attribute(d, "separator", f->separator);
    text_attribute(d, "format", f->format);
    if (f->flags & FIELD_DATES_AT)
        buf_format(d->out, " dates at %d min",
                   (int)(f->dates_at_us / 60 / USEC_SECOND));
    if (f->type->kind == TY_TIMESTAMP)
        text_attribute(d, "zone", zone_name(f->zone));
    for (int i = 0; i < f->n_missing; i++)
        text_attribute(d, "missing", f->missing[i]);
    if (f->currency_field >= 0)
        text_attribute(d, "currency", d->c->fields[f->currency_field].name);
    part(d, "default", f->deflt);
    buf_char(d->out, '\n');
}

static void rules(Dump *d, const CoreRule *r, int n, int indent)
{
    for (int i = 0; i < n; i++) {
        buf_repeat(d->out, ' ', indent);
        buf_char(d->out, r[i].minus ? '-' : '+');
        part(d, "points", r[i].points);
        part(d, "when", r[i].when);
        part(d, "per", r[i].per);
        if (r[i].kind == RULE_GROUP)
            text_attribute(d, "group", r[i].title);
        part(d, "up to", r[i].cap);
        buf_char(d->out, '\n');
        rules(d, r[i].rules, r[i].n_rules, indent + 2);
    }
}

static void score(Dump *d, const CoreScore *s)
{
    named(d, "score", s->name, s->title);
    range(d, s->has_range, s->has_range, &type_number, s->lo, s->hi);
    part(d, "=", s->expr);
    buf_char(d->out, '\n');
    rules(d, s->rules, s->n_rules, 2);
}

static void grade(Dump *d, const CoreGrade *g)
{
    named(d, "grade", g->name, g->title);
    text_attribute(d, "of", d->c->scores[g->of].name);
    if (g->by >= 0)
        text_attribute(d, "by", d->c->scores[g->by].name);
    for (int i = 0; i < g->n_bands; i++) {
        buf_z(d->out, "\n  ");
        buf_str(d->out, g->members->member[g->bands[i].member]);
        part(d, "from", g->bands[i].from);
        part(d, "by", g->bands[i].by);
    }
    buf_char(d->out, '\n');
}

static void stage(Dump *d, const CoreStage *s)
{
    named(d, s->is_exit ? "exit" : "stage", s->name, s->title);
    part(d, "when", s->when);
    part(d, "since", s->since);
    part(d, "until", s->until);
    buf_char(d->out, '\n');
}

static void head(Dump *d)
{
    const Core *c = d->c;
    buf_z(d->out, "policy");
    text_attribute(d, "title", c->title);
    text_attribute(d, "version", c->version);
    text_attribute(d, "zone", zone_name(c->zone));
    text_attribute(d, "currency", c->currency);
    range(d, c->effective != INT64_MIN, c->until != INT64_MAX, &type_date, c->effective,
          c->until);
    buf_char(d->out, '\n');
}

static void threshold(Dump *d, const CoreThreshold *t)
{
    named(d, "threshold", t->name, t->title);
    buf_z(d->out, " = ");
    value(d, t->type, t->value);
    range(d, t->has_range, t->has_range, t->type, t->lo, t->hi);
    buf_char(d->out, '\n');
}

/* -- clauses: the levels as stated, then the lines as lowered, one a line */

static void line(Dump *d, const char *word, const CoreExpr *e)
{
    if (e == NULL)
        return;
    buf_z(d->out, "\n ");
    part(d, word, e);
}

static void actions(Dump *d, const char *word, const CoreAction *a, int n)
{
    for (int i = 0; i < n; i++) {
        buf_format(d->out, "%s%s %s ", i > 0 ? ", " : " ", i > 0 ? "" : word,
                   action_name(a[i].kind));
        buf_json(d->out, a[i].text);
    }
}

static void target(Dump *d, const CoreClauseTarget *t)
{
    static const char *const by[] = {
        [BY_DUE] = "due", [BY_START] = "start", [BY_STOP] = "stop"};
    part(d, "target", t->share);
    buf_format(d->out, " per %s by %s", period_word(t->per), by[t->by]);
    part(d, "of", t->of);
}

static void level(Dump *d, const CoreClauseLevel *l)
{
    const CoreAgreement *a = &d->c->agreements[l->agreement];
    buf_format(d->out, "\n  level %s %s", agreement_level_name(a->level),
               str_z(a->name));
    buf_z(d->out, a->from_module ? " template" : "");
    part(d, "for", l->when);
    for (int i = 0; i < N_CLAUSE_LINES; i++)
        if (l->states & (1U << i))
            buf_format(d->out, "%s%s", l->relaxes & (1U << i) ? " ~" : " -",
                       clause_line_name((ClauseLine)i));
    if (l->has_target)
        target(d, &l->target);
    actions(d, "warn", l->on_warn, l->n_on_warn);
    actions(d, "breach", l->on_breach, l->n_on_breach);
}

static void moments(Dump *d, const char *word, CoreExpr *const *e, int n,
                    CoreExpr *const *lost)
{
    for (int i = 0; i < n; i++) {
        line(d, word, e[i]);
        part(d, "lost", lost != NULL ? lost[i] : NULL);
    }
}

static void clause(Dump *d, const CoreClause *cl)
{
    static const char *const kind[] = {
        [CLAUSE_CLOCK] = "clock", [CLAUSE_KEEP] = "keep", [CLAUSE_MEASURE] = "measure"};
    static const char *const allowance[] = {[ALLOW_ELAPSED] = "elapsed",
                                            [ALLOW_PERIOD] = "period",
                                            [ALLOW_BUSINESS] = "business",
                                            [ALLOW_DUE] = "due",
                                            [ALLOW_NONE] = "at once"};
    named(d, kind[cl->kind], cl->name, cl->title);
    if (cl->party >= 0)
        text_attribute(d, "by", d->c->parties[cl->party]);
    buf_format(d->out, " %s", allowance[cl->allowance]);
    for (int i = 0; i < cl->n_levels; i++)
        level(d, &cl->level[i]);
    line(d, "applies", cl->applies);
    line(d, "settled", cl->settled);
    line(d, "excused", cl->excused);
    moments(d, "starts", cl->starts, cl->n_starts, cl->start_lost);
    moments(d, "stops", cl->stops, cl->n_stops, NULL);
    moments(d, "cancels", cl->cancels, cl->n_cancels, NULL);
    line(d, "after exit", cl->after_exit);
    line(d, "keep", cl->keep);
    line(d, "within", cl->within);
    line(d, "on", cl->calendar);
    line(d, "warn at", cl->warn_share);
    line(d, "warn before", cl->warn_before);
    line(d, "target level", cl->target_level);
    line(d, "warn level", cl->warn_level);
    line(d, "breach level", cl->breach_level);
    buf_char(d->out, '\n');
}

static void fact(Dump *d, const CoreFact *f)
{
    Dump own = *d;
    own.c = f->core;
    named(d, "fact", f->name, f->title);
    part(&own, "at", f->at);
    if (f->key >= 0)
        text_attribute(d, "by", f->core->fields[f->key].name);
    buf_char(d->out, '\n');
    for (int i = 0; i < f->core->n_fields; i++) {
        buf_z(d->out, "  ");
        field(&own, &f->core->fields[i]);
    }
}

static void source(Dump *d, const CoreTerm *t, const TermSource *s)
{
    Dump own = *d;
    own.c = t->over == OVER_FACTS ? d->c->facts[t->index].core : d->c;
    part(&own, "of", s->value);
    part(&own, "where", s->where);
    part(&own, "at", s->at);
    for (int i = 0; i < t->n_splits; i++)
        part(&own, "split", s->split[i]);
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

static void measure(Dump *d, const CoreMeasure *m)
{
    static const char *const roles[] = {"kpi",        "clause measure", "statuses",
                                        "attainment", "funnel",         "quality"};
    Dump own = *d;
    own.c = d->c->figures;
    named(d, roles[m->role], m->name, m->title);
    periods(d, &m->per);
    text_attribute(d, "of", m->of_text);
    for (int i = 0; i < m->n_splits; i++) {
        text_attribute(d, "split", m->splits[i].text);
        if (m->splits[i].top > 0)
            buf_format(d->out, " top %d", m->splits[i].top);
    }
    for (int i = 0; i < m->n_terms; i++)
        buf_format(d->out, " #%d", m->term[i]);
    part(&own, "=", m->value);
    part(&own, "over", m->over);
    part(&own, "under", m->under);
    part(&own, m->at_least ? "at least" : "at most", m->target);
    if (m->baseline > 0)
        buf_format(d->out, " p%d of last %d", m->baseline, m->baseline_last);
    buf_char(d->out, '\n');
}

void core_dump(Buf *out, const Core *c)
{
    Dump d = {.out = out, .c = c, .stop = DUMP_MAX};
    head(&d);
    for (int i = 0; i < c->n_fields; i++)
        field(&d, &c->fields[i]);
    for (int i = 0; i < c->n_thresholds; i++)
        threshold(&d, &c->thresholds[i]);
    for (int i = 0; i < c->n_personas; i++) {
        named(&d, "persona", c->personas[i].name, c->personas[i].title);
        part(&d, "when", c->personas[i].when);
        buf_char(out, '\n');
    }
    for (int i = 0; i < c->n_scores; i++)
        score(&d, &c->scores[i]);
    for (int i = 0; i < c->n_grades; i++)
        grade(&d, &c->grades[i]);
    for (int i = 0; i < c->n_stages; i++)
        stage(&d, &c->stages[i]);
    for (int i = 0; i < c->n_clauses; i++)
        clause(&d, &c->clauses[i]);
    for (int i = 0; i < c->n_facts; i++)
        fact(&d, &c->facts[i]);
    for (int i = 0; i < c->n_terms; i++)
        term(&d, &c->terms[i]);
    for (int i = 0; i < c->n_measures; i++)
        measure(&d, &c->measures[i]);
}
