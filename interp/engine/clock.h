/* clock.h -- clauses of a lead: which instances there are, and what became of each.
 *
 * Row semantics, over columns of instants.  T is the row's now.  A clause is asked of a row
 * as it stands; what lies after T has not happened: such an instant counts as missing.
 *
 *  1. `settled` not yes: every question is undetermined (one instance, no instants).
 *     `applies` no: none.  Unknown: undetermined.
 *  2. Starts s1 … sn, known and not after T, in order of their instants, ties in order of
 *     writing.  The first begins an instance in lane 0.  A later one begins the next lane if
 *     no instance is open at its instant, that is if the one before was stopped or cancelled
 *     at or before it; else it is ignored, and counted (`starts_ignored`); an equal instant is
 *     ignored and not counted.  Without any: undetermined if a start_lost is yes, else none.
 *  3. Of an instance with start s: e is the earliest known stop, one before s counting as
 *     at s, and counted (`stops_before`), unless it is an aggregate, which is then none; c is
 *     the earliest cancel at or after s.  Unless `after_exit` is yes, each exit that holds
 *     with an instant x known, s ≤ x ≤ T, cancels at x, after what stops at x; where the lead
 *     is in an exit whose instant is missing, and there is no e, and no lateness at T, the
 *     instance is undetermined.
 *  4. due: s plus the allowance (an elapsed length; the same wall time a period on, in the
 *     policy's zone; open time or business days of the calendar; `due E` itself).  A missing
 *     or negative allowance, or an instant that cannot be said: undetermined.
 *  5. The end is e, or c if that is before e, or T.  elapsed: the clock's time from s to the
 *     end; length: from s to due; late: from due to the end, not below zero; remaining =
 *     length - elapsed; used = elapsed ÷ length, half to even, missing if length is 0.
 *  6. status, the first that fits: undetermined; excused (`excused` is yes); cancelled: c
 *     before e, and not late at c; met: e, not late; breached: late > 0; at_risk: used >=
 *     warn_share, or T >= due - warn_before (remaining <= warn_before on a calendar); running.
 *     `stopped` is e, missing where c or nothing came first.
 *  7. KEEP: start is the target's instant if there is one and `within` asks for it.  keep
 *     yes: met; unknown: undetermined; no: breached once late > 0 (without `within` at once),
 *     else at_risk or running.
 * The latest instance is the last lane's; where there is none: status none (or
 * undetermined), all else missing.  No marks.
 */
#ifndef ACORDO_ENGINE_CLOCK_H
#define ACORDO_ENGINE_CLOCK_H

#include "interp/engine/eval.h"

/* With want.lead (or where an extra asks): columns of a clause's lane; LANE_LATEST.  A lane
 * that a row does not have: status none, the rest missing. */
const Column *eval_clause(const Eval *ev, int clause, int lane, ClauseProp prop);
/* Numbers of levels (micros, as core's *_level) of each row; missing: none. */
const Column *eval_clause_level(const Eval *ev, int clause, ClauseLine line); /* TARGET,
    WARN_AT (either warning), BREACH */
const Column *eval_clause_calendar(const Eval *ev, int clause); /* NULL: elapsed */
/* Instants at which the lane's warning comes; missing where there is none. */
const Column *eval_clause_warning(const Eval *ev, int clause, int lane);
/* By row: how many stops lay before their start, starts that were ignored. */
const uint8_t *eval_stops_before(const Eval *ev, int clause);
const uint8_t *eval_starts_ignored(const Eval *ev, int clause);

#endif
