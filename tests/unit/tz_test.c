/* Zones: history, gaps, overlaps, footers, files that are not zones. */
#include "t.h"
#include "interp/base/mem.h"
#include "interp/time/tz.h"
#include "interp/time/tz_rule.h"
#include <stdlib.h>
#include <unistd.h>

static const char dir[] = "/usr/share/zoneinfo";

static const Zone *zone(const char *name)
{
    const Zone *z = zone_load(dir, str_of(name));
    t_result(z != NULL, __LINE__, name, "no zone", "zone");
    return z;
}

static int64_t wall(const char *s)
{
    int64_t v = 0;
    T_OK(civil_read(str_of(s), &v) != STAMP_BAD);
    return v;
}

static void check_print(int line, const Zone *z, int64_t instant, const char *want)
{
    Buf b = {0};
    zone_print(&b, z, instant);
    t_str(line, want, buf_view(&b), str_of(want));
    buf_free(&b);
}
/* An instant in UTC is shown in the zone; a wall time is shown as what it stands for. */
#define AT(z, instant, want) check_print(__LINE__, z, wall(instant), want)
#define WALL(z, text, want) \
    check_print(__LINE__, z, zone_to_instant(z, wall(text)), want)

static void test_sao_paulo(void)
{
    t_group("America/Sao_Paulo");
    const Zone *z = zone("America/Sao_Paulo");
    AT(z, "2018-11-04T02:59:59Z", "2018-11-03T23:59:59-03:00");
    AT(z, "2018-11-04T03:00:00Z", "2018-11-04T01:00:00-02:00");
    AT(z, "2019-02-17T01:59:59Z", "2019-02-16T23:59:59-02:00");
    AT(z, "2019-02-17T02:00:00Z", "2019-02-16T23:00:00-03:00");
    AT(z, "2019-12-01T12:00:00Z", "2019-12-01T09:00:00-03:00");
    AT(z, "2026-01-15T12:00:00Z", "2026-01-15T09:00:00-03:00");
    AT(z, "2150-01-15T12:00:00Z", "2150-01-15T09:00:00-03:00");
    /* midnight of 4 November 2018 was skipped: it moves on by an hour */
    WALL(z, "2018-11-04T00:00", "2018-11-04T01:00:00-02:00");
    WALL(z, "2018-11-04T00:30", "2018-11-04T01:30:00-02:00");
    WALL(z, "2018-11-03T23:59", "2018-11-03T23:59:00-03:00");
    WALL(z, "2018-11-04T01:00", "2018-11-04T01:00:00-02:00");
    /* 23:30 of 16 February 2019 came twice: the first is meant */
    WALL(z, "2019-02-16T23:30", "2019-02-16T23:30:00-02:00");
    WALL(z, "2019-02-17T00:00", "2019-02-17T00:00:00-03:00");
    T_STR(zone_name(z), STR("America/Sao_Paulo"));
}

static void test_new_york(void)
{
    t_group("America/New_York");
    const Zone *z = zone("America/New_York");
    AT(z, "2030-03-10T06:59:59Z", "2030-03-10T01:59:59-05:00");
    AT(z, "2030-03-10T07:00:00Z", "2030-03-10T03:00:00-04:00");
    AT(z, "2045-07-01T12:00:00Z", "2045-07-01T08:00:00-04:00");
    AT(z, "2045-11-05T05:59:59Z", "2045-11-05T01:59:59-04:00");
    AT(z, "2045-11-05T06:00:00Z", "2045-11-05T01:00:00-05:00");
    AT(z, "2301-07-01T12:00:00Z", "2301-07-01T08:00:00-04:00");
    AT(z, "2301-12-31T23:59:59Z", "2301-12-31T18:59:59-05:00");
    WALL(z, "2045-11-05T01:30", "2045-11-05T01:30:00-04:00");
    WALL(z, "2045-03-12T02:30", "2045-03-12T03:30:00-04:00");
    WALL(z, "2301-03-10T02:30", "2301-03-10T03:30:00-04:00");
    WALL(z, "2301-11-03T01:30", "2301-11-03T01:30:00-04:00");
    WALL(z, "2301-11-03T02:00", "2301-11-03T02:00:00-05:00");
    WALL(z, "2301-03-10T01:59", "2301-03-10T01:59:00-05:00");
    /* local mean time, -4:56:02: minutes only in the text, the instant stays */
    AT(z, "1850-01-01T12:00:00Z", "1850-01-01T07:04:00-04:56");
}

static void test_others(void)
{
    t_group("others");
    const Zone *z = zone("Australia/Lord_Howe");
    AT(z, "2026-01-01T00:00:00Z", "2026-01-01T11:00:00+11:00");
    AT(z, "2026-07-01T00:00:00Z", "2026-07-01T10:30:00+10:30");
    WALL(z, "2026-10-04T02:15", "2026-10-04T02:45:00+11:00");
    WALL(z, "2026-04-05T01:45", "2026-04-05T01:45:00+11:00");
    WALL(z, "2250-04-07T01:45", "2250-04-07T01:45:00+11:00");
    z = zone("Europe/Lisbon");
    AT(z, "2026-03-29T00:59:59Z", "2026-03-29T00:59:59+00:00");
    AT(z, "2026-03-29T01:00:00Z", "2026-03-29T02:00:00+01:00");
    AT(z, "1994-07-01T12:00:00Z", "1994-07-01T14:00:00+02:00");
    AT(z, "2080-07-01T12:00:00Z", "2080-07-01T13:00:00+01:00");
    z = zone(
        "Europe/Dublin"); /* its winter is the daylight saving, with a negative one */
    AT(z, "2026-01-01T12:00:00Z", "2026-01-01T12:00:00+00:00");
    AT(z, "2026-07-01T12:00:00Z", "2026-07-01T13:00:00+01:00");
    AT(z, "2150-07-01T12:00:00Z", "2150-07-01T13:00:00+01:00");
    z = zone("America/Nuuk"); /* changes on Saturday night: an hour below 0 */
    AT(z, "2026-07-01T12:00:00Z", "2026-07-01T11:00:00-01:00");
    z = zone("Asia/Kathmandu");
    AT(z, "2026-07-01T12:00:00Z", "2026-07-01T17:45:00+05:45");
    z = zone("UTC");
    AT(z, "2026-07-01T12:00:00.25Z", "2026-07-01T12:00:00.25+00:00");
    AT(z, "2026-07-01T12:00:00.000001Z", "2026-07-01T12:00:00.000001+00:00");
    AT(z, "2026-07-01T12:00:00.100Z", "2026-07-01T12:00:00.1+00:00");
    AT(z, "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00");
    AT(z, "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999+00:00");
    WALL(z, "2026-07-01T12:00", "2026-07-01T12:00:00+00:00");
    z = zone("Pacific/Apia"); /* 30 December 2011 was skipped whole */
    WALL(z, "2011-12-30T12:00", "2011-12-31T12:00:00+14:00");
}

/* Going to the wall and back gives the instant, but for the second of two equal walls. */
static void test_back(void)
{
    static const char *const names[] = {"America/Sao_Paulo", "Europe/Lisbon",
                                        "Australia/Lord_Howe", "America/New_York"};
    t_group("and back");
    for (int k = 0; k < 4; k++) {
        const Zone *z = zone(names[k]);
        int wrong = 0;
        for (int64_t t = INT64_C(-2208988800); t < INT64_C(7258118400); t += 100000) {
            int64_t back = zone_to_instant(z, zone_to_wall(z, t * USEC_SECOND));
            int64_t early = t * USEC_SECOND - back;
            wrong +=
                early != 0 && zone_to_wall(z, back) != zone_to_wall(z, t * USEC_SECOND);
            wrong += early < 0;
        }
        T_INT(wrong, 0);
    }
}

static void check_rule(int line, const char *s, int year, const char *first,
                       const char *second)
{
    Rule r;
    Change two[2];
    t_result(rule_read(str_of(s), &r) && r.has_dst, line, s, "not read", "a rule");
    rule_year(&r, year, two);
    t_int(line, s, two[0].at * USEC_SECOND, wall(first));
    t_int(line, s, two[1].at * USEC_SECOND, wall(second));
}
#define RULE(s, y, a, b) check_rule(__LINE__, s, y, a, b)

static void test_ends(void)
{
    t_group("ends of 64 bits");
    const Zone *east = zone("Asia/Tokyo"), *west = zone("America/New_York");
    T_INT(zone_to_wall(east, INT64_MAX), INT64_MAX);
    T_INT(zone_to_instant(west, INT64_MAX), INT64_MAX);
    T_INT(zone_to_wall(west, INT64_MIN), INT64_MIN);
    T_INT(zone_to_instant(east, INT64_MIN), INT64_MIN);
    Buf b = {0};
    zone_print(&b, east, INT64_MAX);
    zone_print(&b, west, INT64_MIN);
    T_OK(str_starts(buf_view(&b), STR("294247-01-10T")));
    buf_free(&b);
}

static void test_rules(void)
{
    t_group("rules");
    RULE("EST5EDT,M3.2.0,M11.1.0", 2030, "2030-03-10T07:00Z", "2030-11-03T06:00Z");
    RULE("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2026, "2026-04-04T15:00Z",
         "2026-10-03T15:30Z");
    RULE("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2026, "2026-03-29T01:00Z",
         "2026-10-25T01:00Z");
    RULE("AAA3BBB,J60/0,J300/0", 2024, "2024-03-01T03:00Z", "2024-10-27T02:00Z");
    RULE("AAA3BBB,59/0,300/0", 2024, "2024-02-29T03:00Z", "2024-10-27T02:00Z");
    RULE("IST-2IDT,M3.4.4/26,M10.5.0", 2026, "2026-03-27T00:00Z", "2026-10-24T23:00Z");
    Rule r;
    T_OK(rule_read(STR("<-03>3"), &r) && !r.has_dst && r.std == -10800);
    T_OK(rule_read(STR("IST-1GMT0,M10.5.0,M3.5.0/1"), &r) && r.std == 3600
         && r.dst == 0);
    static const char *const bad[] = {"",
                                      "E5",
                                      "EST",
                                      "<-03",
                                      "EST5EDT",
                                      "EST5EDT,",
                                      "EST5EDT,M3.2.0",
                                      "EST5EDT,M13.2.0,M11.1.0",
                                      "EST5EDT,M3.6.0,M11.1.0",
                                      "EST5EDT,M3.2.7,M11.1.0",
                                      "EST5EDT,J0,J1",
                                      "EST5EDT,M3.2.0,M11.1.0x",
                                      "EST999"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        t_result(!rule_read(str_of(bad[i]), &r), __LINE__, bad[i], "read", "refused");
}

/* Each beginning of a good file, and each with one byte changed, is a zone or is not;
 * nothing worse. */
static void test_damage(void)
{
    t_group("damage");
    Buf file = {0};
    FILE *f = fopen("/usr/share/zoneinfo/America/Nuuk", "rb");
    char path[] = "/tmp/acordo_tz_XXXXXX";
    if (f == NULL || mkdtemp(path) == NULL)
        return;
    file.n = fread(buf_room(&file, 65536), 1, 65536, f);
    fclose(f);
    const char *name = str_format("%s/Zone", path);
    int loaded = 0;
    for (size_t i = 0; i < file.n; i += 3) {
        char keep = file.p[i];
        file.p[i] = (char)(i % 2 == 0 ? 0xff : keep ^ 0x41);
        f = fopen(name, "wb");
        if (f == NULL)
            return;
        fwrite(file.p, 1, i % 5 == 0 ? i : file.n, f);
        fclose(f);
        file.p[i] = keep;
        const Zone *z = zone_load(path, STR("Zone"));
        if (z != NULL)
            loaded +=
                zone_offset(z, zone_to_instant(z, INT64_C(1790000000) * USEC_SECOND))
                < 200000;
    }
    T_OK(loaded > 0);
    remove(name);
    rmdir(path);
    buf_free(&file);
}

static void test_names(void)
{
    t_group("names");
    T_OK(zone_load(dir, STR("")) == NULL);
    T_OK(zone_load(dir, STR("America")) == NULL);
    T_OK(zone_load(dir, STR("America/Sao Paulo")) == NULL);
    T_OK(zone_load(dir, STR("../zoneinfo/UTC")) == NULL);
    T_OK(zone_load(dir, STR("/etc/localtime")) == NULL);
    T_OK(zone_load(dir, STR("tzdata.zi")) == NULL);
    T_OK(zone_load(dir, STR("zone_tab")) == NULL);
    T_OK(zone_load("/nowhere", STR("UTC")) != NULL);
    T_OK(zone_load("/nowhere", STR("Europe/Lisbon")) == NULL);
    Str near[3];
    T_OK(zone_suggest(dir, STR("São Paulo"), near, 3) >= 1);
    T_STR(near[0], STR("America/Sao_Paulo"));
    T_OK(zone_suggest(dir, STR("Europe/Lisboa"), near, 3) >= 1);
    T_STR(near[0], STR("Europe/Lisbon"));
    T_OK(zone_suggest(dir, STR("america/new york"), near, 1) == 1);
    T_STR(near[0], STR("America/New_York"));
    T_INT(zone_suggest(dir, STR("Middle/Of_Nowhere_At_All"), near, 3), 0);
    T_INT(zone_suggest("/nowhere", STR("Europe/Lisbon"), near, 3), 0);
}

int main(void)
{
    T_BEGIN();
    test_sao_paulo();
    test_new_york();
    test_others();
    test_back();
    test_ends();
    test_rules();
    test_damage();
    test_names();
    return T_END();
}
