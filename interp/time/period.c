/* period.c -- periods by number: days and weeks by division, the rest by months. */
#include "interp/time/period.h"

enum { EPOCH = 1970, WEEK = 7, MONDAY = 3 /* days from a Monday to 1970-01-01 */ };

static int floor_div(int a, int b) { return a / b - (a % b < 0); }

static int months_of(PeriodKind k)
{
    switch (k) {
    case PERIOD_NONE:
    case PERIOD_DAY:
    case PERIOD_WEEK: return 0;
    case PERIOD_MONTH: return 1;
    case PERIOD_QUARTER: return 3;
    case PERIOD_SEMESTER: return 6;
    case PERIOD_YEAR: return 12;
    }
    return 0;
}

/* Months from January 1970 to the month in which the period 0 begins. */
static int first_shift(const PeriodRule *p)
{
    return p->kind == PERIOD_MONTH ? 0 : p->first_month - 1;
}

int32_t period_of_day(const PeriodRule *p, int32_t day)
{
    int year, month, of_month;
    if (p->kind == PERIOD_NONE)
        return 0;
    if (p->kind == PERIOD_DAY)
        return day;
    if (p->kind == PERIOD_WEEK)
        return floor_div(day + MONDAY, WEEK);
    civil_of_days(day, &year, &month, &of_month);
    return floor_div((year - EPOCH) * 12 + month - 1 - first_shift(p),
                     months_of(p->kind));
}

int32_t period_first_day(const PeriodRule *p, int32_t number)
{
    if (p->kind == PERIOD_NONE)
        return number <= 0 ? civil_days(1, 1, 1) : civil_days(10000, 1, 1);
    if (p->kind == PERIOD_DAY)
        return number;
    if (p->kind == PERIOD_WEEK)
        return number * WEEK - MONDAY;
    const int month = number * months_of(p->kind) + first_shift(p);
    const int year = floor_div(month, 12);
    return civil_days(EPOCH + year, month - year * 12 + 1, 1);
}

/* -- instants ------------------------------------------------------------------------ */

int64_t period_start(const PeriodRule *p, int32_t number)
{
    if (p->kind == PERIOD_NONE)
        return number <= 0 ? INT64_MIN : INT64_MAX;
    return zone_to_instant(p->zone, period_first_day(p, number) * USEC_DAY);
}

int64_t period_end(const PeriodRule *p, int32_t number)
{
    return period_start(p, number + 1);
}

/* Where clocks go back over midnight the day before comes again: what is past the first
 * midnight is in the new period, as period_start says. */
int32_t period_of(const PeriodRule *p, int64_t instant_us)
{
    if (p->kind == PERIOD_NONE)
        return 0;
    const int64_t wall_us = zone_to_wall(p->zone, instant_us);
    const int32_t day = (int32_t)(wall_us / USEC_DAY - (wall_us % USEC_DAY < 0));
    int32_t number = period_of_day(p, day);
    if (period_of_day(p, day + 1) != number && period_end(p, number) <= instant_us)
        number++;
    else if (period_of_day(p, day - 1) != number
             && period_start(p, number) > instant_us)
        number--;
    return number;
}

/* -- text ---------------------------------------------------------------------------- */

/* The year by which a period is called, and which of that year it is, from 1. */
static int year_and_part(const PeriodRule *p, int32_t number, int *part)
{
    const int a_year = 12 / months_of(p->kind);
    const int year = floor_div(number, a_year);
    *part = number - year * a_year + 1;
    return EPOCH + year + (first_shift(p) > 0);
}

/* An ISO week is of the year that its Thursday is in. */
static void print_week(Buf *b, int32_t monday)
{
    int year, month, day;
    civil_of_days(monday + MONDAY, &year, &month, &day);
    const int of_year = monday + MONDAY - civil_days(year, 1, 1);
    buf_format(b, "%04d-W%02d", year, of_year / WEEK + 1);
}

void period_print(Buf *b, const PeriodRule *p, int32_t number)
{
    if (p->kind == PERIOD_NONE)
        return;
    if (p->kind == PERIOD_DAY) {
        civil_print_date(b, number);
        return;
    }
    if (p->kind == PERIOD_WEEK) {
        print_week(b, period_first_day(p, number));
        return;
    }
    int part;
    const int year = year_and_part(p, number, &part);
    buf_format(b, "%s%04d", first_shift(p) > 0 ? "FY" : "", year);
    if (p->kind == PERIOD_MONTH)
        buf_format(b, "-%02d", part);
    else if (p->kind != PERIOD_YEAR)
        buf_format(b, "-%c%d", p->kind == PERIOD_QUARTER ? 'Q' : 'S', part);
}

/* Takes a number of so many digits off the front; -1 where they are not there. */
static int take_digits(Str *s, size_t digits)
{
    int v = 0;
    if (s->n < digits)
        return -1;
    for (size_t i = 0; i < digits; i++) {
        if (s->p[i] < '0' || s->p[i] > '9')
            return -1;
        v = v * 10 + s->p[i] - '0';
    }
    *s = str_sub(*s, digits, s->n);
    return v;
}

static bool take(Str *s, const char *z)
{
    if (!str_starts(*s, str_of(z)))
        return false;
    *s = str_sub(*s, strlen(z), s->n);
    return true;
}

/* What follows the year: "-W" and a number of two digits, up to 53. */
typedef struct Form {
    const char *before;
    size_t digits;
    int most; /* a year has as many, weeks aside */
} Form;

static const Form forms[] = {
    [PERIOD_WEEK] = {"-W", 2, 53},   [PERIOD_MONTH] = {"-", 2, 12},
    [PERIOD_QUARTER] = {"-Q", 1, 4}, [PERIOD_SEMESTER] = {"-S", 1, 2},
    [PERIOD_YEAR] = {"", 0, 1},
};

/* The first week of an ISO year has its 4 January. */
static bool number_of_week(const PeriodRule *p, int year, int week, int32_t *number)
{
    const int32_t first = period_of_day(p, civil_days(year, 1, 4));
    *number = first + week - 1;
    return *number < period_of_day(p, civil_days(year + 1, 1, 4));
}

static bool read_parts(const PeriodRule *p, Str s, int32_t *number)
{
    const Form *f = &forms[p->kind];
    if (p->kind >= PERIOD_QUARTER)
        take(&s, "FY");
    const int year = take_digits(&s, 4);
    if (year < 1 || !take(&s, f->before))
        return false;
    const int part = f->digits > 0 ? take_digits(&s, f->digits) : 1;
    if (part < 1 || part > f->most || s.n > 0)
        return false;
    if (p->kind == PERIOD_WEEK)
        return number_of_week(p, year, part, number);
    *number = (year - EPOCH - (first_shift(p) > 0)) * f->most + part - 1;
    return true;
}

bool period_read(const PeriodRule *p, Str text, int32_t *number)
{
    int64_t usec;
    int32_t found = 0;
    bool read = false;
    if (p->kind == PERIOD_NONE) {
        read = text.n == 0;
    } else if (p->kind == PERIOD_DAY) {
        read = civil_read(text, &usec) == STAMP_DATE;
        found = read ? (int32_t)(usec / USEC_DAY) : 0;
    } else {
        read = read_parts(p, text, &found);
    }
    if (read)
        *number = found;
    return read;
}

static const char *const words[] = {
    [PERIOD_NONE] = "",           [PERIOD_DAY] = "day",
    [PERIOD_WEEK] = "week",       [PERIOD_MONTH] = "month",
    [PERIOD_QUARTER] = "quarter", [PERIOD_SEMESTER] = "semester",
    [PERIOD_YEAR] = "year"};

const char *period_word(PeriodKind k) { return words[k]; }

PeriodKind period_kind(Str word)
{
    for (PeriodKind k = PERIOD_DAY; k <= PERIOD_YEAR; k++)
        if (str_is(word, words[k]))
            return k;
    return PERIOD_NONE;
}
