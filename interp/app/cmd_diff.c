/* cmd_diff.c -- a change of policy: what it means, and what it does to leads. */
#include "interp/app/app.h"
#include "interp/app/diff_leads.h"
#include "interp/app/outputs.h"
#include "interp/base/mem.h"
#include "interp/io/diff.h"
#include "interp/study/guard_judge.h"
#include "interp/study/witness.h"

enum { ITEMS_SHOWN = 200 };

typedef struct Comparing {
    Pass pass; /* of the new policy */
    Session *before;
    Meaning *meaning;
    const CoreGuard **guard; /* of the command line */
    int n_guards;
    Diff diff;
} Comparing;

/* -- arguments ---------------------------------------------------------------------------- */

static bool fail_on_fits(App *app)
{
    for (int i = 0; i < app->args->n_given; i++) {
        const Given *g = &app->args->given[i];
        bool known = g->id != OPT_FAIL_ON;
        for (int v = MEANING_TIGHTER; v <= (int)MEANING_DIFFERENT && !known; v++)
            known = strcmp(g->value, meaning_word((MeaningVerdict)v)) == 0;
        if (known)
            continue;
        app_usage(app, msg_text(MSG_BAD_FAIL_ON_DIFF, g->value));
        return false;
    }
    return true;
}

/* `different` is any that is not equivalent. */
static bool fails(const Comparing *c)
{
    App *app = c->pass.app;
    const MeaningVerdict v = c->diff.meaning->verdict;
    for (int i = 0; i < app->args->n_given; i++) {
        const Given *g = &app->args->given[i];
        if (g->id != OPT_FAIL_ON || v == MEANING_EQUIVALENT || v == MEANING_UNDETERMINED
            || (strcmp(g->value, meaning_word(MEANING_DIFFERENT)) != 0
                && strcmp(g->value, meaning_word(v)) != 0))
            continue;
        app_say(app, msg_text(MSG_DIFF_FAILS, g->value, meaning_word(v)), NULL);
        return true;
    }
    return false;
}

static bool guards_fit(Comparing *c)
{
    const Args *a = c->pass.app->args;
    c->guard = MEM_ARRAY(const CoreGuard *, a->n_given + 1);
    for (int i = 0; i < a->n_given; i++) {
        if (a->given[i].id != OPT_GUARD)
            continue;
        const CoreGuard *g = session_guard(c->pass.s, a->given[i].value);
        if (g == NULL)
            return false;
        c->guard[c->n_guards++] = g;
    }
    return true;
}

/* -- policies ----------------------------------------------------------------------------- */

static Exit load(Comparing *c, App *app)
{
    c->before = session_new(diags_new());
    const Exit exit = app_load(app, c->before, app->args->operand[0], false);
    if (exit != EXIT_DONE)
        return exit;
    c->pass.policy_at = 1;
    return pass_load(&c->pass, app);
}

/* -- results ------------------------------------------------------------------------------ */

static void write_text(Comparing *c, Buf *out)
{
    const App *app = c->pass.app;
    const bool file = output_file(app, OPT_OUT) != NULL;
    const ReportLook look = {.colour = app->colour_out && !file,
                             .width = file ? 0 : app->width};
    Buf text = {0};
    page_text(&text, diff_page(&c->diff, ITEMS_SHOWN), &look);
    const size_t blank = text.n > 0 && text.p[0] == '\n';
    buf_put(out, text.p + blank, text.n - blank);
    buf_free(&text);
}

static void write_diff(Comparing *c, Buf *out)
{
    const char *format = args_value(c->pass.app->args, OPT_FORMAT);
    if (format == NULL || strcmp(format, "text") == 0)
        write_text(c, out);
    else if (format[0] == 'm')
        diff_markdown(out, &c->diff);
    else if (strcmp(format, "json") == 0)
        diff_json(out, &c->diff);
    else
        diff_cases(out, &c->diff, strcmp(format, "junit") == 0);
}

static Exit verdict(Comparing *c, Exit exit)
{
    const GuardResults *g = c->diff.guards;
    if (exit != EXIT_DONE)
        return exit;
    if (fails(c) || (g != NULL && guard_failed(g) != NULL))
        return EXIT_NEGATIVE;
    const bool unknown = g != NULL && guard_unknown(g) != NULL;
    return unknown || c->meaning->verdict == MEANING_UNDETERMINED ? EXIT_UNDETERMINED
                                                                  : EXIT_DONE;
}

/* What only leads can answer. */
static bool asks_leads(App *app)
{
    static const OptionId of_leads[] = {OPT_WHERE, OPT_GROUP_BY};
    const char *guard = args_value(app->args, OPT_GUARD);
    if (guard != NULL)
        app_usage(app, msg_text(MSG_GUARD_NEEDS, guard));
    for (size_t i = 0; guard == NULL && i < sizeof of_leads / sizeof *of_leads; i++)
        if (args_has(app->args, of_leads[i])) {
            app_usage(app, msg_text(MSG_DIFF_NEEDS,
                                    str_format("--%s", option_table()[of_leads[i]].name)));
            return true;
        }
    return guard != NULL;
}

/* Without leads nothing is opened but the result. */
static Exit meaning_alone(Comparing *c)
{
    App *app = c->pass.app;
    if (asks_leads(app))
        return EXIT_USAGE;
    const char *path = output_file(app, OPT_OUT);
    Buf out = {0};
    Exit exit = EXIT_DONE;
    int64_t as_of_us = witness_instant(c->pass.s->core);
    if (args_has(app->args, OPT_AS_OF)
        && !app_as_of(app, c->pass.s->core->zone, &as_of_us))
        return EXIT_USAGE;
    Witnesses *w = witness_new(c->meaning, c->before, c->pass.s, as_of_us);
    witness_make(w);
    witness_free(w);
    write_diff(c, &out);
    if (path != NULL)
        exit = app_put_file(app, path, buf_view(&out));
    else
        app_print(app, buf_view(&out));
    buf_free(&out);
    return verdict(c, exit);
}

static Exit with_leads(Comparing *c)
{
    Pass *p = &c->pass;
    if (!diff_leads_open(p, c->before)) {
        const Exit exit = pass_abandon(p);
        pass_free(p);
        return exit;
    }
    c->diff.impact = diff_leads(p, c->meaning);
    c->diff.guards =
        guards_judge(p->s, c->guard, c->n_guards, c->diff.impact, p->as_of_us);
    Buf out = {0};
    write_diff(c, &out);
    sink_put(p->out, buf_view(&out));
    buf_free(&out);
    const Exit exit = pass_end(p);
    pass_free(p);
    return verdict(c, exit);
}

Exit cmd_diff(App *app)
{
    if (app->args->n < 2)
        return app_usage(app, msg_text(MSG_NO_POLICIES));
    if (!fail_on_fits(app))
        return EXIT_USAGE;
    Comparing *c = MEM_NEW(Comparing);
    const Exit exit = load(c, app);
    if (exit != EXIT_DONE)
        return exit;
    c->meaning = meaning_of(c->before, c->pass.s);
    c->diff = (Diff){.before = app->args->operand[0],
                     .after = app->args->operand[1],
                     .meaning = c->meaning};
    if (!guards_fit(c)) {
        app_findings(app, c->pass.diags);
        return EXIT_USAGE;
    }
    return app->args->n > 2 ? with_leads(c) : meaning_alone(c);
}
