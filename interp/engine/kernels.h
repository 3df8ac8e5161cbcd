/* kernels.h -- the primitives, declared from their table, and those that the language's
 * own forms need beside it. */
#ifndef ACORDO_ENGINE_KERNELS_H
#define ACORDO_ENGINE_KERNELS_H

#include "interp/engine/kernel.h"

#define RUN(id, fn, traits) KernelFn fn;
#include "interp/engine/kernel_functions.def"

/* Kleene's logic and the choice of values: two operands, or condition and two branches.
 * They set out->null themselves. */
KernelFn k_and, k_or, k_not, k_known;
KernelFn k_if_i64, k_if_flag, k_if_text, k_if_list;
KernelFn k_otherwise_i64, k_otherwise_flag, k_otherwise_text, k_otherwise_list;

/* A predicate of a text with a constant, asked once a code; STRICT.  Call.test says which,
 * Call.make what makes the text that is asked about. */
KernelFn k_asked;
TextTest ask_set, ask_pattern; /* in a set of texts, matches: both in the memo */
TextTest *text_test_of(KernelFn *kernel); /* k_contains …; NULL: not such a predicate */

/* arg[0] in a set of integers; STRICT. */
void k_in_bits(Call *c, uint64_t bits);                 /* all of 0 … 63 */
void k_in_sorted(Call *c, const int64_t *value, int n); /* ascending */

/* Of one instant: whether it lies in the years 1 … 9999 (of UTC), and the one whose wall
 * time in the zone is a period on; false outside those years. */
bool time_is_instant(int64_t us);
bool time_plus_period(const Zone *zone, int64_t us, int64_t period, int64_t *out);

#endif
