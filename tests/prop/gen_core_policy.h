/* gen_core_policy.h -- random policies that are well typed, as text.
 *
 * A policy and the expressions over its names come from one TypedGen: what was declared is
 * what later expressions may use.  The same Rng state gives the same text.  Collected.
 */
#ifndef ACORDO_TESTS_PROP_GEN_CORE_POLICY_H
#define ACORDO_TESTS_PROP_GEN_CORE_POLICY_H

#include "interp/base/str.h"
#include "tests/prop/typed_expr.h"

/* size 1 … 4: more of everything, and deeper. */
TypedGen *typed_policy_new(Rng *rng, int size);
/* Appends calendars, and an agreement or three over what was declared; declares what may be
 * asked of their clauses. */
void typed_agreements(TypedGen *g);
Str typed_policy_text(const TypedGen *g);
/* One more expression over the policy's names; collected. */
Str typed_policy_extra(TypedGen *g);

#endif
