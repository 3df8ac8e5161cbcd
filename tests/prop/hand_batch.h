/* hand_batch.h -- batches made by hand from records, as a reader would make them.
 *
 * Texts that repeat get the code of their column's dictionary, now and then none; columns
 * whose values are all one may be CONSTANT.  All of it lies in the batch's arena.
 */
#ifndef ACORDO_TESTS_PROP_HAND_BATCH_H
#define ACORDO_TESTS_PROP_HAND_BATCH_H

#include "interp/engine/column.h"
#include "interp/lang/value.h"
#include "interp/sema/core.h"
#include "tests/prop/rng.h"

typedef struct Records {
    int n;
    Value **value; /* [n][core->n_fields] */
    int64_t *now;
} Records;

typedef struct HandBatch HandBatch;

HandBatch *hand_new(const Core *core, const Records *records, uint64_t seed);
/* Records first … first + n - 1; valid until the arena is reset. */
void hand_fill(HandBatch *h, Arena *arena, int first, int n, Batch *out);
/* What a column of results holds; texts are borrowed. */
Value hand_value(const Column *c, int r, const Type *t);

#endif
