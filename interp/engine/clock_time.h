/* clock_time.h -- the time that a clause counts: open time of a calendar, or all of it.
 *
 * A NULL calendar counts elapsed time.  Lengths are microseconds.  What cannot be said (it
 * is outside the years 1 … 9999, or the calendar's) makes the functions return false.
 */
#ifndef ACORDO_ENGINE_CLOCK_TIME_H
#define ACORDO_ENGINE_CLOCK_TIME_H

#include "interp/sema/core.h"

/* The clock's time from a to b, negative where b is before a. */
bool clock_between(const Calendar *c, int64_t a_us, int64_t b_us, int64_t *length_us);
/* The earliest instant at which the clock has counted length ≥ 0 since t. */
bool clock_after(const Calendar *c, int64_t t_us, int64_t length_us, int64_t *at_us);
/* The instant at which an allowance from s is used up, and its length on the clock.  zone:
 * the policy's.  within is read as `kind` says; false also where it is negative. */
bool clock_due(const Calendar *c, const Zone *zone, AllowanceKind kind, int64_t within,
               int64_t s_us, int64_t *due_us, int64_t *length_us);
/* elapsed ÷ length in micros, half to even; false where length is not above 0. */
bool clock_used(int64_t elapsed_us, int64_t length_us, int64_t *used);
/* How much of the length is `share` (micros) of it, up to a whole microsecond. */
int64_t clock_share(int64_t length_us, int64_t share);

#endif
