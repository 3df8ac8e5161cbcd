/* why_not_make.c -- the conditions that keep a lead from a goal, at every depth. */
#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/expr_name.h"
#include "interp/study/how_to_make.h"
#include "interp/study/why_not_part.h"

Cause *why_add(Cause *into, Cause cause)
{
    MEM_PUSH(into->part, into->n, into->cap) = cause;
    return &into->part[into->n - 1];
}

const Column *why_column(const Whys *w, const CoreExpr *e)
{
    const int i = asked_find(w->asked, e);
    return i >= 0 ? eval_extra(w->row.eval, i) : NULL;
}

Holding why_holding(const Whys *w, const CoreExpr *e)
{
    const Column *c = why_column(w, e);
    if (c == NULL)
        return e->missing ? HOLDS_UNKNOWN : e->i64 != 0 ? HOLDS_YES : HOLDS_NO;
    if (column_missing(c, w->row.r))
        return HOLDS_UNKNOWN;
    return col_flag(c, w->row.r) ? HOLDS_YES : HOLDS_NO;
}

const uint8_t *why_missing(const Whys *w, const CoreExpr *e)
{
    const int n = w->core->n_fields;
    uint8_t *marks = mem_bytes((size_t)n + 1);
    bool any = false;
    memset(marks, 0, (size_t)n + 1);
    core_direct_fields_of(w->core, e, marks);
    for (int f = 0; f < n; f++) {
        marks[f] = marks[f] && column_missing(&w->row.batch->col[f], w->row.r);
        any |= marks[f] != 0;
    }
    return any ? marks : NULL;
}

/* -- conditions --------------------------------------------------------------------------- */

static const char *condition_text(const Whys *w, const CoreExpr *e, bool want)
{
    const char *text = e->id >= 0 ? core_text_z(w->core, e->id) : "";
    if (text[0] == '\0')
        text = expr_name_z(w->core, e);
    return want ? text : msg_text(MSG_WHYNOT_TEXT_NOT, text);
}

/* Both ends of `in 5..200` stand where all of it does. */
static bool same_place(const Core *core, int a, int b)
{
    if (a < 0 || b < 0)
        return false;
    const Span x = core->span[a], y = core->span[b];
    return x.src == y.src && x.lo == y.lo && x.hi == y.hi;
}

/* A range that is not known is so for both of its ends: it is said once. */
static bool is_said(const Whys *w, const Cause *into, const Cause *c)
{
    for (int i = 0; i < into->n; i++)
        if (same_place(w->core, into->part[i].id, c->id) && into->part[i].values == NULL
            && c->values == NULL)
            return true;
    return false;
}

/* What is asked for is the text with its `not`: it is no, or unknown. */
static void leaf(Whys *w, Cause *into, CoreExpr *e, bool want)
{
    const Holding is = why_holding(w, e);
    const Cause said = {.holds = is == HOLDS_UNKNOWN ? is : HOLDS_NO,
                        .text = str_of(condition_text(w, e, want)),
                        .id = e->id,
                        .values = why_values(w, e, want)};
    if (is_said(w, into, &said))
        return;
    Cause *c = why_add(into, said);
    if (is == HOLDS_UNKNOWN)
        c->missing = why_missing(w, e);
    why_rests_on(w, c, e, want);
}

static bool is_range(const Core *core, const CoreExpr *e)
{
    return e->n == 2 && same_place(core, e->arg[0]->id, e->arg[1]->id);
}

/* One of several that would do, itself of several that all have to hold. */
static void all_of(Whys *w, Cause *into, CoreExpr *e, bool want)
{
    const Holding is = why_holding(w, e);
    Cause *c = why_add(into, (Cause){.holds = is == HOLDS_UNKNOWN ? is : HOLDS_NO,
                                     .text = str_of(condition_text(w, e, want)),
                                     .id = e->id});
    why_condition(w, c, e, want);
}

/* Any one of them would do: none is as it is wanted. */
static void any_of(Whys *w, Cause *into, const CoreExpr *e, bool want)
{
    Holding holds = HOLDS_NO;
    for (int i = 0; i < e->n; i++)
        if (why_holding(w, e->arg[i]) == HOLDS_UNKNOWN)
            holds = HOLDS_UNKNOWN;
    Cause *c = why_add(
        into,
        (Cause){.holds = holds, .text = str_of(msg_text(MSG_WHYNOT_ANY)), .id = e->id});
    for (int i = 0; i < e->n; i++)
        if (e->arg[i]->kind == (want ? CORE_AND : CORE_OR)
            && !is_range(w->core, e->arg[i]))
            all_of(w, c, e->arg[i], want);
        else
            why_condition(w, c, e->arg[i], want);
}

void why_condition(Whys *w, Cause *into, CoreExpr *e, bool want)
{
    if (why_holding(w, e) == (want ? HOLDS_YES : HOLDS_NO))
        return;
    if (e->kind == CORE_NOT) {
        why_condition(w, into, e->arg[0], !want);
    } else if (e->kind == (want ? CORE_AND : CORE_OR)) {
        for (int i = 0; i < e->n; i++)
            why_condition(w, into, e->arg[i], want);
    } else if (e->kind == (want ? CORE_OR : CORE_AND)) {
        any_of(w, into, e, want);
    } else {
        leaf(w, into, e, want);
    }
}

/* -- the goal ------------------------------------------------------------------------------ */

static const char *later_stages(const Core *core, int stage)
{
    Buf b = {0};
    for (int i = stage + 1; i < core->n_stages - core->n_exits; i++) {
        buf_z(&b, b.n > 0 ? ", " : "");
        buf_str(&b, core->stages[i].name);
    }
    const char *z = b.n > 0 ? str_z(buf_view(&b)) : NULL;
    buf_free(&b);
    return z;
}

static const char *exit_since(const Whys *w, int stage)
{
    const Column *c = eval_since(w->row.eval, stage);
    if (column_missing(c, w->row.r))
        return "";
    Buf b = {0};
    col_print(&b, c, w->row.r, &type_timestamp, w->core, true);
    const char *z = msg_text(MSG_WHYNOT_SINCE, str_z(buf_view(&b)));
    buf_free(&b);
    return z;
}

/* An exit took the lead away from where it had got to. */
static void why_exit(Whys *w, Cause *into)
{
    const Core *core = w->core;
    const Column *c = eval_exit(w->row.eval);
    if (core->n_exits == 0 || column_missing(c, w->row.r))
        return;
    const int exit = core->n_stages - core->n_exits + (int)col_i64(c, w->row.r);
    const char *name = str_z(core->stages[exit].name), *since = exit_since(w, exit);
    const char *is = msg_text(MSG_WHYNOT_IS, msg_text(MSG_WORD_EXIT), name);
    why_add(into,
            (Cause){.holds = HOLDS_NO,
                    .text = str_of(msg_text(MSG_WHYNOT_NO_EXIT)),
                    .id = core->stages[exit].id,
                    .values = since[0] != '\0' ? str_format("%s, %s", is, since) : is});
}

static void why_goal(Whys *w, WhyNot *of, Cause *into)
{
    const Goal *g = &of->goal;
    switch (g->kind) {
    case GOAL_STAGE:
        why_stage(w, into, g->index);
        if (!w->core->stages[g->index].is_exit) {
            of->also = into->n > 0 ? later_stages(w->core, g->index) : NULL;
            why_exit(w, into);
        }
        break;
    case GOAL_GRADE: why_grade(w, into, g->index, g->expr->set); break;
    case GOAL_PERSONA: why_persona(w, into, g->member); break;
    case GOAL_CONDITION: why_condition(w, into, g->expr, true); break;
    }
}

const WhyNot *why_not_make(const OneLeadWant *lead, const Goal *goal)
{
    const Core *core = lead->session->core;
    WhyNot *of = MEM_NEW(WhyNot);
    Cause all = {.id = -1};
    Whys w = {.core = core, .asked = asked_new(core, goal->expr)};
    OneLeadWant want = *lead;
    want.extra = w.asked->extra;
    want.n_extra = w.asked->n;
    OneLead *l = one_lead_new(&want);
    w.row = one_lead_row(l);
    w.seen_score = mem_alloc((size_t)core->n_scores + 1);
    w.seen_stage = mem_alloc((size_t)core->n_stages + 1);
    of->goal = *goal;
    of->holds = why_holding(&w, goal->expr);
    of->there = of->holds == HOLDS_YES;
    if (!of->there)
        why_goal(&w, of, &all);
    of->cause = all.part;
    of->n = all.n;
    one_lead_free(l);
    return of;
}
