/* clock_time.c -- lengths and deadlines, elapsed or on a calendar. */
#include "interp/engine/clock_time.h"

#include "interp/base/decimal.h"
#include "interp/engine/kernels.h"

bool clock_between(const Calendar *c, int64_t a_us, int64_t b_us, int64_t *length_us)
{
    if (c != NULL)
        return calendar_between(c, a_us, b_us, length_us);
    return !__builtin_sub_overflow(b_us, a_us, length_us);
}

bool clock_after(const Calendar *c, int64_t t_us, int64_t length_us, int64_t *at_us)
{
    if (c != NULL)
        return calendar_deadline(c, t_us, length_us, at_us);
    return !__builtin_add_overflow(t_us, length_us, at_us) && time_is_instant(*at_us);
}

/* Business days have the length that the clock gives them once their end is known. */
static bool days_due(const Calendar *c, int n, int64_t s_us, int64_t *due_us,
                     int64_t *length_us)
{
    return calendar_deadline_days(c, s_us, MUTATE(40, n, n - 1), due_us)
           && calendar_between(c, s_us, *due_us, length_us);
}

static bool business_due(const Calendar *c, int64_t within, int64_t s_us,
                         int64_t *due_us, int64_t *length_us)
{
    if (c == NULL || within < 0)
        return false;
    if (business_is_days(within))
        return days_due(c, business_days(within), s_us, due_us, length_us);
    *length_us = within;
    return calendar_deadline(c, s_us, within, due_us);
}

bool clock_due(const Calendar *c, const Zone *zone, AllowanceKind kind, int64_t within,
               int64_t s_us, int64_t *due_us, int64_t *length_us)
{
    switch (kind) {
    case ALLOW_ELAPSED:
        *length_us = within;
        return within >= 0 && clock_after(NULL, s_us, within, due_us);
    case ALLOW_PERIOD:
        return time_plus_period(zone, s_us, within, due_us)
               && clock_between(NULL, s_us, *due_us, length_us);
    case ALLOW_BUSINESS: return business_due(c, within, s_us, due_us, length_us);
    case ALLOW_DUE:
        *due_us = within;
        return clock_between(NULL, s_us, within, length_us);
    case ALLOW_NONE: break;
    }
    *due_us = s_us;
    *length_us = 0;
    return true;
}

bool clock_used(int64_t elapsed_us, int64_t length_us, int64_t *used)
{
    return length_us > 0 && dec_div(elapsed_us, length_us, used);
}

int64_t clock_share(int64_t length_us, int64_t share)
{
    int64_t product;
    if (length_us < 0 || share < 0)
        return 0;
    if (!__builtin_mul_overflow(length_us, share, &product)
        && product < INT64_MAX - MICRO)
        return (product + MUTATE(38, MICRO - 1, 0)) / MICRO;
    const Int128 up = ((Int128)length_us * share + MICRO - 1) / MICRO;
    return up > INT64_MAX ? INT64_MAX : (int64_t)up;
}
