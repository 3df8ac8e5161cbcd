/* core_same.c -- expressions that mean the same, node by node. */
#include "interp/sema/checker.h"

/* Expressions share parts, so two that are equal may have more paths than nodes: past so
 * many comparisons they count as different. */
enum { COMPARE_MAX = 20000 };

typedef struct Same {
    int left;
} Same;

bool core_same_elements(const CoreSet *a, const CoreSet *b)
{
    if (a == b || a == NULL || b == NULL)
        return a == b;
    if (a->n != b->n || (a->text == NULL) != (b->text == NULL))
        return false;
    for (int i = 0; i < a->n; i++)
        if (a->text != NULL ? !str_eq(a->text[i], b->text[i]) : a->i64[i] != b->i64[i])
            return false;
    return true;
}

static bool same_set(const CoreSet *a, const CoreSet *b)
{
    return core_same_elements(a, b)
           && (a == b
               || (type_same(a->elem, b->elem) && a->elem->folded == b->elem->folded));
}

static bool same_regex(const CoreRegex *a, const CoreRegex *b)
{
    return a == b
           || (a != NULL && b != NULL && a->folded == b->folded
               && str_eq(a->pattern, b->pattern));
}

static bool same_head(const CoreExpr *a, const CoreExpr *b)
{
    return a->kind == b->kind && type_same(a->type, b->type)
           && a->type->folded == b->type->folded && a->kernel == b->kernel
           && a->index == b->index && a->prop == b->prop && a->lane == b->lane
           && a->column == b->column && a->n == b->n && a->missing == b->missing
           && a->i64 == b->i64 && str_eq(a->text, b->text) && same_set(a->set, b->set)
           && same_regex(a->regex, b->regex);
}

static bool same(Same *c, const CoreExpr *a, const CoreExpr *b)
{
    if (a == b)
        return true;
    if (a == NULL || b == NULL || !same_head(a, b) || --c->left < 0)
        return false;
    for (int i = 0; i < a->n; i++)
        if (!same(c, a->arg[i], b->arg[i]))
            return false;
    return true;
}

bool core_same(const CoreExpr *a, const CoreExpr *b)
{
    Same c = {COMPARE_MAX};
    return same(&c, a, b);
}
