/* The calendar, and the texts of instants. */
#include "interp/time/civil.h"
#include "t.h"

/* Every day of eight centuries, counted one by one. */
static void test_days(void)
{
    t_group("days");
    int32_t day = civil_days(1600, 1, 1);
    int weekday = civil_weekday(day), wrong = 0;
    T_INT(weekday, 5);
    for (int y = 1600; y <= 2400; y++)
        for (int m = 1; m <= 12; m++)
            for (int d = 1; d <= civil_month_days(y, m); d++, day++) {
                int by, bm, bd;
                civil_of_days(day, &by, &bm, &bd);
                wrong += civil_days(y, m, d) != day || by != y || bm != m || bd != d;
                wrong += civil_weekday(day) != weekday || !civil_is_date(y, m, d);
                weekday = (weekday + 1) % 7;
            }
    T_INT(wrong, 0);
    T_INT(day, civil_days(2401, 1, 1));
    T_INT(civil_days(1970, 1, 1), 0);
    T_INT(civil_days(1, 1, 1), -719162);
    T_INT(civil_days(9999, 12, 31), 2932896);
    T_INT(civil_weekday(0), 3);
    T_INT(civil_weekday(-1), 2);
    T_OK(!civil_is_date(2023, 2, 29));
    T_OK(civil_is_date(2024, 2, 29));
    T_OK(!civil_is_date(1900, 2, 29));
    T_OK(civil_is_date(2000, 2, 29));
    T_OK(!civil_is_date(2024, 13, 1) && !civil_is_date(2024, 0, 1));
    T_OK(!civil_is_date(0, 1, 1) && !civil_is_date(10000, 1, 1));
}

static void check_months(int line, int y, int m, int d, int months, const char *want)
{
    Buf b = {0};
    civil_print_date(&b, civil_add_months(civil_days(y, m, d), months));
    t_str(line, want, buf_view(&b), str_of(want));
    buf_free(&b);
}
#define MONTHS(y, m, d, n, want) check_months(__LINE__, y, m, d, n, want)

static void test_months(void)
{
    t_group("months");
    MONTHS(2026, 1, 31, 1, "2026-02-28");
    MONTHS(2024, 1, 31, 1, "2024-02-29");
    MONTHS(2024, 2, 29, 12, "2025-02-28");
    MONTHS(2026, 3, 31, -1, "2026-02-28");
    MONTHS(2026, 12, 15, 1, "2027-01-15");
    MONTHS(2026, 1, 15, -1, "2025-12-15");
    MONTHS(2026, 1, 15, -13, "2024-12-15");
    MONTHS(2026, 1, 15, 0, "2026-01-15");
}

static void test_usec(void)
{
    t_group("usec");
    Civil c;
    civil_of_usec(-1, &c);
    T_INT(c.year, 1969);
    T_INT(c.hour, 23);
    T_INT(c.micro, 999999);
    T_INT(civil_usec(&c), -1);
    Civil d = {2026, 3, 2, 10, 11, 12, 345678};
    civil_of_usec(civil_usec(&d), &c);
    T_OK(memcmp(&c, &d, sizeof c) == 0);
}

static int64_t utc(int y, int mo, int d, int h, int mi, int s, int us)
{
    return civil_usec(&(Civil){y, mo, d, h, mi, s, us});
}

static void check_read(int line, const char *s, StampKind want, int64_t value)
{
    int64_t got = 0;
    StampKind kind = civil_read(str_of(s), &got);
    t_int(line, s, kind, want);
    if (want != STAMP_BAD)
        t_int(line, s, got, value);
}
#define READ(s, kind, v) check_read(__LINE__, s, kind, v)

static void test_read(void)
{
    t_group("read");
    const int64_t ten = utc(2026, 3, 2, 10, 0, 0, 0);
    READ("2026-03-02", STAMP_DATE, utc(2026, 3, 2, 0, 0, 0, 0));
    READ("2026-03-02T10:00", STAMP_LOCAL, ten);
    READ("2026-03-02t10:00:00", STAMP_LOCAL, ten);
    READ("2026-03-02 10:00:00", STAMP_LOCAL, ten);
    READ("2026-03-02T10:00:00.5", STAMP_LOCAL, ten + 500000);
    READ("2026-03-02T10:00:00.1234569", STAMP_LOCAL, ten + 123456);
    READ("2026-03-02T10:00:00Z", STAMP_OFFSET, ten);
    READ("2026-03-02T10:00z", STAMP_OFFSET, ten);
    READ("2026-03-02T10:00:00.000+00:00", STAMP_OFFSET, ten);
    READ("2026-03-02T10:00:00+03:00", STAMP_OFFSET, ten - 3 * 3600 * USEC_SECOND);
    READ("2026-03-02T10:00:00-0300", STAMP_OFFSET, ten + 3 * 3600 * USEC_SECOND);
    READ("2026-03-02 10:00:00 -0300", STAMP_OFFSET, ten + 3 * 3600 * USEC_SECOND);
    READ("2026-03-02 10:00 Z", STAMP_OFFSET, ten);
    READ("2026-03-02 10:00 ", STAMP_BAD, 0);
    READ("2026-03-02 10:00  -0300", STAMP_BAD, 0);
    READ("2026-03-02T10:00:00+03", STAMP_OFFSET, ten - 3 * 3600 * USEC_SECOND);
    READ("2026-03-02T10:00-03:30", STAMP_OFFSET, ten + 12600 * USEC_SECOND);
    READ("2026-12-31T23:59:60Z", STAMP_OFFSET, utc(2026, 12, 31, 23, 59, 59, 999999));
    READ("2026-03-02T24:00", STAMP_LOCAL, utc(2026, 3, 3, 0, 0, 0, 0));
    READ("2026-03-02T24:00:00.000Z", STAMP_OFFSET, utc(2026, 3, 3, 0, 0, 0, 0));
    READ("0001-01-01", STAMP_DATE, utc(1, 1, 1, 0, 0, 0, 0));
    READ("9999-12-31T23:59:59", STAMP_LOCAL, utc(9999, 12, 31, 23, 59, 59, 0));
    static const char *const bad[] = {"",
                                      "2026",
                                      "2026-3-2",
                                      "2026-03-2",
                                      "2026-13-01",
                                      "2026-02-29",
                                      "0000-01-01",
                                      "2026/03/02",
                                      "2026-03-02T",
                                      "2026-03-02T10",
                                      "2026-03-02T10:",
                                      "2026-03-02T10:0",
                                      "2026-03-02T10:00:",
                                      "2026-03-02T10:00:0",
                                      "2026-03-02T10:00:00.",
                                      "2026-03-02T25:00",
                                      "2026-03-02T24:01",
                                      "2026-03-02T24:00:01",
                                      "2026-03-02T10:60",
                                      "2026-03-02T10:00:61",
                                      "2026-03-02T10:00:00+",
                                      "2026-03-02T10:00:00+3",
                                      "2026-03-02T10:00:00+03:",
                                      "2026-03-02T10:00:00+03:0",
                                      "2026-03-02T10:00:00+24:00",
                                      "2026-03-02T10:00:00+03:60",
                                      "2026-03-02T10:00:00Zx",
                                      "2026-03-02 ",
                                      " 2026-03-02",
                                      "2026-03-02Z",
                                      "2026-03-02_10:00",
                                      "2026-03-02T10:00:00 +03",
                                      "-026-03-02",
                                      "2026-03-02T1a:00",
                                      "20260302",
                                      "9999-12-31T24:00"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        READ(bad[i], STAMP_BAD, 0);
}

static void check_format(int line, const char *format, const char *s, StampKind want,
                         int64_t value)
{
    int64_t got = 0;
    const char *fault = civil_format_fault(str_of(format));
    t_result(fault == NULL, line, format, fault != NULL ? fault : "sound", "sound");
    t_int(line, s, civil_read_format(str_of(s), str_of(format), &got), want);
    if (want != STAMP_BAD)
        t_int(line, s, got, value);
}
#define FORMAT(f, s, kind, v) check_format(__LINE__, f, s, kind, v)

static void test_format(void)
{
    t_group("format");
    const int64_t day = utc(2026, 3, 2, 0, 0, 0, 0);
    FORMAT("%d/%m/%Y", "02/03/2026", STAMP_DATE, day);
    FORMAT("%d/%m/%Y", "2/3/2026", STAMP_DATE, day);
    FORMAT("%d/%m/%y", "2/3/26", STAMP_DATE, day);
    FORMAT("%d/%m/%y", "2/3/69", STAMP_DATE, utc(1969, 3, 2, 0, 0, 0, 0));
    FORMAT("%d/%m/%Y", "2/3/26", STAMP_BAD, 0);
    FORMAT("%d/%m/%Y", "31/02/2026", STAMP_BAD, 0);
    FORMAT("%d/%m/%Y", "02/03/2026x", STAMP_BAD, 0);
    FORMAT("%d/%m/%Y", "02/03/", STAMP_BAD, 0);
    FORMAT("%Y%m%d", "20260302", STAMP_DATE, day);
    FORMAT("%d/%m/%Y %H:%M", "02/03/2026 14:05", STAMP_LOCAL,
           utc(2026, 3, 2, 14, 5, 0, 0));
    FORMAT("%m/%d/%Y %I:%M:%S %p", "3/2/2026 12:05:06 AM", STAMP_LOCAL,
           utc(2026, 3, 2, 0, 5, 6, 0));
    FORMAT("%m/%d/%Y %I:%M %p", "3/2/2026 12:05 pm", STAMP_LOCAL,
           utc(2026, 3, 2, 12, 5, 0, 0));
    FORMAT("%m/%d/%Y %I:%M %p", "3/2/2026 1:05 PM", STAMP_LOCAL,
           utc(2026, 3, 2, 13, 5, 0, 0));
    FORMAT("%m/%d/%Y %I:%M %p", "3/2/2026 13:05 PM", STAMP_BAD, 0);
    FORMAT("%a, %e %b %Y %T %z", "Mon,  2 Mar 2026 10:00:00 -0300", STAMP_OFFSET,
           utc(2026, 3, 2, 13, 0, 0, 0));
    FORMAT("%A, %d de %B de %Y", "segunda-feira, 02 de MARÇO de 2026", STAMP_DATE, day);
    FORMAT("%A %d %B %Y", "Segunda 2 marco 2026", STAMP_DATE, day);
    FORMAT("%d %b %Y", "2 fev 2026", STAMP_DATE, utc(2026, 2, 2, 0, 0, 0, 0));
    FORMAT("%d %b %Y", "2 September 2026", STAMP_DATE, utc(2026, 9, 2, 0, 0, 0, 0));
    FORMAT("%d %b %Y", "2 xyz 2026", STAMP_BAD, 0);
    FORMAT("%Y-%m-%d %H:%M:%S.%f", "2026-03-02 00:00:01.25", STAMP_LOCAL,
           day + 1250000);
    FORMAT("%Y-%m-%d %H:%M:%S %Z", "2026-03-02 00:00:01 BRT", STAMP_LOCAL,
           day + 1000000);
    FORMAT("%Y-%m-%d%%", "2026-03-02%", STAMP_DATE, day);
    FORMAT("%d %m %Y", "02   03\t2026", STAMP_DATE, day);
    T_Z(civil_format_fault(STR("%Y-%m")), "d");
    T_Z(civil_format_fault(STR("%m-%d")), "Y");
    T_Z(civil_format_fault(STR("%Y %d")), "m");
    T_Z(civil_format_fault(STR("%Y-%m-%d %j")), "j");
    T_Z(civil_format_fault(STR("%D %Y")), "D");
    T_Z(civil_format_fault(STR("%Y-%m-%d %")), "%");
    T_Z(civil_format_fault(STR("%Y-%m-%d %I:%M")), "p");
    T_Z(civil_format_fault(STR("%Y-%m-%d %-d")), "%");
}

int main(void)
{
    T_BEGIN();
    test_days();
    test_months();
    test_usec();
    test_read();
    test_format();
    return T_END();
}
