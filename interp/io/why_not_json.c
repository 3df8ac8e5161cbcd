/* why_not_json.c -- what keeps a lead from a goal, as one JSON object.
 *
 *     {"goal":{"kind":"stage","name":"mql"},"there":false,"holds":false,"later":null,
 *      "causes":[{"condition":"total >= mql_bar","holds":false,
 *                 "values":"total is 39, mql_bar is 40: 1 short","missing":["employees"],
 *                 "causes":[…]}]}
 *
 * kind: stage (an exit too), grade, persona or condition; of a grade also "grade", its name.
 * holds: true, false, or null where it is not known.  values, later: null where there are none;
 * missing: fields, maybe none.  Positions: "at" is {"file":…,"line":…} or null.
 */
#include "interp/io/lead_part.h"
#include "interp/io/why_not.h"

static void json_holds(Buf *out, Holding h)
{
    static const char *const text[] = {
        [HOLDS_NO] = "false", [HOLDS_YES] = "true", [HOLDS_UNKNOWN] = "null"};
    buf_z(out, text[h]);
}

static void json_text(Buf *out, const char *z)
{
    if (z != NULL)
        buf_json(out, str_of(z));
    else
        buf_z(out, "null");
}

void goal_json(Buf *out, const Core *core, const Goal *g)
{
    static const char *const kinds[] = {[GOAL_STAGE] = "stage",
                                        [GOAL_GRADE] = "grade",
                                        [GOAL_PERSONA] = "persona",
                                        [GOAL_CONDITION] = "condition"};
    bool first = true;
    buf_char(out, '{');
    json_key(out, &first, "kind");
    buf_json(out, str_of(kinds[g->kind]));
    json_key(out, &first, "name");
    buf_json(out, g->name);
    if (g->kind == GOAL_GRADE) {
        json_key(out, &first, "grade");
        buf_json(out, core->grades[g->index].name);
    }
    buf_char(out, '}');
}

static void json_fields(Buf *out, const Core *core, const uint8_t *marked)
{
    bool any = false;
    buf_char(out, '[');
    for (int f = 0; marked != NULL && f < core->n_fields; f++)
        if (marked[f]) {
            buf_z(out, any ? "," : "");
            buf_json(out, core->fields[f].name);
            any = true;
        }
    buf_char(out, ']');
}

static void json_place(Buf *out, const Core *core, int id)
{
    if (id < 0 || id >= core->n_spans || core->span[id].src == NULL) {
        buf_z(out, "null");
        return;
    }
    const Span at = core->span[id];
    bool first = true;
    buf_char(out, '{');
    json_key(out, &first, "file");
    buf_json(out, str_of(at.src->name));
    json_key(out, &first, "line");
    buf_i64(out, source_pos(at.src, at.lo).line);
    buf_char(out, '}');
}

static void json_causes(Buf *out, const Core *core, const Cause *c, int n)
{
    buf_char(out, '[');
    for (int i = 0; i < n; i++) {
        bool first = true;
        buf_z(out, i > 0 ? ",{" : "{");
        json_key(out, &first, "condition");
        buf_json(out, c[i].text);
        json_key(out, &first, "holds");
        json_holds(out, c[i].holds);
        json_key(out, &first, "values");
        json_text(out, c[i].values);
        json_key(out, &first, "missing");
        json_fields(out, core, c[i].missing);
        json_key(out, &first, "at");
        json_place(out, core, c[i].id);
        json_key(out, &first, "causes");
        json_causes(out, core, c[i].part, c[i].n);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

void why_not_json(Buf *out, const Core *core, const WhyNot *w)
{
    bool first = true;
    buf_char(out, '{');
    json_key(out, &first, "goal");
    goal_json(out, core, &w->goal);
    json_key(out, &first, "there");
    buf_z(out, w->there ? "true" : "false");
    json_key(out, &first, "holds");
    json_holds(out, w->holds);
    json_key(out, &first, "later");
    json_text(out, w->also);
    json_key(out, &first, "causes");
    json_causes(out, core, w->cause, w->n);
    buf_char(out, '}');
}
