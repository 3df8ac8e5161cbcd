/* Periods: ISO weeks at the ends of years, fiscal years, midnights that are skipped. */
#include "interp/base/mem.h"
#include "interp/time/period.h"
#include "t.h"

#define LEN(a) ((int)(sizeof(a) / sizeof *(a)))

static const Zone *zone(const char *name)
{
    const Zone *z = zone_load("/usr/share/zoneinfo", str_of(name));
    t_result(z != NULL, __LINE__, name, "no zone", "zone");
    return z;
}

static int64_t read(const char *s)
{
    int64_t v = 0;
    t_result(civil_read(str_of(s), &v) != STAMP_BAD, __LINE__, s, "not read", "a time");
    return v;
}

static int32_t date(const char *s) { return (int32_t)(read(s) / USEC_DAY); }

static void check_text(int line, const PeriodRule *p, int32_t number, const char *want)
{
    Buf b = {0};
    int32_t back = INT32_MIN;
    period_print(&b, p, number);
    t_str(line, want, buf_view(&b), str_of(want));
    t_result(period_read(p, buf_view(&b), &back), line, want, "not read", "read");
    t_int(line, want, back, number);
    buf_free(&b);
}

/* The text of the period that has the day, and its first and last day. */
static void check_day(int line, const PeriodRule *p, const char *day, const char *text,
                      const char *first, const char *last)
{
    const int32_t number = period_of_day(p, date(day));
    check_text(line, p, number, text);
    t_int(line, first, period_first_day(p, number), date(first));
    t_int(line, last, period_first_day(p, number + 1) - 1, date(last));
}
#define DAY(p, day, text, first, last) check_day(__LINE__, &(p), day, text, first, last)

static PeriodRule rule(PeriodKind k, int first_month, const Zone *z)
{
    return (PeriodRule){k, first_month, z};
}

static void test_calendar(void)
{
    t_group("calendar periods");
    const Zone *z = zone("UTC");
    const PeriodRule day = rule(PERIOD_DAY, 1, z), month = rule(PERIOD_MONTH, 1, z),
                     quarter = rule(PERIOD_QUARTER, 1, z),
                     half = rule(PERIOD_SEMESTER, 1, z), year = rule(PERIOD_YEAR, 1, z);
    DAY(day, "2026-03-02", "2026-03-02", "2026-03-02", "2026-03-02");
    DAY(month, "2024-02-29", "2024-02", "2024-02-01", "2024-02-29");
    DAY(month, "2026-12-31", "2026-12", "2026-12-01", "2026-12-31");
    DAY(quarter, "2026-03-31", "2026-Q1", "2026-01-01", "2026-03-31");
    DAY(quarter, "2026-10-01", "2026-Q4", "2026-10-01", "2026-12-31");
    DAY(half, "2026-06-30", "2026-S1", "2026-01-01", "2026-06-30");
    DAY(half, "2026-07-01", "2026-S2", "2026-07-01", "2026-12-31");
    DAY(year, "2026-12-31", "2026", "2026-01-01", "2026-12-31");
    DAY(month, "1969-12-31", "1969-12", "1969-12-01", "1969-12-31");
    DAY(quarter, "1969-12-31", "1969-Q4", "1969-10-01", "1969-12-31");
    DAY(year, "0001-06-01", "0001", "0001-01-01", "0001-12-31");
    T_INT(period_of_day(&month, 0), 0);
    T_INT(period_of_day(&quarter, date("1971-01-01")), 4);
}

static void test_weeks(void)
{
    t_group("ISO weeks");
    const PeriodRule p = rule(PERIOD_WEEK, 1, zone("UTC"));
    DAY(p, "2026-03-02", "2026-W10", "2026-03-02", "2026-03-08");
    DAY(p, "2026-03-01", "2026-W09", "2026-02-23", "2026-03-01");
    DAY(p, "2024-12-30", "2025-W01", "2024-12-30", "2025-01-05");
    DAY(p, "2021-01-03", "2020-W53", "2020-12-28", "2021-01-03");
    DAY(p, "2021-01-04", "2021-W01", "2021-01-04", "2021-01-10");
    DAY(p, "2027-01-01", "2026-W53", "2026-12-28", "2027-01-03");
    DAY(p, "2023-01-01", "2022-W52", "2022-12-26", "2023-01-01");
    DAY(p, "2008-12-29", "2009-W01", "2008-12-29", "2009-01-04");
    DAY(p, "1969-12-29", "1970-W01", "1969-12-29", "1970-01-04");
    DAY(p, "1969-12-28", "1969-W52", "1969-12-22", "1969-12-28");
    T_INT(period_of_day(&p, 0), 0);
    T_INT(period_of_day(&p, -4), -1);
    int32_t n = 7;
    T_OK(!period_read(&p, STR("2025-W53"), &n)
         && !period_read(&p, STR("2026-W00"), &n));
    T_INT(n, 7);
}

static void test_fiscal(void)
{
    t_group("fiscal years");
    const Zone *z = zone("UTC");
    const PeriodRule quarter = rule(PERIOD_QUARTER, 2, z),
                     half = rule(PERIOD_SEMESTER, 2, z), year = rule(PERIOD_YEAR, 2, z),
                     month = rule(PERIOD_MONTH, 2, z), april = rule(PERIOD_YEAR, 4, z),
                     december = rule(PERIOD_QUARTER, 12, z);
    /* FY2027 is 1 February 2026 to 31 January 2027 */
    DAY(quarter, "2026-02-01", "FY2027-Q1", "2026-02-01", "2026-04-30");
    DAY(quarter, "2026-01-31", "FY2026-Q4", "2025-11-01", "2026-01-31");
    DAY(quarter, "2026-11-01", "FY2027-Q4", "2026-11-01", "2027-01-31");
    DAY(half, "2026-07-31", "FY2027-S1", "2026-02-01", "2026-07-31");
    DAY(half, "2027-01-31", "FY2027-S2", "2026-08-01", "2027-01-31");
    DAY(year, "2027-01-31", "FY2027", "2026-02-01", "2027-01-31");
    DAY(year, "2027-02-01", "FY2028", "2027-02-01", "2028-01-31");
    DAY(april, "2026-03-31", "FY2026", "2025-04-01", "2026-03-31");
    DAY(december, "2026-02-28", "FY2026-Q1", "2025-12-01", "2026-02-28");
    DAY(month, "2026-01-31", "2026-01", "2026-01-01", "2026-01-31");
    T_INT(period_of_day(&quarter, date("1970-02-01")), 0);
    T_INT(period_of_day(&quarter, date("1970-01-31")), -1);
    int32_t a = 0, b = 1;
    T_OK(period_read(&quarter, STR("2027-Q1"), &a));
    T_OK(period_read(&quarter, STR("FY2027-Q1"), &b));
    T_INT(a, b);
    T_INT(period_first_day(&quarter, a), date("2026-02-01"));
}

static void test_reading(void)
{
    t_group("reading");
    static const struct {
        PeriodKind kind;
        const char *text;
    } bad[] = {{PERIOD_DAY, "2026-02-29"},
               {PERIOD_DAY, "2026-02"},
               {PERIOD_DAY, "2026-02-01T00:00"},
               {PERIOD_WEEK, "2026-10"},
               {PERIOD_WEEK, "FY2026-W10"},
               {PERIOD_MONTH, "2026-13"},
               {PERIOD_MONTH, "2026-00"},
               {PERIOD_MONTH, "FY2026-01"},
               {PERIOD_MONTH, "2026-1"},
               {PERIOD_QUARTER, "2026-Q5"},
               {PERIOD_QUARTER, "2026-Q0"},
               {PERIOD_QUARTER, "2026-Q11"},
               {PERIOD_QUARTER, "2026-S1"},
               {PERIOD_QUARTER, "2026"},
               {PERIOD_SEMESTER, "2026-S3"},
               {PERIOD_SEMESTER, "2026-Q1"},
               {PERIOD_YEAR, "26"},
               {PERIOD_YEAR, "2026-01"},
               {PERIOD_YEAR, "0000"},
               {PERIOD_YEAR, ""},
               {PERIOD_YEAR, "FY"},
               {PERIOD_NONE, "2026"}};
    const Zone *z = zone("UTC");
    for (int i = 0; i < LEN(bad); i++) {
        const PeriodRule p = rule(bad[i].kind, 1, z);
        int32_t n = 42;
        t_result(!period_read(&p, str_of(bad[i].text), &n) && n == 42, __LINE__,
                 bad[i].text, "read", "none of that kind");
    }
    for (PeriodKind k = PERIOD_DAY; k <= PERIOD_YEAR; k++)
        T_INT(period_kind(str_of(period_word(k))), k);
    T_Z(period_word(PERIOD_SEMESTER), "semester");
    T_Z(period_word(PERIOD_NONE), "");
    T_INT(period_kind(STR("fortnight")), PERIOD_NONE);
    T_INT(period_kind(STR("")), PERIOD_NONE);
}

static void test_instants(void)
{
    t_group("instants");
    const PeriodRule month = rule(PERIOD_MONTH, 1, zone("America/Sao_Paulo")),
                     day = rule(PERIOD_DAY, 1, zone("America/Sao_Paulo")),
                     none = rule(PERIOD_NONE, 1, zone("UTC"));
    const int32_t march = period_of_day(&month, date("2026-03-15"));
    T_INT(period_of(&month, read("2026-03-01T02:59:59.999999Z")), march - 1);
    T_INT(period_of(&month, read("2026-03-01T03:00Z")), march);
    T_INT(period_start(&month, march), read("2026-03-01T03:00Z"));
    T_INT(period_end(&month, march), read("2026-04-01T03:00Z"));
    /* 4 November 2018 began at 01:00 */
    T_INT(period_start(&day, date("2018-11-04")), read("2018-11-04T03:00Z"));
    T_INT(period_end(&day, date("2018-11-04")), read("2018-11-05T02:00Z"));
    T_INT(period_of(&day, read("1969-12-31T12:00Z")), -1);
    T_INT(period_of(&none, read("2026-03-01T03:00Z")), 0);
    T_OK(period_start(&none, 0) == INT64_MIN && period_end(&none, 0) == INT64_MAX);
    check_text(__LINE__, &none, 0, "");
}

/* An instant is in the period that begins at or before it and ends after it: also where a
 * day is skipped, midnight is, or it comes twice (St. John's went back at one past it). */
static void test_clock_changes(void)
{
    t_group("clock changes");
    static const struct {
        const char *zone, *around;
    } place[] = {
        {"America/Sao_Paulo", "2018-11-04"},   {"America/Sao_Paulo", "2019-02-17"},
        {"America/Havana", "2026-11-01"},      {"America/St_Johns", "1988-10-30"},
        {"America/St_Johns", "1988-04-03"},    {"Pacific/Apia", "2011-12-30"},
        {"Asia/Pyongyang", "2018-05-05"},      {"America/Toronto", "2026-11-01"},
        {"America/Scoresbysund", "2024-03-31"}};
    for (int i = 0; i < LEN(place); i++)
        for (PeriodKind k = PERIOD_DAY; k <= PERIOD_YEAR; k++) {
            const PeriodRule p =
                rule(k, date(place[i].around) % 12 + 1, zone(place[i].zone));
            const int64_t from = read(place[i].around) - 3 * USEC_DAY;
            int wrong = 0;
            for (int64_t t = from; t < from + 6 * USEC_DAY; t += 30 * USEC_SECOND) {
                const int32_t n = period_of(&p, t);
                wrong += t < period_start(&p, n) || t >= period_end(&p, n);
            }
            t_int(__LINE__, place[i].zone, wrong, 0);
        }
}

int main(void)
{
    T_BEGIN();
    test_calendar();
    test_weeks();
    test_fiscal();
    test_reading();
    test_instants();
    test_clock_changes();
    return T_END();
}
