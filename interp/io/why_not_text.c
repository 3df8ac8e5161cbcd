/* why_not_text.c -- what keeps a lead from a goal, and what would bring it there, for people. */
#include "interp/base/diag.h"
#include "interp/base/utf8.h"
#include "interp/io/derivation.h"
#include "interp/io/lead_part.h"
#include "interp/io/screen_text.h"
#include "interp/io/why_not.h"

enum { INDENT = 2, GAP = 2, TEXT_MOST = 40, NAME_MOST = 24, LEAST_VALUES = 24 };

#define DIM "\033[2m"

typedef struct Mark {
    const char *mark, *ascii, *paint;
} Mark;

static const Mark marks[] = {[HOLDS_NO] = {"✗", "x", "\033[31m"},
                             [HOLDS_YES] = {"✓", "+", "\033[33m"},
                             [HOLDS_UNKNOWN] = {"?", "?", "\033[33m"}};

typedef struct Screen {
    Buf *out;
    const Core *core;
    const ViewLook *look;
    int text; /* columns of mark and condition, of the shorter ones */
} Screen;

static const char *paint(const Screen *s, const char *colour)
{
    return s->look->colour ? colour : "";
}

static const char *field_names(const Core *core, const uint8_t *marked)
{
    Buf b = {0};
    for (int f = 0; f < core->n_fields; f++)
        if (marked[f]) {
            buf_z(&b, b.n > 0 ? ", " : "");
            buf_str(&b, core->fields[f].name);
        }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* -- why not --------------------------------------------------------------------------- */

/* "total is 39, mql_bar is 40: 1 short; missing: employees" */
static const char *notes(const Screen *s, const Cause *c)
{
    const char *lacks = c->missing != NULL ? msg_text(MSG_WHYNOT_MISSING,
                                                      field_names(s->core, c->missing))
                                           : NULL;
    if (c->values != NULL && lacks != NULL)
        return str_format("%s; %s", c->values, lacks);
    return c->values != NULL ? c->values : lacks != NULL ? lacks : "";
}

static int cause_width(const Cause *c, int depth)
{
    return (depth + 1) * INDENT + 2 + utf8_width(c->text);
}

static int widest(const Cause *c, int n, int depth, int so_far)
{
    for (int i = 0; i < n; i++) {
        const int own = cause_width(&c[i], depth);
        if (own > so_far && own <= TEXT_MOST)
            so_far = own;
        so_far = widest(c[i].part, c[i].n, depth + 1, so_far);
    }
    return so_far;
}

/* Values stand beside the condition, or below it where there is no room. */
static void put_notes(const Screen *s, const char *text, int stands, int indent)
{
    const int width = view_width(s->look);
    int at = (stands > s->text ? stands : s->text) + GAP;
    const bool fits = at + utf8_width(str_of(text)) <= width;
    if (text[0] == '\0') {
        buf_char(s->out, '\n');
        return;
    }
    if (!fits && at + LEAST_VALUES > width)
        at = indent + INDENT;
    if (at < stands || (!fits && stands > s->text)) {
        buf_char(s->out, '\n');
        at = indent + INDENT;
        stands = 0;
    }
    buf_repeat(s->out, ' ', at - stands);
    text_wrapped(s->out, str_of(text), width, at, at, paint(s, DIM));
}

static void put_causes(const Screen *s, const Cause *c, int n, int depth)
{
    for (int i = 0; i < n; i++) {
        const Mark *m = &marks[c[i].holds];
        const int indent = (depth + 1) * INDENT;
        buf_repeat(s->out, ' ', indent);
        text_painted(s->out, str_of(s->look->ascii ? m->ascii : m->mark),
                     paint(s, m->paint));
        buf_char(s->out, ' ');
        text_clean(s->out, c[i].text);
        put_notes(s, notes(s, &c[i]), cause_width(&c[i], depth), indent + 2);
        put_causes(s, c[i].part, c[i].n, depth + 1);
    }
}

static void put_line(const Screen *s, int indent, const char *text)
{
    buf_repeat(s->out, ' ', indent);
    text_wrapped(s->out, str_of(text), view_width(s->look), indent, indent, "");
}

void why_not_text(Buf *out, const Core *core, const WhyNot *w, const ViewLook *look)
{
    static const MsgId heads[] = {[HOLDS_NO] = MSG_WHYNOT_NOT,
                                  [HOLDS_YES] = MSG_WHYNOT_THERE,
                                  [HOLDS_UNKNOWN] = MSG_WHYNOT_UNKNOWN};
    const Screen s = {out, core, look, widest(w->cause, w->n, 0, 0)};
    put_line(&s, 0, msg_text(heads[w->holds], str_z(w->goal.name)));
    put_causes(&s, w->cause, w->n, 0);
    if (w->also != NULL)
        put_line(&s, INDENT, msg_text(MSG_WHYNOT_LATER, w->also));
}
