/* Holidays: Easter by the almanac, weekdays of a month, years, observed days. */
#include "interp/base/mem.h"
#include "interp/time/civil.h"
#include "interp/time/holiday.h"
#include "t.h"

#define LEN(a) ((int)(sizeof(a) / sizeof *(a)))
#define TITLE(lit) \
    { \
        "" lit, sizeof(lit) - 1 \
    }

static int32_t date(const char *s)
{
    int64_t v = 0;
    t_result(civil_read(str_of(s), &v) == STAMP_DATE, __LINE__, s, "not read", "date");
    return (int32_t)(v / USEC_DAY);
}

/* The days of one year, a blank between them, as MM-DD. */
static void check_year(int line, const HolidayRule *rule, int n, int year,
                       const char *want)
{
    const Holidays *h = holidays_make(rule, n);
    Buf b = {0};
    for (int i = 0; i < h->n; i++) {
        int y, m, d;
        civil_of_days(h->day[i].day, &y, &m, &d);
        if (y == year)
            buf_format(&b, "%s%02d-%02d", b.n > 0 ? " " : "", m, d);
    }
    t_str(line, str_format("%d", year), buf_view(&b), str_of(want));
    buf_free(&b);
}
#define YEAR(rule, year, want)  check_year(__LINE__, &(rule), 1, year, want)
#define YEARS(rule, year, want) check_year(__LINE__, rule, LEN(rule), year, want)

static void test_easter(void)
{
    t_group("Easter");
    static const char *const almanac[] = {
        "1970-03-29", "1981-04-19", "1990-04-15", "2000-04-23", "2008-03-23",
        "2011-04-24", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17",
        "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28",
        "2028-04-16", "2029-04-01", "2030-04-21", "2035-03-25", "2038-04-25",
        "2049-04-18", "2076-04-19", "2079-04-23", "2100-03-28"};
    for (int i = 0; i < LEN(almanac); i++) {
        const int32_t day = date(almanac[i]);
        int year, month, of_month;
        civil_of_days(day, &year, &month, &of_month);
        T_INT(holiday_easter(year), day);
    }
    /* the first and the last day it may fall on */
    T_INT(holiday_easter(1818), date("1818-03-22"));
    T_INT(holiday_easter(1943), date("1943-04-25"));
}

static void test_rules(void)
{
    t_group("rules");
    const HolidayRule carnival = {.kind = HOLIDAY_EASTER, .offset = -47},
                      corpus = {.kind = HOLIDAY_EASTER, .offset = 60},
                      leap = {.kind = HOLIDAY_FIXED, .day = 29, .month = 2},
                      thanks = {.kind = HOLIDAY_NTH,
                                .nth = 4,
                                .weekday = 3,
                                .month = 11},
                      memorial = {.kind = HOLIDAY_NTH, .nth = 0, .month = 5},
                      fifth = {.kind = HOLIDAY_NTH, .nth = 5, .weekday = 4, .month = 2},
                      black = {.kind = HOLIDAY_FIXED,
                               .day = 20,
                               .month = 11,
                               .from_year = 2024,
                               .until_year = 2026};
    YEAR(carnival, 2024, "02-13");
    YEAR(carnival, 2026, "02-17");
    YEAR(carnival, 2030, "03-05");
    YEAR(corpus, 2026, "06-04");
    YEAR(leap, 2024, "02-29");
    YEAR(leap, 2026, "");
    YEAR(leap, 2100, "");
    YEAR(thanks, 2026, "11-26");
    YEAR(thanks, 2029, "11-22"); /* November began on a Thursday */
    YEAR(memorial, 2026, "05-25");
    YEAR(memorial, 2027, "05-31");
    YEAR(fifth, 2036, "02-29"); /* the month of five Fridays */
    YEAR(fifth, 2026, "");
    YEAR(black, 2023, "");
    YEAR(black, 2024, "11-20");
    YEAR(black, 2026, "11-20");
    YEAR(black, 2027, "");
    T_INT(holidays_make(&thanks, 1)->n, 131);
    T_INT(holidays_make(&leap, 1)->n, 32);
    HolidayRule once = {.kind = HOLIDAY_DATE, .date = date("2026-07-09")};
    T_INT(holidays_make(&once, 1)->n, 1);
    YEAR(once, 2026, "07-09");
    once.date = date("1969-12-31");
    T_INT(holidays_make(&once, 1)->n, 0);
    T_INT(holidays_make(NULL, 0)->n, 0);
    T_OK(!holidays_has(holidays_make(NULL, 0), 0));
}

static void test_observed(void)
{
    t_group("observed");
    const HolidayRule
        july = {.kind = HOLIDAY_FIXED, .day = 4, .month = 7, .observed = true},
        new_year = {.kind = HOLIDAY_FIXED, .day = 1, .month = 1, .observed = true},
        from_2022 = {.kind = HOLIDAY_FIXED,
                     .day = 1,
                     .month = 1,
                     .from_year = 2022,
                     .observed = true};
    YEAR(july, 2026, "07-03"); /* a Saturday */
    YEAR(july, 2027, "07-05"); /* a Sunday */
    YEAR(july, 2028, "07-04");
    YEAR(new_year, 2021, "01-01 12-31"); /* 2022 began on a Saturday */
    YEAR(new_year, 2022, "");
    YEAR(new_year, 2023, "01-02");
    YEAR(from_2022, 2021, "12-31"); /* the year is that of the day before it is moved */
    YEAR(new_year, 2100, "01-01 12-31"); /* so is 2101 */
}

static void test_names(void)
{
    t_group("names");
    const HolidayRule rule[] = {
        {.kind = HOLIDAY_EASTER, .offset = 0, .title = TITLE("Páscoa")},
        {.kind = HOLIDAY_FIXED, .day = 21, .month = 4, .title = TITLE("Tiradentes")},
        {.kind = HOLIDAY_FIXED, .day = 1, .month = 1, .title = TITLE("Ano")},
        {.kind = HOLIDAY_DATE,
         .date = date("2030-04-21"),
         .title = TITLE("Tiradentes")}};
    const Holidays *h = holidays_make(rule, LEN(rule));
    YEARS(rule, 2030, "01-01 04-21 04-21"); /* two names, each once */
    YEARS(rule, 2026, "01-01 04-05 04-21");
    T_STR(holidays_title(h, date("2030-04-21")), STR("Páscoa"));
    T_STR(holidays_title(h, date("2026-04-21")), STR("Tiradentes"));
    T_INT(holidays_title(h, date("2026-04-22")).n, 0);
    T_OK(holidays_has(h, date("1970-01-01")) && holidays_has(h, date("2100-04-21")));
    T_OK(!holidays_has(h, date("1969-12-31")) && !holidays_has(h, date("2101-01-01")));
    T_OK(!holidays_has(h, date("2026-04-06")));
}

int main(void)
{
    T_BEGIN();
    test_easter();
    test_rules();
    test_observed();
    test_names();
    return T_END();
}
