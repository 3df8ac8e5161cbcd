/* cmd_fmt.c -- the one layout: shown, checked, compared, or put in place. */
#include "grammar/fmt.h"
#include "interp/app/app.h"
#include "interp/app/line_diff.h"
#include "interp/study/git_file.h"

static Language language_to(const App *app, const Parsed *p)
{
    const char *to = args_value(app->args, OPT_TO);
    if (to == NULL)
        return p->language;
    return strcmp(to, "pt") == 0 ? LANG_PT : LANG_EN;
}

static Exit show(App *app, const char *path, const Parsed *p, Str text, bool changed)
{
    const Args *a = app->args;
    bool standard = strcmp(path, "-") == 0;
    if (args_has(a, OPT_DIFF)) {
        Buf b = {0};
        const char *name = p->src->name;
        line_diff(&b, name, p->src->text, name, text, app->colour_out);
        app_print(app, buf_view(&b));
        buf_free(&b);
    }
    if (args_has(a, OPT_CHECK) && changed) {
        app_print(app, str_of(p->src->name));
        app_print(app, STR("\n"));
    }
    if (args_has(a, OPT_WRITE) && !standard)
        return changed ? app_put_file(app, path, text) : EXIT_DONE;
    if (args_has(a, OPT_CHECK) || args_has(a, OPT_DIFF))
        return changed ? EXIT_NEGATIVE : EXIT_DONE;
    app_print(app, text);
    return EXIT_DONE;
}

static Exit format_one(App *app, const char *path)
{
    LoadResult result;
    Session *s = session_new(diags_new());
    const Parsed *p = session_parse(s, path, &result);
    app_findings(app, s->diags);
    if (result != LOAD_OK)
        return result == LOAD_NO_FILE ? EXIT_USAGE : EXIT_POLICY;
    Buf text = {0};
    fmt_file(&text, p, language_to(app, p));
    Exit exit = show(app, path, p, buf_view(&text),
                     p->src->map != NULL || !str_eq(p->src->text, buf_view(&text)));
    buf_free(&text);
    return exit;
}

Exit cmd_fmt(App *app)
{
    const Args *a = app->args;
    if (args_has(a, OPT_WRITE) && (args_has(a, OPT_CHECK) || args_has(a, OPT_DIFF)))
        return app_usage(app, msg_text(MSG_WRITE_ALONE));
    if (a->n == 0)
        return format_one(app, "-");
    for (int i = 0; i < a->n && args_has(a, OPT_WRITE); i++)
        if (git_object(a->operand[i]) != NULL)
            return app_usage(app, msg_text(MSG_GIT_WRITE, a->operand[i]));
    Exit all = EXIT_DONE;
    for (int i = 0; i < a->n; i++)
        all = app_worse(all, format_one(app, a->operand[i]));
    return all;
}
