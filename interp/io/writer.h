/* writer.h -- decisions out: NDJSON, CSV, a table for the terminal.
 *
 * A Writer appends to a Sink, which is a file that appears whole or not at all
 * (temporary name, then rename), or a descriptor such as standard output.
 */
#ifndef ACORDO_IO_WRITER_H
#define ACORDO_IO_WRITER_H

#include "interp/engine/eval.h"

typedef struct Sink Sink;

/* path NULL: the descriptor fd.  NULL with *why set (collected) where it cannot be made. */
Sink *sink_open(const char *path, int fd, const char **why);
void sink_put(Sink *s, Str bytes);              /* buffered; the first error is kept */
bool sink_flush(Sink *s);
bool sink_broken(const Sink *s);                /* the reader of a pipe went away */
/* keep: rename into place; otherwise the temporary file is removed.  False with *why. */
bool sink_close(Sink *s, bool keep, const char **why);

typedef enum OutFormat { OUT_NDJSON, OUT_CSV, OUT_TABLE } OutFormat;

typedef struct WriteOptions {
    OutFormat format;
    bool explain;
    bool colour;
    int width;                     /* of the terminal; 0: no limit */
    const CoreExpr *const *select; /* columns instead of the decision; names beside them */
    const Str *select_name;
    int n_select;                  /* 0: the decision.  They are extra 0 … n-1 of the Eval */
} WriteOptions;

typedef struct Writer Writer;

Writer *writer_new(const Core *core, const WriteOptions *o, Sink *sink);
/* keep: a byte a row, or NULL for all (the answer of --where). */
void writer_batch(Writer *w, const Batch *b, const Eval *ev, const uint8_t *keep);
void writer_end(Writer *w);        /* the table's last lines */
void writer_free(Writer *w);

#endif
