/* clock.h -- clauses of a lead: which instances there are, and what became of each.
 *
 * Row semantics, over columns of instants.  T is the row's now.  A clause is asked of a row
 * as it stands; what lies after T has not happened: such an instant counts as missing.
 *
 *  1. `settled` not yes, or `applies` unknown: undetermined (one instance, no instants).
 *     Else `applies` no: none.
 *  2. Starts s1 … sn, known and not after T, in order of their instants, ties in order of
 *     writing.  The first begins an instance in lane 0.  A later one begins the next lane if
 *     no instance is open at its instant, that is if the one before was stopped or cancelled
 *     at or before it; else it is ignored, and counted (`starts_ignored`); one at the instant
 *     at which the last instance started is ignored and not counted.  Without any:
 *     undetermined if a start_lost is yes, else none.
 *  3. Of an instance with start s: e is the earliest known stop, one before s counting as
 *     at s, and the instance is counted (`stops_before`), unless it is an aggregate, which
 *     is then none; what lies at or before the end of the instance before is spent, and
 *     none.  c is the earliest cancel at or after s.  Unless `after_exit` is yes, each exit
 *     that holds with an instant x known, s ≤ x ≤ T, cancels at x, after what stops at x.
 *     Where the lead is in an exit whose instant is missing, and there is no e, no c and no
 *     lateness at T, the instance is undetermined: start, due and warning alone are known.
 *  4. due: s plus the allowance (an elapsed length; the same wall time a period on, in the
 *     policy's zone; open time or business days of the calendar; `due E` itself, which may
 *     lie before s).  A missing or negative allowance, a missing calendar, an instant
 *     outside the years 1 … 9999 or the calendar's own: undetermined; start and stop alone
 *     are known.
 *  5. The end is e, or c if that is before e, or T.  elapsed: the clock's time from s to the
 *     end; length: from s to due; remaining = length - elapsed; late: what elapsed has more
 *     than length, which is the clock's time from due to the end, not below zero; used =
 *     elapsed ÷ length, half to even, missing unless length is above 0.
 *  6. status, the first that fits: undetermined; excused (`excused` is yes); cancelled: c
 *     before e, and not late at c; met: e, not late; breached: late > 0; at_risk: elapsed
 *     has reached warn_share × length, exactly, or length - warn_before; running.
 *     `stopped` is e, missing where c or nothing came first.  A warning's instant is the
 *     first at which elapsed is as much, never before s, whatever the status; missing where
 *     the instance was stopped or cancelled at or before it.
 *  7. KEEP: s is the target's instant (starts[0]) if there is one, it is not after T, and
 *     `within` is given; no exit cancels.  keep yes: met; unknown: undetermined; no: without
 *     `within` breached at once, else as in 5 and 6 with T the end, undetermined where s or
 *     due is missing.  Then excused, where it is not undetermined.  start and due are told
 *     where known, the clock's times only while keep is no; `stopped` is missing.
 * The latest instance is the last lane's; where there is none: status none (or
 * undetermined), all else missing.  Columns of clauses carry no marks; what was missing in
 * the lines by overflow or division by zero is marked by the lines.
 *
 * Files: plan_clause.c, k_clock.c (rows), clock_time.c (lengths and deadlines).
 */
#ifndef ACORDO_ENGINE_CLOCK_H
#define ACORDO_ENGINE_CLOCK_H

#include "interp/engine/eval.h"

/* Exits that may cancel it: all of the core's, or none. */
int clause_exits(const Core *core, const CoreClause *c);

/* Of clauses with lanes.  With want.lead (or where an extra asks): columns of a clause's lane; LANE_LATEST.  A lane
 * that a row does not have: status none, the rest missing. */
const Column *eval_clause(const Eval *ev, int clause, int lane, ClauseProp prop);
/* Numbers of levels (micros, as core's *_level) of each row; missing: none.  line: WITHIN
 * (the allowance, whether `within`, `due` or `keep`), with want.lead also TARGET, WARN_AT
 * (either warning), BREACH: NULL where no level states it. */
const Column *eval_clause_level(const Eval *ev, int clause, ClauseLine line);
const Column *eval_clause_calendar(const Eval *ev, int clause); /* NULL: elapsed */
/* With want.explain, NULL where no level states it: values of lines (FOR, EXCUSED, KEEP,
 * AFTER_EXIT: flags; WITHIN, WARN_AT, WARN_DUE), and whether a level's `for` holds. */
const Column *eval_clause_line(const Eval *ev, int clause, ClauseLine line);
const Column *eval_clause_holds(const Eval *ev, int clause, int level);
/* Instants at which the lane was stopped or called off; missing while it was neither. */
const Column *eval_clause_ended(const Eval *ev, int clause, int lane);
/* Instants at which the lane's first warning comes; missing where there is none. */
const Column *eval_clause_warning(const Eval *ev, int clause, int lane);
/* The same of one line, WARN_AT or WARN_DUE, of rows whose clause has it. */
const Column *eval_clause_warning_by(const Eval *ev, int clause, int lane,
                                     ClauseLine line);
/* By row: instances whose stop lay before their start; starts that were ignored. */
const uint8_t *eval_stops_before(const Eval *ev, int clause);
const uint8_t *eval_starts_ignored(const Eval *ev, int clause);

#endif
