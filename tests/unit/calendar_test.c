/* Calendars: days worked out by hand, in zones with every kind of clock change. */
#include "interp/base/mem.h"
#include "interp/time/calendar.h"
#include "t.h"

#define LEN(a)     ((int)(sizeof(a) / sizeof *(a)))
#define HOURS(h)   ((h)*INT64_C(3600) * USEC_SECOND)
#define MINUTES(m) ((m)*INT64_C(60) * USEC_SECOND)

/* -- calendars in a line ------------------------------------------------------------- */

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

static const CalendarDays weekdays = {DAYS_WEEK, 0, 4, NULL},
                          every_day = {DAYS_WEEK, 0, 6, NULL};
static const TimeRange nine_to_six[] = {{540, 1080}};

static CalendarLine line(bool open, const CalendarDays *days, const TimeRange *r, int n)
{
    return (CalendarLine){open, days, 1, r, n};
}

static const Calendar *office(const char *z)
{
    const CalendarLine l = line(true, &weekdays, nine_to_six, 1);
    return calendar_compile(zone(z), &l, 1);
}

/* -- checks: local times in the calendar's zone, or instants with an offset ----------- */

static int64_t at(const Calendar *c, const char *s)
{
    int64_t v = 0;
    return civil_read(str_of(s), &v) == STAMP_LOCAL
               ? zone_to_instant(calendar_zone(c), v)
               : v;
}

static void check_between(int line, const Calendar *c, const char *a, const char *b,
                          int64_t want)
{
    int64_t got = -1, back = -1;
    t_result(calendar_between(c, at(c, a), at(c, b), &got), line, a, "none", "answer");
    t_int(line, b, got, want);
    t_result(calendar_between(c, at(c, b), at(c, a), &back), line, b, "none", "answer");
    t_int(line, "and back", back, -want);
}

static void check_instant(int line, const Calendar *c, const char *what, bool known,
                          int64_t got, const char *want)
{
    Buf b = {0};
    if (known)
        zone_print(&b, calendar_zone(c), got);
    else
        buf_z(&b, "none");
    Buf w = {0};
    if (str_is(str_of(want), "none"))
        buf_z(&w, want);
    else
        zone_print(&w, calendar_zone(c), at(c, want));
    t_str(line, what, buf_view(&b), buf_view(&w));
    buf_free(&b);
    buf_free(&w);
}

static void check_due(int line, const Calendar *c, const char *t, int64_t open,
                      const char *want)
{
    int64_t due = 0;
    const bool known = calendar_deadline(c, at(c, t), open, &due);
    check_instant(line, c, t, known, due, want);
}

static void check_days(int line, const Calendar *c, const char *t, int n,
                       const char *want)
{
    int64_t due = 0;
    const bool known = calendar_deadline_days(c, at(c, t), n, &due);
    check_instant(line, c, t, known, due, want);
}

static void check_next(int line, const Calendar *c, const char *t, const char *open,
                       const char *close)
{
    int64_t v = 0;
    bool known = calendar_next_open(c, at(c, t), &v);
    check_instant(line, c, t, known, v, open);
    known = calendar_next_close(c, at(c, t), &v);
    check_instant(line, c, t, known, v, close);
}

static bool is_open(const Calendar *c, const char *t)
{
    bool open = false;
    T_OK(calendar_is_open(c, at(c, t), &open));
    return open;
}

/* "09:00-12:00 13:00-18:00", in the zone; a time of the next day has a +. */
static void check_day(int line, const Calendar *c, const char *day, const char *want)
{
    OpenInterval i[8];
    Buf b = {0};
    const int n = calendar_day(c, date(day), i, LEN(i));
    for (int k = 0; k < n; k++) {
        Civil from, to;
        civil_of_usec(zone_to_wall(calendar_zone(c), i[k].from_us), &from);
        civil_of_usec(zone_to_wall(calendar_zone(c), i[k].to_us), &to);
        buf_format(&b, "%s%02d:%02d-%s%02d:%02d", k > 0 ? " " : "", from.hour,
                   from.minute, to.day != from.day ? "+" : "", to.hour, to.minute);
        t_int(line, "the day it belongs to", i[k].day, date(day));
    }
    t_str(line, day, buf_view(&b), str_of(want));
    buf_free(&b);
}

#define BETWEEN(c, a, b, want) check_between(__LINE__, c, a, b, want)
#define DUE(c, t, open, want)  check_due(__LINE__, c, t, open, want)
#define DAYS(c, t, n, want)    check_days(__LINE__, c, t, n, want)
#define NEXT(c, t, o, cl)      check_next(__LINE__, c, t, o, cl)
#define DAY(c, d, want)        check_day(__LINE__, c, d, want)

/* -- an office ----------------------------------------------------------------------- */

/* 2026-03-02 is a Monday. */
static void test_office(void)
{
    t_group("an office");
    const Calendar *c = office("America/Sao_Paulo");
    BETWEEN(c, "2026-03-02T09:00", "2026-03-02T18:00", HOURS(9));
    BETWEEN(c, "2026-03-02T00:00", "2026-03-09T00:00", HOURS(45));
    BETWEEN(c, "2026-03-06T17:30", "2026-03-09T09:15", MINUTES(45));
    BETWEEN(c, "2026-03-07T10:00", "2026-03-08T10:00", 0);
    BETWEEN(c, "2026-03-02T12:00:00.000001", "2026-03-02T12:00:00.5", 499999);
    /* a due instant is a closing, never an opening; back it may be an opening */
    DUE(c, "2026-03-06T14:00", HOURS(4), "2026-03-06T18:00");
    DUE(c, "2026-03-06T14:00", HOURS(4) + 1, "2026-03-09T09:00:00.000001");
    DUE(c, "2026-03-06T17:00", HOURS(3), "2026-03-09T11:00");
    DUE(c, "2026-03-07T12:00", HOURS(9), "2026-03-09T18:00");
    DUE(c, "2026-03-07T12:00", 0, "2026-03-07T12:00");
    DUE(c, "2026-03-09T10:00", HOURS(-1), "2026-03-09T09:00");
    DUE(c, "2026-03-09T10:00", HOURS(-1) - 1, "2026-03-06T17:59:59.999999");
    DUE(c, "2026-03-07T12:00", HOURS(-9), "2026-03-06T09:00");
    DUE(c, "2026-03-02T09:00", HOURS(45 * 52), "2027-02-26T18:00");
    T_INT(calendar_longest_day(c), HOURS(9));
    T_OK(!is_open(c, "2026-03-02T08:59:59.999999"));
    T_OK(is_open(c, "2026-03-02T09:00"));
    T_OK(is_open(c, "2026-03-02T17:59:59.999999"));
    T_OK(!is_open(c, "2026-03-02T18:00"));
    NEXT(c, "2026-03-06T10:00", "2026-03-06T10:00", "2026-03-06T18:00");
    NEXT(c, "2026-03-06T18:00", "2026-03-09T09:00", "2026-03-09T18:00");
    DAY(c, "2026-03-06", "09:00-18:00");
    DAY(c, "2026-03-07", "");
    T_STR(zone_name(calendar_zone(c)), STR("America/Sao_Paulo"));
}

static void test_days(void)
{
    t_group("business days");
    const Calendar *c = office("America/Sao_Paulo");
    DAYS(c, "2026-03-02T08:00", 1, "2026-03-03T18:00");
    DAYS(c, "2026-03-02T23:00", 1, "2026-03-03T18:00");
    DAYS(c, "2026-03-06T10:00", 1, "2026-03-09T18:00");
    DAYS(c, "2026-03-07T10:00", 1, "2026-03-09T18:00");
    DAYS(c, "2026-03-08T10:00", 5, "2026-03-13T18:00");
    DAYS(c, "2026-03-08T10:00", 0, "2026-03-08T10:00");
    DAYS(c, "2026-03-08T10:00", -1, "none");
    DAYS(c, "2026-12-30T10:00", 1,
         "2026-12-31T18:00"); /* a Thursday, the year's last */
    DAYS(c, "2026-12-31T10:00", 1, "2027-01-01T18:00");
    DAYS(c, "2100-12-30T10:00", 1, "2100-12-31T18:00");
    DAYS(c, "2100-12-30T10:00", 2, "none");
    DAYS(c, "2100-12-31T10:00", INT32_MAX, "none");
    /* the day is that of the calendar's zone: here still Sunday */
    DAYS(c, "2026-03-02T02:00Z", 1, "2026-03-02T18:00");
}

static void test_holidays(void)
{
    t_group("holidays and exceptions");
    static const HolidayRule rule[] = {
        {.kind = HOLIDAY_EASTER, .offset = -48, .title = {"carnival", 8}},
        {.kind = HOLIDAY_EASTER, .offset = -47, .title = {"carnival", 8}},
        {.kind = HOLIDAY_FIXED, .day = 25, .month = 12, .title = {"natal", 5}}};
    static const HolidayRule ash = {.kind = HOLIDAY_EASTER, .offset = -46};
    const CalendarDays off = {DAYS_HOLIDAYS, 0, 0, holidays_make(rule, LEN(rule))},
                       half = {DAYS_HOLIDAYS, 0, 0, holidays_make(&ash, 1)},
                       eves[] = {
                           {DAYS_DATES, date("2026-12-24"), date("2026-12-24"), NULL},
                           {DAYS_DATES, date("2026-12-31"), date("2026-12-31"), NULL}};
    const CalendarDays stock = {DAYS_DATES, date("2026-06-29"), date("2026-07-05"),
                                NULL};
    static const TimeRange split[] = {{780, 1080}, {540, 720}}, morning[] = {{0, 720}},
                           late[] = {{960, 1440}}, noon[] = {{690, 840}};
    const CalendarLine lines[] = {
        line(true, &weekdays, split, 2), line(false, &off, NULL, 0),
        line(false, &half, morning, 1),  {false, eves, 2, late, 1},
        line(true, &stock, late, 1),     line(false, &stock, noon, 1)};
    const Calendar *c = calendar_compile(zone("America/Sao_Paulo"), lines, LEN(lines));
    DAY(c, "2026-02-13", "09:00-12:00 13:00-18:00");
    DAY(c, "2026-02-16", ""); /* Easter 2026 is 5 April: Carnival 16 and 17 February */
    DAY(c, "2026-02-17", "");
    DAY(c, "2026-02-18", "13:00-18:00"); /* Ash Wednesday from noon */
    DAY(c, "2026-12-24", "09:00-12:00 13:00-16:00");
    DAY(c, "2026-12-25", "");
    DAY(c, "2026-12-31", "09:00-12:00 13:00-16:00");
    DAY(c, "2026-07-04", "16:00-+00:00"); /* a later line opens a Saturday to 24:00 */
    DAY(c, "2026-06-28", "");
    DAY(c, "2026-07-06", "09:00-12:00 13:00-18:00");
    BETWEEN(c, "2026-02-13T17:00", "2026-02-18T14:00", HOURS(2));
    DUE(c, "2026-02-13T17:00", HOURS(2), "2026-02-18T14:00");
    DUE(c, "2026-02-12T11:30", HOURS(1), "2026-02-12T13:30");
    DUE(c, "2026-02-12T12:30", HOURS(5), "2026-02-12T18:00");
    DAYS(c, "2026-02-13T17:00", 1, "2026-02-18T18:00");
    DAYS(c, "2026-12-30T10:00", 1, "2026-12-31T16:00"); /* the year's last, a half */
    DAYS(c, "2026-12-31T10:00", 1, "2027-01-01T18:00");
    T_INT(calendar_longest_day(c), HOURS(8));
}

/* -- nights -------------------------------------------------------------------------- */

static void test_nights(void)
{
    t_group("nights");
    const CalendarDays friday = {DAYS_WEEK, 4, 4, NULL},
                       saturday = {DAYS_WEEK, 5, 5, NULL};
    static const TimeRange night[] = {{1320, 360}}, early[] = {{300, 600}};
    CalendarLine lines[] = {line(true, &friday, night, 1),
                            line(false, &saturday, NULL, 0)};
    const Calendar *c = calendar_compile(zone("Europe/Lisbon"), lines, 2);
    DAY(c, "2026-03-06", "22:00-+06:00");
    DAY(c, "2026-03-07", ""); /* to close Saturday takes nothing of Friday's night */
    T_OK(is_open(c, "2026-03-07T05:59"));
    DAYS(c, "2026-03-07T03:00", 1, "2026-03-14T06:00"); /* still Friday's */
    DAYS(c, "2026-03-06T21:00", 1, "2026-03-14T06:00"); /* Friday, before it opens */
    DAYS(c, "2026-03-05T21:00", 1, "2026-03-07T06:00");
    DAYS(c, "2026-03-07T06:00", 1, "2026-03-14T06:00");
    /* what both have is Friday's, once */
    lines[1] = line(true, &saturday, early, 1);
    c = calendar_compile(zone("Europe/Lisbon"), lines, 2);
    DAY(c, "2026-03-06", "22:00-+06:00");
    DAY(c, "2026-03-07", "06:00-10:00");
    BETWEEN(c, "2026-03-06T22:00", "2026-03-07T10:00", HOURS(12));
    NEXT(c, "2026-03-06T23:00", "2026-03-06T23:00", "2026-03-07T10:00");
    DAYS(c, "2026-03-07T05:30", 1, "2026-03-07T10:00");
    DAYS(c, "2026-03-07T06:00", 1, "2026-03-14T06:00");
    /* the night has a hole that the next day fills */
    static const TimeRange hole[] = {{1380, 60}}, minutes[] = {{10, 20}};
    const CalendarLine three[] = {lines[0], line(false, &friday, hole, 1),
                                  line(true, &saturday, minutes, 1)};
    c = calendar_compile(zone("Europe/Lisbon"), three, 3);
    DAY(c, "2026-03-06", "22:00-23:00 01:00-06:00");
    DAY(c, "2026-03-07", "00:10-00:20");
    BETWEEN(c, "2026-03-06T22:00", "2026-03-07T06:00", HOURS(6) + MINUTES(10));
    DAYS(c, "2026-03-07T00:15", 1, "2026-03-14T06:00");
}

static void test_always(void)
{
    t_group("always open");
    static const TimeRange all[] = {{0, 1440}};
    const CalendarLine l = line(true, &every_day, all, 1);
    const Calendar *c = calendar_compile(zone("America/Sao_Paulo"), &l, 1);
    BETWEEN(c, "2018-11-03T00:00", "2018-11-05T00:00", HOURS(47)); /* no midnight */
    BETWEEN(c, "2019-02-16T00:00", "2019-02-17T00:00", HOURS(25));
    DAY(c, "2018-11-04", "01:00-+00:00");
    DAYS(c, "2018-11-04T01:00", 1, "2018-11-06T00:00");
    NEXT(c, "2026-03-06T23:00", "2026-03-06T23:00", "none");
    T_INT(calendar_longest_day(c), HOURS(25));
    /* four ranges of a day that touch and overlap are one; 08:00 to 08:00 is a day */
    static const TimeRange pieces[] = {{600, 720}, {480, 600}, {660, 900}, {700, 710}},
                           round[] = {{480, 480}};
    CalendarLine several = line(true, &weekdays, pieces, 4);
    c = calendar_compile(zone("UTC"), &several, 1);
    DAY(c, "2026-03-06", "08:00-15:00");
    several = line(true, &weekdays, round, 1);
    c = calendar_compile(zone("UTC"), &several, 1);
    DAY(c, "2026-03-06", "08:00-+08:00");
    NEXT(c, "2026-03-02T08:00", "2026-03-02T08:00", "2026-03-07T08:00");
}

static void test_never(void)
{
    t_group("never open");
    const CalendarLine closed[] = {line(true, &weekdays, nine_to_six, 1),
                                   line(false, &every_day, NULL, 0)};
    T_OK(calendar_compile(zone("UTC"), closed, 2) == NULL);
    T_OK(calendar_compile(zone("UTC"), NULL, 0) == NULL);
    const CalendarDays past = {DAYS_DATES, date("1960-01-01"), date("1969-12-31"),
                               NULL};
    const CalendarLine before = line(true, &past, nine_to_six, 1);
    T_OK(calendar_compile(zone("UTC"), &before, 1) == NULL);
    static const TimeRange skipped[] = {{150, 165}}; /* 02:30 becomes 03:30 */
    const CalendarDays spring = {DAYS_DATES, date("2026-03-08"), date("2026-03-08"),
                                 NULL};
    static const TimeRange turned[] = {{150, 190}};
    CalendarLine gap = line(true, &spring, turned, 1);
    T_OK(calendar_compile(zone("America/New_York"), &gap, 1) == NULL);
    gap = line(true, &spring, skipped, 1);
    DAY(calendar_compile(zone("America/New_York"), &gap, 1), "2026-03-08",
        "03:30-03:45");
}

/* -- clock changes ------------------------------------------------------------------- */

static void test_changes(void)
{
    t_group("clock changes");
    static const TimeRange small[] = {{60, 180}}, pair[] = {{150, 170}, {180, 200}};
    CalendarLine l = line(true, &every_day, small, 1);
    const Calendar *c = calendar_compile(zone("America/New_York"), &l, 1);
    BETWEEN(c, "2026-03-08T00:00", "2026-03-09T00:00",
            HOURS(1)); /* 02 to 03 is skipped */
    BETWEEN(c, "2026-11-01T00:00", "2026-11-02T00:00",
            HOURS(3)); /* 01 to 02 comes twice */
    DUE(c, "2026-11-01T01:00", HOURS(2), "2026-11-01T02:00-05:00");
    l = line(true, &every_day, pair, 2);
    c = calendar_compile(zone("America/New_York"), &l, 1);
    DAY(c, "2026-03-07", "02:30-02:50 03:00-03:20");
    DAY(c, "2026-03-08", "03:00-03:20 03:30-03:50"); /* they change places */
    c = calendar_compile(zone("Australia/Lord_Howe"), &l, 1);
    DAY(c, "2026-10-04", "02:30-02:50 03:00-03:20"); /* 02:00 became 02:30 */
    static const TimeRange meet[] = {{150, 170}, {180, 215}},
                           touch[] = {{135, 160}, {160, 185}};
    l = line(true, &every_day, meet, 2);
    c = calendar_compile(zone("America/New_York"), &l, 1);
    DAY(c, "2026-03-08", "03:00-03:50"); /* they change places and become one */
    l = line(true, &every_day, touch, 2);
    c = calendar_compile(zone("America/New_York"), &l, 1);
    DAY(c, "2026-03-07", "02:15-03:05");
    DAY(c, "2026-03-08", ""); /* one range, which would end before it begins */
    l = line(true, &every_day, small, 1);
    c = calendar_compile(zone("Australia/Lord_Howe"), &l, 1);
    BETWEEN(c, "2026-10-04T00:00", "2026-10-05T00:00", MINUTES(90));
    BETWEEN(c, "2026-04-05T00:00", "2026-04-06T00:00", MINUTES(150));
    c = office("Europe/Lisbon");
    DUE(c, "2026-03-27T17:00", HOURS(2), "2026-03-30T10:00+01:00");
    BETWEEN(c, "2026-03-27T17:00Z", "2026-03-30T09:00Z", HOURS(2));
    c = office("Pacific/Apia"); /* Friday 30 December 2011 was skipped */
    DAY(c, "2011-12-29", "09:00-18:00");
    DAY(c, "2011-12-30", "");
    DAYS(c, "2011-12-28T10:00", 2, "2012-01-02T18:00");
    BETWEEN(c, "2011-12-26T00:00", "2012-01-02T00:00", HOURS(36));
}

static void test_bounds(void)
{
    t_group("bounds");
    int64_t v = 42;
    bool open = false;
    OpenInterval i;
    const Calendar *c = office("Asia/Tokyo");
    const int64_t start = at(c, "1970-01-01T00:00"), end = at(c, "2101-01-01T00:00");
    T_INT(start, HOURS(-9));
    T_OK(calendar_between(c, start, end, &v));
    /* 6835 weeks of 1970-01-01, a Thursday, to 2100-12-30, and Thursday and Friday more:
     * 47,847 days are 6835 weeks and 2 days */
    T_INT(v, HOURS(9) * (6835 * 5 + 2));
    v = 42;
    T_OK(!calendar_between(c, start - 1, end, &v)
         && !calendar_between(c, end, start - 1, &v));
    T_OK(!calendar_between(c, start, end + 1, &v));
    T_OK(!calendar_between(c, INT64_MIN, INT64_MAX, &v));
    T_OK(!calendar_deadline(c, start, INT64_MIN, &v));
    T_OK(!calendar_deadline(c, start, INT64_MAX, &v));
    T_OK(!calendar_deadline(c, end, 1, &v) && !calendar_deadline(c, start, -1, &v));
    T_OK(!calendar_deadline(c, end + 1, 0, &v)
         && !calendar_deadline_days(c, end, 1, &v));
    T_OK(!calendar_next_open(c, end, &v) && !calendar_next_close(c, end, &v));
    T_OK(!calendar_interval(c, end, &i) && !calendar_is_open(c, end + 1, &open));
    T_INT(v, 42);
    T_INT(calendar_day(c, -1, &i, 1), 0);
    T_INT(calendar_day(c, date("2101-01-01"), &i, 1), 0);
    DAY(c, "1970-01-01", "09:00-18:00");
    DAY(c, "2100-12-31", "09:00-18:00");
    DUE(c, "1970-01-01T00:00", HOURS(9), "1970-01-01T18:00");
    /* the last night ends with its year */
    static const TimeRange night[] = {{1320, 360}};
    const CalendarLine l = line(true, &every_day, night, 1);
    c = calendar_compile(zone("Asia/Tokyo"), &l, 1);
    DAY(c, "2100-12-31", "22:00-+00:00");
    T_OK(calendar_interval(c, at(c, "1970-01-01T00:00"), &i));
    T_INT(i.from_us, at(c, "1970-01-01T22:00"));
}

int main(void)
{
    T_BEGIN();
    test_office();
    test_days();
    test_holidays();
    test_nights();
    test_always();
    test_never();
    test_changes();
    test_bounds();
    return T_END();
}
