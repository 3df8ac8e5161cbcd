/* cmd_run.c -- records in, decisions out. */
#include "interp/app/app.h"
#include "interp/app/outputs.h"
#include "interp/app/pass_limit.h"
#include "interp/app/report_out.h"
#include "interp/app/select.h"
#include "interp/base/mem.h"
#include "interp/io/actions_out.h"
#include "interp/io/writer.h"

/* The extras of the pass's program begin with the selected expressions. */
typedef struct Run {
    Pass pass;
    Selection select;
    WriteOptions write;
    Writer *writer;
    ActionsOut *actions;
} Run;

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
    App *app = run->pass.app;
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

static bool expressions(Run *run)
{
    Pass *p = &run->pass;
    if (!select_of(p->app, p->s, args_value(p->app->args, OPT_SELECT), &run->select))
        return false;
    for (int i = 0; i < run->select.n; i++)
        pass_extra(p, run->select.expr[i]);
    return pass_where(p);
}

/* False: what went wrong was said, or is in the findings. */
static bool prepare(Run *run)
{
    Pass *p = &run->pass;
    if (!expressions(run) || !write_options(run) || !pass_inputs(p))
        return false;
    const ProgramWant want = {.lead = true, .explain = run->write.explain};
    report_wanted(p);
    return pass_open(p, &want);
}

static Exit decide(Run *run)
{
    Pass *p = &run->pass;
    run->writer = writer_new(p->s->core, &run->write, p->out);
    if (p->actions != NULL)
        run->actions = actions_out_new(p->s->core, p->actions);
    while (pass_next(p)) {
        writer_batch(run->writer, p->batch, p->eval, p->kept);
        if (run->actions != NULL)
            actions_out_batch(run->actions, p->batch, p->eval, p->kept);
    }
    if (run->actions != NULL)
        p->sum.n_actions = actions_out_count(run->actions);
    progress_end(p->app);
    writer_end(run->writer);
    const bool reported = report_beside(p);
    const Exit exit = pass_end(p);
    writer_free(run->writer);
    if (run->actions != NULL)
        actions_out_free(run->actions);
    return reported ? exit : EXIT_USAGE;
}

Exit cmd_run(App *app)
{
    if (app->args->n == 0)
        return app_usage(app, msg_text(MSG_NO_POLICY, "run", "POLICY [INPUT…]"));
    if (!pass_limit_fits(app))
        return EXIT_USAGE;
    Run *run = MEM_NEW(Run);
    Exit exit = pass_load(&run->pass, app);
    if (exit != EXIT_DONE)
        return exit;
    exit = prepare(run) ? decide(run) : pass_abandon(&run->pass);
    pass_free(&run->pass);
    return exit;
}
