/* cmd_doc.c -- the agreement as a document to read and to sign. */
#include "interp/app/app.h"
#include "interp/app/outputs.h"
#include "interp/study/document.h"

static bool is_html(const char *format, const char *path)
{
    if (format != NULL)
        return strcmp(format, "html") == 0;
    return path != NULL
           && (str_ends(str_of(path), STR(".html"))
               || str_ends(str_of(path), STR(".htm")));
}

static Language language_of(const App *app, const Session *s)
{
    const char *lang = args_value(app->args, OPT_LANG);
    if (lang == NULL)
        return s->language;
    return strcmp(lang, "pt") == 0 ? LANG_PT : LANG_EN;
}

/* Only where the policy dates nothing does the clock say which year's days off are listed. */
static bool years_of(App *app, const Session *s, DocYears *out)
{
    int64_t now;
    int year, month, day;
    if (!app_as_of(app, s->core->zone, &now))
        return false;
    civil_of_days((int32_t)(zone_to_wall(s->core->zone, now) / USEC_DAY), &year, &month,
                  &day);
    *out = args_has(app->args, OPT_AS_OF) ? (DocYears){year, year}
                                          : document_years(s->core, year);
    return true;
}

static Exit write_document(App *app, const Session *s, DocYears years)
{
    const char *path = output_file(app, OPT_OUT);
    const Page *page = document_make(s, language_of(app, s), years);
    Buf text = {0};
    Exit exit = EXIT_DONE;
    if (is_html(args_value(app->args, OPT_FORMAT), path))
        page_html(&text, page);
    else
        page_markdown(&text, page);
    if (path != NULL)
        exit = app_put_file(app, path, buf_view(&text));
    else
        app_print(app, buf_view(&text));
    buf_free(&text);
    return exit;
}

Exit cmd_doc(App *app)
{
    DocYears years = {0};
    const Args *a = app->args;
    if (a->n != 1)
        return app_usage(app, msg_text(MSG_NO_POLICY, "doc", "POLICY"));
    Session *s = session_new(diags_new());
    if (!outputs_fit(app, &(Inputs){0}))
        return EXIT_USAGE;
    Exit exit = app_load(app, s, a->operand[0], true);
    if (exit != EXIT_DONE)
        return exit;
    return years_of(app, s, &years) ? write_document(app, s, years) : EXIT_USAGE;
}
