/* period.h -- the periods that figures count in: half-open, in a zone.
 *
 * A period has a number: neighbours differ by one.  Days count from 1970-01-01, weeks (ISO,
 * Monday) from that of 1970-01-01, months from January 1970; quarters, semesters and years
 * from those that begin with the fiscal year's first month (1 … 12) of 1970.  All functions
 * hold for the civil years, 1 to 9999.
 */
#ifndef ACORDO_TIME_PERIOD_H
#define ACORDO_TIME_PERIOD_H

#include "interp/time/tz.h"

typedef enum PeriodKind {
    PERIOD_NONE, /* one figure for all time: number 0 */
    PERIOD_DAY,
    PERIOD_WEEK,
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_SEMESTER,
    PERIOD_YEAR
} PeriodKind;

typedef struct PeriodRule {
    PeriodKind kind;
    int first_month; /* of the fiscal year, 1 … 12 */
    const Zone *zone;
} PeriodRule;

static inline bool period_rule_same(const PeriodRule *a, const PeriodRule *b)
{
    return a->kind == b->kind && a->first_month == b->first_month && a->zone == b->zone;
}
int32_t period_of_day(const PeriodRule *p, int32_t day);
/* The one with period_start ≤ instant < period_end. */
int32_t period_of(const PeriodRule *p, int64_t instant_us);
/* Its first day; the next one's first day ends it.  NONE has all civil years. */
int32_t period_first_day(const PeriodRule *p, int32_t number);
/* Its first instant: midnight in the zone by the rules of tz.h.  NONE begins with INT64_MIN
 * and ends with INT64_MAX. */
int64_t period_start(const PeriodRule *p, int32_t number);
int64_t period_end(const PeriodRule *p, int32_t number); /* period_start of the next */
/* "2026-03-02", "2026-W09", "2026-03", "2026-Q1", "2026-S1", "2026"; of a fiscal year that
 * begins in another month than January "FY2026-Q1", by the year in which it ends; "" of
 * NONE. */
void period_print(Buf *b, const PeriodRule *p, int32_t number);
/* The number of a period as period_print spells it, of a quarter, semester or year with or
 * without "FY"; false, and *number stays, where it is none of that kind. */
bool period_read(const PeriodRule *p, Str text, int32_t *number);
const char *period_word(PeriodKind k); /* "day" … "year"; "" for NONE */
PeriodKind period_kind(Str word);      /* NONE where it is none of these */

#endif
