/* demand.c -- conditions of agreements held against each other: whether no lead meets both,
 * whether whoever meets one meets the other.
 *
 * What is proved is proved from the text: the same words, members of one list, `and`, `or`.
 */
#include "interp/sema/check_clause.h"

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

/* -- whoever meets one meets the other */

/* All members that will do for a also do for b. */
static bool asks_more(const CoreExpr *a, const CoreExpr *b)
{
    Demand x, y;
    if (!demand_of(a, &x) || !demand_of(b, &y) || !core_same(x.of, y.of))
        return false;
    for (int i = 0; i < x.n; i++) {
        bool found = false;
        for (int k = 0; k < y.n; k++)
            found |= member_at(&x, i) == member_at(&y, k);
        if (!found)
            return false;
    }
    return true;
}

typedef bool Proof(const CoreExpr *a, const CoreExpr *b);

static bool some_part(const CoreExpr *e, const CoreExpr *other, Proof *holds, bool left)
{
    for (int i = 0; i < e->n; i++)
        if (left ? holds(e->arg[i], other) : holds(other, e->arg[i]))
            return true;
    return false;
}

static bool every_part(const CoreExpr *e, const CoreExpr *other, Proof *holds,
                       bool left)
{
    for (int i = 0; i < e->n; i++)
        if (!(left ? holds(e->arg[i], other) : holds(other, e->arg[i])))
            return false;
    return true;
}

bool core_implies(const CoreExpr *a, const CoreExpr *b)
{
    if (b == NULL || (a != NULL && core_same(a, b)))
        return true;
    if (a == NULL)
        return false;
    if (b->kind == CORE_AND)
        return every_part(b, a, core_implies, false);
    if (a->kind == CORE_OR)
        return every_part(a, b, core_implies, true);
    if (a->kind == CORE_AND && some_part(a, b, core_implies, true))
        return true;
    if (b->kind == CORE_OR)
        return some_part(b, a, core_implies, false);
    return asks_more(a, b);
}
