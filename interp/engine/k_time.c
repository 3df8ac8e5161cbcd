/* k_time.c -- civil days, hours and periods, in the policy's zone.
 *
 * What would lie outside the years 1 … 9999 is missing and marked.
 */
#include "interp/engine/kernels.h"

#include "interp/base/decimal.h"
#include <string.h>

enum { FIRST_DAY = -719162, LAST_DAY = 2932896 };

static inline int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static inline bool is_day(int64_t day) { return day >= FIRST_DAY && day <= LAST_DAY; }

/* The instants whose day may be one of ours, in any zone. */
static inline bool is_instant(int64_t us)
{
    return us >= (FIRST_DAY - 1) * USEC_DAY && us < (LAST_DAY + 2) * USEC_DAY;
}

bool time_is_instant(int64_t us)
{
    return us >= FIRST_DAY * USEC_DAY && us < (LAST_DAY + 1) * USEC_DAY;
}

/* Each of the functions below gives one row's result; false: outside the calendar. */

static bool wall_of(const Zone *zone, int64_t us, int64_t *day, int64_t *time)
{
    if (!is_instant(us))
        return false;
    const int64_t wall = zone_to_wall(zone, us);
    *day = floor_div(wall, USEC_DAY);
    *time = wall - *day * USEC_DAY;
    return is_day(*day);
}

static bool date_of(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    int64_t time;
    (void)b;
    return wall_of(zone, a, out, &time);
}

static bool hour_of(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    int64_t day, time;
    (void)b;
    if (!wall_of(zone, a, &day, &time))
        return false;
    *out = time / (3600 * USEC_SECOND) * MICRO;
    return true;
}

static bool date_add(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    (void)zone;
    *out = a + MUTATE(13, floor_div(b, USEC_DAY), b / USEC_DAY);
    return is_day(*out);
}

/* The day that begins b before the start of day a, or holds that instant. */
static bool date_sub(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    (void)zone;
    *out = a + floor_div(b == INT64_MIN ? INT64_MAX : -b, USEC_DAY);
    return is_day(*out);
}

static bool date_diff(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    (void)zone;
    return !__builtin_mul_overflow(a - b, USEC_DAY, out);
}

/* sign is 1 or -1: periods themselves have no sign. */
static bool day_shift(int64_t day, int64_t period, int sign, int64_t *out)
{
    const int64_t months = period >> 32, days = period & INT64_C(0xffffffff);
    int year, month, d;
    civil_of_days((int32_t)day, &year, &month, &d);
    const int64_t to = (int64_t)year * 12 + month - 1 + sign * months;
    if (to < 12 || to >= 10000 * 12)
        return false;
    const int32_t moved =
        MUTATE(14, civil_add_months((int32_t)day, sign * (int)months),
               civil_days((int)(to / 12), (int)(to % 12) + 1, 1) + d - 1);
    *out = moved + sign * days;
    return is_day(*out);
}

static bool date_plus(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    (void)zone;
    return day_shift(a, b, 1, out);
}

static bool date_minus(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    (void)zone;
    return day_shift(a, b, -1, out);
}

static bool stamp_shift(const Zone *zone, int64_t us, int64_t period, int sign,
                        int64_t *out)
{
    int64_t day, time;
    if (!wall_of(zone, us, &day, &time) || !day_shift(day, period, sign, &day))
        return false;
    *out = zone_to_instant(zone, day * USEC_DAY + time);
    return true;
}

static bool stamp_plus(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    return stamp_shift(zone, a, b, 1, out);
}

static bool stamp_minus(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    return stamp_shift(zone, a, b, -1, out);
}

bool time_plus_period(const Zone *zone, int64_t us, int64_t period, int64_t *out)
{
    return stamp_shift(zone, us, period, 1, out);
}

static bool month_of(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    int year, month, day;
    (void)zone, (void)b;
    civil_of_days((int32_t)a, &year, &month, &day);
    *out = month * MICRO;
    return true;
}

static bool year_of(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    int year, month, day;
    (void)zone, (void)b;
    civil_of_days((int32_t)a, &year, &month, &day);
    *out = year * MICRO;
    return true;
}

static bool weekday_of(const Zone *zone, int64_t a, int64_t b, int64_t *out)
{
    (void)zone, (void)b;
    *out = civil_weekday((int32_t)a);
    return true;
}

#define TIME_KERNEL(name, of_row) \
    void name(Call *c) \
    { \
        if (c->sel != NULL) \
            memset(c->out->i64, 0, sizeof *c->out->i64 *(size_t)c->rows); \
        for (int k = 0; k < call_rows(c); k++) { \
            const int r = call_row(c, k); \
            c->out->i64[r] = 0; \
            if (call_known(c, r) \
                && !of_row(c->zone, call_i64(c, 0, r), \
                           c->n > 1 ? call_i64(c, 1, r) : 0, &c->out->i64[r])) \
                call_own_null(c)[r] = NULL_OVERFLOW; \
        } \
    }
TIME_KERNEL(k_date_of, date_of)
TIME_KERNEL(k_hour_of, hour_of)
TIME_KERNEL(k_month_of, month_of)
TIME_KERNEL(k_year_of, year_of)
TIME_KERNEL(k_weekday_of, weekday_of)
TIME_KERNEL(k_date_add, date_add)
TIME_KERNEL(k_date_sub, date_sub)
TIME_KERNEL(k_date_diff, date_diff)
TIME_KERNEL(k_date_plus_period, date_plus)
TIME_KERNEL(k_date_minus_period, date_minus)
TIME_KERNEL(k_stamp_plus_period, stamp_plus)
TIME_KERNEL(k_stamp_minus_period, stamp_minus)
