/* writer.h -- decisions out: NDJSON, CSV, a table for the terminal.
 *
 * A Writer turns batches and what their evaluation said into lines of a Sink.  What does
 * not change from row to row (names, members, brackets) is written out once, when the
 * writer is made; a row copies these pieces and prints its numbers.  Nothing is allocated
 * for a record.  Collected; the sink is the caller's.
 */
#ifndef ACORDO_IO_WRITER_H
#define ACORDO_IO_WRITER_H

#include "interp/engine/eval.h"
#include "interp/io/sink.h"

typedef enum OutFormat { OUT_NDJSON, OUT_CSV, OUT_TABLE } OutFormat;

typedef struct WriteOptions {
    OutFormat format;
    bool explain;
    bool colour;
    int width;               /* of the terminal; 0: no limit */
    CoreExpr *const *select; /* columns instead of the decision; names beside them */
    const Str *select_name;
    int n_select; /* 0: the decision.  They are extra 0 … n-1 of the Eval */
} WriteOptions;

typedef struct Writer Writer;

Writer *writer_new(const Core *core, const WriteOptions *o, Sink *sink);
/* keep: a byte a row, or NULL for all (the answer of --where). */
void writer_batch(Writer *w, const Batch *b, const Eval *ev, const uint8_t *keep);
void writer_end(Writer *w); /* the header of what had no rows; the table's last lines */
void writer_free(Writer *w); /* what it holds outside the collected heap */

#endif
