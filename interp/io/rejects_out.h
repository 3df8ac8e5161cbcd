/* rejects_out.h -- what could not be read: to a file as NDJSON, and the first few kept.
 *
 *     {"source":"leads.csv","line":88,"offset":4711,"column":17,"field":"annual_revenue",
 *      "text":"50k","code":"E0507","reason":"…","record":"…"}
 * `line` is the record's, `at_line` stands beside it where the fault is on a later one;
 * a record too long to keep has "cut":true; one that is not text has U+FFFD in "record" and
 * its bytes, as they stand in the input, in "record_base64".  The first few become findings for the
 * terminal.  Collected; the sink is the caller's.
 */
#ifndef ACORDO_IO_REJECTS_OUT_H
#define ACORDO_IO_REJECTS_OUT_H

#include "interp/io/reader.h"
#include "interp/io/sink.h"

typedef struct RejectsOut RejectsOut;

/* sink NULL: only counted and shown.  show is called with each of the first n_show, a
 * line with its end, `leads.csv:88:17: error[E0507]: …`. */
RejectsOut *rejects_out_new(Sink *sink, int n_show, void (*show)(void *ctx, Str line),
                            void *ctx);
RejectSink rejects_out_sink(RejectsOut *o);

#endif
