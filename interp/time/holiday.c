/* holiday.c -- rules become days: each year's day of each rule, then sorted. */
#include "interp/time/holiday.h"

#include "interp/base/mem.h"
#include "interp/time/civil.h"
#include <stdlib.h>

enum { FIRST_YEAR = 1970, LAST_YEAR = 2100, WEEK = 7, SATURDAY = 5, SUNDAY = 6 };

int32_t holiday_easter(int year)
{
    const int golden = year % 19, century = year / 100, of_century = year % 100;
    const int shift =
        (8 * century + 13) / 25; /* of the moon, eight days in 2500 years */
    const int epact = (19 * golden + century - century / 4 - shift + 15) % 30;
    const int to_sunday =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % WEEK;
    const int late = (golden + 11 * epact + 22 * to_sunday) / 451;
    const int days = epact + to_sunday - WEEK * late + 114; /* 31 × month + day - 1 */
    return civil_days(year, days / 31, days % 31 + 1);
}

/* nth 0 counts from the month's last day back. */
static bool nth_weekday(int year, const HolidayRule *r, int32_t *day)
{
    const int last = civil_month_days(year, r->month);
    const int32_t first = civil_days(year, r->month, 1);
    const int32_t end = first + last - 1;
    if (r->nth == 0) {
        *day = end - (civil_weekday(end) - r->weekday + WEEK) % WEEK;
        return true;
    }
    *day =
        first + (r->weekday - civil_weekday(first) + WEEK) % WEEK + (r->nth - 1) * WEEK;
    return *day <= end;
}

/* The day that a rule names in a year, before it is moved. */
static bool named_day(const HolidayRule *r, int year, int32_t *day)
{
    int of_year, month, of_month;
    switch (r->kind) {
    case HOLIDAY_FIXED:
        *day = civil_days(year, r->month, r->day);
        return civil_is_date(year, r->month, r->day);
    case HOLIDAY_EASTER: *day = holiday_easter(year) + r->offset; return true;
    case HOLIDAY_NTH: return nth_weekday(year, r, day);
    case HOLIDAY_DATE:
        civil_of_days(r->date, &of_year, &month, &of_month);
        *day = r->date;
        return of_year == year;
    }
    return false;
}

static int32_t observed_day(int32_t day)
{
    const int weekday = civil_weekday(day);
    return weekday == SATURDAY ? day - 1 : weekday == SUNDAY ? day + 1 : day;
}

/* -- all of them --------------------------------------------------------------------- */

typedef struct Found {
    int32_t day;
    int rule;
} Found;

typedef struct Finds {
    Found *item;
    int n;
    size_t cap;
} Finds;

/* One year more at both ends: an observed day, or one counted from Easter, may come from
 * there. */
static void find_days(Finds *f, const HolidayRule *r, int index)
{
    const int32_t begin = civil_days(FIRST_YEAR, 1, 1),
                  end = civil_days(LAST_YEAR + 1, 1, 1);
    for (int year = FIRST_YEAR - 1; year <= LAST_YEAR + 1; year++) {
        int32_t day;
        if ((r->from_year != 0 && year < r->from_year)
            || (r->until_year != 0 && year > r->until_year)
            || !named_day(r, year, &day))
            continue;
        if (r->observed)
            day = observed_day(day);
        if (day >= begin && day < end)
            MEM_PUSH(f->item, f->n, f->cap) = (Found){day, index};
    }
}

static int by_day(const void *a, const void *b)
{
    const Found *x = a, *y = b;
    return x->day != y->day ? (x->day > y->day) - (x->day < y->day)
                            : (x->rule > y->rule) - (x->rule < y->rule);
}

static bool is_there(const Holidays *h, int32_t day, Str title)
{
    for (int i = h->n - 1; i >= 0 && h->day[i].day == day; i--)
        if (str_eq(h->day[i].title, title))
            return true;
    return false;
}

const Holidays *holidays_make(const HolidayRule *rule, int n)
{
    Finds f = {0};
    for (int i = 0; i < n; i++)
        find_days(&f, &rule[i], i);
    if (f.n > 0)
        qsort(f.item, (size_t)f.n, sizeof *f.item, by_day);
    Holidays *h = MEM_NEW(Holidays);
    h->day = MEM_ARRAY(HolidayDay, f.n);
    for (int i = 0; i < f.n; i++) {
        const Str title = rule[f.item[i].rule].title;
        if (!is_there(h, f.item[i].day, title))
            h->day[h->n++] = (HolidayDay){f.item[i].day, title};
    }
    return h;
}

/* The first entry that is not before the day. */
static int entry_from(const Holidays *h, int32_t day)
{
    int lo = 0, hi = h->n;
    while (lo < hi) {
        const int mid = lo + (hi - lo) / 2;
        if (h->day[mid].day < day)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool holidays_has(const Holidays *h, int32_t day)
{
    const int i = entry_from(h, day);
    return i < h->n && h->day[i].day == day;
}

Str holidays_title(const Holidays *h, int32_t day)
{
    const int i = entry_from(h, day);
    return i < h->n && h->day[i].day == day ? h->day[i].title : (Str){0};
}
