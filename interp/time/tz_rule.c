/* tz_rule.c -- POSIX TZ rules, as RFC 8536 extends them:
 * `EST5EDT,M3.2.0,M11.1.0`, `<-03>3`, `<+1030>-10:30<+11>-11,M10.1.0,M4.1.0`. */
#include "interp/time/tz_rule.h"

#include "interp/time/civil.h"

typedef struct Cursor {
    const char *p, *end;
} Cursor;

static bool at_char(Cursor *c, char want)
{
    if (c->p == c->end || *c->p != want)
        return false;
    c->p++;
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool skip_name(Cursor *c)
{
    const char *from = c->p;
    if (at_char(c, '<')) {
        while (c->p < c->end && *c->p != '>')
            c->p++;
        return at_char(c, '>');
    }
    while (c->p < c->end && is_letter(*c->p))
        c->p++;
    return c->p - from >= 3;
}

static bool read_int(Cursor *c, int most, int *out)
{
    const char *from = c->p;
    int v = 0;
    for (; c->p < c->end && *c->p >= '0' && *c->p <= '9' && v <= most; c->p++)
        v = v * 10 + (*c->p - '0');
    *out = v;
    return c->p > from && v <= most;
}

/* [+-]hh[:mm[:ss]] with hours up to 167 */
static bool read_seconds(Cursor *c, int *out)
{
    int hour, minute = 0, second = 0;
    bool minus = at_char(c, '-');
    if (!minus)
        at_char(c, '+');
    if (!read_int(c, 167, &hour))
        return false;
    if (at_char(c, ':') && !read_int(c, 59, &minute))
        return false;
    if (at_char(c, ':') && !read_int(c, 59, &second))
        return false;
    *out = (hour * 60 + minute) * 60 + second;
    if (minus)
        *out = -*out;
    return true;
}

/* POSIX counts offsets west of Greenwich. */
static bool read_zone(Cursor *c, int32_t *east)
{
    int west;
    if (!skip_name(c) || !read_seconds(c, &west))
        return false;
    *east = -west;
    return true;
}

static bool read_date(Cursor *c, RuleDate *d)
{
    *d = (RuleDate){.seconds = 2 * 3600};
    bool sound;
    if (at_char(c, 'M')) {
        d->shape = RULE_MONTH;
        sound = read_int(c, 12, &d->month) && d->month > 0 && at_char(c, '.')
                && read_int(c, 5, &d->week) && d->week > 0 && at_char(c, '.')
                && read_int(c, 6, &d->day);
    } else if (at_char(c, 'J')) {
        d->shape = RULE_JULIAN;
        sound = read_int(c, 365, &d->day) && d->day > 0;
    } else {
        d->shape = RULE_DAY;
        sound = read_int(c, 365, &d->day);
    }
    return sound && (!at_char(c, '/') || read_seconds(c, &d->seconds));
}

bool rule_read(Str s, Rule *out)
{
    Cursor c = {s.p, s.p + s.n};
    *out = (Rule){0};
    if (!read_zone(&c, &out->std))
        return false;
    if (c.p == c.end)
        return true;
    out->has_dst = true;
    out->dst = out->std + 3600;
    int west;
    if (!skip_name(&c))
        return false;
    if (c.p < c.end && *c.p != ',') {
        if (!read_seconds(&c, &west))
            return false;
        out->dst = -west;
    }
    return at_char(&c, ',') && read_date(&c, &out->start) && at_char(&c, ',')
           && read_date(&c, &out->end) && c.p == c.end;
}

/* The n-th weekday of the month, the fifth being the last. */
static int32_t month_day(const RuleDate *d, int year)
{
    int32_t first = civil_days(year, d->month, 1);
    int sunday_based = (civil_weekday(first) + 1) % 7;
    int day = (d->day - sunday_based + 7) % 7 + (d->week - 1) * 7;
    if (day >= civil_month_days(year, d->month))
        day -= 7;
    return first + day;
}

static int64_t date_seconds(const RuleDate *d, int year)
{
    int32_t days = 0, first = civil_days(year, 1, 1);
    switch (d->shape) {
    case RULE_MONTH: days = month_day(d, year); break;
    case RULE_DAY: days = first + d->day; break;
    case RULE_JULIAN:
        /* 29 February is never counted. */
        days = first + d->day - 1 + (d->day >= 60 && civil_month_days(year, 2) == 29);
        break;
    }
    return (int64_t)days * 86400 + d->seconds;
}

void rule_year(const Rule *r, int year, Change out[2])
{
    Change start = {date_seconds(&r->start, year) - r->std, r->dst};
    Change end = {date_seconds(&r->end, year) - r->dst, r->std};
    bool north = start.at <= end.at;
    out[0] = north ? start : end;
    out[1] = north ? end : start;
}

Change rule_change(const Rule *r, int64_t seconds, int32_t *before)
{
    enum { YEARS = 3 };
    int year, month, day;
    *before = r->std;
    if (!r->has_dst)
        return (Change){INT64_MIN, r->std};
    civil_of_days((int32_t)(seconds / 86400), &year, &month, &day);
    Change all[YEARS * 2];
    for (int i = 0; i < YEARS; i++)
        rule_year(r, year - 1 + i, &all[2 * i]);
    int last = 0;
    while (last + 1 < YEARS * 2 && all[last + 1].at <= seconds)
        last++;
    *before = last > 0 ? all[last - 1].offset : r->std;
    return all[last];
}
