/* gen_core_policy.h -- random policies that are well typed, as text.
 *
 * A policy and the expressions over its names come from one Gen: what was declared is
 * what later expressions may use.  The same Rng state gives the same text.  Collected.
 */
#ifndef ACORDO_TESTS_PROP_GEN_CORE_POLICY_H
#define ACORDO_TESTS_PROP_GEN_CORE_POLICY_H

#include "interp/base/str.h"
#include "tests/prop/gen_expr.h"

/* size 1 … 4: more of everything, and deeper. */
Gen *gen_policy_new(Rng *rng, int size);
Str gen_policy_text(const Gen *g);
/* One more expression over the policy's names; collected. */
Str gen_policy_extra(Gen *g);

#endif
