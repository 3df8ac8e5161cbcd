/* check_compare.c -- comparisons: both sides known, folded alike, one kernel chosen.
 *
 * Where a side is folded, both are: a constant when the policy is checked, the rest by
 * K_FOLD.  A pattern is folded in its own way (pattern.c).
 */
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/sema/check_calendar.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/remark.h"
#include <stdlib.h>

static bool is_folded(const Type *t)
{
    return t->kind == TY_LIST ? t->elem->folded : t->folded;
}

static CoreExpr *folded_const(Sema *s, const CoreExpr *e)
{
    CoreExpr *out =
        core_const_text(s, &type_folded, utf8_fold_copy(e->text), core_at(s, e));
    out->missing = e->missing;
    return out;
}

CoreExpr *folded(Sema *s, CoreExpr *e)
{
    bool list = e->type->kind == TY_LIST;
    if (e->kind == CORE_CALL && (e->kernel == K_FOLD || e->kernel == K_FOLD_LIST))
        return e;
    if (is_const(e) && !list)
        return folded_const(s, e);
    return core_call(s, list ? K_FOLD_LIST : K_FOLD,
                     list ? type_list(&type_folded) : &type_folded, core_at(s, e), 1,
                     &e);
}

static bool is_guarded(const Sema *s, Str name)
{
    for (int i = 0; i < s->guarded.n; i++)
        if (str_eq(s->guarded.item[i]->text, name))
            return true;
    return false;
}

/* `!=` and `not in` are unknown, not yes, where the field is missing. */
static void warn_may_miss(Sema *s, Span at, const CoreExpr *e, const char *op)
{
    if (e->kind == CORE_CALL && e->kernel == K_FOLD)
        e = e->arg[0];
    if (e->kind != CORE_FIELD || !core_may_miss(s->core, e))
        return;
    Str name = s->core->fields[e->index].name;
    if (is_guarded(s, name))
        return;
    Diag *d = say(s, W0601, at, MSG_NOT_WHERE_MISSING, word_at(s, at, op), str_z(name));
    diag_help(d, MSG_WRITE_OR_MISSING, span_words(at), str_z(name));
}

/* -- two sides */

static bool names_a_value(const Sema *s, const Node *n)
{
    const Sym *sym = scope_find(s->scope, n->text);
    for (int i = 0; s->frame != NULL && i < s->frame->n; i++)
        if (str_eq(s->frame->param[i].name, n->text))
            return true;
    if (s->instance > 0 && names_prop(n))
        return true;
    if (sym != NULL)
        return is_value(sym);
    return is_word(n, KW_NOW) || is_word(n, KW_STAGE) || is_word(n, KW_EXIT)
           || is_word(n, KW_PERSONA) || is_word(n, KW_GRADE);
}

/* Does it hold a bare word that only the other side can give a meaning? */
static bool may_be_member(const Sema *s, const Node *n)
{
    n = bare(n);
    if (n != NULL && n->kind == N_IF)
        return may_be_member(s, kid(n, 1)) && may_be_member(s, kid(n, 2));
    if (n != NULL && n->kind == N_BINARY && n->word == OP_OTHERWISE)
        return may_be_member(s, kid(n, 0));
    return n != NULL && n->kind == N_NAME && !names_a_value(s, n);
}

/* What stands beside elements: `gold in tags` looks at what tags is a list of. */
static const Enum *enum_beside(const CoreExpr *e)
{
    const Type *t = e->type->kind == TY_LIST ? e->type->elem : e->type;
    return t->kind == TY_ENUM ? t->of : NULL;
}

static bool names_clause(const Sema *s, const Node *n)
{
    const Sym *sym = bare(n) != NULL && bare(n)->kind == N_NAME
                         ? scope_find(s->scope, bare(n)->text)
                         : NULL;
    return sym != NULL && sym->kind == SYM_CLAUSE;
}

void check_pair(Sema *s, const Node *l, const Node *r, CoreExpr **left,
                CoreExpr **right)
{
    if (may_be_member(s, l) && may_be_member(s, r) && names_clause(s, l)) {
        *left = check_expr(s, l); /* `call = met`: the mistake is on this side */
        *right = core_error(s, r->span);
        return;
    }
    if (may_be_member(s, l)) {
        *right = check_expr(s, r);
        *left = is_error(*right) ? core_error(s, l->span)
                                 : check_beside(s, l, enum_beside(*right));
        return;
    }
    *left = check_expr(s, l);
    bool skip = is_error(*left) && may_be_member(s, r);
    *right = skip ? core_error(s, r->span) : check_beside(s, r, enum_beside(*left));
    /* Two names of values, the left one a member of what the right one is. */
    if (!is_error(*right) && enum_beside(*right) != NULL && enum_beside(*left) == NULL
        && member_of(s, l, enum_beside(*right)) >= 0)
        *left = check_beside(s, l, enum_beside(*right));
}

static CoreExpr *say_no_order(Sema *s, Span at, OpId op, const CoreExpr *l,
                              const CoreExpr *r)
{
    const Enum *of = l->type->of;
    Diag *d =
        say(s, E0223, at, MSG_NO_ORDER, word_at(s, at, op_text(op)), str_z(of->name));
    if (is_const(r) && of->n > 1) {
        int other = r->i64 > 0 ? 0 : 1;
        diag_help(d, MSG_WRITE_IN, span_words(core_at(s, l)),
                  str_z(of->member[other < r->i64 ? other : r->i64]),
                  str_z(of->member[other < r->i64 ? r->i64 : other]));
    }
    return core_error(s, at);
}

static CoreExpr *compare_list(Sema *s, Span at, OpId op, CoreExpr *l, CoreExpr *r)
{
    if (op != OP_CONTAINS || !type_same(l->type->elem, r->type)) {
        say_no_operation(s, at, op, l, r);
        return core_error(s, at);
    }
    if (is_folded(l->type) || is_folded(r->type)) {
        l = folded(s, l);
        r = folded(s, r);
    }
    return core_call(s, K_LIST_HAS, &type_flag, at, 2, (CoreExpr *const[]){l, r});
}

CoreExpr *compare(Sema *s, Span at, OpId op, CoreExpr *l, CoreExpr *r)
{
    if (is_error(l) || is_error(r) || without_length(s, l) || without_length(s, r))
        return core_error(s, at);
    if (l->type->kind == TY_LIST)
        return compare_list(s, at, op, l, r);
    bool enums = l->type->kind == TY_ENUM && type_same(l->type, r->type);
    const Overload *o = overload_find(op, l->type->kind, r->type->kind);
    if (enums && o == NULL && op >= OP_LT && op <= OP_GE)
        return say_no_order(s, at, op, l, r);
    if (o == NULL || (l->type->kind == TY_ENUM && !enums)) {
        say_no_operation(s, at, op, l, r);
        return core_error(s, at);
    }
    if (op == OP_NE) {
        warn_may_miss(s, at, l, "!=");
        warn_may_miss(s, at, r, "!=");
    }
    if (is_folded(l->type) || is_folded(r->type)) {
        l = folded(s, l);
        r = folded(s, r);
    }
    return core_call(s, o->kernel, &type_flag, at, 2, (CoreExpr *const[]){l, r});
}

CoreExpr *check_is(Sema *s, const Node *n, const Enum *of)
{
    (void)of;
    CoreExpr *l, *r;
    check_pair(s, kid(n, 0), kid(n, 1), &l, &r);
    return compare(s, n->span, n->flags & NODE_NOT ? OP_NE : OP_EQ, l, r);
}

CoreExpr *check_matches(Sema *s, const Node *n)
{
    CoreExpr *l = check_expr(s, kid(n, 0));
    const Node *re = bare(kid(n, 1));
    if (re == NULL || re->kind != N_REGEX) {
        if (re != NULL && re->kind != N_BAD)
            say(s, E0209, re->span, MSG_WANTS_PATTERN);
        return core_error(s, n->span);
    }
    CoreRegex *regex = pattern_check(s, re, !is_error(l) && is_folded(l->type));
    if (is_error(l) || regex == NULL)
        return core_error(s, n->span);
    if (l->type->kind != TY_TEXT) {
        say(s, E0203, kid(n, 0)->span, MSG_MATCHES_TEXT, a_type(l->type));
        return core_error(s, n->span);
    }
    CoreExpr *e = core_new(s, CORE_MATCH, &type_flag, n->span, 1);
    core_set_arg(e, 0, regex->folded ? folded(s, l) : l);
    e->regex = regex;
    return e;
}

/* -- sets */

static int compare_i64(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int compare_text(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static CoreSet *text_set(CoreSet *set, CoreExpr *const *item, int n, bool fold)
{
    set->text = MEM_ARRAY(Str, n + 1);
    for (int i = 0; i < n; i++)
        set->text[i] = fold ? utf8_fold_copy(item[i]->text) : item[i]->text;
    qsort(set->text, (size_t)n, sizeof *set->text, compare_text);
    for (int i = 0; i < n; i++)
        if (i == 0 || !str_eq(set->text[i], set->text[set->n - 1]))
            set->text[set->n++] = set->text[i];
    return set;
}

static CoreSet *set_of_items(const Type *elem, CoreExpr *const *item, int n, bool fold)
{
    CoreSet *set = MEM_NEW(CoreSet);
    set->elem = fold ? &type_folded : elem;
    if (elem->kind == TY_TEXT)
        return text_set(set, item, n, fold);
    set->i64 = MEM_ARRAY(int64_t, n + 1);
    for (int i = 0; i < n; i++)
        set->i64[i] = item[i]->i64;
    qsort(set->i64, (size_t)n, sizeof *set->i64, compare_i64);
    for (int i = 0; i < n; i++)
        if (i == 0 || set->i64[i] != set->i64[set->n - 1])
            set->i64[set->n++] = set->i64[i];
    return set;
}

static CoreExpr *in_set(Sema *s, Span at, CoreExpr *l, const CoreSet *set)
{
    CoreExpr *e = core_new(s, CORE_IN_SET, &type_flag, at, 1);
    core_set_arg(e, 0, set->elem->folded ? folded(s, l) : l);
    e->set = set;
    return e;
}

/* A set of texts beside an enumeration is a set of its members. */
static CoreExpr *in_set_of_members(Sema *s, const Node *n, CoreExpr *l,
                                   const SetValue *v)
{
    CoreExpr **item = MEM_ARRAY(CoreExpr *, v->n + 1);
    for (int i = 0; i < v->n; i++) {
        int m = scope_member(s->scope, l->type->of, v->item[i]->text);
        if (m < 0) {
            say_no_member(s, n->span, v->item[i]->text, l->type->of);
            return core_error(s, n->span);
        }
        item[i] = core_const(s, l->type, m, n->span);
    }
    return in_set(s, n->span, l, set_of_items(l->type, item, v->n, false));
}

static CoreExpr *any_equal(Sema *s, const Node *n, CoreExpr *l, CoreExpr *const *item,
                           int n_items)
{
    CoreExpr *e = core_new(s, CORE_OR, &type_flag, n->span, n_items);
    for (int i = 0; i < n_items; i++) {
        CoreExpr *eq = compare(s, core_at(s, item[i]), OP_EQ, l, item[i]);
        if (is_error(eq) || n_items == 1)
            return eq;
        core_set_arg(e, i, eq);
    }
    return e;
}

static CoreExpr *in_named_set(Sema *s, const Node *n, CoreExpr *l, Sym *sym)
{
    SetValue *v = sym->set;
    sym->used = true;
    if (is_error(l) || v->elem->kind == TY_ERROR)
        return core_error(s, n->span);
    if (l->type->kind == TY_ENUM && v->elem->kind == TY_TEXT)
        return in_set_of_members(s, n, l, v);
    if (!type_same(l->type, v->elem)) {
        Diag *d = say(s, E0203, n->span, MSG_SET_HOLDS_OTHER, str_z(sym->name),
                      type_words(v->elem), type_words(l->type));
        diag_label(d, core_at(s, l), MSG_IS_A, a_type(l->type));
        diag_label(d, sym->at, MSG_DECLARED_HERE);
        return core_error(s, n->span);
    }
    if (v->elem->kind == TY_FLAG)
        return any_equal(s, n, l, v->item, v->n);
    bool fold = l->type->folded;
    CoreSet **made = fold ? &v->folded : &v->plain;
    if (*made == NULL)
        *made = set_of_items(v->elem, v->item, v->n, fold);
    return in_set(s, n->span, l, *made);
}

/* Does `in` compare l with this element or end of a range?  Says so where it does not. */
static bool found_in(Sema *s, OpId op, const CoreExpr *l, const CoreExpr *item)
{
    if (without_length(s, l) || without_length(s, item))
        return false;
    if (overload_find(op, l->type->kind, item->type->kind) != NULL
        || type_same(l->type, item->type))
        return true;
    say_not_found_in(s, l, item);
    return false;
}

static CoreExpr *in_range(Sema *s, const Node *n, CoreExpr *l, const Node *range)
{
    CoreExpr *lo = check_beside(s, kid(range, 0), enum_beside(l));
    CoreExpr *hi = check_beside(s, kid(range, 1), enum_beside(l));
    int64_t a = 0, b = 0;
    CoreExpr *arg[2];
    if (l->type->kind == TY_ENUM && !is_error(lo) && !is_error(hi)) {
        say(s, E0223, range->span, MSG_NO_ORDER, range_words(range),
            str_z(l->type->of->name));
        return core_error(s, n->span);
    }
    if (!is_error(lo) && !is_error(hi) && type_same(lo->type, hi->type)
        && core_value(lo, &a) && core_value(hi, &b) && a > b) {
        say_reversed(s, range);
        return core_error(s, n->span);
    }
    if (is_error(l) || is_error(lo) || is_error(hi) || !found_in(s, OP_GE, l, lo)
        || !found_in(s, OP_LE, l, hi))
        return core_error(s, n->span);
    arg[0] = compare(s, n->span, OP_GE, l, lo);
    arg[1] = compare(s, n->span, OP_LE, l, hi);
    CoreExpr *e = core_new(s, CORE_AND, &type_flag, n->span, 2);
    core_set_arg(e, 0, arg[0]);
    core_set_arg(e, 1, arg[1]);
    return e;
}

static CoreExpr *in_list(Sema *s, const Node *n, CoreExpr *l, const Node *list)
{
    CoreExpr **item = MEM_ARRAY(CoreExpr *, list->n + 1);
    /* A set is of integers or texts: flags, being neither, are compared one by one. */
    bool constant = l->type->kind != TY_FLAG, wrong = is_error(l);
    for (int i = 0; i < list->n; i++) {
        bool skip = is_error(l) && may_be_member(s, list->kid[i]);
        item[i] = skip ? core_error(s, list->kid[i]->span)
                       : check_beside(s, list->kid[i], enum_beside(l));
        wrong |= is_error(item[i]);
        wrong = wrong || !found_in(s, OP_EQ, l, item[i]);
        constant &= is_const(item[i]);
    }
    if (wrong)
        return core_error(s, n->span);
    if (!constant && list->n > 0)
        return any_equal(s, n, l, item, list->n);
    return in_set(s, n->span, l, set_of_items(l->type, item, list->n, l->type->folded));
}

static Sym *set_named(const Sema *s, const Node *n)
{
    n = bare(n);
    Sym *sym = n != NULL && n->kind == N_NAME ? scope_find(s->scope, n->text) : NULL;
    bool named = sym != NULL && (sym->kind == SYM_SET || sym->kind == SYM_HOLIDAYS);
    return named ? sym : NULL;
}

static CoreExpr *in_value(Sema *s, const Node *n)
{
    CoreExpr *l, *r;
    check_pair(s, kid(n, 0), kid(n, 1), &l, &r);
    if (is_error(l) || is_error(r))
        return core_error(s, n->span);
    if (r->type->kind == TY_LIST && type_same(r->type->elem, l->type))
        return compare_list(s, n->span, OP_CONTAINS, r, l);
    if (r->type->kind == TY_LIST) {
        say_not_found_in(s, l, r);
        return core_error(s, n->span);
    }
    Diag *d = say(s, E0203, kid(n, 1)->span, MSG_IN_WANTS_LIST, a_type(r->type));
    const char *left = span_words(kid(n, 0)->span),
               *right = span_words(kid(n, 1)->span);
    bool inside = l->type->kind == TY_TEXT && r->type->kind == TY_TEXT && !is_const(r);
    if (inside)
        diag_help(d, MSG_WRITE_CONTAINS, right, left);
    else
        diag_help(d, MSG_WRITE, str_format("%s = %s", left, right));
    return core_error(s, n->span);
}

static CoreExpr *check_in_what(Sema *s, const Node *n)
{
    const Node *r = bare(kid(n, 1));
    if (r == NULL || r->kind == N_BAD)
        return core_error(s, n->span);
    if (r->kind == N_RANGE)
        return in_range(s, n, check_expr(s, kid(n, 0)), r);
    if (r->kind == N_LIST_OF)
        return in_list(s, n, check_expr(s, kid(n, 0)), r);
    Sym *set = set_named(s, r);
    if (set != NULL && set->kind == SYM_HOLIDAYS)
        return in_holidays(s, n, check_expr(s, kid(n, 0)), set);
    if (set != NULL)
        return in_named_set(s, n, check_expr(s, kid(n, 0)), set);
    return in_value(s, n);
}

CoreExpr *check_in(Sema *s, const Node *n, const Enum *of)
{
    (void)of;
    CoreExpr *e = check_in_what(s, n);
    if (is_error(e) || !(n->flags & NODE_NOT))
        return e;
    if (e->n > 0)
        warn_may_miss(s, n->span,
                      e->kind == CORE_IN_SET ? e->arg[0]
                      : e->arg[0]->n > 0     ? e->arg[0]->arg[0]
                                             : e->arg[0],
                      "not in");
    return negate(s, e, n->span);
}
