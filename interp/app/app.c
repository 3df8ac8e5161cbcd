/* app.c -- printing, findings, and what commands share. */
#include "interp/app/app.h"

#include "interp/app/term.h"
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

void app_print(App *app, Str text) { sink_put(app->out, text); }

/* What stands on standard output first is shown first; a broken standard error is not
 * worth a word. */
void app_note(App *app, Str text)
{
    sink_flush(app->out);
    if (app->progress_shown) {
        term_write(STR("\r\033[K"));
        app->progress_shown = false;
    }
    term_write(text);
}

void app_say(App *app, const char *sentence, const char *hint)
{
    Buf b = {0};
    buf_z(&b, "acordo: ");
    buf_z(&b, sentence);
    buf_char(&b, '\n');
    if (hint != NULL) {
        buf_z(&b, "        ");
        buf_z(&b, hint);
        buf_char(&b, '\n');
    }
    app_note(app, buf_view(&b));
    buf_free(&b);
}

Exit app_usage(App *app, const char *sentence)
{
    const Command *c = &command_table()[app->args->command];
    app_say(app, sentence, msg_text(MSG_TRY_HELP_OF, c->name));
    return EXIT_USAGE;
}

Exit app_put_file(App *app, const char *path, Str text)
{
    const char *why;
    Sink *sink = sink_open(path, -1, &why);
    if (sink != NULL) {
        sink_put(sink, text);
        if (sink_close(sink, true, &why))
            return EXIT_DONE;
    }
    app_say(app, msg_text(MSG_CANNOT_WRITE, path, why), NULL);
    return EXIT_USAGE;
}

static void drop_warnings(Diags *ds)
{
    int kept = 0;
    for (int i = 0; i < ds->n; i++)
        if (ds->item[i]->severity == SEV_ERROR)
            ds->item[kept++] = ds->item[i];
    ds->n = kept;
    ds->n_warnings = ds->n_lints = 0;
}

bool app_findings(App *app, Diags *ds)
{
    bool fine = !diags_any_error(ds);
    Buf b = {0};
    if (app->quiet && !app->strict)
        drop_warnings(ds);
    if (ds->n > 0)
        diags_render(&b, ds, app->human_err ? DIAG_HUMAN : DIAG_PLAIN, app->colour_err);
    if (b.n > 0)
        app_note(app, buf_view(&b));
    buf_free(&b);
    ds->n = ds->n_errors = ds->n_warnings = ds->n_lints = ds->n_allowed = 0;
    return fine;
}

Exit app_worse(Exit a, Exit b)
{
    static const Exit order[] = {EXIT_USAGE, EXIT_POLICY, EXIT_NEGATIVE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (a == order[i] || b == order[i])
            return order[i];
    return EXIT_DONE;
}

Exit app_load(App *app, Session *s, const char *path, bool with_tests)
{
    LoadResult result = session_load(s, path, with_tests);
    int warnings = s->diags->n_warnings;
    if (!app->strict)
        drop_warnings(s->diags);
    app_findings(app, s->diags);
    switch (result) {
    case LOAD_OK: break;
    case LOAD_NO_FILE: return EXIT_USAGE;
    case LOAD_NO_POLICY: return EXIT_POLICY;
    }
    return app->strict && warnings > 0 ? EXIT_NEGATIVE : app_settings(app, s);
}

Exit app_settings(App *app, Session *s)
{
    const Args *a = app->args;
    const char *scenario = args_value(a, OPT_SCENARIO);
    bool fine = scenario == NULL || session_scenario(s, scenario);
    for (int i = 0; i < a->n_given && fine; i++)
        if (a->given[i].id == OPT_SET)
            fine = session_set(s, a->given[i].value);
    fine = fine && session_settle(s);
    if (!fine)
        app_findings(app, s->diags);
    return fine ? EXIT_DONE : EXIT_USAGE;
}

bool app_count(App *app, OptionId id, int most, MsgId bad, int *out)
{
    const char *text = args_value(app->args, id);
    if (text == NULL)
        return true;
    const size_t n = strspn(text, "0123456789");
    const long value = n > 0 && n < 9 && text[n] == '\0' ? strtol(text, NULL, 10) : 0;
    *out = (int)value;
    if (value >= 1 && value <= most)
        return true;
    app_usage(app, msg_text(bad, text, str_format("%d", most)));
    return false;
}

/* Whole seconds: what a header prints can be given back as --as-of by hand. */
static int64_t clock_now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * USEC_SECOND;
}

bool app_as_of(App *app, const Zone *zone, int64_t *out_us)
{
    const char *text = args_value(app->args, OPT_AS_OF);
    if (text == NULL) {
        *out_us = clock_now_us();
        return true;
    }
    int64_t at;
    switch (civil_read(str_trim(str_of(text)), &at)) {
    case STAMP_OFFSET: *out_us = at; return true;
    case STAMP_DATE:
    case STAMP_LOCAL: *out_us = zone_to_instant(zone, at); return true;
    case STAMP_BAD: break;
    }
    app_usage(app, msg_text(MSG_BAD_INSTANT, text));
    return false;
}
