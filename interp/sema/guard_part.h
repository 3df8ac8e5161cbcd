/* guard_part.h -- guards while they are checked.
 *
 * A guard is over a change, not over a lead: `moved(A, B)`, `old.X` and `new.X` are its terms.
 * Each becomes a field behind those of the policy: Sema.core is core_of_guard, and grows.
 */
#ifndef ACORDO_SEMA_GUARD_PART_H
#define ACORDO_SEMA_GUARD_PART_H

#include "interp/sema/check_expr.h"

typedef struct Guarding {
    CoreGuard *guard;
    size_t cap_terms;
} Guarding;

/* A guard's own words; NULL: n is none of them, or no guard is checked. */
CoreExpr *check_guard_member(Sema *s, const Node *n);
CoreExpr *check_guard_call(Sema *s, const Node *n);
/* What a guard cannot read. */
CoreExpr *say_not_in_guard(Sema *s, const Node *n);
void check_guards(Sema *s);
/* One by itself, as the command line gives it. */
void check_guard_expr(Sema *s, CoreGuard *g, const Node *expr);

#endif
