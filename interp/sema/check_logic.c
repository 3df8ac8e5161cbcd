/* check_logic.c -- conditions: `and`, `or`, `known`, and what they take for granted.
 *
 * Beside `x known` a comparison of x needs no warning; beside `x <= now` nor does `x known`.
 */
#include "interp/sema/check_expr.h"

#include "interp/base/mem.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"

CoreExpr *negate(Sema *s, CoreExpr *e, Span at)
{
    if (is_error(e))
        return e;
    CoreExpr *out = core_new(s, CORE_NOT, &type_flag, at, 1);
    core_set_arg(out, 0, e);
    return out;
}

static void say_no_condition(Sema *s, const Node *n, const CoreExpr *e)
{
    const char *t = span_words(n->span);
    Diag *d = say(s, E0204, n->span, MSG_NO_CONDITION, t, a_type(e->type));
    if (e->type->kind == TY_NUMBER || e->type->kind == TY_MONEY)
        diag_help(d, MSG_COMPARE_NUMBER, t);
    else
        diag_help(d, MSG_WRITE_KNOWN, t);
}

CoreExpr *check_flag(Sema *s, const Node *n)
{
    CoreExpr *e = check_expr(s, n);
    if (is_error(e) || e->type->kind == TY_FLAG)
        return e;
    say_no_condition(s, n, e);
    return core_error(s, n->span);
}

/* The operands of a chain of one operator, left to right: `a or b or c` has three. */
static void operands(const Node *n, uint16_t op, NodeList *out)
{
    NodeList right = {0};
    while (n->kind == N_BINARY && n->word == op) {
        node_list_add(&right, kid(n, 1));
        n = kid(n, 0);
    }
    node_list_add(out, n);
    while (right.n > 0)
        node_list_add(out, right.item[--right.n]);
}

/* `stage = mql or sql`: a member stands where a condition belongs.  The comparison before
 * it tells which enumeration is meant. */
static bool say_member_for_condition(Sema *s, const Node *n, const Node *before,
                                     const CoreExpr *cmp)
{
    n = bare(n);
    before = bare(before);
    bool compared =
        before != NULL && (before->kind == N_BINARY || before->kind == N_IS);
    if (n == NULL || n->kind != N_NAME || !compared || cmp->n != 2)
        return false;
    const Type *t = cmp->arg[0]->type;
    if (t->kind != TY_ENUM || member_of(s, n, t->of) < 0)
        return false;
    Diag *d = say(s, E0204, n->span, MSG_MEMBER_FOR_CONDITION, str_z(n->text),
                  str_z(t->of->name));
    diag_help(d, MSG_WRITE_IN, span_words(kid(before, 0)->span),
              span_words(kid(before, 1)->span), str_z(n->text));
    return true;
}

/* Names that an operand asks to be known: beside them `!=` needs no warning. */
void guard_names(Sema *s, const NodeList *ops)
{
    for (int i = 0; i < ops->n; i++) {
        const Node *o = bare(ops->item[i]);
        const Node *name = o != NULL && o->kind == N_KNOWN ? bare(kid(o, 0)) : NULL;
        if (name != NULL && name->kind == N_NAME)
            node_list_add(&s->guarded, name);
    }
}

/* `now`, or an end of the period that a measure is asked for. */
static bool is_bound(const Node *n)
{
    if (n != NULL && n->kind == N_MEMBER)
        return is_word(kid(n, 0), KW_PERIOD);
    return n != NULL && is_word(n, KW_NOW);
}

/* The name that `x <= now`, `now > x` … asks to have come, or NULL. */
static const Node *name_of_past(const Node *n)
{
    n = bare(n);
    if (n == NULL || n->kind != N_BINARY)
        return NULL;
    const bool first = n->word == OP_LE || n->word == OP_LT,
               second = n->word == OP_GE || n->word == OP_GT;
    const Node *x = bare(kid(n, first ? 0 : 1)), *bound = bare(kid(n, first ? 1 : 0));
    const bool past = (first || second) && is_bound(bound);
    return past && x != NULL && x->kind == N_NAME ? x : NULL;
}

/* Names that are asked to have come, too: `x known and x <= now`. */
static void past_names(Sema *s, const NodeList *ops)
{
    for (int i = 0; i < ops->n; i++) {
        const Node *name = name_of_past(ops->item[i]);
        if (name != NULL)
            node_list_add(&s->past, name);
    }
}

static bool is_past(const Sema *s, const Node *n)
{
    n = bare(n);
    for (int i = 0; n != NULL && n->kind == N_NAME && i < s->past.n; i++)
        if (str_eq(s->past.item[i]->text, n->text))
            return true;
    return false;
}

CoreExpr *check_logic(Sema *s, const Node *n)
{
    NodeList ops = {0};
    operands(n, n->word, &ops);
    int guards = s->guarded.n, past = s->past.n;
    guard_names(s, &ops);
    CoreKind kind = n->word == OP_AND ? CORE_AND : CORE_OR;
    if (kind == CORE_AND)
        past_names(s, &ops);
    CoreExpr *e = core_new(s, kind, &type_flag, n->span, ops.n);
    bool wrong = false;
    for (int i = 0; i < ops.n; i++) {
        bool told =
            i > 0
            && say_member_for_condition(s, ops.item[i], ops.item[i - 1], e->arg[i - 1]);
        core_set_arg(e, i, told ? core_error(s, n->span) : check_flag(s, ops.item[i]));
        wrong |= is_error(e->arg[i]);
    }
    s->guarded.n = guards;
    s->past.n = past;
    return wrong ? core_error(s, n->span) : e;
}

CoreExpr *check_known(Sema *s, const Node *n, const Enum *of)
{
    (void)of;
    CoreExpr *arg = check_expr(s, kid(n, 0));
    if (is_error(arg))
        return arg;
    bool missing = (n->word == KW_MISSING) != ((n->flags & NODE_NOT) != 0);
    if (!missing && arg->kind == CORE_FIELD && arg->type->kind == TY_TIMESTAMP
        && !is_term_instant(s, kid(n, 0)) && !is_past(s, kid(n, 0))) {
        const char *name = span_words(kid(n, 0)->span);
        Diag *d = say(s, W0604, n->span, MSG_KNOWN_IN_FUTURE, name);
        diag_help(d, s->asks_whom ? MSG_WRITE_PAST_OR_NO : MSG_WRITE_PAST, name);
    }
    CoreExpr *e = core_new(s, CORE_KNOWN, &type_flag, n->span, 1);
    core_set_arg(e, 0, arg);
    return missing ? negate(s, e, n->span) : e;
}
