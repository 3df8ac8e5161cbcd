/* cmd_explain.c -- one lead of the inputs, and why it is what it is; figures have a file of
 * their own. */
#include "interp/app/explain_figure.h"
#include "interp/app/explain_goal.h"
#include "interp/app/inputs.h"
#include "interp/app/term.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/derivation.h"
#include <stdlib.h>

typedef struct Search {
    App *app;
    Session *s;
    Inputs inputs;
    const char *key;
    uint64_t number; /* of the record; 0: by label */
    int64_t as_of_us;
    Reader *reader;
    FactFiles *facts;
    const Program *program;
    const GoalAsk *goal; /* NULL: all that the lead is */
} Search;

static void ignore_reject(void *ctx, const Reject *r)
{
    (void)ctx;
    (void)r;
}

/* "#17" is the record's number; so is "17" where no field is the label. */
static void read_key(Search *f)
{
    bool numbered = f->key[0] == '#' || f->s->core->label < 0;
    const char *digits = f->key[0] == '#' ? f->key + 1 : f->key;
    if (numbered && strspn(digits, "0123456789") == strlen(digits)
        && strlen(digits) < 19)
        f->number = strtoull(digits, NULL, 10);
}

/* A lead without its label goes by its record's number, as in decisions. */
static bool label_is(const Search *f, const Batch *b, int r)
{
    const Core *core = f->s->core;
    const Column *c = &b->col[core->label];
    Buf text = {0};
    if (column_missing(c, r))
        buf_i64(&text, (int64_t)b->row[r].number);
    else
        col_print(&text, c, r, core->fields[core->label].type, core, false);
    bool same = str_is(buf_view(&text), f->key);
    buf_free(&text);
    return same;
}

static int find_in(const Search *f, const Batch *b)
{
    for (int r = 0; r < b->n; r++) {
        bool found = f->number > 0 ? b->row[r].number == f->number
                                   : f->s->core->label >= 0 && label_is(f, b, r);
        if (found)
            return r;
    }
    return -1;
}

static const char *missing_fields(const Core *core, const Batch *b, int r)
{
    Buf text = {0};
    for (int i = 0; i < core->n_fields; i++)
        if (column_missing(&b->col[i], r)) {
            if (text.n > 0)
                buf_z(&text, ", ");
            buf_str(&text, core->fields[i].name);
        }
    const char *z = str_z(buf_view(&text));
    buf_free(&text);
    return z;
}

static void put_head(const Search *f, Buf *out, const Batch *b, int r)
{
    const RowRef *at = &b->row[r];
    Buf as_of = {0};
    zone_print(&as_of, f->s->core->zone, f->as_of_us);
    buf_format(
        out, "%s  %s\n%s  %s\n\n",
        f->number > 0 ? str_format("#%llu", (unsigned long long)f->number) : f->key,
        msg_text(MSG_WHY_RECORD, str_format("%llu", (unsigned long long)at->number),
                 reader_source(f->reader, at->source),
                 str_format("%llu", (unsigned long long)at->line)),
        msg_text(MSG_SUM_AS_OF), str_z(buf_view(&as_of)));
    buf_free(&as_of);
}

static Exit explain_that(const Search *f, const Batch *b, int r)
{
    Buf head = {0};
    const OneLeadWant lead = {.session = f->s,
                              .as_of_us = f->as_of_us,
                              .batch = b,
                              .r = r,
                              .table = fact_files_tables(f->facts)};
    put_head(f, &head, b, r);
    const Exit exit = explain_goal(f->app, f->goal, &lead, buf_view(&head));
    buf_free(&head);
    return exit;
}

static Exit explain(const Search *f, Batch *b, int r)
{
    const Core *core = f->s->core;
    if (f->goal != NULL)
        return explain_that(f, b, r);
    Eval *ev = eval_new(f->program);
    Buf out = {0};
    session_apply(f->s, ev);
    for (int i = 0; i < core->n_facts; i++)
        eval_set_table(ev, i, fact_files_tables(f->facts)[i]);
    b->now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT};
    int64_t now = f->as_of_us;
    b->now.i64 = &now;
    eval_batch(ev, b);
    put_head(f, &out, b, r);
    derive_all(derivation_new(core), &out, (Row){b, ev, r}, 0);
    const char *missing = missing_fields(core, b, r);
    if (missing[0] != '\0')
        buf_format(&out, "\n%s\n", msg_text(MSG_TEST_MISSING, missing));
    app_print(f->app, buf_view(&out));
    buf_free(&out);
    eval_free(ev);
    return EXIT_DONE;
}

static Exit search(Search *f)
{
    int n;
    while ((n = reader_next(f->reader)) > 0) {
        Batch *b = reader_batch(f->reader, 0);
        int r = find_in(f, b);
        if (r >= 0)
            return explain(f, b, r);
    }
    app_findings(f->app, f->s->diags);
    if (term_interrupted())
        return EXIT_INTERRUPTED;
    uint64_t rejected = reader_stats(f->reader)->rejected;
    app_say(f->app, msg_text(MSG_NO_LEAD, f->key),
            rejected > 0 ? msg_text(MSG_MAYBE_REJECTED,
                                    str_format("%llu", (unsigned long long)rejected))
                         : NULL);
    return EXIT_USAGE;
}

static bool nothing_more(void *ctx, int fact, const Batch *b, const ReadStats *stats)
{
    (void)ctx;
    (void)fact;
    (void)b;
    (void)stats;
    return !term_interrupted();
}

/* Everything is opened, and the facts that the lead may look into are read. */
static bool open_inputs(Search *f)
{
    const Core *core = f->s->core;
    ProgramWant want = {.lead = true, .explain = true};
    if (f->goal != NULL) {
        want.extra = &f->goal->goal.expr;
        want.n_extra = 1;
    }
    const RejectSink rejects = {NULL, ignore_reject};
    f->program = program_plan(core, &want);
    f->facts =
        fact_files_new(core, f->inputs.fact, &f->inputs.read, rejects, f->s->diags);
    f->reader = reader_new(&core, 1, &f->inputs.read, rejects, f->s->diags);
    for (int i = 0; i < core->n_facts; i++)
        if (program_looks_up(f->program, i) && f->inputs.fact[i].n == 0)
            fact_not_given(core, i, f->s->diags);
    return !diags_any_error(f->s->diags) && fact_files_open(f->facts)
           && reader_open(f->reader, f->inputs.name, f->inputs.n)
           && fact_files_read(f->facts, f->as_of_us, nothing_more, NULL);
}

static Exit explain_lead(App *app, const char *key)
{
    Search *f = MEM_NEW(Search);
    *f = (Search){.app = app, .s = session_new(diags_new()), .key = key};
    Exit exit = app_load(app, f->s, app->args->operand[0], false);
    if (exit != EXIT_DONE)
        return exit;
    if (!inputs_of(app, 1, f->s->core, &f->inputs)
        || !app_as_of(app, f->s->core->zone, &f->as_of_us)
        || !goal_asked(app, f->s, &f->goal))
        return EXIT_USAGE;
    read_key(f);
    exit = EXIT_USAGE;
    if (open_inputs(f))
        exit = search(f);
    else
        app_findings(app, f->s->diags);
    reader_free(f->reader);
    fact_files_free(f->facts);
    return exit;
}

/* What says something of figures alone is no option of a lead; a goal has formats too. */
static const char *of_figures_alone(const Args *a)
{
    static const OptionId of_figures[] = {OPT_PERIOD,  OPT_GROUP, OPT_LIMIT,
                                          OPT_PERIODS, OPT_WHERE, OPT_FORMAT};
    for (size_t i = 0; i < sizeof of_figures / sizeof *of_figures; i++)
        if (args_has(a, of_figures[i])
            && !(of_figures[i] == OPT_FORMAT && goal_option(a) != NULL))
            return option_table()[of_figures[i]].name;
    return NULL;
}

Exit cmd_explain(App *app)
{
    const char *key = args_value(app->args, OPT_LEAD);
    const char *figure = args_value(app->args, OPT_FIGURE);
    const char *alone = of_figures_alone(app->args);
    if (app->args->n == 0)
        return app_usage(
            app, msg_text(MSG_NO_POLICY, "explain", "POLICY --lead LEAD [INPUT…]"));
    if (key == NULL && figure == NULL)
        return app_usage(app, msg_text(MSG_WHICH_LEAD));
    if (key == NULL && goal_option(app->args) != NULL)
        return app_usage(app, msg_text(MSG_GOAL_WANTS_LEAD, goal_option(app->args)));
    if (key != NULL && figure != NULL)
        return app_usage(app, msg_text(MSG_FIG_LEAD_OR));
    if (figure != NULL)
        return explain_figure(app, figure);
    if (alone != NULL)
        return app_usage(app, msg_text(MSG_FIG_ALONE, alone));
    if (args_has(app->args, OPT_WHY_NOT) && args_has(app->args, OPT_HOW_TO))
        return app_usage(app, msg_text(MSG_GOAL_EITHER));
    return explain_lead(app, key);
}
