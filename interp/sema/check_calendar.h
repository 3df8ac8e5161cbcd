/* check_calendar.h -- `holidays`, `calendar`, and what business time is in expressions.
 *
 * Declarations are checked whole; what they come to (days of 131 years, open intervals) is
 * made when something asks for it, since a library holds many of which a policy uses few.
 */
#ifndef ACORDO_SEMA_CHECK_CALENDAR_H
#define ACORDO_SEMA_CHECK_CALENDAR_H

#include "interp/sema/checker.h"

/* -- check_holidays.c */
void check_holidays(Sema *s);
/* The days of Core.holidays[index]. */
const Holidays *holidays_used(Sema *s, int index);
/* A whole number lo … hi; false, without a finding, where the node is something else. */
bool whole_number(Sema *s, const Node *n, int lo, int hi, int *out);
/* 0 Monday … 6 Sunday; -1 where the word is none. */
int weekday_named(Str word);
void say_no_weekday(Sema *s, const Node *name);
/* Calendars reach from 1970 to 2100; false with a finding. */
bool in_calendar_years(Sema *s, const Node *date, int32_t *day);

/* -- check_calendar.c */
void check_calendars(Sema *s); /* after the holidays */
/* Core.calendars[index], compiled; NULL where it is wrong, which has been said. */
const Calendar *calendar_used(Sema *s, int index);

/* -- remark_calendar.c */
/* Warns of lines of a calendar that a later line of it undoes. */
void remark_lines(Sema *s, const CoreCalendar *c, const Node *body);

/* -- business.c */
/* `4 business hours`, `2 business days`. */
CoreExpr *business_literal(Sema *s, const Node *n);
/* A day of work has no length of its own: true with a finding where e is of business days. */
bool without_length(Sema *s, const CoreExpr *e);
/* l in the holidays that sym names. */
CoreExpr *in_holidays(Sema *s, const Node *n, CoreExpr *l, Sym *sym);
/* Warns where a length in multiples of 24 hours is more than the calendar's longest day:
 * `24 business hours` is rarely what it looks like. */
void warn_long_business(Sema *s, const Node *at, int64_t length_us, int calendar);
/* The same for deadline(t, length, calendar), where both are known. */
void remark_deadline(Sema *s, const Node *args, CoreExpr *const *arg);

#endif
