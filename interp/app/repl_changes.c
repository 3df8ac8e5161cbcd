/* repl_changes.c -- :changes: what is not as it was loaded. */
#include "interp/app/repl_state.h"

static void put_text(Repl *r, const WhatChange *c)
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

static void put_or_null(Buf *b, const char *key, const char *z)
{
    buf_format(b, ", \"%s\": ", key);
    if (z != NULL)
        buf_json(b, str_of(z));
    else
        buf_z(b, "null");
}

/* {"kind": "threshold", "name": "mql_bar", "from": "40", "to": "55"}; "lead" of CHANGE_LEAD. */
static void put_json(Repl *r, const WhatChange *c)
{
    static const char *const kinds[] = {[CHANGE_THRESHOLD] = "threshold",
                                        [CHANGE_DECLARED] = "declared",
                                        [CHANGE_LEAD] = "lead",
                                        [CHANGE_INSTANT] = "instant"};
    Buf *b = &r->out;
    buf_format(b, "{\"kind\": \"%s\"", kinds[c->kind]);
    put_or_null(b, "name", c->name);
    put_or_null(b, "from", c->from);
    put_or_null(b, "to", c->to);
    if (c->kind == CHANGE_LEAD)
        put_or_null(b, "lead", str_z(lead_base_label(r->base, c->row)));
    buf_char(b, '}');
}

Exit repl_changes(Repl *r, Str args)
{
    int n;
    const WhatChange *change = whatif_changes(r->whatif, &n);
    (void)args;
    if (n == 0 && !r->json)
        return repl_done(r, MSG_REPL_UNCHANGED, NULL);
    for (int i = 0; i < n && !r->json; i++)
        put_text(r, &change[i]);
    if (!r->json)
        return EXIT_DONE;
    buf_char(&r->out, '[');
    for (int i = 0; i < n; i++) {
        buf_z(&r->out, i > 0 ? ", " : "");
        put_json(r, &change[i]);
    }
    buf_char(&r->out, ']');
    return EXIT_DONE;
}
