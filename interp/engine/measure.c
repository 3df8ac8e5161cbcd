/* measure.c -- what measures ask of which records, and the states that answer. */
#include "interp/engine/measure_part.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { WINDOW = 12, LEADS = -1 };

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

/* -- feeds ------------------------------------------------------------------------------ */

/* The feed of such records, made where there is none. */
static Feed *feed_of(Measures *m, int fact, bool each, const PeriodRule *rule)
{
    for (int i = 0; i < m->n_feeds; i++) {
        Feed *f = &m->feed[i];
        if (f->fact == fact && f->each == each
            && (!each || period_rule_same(&f->rule, rule)))
            return f;
    }
    if (m->n_feeds == m->cap_feeds) {
        m->cap_feeds = m->cap_feeds > 0 ? m->cap_feeds * 2 : 8;
        m->feed = need(realloc(m->feed, (size_t)m->cap_feeds * sizeof *m->feed));
    }
    Feed *f = &m->feed[m->n_feeds++];
    *f = (Feed){.fact = fact, .each = each};
    f->core = fact == LEADS ? m->core : m->core->facts[fact].core;
    if (each)
        f->rule = *rule;
    return f;
}

static int feed_ask(Feed *f, CoreExpr *e)
{
    if (e == NULL)
        return NO_EXTRA;
    for (int i = 0; i < f->n_extra; i++)
        if (f->extra[i] == e)
            return i;
    if (f->n_extra == f->cap_extra) {
        f->cap_extra = f->cap_extra > 0 ? f->cap_extra * 2 : 16;
        f->extra = need(realloc(f->extra, (size_t)f->cap_extra * sizeof *f->extra));
    }
    f->extra[f->n_extra++] = e;
    return f->n_extra - 1;
}

static FeedSource *feed_source(Feed *f)
{
    if (f->n_sources == f->cap_sources) {
        f->cap_sources = f->cap_sources > 0 ? f->cap_sources * 2 : 8;
        f->source =
            need(realloc(f->source, (size_t)f->cap_sources * sizeof *f->source));
    }
    return &f->source[f->n_sources++];
}

static void add_source(Feed *f, const CoreMeasure *m, const TermSource *from,
                       int measure, int term)
{
    FeedSource *s = feed_source(f);
    *s = (FeedSource){.measure = measure, .term = term};
    s->value = feed_ask(f, from->value);
    s->where = feed_ask(f, from->where);
    s->at = f->each || m->per.kind == PERIOD_NONE ? NO_EXTRA : feed_ask(f, from->at);
    s->by_date = s->at != NO_EXTRA && from->at->type->kind == TY_DATE;
    s->split = need(calloc((size_t)m->n_splits + 1, sizeof *s->split));
    s->code = need(calloc((size_t)m->n_splits + 1, sizeof *s->code));
    for (int i = 0; i < m->n_splits; i++)
        s->split[i] = feed_ask(f, from->split[i]);
}

static void add_terms(Measures *m, int measure)
{
    const CoreMeasure *of = &m->core->measures[measure];
    for (int i = 0; i < of->n_terms; i++) {
        const CoreTerm *t = &m->core->terms[of->term[i]];
        const bool each = t->each_period && of->per.kind != PERIOD_NONE;
        Feed *f = feed_of(m, t->over == OVER_FACTS ? t->index : LEADS, each, &of->per);
        for (int k = 0; k < t->n_sources; k++)
            add_source(f, of, &t->source[k], measure, i);
    }
}

/* -- making ----------------------------------------------------------------------------- */

/* How far back the baselines of what is asked for each period look: the first period that
 * is shown has all of its own, however few are shown. */
static int baseline_reach(const Core *c)
{
    int reach = 0;
    for (int i = 0; i < c->n_measures; i++) {
        const CoreMeasure *m = &c->measures[i];
        for (int t = 0; t < m->n_terms; t++)
            if (c->terms[m->term[t]].each_period && m->baseline_last > reach)
                reach = m->baseline_last;
    }
    return reach;
}

static void set_options(Measures *m, const MeasureOptions *o)
{
    const size_t n = (size_t)m->core->n_thresholds, facts = (size_t)m->core->n_facts;
    m->options = *o;
    m->options.asked = NULL; /* the caller's own */
    if (m->options.window <= 0)
        m->options.window = WINDOW;
    m->options.window += baseline_reach(m->core);
    m->threshold = need(calloc(n + 1, sizeof *m->threshold));
    for (size_t i = 0; i < n; i++)
        m->threshold[i] =
            o->threshold != NULL ? o->threshold[i] : m->core->thresholds[i].value;
    m->options.threshold = m->threshold;
    m->table = need(calloc(facts + 1, sizeof(FactTable *)));
    for (size_t i = 0; i < facts && o->table != NULL; i++)
        m->table[i] = o->table[i];
    m->options.table = m->table;
}

void measures_settle(const Measures *m, Eval *ev, const Core *core)
{
    for (int i = 0; i < core->n_thresholds; i++)
        eval_set_threshold(ev, i, m->threshold[i]);
    for (int i = 0; i < core->n_facts; i++)
        eval_set_table(ev, i, m->table[i]);
}

static void own_eval(Measures *m, Feed *f)
{
    const ProgramWant want = {.extra = f->extra, .n_extra = f->n_extra};
    f->program = program_plan(f->core, &want);
    f->eval = eval_new(f->program);
    measures_settle(m, f->eval, f->core);
}

Measures *measures_new(const Core *core, const MeasureOptions *o)
{
    Measures *m = need(calloc(1, sizeof *m));
    m->core = core;
    m->pin = mem_pin(core);
    set_options(m, o);
    m->n_states = core->n_measures;
    m->state = need(calloc((size_t)m->n_states + 1, sizeof *m->state));
    feed_of(m, LEADS, false, NULL);
    for (int i = 0; i < m->n_states; i++) {
        state_init(&m->state[i], core, &core->measures[i]);
        if (o->asked == NULL || o->asked[i] != 0)
            add_terms(m, i);
    }
    for (int i = 1; i < m->n_feeds; i++)
        own_eval(m, &m->feed[i]);
    return m;
}

static void feed_free(Feed *f, const Core *core)
{
    for (int i = 0; i < f->n_sources; i++) {
        FeedSource *s = &f->source[i];
        for (int k = 0; k < core->measures[s->measure].n_splits; k++)
            free(s->code[k].next);
        free(s->code);
        free(s->split);
        free(s->value_code.next);
    }
    free(f->source);
    free(f->extra);
    if (f->eval != NULL)
        eval_free(f->eval);
}

void measures_free(Measures *m)
{
    if (m == NULL)
        return;
    for (int i = 0; i < m->n_feeds; i++)
        feed_free(&m->feed[i], m->core);
    for (int i = 0; i < m->n_states; i++)
        state_free(&m->state[i]);
    free(m->feed);
    free(m->state);
    free(m->threshold);
    free(m->table);
    mem_unpin(m->pin);
    free(m);
}

const Program *measures_program(Measures *m, const ProgramWant *want, int *first)
{
    const Feed *f = &m->feed[0];
    ProgramWant all = *want;
    CoreExpr **extra = MEM_ARRAY(CoreExpr *, want->n_extra + f->n_extra + 1);
    for (int i = 0; i < want->n_extra; i++)
        extra[i] = want->extra[i];
    for (int i = 0; i < f->n_extra; i++)
        extra[want->n_extra + i] = f->extra[i];
    *first = m->first = want->n_extra;
    all.extra = extra;
    all.n_extra = want->n_extra + f->n_extra;
    return program_plan(m->core, &all);
}

void measures_share_program(Measures *m, const Measures *with)
{
    m->first = with->first;
}

bool measures_use_leads(const Measures *m)
{
    for (int i = 0; i < m->n_feeds; i++)
        if (m->feed[i].fact == LEADS && m->feed[i].n_sources > 0)
            return true;
    return false;
}

bool measures_use_fact(const Measures *m, int fact)
{
    for (int i = 0; i < m->n_feeds; i++)
        if (m->feed[i].fact == fact
            || (m->feed[i].program != NULL
                && program_looks_up(m->feed[i].program, fact)))
            return true;
    return false;
}

/* -- records ---------------------------------------------------------------------------- */

static void take(Measures *m, Feed *f, const Taking *t)
{
    m->rows.made = false;
    for (int i = 0; i < f->n_sources; i++)
        state_take(&m->state[f->source[i].measure], &f->source[i], &m->rows, t);
}

/* Once for each period of the window. */
static void take_each(Measures *m, Feed *f, Taking *t)
{
    const int32_t last = period_of(&f->rule, m->options.as_of_us);
    for (int i = m->options.window - 1; i >= 0; i--) {
        t->period = last - i;
        t->last = i == 0;
        eval_set_period(f->eval, period_start(&f->rule, t->period),
                        period_end(&f->rule, t->period));
        eval_batch(f->eval, t->batch);
        take(m, f, t);
    }
}

static void take_own(Measures *m, Feed *f, const Batch *b, const uint8_t *keep)
{
    Taking t = {.batch = b, .eval = f->eval, .keep = keep, .each = f->each};
    if (f->each) {
        take_each(m, f, &t);
        return;
    }
    eval_batch(f->eval, b);
    take(m, f, &t);
}

void measures_leads(Measures *m, const Batch *b, const Eval *ev, const uint8_t *keep)
{
    const Taking t = {.batch = b, .eval = ev, .first = m->first, .keep = keep};
    take(m, &m->feed[0], &t);
    for (int i = 1; i < m->n_feeds; i++)
        if (m->feed[i].fact == LEADS)
            take_own(m, &m->feed[i], b, keep);
}

void measures_fact(Measures *m, int fact, const Batch *b)
{
    for (int i = 1; i < m->n_feeds; i++)
        if (m->feed[i].fact == fact)
            take_own(m, &m->feed[i], b, NULL);
}

void measures_merge(Measures *into, const Measures *from)
{
    for (int i = 0; i < into->n_states; i++)
        state_merge(&into->state[i], &from->state[i]);
}
