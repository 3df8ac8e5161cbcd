/* cmd_report.c -- records in, the state of the agreement out. */
#include "interp/app/app.h"
#include "interp/app/outputs.h"
#include "interp/app/report_out.h"
#include "interp/base/mem.h"
#include "interp/study/gate.h"

typedef struct Reporting {
    Pass pass;
    Gate *gate;
    const char **gate_text;
    int n_gates;
} Reporting;

/* -- gates ------------------------------------------------------------------------------ */

static bool say_bad_gate(App *app, const Core *core, const char *text, GateFault fault)
{
    const char **known = MEM_ARRAY(const char *, core->n_clauses + 1);
    for (int i = 0; i < core->n_clauses; i++)
        known[i] = str_z(core->clauses[i].name);
    const char *colon = strchr(text, ':');
    const char *near =
        fault == GATE_NO_CLAUSE ? nearest(colon + 1, known, core->n_clauses) : NULL;
    if (fault == GATE_NO_CASES)
        app_usage(app, msg_text(MSG_GATE_NO_CASES, text));
    else if (fault == GATE_UNKNOWN)
        app_usage(app, msg_text(MSG_BAD_GATE, text));
    else if (near != NULL)
        app_usage(app, msg_text(MSG_GATE_NEAR, text, near));
    else
        app_usage(app, msg_text(MSG_GATE_NO_CLAUSE, text));
    return false;
}

static bool gates_of(Reporting *r)
{
    App *app = r->pass.app;
    const Args *a = app->args;
    const Core *core = r->pass.s->core;
    r->gate = MEM_ARRAY(Gate, a->n_given + 1);
    r->gate_text = MEM_ARRAY(const char *, a->n_given + 1);
    for (int i = 0; i < a->n_given; i++) {
        if (a->given[i].id != OPT_FAIL_ON)
            continue;
        const char *text = a->given[i].value;
        const GateFault fault = gate_read(core, text, &r->gate[r->n_gates]);
        if (fault != GATE_SOUND)
            return say_bad_gate(app, core, text, fault);
        r->gate_text[r->n_gates++] = text;
    }
    return true;
}

/* Each gate that is met, in a line: so that a log says why. */
static bool any_gate_met(const Reporting *r, const Report *report)
{
    bool met = false;
    for (int i = 0; i < r->n_gates; i++) {
        const char *names = gate_met(report, &r->gate[i]);
        if (names == NULL)
            continue;
        met = true;
        app_say(r->pass.app, msg_text(MSG_GATE_MET, r->gate_text[i], names), NULL);
    }
    return met;
}

/* -- a report --------------------------------------------------------------------------- */

static bool prepare(Reporting *r)
{
    Pass *p = &r->pass;
    const ProgramWant want = {.lead = true};
    p->assesses = true;
    return periods_wanted(p->app, &p->periods) && gates_of(r) && pass_where(p)
           && pass_inputs(p) && pass_open(p, &want);
}

static Exit report(Reporting *r)
{
    Pass *p = &r->pass;
    App *app = p->app;
    while (pass_next(p))
        continue;
    progress_end(app);
    const char *path = output_file(app, OPT_OUT);
    const ReportLook look = {.colour = app->colour_out && path == NULL,
                             .width = path == NULL ? app->width : 0};
    const Report *made = report_of(p);
    report_write(p->out, made, report_format(args_value(app->args, OPT_FORMAT), path),
                 &look);
    const Exit exit = pass_end(p);
    return exit == EXIT_DONE && any_gate_met(r, made) ? EXIT_NEGATIVE : exit;
}

Exit cmd_report(App *app)
{
    if (app->args->n == 0)
        return app_usage(app, msg_text(MSG_NO_POLICY, "report", "POLICY [INPUT…]"));
    Reporting *r = MEM_NEW(Reporting);
    Exit exit = pass_load(&r->pass, app);
    if (exit != EXIT_DONE)
        return exit;
    exit = prepare(r) ? report(r) : pass_abandon(&r->pass);
    pass_free(&r->pass);
    return exit;
}
