/* actions_out.h -- what the `warn` and `breach` lines of clauses ask for, as NDJSON.
 *
 *     {"lead":"L-17","clause":"first_contact","agreement":"base","party":"sales",
 *      "because":"breach","at":"2026-03-03T10:30:00-03:00","action":"notify",
 *      "to":"head-of-sales"}
 * A record for each action of each instance whose warning or breach has come by the row's
 * now: `at` is the warning's instant, or the due one; null where a promise without a clock
 * is broken.  The interpreter performs nothing, and remembers nothing of earlier runs.  What
 * is excused, undetermined, or ended before its warning has none.  Collected; the sink is
 * the caller's.
 */
#ifndef ACORDO_IO_ACTIONS_OUT_H
#define ACORDO_IO_ACTIONS_OUT_H

#include "interp/engine/eval.h"
#include "interp/io/sink.h"

typedef struct ActionsOut ActionsOut;

ActionsOut *actions_out_new(const Core *core, Sink *sink);
/* keep: a byte a row, or NULL for all. */
void actions_out_batch(ActionsOut *o, const Batch *b, const Eval *ev,
                       const uint8_t *keep);
uint64_t actions_out_count(const ActionsOut *o);
void actions_out_free(ActionsOut *o); /* what it holds outside the collected heap */

#endif
