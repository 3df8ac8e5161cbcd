/* kept_rows.h -- rows that are kept: a reader's batches as columns, to be asked again.
 *
 * Rows keep their order: batch i holds the rows from 1,024 i on, all full but the last.  The
 * columns are what eval_batch reads; a text that has a code is kept once, a mask only where
 * something is missing.  Where a row came from takes four bytes where its records follow
 * each other.  malloc'ed, in few large blocks; constant once all rows are in, then any
 * thread may read it.
 */
#ifndef ACORDO_ENGINE_KEPT_ROWS_H
#define ACORDO_ENGINE_KEPT_ROWS_H

#include "interp/engine/column.h"
#include "interp/sema/core.h"

typedef struct KeptRows KeptRows;

KeptRows *kept_rows_new(const Core *core); /* of its fields; made and freed on the
                                              collector's thread */
void kept_rows_free(KeptRows *k);
/* Copied.  Codes of all batches are of one dictionary a column (one reader). */
void kept_rows_append(KeptRows *k, const Batch *b);
/* No row is expected any more: what was made ready for them is given back.  May be left out. */
void kept_rows_end(KeptRows *k);
int64_t kept_rows_n(const KeptRows *k);
int kept_rows_batches(const KeptRows *k);
/* Its `now` is the caller's to set, in a copy of the struct; its `row` is NULL: see
 * kept_rows_refs. */
const Batch *kept_rows_batch(const KeptRows *k, int i);
/* Where the rows of batch i came from, into room for BATCH_ROWS; the source's index is that
 * of the reader's inputs. */
void kept_rows_refs(const KeptRows *k, int i, RowRef *out);
RowRef kept_rows_ref(const KeptRows *k, int64_t row);
size_t kept_rows_bytes(const KeptRows *k); /* that rows stand in */

#endif
