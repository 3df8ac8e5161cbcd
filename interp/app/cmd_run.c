/* cmd_run.c -- records in, decisions out. */
#include "interp/app/app.h"
#include "interp/app/outputs.h"
#include "interp/app/progress.h"
#include "interp/app/select.h"
#include "interp/app/term.h"
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "interp/io/actions_out.h"
#include "interp/io/colvalue.h"
#include "interp/io/rejects_out.h"
#include "interp/io/summary.h"
#include "interp/io/writer.h"
#include <unistd.h>

enum { REJECTS_SHOWN = 5, UNSEEN_SHOWN = 3 };

/* What a run is made of; the extras of its program are: the selected expressions, then
 * --where, then the instants that `no_instant` looks at. */
typedef struct Run {
    App *app;
    Session *s;
    Diags *diags;
    Inputs inputs;
    Selection select;
    CoreExpr *where;
    CoreExpr **extra;
    int n_extra, first_since;
    size_t cap_extra;
    int *since_of; /* by stage: its extra, or -1 */
    WriteOptions write;
    int64_t as_of_us;
    Sink *out, *rejects, *actions; /* out may be the app's */
    ActionsOut *actions_out;
    Writer *writer;
    RejectsOut *rejects_out; /* held here: the collector does not see into the reader */
    Reader *reader;
    Eval *eval;
    Batch *batch; /* of this step */
    uint8_t keep[BATCH_ROWS];
    Summary sum;
} Run;

/* -- before the first record ---------------------------------------------------------- */

static OutFormat format_of(const App *app)
{
    const char *f = args_value(app->args, OPT_FORMAT);
    bool to_terminal = app->terminal_out && output_file(app, OPT_OUT) == NULL;
    if (f == NULL)
        return to_terminal ? OUT_TABLE : OUT_NDJSON;
    return f[0] == 'n' ? OUT_NDJSON : f[0] == 'c' ? OUT_CSV : OUT_TABLE;
}

static bool write_options(Run *run)
{
    App *app = run->app;
    bool file = output_file(app, OPT_OUT) != NULL;
    run->write = (WriteOptions){.format = format_of(app),
                                .explain = args_has(app->args, OPT_EXPLAIN),
                                .colour = app->colour_out && !file,
                                .width = file ? 0 : app->width,
                                .select = run->select.expr,
                                .select_name = run->select.name,
                                .n_select = run->select.n};
    if (run->write.explain && run->write.format == OUT_CSV)
        app_usage(app, msg_text(MSG_CSV_EXPLAIN));
    else if (run->write.explain && run->select.n > 0)
        app_usage(app, msg_text(MSG_SELECT_EXPLAIN));
    else
        return true;
    return false;
}

static int extra_add(Run *run, CoreExpr *e)
{
    MEM_PUSH(run->extra, run->n_extra, run->cap_extra) = e;
    return run->n_extra - 1;
}

/* Stages that hold by `when` may lack the instant that `since` should give. */
static void watch_instants(Run *run)
{
    const Core *core = run->s->core;
    run->since_of = MEM_ARRAY(int, core->n_stages);
    run->first_since = run->n_extra;
    for (int i = 0; i < core->n_stages; i++) {
        const CoreStage *stage = &core->stages[i];
        run->since_of[i] = -1;
        if (stage->when == NULL || stage->since == NULL)
            continue;
        CoreExpr *e = MEM_NEW(CoreExpr);
        e->kind = CORE_SINCE;
        e->index = i;
        e->id = stage->id;
        e->type = &type_timestamp;
        run->since_of[i] = extra_add(run, e);
    }
}

static bool expressions(Run *run)
{
    const char *where = args_value(run->app->args, OPT_WHERE);
    if (!select_of(run->app, run->s, args_value(run->app->args, OPT_SELECT),
                   &run->select))
        return false;
    for (int i = 0; i < run->select.n; i++)
        extra_add(run, run->select.expr[i]);
    if (where == NULL)
        return true;
    run->where = session_expr(run->s, "--where", where, &type_flag);
    if (run->where != NULL)
        extra_add(run, run->where);
    return run->where != NULL;
}

static void plan(Run *run)
{
    watch_instants(run);
    ProgramWant want = {.lead = true,
                        .explain = run->write.explain,
                        .extra = run->extra,
                        .n_extra = run->n_extra};
    run->eval = eval_new(program_plan(run->s->core, &want));
    session_apply(run->s, run->eval);
}

static void show_reject(void *ctx, Str line)
{
    Run *run = ctx;
    if (run->app->quiet)
        return;
    app_note(run->app, line);
}

static bool open_inputs(Run *run)
{
    const Core *core = run->s->core;
    run->rejects_out = rejects_out_new(run->rejects, REJECTS_SHOWN, show_reject, run);
    run->reader = reader_new(&core, 1, &run->inputs.read,
                             rejects_out_sink(run->rejects_out), run->diags);
    return reader_open(run->reader, run->inputs.name, run->inputs.n);
}

static bool open_sink(Run *run, OptionId option, Sink **out)
{
    const char *path = output_file(run->app, option), *why;
    if (path == NULL)
        return true;
    *out = sink_open(path, -1, &why);
    if (*out == NULL)
        app_say(run->app, msg_text(MSG_CANNOT_WRITE, path, why), NULL);
    return *out != NULL;
}

/* -- records -------------------------------------------------------------------------- */

static const uint8_t *filter(Run *run)
{
    const Batch *b = run->batch;
    if (run->where == NULL) {
        run->sum.written += (uint64_t)b->n;
        return NULL;
    }
    const Column *c = eval_extra(run->eval, run->select.n);
    for (int r = 0; r < b->n; r++) {
        run->keep[r] = !column_missing(c, r) && col_flag(c, r);
        run->sum.written += run->keep[r];
    }
    return run->keep;
}

static void count_marks(Run *run)
{
    const uint8_t *marks = eval_marks(run->eval);
    for (int r = 0; r < run->batch->n; r++) {
        run->sum.overflow += (marks[r] & MARK_OVERFLOW) != 0;
        run->sum.div_zero += (marks[r] & MARK_DIV_ZERO) != 0;
    }
}

/* The place (a stage or an exit) that the row is in, as an index of stages. */
static int place_of(const Run *run, const Column *stage, const Column *exit, int r)
{
    const Core *core = run->s->core;
    if (!column_missing(stage, r))
        return (int)col_i64(stage, r);
    bool out = core->n_exits > 0 && !column_missing(exit, r);
    return out ? core->n_stages - core->n_exits + (int)col_i64(exit, r) : -1;
}

static void count_instants(Run *run)
{
    if (run->first_since == run->n_extra)
        return;
    const Column *stage = eval_stage(run->eval);
    const Column *exit = run->s->core->n_exits > 0 ? eval_exit(run->eval) : NULL;
    for (int r = 0; r < run->batch->n; r++) {
        int place = place_of(run, stage, exit, r);
        int extra = place >= 0 ? run->since_of[place] : -1;
        run->sum.no_instant +=
            extra >= 0 && column_missing(eval_extra(run->eval, extra), r);
    }
}

static void count_clause(Run *run, int clause)
{
    const CoreClause *c = &run->s->core->clauses[clause];
    const uint8_t *before = eval_stops_before(run->eval, clause);
    const uint8_t *ignored = eval_starts_ignored(run->eval, clause);
    for (int lane = 0; lane < clause_lanes(c); lane++) {
        const Column *status = eval_clause(run->eval, clause, lane, PROP_STATUS);
        for (int r = 0; r < run->batch->n; r++)
            run->sum.undetermined += status->i64[r] == STATUS_UNDETERMINED;
    }
    for (int r = 0; r < run->batch->n; r++) {
        run->sum.stops_before += before[r];
        run->sum.starts_ignored += ignored[r];
    }
}

static void count_clauses(Run *run)
{
    for (int i = 0; i < run->s->core->n_clauses; i++)
        if (clause_lanes(&run->s->core->clauses[i]) > 0)
            count_clause(run, i);
}

static bool outputs_fine(const Run *run)
{
    return run->out->error == 0 && (run->rejects == NULL || run->rejects->error == 0)
           && (run->actions == NULL || run->actions->error == 0);
}

/* All records, or until an output or input breaks or the user has had enough.  Output is
 * flushed when its buffer is full and at the end, and before an input is waited for. */
static bool stream(Run *run)
{
    Progress progress;
    int n = 0;
    progress_begin(run->app, &progress, run->out != run->app->out);
    while (!term_interrupted() && outputs_fine(run)) {
        n = reader_next(run->reader);
        if (n <= 0)
            break;
        run->batch = reader_batch(run->reader, 0);
        run->batch->now =
            (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &run->as_of_us};
        eval_batch(run->eval, run->batch);
        const uint8_t *keep = filter(run);
        writer_batch(run->writer, run->batch, run->eval, keep);
        if (run->actions_out != NULL)
            actions_out_batch(run->actions_out, run->batch, run->eval, keep);
        count_marks(run);
        count_instants(run);
        count_clauses(run);
        if (reader_waits(run->reader))
            sink_flush(run->out);
        progress_step(run->app, &progress, reader_stats(run->reader));
    }
    progress_end(run->app);
    writer_end(run->writer);
    return n >= 0;
}

/* -- after the last record ------------------------------------------------------------ */

/* Closes a file; a fault is said once, whichever write it came from. */
static bool close_file(Run *run, Sink *sink, OptionId option, bool keep)
{
    const char *why = "";
    if (sink == NULL || sink_close(sink, keep, &why))
        return true;
    app_say(run->app,
            msg_text(MSG_CANNOT_WRITE, args_value(run->app->args, option), why), NULL);
    return false;
}

static void say_more_rejects(Run *run)
{
    uint64_t n = reader_stats(run->reader)->rejected;
    if (run->app->quiet || n == 0)
        return;
    Buf b = {0};
    if (n > REJECTS_SHOWN) {
        uint64_t more = n - REJECTS_SHOWN;
        buf_z(&b, msg_text(more == 1 ? MSG_MORE_REJECTS_ONE : MSG_MORE_REJECTS,
                           count_text(more)));
        buf_char(&b, '\n');
    }
    if (run->rejects == NULL)
        buf_format(&b, "  = %s\n", msg_text(MSG_REJECTS_HINT));
    app_note(run->app, buf_view(&b));
    buf_free(&b);
}

static void say_summary(Run *run, bool partial)
{
    if (run->app->quiet)
        return;
    Buf b = {0};
    Summary *s = &run->sum;
    s->core = run->s->core;
    s->as_of_us = run->as_of_us;
    s->scenario = args_value(run->app->args, OPT_SCENARIO);
    s->inputs = run->inputs.name;
    s->n_inputs = run->inputs.n;
    s->read = reader_stats(run->reader);
    s->filtered = run->where != NULL;
    s->rejects = partial ? NULL : output_file(run->app, OPT_REJECTS);
    s->actions = partial ? NULL : output_file(run->app, OPT_ACTIONS);
    s->n_actions = run->actions_out != NULL ? actions_out_count(run->actions_out) : 0;
    s->partial = partial;
    summary_print(&b, s);
    app_note(run->app, buf_view(&b));
    buf_free(&b);
}

/* "25" or "2.5%", of at least none. */
static bool limit_read(const char *limit, bool *share, int64_t *micros)
{
    Str s = str_of(limit);
    *share = str_ends(s, STR("%"));
    s.n -= *share;
    bool sound = s.n > 0 && strspn(limit, "0123456789.") == s.n;
    return sound && dec_read(s, false, micros) == DEC_OK
           && (*share || *micros % MICRO == 0);
}

/* Were more records rejected than that?  The limit was found sound before. */
static bool too_many(const char *limit, const ReadStats *r)
{
    bool share;
    int64_t micros = 0;
    limit_read(limit, &share, &micros);
    Int128 rejected = (Int128)r->rejected * (share ? 100 : 1) * MICRO;
    return rejected > (Int128)(share ? r->read : 1) * micros;
}

static bool limit_fits(App *app)
{
    const char *limit = args_value(app->args, OPT_MAX_REJECTS);
    bool share;
    int64_t micros;
    if (limit == NULL || limit_read(limit, &share, &micros))
        return true;
    app_usage(app, msg_text(MSG_BAD_LIMIT, limit));
    return false;
}

static Exit verdict(Run *run, bool read_fine)
{
    const ReadStats *r = reader_stats(run->reader);
    const char *limit = args_value(run->app->args, OPT_MAX_REJECTS);
    if (term_interrupted())
        return EXIT_INTERRUPTED;
    if (!read_fine)
        return EXIT_USAGE;
    if (limit == NULL || !too_many(limit, r))
        return EXIT_DONE;
    app_say(run->app,
            msg_text(MSG_TOO_MANY_REJECTS, count_text(r->rejected), count_text(r->read),
                     limit),
            NULL);
    return EXIT_REJECTS;
}

/* Columns that no input has: those with a near name first, a few in all; the rest by
 * number, for inputs often have a part of the columns that a policy knows. */
static void say_unseen(Run *run)
{
    Diags *all = diags_new(), *shown = diags_new();
    reader_unseen(run->reader, all);
    if (run->app->quiet)
        return;
    for (int helped = 1; helped >= 0; helped--)
        for (int i = 0; i < all->n; i++)
            if ((all->item[i]->n_help > 0) == (helped == 1) && shown->n < UNSEEN_SHOWN)
                MEM_PUSH(shown->item, shown->n, shown->cap) = all->item[i];
    int more = all->n - shown->n;
    Buf b = {0};
    for (int i = 0; i < shown->n; i++)
        diag_render(&b, shown->item[i], run->app->human_err ? DIAG_HUMAN : DIAG_GNU,
                    run->app->colour_err);
    if (more > 0)
        buf_format(&b, "%s\n",
                   msg_text(more == 1 ? MSG_MORE_UNSEEN_ONE : MSG_MORE_UNSEEN,
                            str_format("%d", more)));
    app_note(run->app, buf_view(&b));
    buf_free(&b);
}

static Exit finish(Run *run, bool read_fine)
{
    bool whole = read_fine && !term_interrupted();
    if (run->out == run->app->out)
        sink_flush(run->out);
    say_more_rejects(run);
    if (whole && run->out->error == 0)
        say_unseen(run);
    app_findings(run->app, run->diags);
    if (!sink_failed(run->out))
        say_summary(run, !whole);
    Exit exit = verdict(run, read_fine);
    bool written = close_file(run, run->rejects, OPT_REJECTS, whole);
    written = close_file(run, run->actions, OPT_ACTIONS, whole) && written;
    if (run->out != run->app->out)
        written = close_file(run, run->out, OPT_OUT, whole) && written;
    return written ? exit : EXIT_USAGE;
}

static void release(Run *run)
{
    if (run->writer != NULL)
        writer_free(run->writer);
    if (run->actions_out != NULL)
        actions_out_free(run->actions_out);
    if (run->reader != NULL)
        reader_free(run->reader);
    if (run->eval != NULL)
        eval_free(run->eval);
}

/* False: what went wrong was said, or is in diags. */
static bool prepare(Run *run)
{
    if (!expressions(run) || !write_options(run)
        || !inputs_of(run->app, 1, &run->inputs) || !outputs_fit(run->app, &run->inputs)
        || !app_as_of(run->app, run->s->core->zone, &run->as_of_us))
        return false;
    plan(run);
    return open_sink(run, OPT_REJECTS, &run->rejects)
           && open_sink(run, OPT_ACTIONS, &run->actions) && open_inputs(run)
           && open_sink(run, OPT_OUT, &run->out);
}

Exit cmd_run(App *app)
{
    if (app->args->n == 0)
        return app_usage(app, msg_text(MSG_NO_POLICY, "run", "POLICY [INPUT…]"));
    if (!limit_fits(app))
        return EXIT_USAGE;
    Run *run = MEM_NEW(Run);
    run->app = app;
    run->diags = diags_new();
    run->s = session_new(run->diags);
    run->out = app->out;
    Exit exit = app_load(app, run->s, app->args->operand[0], false);
    if (exit != EXIT_DONE)
        return exit;
    if (prepare(run)) {
        run->writer = writer_new(run->s->core, &run->write, run->out);
        if (run->actions != NULL)
            run->actions_out = actions_out_new(run->s->core, run->actions);
        bool read_fine = stream(run);
        exit = finish(run, read_fine);
    } else {
        app_findings(app, run->diags);
        close_file(run, run->rejects, OPT_REJECTS, false);
        close_file(run, run->actions, OPT_ACTIONS, false);
        exit = EXIT_USAGE;
    }
    release(run);
    return exit;
}
