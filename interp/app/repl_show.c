/* repl_show.c -- answers out: text for people, one JSON object a line for tools.
 *
 *     {"line": ":set mql_bar 55", "ok": true, "exit": 0, "answer": …, "findings": […], "ms": 41}
 *
 * answer: null where there is none; of a change {"lead": news of the lead at hand or null,
 * "impact": of the policy on the base or null}; error: a sentence, where ok is false and it is no finding;
 * findings: as `check --format json` has them; ms: with :timer on.  Text answers go to standard
 * output, mistakes to standard error.
 */
#include "interp/app/repl_answer.h"

#include "interp/io/json_out.h"

/* Findings are one object a line; here they are a list. */
static void put_findings(Buf *out, Diags *ds)
{
    Buf lines = {0};
    diags_render(&lines, ds, DIAG_JSON, false);
    while (lines.n > 0 && lines.p[lines.n - 1] == '\n')
        lines.n--;
    buf_char(out, '[');
    for (size_t i = 0; i < lines.n; i++)
        if (lines.p[i] == '\n')
            buf_z(out, ", ");
        else
            buf_char(out, lines.p[i]);
    buf_char(out, ']');
    buf_free(&lines);
}

static void put_json(Buf *b, Repl *r, const ReplShown *s)
{
    const bool ok = s->exit == EXIT_DONE || s->exit == EXIT_NEGATIVE
                    || s->exit == EXIT_UNDETERMINED;
    buf_z(b, "{\"line\": ");
    buf_json(b, s->line);
    buf_format(b, ", \"ok\": %s, \"exit\": %d", ok ? "true" : "false", (int)s->exit);
    if (r->wrong != NULL) {
        buf_z(b, ", \"error\": ");
        buf_json(b, str_of(r->wrong));
    }
    buf_z(b, ", \"answer\": ");
    if (r->out.n > 0)
        buf_str(b, buf_view(&r->out));
    else
        buf_z(b, "null");
    buf_z(b, ", \"findings\": ");
    put_findings(b, r->diags);
    if (r->timer)
        buf_format(b, ", \"ms\": %lld", (long long)(s->took_us / 1000));
    buf_z(b, "}\n");
}

/* To the file of :once, or to standard output. */
static void put(Repl *r, const char *once, Str text)
{
    const char *why;
    if (once == NULL) {
        app_print(r->app, text);
        return;
    }
    r->once = NULL;
    Sink *file = sink_open(once, -1, &why);
    if (file != NULL)
        sink_put(file, text);
    if (file == NULL || !sink_close(file, true, &why))
        app_say(r->app, msg_text(MSG_CANNOT_WRITE, once, why), NULL);
}

static void show_text(Repl *r, const ReplShown *s)
{
    app_findings(r->app, r->diags);
    if (r->wrong != NULL)
        app_say(r->app, r->wrong, r->hint);
    if (r->out.n > 0)
        put(r, s->once, buf_view(&r->out));
    if (r->timer)
        app_print(r->app, str_of(str_format("%s\n", msg_text(MSG_REPL_TOOK,
                              str_format("%lld.%lld", (long long)(s->took_us / 1000),
                                         (long long)(s->took_us / 100 % 10))))));
}

void repl_show(Repl *r, const ReplShown *s)
{
    if (s->line.n == 0 || s->line.p[0] == '#')
        return;
    if (r->json) {
        Buf b = {0};
        put_json(&b, r, s);
        put(r, s->once, buf_view(&b));
        buf_free(&b);
        r->diags->n = r->diags->n_errors = r->diags->n_warnings = 0;
    } else {
        show_text(r, s);
    }
    sink_flush(r->app->out);
}

void repl_show_opened(Repl *r, Exit exit)
{
    app_findings(r->app, r->diags);
    if (exit != EXIT_DONE && r->wrong != NULL)
        app_say(r->app, r->wrong, r->hint);
    else if (r->app->terminal_out && !r->json && !r->app->quiet)
        app_print(r->app, buf_view(&r->out));
    sink_flush(r->app->out);
}
