/* hold.h -- holds the engine against the oracle over one core and its records. */
#ifndef ACORDO_TESTS_PROP_HOLD_H
#define ACORDO_TESTS_PROP_HOLD_H

#include "interp/engine/eval.h"
#include "tests/prop/hand_batch.h"
#include "tests/prop/oracle.h"

typedef struct Difference {
    int record;
    int batch_rows;
    const char *what; /* NULL: none */
    int index;        /* of the extra, the rule … */
    const char *engine, *oracle;
    bool moved; /* with thresholds moved */
} Difference;

typedef struct Hold {
    Core *core;
    CoreExpr **extra;
    Str *extra_text; /* as generated */
    int n_extra, n_texts;
    size_t cap_extra, cap_texts;
    bool lead, explain; /* ProgramWant */
    Records records;
    int64_t *threshold;             /* as moved */
    long status[N_CLAUSE_STATUSES]; /* instances that were held, by their status */
    Difference difference;
} Hold;

/* Batches of 1, 7 and 1,024 rows, thresholds as written; then thresholds moved. */
bool hold_all(Hold *h, Rng *rng);
/* The difference in words: the record, and the smallest expression that differs. */
const char *hold_story(const Hold *h);

/* Properties beside equality; NULL, or what is wrong.
 * Kernel calls do not grow with the rows: the records are their first `mixture` ones, again
 * and again. */
const char *hold_calls(const Hold *h, int mixture);
/* Nothing is allocated from the second batch of like rows on. */
const char *hold_memory(const Hold *h);

/* Another value of the threshold's kind, within its range. */
int64_t hold_moved(const Core *core, const CoreThreshold *t, Rng *rng);

#endif
