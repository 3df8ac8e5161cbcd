/* decided.c -- a base evaluated by a crew; what moved thresholds do not reach is taken over.
 *
 * The work is a row of parts: batches of facts, then batches of leads.  An atomic counter
 * deals them out, a few at a time.  Each worker has an evaluation, measures and a worklist
 * of its own; those merge to the same whatever parts they saw.
 */
#include "interp/study/decided.h"

#include "interp/base/mem.h"
#include "interp/engine/reach.h"
#include "interp/study/crew.h"
#include "interp/study/report_make.h"
#include <stdatomic.h>
#include <stdlib.h>

enum {
    PERIODS = 12,
    MOST_AT_ONCE = 8,
    TURNS = 4
}; /* parts dealt out; at least so often */

/* What is asked: items and measures that are worked out, the rest being known. */
typedef struct Asked {
    const Decided *known;   /* NULL: nothing is */
    const LeadItems *items; /* NULL: all */
    const uint8_t *measure; /* NULL: all */
    bool leads;             /* some of it is of leads */
    bool cases;             /* who must act is worked out */
} Asked;

typedef struct Worker {
    Eval *eval;
    Measures *measures;
    Worklist *worklist; /* NULL: no cases */
    LeadSums sums;
    Column *col;                 /* fields, then what is given */
    int64_t persona[BATCH_ROWS]; /* given */
    RowRef row[BATCH_ROWS];
} Worker;

typedef struct Work {
    const LeadBase *base;
    const DecideWant *want;
    const Core *core;
    Asked asked;
    const Program *program;
    StageInstants instants; /* the program's first extras */
    Outcome *outcome;
    Worker *worker;
    int n_workers;
    int n_facts, n_parts; /* parts of facts; of all */
    int at_once;          /* parts that a worker takes */
    int64_t as_of_us;
    bool gives_persona;
    atomic_int next;
    atomic_bool stopped;
} Work;

static void *zeroed(size_t n, size_t size)
{
    void *p = calloc(n + 1, size);
    if (p == NULL)
        mem_exhausted();
    return p;
}

/* -- what is known ---------------------------------------------------------------------- */

static int periods_of(const DecideWant *w)
{
    return w->periods > 0 ? w->periods : PERIODS;
}

/* Marks are of whole rows: which item a mark came from is not known afterwards. */
static bool is_of_use(const Decided *known, const DecideWant *w)
{
    return known != NULL && known->session->core == w->session->core
           && known->as_of_us == w->as_of_us && known->periods == periods_of(w)
           && known->sums.overflow == 0 && known->sums.div_zero == 0;
}

static Reach *reach_from(const Decided *known, const Session *s)
{
    bool *moved = MEM_ARRAY(bool, s->core->n_thresholds + 1);
    for (int i = 0; i < s->core->n_thresholds; i++)
        moved[i] = known->threshold[i] != s->threshold[i];
    return reach_of(s->core, moved);
}

static bool any_clause(const Core *core, const LeadItems *items)
{
    for (int i = 0; i < core->n_clauses; i++)
        if (items->clause[i])
            return true;
    return false;
}

/* A worklist is of all clauses or none. */
static void ask_clauses(const Core *core, LeadItems *items)
{
    for (int i = 0; i < core->n_clauses; i++)
        items->clause[i] = clause_lanes(&core->clauses[i]) > 0;
}

static Asked asked_of(const DecideWant *w)
{
    const Core *core = w->session->core;
    if (!is_of_use(w->known, w))
        return (Asked){.leads = true, .cases = w->cases};
    Reach *r = reach_from(w->known, w->session);
    const bool cases = w->cases && (!w->known->cases || any_clause(core, &r->items));
    if (cases)
        ask_clauses(core, &r->items);
    return (Asked){.known = w->known,
                   .items = &r->items,
                   .measure = r->measure,
                   .leads = reach_any_item(core, &r->items),
                   .cases = cases};
}

/* -- before and after ------------------------------------------------------------------- */

static void new_measures(const Work *k, Worker *to)
{
    const MeasureOptions o = {.as_of_us = k->as_of_us,
                              .window = periods_of(k->want),
                              .threshold = k->want->session->threshold,
                              .table = k->base->table,
                              .asked = k->asked.measure};
    to->measures = measures_new(k->core, &o);
}

static const Program *new_program(Work *k)
{
    int first;
    const bool funnel = items_has(k->asked.items, ITEM_FUNNEL, 0);
    k->instants = stage_instants(k->core);
    const ProgramWant want = {.lead = true,
                              .items = k->asked.items,
                              .extra = k->instants.extra,
                              .n_extra = funnel ? k->instants.n : 0};
    return measures_program(k->worker[0].measures, &want, &first);
}

static void new_worker(const Work *k, Worker *to)
{
    const Core *core = k->core;
    if (to->measures == NULL) {
        new_measures(k, to);
        measures_share_program(to->measures, k->worker[0].measures);
    }
    if (k->asked.cases)
        to->worklist = worklist_new(core, k->as_of_us);
    to->col = zeroed((size_t)(core->n_fields + core->n_scores + 1), sizeof *to->col);
    to->eval = eval_new(k->program);
    session_apply(k->want->session, to->eval);
    for (int i = 0; i < core->n_facts; i++)
        eval_set_table(to->eval, i, k->base->table[i]);
}

static int n_batches(const KeptRows *k) { return k != NULL ? kept_rows_batches(k) : 0; }

static void count_parts(Work *k)
{
    const Measures *m = k->worker[0].measures;
    for (int i = 0; i < k->core->n_facts; i++)
        if (measures_use_fact(m, i))
            k->n_facts += n_batches(k->base->fact[i]);
    k->n_parts = k->n_facts;
    if (k->asked.leads || measures_use_leads(m))
        k->n_parts += kept_rows_batches(k->base->leads);
}

/* Nobody without a part. */
static void share_out(Work *k)
{
    const int most = k->n_parts > 1 ? k->n_parts : 1;
    const int turn = k->n_parts / (k->n_workers * TURNS + 1);
    k->n_workers = k->n_workers < most ? k->n_workers : most;
    k->at_once = turn < 1 ? 1 : turn < MOST_AT_ONCE ? turn : MOST_AT_ONCE;
}

static void begin(Work *k, const LeadBase *b, const DecideWant *w)
{
    *k =
        (Work){.base = b, .want = w, .core = w->session->core, .as_of_us = w->as_of_us};
    k->asked = asked_of(w);
    k->outcome = k->asked.known != NULL
                     ? outcome_from(k->asked.known->outcome, k->asked.items)
                     : outcome_new(k->core, kept_rows_n(b->leads));
    k->n_workers = w->threads < 1 ? 1 : w->threads < CREW_MOST ? w->threads : CREW_MOST;
    k->worker = zeroed((size_t)k->n_workers, sizeof *k->worker);
    new_measures(k, &k->worker[0]);
    k->program = new_program(k);
    k->gives_persona = k->asked.known != NULL
                       && program_reads(k->program, program_given_persona(k->core));
    count_parts(k);
    share_out(k);
    for (int i = 0; i < k->n_workers; i++)
        new_worker(k, &k->worker[i]);
}

static void end(Work *k)
{
    for (int i = 0; i < k->n_workers; i++) {
        Worker *w = &k->worker[i];
        eval_free(w->eval);
        measures_free(w->measures);
        worklist_free(w->worklist);
        free(w->col);
    }
    free(k->worker);
}

/* -- the work --------------------------------------------------------------------------- */

static void fact_part(const Work *k, Worker *w, int part)
{
    int64_t now = k->as_of_us;
    for (int i = 0; i < k->core->n_facts; i++) {
        const KeptRows *rows = k->base->fact[i];
        if (!measures_use_fact(w->measures, i))
            continue;
        if (part < n_batches(rows)) {
            const Batch b = lead_base_batch(rows, part, &now);
            measures_fact(w->measures, i, &b);
            return;
        }
        part -= n_batches(rows);
    }
}

/* The columns of known items, which the program may read. */
static void give(const Work *k, Worker *w, Batch *b, int64_t first)
{
    const Core *core = k->core;
    const Outcome *known = k->asked.known->outcome;
    memcpy(w->col, b->col, sizeof *w->col * (size_t)core->n_fields);
    for (int i = 0; i < core->n_scores; i++)
        w->col[program_given_score(core, i)] = (Column){
            .phys = PHYS_I64, .form = FORM_FLAT, .i64 = known->score[i] + first};
    for (int r = 0; k->gives_persona && r < b->n; r++)
        w->persona[r] = known->persona[first + r];
    w->col[program_given_persona(core)] =
        (Column){.phys = PHYS_I64, .form = FORM_FLAT, .i64 = w->persona};
    b->col = w->col;
    b->n_cols = core->n_fields + core->n_scores + 1;
}

static void lead_part(const Work *k, Worker *w, int batch)
{
    int64_t now = k->as_of_us;
    const int64_t first = (int64_t)batch * BATCH_ROWS;
    Batch b = lead_base_batch(k->base->leads, batch, &now);
    if (k->asked.known != NULL)
        give(k, w, &b, first);
    eval_batch(w->eval, &b);
    outcome_put(k->outcome, first, w->eval, b.n, k->asked.items);
    measures_leads(w->measures, &b, w->eval, NULL);
    lead_sums_marks(&w->sums, w->eval, b.n, NULL);
    if (items_has(k->asked.items, ITEM_FUNNEL, 0))
        lead_sums_instants(&w->sums, k->core, &k->instants, 0, w->eval, b.n, NULL);
    if (w->worklist == NULL)
        return;
    kept_rows_refs(k->base->leads, batch, w->row);
    b.row = w->row;
    worklist_add(w->worklist, &b, w->eval, NULL);
}

static bool is_stopped(Work *k)
{
    if (k->want->stop != NULL && k->want->stop())
        atomic_store(&k->stopped, true);
    return atomic_load(&k->stopped);
}

static void work(void *ctx, int worker)
{
    Work *k = ctx;
    Worker *w = &k->worker[worker];
    int at;
    while (!is_stopped(k) && (at = atomic_fetch_add(&k->next, k->at_once)) < k->n_parts)
        for (int i = at; i < at + k->at_once && i < k->n_parts; i++)
            if (i < k->n_facts)
                fact_part(k, w, i);
            else
                lead_part(k, w, i - k->n_facts);
}

/* -- what it comes to ------------------------------------------------------------------- */

static void merge(Work *k)
{
    Worker *all = &k->worker[0];
    for (int i = 1; i < k->n_workers; i++) {
        const Worker *w = &k->worker[i];
        measures_merge(all->measures, w->measures);
        if (w->worklist != NULL)
            worklist_merge(all->worklist, w->worklist);
        all->sums.overflow += w->sums.overflow;
        all->sums.div_zero += w->sums.div_zero;
        all->sums.no_instant += w->sums.no_instant;
    }
    if (!items_has(k->asked.items, ITEM_FUNNEL, 0))
        all->sums.no_instant = k->asked.known->sums.no_instant;
}

/* Those that were not asked are the known ones. */
static const FigureSet *figures_of(const Work *k)
{
    FigureSet *f = measures_close(k->worker[0].measures);
    for (int i = 0; k->asked.known != NULL && i < k->core->n_measures; i++)
        if (k->asked.measure[i] == 0)
            f[i] = k->asked.known->report->figures[i];
    return f;
}

static void take_cases(ReportClause *to, const ReportClause *from)
{
    to->worst = from->worst;
    to->next = from->next;
    to->n_worst = from->n_worst;
    to->n_next = from->n_next;
    to->open_late = from->open_late;
    to->stops_before = from->stops_before;
    to->starts_ignored = from->starts_ignored;
    to->due_on = from->due_on;
    to->n_due_on = from->n_due_on;
}

static const char *scenario_of(const Session *s)
{
    return s->scenario >= 0 ? str_z(s->core->scenarios[s->scenario].name) : NULL;
}

static const Report *report_from(const Work *k)
{
    const Session *s = k->want->session;
    const Worker *all = &k->worker[0];
    const ReportFrame f = {.as_of_us = k->as_of_us,
                           .periods = periods_of(k->want),
                           .scenario = scenario_of(s),
                           .n_kept = (uint64_t)kept_rows_n(k->base->leads),
                           .input = k->base->input,
                           .n_inputs = k->base->n_inputs,
                           .overflow = all->sums.overflow,
                           .div_zero = all->sums.div_zero,
                           .no_instant = all->sums.no_instant};
    const Report *r = report_of_figures(s, figures_of(k), all->worklist, &f);
    if (k->want->cases && !k->asked.cases)
        for (int i = 0; i < r->n_clauses; i++)
            take_cases(&r->clause[i], &k->asked.known->report->clause[i]);
    return r;
}

static Decided *decided_from(const Work *k)
{
    const Session *s = k->want->session;
    Decided *d = MEM_NEW(Decided);
    int64_t *threshold = MEM_ARRAY(int64_t, k->core->n_thresholds + 1);
    for (int i = 0; i < k->core->n_thresholds; i++)
        threshold[i] = s->threshold[i];
    *d = (Decided){.session = s,
                   .threshold = threshold,
                   .as_of_us = k->as_of_us,
                   .outcome = k->outcome,
                   .report = report_from(k),
                   .sums = k->worker[0].sums,
                   .cases = k->want->cases,
                   .periods = periods_of(k->want)};
    return d;
}

Decided *decided_new(const LeadBase *b, const DecideWant *w)
{
    Work k;
    Decided *d = NULL;
    begin(&k, b, w);
    crew_run(k.n_workers, work, &k);
    if (atomic_load(&k.stopped)) {
        outcome_free(k.outcome);
    } else {
        merge(&k);
        d = decided_from(&k);
    }
    end(&k);
    return d;
}

void decided_free(Decided *d)
{
    if (d == NULL)
        return;
    outcome_free(d->outcome);
    d->outcome = NULL;
}

/* -- one question ----------------------------------------------------------------------- */

void base_ask(const LeadBase *b, const Session *s, int64_t as_of_us, CoreExpr *e,
              DecidedTake *take, void *ctx)
{
    const ProgramWant want = {.extra = &e, .n_extra = 1};
    Eval *ev = eval_new(program_plan(s->core, &want));
    session_apply(s, ev);
    for (int i = 0; i < s->core->n_facts; i++)
        eval_set_table(ev, i, b->table[i]);
    bool more = true;
    for (int i = 0; more && i < kept_rows_batches(b->leads); i++) {
        const Batch batch = lead_base_batch(b->leads, i, &as_of_us);
        eval_batch(ev, &batch);
        more = take(ctx, (int64_t)i * BATCH_ROWS, &batch, eval_extra(ev, 0));
    }
    eval_free(ev);
}
