/* how_to_text.c -- the ways that bring a lead to a goal, for people. */
#include "interp/base/diag.h"
#include "interp/base/utf8.h"
#include "interp/io/lead_part.h"
#include "interp/io/screen_text.h"
#include "interp/io/why_not.h"

enum { INDENT = 2, GAP = 2, NAME_MOST = 24 };

typedef struct Screen {
    Buf *out;
    const Core *core;
    const HowTo *how;
    const ViewLook *look;
    int name; /* columns */
} Screen;

static void put_line(const Screen *s, int indent, const char *text)
{
    buf_repeat(s->out, ' ', indent);
    text_wrapped(s->out, str_of(text), view_width(s->look), indent, indent, "");
}

static const char *arrow(const Screen *s) { return s->look->ascii ? "->" : "→"; }

static const char *head_text(const HowTo *h)
{
    const char *goal = str_z(h->goal.name);
    if (h->there)
        return msg_text(MSG_WHYNOT_THERE, goal);
    if (h->n == 0 && !h->movable)
        return msg_text(MSG_HOWTO_NO_FIELD, goal);
    if (h->n == 0 && h->most == 1)
        return msg_text(MSG_HOWTO_NONE_ONE, goal);
    if (h->n == 0)
        return msg_text(MSG_HOWTO_NONE, goal, str_format("%d", h->most));
    return h->way[0].n == 1
               ? msg_text(MSG_HOWTO_ONE, goal)
               : msg_text(MSG_HOWTO_MANY, goal, str_format("%d", h->way[0].n));
}

static int widest(const Screen *s)
{
    int name = 0;
    for (int i = 0; i < s->how->n; i++)
        for (int k = 0; k < s->how->way[i].n; k++) {
            const int field = s->how->way[i].change[k].field;
            const int own = utf8_width(s->core->fields[field].name);
            if (own > name && own <= NAME_MOST)
                name = own;
        }
    return name;
}

static void put_change(const Screen *s, const Change *c)
{
    const Str name = s->core->fields[c->field].name;
    const int own = utf8_width(name),
              at = INDENT + (own > s->name ? own : s->name) + GAP;
    buf_repeat(s->out, ' ', INDENT);
    text_padded(s->out, name, s->name);
    buf_repeat(s->out, ' ', GAP);
    text_wrapped(s->out, str_of(str_format("%s %s %s", c->from, arrow(s), c->to)),
                 view_width(s->look), at, at, s->look->colour ? "\033[32m" : "");
}

/* "total 39 → 52, grade C → B": what clauses make of it is another question. */
static const char *result_of(const Screen *s, const Way *w)
{
    Buf b = {0};
    for (int i = 0; i < w->n_news; i++) {
        const LeadNews *x = &w->news[i];
        if (strcmp(x->what, "clause") != 0)
            buf_format(&b, "%s%s %s %s %s", b.n > 0 ? ", " : "", x->name, x->from,
                       arrow(s), x->to);
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void put_way(const Screen *s, const Way *w)
{
    const int at = INDENT + s->name + GAP;
    const char *result = result_of(s, w);
    buf_char(s->out, '\n');
    for (int i = 0; i < w->n; i++)
        put_change(s, &w->change[i]);
    if (result[0] == '\0')
        return;
    buf_repeat(s->out, ' ', at);
    text_wrapped(s->out, str_of(msg_text(MSG_HOWTO_THEN, result)), view_width(s->look),
                 at, at, s->look->colour ? "\033[2m" : "");
}

static const char *fixed_names(const Screen *s)
{
    Buf b = {0};
    for (int i = 0; i < s->how->n_fixed; i++) {
        buf_z(&b, i > 0 ? ", " : "");
        buf_str(&b, s->core->fields[s->how->fixed[i]].name);
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* What the answer does not rest on. */
static void put_limits(const Screen *s)
{
    const HowTo *h = s->how;
    if (h->n == 0 && h->movable && h->exhausted)
        put_line(s, INDENT, msg_text(MSG_HOWTO_NONE_AT_ALL));
    if (!h->exhausted && h->n_patterns == 0)
        put_line(s, INDENT, msg_text(MSG_HOWTO_CUT));
    for (int i = 0; i < h->n_patterns; i++)
        put_line(s, INDENT, msg_text(MSG_HOWTO_PATTERN, h->pattern[i]));
    if (h->n == 0 && h->n_fixed > 0)
        put_line(s, INDENT, msg_text(MSG_HOWTO_FIXED, fixed_names(s)));
}

void how_to_text(Buf *out, const Core *core, const HowTo *h, const ViewLook *look)
{
    Screen s = {out, core, h, look, 0};
    s.name = widest(&s);
    put_line(&s, 0, head_text(h));
    if (h->there)
        return;
    for (int i = 0; i < h->n; i++)
        put_way(&s, &h->way[i]);
    if (h->n > 0 && (!h->exhausted || h->n_patterns > 0))
        buf_char(out, '\n');
    put_limits(&s);
}
