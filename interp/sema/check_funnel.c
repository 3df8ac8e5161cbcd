/* check_funnel.c -- the funnel: stages in order, then exits. */
#include "interp/base/mem.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/later.h"
#include "interp/sema/remark.h"

static const Node *funnel_of(Sema *s)
{
    const NodeList *l = &s->decls[N_FUNNEL];
    for (int i = 1; i < l->n; i++)
        diag_label(say(s, E0403, l->item[i]->at, MSG_BLOCK_TWICE,
                       word_at(s, l->item[i]->at, "funnel")),
                   l->item[0]->at, MSG_FIRST_HERE);
    return l->n > 0 ? l->item[0] : NULL;
}

static void declare_kind(Sema *s, const Node *list, NodeKind kind, Enum *e)
{
    Core *c = s->core;
    e->otherwise = -1;
    e->member = MEM_ARRAY(Str, n_items(list) + 1);
    for (int i = 0; i < n_items(list); i++) {
        const Node *n = list->kid[i];
        if (n->kind != kind)
            continue;
        CoreStage *st = &c->stages[c->n_stages++];
        st->name = text_of(kid(n, 0));
        st->title = text_or(kid(n, 1), st->name);
        st->is_exit = kind == N_EXIT;
        st->id = core_span(s, n->span);
        c->n_exits += st->is_exit;
        e->member[e->n++] = st->name;
        (void)declare(s, SYM_STAGE, kid(n, 0), n, c->n_stages - 1);
    }
}

void declare_funnel(Sema *s)
{
    Core *c = s->core;
    Enum *stages = MEM_NEW(Enum), *exits = MEM_NEW(Enum);
    const Node *funnel = funnel_of(s), *list = kid(funnel, 0);
    stages->name = STR("stage");
    exits->name = STR("exit");
    c->stages = MEM_ARRAY(CoreStage, n_items(list) + 1);
    declare_kind(s, list, N_STAGE, stages);
    declare_kind(s, list, N_EXIT, exits);
    c->stage_enum = stages;
    c->exit_enum = exits;
    if (funnel != NULL && stages->n == 0)
        say(s, E0410, funnel->at, MSG_NO_STAGES);
}

static void check_since(Sema *s, CoreStage *st, const Node *n)
{
    if (kid(n, 3) != NULL)
        st->since = check_typed(s, kid(n, 3), &type_timestamp,
                                phrase(s, n->span, MSG_ITS_SINCE, str_z(st->name)));
}

/* `x <= now`: once yes, time alone does not undo it. */
static bool only_begins(const Core *c, const CoreExpr *e)
{
    if (e->kind == CORE_AND || e->kind == CORE_OR) {
        for (int i = 0; i < e->n; i++)
            if (core_moves_with_time(c, e->arg[i]) && !only_begins(c, e->arg[i]))
                return false;
        return true;
    }
    if (e->kind != CORE_CALL || e->n != 2)
        return false;
    const bool up = e->kernel == K_LT || e->kernel == K_LE;
    const bool down = e->kernel == K_GT || e->kernel == K_GE;
    const CoreExpr *late = up ? e->arg[1] : e->arg[0],
                   *early = up ? e->arg[0] : e->arg[1];
    return (up || down) && late->kind == CORE_NOW && !core_moves_with_time(c, early);
}

/* The condition can turn back while the instant stays: the stage is then left without
 * anything having happened. */
static void warn_turning(Sema *s, const CoreStage *st, const Node *n)
{
    if (st->when == NULL || st->since == NULL || is_error(st->when)
        || !core_moves_with_time(s->core, st->when) || only_begins(s->core, st->when))
        return;
    Diag *d = say(s, W0603, kid(n, 2)->span, MSG_STAGE_TURNS, str_z(st->name));
    diag_label(d, kid(n, 3)->span, MSG_SINCE_STAYS);
}

static void check_stage(Sema *s, CoreStage *st, const Node *n, bool first)
{
    if (kid(n, 2) != NULL)
        st->when = check_flag(s, kid(n, 2));
    check_since(s, st, n);
    if (kid(n, 4) != NULL) {
        later_mark_used(s, kid(n, 4));
        later_form(s, kid(n, 4)->span, LATER_UNTIL);
    }
    if (st->when == NULL && st->since == NULL && !first)
        diag_help(say(s, E0409, n->span, MSG_STAGE_NEEDS, str_z(st->name)),
                  MSG_WRITE_SINCE_AT, span_words(n->span), str_z(st->name));
}

/* The node of a stage: declare_funnel took stages first, then exits, each in order. */
static const Node *stage_node(const Sema *s, int stage)
{
    const Node *list = kid(s->decls[N_FUNNEL].item[0], 0);
    NodeKind kind = s->core->stages[stage].is_exit ? N_EXIT : N_STAGE;
    int k = kind == N_EXIT ? stage - (s->core->n_stages - s->core->n_exits) : stage;
    for (int i = 0; i < list->n; i++)
        if (list->kid[i]->kind == kind && k-- == 0)
            return list->kid[i];
    return NULL;
}

void check_funnel(Sema *s)
{
    Core *c = s->core;
    for (int i = 0; i < c->n_stages; i++)
        check_stage(s, &c->stages[i], stage_node(s, i),
                    i == 0 && !c->stages[i].is_exit);
    for (int i = 0; i < c->n_stages; i++)
        warn_turning(s, &c->stages[i], stage_node(s, i));
}
