/* civil_read.c -- RFC 3339 and its relaxations.
 *
 * Called for every instant of every record, so the date and `hh:mm:ss` at their fixed
 * places are read without a loop; what may vary comes after them.
 */
#include "interp/time/civil_part.h"

static int digit(char c) { return c >= '0' && c <= '9' ? c - '0' : -1; }

static int two_digits(const char *p)
{
    int a = digit(p[0]), b = digit(p[1]);
    return a < 0 || b < 0 ? -1 : a * 10 + b;
}

int part_number(Str s, size_t *at, int lo, int hi)
{
    size_t i = *at;
    int n = 0, v = 0;
    for (; n < hi && i < s.n && digit(s.p[i]) >= 0; n++, i++)
        v = v * 10 + digit(s.p[i]);
    if (n < lo)
        return -1;
    *at = i;
    return v;
}

int part_fraction(Str s, size_t *at)
{
    int v = 0, places = 0;
    size_t i = *at;
    for (; i < s.n && digit(s.p[i]) >= 0; i++)
        if (places < 6) {
            v = v * 10 + digit(s.p[i]);
            places++;
        }
    if (places == 0)
        return -1;
    for (; places < 6; places++)
        v *= 10;
    *at = i;
    return v;
}

bool part_offset(Str s, size_t *at, int *seconds)
{
    size_t i = *at;
    if (i >= s.n)
        return false;
    *seconds = 0;
    if ((s.p[i] | 0x20) == 'z') {
        *at = i + 1;
        return true;
    }
    if ((s.p[i] != '+' && s.p[i] != '-') || s.n - i < 3)
        return false;
    int hour = two_digits(s.p + i + 1), minute = 0;
    size_t end = i + 3;
    size_t from = end < s.n && s.p[end] == ':' ? end + 1 : end;
    if (from + 2 <= s.n && two_digits(s.p + from) >= 0) {
        minute = two_digits(s.p + from);
        end = from + 2;
    } else if (from > end) {
        return false;
    }
    if (hour < 0 || hour > 23 || minute > 59)
        return false;
    *seconds = (hour * 60 + minute) * (s.p[i] == '-' ? -60 : 60);
    *at = end;
    return true;
}

bool part_instant(Civil *c, int64_t *out)
{
    if (!civil_is_date(c->year, c->month, c->day) || c->minute > 59 || c->second > 60)
        return false;
    if (c->hour > 23 && (c->hour != 24 || c->minute + c->second + c->micro != 0))
        return false;
    if (c->second == 60) {
        c->second = 59;
        c->micro = (int)USEC_SECOND - 1;
    }
    *out = civil_usec(c);
    return c->year < 9999 || c->hour < 24 || c->month < 12 || c->day < 31;
}

/* `10:00[:00[.ffffff]]` at *at, which is at least a byte behind the date. */
static bool read_time(Str s, size_t *at, Civil *c)
{
    const char *p = s.p + *at;
    if (s.n - *at < 5 || p[2] != ':')
        return false;
    c->hour = two_digits(p);
    c->minute = two_digits(p + 3);
    *at += 5;
    if (*at < s.n && p[5] == ':') {
        if (s.n - *at < 3)
            return false;
        c->second = two_digits(p + 6);
        *at += 3;
        if (*at < s.n && p[8] == '.') {
            ++*at;
            c->micro = part_fraction(s, at);
        }
    }
    return c->hour >= 0 && c->minute >= 0 && c->second >= 0 && c->micro >= 0;
}

StampKind civil_read(Str s, int64_t *out)
{
    const char *p = s.p;
    if (s.n < 10 || p[4] != '-' || p[7] != '-')
        return STAMP_BAD;
    int century = two_digits(p), year = two_digits(p + 2);
    Civil c = {.month = two_digits(p + 5), .day = two_digits(p + 8)};
    if (century < 0 || year < 0)
        return STAMP_BAD;
    c.year = century * 100 + year;
    size_t at = 11;
    int offset = 0;
    if (s.n == 10)
        return part_instant(&c, out) ? STAMP_DATE : STAMP_BAD;
    if ((p[10] != ' ' && (p[10] | 0x20) != 't') || !read_time(s, &at, &c))
        return STAMP_BAD;
    bool local = at == s.n;
    if (!local && p[10] == ' '
        && p[at] == ' ') /* `10:00:00 -0300`, as some CRMs write it */
        at++;
    if ((!local && !part_offset(s, &at, &offset)) || at != s.n
        || !part_instant(&c, out))
        return STAMP_BAD;
    *out -= offset * USEC_SECOND;
    return local ? STAMP_LOCAL : STAMP_OFFSET;
}
