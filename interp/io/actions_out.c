/* actions_out.c -- warnings and breaches that have come, a line an action. */
#include "interp/io/actions_out.h"

#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "interp/io/colvalue.h"

/* A clause, its columns of this batch, and what its lines begin with. */
typedef struct Acting {
    const CoreClause *c;
    int clause, n_lanes;
    Str party; /* as JSON */
    const Column *warn_level, *breach_level;
} Acting;

struct ActionsOut {
    const Core *core;
    Sink *sink;
    Acting *acting; /* clauses with actions */
    int n;
    size_t cap;
    Buf line;
    uint64_t written;
};

static bool has_actions(const CoreClause *c)
{
    for (int i = 0; i < c->n_levels; i++)
        if (c->level[i].n_on_warn > 0 || c->level[i].n_on_breach > 0)
            return true;
    return false;
}

static Str party_json(const Core *core, const CoreClause *c)
{
    Buf b = {0};
    if (c->party < 0)
        return STR("null");
    buf_json(&b, core->parties[c->party]);
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

ActionsOut *actions_out_new(const Core *core, Sink *sink)
{
    ActionsOut *o = MEM_NEW(ActionsOut);
    o->core = core;
    o->sink = sink;
    for (int i = 0; i < core->n_clauses; i++) {
        const CoreClause *c = &core->clauses[i];
        if (clause_lanes(c) > 0 && has_actions(c))
            MEM_PUSH(o->acting, o->n, o->cap) = (Acting){.c = c,
                                                         .clause = i,
                                                         .n_lanes = clause_lanes(c),
                                                         .party = party_json(core, c)};
    }
    return o;
}

void actions_out_free(ActionsOut *o) { buf_free(&o->line); }
uint64_t actions_out_count(const ActionsOut *o) { return o->written; }

/* -- a line ------------------------------------------------------------------------ */

static void put_lead(ActionsOut *o, const Batch *b, int r)
{
    const int label = o->core->label;
    if (label >= 0 && !column_missing(&b->col[label], r))
        col_json(&o->line, &b->col[label], r, o->core->fields[label].type, o->core);
    else
        buf_i64(&o->line, (int64_t)b->row[r].number);
}

static void put_action(ActionsOut *o, const Acting *a, const Batch *b, int r, int level,
                       const char *because, const Column *at, const CoreAction *action)
{
    Buf *line = &o->line;
    line->n = 0;
    buf_z(line, "{\"lead\":");
    put_lead(o, b, r);
    buf_z(line, ",\"clause\":");
    buf_json(line, a->c->name);
    buf_z(line, ",\"agreement\":");
    buf_json(line, o->core->agreements[a->c->level[level].agreement].name);
    buf_z(line, ",\"party\":");
    buf_str(line, a->party);
    buf_format(line, ",\"because\":\"%s\",\"at\":", because);
    col_json(line, at, r, &type_timestamp, o->core);
    buf_format(line, ",\"action\":\"%s\",\"to\":", action_name(action->kind));
    buf_json(line, action->text);
    buf_z(line, "}\n");
    sink_put(o->sink, buf_view(line));
    o->written++;
}

/* The level that supplies a line to this row, or -1. */
static int level_at(const Column *level, int r)
{
    return level == NULL || column_missing(level, r) ? -1
                                                     : (int)(col_i64(level, r) / MICRO);
}

/* -- instances --------------------------------------------------------------------- */

static void put_warning(ActionsOut *o, const Acting *a, const Batch *b, const Eval *ev,
                        int lane, int r)
{
    const int level = level_at(a->warn_level, r);
    const int64_t now = b->now.i64[column_row(&b->now, r)];
    const CoreClauseLevel *l = level >= 0 ? &a->c->level[level] : NULL;
    for (int i = 0; l != NULL && i < l->n_on_warn; i++) {
        const Column *at =
            eval_clause_warning_by(ev, a->clause, lane, l->on_warn[i].line);
        if (!column_missing(at, r) && col_i64(at, r) <= now)
            put_action(o, a, b, r, level, "warn", at, &l->on_warn[i]);
    }
}

static void put_breach(ActionsOut *o, const Acting *a, const Batch *b, const Eval *ev,
                       int lane, int r)
{
    const int level = level_at(a->breach_level, r);
    if (level < 0)
        return;
    const CoreClauseLevel *l = &a->c->level[level];
    for (int i = 0; i < l->n_on_breach; i++)
        put_action(o, a, b, r, level, "breach",
                   eval_clause(ev, a->clause, lane, PROP_DUE), &l->on_breach[i]);
}

static void put_instance(ActionsOut *o, const Acting *a, const Batch *b, const Eval *ev,
                         int lane, int r)
{
    const int64_t status = col_i64(eval_clause(ev, a->clause, lane, PROP_STATUS), r);
    if (status == STATUS_NONE || status == STATUS_UNDETERMINED
        || status == STATUS_EXCUSED)
        return;
    put_warning(o, a, b, ev, lane, r);
    if (status == STATUS_BREACHED)
        put_breach(o, a, b, ev, lane, r);
}

static void bind(ActionsOut *o, const Eval *ev)
{
    for (int i = 0; i < o->n; i++) {
        Acting *a = &o->acting[i];
        a->warn_level = eval_clause_level(ev, a->clause, LINE_WARN_AT);
        a->breach_level = eval_clause_level(ev, a->clause, LINE_BREACH);
    }
}

void actions_out_batch(ActionsOut *o, const Batch *b, const Eval *ev,
                       const uint8_t *keep)
{
    bind(o, ev);
    for (int r = 0; r < b->n; r++)
        for (int i = 0; i < o->n && (keep == NULL || keep[r]); i++)
            for (int lane = 0; lane < o->acting[i].n_lanes; lane++)
                put_instance(o, &o->acting[i], b, ev, lane, r);
}
