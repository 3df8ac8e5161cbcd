/* clock_steps.h -- the way of a clock from its start to its due instant, for people.
 *
 *     Thu 30 Apr 15:30–18:00               2 h 30 min
 *     Fri 1 May                            closed: Labour Day
 *     Mon 4 May 09:00–12:00, 13:00–18:00   8 h
 *
 * In the calendar's own wall times.  A day on which the calendar would be open but for a
 * holiday is named.  Of a long way the first and the last steps are shown.
 */
#ifndef ACORDO_IO_CLOCK_STEPS_H
#define ACORDO_IO_CLOCK_STEPS_H

#include "interp/sema/core.h"

/* Appends lines, each after `indent` blanks. */
void clock_steps(Buf *out, const Core *core, const CoreCalendar *c, int64_t from_us,
                 int64_t to_us, int indent);

#endif
