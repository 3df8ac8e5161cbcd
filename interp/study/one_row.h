/* one_row.h -- a batch of one lead made by hand: for tests, `eval`, what-if.
 *
 * Fields that were not given are missing, or their default.  The OneRow is malloc'ed with
 * its arena and lives until one_row_free.
 */
#ifndef ACORDO_STUDY_ONE_ROW_H
#define ACORDO_STUDY_ONE_ROW_H

#include "interp/engine/column.h"
#include "interp/sema/core.h"

typedef struct OneRow {
    Batch batch;
    int64_t now_us;
} OneRow;

OneRow *one_row_new(const Core *core, const CoreGiven *given, int n_given);
void one_row_at(OneRow *row, int64_t now_us);
void one_row_free(OneRow *row);

#endif
