/* select.c -- where one expression of a list ends: at the first comma before which the
 * text is a whole expression.  So commas in calls, lists, texts and patterns need no rule
 * of their own. */
#include "interp/app/select.h"

#include "interp/base/mem.h"

static bool is_whole(const Session *s, Str text)
{
    Diags *ds = diags_new();
    parse_expr(source_new("--select", text), s->language, ds);
    return !diags_any_error(ds);
}

/* The end of the first expression of text; its first comma where nothing fits. */
static size_t first_end(const Session *s, Str text)
{
    size_t comma = text.n;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != ',')
            continue;
        if (is_whole(s, str_sub(text, 0, i)))
            return i;
        if (comma == text.n)
            comma = i;
    }
    return is_whole(s, text) ? text.n : comma;
}

static bool select_add(App *app, Session *s, Str text, Selection *out)
{
    CoreExpr *e = session_expr(s, "--select", str_z(text), NULL);
    if (e == NULL)
        return false;
    for (int i = 0; i < out->n; i++)
        if (str_eq(out->name[i], text)) {
            app_usage(app, msg_text(MSG_SELECT_TWICE, str_z(text)));
            return false;
        }
    int n = out->n;
    MEM_PUSH(out->expr, n, out->cap_expr) = e;
    MEM_PUSH(out->name, out->n, out->cap_name) = str_copy(text);
    return true;
}

bool select_of(App *app, Session *s, const char *text, Selection *out)
{
    *out = (Selection){0};
    if (text == NULL)
        return true;
    Str rest = str_of(text);
    if (source_fault(rest) >= 0)
        return session_expr(s, "--select", text, NULL) != NULL;
    for (;;) {
        size_t end = first_end(s, rest);
        if (!select_add(app, s, str_trim(str_sub(rest, 0, end)), out))
            return false;
        if (end == rest.n)
            return true;
        rest = str_sub(rest, end + 1, rest.n);
    }
}
