/* whatif_carry.c -- values that were moved, and what-ifs on leads, under another policy.
 *
 * A threshold is the same by its name, a field too.  What was typed anew has the value that
 * it was typed with.
 */
#include "grammar/fmt.h"
#include "interp/base/mem.h"
#include "interp/study/literal_node.h"
#include "interp/study/whatif_part.h"

typedef struct Carry {
    const Session *from;
    Session *to;
    const Source *typed;
    Str clause;        /* n 0: all that is typed */
    bool *moved;       /* by threshold of `to` */
    const char **lost; /* sentences */
    int n_lost;
    size_t cap_lost;
} Carry;

static void lose(Carry *c, MsgId why, const char *name, const char *value)
{
    MEM_PUSH(c->lost, c->n_lost, c->cap_lost) = msg_text(why, name, value);
}

static void lose_move(Carry *c, MsgId why, const Session *of, int threshold)
{
    const Core *core = of->core;
    lose(c, why, str_z(core->thresholds[threshold].name),
         threshold_text(core, threshold, of->threshold[threshold], of->language));
}

/* -- thresholds ------------------------------------------------------------------------- */

/* The declaration that a threshold's value stands in. */
static Span declared_at(const Core *c, const CoreThreshold *t)
{
    if (t->clause < 0)
        return c->span[t->id];
    return c->span[c->agreements[c->clauses[t->clause].level[t->level].agreement].id];
}

/* Said anew by what was typed. */
static bool is_typed(const Carry *c, const CoreThreshold *t)
{
    const Core *core = c->to->core;
    return declared_at(core, t).src == c->typed
           && (c->clause.n == 0
               || (t->clause >= 0 && str_eq(core->clauses[t->clause].name, c->clause)));
}

static bool calendar_now(const Carry *c, int64_t *value)
{
    const int i = core_calendar(c->to->core, c->from->core->calendars[*value].name);
    *value = i;
    return i >= 0;
}

static bool still_fits(const Carry *c, int was, int now, int64_t *value)
{
    const CoreThreshold *old = &c->from->core->thresholds[was],
                        *t = &c->to->core->thresholds[now];
    if (old->type->kind != t->type->kind
        || (t->has_range && (*value < t->lo || *value > t->hi)))
        return false;
    return t->type->kind != TY_CALENDAR || calendar_now(c, value);
}

static void carry_move(Carry *c, int was)
{
    const CoreThreshold *old = &c->from->core->thresholds[was];
    const int now = core_threshold(c->to->core, old->name);
    int64_t value = c->from->threshold[was];
    if (value == old->value)
        return;
    if (now < 0) {
        lose_move(c, MSG_MOVE_GONE, c->from, was);
        return;
    }
    if (is_typed(c, &c->to->core->thresholds[now]))
        return;
    if (!still_fits(c, was, now, &value)) {
        lose_move(c, MSG_MOVE_REFUSED, c->from, was);
        return;
    }
    c->to->threshold[now] = value;
    c->moved[now] = true;
}

/* A clause whose lines no longer go together has them as they are declared. */
static void hold_clause(Carry *c, int threshold)
{
    Session *s = c->to;
    const int clause = s->core->thresholds[threshold].clause;
    const Span at = declared_at(s->core, &s->core->thresholds[threshold]);
    const Parsed where = {.src = at.src, .file = ast_leaf(N_BAD, at, (Str){0})};
    if (sema_settled(s->core, &where, threshold, s->threshold, diags_new()))
        return;
    for (int i = 0; i < s->core->n_thresholds; i++) {
        const CoreThreshold *t = &s->core->thresholds[i];
        if (t->clause != clause || !c->moved[i])
            continue;
        lose_move(c, MSG_MOVE_REFUSED, s, i);
        s->threshold[i] = t->value;
        c->moved[i] = false;
    }
}

static void carry_moves(Carry *c)
{
    const Core *core = c->to->core;
    c->moved = MEM_ARRAY(bool, core->n_thresholds + 1);
    for (int i = 0; i < c->from->core->n_thresholds; i++)
        carry_move(c, i);
    for (int i = 0; i < core->n_thresholds; i++)
        if (c->moved[i] && core->thresholds[i].clause >= 0)
            hold_clause(c, i);
}

static int scenario_now(const Carry *c)
{
    const int was = c->from->scenario;
    if (was < 0)
        return -1;
    for (int i = 0; i < c->to->core->n_scenarios; i++)
        if (str_eq(c->to->core->scenarios[i].name, c->from->core->scenarios[was].name))
            return i;
    return -1;
}

/* -- what-ifs on leads --------------------------------------------------------------------- */

/* The value as one of another type of its kind; NULL: it is none. */
static const CoreExpr *value_now(const CoreExpr *v, const Type *type)
{
    CoreExpr e = *v;
    if (v->type->kind != type->kind)
        return NULL;
    if (type->kind == TY_LIST && !type_same(v->type->elem, type->elem)
        && (v->type->elem->kind != TY_ENUM || type->elem->kind != TY_ENUM
            || !enum_alike(v->type->elem->of, type->elem->of)))
        return NULL;
    if (type->kind == TY_ENUM && !v->missing)
        e.i64 = enum_find(type->of, v->type->of->member[v->i64]);
    return e.i64 < 0 && type->kind == TY_ENUM ? NULL : given_const(type, &e);
}

static bool given_now(const Carry *c, const WhatGiven *old, WhatGiven *out)
{
    const Core *core = c->to->core;
    *out = *old;
    out->field = core_field(core, c->from->core->fields[old->field].name);
    if (out->field < 0)
        return false;
    const CoreField *f = &core->fields[out->field];
    out->value = value_now(old->value, f->type);
    if (out->value == NULL || out->value->missing)
        return out->value != NULL;
    const bool number = type_phys(f->type) == PHYS_I64;
    return !number
           || (((f->flags & FIELD_HAS_LO) == 0 || out->value->i64 >= f->lo)
               && ((f->flags & FIELD_HAS_HI) == 0 || out->value->i64 <= f->hi));
}

static const char *given_words(const CoreExpr *v, const Core *core)
{
    Buf b = {0};
    const Node *n = literal_of_const(v, core->zone, core->currency);
    if (n != NULL)
        fmt_expr(&b, n, LANG_EN);
    else
        buf_z(&b, "missing");
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void carry_given(Carry *c, State *to, const State *from)
{
    WhatGiven *g = MEM_ARRAY(WhatGiven, from->pub.n_given + 1);
    int n = 0;
    for (int i = 0; i < from->pub.n_given; i++) {
        const WhatGiven *old = &from->pub.given[i];
        if (given_now(c, old, &g[n]))
            n++;
        else
            lose(c, MSG_GIVEN_GONE, str_z(c->from->core->fields[old->field].name),
                 given_words(old->value, c->from->core));
    }
    to->shared = NULL;
    to->pub.given = g;
    to->pub.n_given = n;
}

void state_carry(State *to, const State *from, const Source *typed, Str clause)
{
    Session *s = MEM_NEW(Session);
    *s = *to->pub.session;
    Carry c = {.from = from->pub.session, .to = s, .typed = typed, .clause = clause};
    carry_moves(&c);
    s->scenario = scenario_now(&c);
    carry_given(&c, to, from);
    to->pub.session = s;
    to->pub.lost = c.lost;
    to->pub.n_lost = c.n_lost;
}
