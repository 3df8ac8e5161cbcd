/* check_rules.c -- personas, and scores with their rules, groups and caps. */
#include "interp/base/mem.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/later.h"
#include "interp/sema/remark.h"

/* -- personas */

static void declare_personas(Sema *s)
{
    const NodeList *l = &s->decls[N_PERSONA];
    Core *c = s->core;
    Map *seen = map_new();
    Enum *e = MEM_NEW(Enum);
    e->name = STR("persona");
    e->otherwise = -1;
    e->member = MEM_ARRAY(Str, l->n + 1);
    c->personas = MEM_ARRAY(CorePersona, l->n + 1);
    for (int i = 0; i < l->n; i++) {
        const Node *n = l->item[i], *name = kid(n, 0);
        if (str_is(text_of(name), "none"))
            say(s, E0303, name->span, MSG_NAME_TAKEN, "none",
                word_at(s, name->span, "persona"));
        else
            (void)unique(s, seen, name);
        CorePersona *p = &c->personas[c->n_personas++];
        *p = (CorePersona){.name = text_of(name),
                           .title = text_or(kid(n, 1), text_of(name)),
                           .id = core_span(s, n->span)};
        e->member[e->n++] = p->name;
    }
    e->member[e->n] = STR("none");
    e->n += l->n > 0;
    c->persona_enum = e;
}

static void check_personas(Sema *s)
{
    for (int i = 0; i < s->core->n_personas; i++)
        s->core->personas[i].when = check_flag(s, kid(s->decls[N_PERSONA].item[i], 2));
}

/* -- scores */

void declare_rules(Sema *s)
{
    const NodeList *l = &s->decls[N_SCORE];
    Core *c = s->core;
    declare_personas(s);
    c->scores = MEM_ARRAY(CoreScore, l->n + 1);
    for (int i = 0; i < l->n; i++) {
        const Node *n = l->item[i];
        CoreScore *score = &c->scores[c->n_scores++];
        score->name = text_of(kid(n, 0));
        score->title = text_or(kid(n, 1), score->name);
        score->id = core_span(s, n->span);
        score->has_range = check_range(s, kid(n, 2), &type_number,
                                       msg_text(MSG_ITS_RANGE, str_z(score->name)),
                                       &score->lo, &score->hi);
        (void)declare(s, SYM_SCORE, kid(n, 0), n, i);
    }
}

static CoreExpr *check_points(Sema *s, const Node *n, const char *whose)
{
    return n == NULL ? NULL : check_typed(s, n, &type_number, whose);
}

static CoreExpr *check_cap(Sema *s, const Node *cap)
{
    const Node *points = cap != NULL && cap->kind == N_CAP ? kid(cap, 0) : cap;
    CoreExpr *e = check_points(s, points, msg_text(MSG_A_CAP));
    if (e != NULL && is_const(e) && e->i64 < 0)
        say(s, E0412, points->span, MSG_CAP_NEGATIVE);
    return e;
}

static void check_rule_list(Sema *s, const Node *list, CoreRule **rules, int *n);

static bool check_rule(Sema *s, const Node *n, CoreRule *r)
{
    r->minus = (n->flags & NODE_MINUS) != 0;
    r->text = one_line(n->span);
    r->id = core_span(s, n->span);
    if (n->kind == N_RULE_GROUP) {
        r->kind = RULE_GROUP;
        r->title = text_of(kid(n, 0));
        r->cap = check_cap(s, kid(n, 1));
        r->text = r->title;
        check_rule_list(s, kid(n, 2), &r->rules, &r->n_rules);
        return true;
    }
    if (n->kind == N_RULE_EACH) {
        const Sym *event = scope_find(s->scope, text_of(kid(n, 1)));
        later_mark_used(s, n);
        if (event == NULL || event->kind != SYM_LATER)
            later_form(s, n->span, LATER_EACH);
        return false;
    }
    if (n->kind != N_RULE_WHEN && n->kind != N_RULE_PER)
        return false;
    r->points = check_points(s, kid(n, 0), msg_text(MSG_RULE_POINTS));
    if (n->kind == N_RULE_WHEN) {
        r->kind = RULE_WHEN;
        r->when = check_flag(s, kid(n, 1));
        return true;
    }
    r->kind = RULE_PER;
    r->per = check_points(s, kid(n, 1), phrase(s, n->span, MSG_RULE_PER));
    r->cap = check_cap(s, kid(n, 2));
    return true;
}

static void check_rule_list(Sema *s, const Node *list, CoreRule **rules, int *n)
{
    *rules = MEM_ARRAY(CoreRule, n_items(list) + 1);
    for (int i = 0; i < n_items(list); i++)
        *n += check_rule(s, list->kid[i], &(*rules)[*n]);
}

/* Rules are numbered as they stand in the text: a group before what is in it. */
static void number_rules(Core *c, CoreRule *rules, int n, size_t *cap)
{
    for (int i = 0; i < n; i++) {
        rules[i].rule = c->n_rules;
        MEM_PUSH(c->rule, c->n_rules, *cap) = &rules[i];
        number_rules(c, rules[i].rules, rules[i].n_rules, cap);
    }
}

static void check_score(Sema *s, CoreScore *score, const Node *n)
{
    const Node *rules = kid(n, 3), *expr = kid(n, 4);
    if (expr != NULL) {
        score->expr = check_typed(s, expr, &type_number,
                                  msg_text(MSG_THE_SCORE, str_z(score->name)));
        score->text = one_line(expr->span);
        return;
    }
    check_rule_list(s, rules, &score->rules, &score->n_rules);
    if (n_items(rules) == 0)
        say(s, E0420, n->at, MSG_EMPTY_SCORE, str_z(score->name));
}

void check_rules(Sema *s)
{
    Core *c = s->core;
    size_t cap = 0;
    check_personas(s);
    for (int i = 0; i < c->n_scores; i++)
        check_score(s, &c->scores[i], s->decls[N_SCORE].item[i]);
    for (int i = 0; i < c->n_scores; i++)
        number_rules(c, c->scores[i].rules, c->scores[i].n_rules, &cap);
}
