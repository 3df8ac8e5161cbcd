/* repl_save.c -- what was changed, and keeping what was found. */
#include "interp/app/repl_state.h"
#include "interp/base/mem.h"
#include "interp/io/json_out.h"
#include "interp/study/whatif_save.h"

/* -- :changes --------------------------------------------------------------------------- */

static void put_change_text(Repl *r, const WhatChange *c)
{
    Buf *b = &r->out;
    if (c->kind == CHANGE_DECLARED && c->to != NULL) {
        buf_format(b, "%s\n", c->to);
        return;
    }
    buf_z(b, c->name);
    if (c->from != NULL)
        buf_format(b, c->to != NULL ? " = %s → " : " = %s", c->from);
    else if (c->to != NULL)
        buf_z(b, " = ");
    if (c->to != NULL)
        buf_z(b, c->to);
    if (c->kind == CHANGE_LEAD)
        buf_format(b, "  (%s)",
                   msg_text(MSG_REPL_ON_LEAD, str_z(lead_base_label(r->base, c->row))));
    buf_char(b, '\n');
}

static void put_change_json(Repl *r, const WhatChange *c)
{
    static const char *const kinds[] = {"threshold", "declared", "lead", "instant"};
    Buf *b = &r->out;
    buf_format(b, "{\"kind\": \"%s\", \"name\": ", kinds[c->kind]);
    buf_json(b, str_of(c->name));
    buf_z(b, ", \"from\": ");
    c->from != NULL ? buf_json(b, str_of(c->from)) : buf_z(b, "null");
    buf_z(b, ", \"to\": ");
    c->to != NULL ? buf_json(b, str_of(c->to)) : buf_z(b, "null");
    if (c->kind == CHANGE_LEAD) {
        buf_z(b, ", \"lead\": ");
        buf_json(b, lead_base_label(r->base, c->row));
    }
    buf_char(b, '}');
}

Exit repl_changes(Repl *r, Str args)
{
    int n;
    const WhatChange *change = whatif_changes(r->whatif, &n);
    (void)args;
    if (r->json)
        buf_char(&r->out, '[');
    for (int i = 0; i < n; i++) {
        if (r->json && i > 0)
            buf_z(&r->out, ", ");
        r->json ? put_change_json(r, &change[i]) : put_change_text(r, &change[i]);
    }
    if (r->json)
        buf_char(&r->out, ']');
    return n > 0 || r->json ? EXIT_DONE : repl_done(r, MSG_REPL_UNCHANGED, NULL);
}

/* -- :save ------------------------------------------------------------------------------ */

static Exit save_policy(Repl *r, Str args)
{
    int n;
    const char **word = repl_words(args, &n);
    if (n != 1)
        return repl_wrong(r, msg_text(MSG_REPL_SAVE_WHAT), NULL);
    Buf text = {0};
    whatif_policy(&text, r->whatif);
    const Exit exit = repl_write(r, word[0], buf_view(&text));
    buf_free(&text);
    return exit;
}

Exit repl_write(Repl *r, const char *path, Str text)
{
    const char *why;
    Sink *file = sink_open(path, -1, &why);
    if (file != NULL)
        sink_put(file, text);
    if (file == NULL || !sink_close(file, true, &why))
        return repl_wrong(r, msg_text(MSG_CANNOT_WRITE, path, why), NULL);
    return repl_done(r, MSG_REPL_WRITTEN, path);
}

Exit repl_save(Repl *r, Str args)
{
    static const struct {
        const char *what;
        ReplFn *save;
    } kinds[] = {{"policy", save_policy}};
    size_t n = 0;
    while (n < args.n && args.p[n] != ' ')
        n++;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(str_sub(args, 0, n), kinds[i].what) && n < args.n)
            return kinds[i].save(r, str_trim(str_sub(args, n, args.n)));
    return repl_wrong(r, msg_text(MSG_REPL_SAVE_WHAT), NULL);
}
