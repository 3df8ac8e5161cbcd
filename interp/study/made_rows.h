/* made_rows.h -- a batch of records made by hand: for tests, `eval`, what-if.
 *
 * Fields that were not given are missing, or their default.  malloc'ed with its arena; it
 * lives until made_rows_free.
 */
#ifndef ACORDO_STUDY_MADE_ROWS_H
#define ACORDO_STUDY_MADE_ROWS_H

#include "interp/engine/column.h"
#include "interp/sema/core.h"

typedef struct MadeRows {
    Batch batch;
    int64_t now_us;
} MadeRows;

/* n ≤ BATCH_ROWS records of the core. */
MadeRows *made_rows_new(const Core *core, const CoreRecord *record, int n);
/* A column of n ≤ BATCH_ROWS constants of a type, copied; NULL stands for missing. */
void made_column(Arena *a, Column *c, const Type *t, const CoreExpr *const *value,
                 int n);
void made_rows_at(MadeRows *rows, int64_t now_us);
void made_rows_free(MadeRows *rows);

#endif
