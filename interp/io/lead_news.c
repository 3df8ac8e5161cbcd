/* lead_news.c -- what two rows have by the same name, compared. */
#include "interp/io/lead_news.h"

#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/colvalue.h"
#include "interp/io/lead_part.h"
#include "interp/io/screen_text.h"
#include "interp/io/wall.h"

/* A row with its policy. */
typedef struct Side {
    const Core *core;
    Row row;
} Side;

typedef struct Gather {
    Side old, now;
    LeadNews *item;
    int n;
    size_t cap;
} Gather;

/* What is compared, as people and as JSON read it; rank: where more is better, else -1. */
typedef struct Said {
    const char *text, *json;
    int64_t rank;
} Said;

#define NO_RANK INT64_MIN

static LeadNews *add(Gather *g, const char *what, const char *name, Said from, Said to)
{
    const bool ranked = from.rank != NO_RANK && to.rank != NO_RANK;
    LeadNews *x = &MEM_PUSH(g->item, g->n, g->cap);
    *x = (LeadNews){.what = what,
                    .name = name,
                    .from = from.text,
                    .to = to.text,
                    .from_json = from.json,
                    .to_json = to.json,
                    .better = ranked && to.rank > from.rank,
                    .worse = ranked && to.rank < from.rank};
    return x;
}

static const char *quoted(Str s)
{
    Buf b = {0};
    buf_json(&b, s);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static Said said_name(Str name, int64_t rank)
{
    return (Said){str_z(name), quoted(name), rank};
}

/* -- persona, scores, grades, stage ------------------------------------------------- */

static Str persona_of(const Side *s)
{
    return s->core->persona_enum->member[col_i64(eval_persona(s->row.eval), s->row.r)];
}

static void compare_persona(Gather *g)
{
    if (g->old.core->n_personas == 0 || g->now.core->n_personas == 0)
        return;
    const Str from = persona_of(&g->old), to = persona_of(&g->now);
    if (!str_eq(from, to))
        add(g, "persona", msg_text(MSG_WORD_PERSONA), said_name(from, NO_RANK),
            said_name(to, NO_RANK));
}

static void compare_score(Gather *g, int now)
{
    const CoreScore *s = &g->now.core->scores[now];
    const int old = core_score(g->old.core, s->name);
    if (old < 0)
        return;
    const int64_t from = col_i64(eval_score(g->old.row.eval, old), g->old.row.r),
                  to = col_i64(eval_score(g->now.row.eval, now), g->now.row.r);
    if (from != to)
        add(g, "score", str_z(s->name),
            (Said){number_text(from), number_text(from), from},
            (Said){number_text(to), number_text(to), to});
}

static Str grade_of(const Side *s, int grade)
{
    return s->core->grades[grade]
        .members->member[col_i64(eval_grade(s->row.eval, grade), s->row.r)];
}

/* Bands stand from the best to the rest. */
static int64_t grade_rank(const CoreGrade *g, Str member)
{
    for (int i = 0; i < g->n_bands; i++)
        if (str_eq(g->members->member[g->bands[i].member], member))
            return -i;
    return NO_RANK;
}

static void compare_grade(Gather *g, int now)
{
    const CoreGrade *grade = &g->now.core->grades[now];
    const int old = core_grade(g->old.core, grade->name);
    if (old < 0)
        return;
    const Str from = grade_of(&g->old, old), to = grade_of(&g->now, now);
    if (!str_eq(from, to))
        add(g, "grade", str_z(grade->name), said_name(from, grade_rank(grade, from)),
            said_name(to, grade_rank(grade, to)));
}

/* Its rank is the new policy's; an exit has none: one may be a gain, another a loss. */
static Said said_place(const Core *ranks, const Side *s)
{
    const int place = lead_place(s->core, s->row);
    if (place < 0)
        return (Said){msg_text(MSG_LEAD_NO_STAGE), "null", -1};
    const CoreStage *stage = &s->core->stages[place];
    Said said = said_name(stage->name, core_stage(ranks, stage->name));
    if (said.rank < 0 || stage->is_exit)
        said.rank = NO_RANK;
    if (stage->is_exit)
        said.text = msg_text(MSG_LEAD_EXIT, said.text);
    return said;
}

static void compare_place(Gather *g)
{
    if (g->old.core->n_stages == 0 || g->now.core->n_stages == 0)
        return;
    const Said from = said_place(g->now.core, &g->old),
               to = said_place(g->now.core, &g->now);
    if (strcmp(from.text, to.text) != 0)
        add(g, "stage", msg_text(MSG_WORD_STAGE), from, to);
}

/* -- clauses ----------------------------------------------------------------------- */

/* Not to be late is better than to be, whatever it is known to be instead; the rest have no
 * order but for those here. */
static int64_t status_rank(ClauseStatus s, ClauseStatus other)
{
    static const int8_t rank[N_CLAUSE_STATUSES] = {[STATUS_BREACHED] = 1,
                                                   [STATUS_AT_RISK] = 2,
                                                   [STATUS_PAUSED] = 3,
                                                   [STATUS_RUNNING] = 3,
                                                   [STATUS_MET] = 4};
    if (s == STATUS_UNDETERMINED || other == STATUS_UNDETERMINED)
        return NO_RANK;
    if (s == STATUS_BREACHED || other == STATUS_BREACHED)
        return s != STATUS_BREACHED;
    return rank[s] > 0 ? rank[s] : NO_RANK;
}

/* Its due instant says something still. */
static bool has_due(const Instance *i)
{
    return status_is_open(i->status) || i->status == STATUS_BREACHED
           || i->status == STATUS_UNDETERMINED;
}

static const char *due_text(const Core *core, const Instance *i)
{
    return i->due_us == NO_INSTANT
               ? msg_text(MSG_LEAD_NO_DUE)
               : msg_text(MSG_LEAD_DUE, wall_text(core->zone, i->due_us));
}

/* "running, due Mon 2 Mar 2026 14:30" */
static const char *instance_text(const Core *core, const Instance *i)
{
    const char *status = clause_status_name(i->status);
    return has_due(i) && i->due_us != NO_INSTANT
               ? str_format("%s, %s", status, due_text(core, i))
               : status;
}

static const char *instance_json(const Core *core, const Instance *i)
{
    Buf b = {0};
    bool first = true;
    buf_char(&b, '{');
    json_key(&b, &first, "status");
    buf_json(&b, str_of(clause_status_name(i->status)));
    json_key(&b, &first, "due");
    json_instant(&b, core, i->due_us);
    buf_char(&b, '}');
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* The instance of that number; one that is not there is `none`. */
static Instance instance_of(const Side *s, int clause, int i)
{
    if (i < lead_instances(s->core, s->row, clause))
        return lead_instance(s->core, s->row, clause, i);
    return (Instance){.status = STATUS_NONE, .due_us = NO_INSTANT};
}

/* "running, due A" and "met"; where the due instant alone moved "due A" and "B". */
static Said said_instance(const Side *s, const Instance *i, const Instance *other,
                          bool is_now)
{
    const bool moved = i->status == other->status;
    const bool bare = is_now && i->due_us != NO_INSTANT && other->due_us != NO_INSTANT;
    const char *text = !moved ? instance_text(s->core, i)
                       : bare ? wall_text(s->core->zone, i->due_us)
                              : due_text(s->core, i);
    return (Said){text, instance_json(s->core, i),
                  status_rank(i->status, other->status)};
}

static void compare_instance(Gather *g, int old, int now, int i, bool several)
{
    const Instance from = instance_of(&g->old, old, i),
                   to = instance_of(&g->now, now, i);
    if (from.status == to.status && (!has_due(&to) || from.due_us == to.due_us))
        return;
    LeadNews *x = add(g, "clause", str_z(g->now.core->clauses[now].name),
                      said_instance(&g->old, &from, &to, false),
                      said_instance(&g->now, &to, &from, true));
    x->instance = several ? i + 1 : 0;
}

static void compare_clause(Gather *g, int now)
{
    const CoreClause *c = &g->now.core->clauses[now];
    const int old = core_clause(g->old.core, c->name);
    if (old < 0 || clause_lanes(c) == 0
        || clause_lanes(&g->old.core->clauses[old]) == 0)
        return;
    const int before = lead_instances(g->old.core, g->old.row, old),
              after = lead_instances(g->now.core, g->now.row, now),
              n = before > after ? before : after;
    for (int i = 0; i < n; i++)
        compare_instance(g, old, now, i, n > 1);
}

LeadNews *lead_news(const Core *old_core, Row old, const Core *new_core, Row now,
                    int *n)
{
    Gather g = {.old = {old_core, old}, .now = {new_core, now}};
    compare_persona(&g);
    for (int i = 0; i < new_core->n_scores; i++)
        compare_score(&g, i);
    for (int i = 0; i < new_core->n_grades; i++)
        compare_grade(&g, i);
    compare_place(&g);
    for (int i = 0; i < new_core->n_clauses; i++)
        compare_clause(&g, i);
    *n = g.n;
    return g.item;
}

/* -- text -------------------------------------------------------------------------- */

enum { INDENT = 2, GAP = 2, NAME_MOST = 24, FROM_MOST = 12 };

/* The widest of those that are no wider than `most`: longer ones push their own line. */
static int widest(int so_far, const char *text, int most)
{
    const int n = utf8_width(str_of(text));
    return n > so_far && n <= most ? n : so_far;
}

/* What does not fit goes on in the next line, arrow first. */
static void put_news(Buf *out, const LeadNews *x, int name, int from,
                     const ViewLook *look)
{
    const char *arrow = look->ascii ? " -> " : " → ";
    const int column =
        INDENT + wide_text(instance_name(x->name, x->instance), name) + GAP;
    const int arrow_at = column + wide_text(x->from, from);
    const int end = arrow_at + utf8_width(str_of(arrow)) + utf8_width(str_of(x->to));
    const char *paint = x->better ? "\033[32m" : x->worse ? "\033[31m" : "";
    buf_repeat(out, ' ', INDENT);
    text_padded(out, str_of(instance_name(x->name, x->instance)), name);
    buf_repeat(out, ' ', GAP);
    if (end > view_width(look)) {
        text_clean(out, str_of(x->from));
        buf_char(out, '\n');
        buf_repeat(out, ' ', column - 1);
    } else {
        text_padded(out, str_of(x->from), from);
    }
    buf_z(out, arrow);
    text_painted(out, str_of(x->to), look->colour ? paint : "");
    buf_char(out, '\n');
}

void lead_news_text(Buf *out, const LeadNews *news, int n, const ViewLook *look)
{
    int name = 0, from = 0;
    for (int i = 0; i < n; i++) {
        name = widest(name, instance_name(news[i].name, news[i].instance), NAME_MOST);
        from = widest(from, news[i].from, FROM_MOST);
    }
    for (int i = 0; i < n; i++)
        put_news(out, &news[i], name, from, look);
}

/* -- JSON -------------------------------------------------------------------------- */

static void put_json(Buf *out, const LeadNews *x)
{
    bool first = true;
    buf_char(out, '{');
    json_key(out, &first, "what");
    buf_json(out, str_of(x->what));
    json_key(out, &first, "name");
    buf_json(out, str_of(x->name));
    if (x->instance > 0) {
        json_key(out, &first, "instance");
        buf_i64(out, x->instance);
    }
    json_key(out, &first, "from");
    buf_z(out, x->from_json);
    json_key(out, &first, "to");
    buf_z(out, x->to_json);
    json_key(out, &first, "change");
    buf_z(out, x->better ? "\"better\"" : x->worse ? "\"worse\"" : "null");
    buf_char(out, '}');
}

void lead_news_json(Buf *out, const LeadNews *news, int n)
{
    buf_char(out, '[');
    for (int i = 0; i < n; i++) {
        if (i > 0)
            buf_char(out, ',');
        put_json(out, &news[i]);
    }
    buf_char(out, ']');
}
