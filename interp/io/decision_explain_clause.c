/* decision_explain_clause.c -- why of clauses, as JSON: levels, the warning, the way.
 *
 *     "clauses":{"first_contact":{"levels":[{"agreement":"base","holds":true,
 *         "lines":["by","within"]}],"warning":"2026-…","way":[["2026-…","2026-…"], …]}}
 * `lines` are those that the level supplies to this lead; `holds` is null where its `for` is
 * unknown.  `way` has the open intervals from the start to the due instant of the latest
 * instance, the first WAY_MAX of them.
 */
#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "interp/io/colvalue.h"
#include "interp/io/writer_part.h"

enum { WAY_MAX = 100 };

typedef struct Shown {
    const Core *core;
    const CoreClause *c;
    int clause, r;
    const Eval *ev;
    Buf *out;
} Shown;

static void put_comma(Buf *out, bool first)
{
    if (!first)
        buf_char(out, ',');
}

static bool holds(const Shown *s, int level)
{
    const Column *c = eval_clause_holds(s->ev, s->clause, level);
    return c == NULL || (!column_missing(c, s->r) && col_flag(c, s->r));
}

static bool supplies(const Shown *s, int level, int line)
{
    if (!holds(s, level) || (s->c->level[level].states >> line & 1) == 0)
        return false;
    for (int i = 0; i < level; i++)
        if ((s->c->level[i].states >> line & 1) != 0 && holds(s, i))
            return false;
    return true;
}

static void put_level(const Shown *s, int level)
{
    const Column *c = eval_clause_holds(s->ev, s->clause, level);
    bool first = true;
    buf_z(s->out, "{\"agreement\":");
    buf_json(s->out, s->core->agreements[s->c->level[level].agreement].name);
    buf_format(s->out, ",\"holds\":%s,\"lines\":[",
               c != NULL && column_missing(c, s->r) ? "null"
               : holds(s, level)                    ? "true"
                                                    : "false");
    for (int line = 0; line < N_CLAUSE_LINES; line++)
        if (supplies(s, level, line)) {
            put_comma(s->out, first);
            buf_format(s->out, "\"%s\"", clause_line_name((ClauseLine)line));
            first = false;
        }
    buf_z(s->out, "]}");
}

static const Calendar *calendar_of(const Shown *s)
{
    const Column *c = eval_clause_calendar(s->ev, s->clause);
    return c == NULL || column_missing(c, s->r)
               ? NULL
               : s->core->calendars[col_i64(c, s->r)].calendar;
}

static void put_instant(const Shown *s, int64_t at_us)
{
    const Value v = {.type = &type_timestamp, .i64 = at_us};
    value_json(s->out, &v, s->core->zone);
}

static void put_way(const Shown *s)
{
    const Column *start = eval_clause(s->ev, s->clause, LANE_LATEST, PROP_STARTS);
    const Column *due = eval_clause(s->ev, s->clause, LANE_LATEST, PROP_DUE);
    const Calendar *c = calendar_of(s);
    OpenInterval open;
    int n = 0;
    if (c == NULL || column_missing(start, s->r) || column_missing(due, s->r))
        return;
    const int64_t to = col_i64(due, s->r);
    buf_z(s->out, ",\"way\":[");
    for (int64_t t = col_i64(start, s->r);
         n < WAY_MAX && t < to && calendar_interval(c, t, &open) && open.from_us < to;
         t = open.to_us, n++) {
        buf_z(s->out, n > 0 ? ",[" : "[");
        put_instant(s, open.from_us > t ? open.from_us : t);
        buf_char(s->out, ',');
        put_instant(s, open.to_us < to ? open.to_us : to);
        buf_char(s->out, ']');
    }
    buf_char(s->out, ']');
}

static void put_clause(const Shown *s)
{
    buf_json(s->out, s->c->name);
    buf_z(s->out, ":{\"levels\":[");
    for (int i = 0; i < s->c->n_levels; i++) {
        put_comma(s->out, i == 0);
        put_level(s, i);
    }
    buf_z(s->out, "],\"warning\":");
    col_json(s->out, eval_clause_warning(s->ev, s->clause, LANE_LATEST), s->r,
             &type_timestamp, s->core);
    put_way(s);
    buf_char(s->out, '}');
}

void explain_clauses_json(const Core *core, Buf *out, const Eval *ev, int r)
{
    bool first = true;
    for (int i = 0; i < core->n_clauses; i++) {
        if (clause_lanes(&core->clauses[i]) == 0)
            continue;
        buf_z(out, first ? ",\"clauses\":{" : ",");
        const Shown s = {core, &core->clauses[i], i, r, ev, out};
        put_clause(&s);
        first = false;
    }
    if (!first)
        buf_char(out, '}');
}
