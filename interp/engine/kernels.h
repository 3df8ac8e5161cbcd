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

/* arg[0] in a set, by the kind of set; STRICT.  In memo: the set of texts, the pattern. */
KernelFn k_in_texts, k_match;
/* A predicate of a text with a constant, and what makes the text: asked once a code.
 * STRICT; Call.test and Call.make say which. */
KernelFn k_asked;
TextTest *text_test_of(KernelFn *kernel);               /* NULL: not such a predicate */
void k_in_bits(Call *c, uint64_t bits);                 /* all of 0 … 63 */
void k_in_sorted(Call *c, const int64_t *value, int n); /* ascending */

#endif
