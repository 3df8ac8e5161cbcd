/* gen_records.h -- random records for a core: missing values, ties, boundary values, texts
 * that repeat and texts that do not.
 *
 * The values lie near the constants that the core itself names, so that comparisons turn
 * both ways.  Collected.
 */
#ifndef ACORDO_TESTS_PROP_GEN_RECORDS_H
#define ACORDO_TESTS_PROP_GEN_RECORDS_H

#include "interp/lang/value.h"
#include "interp/sema/core.h"
#include "tests/prop/rng.h"

typedef struct RecordGen RecordGen;

/* Learns the constants of the core and of further expressions over it. */
RecordGen *record_gen_new(const Core *core, CoreExpr *const *extra, int n_extra);
/* Texts that no other record has are long from now on. */
void record_gen_wordy(RecordGen *g);
/* values[core->n_fields]; what `required` and `default` demand is known. */
Value *record_gen(RecordGen *g, Rng *rng);
int64_t record_gen_now(RecordGen *g, Rng *rng);

#endif
