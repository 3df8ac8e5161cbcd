/* cmd_test.c -- the tests of policies. */
#include "interp/app/app.h"
#include "interp/study/testrun.h"
#include <regex.h>

static bool title_fits(void *ctx, Str title)
{
    return regexec(ctx, str_z(title), 0, NULL, 0) == 0;
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
    return EXIT_DONE;
}

static void show(App *app, const TestReport *report)
{
    Buf out = {0};
    test_report_write(&out, report,
                      test_report_format(args_value(app->args, OPT_FORMAT)));
    app_print(app, buf_view(&out));
    buf_free(&out);
}

static Exit test_all(App *app, regex_t *pattern)
{
    TestReport report = {0};
    Exit worst = EXIT_DONE;
    for (int i = 0; i < app->args->n; i++)
        worst =
            app_worse(worst, test_one(app, app->args->operand[i], pattern, &report));
    if (worst == EXIT_DONE && pattern != NULL && test_report_run(&report) == 0)
        app_say(app, msg_text(MSG_TEST_NONE_FIT, args_value(app->args, OPT_RUN)), NULL);
    show(app, &report);
    if (worst != EXIT_DONE)
        return worst;
    return test_report_failed(&report) > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}

Exit cmd_test(App *app)
{
    const char *text = args_value(app->args, OPT_RUN);
    if (app->args->n == 0)
        return app_usage(app, msg_text(MSG_NO_POLICY, "test", "POLICY…"));
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
