/* civil.c -- the calendar's arithmetic. */
#include "interp/time/civil_part.h"

/* Days are counted in eras of 400 years (146,097 days) whose years begin on 1 March: the
 * leap day is then the last of its year and months have a regular pattern of 153 days for
 * five of them.  719,468 days lie between 0000-03-01 and 1970-01-01. */
enum { ERA_DAYS = 146097, EPOCH = 719468 };

static int floor_div(int a, int b) { return a / b - (a % b < 0); }

int32_t civil_days(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = floor_div(y, 400);
    int of_era = y - era * 400;
    int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * ERA_DAYS + day_of_era - EPOCH;
}

void civil_of_days(int32_t days, int *year, int *month, int *day)
{
    int z = days + EPOCH;
    int era = floor_div(z, ERA_DAYS);
    int of_era = z - era * ERA_DAYS;
    int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * y + y / 4 - y / 100);
    int m = (5 * of_year + 2) / 153;
    *day = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = y + era * 400 + (*month <= 2);
}

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int civil_month_days(int year, int month)
{
    static const signed char days[12] = {31, 28, 31, 30, 31, 30,
                                         31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

bool civil_is_date(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1
           && day <= civil_month_days(year, month);
}

/* 1970-01-01 was a Thursday. */
int civil_weekday(int32_t days)
{
    int w = (days % 7 + 3) % 7;
    return w < 0 ? w + 7 : w;
}

int64_t civil_usec(const Civil *c)
{
    int64_t seconds = (int64_t)civil_days(c->year, c->month, c->day) * 86400
                      + (c->hour * 60 + c->minute) * 60 + c->second;
    return seconds * USEC_SECOND + c->micro;
}

void civil_of_usec(int64_t usec, Civil *out)
{
    int64_t days = usec / USEC_DAY, rest = usec % USEC_DAY;
    if (rest < 0) {
        rest += USEC_DAY;
        days--;
    }
    civil_of_days((int32_t)days, &out->year, &out->month, &out->day);
    int seconds = (int)(rest / USEC_SECOND);
    out->micro = (int)(rest % USEC_SECOND);
    out->hour = seconds / 3600;
    out->minute = seconds / 60 % 60;
    out->second = seconds % 60;
}

int32_t civil_add_months(int32_t days, int months)
{
    int year, month, day;
    civil_of_days(days, &year, &month, &day);
    int64_t n = (int64_t)year * 12 + month - 1 + months;
    year = (int)(n / 12 - (n % 12 < 0));
    month = (int)(n - (int64_t)year * 12) + 1;
    int last = civil_month_days(year, month);
    return civil_days(year, month, day < last ? day : last);
}

/* Dates far outside the calendar come only from damaged arithmetic; they still print. */
char *part_put_date(char *p, int year, int month, int day)
{
    if (year >= 0 && year <= 9999) {
        p = part_put_two(part_put_two(p, year / 100), year % 100);
    } else {
        Buf text = {0};
        buf_i64(&text, year);
        memcpy(p, text.p, text.n);
        p += text.n;
        buf_free(&text);
    }
    *p++ = '-';
    p = part_put_two(p, month);
    *p++ = '-';
    return part_put_two(p, day);
}

void civil_print_date(Buf *b, int32_t days)
{
    enum { LONGEST = 24 };
    int year, month, day;
    civil_of_days(days, &year, &month, &day);
    char *from = buf_room(b, LONGEST);
    b->n += (size_t)(part_put_date(from, year, month, day) - from);
}
