/* check_tighter.c -- what a level may ask for less of than the more general ones.
 */
#include "interp/base/mem.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/remark.h"

/* -- equal expressions */

static bool same_set(const CoreSet *a, const CoreSet *b)
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

static bool same_regex(const CoreRegex *a, const CoreRegex *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return a->folded == b->folded && str_eq(a->pattern, b->pattern);
}

bool core_same(const CoreExpr *a, const CoreExpr *b)
{
    if (a == b)
        return true;
    if (a == NULL || b == NULL || a->kind != b->kind || !type_same(a->type, b->type)
        || a->n != b->n || a->index != b->index)
        return false;
    if (a->kind == CORE_CALL && a->kernel != b->kernel)
        return false;
    if (a->kind == CORE_CLAUSE && (a->prop != b->prop || a->lane != b->lane))
        return false;
    if (a->kind == CORE_LOOKUP && a->column != b->column)
        return false;
    if (a->kind == CORE_CONST
        && (a->missing != b->missing || a->i64 != b->i64 || !str_eq(a->text, b->text)))
        return false;
    if (!same_set(a->set, b->set) || !same_regex(a->regex, b->regex))
        return false;
    for (int i = 0; i < a->n; i++)
        if (!core_same(a->arg[i], b->arg[i]))
            return false;
    return true;
}

/* -- conditions that no lead meets both of */

/* `x = m` or `x in [m, …]`: the thing that is asked, and the members that will do. */
typedef struct Demand {
    const CoreExpr *of;
    int64_t one;
    const int64_t *member;
    int n;
} Demand;

static bool demand_of(const CoreExpr *e, Demand *d)
{
    if (e->kind == CORE_IN_SET && e->set->text == NULL) {
        *d = (Demand){e->arg[0], 0, e->set->i64, e->set->n};
        return true;
    }
    if (e->kind != CORE_CALL || e->kernel != K_EQ || e->arg[0]->type->kind != TY_ENUM)
        return false;
    int c = is_const(e->arg[1]) ? 1 : 0;
    if (!is_const(e->arg[c]))
        return false;
    *d = (Demand){e->arg[1 - c], e->arg[c]->i64, NULL, 1};
    return true;
}

static int64_t member_at(const Demand *d, int i)
{
    return d->member != NULL ? d->member[i] : d->one;
}

static bool apart(const CoreExpr *a, const CoreExpr *b)
{
    Demand x, y;
    if (!demand_of(a, &x) || !demand_of(b, &y) || !core_same(x.of, y.of))
        return false;
    for (int i = 0; i < x.n; i++)
        for (int k = 0; k < y.n; k++)
            if (member_at(&x, i) == member_at(&y, k))
                return false;
    return true;
}

bool core_disjoint(const CoreExpr *a, const CoreExpr *b)
{
    if (a == NULL || b == NULL)
        return false;
    if (a->kind == CORE_AND) {
        for (int i = 0; i < a->n; i++)
            if (core_disjoint(a->arg[i], b))
                return true;
        return false;
    }
    return b->kind == CORE_AND ? core_disjoint(b, a) : apart(a, b);
}

void check_tighter(Sema *s, int clause) { (void)s, (void)clause; }
