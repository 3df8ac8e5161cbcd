/* decided.c -- batches dealt out to workers, what each gathered put together.
 *
 * Each worker has its own evaluation, measures and worklist, made and freed by the caller.
 * Rows of the outcome are written where they belong, measures merge in any order, cases are
 * ordered by the records' numbers: so the result is the same however work was dealt out.
 */
#include "interp/study/decided.h"

#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "interp/study/crew.h"
#include "interp/study/reach.h"
#include "interp/study/report_make.h"
#include <stdatomic.h>
#include <stdlib.h>

enum { RUN_BATCHES = 8, PERIODS = 12 };

/* A column of the outcome that is worked out, and the extras that it is made of. */
typedef struct Asked {
    OutcomeKind kind;
    int index, extra, exit; /* exit: -1: none */
} Asked;

typedef struct Worker {
    Eval *eval;
    Measures *measures;
    Worklist *worklist; /* NULL: no cases are wanted */
} Worker;

typedef struct Deciding {
    const LeadBase *base;
    const DecideWant *want;
    const Core *core;
    const Reach *reach;
    CoreExpr **extra;
    int n_extra;
    size_t cap_extra;
    Asked *asked;
    int n_asked;
    size_t cap_asked;
    Outcome *outcome;
    Worker *worker;
    int n_workers;
    atomic_int next;
    atomic_bool stopped;
} Deciding;

/* -- what is asked ---------------------------------------------------------------------- */

static int ask_item(Deciding *d, CoreKind kind, int index)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = kind,
                    .index = index,
                    .type = &type_number,
                    .depth = 1,
                    .lane = LANE_LATEST,
                    .prop = PROP_STATUS};
    MEM_PUSH(d->extra, d->n_extra, d->cap_extra) = e;
    return d->n_extra - 1;
}

static void ask(Deciding *d, bool reached, OutcomeKind kind, int index, CoreKind item)
{
    if (!reached) {
        outcome_take(d->outcome, kind, index, d->want->known->outcome);
        return;
    }
    Asked a = {kind, index, ask_item(d, item, index), -1};
    if (kind == OUTCOME_PLACE && d->core->n_exits > 0)
        a.exit = ask_item(d, CORE_EXIT, 0);
    MEM_PUSH(d->asked, d->n_asked, d->cap_asked) = a;
}

static void ask_outcome(Deciding *d)
{
    const Core *core = d->core;
    const Reach *r = d->reach;
    if (core->n_personas > 0)
        ask(d, r->persona, OUTCOME_PERSONA, 0, CORE_PERSONA);
    if (core->n_stages > 0)
        ask(d, r->place, OUTCOME_PLACE, 0, CORE_STAGE);
    for (int i = 0; i < core->n_grades; i++)
        ask(d, r->grade[i] != 0, OUTCOME_GRADE, i, CORE_GRADE);
    for (int i = 0; i < core->n_scores; i++)
        ask(d, r->score[i] != 0, OUTCOME_SCORE, i, CORE_SCORE);
    for (int i = 0; i < core->n_clauses; i++)
        if (d->outcome->status[i] != NULL)
            ask(d, r->status[i] != 0, OUTCOME_STATUS, i, CORE_CLAUSE);
}

/* Not NULL where what is known may be used: by threshold, what has another value. */
static const uint8_t *moved_since(const DecideWant *w)
{
    const Decided *known = w->known;
    const Core *core = w->session->core;
    if (known == NULL || known->session->core != core || known->as_of_us != w->as_of_us)
        return NULL;
    uint8_t *moved = mem_alloc((size_t)core->n_thresholds + 1);
    for (int i = 0; i < core->n_thresholds; i++)
        moved[i] = known->threshold[i] != w->session->threshold[i];
    return moved;
}

/* -- workers ---------------------------------------------------------------------------- */

static void worker_make(Deciding *d, Worker *k)
{
    const DecideWant *w = d->want;
    const Session *s = w->session;
    const MeasureOptions o = {.as_of_us = w->as_of_us,
                              .window = w->periods > 0 ? w->periods : PERIODS,
                              .threshold = s->threshold,
                              .table = d->base->table,
                              .asked = d->reach->measure};
    const ProgramWant want = {
        .lead = w->cases, .extra = d->extra, .n_extra = d->n_extra};
    int first;
    k->measures = measures_new(d->core, &o);
    k->eval = eval_new(measures_program(k->measures, &want, &first));
    session_apply(s, k->eval);
    for (int i = 0; i < d->core->n_facts; i++)
        eval_set_table(k->eval, i, d->base->table[i]);
    if (w->cases)
        k->worklist = worklist_new(d->core, w->as_of_us);
}

static void worker_free(Worker *k)
{
    eval_free(k->eval);
    measures_free(k->measures);
    worklist_free(k->worklist);
}

/* A copy of the batch, whose now is set. */
static Batch batch_at(const KeptRows *rows, int i, int64_t *now_us)
{
    Batch b = *kept_rows_batch(rows, i);
    b.now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = now_us};
    return b;
}

static void decide_batch(Deciding *d, Worker *k, int i)
{
    int64_t now = d->want->as_of_us;
    const Batch b = batch_at(d->base->leads, i, &now);
    const int64_t first = (int64_t)i * BATCH_ROWS;
    eval_batch(k->eval, &b);
    for (int a = 0; a < d->n_asked; a++) {
        const Asked *asked = &d->asked[a];
        const OutcomeColumns from = {
            eval_extra(k->eval, asked->extra),
            asked->exit >= 0 ? eval_extra(k->eval, asked->exit) : NULL};
        outcome_put_one(d->outcome, asked->kind, asked->index, first, from, b.n);
    }
    measures_leads(k->measures, &b, k->eval, NULL);
    if (k->worklist != NULL)
        worklist_add(k->worklist, &b, k->eval, NULL);
}

static void decide_leads(void *ctx, int worker)
{
    Deciding *d = ctx;
    const int n = kept_rows_batches(d->base->leads);
    while (!atomic_load(&d->stopped)) {
        const int from = atomic_fetch_add(&d->next, RUN_BATCHES);
        if (from >= n)
            return;
        for (int i = from; i < n && i < from + RUN_BATCHES; i++)
            decide_batch(d, &d->worker[worker], i);
        if (d->want->stop != NULL && d->want->stop())
            atomic_store(&d->stopped, true);
    }
}

static void take_facts(Deciding *d)
{
    int64_t now = d->want->as_of_us;
    for (int i = 0; i < d->core->n_facts; i++) {
        const KeptRows *rows = d->base->fact[i];
        for (int k = 0; rows != NULL && k < kept_rows_batches(rows); k++) {
            const Batch b = batch_at(rows, k, &now);
            measures_fact(d->worker[0].measures, i, &b);
        }
    }
}

/* -- all together ----------------------------------------------------------------------- */

static FigureSet *figures_of(const Deciding *d)
{
    FigureSet *f = measures_close(d->worker[0].measures);
    for (int i = 0; i < d->core->n_measures; i++)
        if (d->reach->measure[i] == 0)
            f[i] = d->want->known->report->figures[i];
    return f;
}

static Decided *together(const Deciding *d)
{
    const DecideWant *w = d->want;
    const Session *s = w->session;
    const ReportFrame f = {.as_of_us = w->as_of_us,
                           .periods = w->periods > 0 ? w->periods : PERIODS,
                           .n_kept = (uint64_t)d->outcome->n,
                           .input = d->base->input,
                           .n_inputs = d->base->n_inputs};
    for (int i = 1; i < d->n_workers; i++) {
        measures_merge(d->worker[0].measures, d->worker[i].measures);
        if (w->cases)
            worklist_merge(d->worker[0].worklist, d->worker[i].worklist);
    }
    Decided *out = MEM_NEW(Decided);
    *out = (Decided){
        .session = s,
        .threshold = s->threshold,
        .as_of_us = w->as_of_us,
        .outcome = d->outcome,
        .report = report_make(s, figures_of(d), d->worker[0].worklist, &f)};
    return out;
}

static int workers_for(const DecideWant *w, const LeadBase *b)
{
    const int runs = kept_rows_batches(b->leads) / RUN_BATCHES + 1;
    return w->threads < runs ? w->threads : runs;
}

Decided *decided_new(const LeadBase *b, const DecideWant *w)
{
    const uint8_t *moved = moved_since(w);
    Deciding *d = MEM_NEW(Deciding);
    *d = (Deciding){.base = b, .want = w, .core = w->session->core};
    d->reach = reach_of(d->core, moved);
    d->outcome = outcome_new(d->core, kept_rows_n(b->leads));
    ask_outcome(d);
    d->n_workers = workers_for(w, b);
    d->worker = MEM_ARRAY(Worker, d->n_workers);
    for (int i = 0; i < d->n_workers; i++)
        worker_make(d, &d->worker[i]);
    take_facts(d);
    crew_run(d->n_workers, decide_leads, d);
    const bool stopped = atomic_load(&d->stopped);
    Decided *out = stopped ? NULL : together(d);
    for (int i = 0; i < d->n_workers; i++)
        worker_free(&d->worker[i]);
    if (stopped)
        outcome_free(d->outcome);
    return out;
}

void decided_free(Decided *d)
{
    if (d == NULL)
        return;
    outcome_free(d->outcome);
    d->outcome = NULL;
}

/* -- one expression --------------------------------------------------------------------- */

void base_ask(const LeadBase *b, const Session *s, int64_t as_of_us, CoreExpr *e,
              DecidedTake *take, void *ctx)
{
    CoreExpr *own = MEM_NEW(CoreExpr);
    *own = *e;
    const ProgramWant want = {.extra = &own, .n_extra = 1};
    Eval *ev = eval_new(program_plan(s->core, &want));
    session_apply(s, ev);
    for (int i = 0; i < s->core->n_facts; i++)
        eval_set_table(ev, i, b->table[i]);
    for (int i = 0; i < kept_rows_batches(b->leads); i++) {
        const Batch batch = batch_at(b->leads, i, &as_of_us);
        eval_batch(ev, &batch);
        if (!take(ctx, (int64_t)i * BATCH_ROWS, &batch, eval_extra(ev, 0)))
            break;
    }
    eval_free(ev);
}
