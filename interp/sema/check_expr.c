/* check_expr.c -- expressions: names, logic, arithmetic, alternatives. */
#include "interp/sema/check_expr.h"

#include "interp/base/mem.h"
#include "interp/sema/check_calendar.h"
#include "interp/sema/later.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"
#include "interp/sema/test_part.h"

const Node *bare(const Node *n)
{
    while (n != NULL && n->kind == N_PAREN)
        n = kid(n, 0);
    return n;
}

bool is_word(const Node *n, Keyword k)
{
    if (n == NULL || n->kind != N_NAME || (n->flags & NODE_QUOTED))
        return false;
    return n->word == (uint16_t)k || str_eq(n->text, keyword_text(k, LANG_EN));
}

int member_of(const Sema *s, const Node *n, const Enum *of)
{
    n = bare(n);
    if (n == NULL || of == NULL || (n->kind != N_NAME && n->kind != N_STRING))
        return -1;
    int m = scope_member(s->scope, of, n->text);
    bool own =
        of == s->scope->weekday || of == s->core->persona_enum || of == &clause_status;
    if (m < 0 && own && n->kind == N_NAME && n->word != 0)
        m = enum_find(of, keyword_text((Keyword)n->word, LANG_EN));
    return m;
}

static CoreExpr *member_const(Sema *s, const Enum *of, int m, Span at)
{
    return core_const(s, type_enum(of), m, at);
}

/* -- names */

static Sym *find_param(const Sema *s, Str name)
{
    for (int i = 0; s->frame != NULL && i < s->frame->n; i++)
        if (str_eq(s->frame->param[i].name, name))
            return &s->frame->param[i];
    return NULL;
}

static CoreExpr *indexed(Sema *s, CoreKind kind, const Type *type, const Node *n,
                         int index)
{
    CoreExpr *e = core_new(s, kind, type, n->span, 0);
    e->index = index;
    return e;
}

static CoreExpr *set_as_list(Sema *s, const Node *n, const SetValue *v)
{
    CoreExpr *e = core_new(s, CORE_CONST, type_list(v->elem), n->span, v->n);
    for (int i = 0; i < v->n; i++)
        core_set_arg(e, i, v->item[i]);
    return v->elem->kind == TY_ERROR ? core_error(s, n->span) : e;
}

static CoreExpr *not_a_value(Sema *s, const Node *n, const Sym *sym)
{
    CoreExpr *figure =
        sym->kind == SYM_CLAUSE ? check_expected_clause(s, n, sym->index) : NULL;
    if (figure != NULL)
        return figure;
    const char *name = str_z(n->text);
    MsgId what = sym->kind == SYM_STAGE      ? MSG_STAGE_IS_NO_VALUE
                 : sym->kind == SYM_CLAUSE   ? MSG_CLAUSE_IS_NO_VALUE
                 : sym->kind == SYM_FACT     ? MSG_FACT_IS_NO_VALUE
                 : sym->kind == SYM_HOLIDAYS ? MSG_HOLIDAYS_ARE_NO_VALUE
                                             : MSG_FUNCTION_IS_NO_VALUE;
    Diag *d = say(s, E0306, n->span, what, name);
    if (sym->kind == SYM_STAGE)
        diag_help(d, MSG_STAGE_IN_CONDITION, name);
    if (sym->kind == SYM_CLAUSE)
        diag_help(d, MSG_CLAUSE_IN_CONDITION, name);
    if (sym->kind == SYM_HOLIDAYS)
        diag_help(d, MSG_HOLIDAYS_ARE_FOR, name);
    diag_label(d, sym->at, MSG_DECLARED_HERE);
    return core_error(s, n->span);
}

/* A figure is of all leads: none of them has a value here; nor one of several. */
static bool one_leads(const Sema *s, const Sym *sym)
{
    return (s->whose == OF_FIGURES || s->whose == OF_GIVEN || s->whose == OF_GUARD)
           && (sym->kind == SYM_FIELD || sym->kind == SYM_SCORE
               || sym->kind == SYM_GRADE);
}

static CoreExpr *define_value(Sema *s, const Node *n, Sym *sym)
{
    CoreExpr *e = resolve_define(s, sym, n->span);
    return stands_here(s, sym) ? e : say_not_here(s, n);
}

static CoreExpr *symbol(Sema *s, const Node *n, Sym *sym)
{
    const Core *c = s->core;
    sym->used = true;
    if (one_leads(s, sym))
        return say_not_here(s, n);
    switch (sym->kind) {
    case SYM_FIELD:
        return indexed(s, CORE_FIELD, c->fields[sym->index].type, n, sym->index);
    case SYM_DEFINE: return define_value(s, n, sym);
    case SYM_PARAM: return sym->expr;
    case SYM_THRESHOLD:
        return indexed(s, CORE_THRESHOLD, c->thresholds[sym->index].type, n,
                       sym->index);
    case SYM_SET: return set_as_list(s, n, sym->set);
    case SYM_SCORE: return indexed(s, CORE_SCORE, &type_number, n, sym->index);
    case SYM_GRADE:
        return indexed(s, CORE_GRADE, type_enum(c->grades[sym->index].members), n,
                       sym->index);
    case SYM_KPI: return check_kpi_name(s, n, sym);
    case SYM_CALENDAR:
        if (calendar_used(s, sym->index) == NULL)
            return core_error(s, n->span);
        return core_const(s, &type_calendar, sym->index, n->span);
    case SYM_FUNCTION:
    case SYM_FACT:
    case SYM_CLAUSE:
    case SYM_HOLIDAYS:
    case SYM_STAGE: return not_a_value(s, n, sym);
    case SYM_LATER: return core_error(s, n->span);
    }
    return core_error(s, n->span);
}

static CoreExpr *of_lead(Sema *s, const Node *n, CoreKind kind, const Enum *of,
                         MsgId none)
{
    if (of != NULL && of->n > 0)
        return core_new(s, kind, type_enum(of), n->span, 0);
    say(s, E0301, n->span, none);
    return core_error(s, n->span);
}

/* The grade that bears no name, or the only one. */
static CoreExpr *the_grade(Sema *s, const Node *n)
{
    const Core *c = s->core;
    int g = c->n_grades == 1 ? 0 : -1;
    for (int i = 0; i < c->n_grades; i++)
        if (str_is(c->grades[i].name, "grade"))
            g = i;
    if (g >= 0)
        return indexed(s, CORE_GRADE, type_enum(c->grades[g].members), n, g);
    say(s, E0301, n->span, c->n_grades == 0 ? MSG_NO_GRADE : MSG_WHICH_GRADE);
    return core_error(s, n->span);
}

static CoreExpr *built_in(Sema *s, const Node *n)
{
    if (is_word(n, KW_NOW))
        return core_new(s, CORE_NOW, &type_timestamp, n->span, 0);
    if (s->whose != OF_LEAD && is_of_lead(n))
        return say_not_here(s, n);
    if (is_word(n, KW_STAGE))
        return of_lead(s, n, CORE_STAGE, s->core->stage_enum, MSG_NO_FUNNEL);
    if (is_word(n, KW_EXIT))
        return of_lead(s, n, CORE_EXIT, s->core->exit_enum, MSG_NO_EXITS);
    if (is_word(n, KW_PERSONA))
        return of_lead(s, n, CORE_PERSONA, s->core->persona_enum, MSG_NO_PERSONAS);
    if (is_word(n, KW_GRADE))
        return the_grade(s, n);
    return NULL;
}

bool is_value(const Sym *sym)
{
    return sym->kind != SYM_STAGE && sym->kind != SYM_CLAUSE
           && sym->kind != SYM_FUNCTION && sym->kind != SYM_HOLIDAYS;
}

CoreExpr *check_name(Sema *s, const Node *n, const Enum *of)
{
    int m = member_of(s, n, of);
    if (m >= 0)
        return member_const(s, of, m, n->span);
    Sym *sym = find_param(s, n->text);
    if (sym == NULL && s->instance > 0 && names_prop(n))
        return clause_prop(s, n, n, s->instance - 1, s->lane);
    if (sym == NULL)
        sym = scope_find(s->scope, n->text);
    bool no_value = sym != NULL && !is_value(sym);
    if (sym != NULL && !(of != NULL && no_value))
        return symbol(s, n, sym);
    CoreExpr *e = sym == NULL ? built_in(s, n) : NULL;
    if (e != NULL)
        return e;
    if (of != NULL)
        say_no_member(s, n->span, n->text, of);
    else if (names_function(n))
        say(s, E0306, n->span, MSG_FUNCTION_IS_NO_VALUE, str_z(n->text));
    else if (s->whose == OF_FACT)
        return say_no_fact_field(s, n);
    else
        say_unknown_name(s, n);
    return core_error(s, n->span);
}

/* -- arithmetic */

static CoreExpr *arith(Sema *s, Span at, OpId op, CoreExpr *l, CoreExpr *r)
{
    if (is_error(l) || is_error(r) || without_length(s, l) || without_length(s, r))
        return core_error(s, at);
    const Overload *o = overload_find(op, l->type->kind, r->type->kind);
    if (o != NULL)
        return core_call(s, o->kernel, type_of_kind(o->result), at, 2,
                         (CoreExpr *const[]){l, r});
    say_no_operation(s, at, op, l, r);
    return core_error(s, at);
}

static bool is_arith(const Node *n)
{
    return n->kind == N_BINARY && n->word >= OP_ADD && n->word <= OP_DIV;
}

/* A chain of any length leans to the left: it is walked, not recursed into. */
static CoreExpr *check_arith(Sema *s, const Node *n)
{
    NodeList chain = {0};
    while (is_arith(n)) {
        node_list_add(&chain, n);
        n = kid(n, 0);
    }
    CoreExpr *e = check_expr(s, n);
    while (chain.n > 0) {
        const Node *op = chain.item[--chain.n];
        e = arith(s, op->span, (OpId)op->word, e, check_expr(s, kid(op, 1)));
    }
    return e;
}

static CoreExpr *check_negative(Sema *s, const Node *n)
{
    CoreExpr *e = check_expr(s, kid(n, 0));
    if (is_error(e))
        return e;
    if (without_length(s, e))
        return core_error(s, n->span);
    const Overload *o = overload_find(OP_NEG, e->type->kind, TY_ERROR);
    if (o == NULL) {
        say(s, E0203, n->span, MSG_NO_NEGATIVE, type_words(e->type));
        return core_error(s, n->span);
    }
    if (is_const(e))
        return core_const(s, e->type, -e->i64, n->span);
    return core_call(s, o->kernel, e->type, n->span, 1, &e);
}

static CoreExpr *check_unary(Sema *s, const Node *n, const Enum *of)
{
    (void)of;
    if (n->word != OP_NOT)
        return check_negative(s, n);
    return negate(s, check_flag(s, kid(n, 0)), n->span);
}

/* -- alternatives */

/* The type that two alternatives share, or NULL. */
static const Type *type_join(const Type *a, const Type *b)
{
    if (a->kind == TY_ERROR || b->kind == TY_ERROR)
        return &type_error;
    if (!type_same(a, b))
        return NULL;
    return b->folded ? b : a;
}

static const Type *join_or_say(Sema *s, Span at, const CoreExpr *a, const CoreExpr *b)
{
    const Type *t = type_join(a->type, b->type);
    if (t != NULL)
        return t;
    Diag *d = say(s, E0212, at, MSG_ALTERNATIVES_DIFFER, type_words(a->type),
                  type_words(b->type));
    diag_label(d, core_at(s, a), MSG_IS_A, a_type(a->type));
    diag_label(d, core_at(s, b), MSG_IS_A, a_type(b->type));
    return &type_error;
}

static const Enum *enum_of(const CoreExpr *e, const Enum *otherwise)
{
    return e->type->kind == TY_ENUM ? e->type->of : otherwise;
}

static CoreExpr *check_if(Sema *s, const Node *n, const Enum *of)
{
    CoreExpr *arg[3];
    const int guards = s->guarded.n;
    arg[0] = check_flag(s, kid(n, 0));
    guard_names(s, &(NodeList){.item = (const Node *[]){kid(n, 0)}, .n = 1});
    if (of == NULL) {
        check_pair(s, kid(n, 1), kid(n, 2), &arg[1], &arg[2]);
    } else {
        arg[1] = check_beside(s, kid(n, 1), of);
        arg[2] = check_beside(s, kid(n, 2), of);
    }
    s->guarded.n = guards;
    const Type *t = join_or_say(s, n->at, arg[1], arg[2]);
    if (is_error(arg[0]) || t->kind == TY_ERROR)
        return core_error(s, n->span);
    CoreExpr *e = core_new(s, CORE_IF, t, n->span, 3);
    for (int i = 0; i < 3; i++)
        core_set_arg(e, i, arg[i]);
    return e;
}

static CoreExpr *check_otherwise(Sema *s, const Node *n, const Enum *of)
{
    CoreExpr *l = check_beside(s, kid(n, 0), of);
    CoreExpr *r = check_beside(s, kid(n, 1), enum_of(l, of));
    const Type *t = join_or_say(s, n->at, l, r);
    if (t->kind == TY_ERROR)
        return core_error(s, n->span);
    CoreExpr *e = core_new(s, CORE_OTHERWISE, t, n->span, 2);
    core_set_arg(e, 0, l);
    core_set_arg(e, 1, r);
    return e;
}

/* -- the table of kinds */

CoreExpr *check_binary(Sema *s, const Node *n, const Enum *of)
{
    OpId op = (OpId)n->word;
    if (op == OP_AND || op == OP_OR)
        return check_logic(s, n);
    if (op == OP_OTHERWISE)
        return check_otherwise(s, n, of);
    if (op == OP_MATCHES)
        return check_matches(s, n);
    if (is_arith(n))
        return check_arith(s, n);
    CoreExpr *l, *r;
    check_pair(s, kid(n, 0), kid(n, 1), &l, &r);
    return compare(s, n->span, op, l, r);
}

static CoreExpr *check_paren(Sema *s, const Node *n, const Enum *of)
{
    return check_beside(s, kid(n, 0), of);
}

static CoreExpr *check_list(Sema *s, const Node *n, const Enum *of)
{
    const Type *elem = n->n == 0 ? &type_text : NULL;
    CoreExpr **item = MEM_ARRAY(CoreExpr *, n->n + 1);
    for (int i = 0; i < n->n; i++) {
        item[i] = check_beside(s, n->kid[i], of);
        if (is_error(item[i]))
            return item[i];
        if (!is_const(item[i])) {
            say(s, E0220, n->kid[i]->span, MSG_LIST_OF_CONSTANTS);
            return core_error(s, n->span);
        }
        elem =
            i == 0 ? item[i]->type : join_or_say(s, n->kid[i]->span, item[0], item[i]);
        if (elem->kind == TY_ERROR)
            return core_error(s, n->span);
    }
    CoreExpr *e = core_new(s, CORE_CONST, type_list(elem), n->span, n->n);
    for (int i = 0; i < n->n; i++)
        core_set_arg(e, i, item[i]);
    return e;
}

static CoreExpr *check_string(Sema *s, const Node *n, const Enum *of)
{
    int m = member_of(s, n, of);
    return m >= 0 ? member_const(s, of, m, n->span) : literal_check(s, n);
}

static CoreExpr *check_leaf(Sema *s, const Node *n, const Enum *of)
{
    (void)of;
    return literal_check(s, n);
}

static CoreExpr *check_regex(Sema *s, const Node *n, const Enum *of)
{
    (void)of;
    say(s, E0306, n->span, MSG_REGEX_IS_NO_VALUE);
    return core_error(s, n->span);
}

static CoreExpr *check_for_later(Sema *s, const Node *n, const Enum *of)
{
    (void)of;
    CoreExpr *e = check_of_lead(s, n);
    if (e != NULL)
        return e;
    later_form(s, n->span, LATER_EVENTS);
    return core_error(s, n->span);
}

static CoreExpr *check_lead_alone(Sema *s, const Node *n, const Enum *of)
{
    (void)of;
    return check_of_lead(s, n);
}

typedef CoreExpr *Check(Sema *, const Node *, const Enum *);

static Check *const check_of[N_NODE_KINDS] = {
    [N_NAME] = check_name,
    [N_STRING] = check_string,
    [N_REGEX] = check_regex,
    [N_NUMBER] = check_leaf,
    [N_PERCENT] = check_leaf,
    [N_MONEY] = check_leaf,
    [N_DATE] = check_leaf,
    [N_TIMESTAMP] = check_leaf,
    [N_YESNO] = check_leaf,
    [N_QUANTITY] = check_leaf,
    [N_BINARY] = check_binary,
    [N_UNARY] = check_unary,
    [N_IN] = check_in,
    [N_IS] = check_is,
    [N_KNOWN] = check_known,
    [N_IF] = check_if,
    [N_CALL] = check_call,
    [N_MEMBER] = check_member,
    [N_PAREN] = check_paren,
    [N_LIST_OF] = check_list,
    [N_ARG] = check_for_later,
    [N_EACH_OF] = check_for_later,
    [N_LEAD_KEY] = check_lead_alone,
};

bool too_deep(Sema *s, const CoreExpr *e, Span at)
{
    if (e->depth <= CORE_MAX_DEPTH)
        return false;
    say(s, E0213, at, MSG_EXPR_TOO_DEEP);
    return true;
}

CoreExpr *check_beside(Sema *s, const Node *n, const Enum *of)
{
    if (n == NULL || n->kind == N_BAD || check_of[n->kind] == NULL)
        return core_error(s, n != NULL ? n->span : (Span){0});
    if (s->depth >= MAX_EXPR_DEPTH) {
        say(s, E0213, n->span, MSG_EXPR_TOO_DEEP);
        return core_error(s, n->span);
    }
    s->depth++;
    CoreExpr *e = check_of[n->kind](s, n, of);
    s->depth--;
    return too_deep(s, e, n->span) ? core_error(s, n->span) : e;
}

CoreExpr *check_expr(Sema *s, const Node *n) { return check_beside(s, n, NULL); }

CoreExpr *check_typed(Sema *s, const Node *n, const Type *want, const char *whose)
{
    CoreExpr *e = check_beside(s, n, want->kind == TY_ENUM ? want->of : NULL);
    if (is_error(e) || type_same(e->type, want))
        return e;
    Diag *d =
        say(s, E0201, n->span, MSG_WANTS_TYPE, whose, a_type(want), a_type(e->type));
    help_literal(d, s, bare(n), e, want);
    return core_error(s, n->span);
}
