/* witness.h -- for each change in meaning a lead that the two policies decide otherwise.
 *
 * Leads that are read are looked through first (witness_rows, batch by batch); for what none of
 * them shows, leads are put together of the values that the two policies tell apart (cells.h),
 * and made as short as they may be (witness_make).  Each is confirmed by the evaluator: what it
 * says of the lead stands in the witness.  What no lead can show has the rule that proves it.
 * Collected, but for what witness_free gives back.
 */
#ifndef ACORDO_STUDY_WITNESS_H
#define ACORDO_STUDY_WITNESS_H

#include "interp/engine/outcome.h"
#include "interp/study/meaning_make.h"

typedef struct Witnesses Witnesses;

Witnesses *witness_new(Meaning *m, const Session *before, const Session *after,
                       int64_t as_of_us);
void witness_free(Witnesses *w);

/* The same rows by both policies, evaluated with `lead`. */
typedef struct WitnessRows {
    const Batch *old_batch, *now_batch;
    const Eval *old_eval, *now_eval;
    const Outcome *old, *now; /* rows from 0 on */
    const uint8_t *kept;      /* rows that are looked at; NULL: all */
    struct FactTable *const *old_table, *const *now_table;
    Str (*label)(void *ctx, int r);
    void *ctx;
} WitnessRows;

void witness_rows(Witnesses *w, const WitnessRows *rows, int n);
void witness_make(Witnesses *w);
/* Why row r is decided otherwise, by the changes that it shows: "fit: -30 when … → -10 when …;
 * mql: when …"; n = 0: through others. */
Str witness_why(Witnesses *w, const WitnessRows *rows, int r);

/* The instant that leads are put together for where none is given: a Wednesday afternoon after
 * the policy came into force. */
int64_t witness_instant(const Core *core);

#endif
