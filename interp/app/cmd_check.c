/* cmd_check.c -- what is wrong in policies; nothing is run. */
#include "interp/app/app.h"

static DiagFormat format_of(const App *app)
{
    const char *f = args_value(app->args, OPT_FORMAT);
    if (f == NULL)
        return app->human_out ? DIAG_HUMAN : DIAG_PLAIN;
    switch (f[0]) {
    case 'h': return DIAG_HUMAN;
    case 'g': return DIAG_GNU;
    case 'j': return DIAG_JSON;
    default: return DIAG_PLAIN;
    }
}

static Exit check_one(App *app, const char *path, int *clean)
{
    Diags *ds = diags_new();
    Session *s = session_new(ds);
    LoadResult result = session_load(s, path, false);
    bool warned = ds->n_warnings > 0;
    *clean += ds->n == 0;
    Buf b = {0};
    if (ds->n > 0)
        diags_render(&b, ds, format_of(app), app->colour_out);
    app_print(app, buf_view(&b));
    buf_free(&b);
    if (result == LOAD_NO_FILE)
        return EXIT_USAGE;
    if (result == LOAD_NO_POLICY)
        return EXIT_POLICY;
    return warned && app->strict ? EXIT_NEGATIVE : EXIT_DONE;
}

Exit cmd_check(App *app)
{
    const Args *a = app->args;
    if (a->n == 0)
        return app_usage(app, msg_text(MSG_NO_POLICY, "check", "POLICY…"));
    Exit all = EXIT_DONE;
    int clean = 0;
    for (int i = 0; i < a->n; i++)
        all = app_worse(all, check_one(app, a->operand[i], &clean));
    if (clean == a->n && !app->quiet)
        app_note(app, str_of(clean == 1
                                 ? msg_text(MSG_CHECK_CLEAN_ONE)
                                 : msg_text(MSG_CHECK_CLEAN, str_format("%d", clean))));
    return all;
}
