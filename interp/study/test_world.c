/* test_world.c -- the records of a test in batches, and what they come to. */
#include "interp/study/test_world.h"

#include "interp/base/mem.h"

/* The records of one kind. */
typedef struct Made {
    MadeRows **batch;
    int n;
} Made;

struct World {
    const Core *core;
    const int64_t *threshold; /* values in the test */
    CoreExpr *const *extra;
    int n_extra;
    bool has_figures;
    Made lead;
    Made *fact;        /* by fact */
    FactTable **table; /* by fact; NULL: it has no key, or no record was given */
    Eval **eval;       /* by batch of leads; NULL before the first world_at */
    FigureSet *figure; /* by measure */
    bool is_at;
    int64_t at_us;
};

/* -- records -------------------------------------------------------------------------- */

static Made made_of(const Core *core, const CoreRecord *record, int n)
{
    Made m = {.batch = MEM_ARRAY(MadeRows *, n / BATCH_ROWS + 1)};
    for (int from = 0; from < n; from += BATCH_ROWS) {
        int left = n - from;
        m.batch[m.n++] =
            made_rows_new(core, record + from, left < BATCH_ROWS ? left : BATCH_ROWS);
    }
    return m;
}

static void made_free(Made *m)
{
    for (int i = 0; i < m->n; i++)
        made_rows_free(m->batch[i]);
}

static FactTable *table_of(const CoreFact *fact, const Made *m)
{
    if (fact->key < 0 || m->n == 0)
        return NULL;
    FactTable *t = fact_table_new(fact);
    for (int i = 0; i < m->n; i++)
        fact_table_append(t, &m->batch[i]->batch);
    return t;
}

static void make_fact(World *w, const CoreTest *t, int fact)
{
    CoreRecord *own = MEM_ARRAY(CoreRecord, t->n_facts + 1);
    int n = 0;
    for (int i = 0; i < t->n_facts; i++)
        if (t->fact[i].fact == fact)
            own[n++] = t->fact[i];
    w->fact[fact] = made_of(w->core->facts[fact].core, own, n);
    w->table[fact] = table_of(&w->core->facts[fact], &w->fact[fact]);
}

static const int64_t *thresholds_of(const Session *s, const CoreTest *t)
{
    if (t->scenario < 0)
        return s->threshold;
    const CoreScenario *sc = &s->core->scenarios[t->scenario];
    int64_t *v = MEM_ARRAY(int64_t, s->core->n_thresholds + 1);
    for (int i = 0; i < s->core->n_thresholds; i++)
        v[i] = s->threshold[i];
    for (int i = 0; i < sc->n_moves; i++)
        v[sc->moves[i].threshold] = sc->moves[i].value;
    return v;
}

World *world_new(const Session *s, const CoreTest *t, CoreExpr *const *extra,
                 int n_extra)
{
    World *w = MEM_NEW(World);
    *w = (World){.core = s->core,
                 .threshold = thresholds_of(s, t),
                 .extra = extra,
                 .n_extra = n_extra};
    for (int i = 0; i < t->n_asks; i++)
        w->has_figures |= t->ask[i].expr == NULL;
    w->lead = made_of(s->core, t->lead, t->n_leads);
    w->eval = MEM_ARRAY(Eval *, w->lead.n + 1);
    w->fact = MEM_ARRAY(Made, s->core->n_facts + 1);
    w->table = MEM_ARRAY(FactTable *, s->core->n_facts + 1);
    for (int i = 0; i < s->core->n_facts; i++)
        make_fact(w, t, i);
    return w;
}

static void forget(World *w)
{
    for (int i = 0; w->is_at && i < w->lead.n; i++)
        eval_free(w->eval[i]);
    w->is_at = false;
}

void world_free(World *w)
{
    forget(w);
    made_free(&w->lead);
    for (int i = 0; i < w->core->n_facts; i++) {
        made_free(&w->fact[i]);
        fact_table_free(w->table[i]);
    }
}

/* -- at an instant -------------------------------------------------------------------- */

void world_settle(const World *w, Eval *ev, const Core *core)
{
    for (int i = 0; i < core->n_thresholds; i++)
        eval_set_threshold(ev, i, w->threshold[i]);
    for (int i = 0; i < core->n_facts; i++)
        eval_set_table(ev, i, w->table[i]);
}

/* figures: NULL, where none is asked for. */
static void take_leads(World *w, Measures *figures)
{
    const ProgramWant want = {
        .lead = true, .explain = true, .extra = w->extra, .n_extra = w->n_extra};
    int first;
    const Program *p = figures != NULL ? measures_program(figures, &want, &first)
                                       : program_plan(w->core, &want);
    for (int i = 0; i < w->lead.n; i++) {
        const Batch *b = &w->lead.batch[i]->batch;
        made_rows_at(w->lead.batch[i], w->at_us);
        w->eval[i] = eval_new(p);
        world_settle(w, w->eval[i], w->core);
        eval_batch(w->eval[i], b);
        if (figures != NULL)
            measures_leads(figures, b, w->eval[i], NULL);
    }
}

static void take_facts(World *w, Measures *figures)
{
    for (int f = 0; f < w->core->n_facts; f++)
        for (int i = 0; i < w->fact[f].n; i++) {
            made_rows_at(w->fact[f].batch[i], w->at_us);
            measures_fact(figures, f, &w->fact[f].batch[i]->batch);
        }
}

static void take_figures(World *w)
{
    const MeasureOptions o = {
        .as_of_us = w->at_us, .threshold = w->threshold, .table = w->table};
    Measures *m = measures_new(w->core, &o);
    take_leads(w, m);
    take_facts(w, m);
    w->figure = measures_close(m);
    measures_free(m);
}

void world_at(World *w, int64_t at_us)
{
    if (w->is_at && w->at_us == at_us)
        return;
    forget(w);
    w->at_us = at_us;
    if (w->has_figures)
        take_figures(w);
    else
        take_leads(w, NULL);
    w->is_at = true;
}

Row world_lead(const World *w, int lead)
{
    const int i = lead / BATCH_ROWS;
    return (Row){&w->lead.batch[i]->batch, w->eval[i], lead % BATCH_ROWS};
}

const Figure *world_figure(const World *w, int measure)
{
    const FigureSet *f = &w->figure[measure];
    return &f->figure[f->last - f->first];
}

MadeRows *const *world_rows(const World *w, int fact, int *n)
{
    const Made *m = fact == WORLD_LEADS ? &w->lead : &w->fact[fact];
    *n = m->n;
    return m->batch;
}

int64_t world_now(const World *w) { return w->at_us; }
