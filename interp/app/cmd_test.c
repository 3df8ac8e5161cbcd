/* cmd_test.c -- the tests of policies. */
#include "interp/app/app.h"
#include "interp/study/coverage_make.h"
#include "interp/study/git_file.h"
#include "interp/study/test_update.h"
#include "interp/study/testrun.h"
#include <regex.h>
#include <stdlib.h>

static bool title_fits(void *ctx, Str title)
{
    return regexec(ctx, str_z(title), 0, NULL, 0) == 0;
}

/* False: less was seen than --threshold asks for. */
static bool cover(App *app, const Session *s, TestPolicy *p)
{
    const char *threshold = args_value(app->args, OPT_THRESHOLD);
    if (threshold == NULL && !args_has(app->args, OPT_COVERAGE))
        return true;
    p->coverage = coverage_of(s);
    p->threshold = threshold != NULL ? (int)strtol(threshold, NULL, 10) : 0;
    if (!test_policy_is_below(p))
        return true;
    app_say(app,
            msg_text(MSG_COVER_BELOW, p->policy,
                     str_format("%d", coverage_percent(p->coverage)),
                     str_format("%d", p->threshold)),
            NULL);
    return false;
}

static Exit test_one(App *app, const char *path, regex_t *pattern, TestReport *report)
{
    Session *s = session_new(diags_new());
    Exit exit = app_load(app, s, path, true);
    if (exit != EXIT_DONE) {
        test_report_policy(report, path)->broken = true;
        return exit;
    }
    if (s->core->n_tests == 0 && !app->quiet) {
        Str line = str_of(str_format("%s\n", msg_text(MSG_TEST_NONE, s->name)));
        app_note(app, line);
    }
    testrun(s, pattern != NULL ? title_fits : NULL, pattern, report);
    return cover(app, s, &report->item[report->n - 1]) ? EXIT_DONE : EXIT_NEGATIVE;
}

static void show(App *app, const TestReport *report)
{
    Buf out = {0};
    test_report_write(&out, report,
                      test_report_format(args_value(app->args, OPT_FORMAT)));
    app_print(app, buf_view(&out));
    buf_free(&out);
}

static bool is_no_file(const Source *src)
{
    return src->name[0] == '<' || git_object(src->name) != NULL;
}

/* --update: whole files or nothing; what could not be updated stays a failure. */
static Exit update(App *app, const TestReport *report)
{
    int n, left;
    const TestUpdated *u = test_updates(report, &n, &left);
    for (int i = 0; i < n; i++) {
        if (is_no_file(u[i].src))
            return app_usage(app, msg_text(MSG_UPDATE_NO_FILE, u[i].src->name));
        const Exit exit = app_put_file(app, u[i].src->name, u[i].text);
        if (exit != EXIT_DONE)
            return exit;
        app_say(app, msg_text(MSG_UPDATED, u[i].src->name, str_format("%d", u[i].n)),
                NULL);
    }
    if (left > 0)
        app_say(app, msg_text(MSG_UPDATE_LEFT, str_format("%d", left)), NULL);
    return left > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}

static Exit test_all(App *app, regex_t *pattern)
{
    TestReport report = {0};
    Exit worst = EXIT_DONE;
    for (int i = 0; i < app->args->n; i++)
        worst =
            app_worse(worst, test_one(app, app->args->operand[i], pattern, &report));
    if (app_worse(worst, EXIT_NEGATIVE) == EXIT_NEGATIVE && pattern != NULL
        && test_report_run(&report) == 0)
        app_say(app, msg_text(MSG_TEST_NONE_FIT, args_value(app->args, OPT_RUN)), NULL);
    show(app, &report);
    if (worst != EXIT_DONE)
        return worst;
    if (args_has(app->args, OPT_UPDATE))
        return update(app, &report);
    return test_report_failed(&report) > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}

/* "80", or "80%". */
static bool threshold_fits(App *app)
{
    const char *z = args_value(app->args, OPT_THRESHOLD);
    if (z == NULL)
        return true;
    const size_t n = strspn(z, "0123456789");
    const bool ends = z[n] == '\0' || strcmp(z + n, "%") == 0;
    const long percent = n > 0 && n < 4 && ends ? strtol(z, NULL, 10) : 0;
    if (percent < 1 || percent > 100)
        app_usage(app, msg_text(MSG_BAD_COVERAGE, z, "100"));
    return percent >= 1 && percent <= 100;
}

Exit cmd_test(App *app)
{
    const char *text = args_value(app->args, OPT_RUN);
    if (app->args->n == 0)
        return app_usage(app, msg_text(MSG_NO_POLICY, "test", "POLICY…"));
    if (!threshold_fits(app))
        return EXIT_USAGE;
    if (text == NULL)
        return test_all(app, NULL);
    regex_t pattern;
    int wrong = regcomp(&pattern, text, REG_EXTENDED | REG_NOSUB);
    if (wrong != 0) {
        char why[200];
        regerror(wrong, &pattern, why, sizeof why);
        return app_usage(app, msg_text(MSG_BAD_REGEX, text, why));
    }
    Exit exit = test_all(app, &pattern);
    regfree(&pattern);
    return exit;
}
