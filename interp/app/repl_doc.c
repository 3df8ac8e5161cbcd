/* repl_doc.c -- :doc: a name of the policy as it is written, or a page of `acordo help`. */
#include "interp/app/help.h"
#include "interp/app/repl_state.h"

enum { INDENT = 4 };

/* -- names of the policy ---------------------------------------------------------------- */

/* It declares a name that people ask for: its first part is one, and a title may follow. */
static bool declares_name(const Node *n)
{
    return node_n_slots(n->kind) > 1 && strcmp(node_slot_name(n->kind, 0), "name") == 0
           && (n->kind == N_FIELD || strcmp(node_slot_name(n->kind, 1), "title") == 0);
}

/* The lines of a declaration, those after the first as deep as they stand under it. */
static void put_written(Buf *out, Span at)
{
    const Pos pos = source_pos(at.src, at.lo);
    const Str text = span_text(at);
    size_t from = 0;
    buf_format(out, "%s:%d\n", at.src->name, pos.line);
    for (size_t i = 0; i <= text.n; i++) {
        if (i < text.n && text.p[i] != '\n')
            continue;
        Str line = str_sub(text, from, i);
        for (int k = 1; from > 0 && k < pos.col && line.n > 0 && line.p[0] == ' '; k++)
            line = str_sub(line, 1, line.n);
        buf_repeat(out, ' ', line.n > 0 ? INDENT : 0);
        buf_str(out, line);
        buf_char(out, '\n');
        from = i + 1;
    }
}

static bool put_named(Buf *out, const Node *n, Str name)
{
    bool found = declares_name(n) && str_eq(text_of(kid(n, 0)), name);
    if (found)
        put_written(out, n->span);
    for (int i = 0; i < n->n && !found; i++)
        if (n->kid[i] != NULL)
            found = put_named(out, n->kid[i], name);
    return found;
}

/* -- pages ------------------------------------------------------------------------------ */

bool repl_page_of(Repl *r, Buf *b, const char *name)
{
    return help_code(r->app, b, name) || help_builtin(b, name) || help_module(b, name)
           || help_list(b, name) || help_word(b, name);
}

Exit repl_doc(Repl *r, Str args)
{
    Buf b = {0};
    const Parsed *p = r->session->parsed;
    const bool found = (p != NULL && put_named(&b, p->file, args))
                       || repl_page_of(r, &b, str_z(args));
    if (r->json && found)
        buf_json(&r->out, buf_view(&b));
    else
        buf_str(&r->out, buf_view(&b));
    buf_free(&b);
    return found ? EXIT_DONE
                 : repl_wrong(r, msg_text(MSG_REPL_NO_DOC, str_z(args)), NULL);
}
