/* civil.h -- days, wall times and their text; the proleptic Gregorian calendar.
 *
 * A date is days since 1970-01-01; an instant is microseconds since then, UTC.  Years 1 to
 * 9999.  Formulas: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
#ifndef ACORDO_TIME_CIVIL_H
#define ACORDO_TIME_CIVIL_H

#include "interp/base/str.h"

#define USEC_SECOND INT64_C(1000000)
#define USEC_DAY    (INT64_C(86400) * USEC_SECOND)

typedef struct Civil {
    int year, month, day;            /* 1…9999, 1…12, 1…31 */
    int hour, minute, second, micro; /* hour 24 only as a parsed end of day */
} Civil;

int32_t civil_days(int year, int month, int day);
void civil_of_days(int32_t days, int *year, int *month, int *day);
bool civil_is_date(int year, int month, int day);
int civil_month_days(int year, int month);
int civil_weekday(int32_t days);    /* 0 Monday … 6 Sunday */
int64_t civil_usec(const Civil *c); /* wall time as if UTC */
void civil_of_usec(int64_t usec, Civil *out);
int32_t civil_add_months(int32_t days, int months); /* clamped to the month's end */

typedef enum StampKind { STAMP_BAD, STAMP_DATE, STAMP_LOCAL, STAMP_OFFSET } StampKind;
/* RFC 3339 and its usual relaxations: `2026-03-02`, `2026-03-02T10:00[:00[.ffffff]]`, a
 * blank or t for T, an offset `Z z +03:00 +0300 +03`, behind a blank where one stands for
 * T.  Seconds 60 read as 59.999999.
 * STAMP_DATE: *out is days × USEC_DAY.  STAMP_LOCAL: *out is wall time as if UTC.
 * STAMP_OFFSET: *out is the instant.  Digits past the sixth of a second are cut. */
StampKind civil_read(Str s, int64_t *out);

/* strftime letters for reading: %d %m %Y %y %H %I %M %S %f %p %b %B %a %A %Z(skipped) %z
 * %T %D(no) %e %j(no) %%; numbers with or without leading zeros; month and weekday names
 * in English and Portuguese, full or three letters.  NULL when the format is sound, else
 * what is wrong (static text, a letter). */
const char *civil_format_fault(Str format);
StampKind civil_read_format(Str s, Str format, int64_t *out);

void civil_print_date(Buf *b, int32_t days); /* 2026-03-02 */

#endif
