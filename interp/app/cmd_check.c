/* cmd_check.c -- what is wrong in policies; nothing is run. */
#include "interp/app/app.h"
#include "interp/base/mem.h"
#include "interp/io/findings.h"

static FindingsFormat format_of(const App *app)
{
    const char *f = args_value(app->args, OPT_FORMAT);
    if (f == NULL)
        return app->human_out ? FINDINGS_HUMAN : FINDINGS_PLAIN;
    return findings_format(f);
}

static Exit check_one(const App *app, const char *path, Checked *out)
{
    Diags *ds = diags_new();
    Session *s = session_new(ds);
    s->env.lints = args_has(app->args, OPT_LINT);
    s->prove = true;
    LoadResult result = session_load(s, path, false);
    *out = (Checked){s->name != NULL ? s->name : path, ds};
    if (result == LOAD_NO_FILE)
        return EXIT_USAGE;
    if (result == LOAD_NO_POLICY)
        return EXIT_POLICY;
    return ds->n > 0 && app->strict ? EXIT_NEGATIVE : EXIT_DONE;
}

static void show(App *app, const Findings *f)
{
    Buf b = {0};
    findings_write(&b, f, format_of(app));
    app_print(app, buf_view(&b));
    buf_free(&b);
}

static bool all_clean(const Findings *f)
{
    for (int i = 0; i < f->n; i++)
        if (f->item[i].found->n > 0)
            return false;
    return true;
}

Exit cmd_check(App *app)
{
    const Args *a = app->args;
    if (a->n == 0)
        return app_usage(app, msg_text(MSG_NO_POLICY, "check", "POLICY…"));
    Checked *checked = MEM_ARRAY(Checked, a->n);
    Exit all = EXIT_DONE;
    for (int i = 0; i < a->n; i++)
        all = app_worse(all, check_one(app, a->operand[i], &checked[i]));
    const Findings f = {.item = checked,
                        .n = a->n,
                        .version = ACORDO_VERSION,
                        .colour = app->colour_out,
                        .strict = app->strict};
    show(app, &f);
    if (all_clean(&f) && !app->quiet)
        app_note(app,
                 str_of(f.n == 1 ? msg_text(MSG_CHECK_CLEAN_ONE)
                                 : msg_text(MSG_CHECK_CLEAN, str_format("%d", f.n))));
    return all;
}
