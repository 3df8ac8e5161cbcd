/* lead_timeline.c -- instants of a lead's stages and clauses, in order, around now. */
#include "interp/io/lead_views.h"

#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/engine/clock.h"
#include "interp/io/colvalue.h"
#include "interp/io/lead_part.h"
#include "interp/io/screen_text.h"
#include "interp/io/wall.h"

/* In the order in which they are told where their instants are the same. */
typedef enum EventKind {
    EVENT_STAGE,
    EVENT_START,
    EVENT_WARNING,
    EVENT_DUE,
    EVENT_STOP,
    EVENT_EXIT,
    EVENT_CALLED_OFF,
    N_EVENT_KINDS
} EventKind;

static const struct {
    const char *json;
    MsgId text;
} kinds[N_EVENT_KINDS] = {[EVENT_STAGE] = {"stage", MSG_LEAD_AT_STAGE},
                          [EVENT_START] = {"start", MSG_LEAD_STARTS},
                          [EVENT_WARNING] = {"warning", MSG_LEAD_WARNS},
                          [EVENT_DUE] = {"due", MSG_LEAD_FALLS_DUE},
                          [EVENT_STOP] = {"stop", MSG_LEAD_STOPS},
                          [EVENT_CALLED_OFF] = {"called_off", MSG_LEAD_CALLED_OFF},
                          [EVENT_EXIT] = {"exit", MSG_LEAD_EXIT}};

typedef struct Event {
    int64_t at_us;
    EventKind kind;
    const char *name; /* of the stage, exit or clause */
    int clause;       /* or -1 */
    int instance;     /* from 1, of several; else 0 */
    Instance of;      /* of a clause */
} Event;

typedef struct Timeline {
    const Core *core;
    Row row;
    Event *event;
    int n;
    size_t cap;
} Timeline;

/* -- gathering --------------------------------------------------------------------- */

static bool comes_before(const Event *a, const Event *b)
{
    return a->at_us != b->at_us ? a->at_us < b->at_us : a->kind < b->kind;
}

static void add(Timeline *t, Event e)
{
    if (e.at_us == NO_INSTANT)
        return;
    MEM_PUSH(t->event, t->n, t->cap) = e;
    int i = t->n - 1;
    for (; i > 0 && comes_before(&e, &t->event[i - 1]); i--)
        t->event[i] = t->event[i - 1];
    t->event[i] = e;
}

static void add_stage(Timeline *t, int stage)
{
    const CoreStage *s = &t->core->stages[stage];
    const Column *c = eval_since(t->row.eval, stage);
    if (!column_missing(c, t->row.r))
        add(t, (Event){.at_us = col_i64(c, t->row.r),
                       .kind = s->is_exit ? EVENT_EXIT : EVENT_STAGE,
                       .name = str_z(s->name),
                       .clause = -1});
}

static void add_at(Timeline *t, Event e, EventKind kind, int64_t at_us)
{
    e.kind = kind;
    e.at_us = at_us;
    add(t, e);
}

static void add_warning(Timeline *t, Event e, int lane, ClauseLine line)
{
    const Column *c = eval_clause_warning_by(t->row.eval, e.clause, lane, line);
    if (!column_missing(c, t->row.r))
        add_at(t, e, EVENT_WARNING, col_i64(c, t->row.r));
}

static void add_warnings(Timeline *t, Event e)
{
    const CoreClause *c = &t->core->clauses[e.clause];
    const int lane = e.instance > 0 ? e.instance - 1 : LANE_LATEST;
    if (c->warn_share != NULL)
        add_warning(t, e, lane, LINE_WARN_AT);
    if (c->warn_before != NULL)
        add_warning(t, e, lane, LINE_WARN_DUE);
}

/* What was stopped or called off before it was due, is excused or kept, was or will be due no
 * more. */
static bool comes_due(const CoreClause *c, const Instance *i)
{
    if (i->status == STATUS_EXCUSED || i->status == STATUS_NONE)
        return false;
    if (c->kind == CLAUSE_KEEP && i->status == STATUS_MET)
        return false;
    return i->due_us != NO_INSTANT
           && (i->ended_us == NO_INSTANT || i->due_us <= i->ended_us);
}

static void add_instance(Timeline *t, int clause, int i, bool several)
{
    const CoreClause *c = &t->core->clauses[clause];
    const Event e = {.name = str_z(c->name),
                     .clause = clause,
                     .instance = several ? i + 1 : 0,
                     .of = lead_instance(t->core, t->row, clause, i)};
    const bool kept = c->kind == CLAUSE_KEEP && e.of.status == STATUS_MET;
    if (!kept)
        add_at(t, e, EVENT_START, e.of.starts_us);
    if (!kept && e.of.status != STATUS_EXCUSED)
        add_warnings(t, e);
    if (comes_due(c, &e.of))
        add_at(t, e, EVENT_DUE, e.of.due_us);
    add_at(t, e, EVENT_STOP, e.of.stopped_us);
    if (e.of.stopped_us == NO_INSTANT)
        add_at(t, e, EVENT_CALLED_OFF, e.of.ended_us);
}

static Timeline gather(const Core *core, Row row)
{
    Timeline t = {.core = core, .row = row};
    for (int i = 0; i < core->n_stages; i++)
        add_stage(&t, i);
    for (int i = 0; i < core->n_clauses; i++) {
        if (clause_lanes(&core->clauses[i]) == 0)
            continue;
        const int n = lead_instances(core, row, i);
        for (int k = 0; k < n; k++)
            add_instance(&t, i, k, n > 1);
    }
    return t;
}

/* -- text -------------------------------------------------------------------------- */

enum { MARK = 2, GAP = 2, LEAST_TEXT = 24 };

/* What is said of it beside its kind; "": nothing. */
static const char *tail_text(const Timeline *t, const Event *e)
{
    const ClauseStatus s = e->of.status;
    switch (e->kind) {
    case EVENT_STAGE:
    case EVENT_EXIT:
    case EVENT_WARNING: return "";
    case EVENT_START: return s == STATUS_EXCUSED ? clause_status_name(s) : "";
    case EVENT_DUE:
        return instance_is_owed(&e->of) ? left_text(t->core, t->row, e->clause, &e->of)
                                        : "";
    case EVENT_STOP:
        return s == STATUS_BREACHED ? left_text(t->core, t->row, e->clause, &e->of)
                                    : clause_status_name(s);
    case EVENT_CALLED_OFF:
        return s == STATUS_CANCELLED ? ""
                                     : left_text(t->core, t->row, e->clause, &e->of);
    case N_EVENT_KINDS: break;
    }
    return "";
}

static const char *event_text(const Timeline *t, const Event *e)
{
    const char *what =
        msg_text(kinds[e->kind].text, instance_name(e->name, e->instance));
    const char *tail = tail_text(t, e);
    return tail[0] != '\0' ? str_format("%s, %s", what, tail) : what;
}

/* A due instant in its clause's colour, a warning in that of one. */
static const char *event_paint(const Event *e)
{
    if (e->kind == EVENT_WARNING)
        return status_paint(STATUS_AT_RISK);
    return e->kind == EVENT_DUE || e->kind == EVENT_STOP ? status_paint(e->of.status)
                                                         : "";
}

/* One line: its mark, when on the wall, how far from now, what. */
typedef struct Line {
    const char *mark, *when, *how_far, *what;
} Line;

typedef struct Screen {
    Buf *out;
    const ViewLook *look;
    int when, how_far; /* columns */
} Screen;

static int widest(int so_far, const char *text)
{
    const int n = utf8_width(str_of(text));
    return n > so_far ? n : so_far;
}

static Line line_of(const Timeline *t, const Event *e, const ViewLook *look)
{
    const int64_t away = e->at_us - lead_now(t->row);
    const bool to_come = away > 0;
    return (Line){.mark =
                      to_come ? (look->ascii ? "o" : "○") : (look->ascii ? "*" : "●"),
                  .when = wall_text(t->core->zone, e->at_us),
                  .how_far = relative_text(away),
                  .what = event_text(t, e)};
}

/* Where there is no room beside the times it stands in a line of its own. */
static void put_line(const Screen *s, const Line *l, const char *paint)
{
    const int column = MARK + s->when + GAP + s->how_far + GAP;
    const bool below = column + LEAST_TEXT > view_width(s->look);
    const bool bare = l->what[0] == '\0';
    buf_z(s->out, l->mark);
    buf_char(s->out, ' ');
    text_padded(s->out, str_of(l->when), s->when);
    buf_repeat(s->out, ' ', GAP);
    text_padded(s->out, str_of(l->how_far), bare || below ? 0 : s->how_far);
    if (below && !bare)
        buf_char(s->out, '\n');
    buf_repeat(s->out, ' ', bare ? 0 : below ? 2 * MARK : GAP);
    text_wrapped(s->out, str_of(l->what), view_width(s->look),
                 below ? 2 * MARK : column, below ? 2 * MARK : column,
                 s->look->colour ? paint : "");
}

static void put_now(const Screen *s, const Timeline *t)
{
    const Line now = {.mark = s->look->ascii ? ">" : "▶",
                      .when = wall_text(t->core->zone, lead_now(t->row)),
                      .how_far = msg_text(MSG_LEAD_NOW),
                      .what = ""};
    if (s->look->colour)
        buf_z(s->out, "\033[1m");
    put_line(s, &now, "");
    if (s->look->colour) {
        s->out->n--;
        buf_z(s->out, "\033[0m\n");
    }
}

/* Stages that the lead has reached at no known instant. */
static const char *timeless(const Timeline *t)
{
    Buf b = {0};
    for (int i = 0; i < t->core->n_stages; i++)
        if (eval_since_missing(t->row.eval, i)[t->row.r]) {
            buf_z(&b, b.n > 0 ? ", " : "");
            buf_str(&b, t->core->stages[i].name);
        }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void put_events(const Screen *s, const Timeline *t, int from, int to)
{
    for (int i = from; i < to; i++) {
        const Line l = line_of(t, &t->event[i], s->look);
        put_line(s, &l, event_paint(&t->event[i]));
    }
}

void lead_timeline_text(Buf *out, const Core *core, Row row, const ViewLook *look)
{
    const Timeline t = gather(core, row);
    const char *none = timeless(&t);
    Screen s = {out, look, widest(0, wall_text(core->zone, lead_now(row))),
                widest(0, msg_text(MSG_LEAD_NOW))};
    int past = 0;
    for (int i = 0; i < t.n; i++) {
        const Line l = line_of(&t, &t.event[i], look);
        s.when = widest(s.when, l.when);
        s.how_far = widest(s.how_far, l.how_far);
        past += t.event[i].at_us <= lead_now(row);
    }
    put_events(&s, &t, 0, past);
    put_now(&s, &t);
    put_events(&s, &t, past, t.n);
    if (none[0] != '\0')
        text_wrapped(out, str_of(msg_text(MSG_LEAD_NO_TIMES, none)), view_width(look),
                     0, MARK, "");
}

/* -- JSON -------------------------------------------------------------------------- */

static void put_json(Buf *out, const Timeline *t, const Event *e)
{
    bool first = true;
    buf_char(out, '{');
    json_key(out, &first, "at");
    json_instant(out, t->core, e->at_us);
    json_key(out, &first, "to_come");
    buf_z(out, e->at_us > lead_now(t->row) ? "true" : "false");
    json_key(out, &first, "what");
    buf_json(out, str_of(kinds[e->kind].json));
    json_key(out, &first, "name");
    buf_json(out, str_of(e->name));
    if (e->instance > 0) {
        json_key(out, &first, "instance");
        buf_i64(out, e->instance);
    }
    if (e->clause >= 0) {
        json_key(out, &first, "status");
        buf_json(out, str_of(clause_status_name(e->of.status)));
    }
    if (e->kind == EVENT_DUE) {
        json_key(out, &first, "remaining");
        json_length(out, t->core, e->clause, e->of.remaining);
    }
    buf_char(out, '}');
}

void lead_timeline_json(Buf *out, const Core *core, Row row)
{
    const Timeline t = gather(core, row);
    bool first = true;
    json_head(out, core, row, &first);
    json_key(out, &first, "events");
    buf_char(out, '[');
    for (int i = 0; i < t.n; i++) {
        if (i > 0)
            buf_char(out, ',');
        put_json(out, &t, &t.event[i]);
    }
    buf_z(out, "],\"no_instant\":[");
    first = true;
    for (int i = 0; i < core->n_stages; i++)
        if (eval_since_missing(row.eval, i)[row.r]) {
            buf_z(out, first ? "" : ",");
            buf_json(out, core->stages[i].name);
            first = false;
        }
    buf_z(out, "]}");
}
