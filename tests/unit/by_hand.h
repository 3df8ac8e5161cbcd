/* by_hand.h -- measures written by hand onto a checked policy, and their figures as text.
 *
 *     Hand h = hand_new(policy, cells);
 *     int n = hand_term(&h, AGG_COUNT, NULL, "e = red", "s");     a term: value, where, at
 *     hand_measure(&h, PERIOD_MONTH, hand_field(&h, n));           its value: the term
 *     hand_split(&h, "t", 0);                                      of the last measure
 *     T_Z(hand_says(&h), "all 2026-05=2 2026-06=1~ / a …");
 *
 * A figure shows its value, "-" for none, "!" for what does not fit; then "+" kept, "x"
 * missed, "?" no value, nothing without a target; "~" where its period has not ended.
 */
#ifndef ACORDO_TESTS_BY_HAND_H
#define ACORDO_TESTS_BY_HAND_H

#include "interp/engine/measure.h"
#include "tests/unit/table.h"

typedef struct Hand {
    Table *t;
    Core *core;
    int window;
    int parts; /* the rows are dealt to so many Measures, merged at the end; 0: one */
    bool backwards; /* merged from the last */
    FigureSet *closed;
} Hand;

enum { HAND_TERMS = 16, HAND_MEASURES = 8, HAND_SPLITS = 3, HAND_LANES = 3 };

static inline Hand hand_new(const char *policy, const char *cells)
{
    Hand h = {.t = table_new(policy, cells)};
    Core *c = h.core = h.t->core;
    c->terms = MEM_ARRAY(CoreTerm, HAND_TERMS);
    c->measures = MEM_ARRAY(CoreMeasure, HAND_MEASURES);
    c->figures = MEM_NEW(Core);
    *c->figures = *c;
    c->figures->fields = MEM_ARRAY(CoreField, HAND_TERMS);
    c->figures->n_fields = c->figures->n_facts = 0;
    return h;
}

static inline CoreExpr *hand_expr(Hand *h, const char *text)
{
    return text != NULL ? table_expr(h->t, text) : NULL;
}

/* One more lane of the last term. */
static inline void hand_lane(Hand *h, const char *value, const char *where,
                             const char *at)
{
    CoreTerm *t = &h->core->terms[h->core->n_terms - 1];
    TermSource *s = &t->source[t->n_sources++];
    s->value = hand_expr(h, value);
    s->where = hand_expr(h, where);
    s->at = hand_expr(h, at);
    s->split = MEM_ARRAY(CoreExpr *, HAND_SPLITS);
}

/* Its number.  An aggregate of a value has its type, a count is a number. */
static inline int hand_term(Hand *h, AggKind agg, const char *value, const char *where,
                            const char *at)
{
    const int n = h->core->n_terms++;
    CoreTerm *t = &h->core->terms[n];
    t->agg = agg;
    t->percent = 50;
    t->source = MEM_ARRAY(TermSource, HAND_LANES);
    hand_lane(h, value, where, at);
    const CoreExpr *e = t->source[0].value;
    t->type =
        e != NULL && agg != AGG_COUNT && agg != AGG_DISTINCT ? e->type : &type_number;
    h->core->figures->fields[n].type = t->type;
    h->core->figures->n_fields = h->core->n_terms;
    return n;
}

static inline CoreExpr *hand_field(const Hand *h, int term)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_FIELD, .index = term, .id = -1, .depth = 1};
    e->type = h->core->terms[term].type;
    return e;
}

static inline CoreExpr *hand_call(KernelId k, CoreExpr *a, CoreExpr *b,
                                  const Type *type)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_CALL, .kernel = k, .n = 2, .id = -1, .depth = 2};
    e->arg = MEM_ARRAY(CoreExpr *, 2);
    e->arg[0] = a;
    e->arg[1] = b;
    e->type = type;
    return e;
}

static inline CoreExpr *hand_const(int64_t micros)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_CONST, .i64 = micros, .id = -1, .depth = 1};
    e->type = &type_number;
    return e;
}

static inline void see_terms(void *ctx, const CoreExpr *e)
{
    CoreMeasure *m = ctx;
    if (e->kind != CORE_FIELD)
        return;
    for (int i = 0; i < m->n_terms; i++)
        if (m->term[i] == e->index)
            return;
    m->term[m->n_terms++] = e->index;
}

/* A measure whose terms are those that its value reads. */
static inline CoreMeasure *hand_measure(Hand *h, PeriodKind per, CoreExpr *value)
{
    CoreMeasure *m = &h->core->measures[h->core->n_measures++];
    m->per = (PeriodRule){per, 1, h->core->zone};
    m->term = MEM_ARRAY(int, HAND_TERMS);
    m->splits = MEM_ARRAY(CoreSplit, HAND_SPLITS);
    m->type = value->type;
    m->value = value;
    core_walk(h->core, value, false, see_terms, m);
    if (value->kind == CORE_CALL && value->kernel == K_DIV) {
        m->over = value->arg[0];
        m->under = value->arg[1];
    }
    return m;
}

/* Splits all terms of the last measure. */
static inline void hand_split(Hand *h, const char *by, int top)
{
    CoreMeasure *m = &h->core->measures[h->core->n_measures - 1];
    for (int i = 0; i < m->n_terms; i++) {
        CoreTerm *t = &h->core->terms[m->term[i]];
        for (int k = 0; k < t->n_sources; k++)
            t->source[k].split[m->n_splits] = hand_expr(h, by);
    }
    m->splits[m->n_splits++].top = top;
}

static inline Measures *hand_measures(const Hand *h)
{
    const MeasureOptions o = {.as_of_us = h->t->now, .window = h->window};
    return measures_new(h->core, &o);
}

/* The rows of one part: one in `parts`, from `part` on. */
static inline void hand_feed(Hand *h, Measures *m, int part)
{
    int first;
    const int n = table_rows(h->t), parts = h->parts > 0 ? h->parts : 1;
    Eval *ev = eval_new(measures_program(m, &(ProgramWant){0}, &first));
    const int step = h->parts > 0 ? 1 : h->t->batch_rows > 0 ? h->t->batch_rows : n;
    for (int r = part * step; r < n; r += parts * step) {
        const Batch *b = table_batch(h->t, r, n - r < step ? n - r : step);
        eval_batch(ev, b);
        measures_leads(m, b, ev, NULL);
    }
    eval_free(ev);
}

static inline const FigureSet *hand_close(Hand *h)
{
    const int parts = h->parts > 0 ? h->parts : 1;
    Measures *all = hand_measures(h);
    for (int i = 0; i < parts; i++) {
        Measures *m = hand_measures(h);
        hand_feed(h, m, h->backwards ? parts - 1 - i : i);
        measures_merge(all, m);
        measures_free(m);
    }
    h->closed = measures_close(all);
    measures_free(all);
    return h->closed;
}

static inline void hand_number(Buf *b, const FigureValue *v)
{
    if (v->missing)
        buf_char(b, v->overflow ? '!' : '-');
    else
        dec_buf(b, v->i64);
}

static inline void hand_figure(Buf *b, const PeriodRule *per, const Figure *f)
{
    static const char *const verdict[] = {"", "+", "x", "", "?"};
    buf_char(b, ' ');
    period_print(b, per, f->period);
    buf_z(b, per->kind != PERIOD_NONE ? "=" : "");
    hand_number(b, &f->value);
    buf_z(b, verdict[f->verdict]);
    buf_z(b, f->ended ? "" : "~");
}

static inline void hand_group(Buf *b, const FigureSet *f, int group, int n_splits)
{
    if (group == 0)
        buf_z(b, "all");
    for (int i = 0; group > 0 && i < n_splits; i++) {
        buf_z(b, i > 0 ? "," : "");
        if (f->others[group][i])
            buf_z(b, "<others>");
        else if (f->group[group][i].p == NULL)
            buf_z(b, "<missing>");
        else
            buf_str(b, f->group[group][i]);
    }
}

/* All figures of a closed set, group by group. */
static inline const char *hand_shows(const Hand *h, const FigureSet *f)
{
    Buf b = {0};
    const CoreMeasure *m = &h->core->measures[f->measure];
    for (int i = 0; i < f->n_figures; i++) {
        if (i == 0 || f->figure[i].group != f->figure[i - 1].group) {
            buf_z(&b, i > 0 ? " / " : "");
            hand_group(&b, f, f->figure[i].group, m->n_splits);
        }
        hand_figure(&b, &m->per, &f->figure[i]);
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* The figures of the last measure. */
static inline const char *hand_says(Hand *h)
{
    return hand_shows(h, &hand_close(h)[h->core->n_measures - 1]);
}

#endif
