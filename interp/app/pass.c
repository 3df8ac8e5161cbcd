/* pass.c -- inputs opened, facts read, leads evaluated. */
#include "interp/app/pass.h"

#include "interp/app/outputs.h"
#include "interp/app/pass_limit.h"
#include "interp/app/term.h"
#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "interp/io/colvalue.h"

enum { REJECTS_SHOWN = 5, NOT_ASKED = -1 };

/* -- before the first record ------------------------------------------------------------ */

Exit pass_load(Pass *p, App *app)
{
    p->app = app;
    p->diags = diags_new();
    p->s = session_new(p->diags);
    p->out = app->out;
    p->where_at = NOT_ASKED;
    return app_load(app, p->s, app->args->operand[p->policy_at], false);
}

int pass_extra(Pass *p, CoreExpr *e)
{
    MEM_PUSH(p->extra, p->n_extra, p->cap_extra) = e;
    return p->n_extra - 1;
}

bool pass_where(Pass *p)
{
    const char *where = args_value(p->app->args, OPT_WHERE);
    if (where == NULL)
        return true;
    CoreExpr *e = session_expr(p->s, "--where", where, &type_flag);
    if (e != NULL)
        p->where_at = pass_extra(p, e);
    return e != NULL;
}

bool pass_inputs(Pass *p)
{
    return pass_limit_fits(p->app) && inputs_of(p->app, p->policy_at + 1, p->s->core, &p->inputs)
           && outputs_fit(p->app, &p->inputs)
           && app_as_of(p->app, p->s->core->zone, &p->as_of_us);
}

static void watch_instants(Pass *p)
{
    p->instants = stage_instants(p->s->core);
    p->first_since = p->n_extra;
    for (int i = 0; i < p->instants.n; i++)
        pass_extra(p, p->instants.extra[i]);
}

static const Program *plan(Pass *p, const ProgramWant *want)
{
    watch_instants(p);
    ProgramWant all = *want;
    all.extra = p->extra;
    all.n_extra = p->n_extra;
    if (p->assesses)
        p->assess = assess_new(p->s, p->as_of_us, p->periods,
                               fact_files_tables(p->facts), p->asked);
    const Program *program = p->assess != NULL ? assess_program(p->assess, &all)
                                               : program_plan(p->s->core, &all);
    p->eval = eval_new(program);
    session_apply(p->s, p->eval);
    for (int i = 0; i < p->s->core->n_facts; i++)
        eval_set_table(p->eval, i, fact_files_tables(p->facts)[i]);
    return program;
}

/* Facts that are asked for and were not given. */
static bool facts_fit(Pass *p, const Program *program)
{
    const Core *core = p->s->core;
    bool fit = true;
    for (int i = 0; i < core->n_facts; i++) {
        const bool used = program_looks_up(program, i)
                          || (p->assess != NULL && assess_uses_fact(p->assess, i));
        if (!used || p->inputs.fact[i].n > 0)
            continue;
        fact_not_given(core, i, p->diags);
        fit = false;
    }
    return fit;
}

static void show_reject(void *ctx, Str line)
{
    Pass *p = ctx;
    if (!p->app->quiet)
        app_note(p->app, line);
}

bool pass_sink(Pass *p, OptionId option, Sink **out)
{
    const char *path = output_file(p->app, option), *why;
    if (path == NULL)
        return true;
    *out = sink_open(path, -1, &why);
    if (*out == NULL)
        app_say(p->app, msg_text(MSG_CANNOT_WRITE, path, why), NULL);
    return *out != NULL;
}

static void make_readers(Pass *p)
{
    const Core *core[] = {p->s->core, p->before != NULL ? p->before->s->core : NULL};
    p->rejects_out = rejects_out_new(p->rejects, REJECTS_SHOWN, show_reject, p);
    const RejectSink rejects = rejects_out_sink(p->rejects_out);
    p->facts = fact_files_new(core[0], p->inputs.fact, &p->inputs.read, rejects, p->diags);
    p->reader = reader_new(core, p->before != NULL ? 2 : 1, &p->inputs.read, rejects,
                           p->diags);
    if (p->before != NULL)
        pass_before_readers(p, rejects);
}

static bool open_inputs(Pass *p)
{
    const bool facts =
        fact_files_open(p->facts) && (p->before == NULL || pass_before_open(p));
    return reader_open(p->reader, p->inputs.name, p->inputs.n) && facts;
}

/* -- records ---------------------------------------------------------------------------- */

static bool outputs_fine(const Pass *p)
{
    return p->out->error == 0 && (p->rejects == NULL || p->rejects->error == 0)
           && (p->actions == NULL || p->actions->error == 0);
}

static bool take_fact(void *ctx, int fact, const Batch *b, const ReadStats *stats)
{
    Pass *p = ctx;
    if (p->assess != NULL)
        assess_fact(p->assess, fact, b);
    if (p->on_fact != NULL)
        p->on_fact(p, fact, b);
    if (p->before != NULL)
        pass_before_fact(p, fact, b);
    progress_step(p->app, &p->progress, stats);
    return !term_interrupted() && outputs_fine(p);
}

bool pass_open(Pass *p, const ProgramWant *want)
{
    if (!pass_sink(p, OPT_REJECTS, &p->rejects)
        || !pass_sink(p, OPT_ACTIONS, &p->actions))
        return false;
    p->counts_clauses = want->lead;
    make_readers(p);
    const Program *program = plan(p, want);
    if (p->before != NULL)
        pass_before_plan(p);
    if (!facts_fit(p, program) || (p->before != NULL && !pass_before_fits(p))
        || !open_inputs(p) || !pass_sink(p, OPT_OUT, &p->out))
        return false;
    progress_begin(p->app, &p->progress, p->out != p->app->out);
    if (!fact_files_read(p->facts, p->as_of_us, take_fact, p)
        || (p->before != NULL && !pass_before_facts(p)))
        p->broke_off = true;
    return true;
}

static void filter(Pass *p)
{
    const Batch *b = p->batch;
    p->kept = NULL;
    if (p->where_at == NOT_ASKED) {
        p->sum.written += (uint64_t)b->n;
        return;
    }
    const Column *c = eval_extra(p->eval, p->where_at);
    for (int r = 0; r < b->n; r++) {
        p->keep[r] = !column_missing(c, r) && col_flag(c, r);
        p->sum.written += p->keep[r];
    }
    p->kept = p->keep;
}

/* What is counted is of the leads that are shown. */
static bool is_kept(const Pass *p, int r) { return p->kept == NULL || p->kept[r] != 0; }

static void count_marks(Pass *p)
{
    const int n = p->batch->n;
    lead_sums_marks(&p->sums, p->eval, n, p->kept);
    lead_sums_instants(&p->sums, p->s->core, &p->instants, p->first_since, p->eval, n,
                       p->kept);
    p->sum.overflow = p->sums.overflow;
    p->sum.div_zero = p->sums.div_zero;
    p->sum.no_instant = p->sums.no_instant;
}

static void count_clause(Pass *p, int clause)
{
    const uint8_t *before = eval_stops_before(p->eval, clause);
    const uint8_t *ignored = eval_starts_ignored(p->eval, clause);
    for (int lane = 0; lane < clause_lanes(&p->s->core->clauses[clause]); lane++) {
        const Column *status = eval_clause(p->eval, clause, lane, PROP_STATUS);
        for (int r = 0; r < p->batch->n; r++)
            p->sum.undetermined +=
                is_kept(p, r) && status->i64[r] == STATUS_UNDETERMINED;
    }
    for (int r = 0; r < p->batch->n; r++) {
        if (!is_kept(p, r))
            continue;
        p->sum.stops_before += before[r];
        p->sum.starts_ignored += ignored[r];
    }
}

static void count_clauses(Pass *p)
{
    for (int i = 0; p->counts_clauses && i < p->s->core->n_clauses; i++)
        if (clause_lanes(&p->s->core->clauses[i]) > 0)
            count_clause(p, i);
}

/* What was decided is seen before an input is waited for. */
static void after_batch(Pass *p)
{
    if (p->batch == NULL)
        return;
    if (reader_waits(p->reader))
        sink_flush(p->out);
    progress_step(p->app, &p->progress, reader_stats(p->reader));
}

bool pass_next(Pass *p)
{
    after_batch(p);
    if (p->broke_off || term_interrupted() || !outputs_fine(p))
        return false;
    const int n = reader_next(p->reader);
    p->broke_off = n < 0;
    if (n <= 0)
        return false;
    p->batch = reader_batch(p->reader, 0);
    p->batch->now =
        (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &p->as_of_us};
    eval_batch(p->eval, p->batch);
    filter(p);
    if (p->assess != NULL)
        assess_leads(p->assess, p->batch, p->eval, p->kept);
    count_marks(p);
    count_clauses(p);
    if (p->before != NULL)
        pass_before_next(p);
    return true;
}

void pass_free(Pass *p)
{
    if (p->assess != NULL)
        assess_free(p->assess);
    if (p->eval != NULL)
        eval_free(p->eval);
    if (p->before != NULL)
        pass_before_free(p);
    reader_free(p->reader);
    fact_files_free(p->facts);
}
