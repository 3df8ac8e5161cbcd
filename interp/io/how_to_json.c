/* how_to_json.c -- the ways that bring a lead to a goal, as one JSON object.
 *
 *     {"goal":{"kind":"stage","name":"mql"},"there":false,"most":1,"exhausted":true,
 *      "ways":[{"changes":[{"field":"visits","from":6,"to":7}],
 *               "news":[{"what":"score","name":"total","from":39,"to":41,…}]}],
 *      "patterns":["title matches /…/"],"fixed":["id"]}
 *
 * from, to: as in decisions, null for missing.  news: see lead_news.h.  most: sets of up to so
 * many changes were tried; exhausted: all of them.  patterns: conditions for which no text was
 * tried.  fixed: fields that decide it too, and may not move.
 */
#include "interp/io/lead_part.h"
#include "interp/io/why_not.h"
#include "interp/lang/value.h"

/* A constant, lists too. */
static void json_const(Buf *out, const Core *core, const CoreExpr *e)
{
    if (e->type->kind != TY_LIST || e->missing) {
        const Value v = {
            .type = e->type, .missing = e->missing, .i64 = e->i64, .text = e->text};
        value_json(out, &v, core->zone);
        return;
    }
    buf_char(out, '[');
    for (int i = 0; i < e->n; i++) {
        buf_z(out, i > 0 ? "," : "");
        json_const(out, core, e->arg[i]);
    }
    buf_char(out, ']');
}

static void json_change(Buf *out, const Core *core, const Change *c)
{
    bool first = true;
    buf_char(out, '{');
    json_key(out, &first, "field");
    buf_json(out, core->fields[c->field].name);
    json_key(out, &first, "from");
    buf_z(out, c->from_json);
    json_key(out, &first, "to");
    json_const(out, core, c->value);
    buf_char(out, '}');
}

static void json_way(Buf *out, const Core *core, const Way *w)
{
    buf_z(out, "{\"changes\":[");
    for (int i = 0; i < w->n; i++) {
        buf_z(out, i > 0 ? "," : "");
        json_change(out, core, &w->change[i]);
    }
    buf_z(out, "],\"news\":");
    lead_news_json(out, w->news, w->n_news);
    buf_char(out, '}');
}

void how_to_json(Buf *out, const Core *core, const HowTo *h)
{
    bool first = true;
    buf_char(out, '{');
    json_key(out, &first, "goal");
    goal_json(out, core, &h->goal);
    json_key(out, &first, "there");
    buf_z(out, h->there ? "true" : "false");
    json_key(out, &first, "most");
    buf_i64(out, h->most);
    json_key(out, &first, "exhausted");
    buf_z(out, h->exhausted ? "true" : "false");
    json_key(out, &first, "ways");
    buf_char(out, '[');
    for (int i = 0; i < h->n; i++) {
        buf_z(out, i > 0 ? "," : "");
        json_way(out, core, &h->way[i]);
    }
    buf_char(out, ']');
    json_key(out, &first, "patterns");
    buf_char(out, '[');
    for (int i = 0; i < h->n_patterns; i++) {
        buf_z(out, i > 0 ? "," : "");
        buf_json(out, str_of(h->pattern[i]));
    }
    buf_char(out, ']');
    json_key(out, &first, "fixed");
    buf_char(out, '[');
    for (int i = 0; i < h->n_fixed; i++) {
        buf_z(out, i > 0 ? "," : "");
        buf_json(out, core->fields[h->fixed[i]].name);
    }
    buf_z(out, "]}");
}
