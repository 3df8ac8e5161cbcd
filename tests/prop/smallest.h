/* smallest.h -- of a difference, the smallest expression of the policy that shows it. */
#ifndef ACORDO_TESTS_PROP_SMALLEST_H
#define ACORDO_TESTS_PROP_SMALLEST_H

#include "tests/prop/hold.h"

/* Evaluates every expression of the core by itself, over the record that differs, and
 * says which small ones differ; nothing where none does. */
void smallest_difference(Buf *out, const Hold *h);

#endif
