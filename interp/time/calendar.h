/* calendar.h -- when a business is open: intervals and sums over 1970 to 2100.
 *
 * A calendar is compiled once from its lines, in their order, in its own zone: wall times
 * become instants by the rules of tz.h, and lengths are elapsed time.  Every question is a
 * look-up in a table and a step or two from there, whatever the span.
 *
 * Each day's ranges become instants on their own.  Where the zone moves its clocks a range
 * may become longer or shorter; one that would end before it begins is none, and a day
 * that the zone skips has none.  Ranges that overlap or touch are one.  Open time that two
 * days share (a night's range and the next morning's) is counted once and belongs to the
 * earlier day.  A night belongs to the day it starts: to close the next day takes nothing
 * of it.
 *
 * Instants are microseconds since 1970.  The days 1970-01-01 to 2100-12-31 of the zone
 * count, from midnight to midnight; a question about an instant outside, or whose answer
 * would lie outside, has no answer: the function returns false.  Collected; constant once
 * compiled, shared by any thread.  One to four megabytes.
 */
#ifndef ACORDO_TIME_CALENDAR_H
#define ACORDO_TIME_CALENDAR_H

#include "interp/time/holiday.h"
#include "interp/time/tz.h"

enum { CALENDAR_FIRST_YEAR = 1970, CALENDAR_LAST_YEAR = 2100 };

/* Minutes after the midnight that begins the day, 0 … 1440.  to ≤ from: past midnight, and
 * the time belongs to the day on which it starts. */
typedef struct TimeRange {
    int from, to;
} TimeRange;

typedef enum DaysKind {
    DAYS_WEEK,  /* lo … hi are weekdays, 0 Monday … 6 Sunday; hi < lo goes round */
    DAYS_DATES, /* lo … hi are days since 1970 */
    DAYS_HOLIDAYS /* those of `holidays` */
} DaysKind;

typedef struct CalendarDays {
    DaysKind kind;
    int32_t lo, hi;
    const Holidays *holidays;
} CalendarDays;

/* One line.  open: on its days the ranges replace what earlier lines said.  closed: takes
 * its ranges out of them, or without any the whole day (what belongs to it). */
typedef struct CalendarLine {
    bool open;
    const CalendarDays *days;
    int n_days;
    const TimeRange *range;
    int n_ranges;
} CalendarLine;

typedef struct Calendar Calendar;

/* NULL where it is never open. */
const Calendar *calendar_compile(const Zone *zone, const CalendarLine *line, int n);

/* Open time from a to b: negative where b is before a. */
bool calendar_between(const Calendar *c, int64_t a_us, int64_t b_us, int64_t *open_us);
/* The earliest instant at which `open_us` of open time since t are used up: so it may be a
 * closing time, never an opening one but t itself.  open_us = 0: t.  Negative: the latest
 * instant u with calendar_between(u, t) = -open_us, so it may be an opening time. */
bool calendar_deadline(const Calendar *c, int64_t t_us, int64_t open_us,
                       int64_t *due_us);
/* The same for n rows, two or three times faster.  A column of one value for all rows has
 * step 0, any other 1.  none[r] is 1 where there is no answer, and the result 0; else 0.
 * What is written lies apart from what is read. */
typedef struct Instants {
    const int64_t *us;
    int step;
} Instants;
void calendar_between_n(const Calendar *c, int n, Instants a, Instants b,
                        int64_t *open_us, uint8_t *none);
void calendar_deadline_n(const Calendar *c, int n, Instants t, Instants open,
                         int64_t *due_us, uint8_t *none);
/* The close of the nth open day after the day of t (n ≥ 1; n = 0: t itself; no answer below).
 * An open day is one with any open time of its own; an instant inside a range is on the day
 * the range belongs to, any other on its civil day. */
bool calendar_deadline_days(const Calendar *c, int64_t t_us, int n, int64_t *due_us);
/* Ranges are half-open: at the opening yes, at the closing no. */
bool calendar_is_open(const Calendar *c, int64_t t_us, bool *open);
/* The first open instant at or after t: t itself if it is open. */
bool calendar_next_open(const Calendar *c, int64_t t_us, int64_t *at_us);
/* The first closing after t.  Where days touch it does not close; what is open until the end
 * of 2100 has no closing. */
bool calendar_next_close(const Calendar *c, int64_t t_us, int64_t *at_us);

/* A range of one day in time; days that touch are two. */
typedef struct OpenInterval {
    int64_t from_us, to_us;
    int32_t day; /* that it belongs to */
} OpenInterval;
/* The first interval that ends after t; false where there is none. */
bool calendar_interval(const Calendar *c, int64_t t_us, OpenInterval *out);
/* The most open time that any day has. */
int64_t calendar_longest_day(const Calendar *c);
const Zone *calendar_zone(const Calendar *c);
/* The open time that belongs to a day, in order: writes at most max intervals and returns
 * how many there are. */
int calendar_day(const Calendar *c, int32_t day, OpenInterval *out, int max);

#endif
