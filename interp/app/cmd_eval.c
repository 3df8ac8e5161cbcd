/* cmd_eval.c -- one expression, of a policy and a lead or of nothing. */
#include "interp/app/app.h"
#include "interp/app/text_input.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/reader.h"
#include "interp/study/made_rows.h"

/* One record: line ends between the parts of the JSON are blanks. */
static Str one_line(const char *json)
{
    Buf b = {0};
    for (const char *c = json; *c != '\0'; c++)
        buf_char(&b, *c == '\n' || *c == '\r' ? ' ' : *c);
    buf_char(&b, '\n');
    Str line = buf_copy(&b);
    buf_free(&b);
    return line;
}

static void say_reject(void *ctx, const Reject *r)
{
    App *app = ctx;
    Buf b = {0};
    buf_z(&b, "--lead");
    if (r->column > 0)
        buf_format(&b, ":%u", r->column);
    buf_format(&b, ": error[%s]: %s\n", diag_info(r->code)->name, r->reason);
    app_note(app, buf_view(&b));
    buf_free(&b);
}

static Exit print_value(App *app, const Session *s, const CoreExpr *e, Batch *batch)
{
    int64_t now;
    if (!app_as_of(app, s->core->zone, &now))
        return EXIT_USAGE;
    CoreExpr *extra = MEM_NEW(CoreExpr);
    *extra = *e;
    ProgramWant want = {.extra = &extra, .n_extra = 1};
    Eval *ev = eval_new(program_plan(s->core, &want));
    session_apply(s, ev);
    batch->now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &now};
    eval_batch(ev, batch);
    const Column *c = eval_extra(ev, 0);
    const char *format = args_value(app->args, OPT_FORMAT);
    Buf b = {0};
    if (format != NULL && format[0] == 'j')
        col_json(&b, c, 0, e->type, s->core);
    else
        col_print(&b, c, 0, e->type, s->core, false);
    buf_char(&b, '\n');
    app_print(app, buf_view(&b));
    buf_free(&b);
    Exit exit = column_missing(c, 0) ? EXIT_UNDETERMINED : EXIT_DONE;
    eval_free(ev);
    return exit;
}

static Exit eval_lead(App *app, Session *s, const CoreExpr *e, const char *json)
{
    const Core *core = s->core;
    ReadOptions options = {.format = INPUT_NDJSON};
    TextInput in;
    if (!text_input_open(&in, one_line(json))) {
        app_say(app, msg_text(MSG_NO_MEMORY), NULL);
        return EXIT_FAULT;
    }
    Reader *reader =
        reader_new(&core, 1, &options, (RejectSink){app, say_reject}, s->diags);
    Exit exit = EXIT_USAGE;
    if (reader_open(reader, &in.name, 1) && reader_next(reader) > 0)
        exit = print_value(app, s, e, reader_batch(reader, 0));
    else if (app_findings(app, s->diags))
        app_usage(app, msg_text(MSG_LEAD_BAD));
    reader_free(reader);
    text_input_close(&in);
    return exit;
}

Exit cmd_eval(App *app)
{
    const Args *a = app->args;
    const char *policy = args_value(a, OPT_POLICY), *lead = args_value(a, OPT_LEAD);
    if (a->n != 1)
        return app_usage(app, msg_text(a->n == 0 ? MSG_NO_EXPR : MSG_ONE_EXPR));
    if (lead != NULL && policy == NULL)
        return app_usage(app, msg_text(MSG_LEAD_ALONE));
    Session *s = session_new(diags_new());
    Exit exit = EXIT_DONE;
    if (policy != NULL)
        exit = app_load(app, s, policy, false);
    else
        session_load_nothing(s);
    if (policy == NULL)
        exit = app_settings(app, s);
    if (exit != EXIT_DONE)
        return exit;
    CoreExpr *e = session_expr(s, "<expression>", a->operand[0], NULL);
    if (!app_findings(app, s->diags) || e == NULL)
        return EXIT_USAGE;
    if (lead != NULL)
        return eval_lead(app, s, e, lead);
    MadeRows *row = made_rows_new(s->core, &(CoreRecord){.fact = -1}, 1);
    exit = print_value(app, s, e, &row->batch);
    made_rows_free(row);
    return exit;
}
