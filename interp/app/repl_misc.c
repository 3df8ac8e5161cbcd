/* repl_misc.c -- commands about the prompt itself, and about names. */
#include "interp/app/help.h"
#include "interp/app/repl_state.h"

enum { COMMAND_COLUMNS = 34 };

static const char *usage_of(const ReplCommand *c)
{
    return c->args[0] != '\0' ? str_format("%s %s", c->name, c->args) : c->name;
}

/* A JSON answer that is one text. */
static void put_text(Repl *r, Str text)
{
    if (r->json)
        buf_json(&r->out, text);
    else
        buf_str(&r->out, text);
}

static void list_commands(Buf *b)
{
    help_wrap(b, 0, 0, msg_text(MSG_REPL_HEAD));
    buf_char(b, '\n');
    for (int i = 0; i < (int)N_REPL; i++) {
        const ReplCommand *c = &repl_table()[i];
        help_row(b, COMMAND_COLUMNS, usage_of(c), msg_text(c->about));
    }
}

Exit repl_help(Repl *r, Str args)
{
    Buf b = {0};
    bool found = args.n == 0;
    if (found)
        list_commands(&b);
    for (int i = 0; i < (int)N_REPL && !found; i++) {
        const ReplCommand *c = &repl_table()[i];
        if (!str_is(args, c->name) && !str_is(args, c->name + 1))
            continue;
        help_row(&b, COMMAND_COLUMNS, usage_of(c), msg_text(c->about));
        found = true;
    }
    found = found || repl_page_of(r, &b, str_z(args));
    put_text(r, buf_view(&b));
    buf_free(&b);
    return found ? EXIT_DONE
                 : repl_wrong(r, msg_text(MSG_REPL_NO_DOC, str_z(args)),
                              msg_text(MSG_REPL_TRY));
}

Exit repl_type(Repl *r, Str args)
{
    const CoreExpr *e = session_expr(r->session, "<typed>", str_z(args), NULL);
    if (e == NULL)
        return EXIT_USAGE;
    put_text(r, str_of(type_name(e->type)));
    if (!r->json)
        buf_char(&r->out, '\n');
    return EXIT_DONE;
}

/* -- how answers are shown -------------------------------------------------------------- */

Exit repl_mode(Repl *r, Str args)
{
    const bool json = str_is(args, "json");
    if (!json && !str_is(args, "text"))
        return repl_wrong(r, msg_text(MSG_REPL_MODES, str_z(args)), NULL);
    r->json = json;
    return EXIT_DONE;
}

Exit repl_once(Repl *r, Str args)
{
    r->once = str_z(args);
    return EXIT_DONE;
}

Exit repl_timer(Repl *r, Str args)
{
    const bool on = str_is(args, "on");
    if (!on && !str_is(args, "off"))
        return repl_wrong(r, msg_text(MSG_REPL_ON_OFF, str_z(args)), NULL);
    r->timer = on;
    return EXIT_DONE;
}

Exit repl_quit(Repl *r, Str args)
{
    (void)args;
    r->leave = true;
    return EXIT_DONE;
}
