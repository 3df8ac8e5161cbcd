/* tz.c -- zones: the table of a TZif file, carried on to 2100 by its footer.
 *
 * Beside each change stands the wall time from which it decides about a wall time:
 * `at + max(offset before, offset after)`.  Below that the offset before it holds, which
 * is the first of two in an overlap and moves a time in a gap on by the gap.
 */
#include "interp/time/tz.h"

#include "interp/base/mem.h"
#include "interp/time/civil_part.h"
#include "interp/time/tz_rule.h"
#include <stdio.h>

enum { LAST_YEAR = 2100, HEADER = 44, MAX_FILE = 1 << 20, MAX_NAME = 200 };

struct Zone {
    Str name;
    int32_t first; /* the offset before all changes */
    Change *change;
    int64_t *wall;
    size_t cap;
    int n;
    bool has_rule;
    Rule rule;
};

/* What a header of RFC 8536 counts. */
typedef struct Counts {
    size_t isut, isstd, leap, time, type, chars;
} Counts;

static int64_t big_endian(const unsigned char *p, int bytes)
{
    uint64_t v = (p[0] & 0x80) != 0 ? UINT64_MAX : 0;
    for (int i = 0; i < bytes; i++)
        v = v << 8 | p[i];
    return (int64_t)v;
}

static bool read_counts(Str file, size_t at, Counts *c)
{
    if (file.n < at + HEADER || memcmp(file.p + at, "TZif", 4) != 0)
        return false;
    const unsigned char *p = (const unsigned char *)file.p + at + 20;
    size_t *field[6] = {&c->isut, &c->isstd, &c->leap, &c->time, &c->type, &c->chars};
    for (int i = 0; i < 6; i++) {
        int64_t v = big_endian(p + 4 * i, 4);
        if (v < 0 || v > MAX_FILE)
            return false;
        *field[i] = (size_t)v;
    }
    return c->type > 0;
}

static size_t block_size(const Counts *c, size_t time_bytes)
{
    return c->time * (time_bytes + 1) + c->type * 6 + c->chars
           + c->leap * (time_bytes + 4) + c->isstd + c->isut;
}

static int32_t last_offset(const Zone *z)
{
    return z->n > 0 ? z->change[z->n - 1].offset : z->first;
}

/* Changes of name only are left out; so is what does not move on in time.  A change before
 * the year 1 says what holds from the beginning, one after 9999 is of no use. */
static void add_change(Zone *z, Change c)
{
    const int64_t year_1 = INT64_C(-62135596800), year_10000 = INT64_C(253402300800);
    if (c.at < year_1 && z->n == 0)
        z->first = c.offset;
    if (c.at < year_1 || c.at >= year_10000)
        return;
    if (c.offset == last_offset(z) || (z->n > 0 && c.at <= z->change[z->n - 1].at))
        return;
    MEM_PUSH(z->change, z->n, z->cap) = c;
}

static bool offset_is_sound(int64_t offset)
{
    return offset > -2 * 86400 && offset < 2 * 86400;
}

static bool read_block(Zone *z, Str file, size_t at, const Counts *c, size_t time_bytes)
{
    const unsigned char *times = (const unsigned char *)file.p + at;
    const unsigned char *index = times + c->time * time_bytes;
    const unsigned char *types = index + c->time;
    for (size_t i = 0; i < c->type; i++)
        if (!offset_is_sound(big_endian(types + i * 6, 4)))
            return false;
    z->first = (int32_t)big_endian(types, 4);
    for (size_t i = 0; i < c->time; i++) {
        if (index[i] >= c->type)
            return false;
        int64_t when = big_endian(times + i * time_bytes, (int)time_bytes);
        add_change(z, (Change){when, (int32_t)big_endian(types + index[i] * 6, 4)});
    }
    return true;
}

/* The rule is carried on as changes, so that nearly every look-up is one search. */
static bool read_footer(Zone *z, Str file, size_t at)
{
    if (at >= file.n || file.p[at] != '\n')
        return true;
    const char *from = file.p + at + 1;
    const char *end = memchr(from, '\n', file.n - at - 1);
    if (end == NULL || end == from)
        return true;
    if (!rule_read((Str){from, (size_t)(end - from)}, &z->rule))
        return false;
    z->has_rule = true;
    if (!z->rule.has_dst)
        return true;
    Civil last = {.year = 1970};
    if (z->n > 0)
        civil_of_usec(z->change[z->n - 1].at * USEC_SECOND, &last);
    for (int year = last.year > 1900 ? last.year : 1900; year <= LAST_YEAR; year++) {
        Change two[2];
        rule_year(&z->rule, year, two);
        add_change(z, two[0]);
        add_change(z, two[1]);
    }
    return true;
}

static void find_walls(Zone *z)
{
    z->wall = mem_bytes((size_t)z->n * sizeof *z->wall);
    int32_t before = z->first;
    for (int i = 0; i < z->n; i++) {
        int32_t after = z->change[i].offset;
        z->wall[i] = z->change[i].at + (before > after ? before : after);
        before = after;
    }
}

/* Leap seconds would make every instant wrong: such files ("right/…") are not taken. */
static bool zone_parse(Zone *z, Str file)
{
    Counts c;
    size_t at = HEADER;
    if (!read_counts(file, 0, &c) || file.n - at < block_size(&c, 4))
        return false;
    size_t time_bytes = 4;
    bool newer = file.p[4] >= '2';
    if (newer) {
        at += block_size(&c, 4);
        if (!read_counts(file, at, &c) || file.n - at - HEADER < block_size(&c, 8))
            return false;
        at += HEADER;
        time_bytes = 8;
    }
    if (c.leap > 0 || !read_block(z, file, at, &c, time_bytes))
        return false;
    if (newer && !read_footer(z, file, at + block_size(&c, 8)))
        return false;
    find_walls(z);
    return true;
}

static bool name_is_safe(Str name)
{
    if (name.n == 0 || name.n > MAX_NAME || name.p[0] == '/')
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i], d = (char)(c | 0x20);
        bool plain = (d >= 'a' && d <= 'z') || (c >= '0' && c <= '9') || c == '_'
                     || c == '/' || c == '+' || c == '-';
        if (!plain)
            return false;
    }
    return true;
}

static bool read_file(const char *path, Buf *b)
{
    enum { CHUNK = 16384 };
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return false;
    size_t n;
    while ((n = fread(buf_room(b, CHUNK), 1, CHUNK, f)) > 0 && b->n < MAX_FILE)
        b->n += n;
    bool sound = ferror(f) == 0 && b->n < MAX_FILE;
    fclose(f);
    return sound;
}

const Zone *zone_load(const char *dir, Str name)
{
    Zone *z = MEM_NEW(Zone);
    z->name = str_copy(name);
    if (str_is(name, "UTC"))
        return z;
    if (!name_is_safe(name))
        return NULL;
    Buf file = {0};
    bool sound = read_file(str_format("%s/%s", dir, z->name.p), &file)
                 && zone_parse(z, buf_view(&file));
    buf_free(&file);
    return sound ? z : NULL;
}

Str zone_name(const Zone *z) { return z->name; }

/* How many changes lie at or before the second. */
static int changes_until(const Zone *z, int64_t seconds)
{
    int lo = 0, hi = z->n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (z->change[mid].at <= seconds)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static int64_t whole_seconds(int64_t us)
{
    return us / USEC_SECOND - (us % USEC_SECOND < 0);
}

int32_t zone_offset(const Zone *z, int64_t instant_us)
{
    int64_t seconds = whole_seconds(instant_us);
    int i = changes_until(z, seconds);
    if (i < z->n)
        return i > 0 ? z->change[i - 1].offset : z->first;
    int32_t before;
    if (z->has_rule && z->rule.has_dst)
        return rule_change(&z->rule, seconds, &before).offset;
    return last_offset(z);
}

/* Past the table: the change that was in force a day later has decided, or the one before
 * it still holds. */
static int32_t rule_wall_offset(const Rule *r, int64_t wall)
{
    int32_t before;
    Change c = rule_change(r, wall + 86400, &before);
    for (int i = 0; i < 3; i++) {
        int32_t larger = before > c.offset ? before : c.offset;
        if (wall >= c.at + larger)
            return c.offset;
        c = rule_change(r, c.at - 1, &before);
    }
    return c.offset;
}

static int32_t wall_offset(const Zone *z, int64_t wall)
{
    int lo = 0, hi = z->n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (z->wall[mid] <= wall)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == z->n && z->has_rule && z->rule.has_dst)
        return rule_wall_offset(&z->rule, wall);
    return lo > 0 ? z->change[lo - 1].offset : z->first;
}

int64_t zone_to_instant(const Zone *z, int64_t wall_us)
{
    int64_t instant_us,
        offset_us = wall_offset(z, whole_seconds(wall_us)) * USEC_SECOND;
    return __builtin_sub_overflow(wall_us, offset_us, &instant_us) ? wall_us
                                                                   : instant_us;
}

/* RFC 3339 has offsets of whole minutes; the seconds of an old local mean time go to the
 * wall time, so that the text still names the same instant.  Written by hand: decisions
 * are full of instants. */
static char *put_day(char *p, int64_t day)
{
    int year, month, of_month;
    civil_of_days((int32_t)day, &year, &month, &of_month);
    return part_put_date(p, year, month, of_month);
}

static char *put_seen_day(char *p, int64_t day, DayTexts *seen)
{
    enum { LONG_AGO = 1 << 30 };
    const size_t i = (size_t)day % DAY_TEXTS;
    if (seen->key[i] != day + LONG_AGO) {
        seen->n[i] = (uint8_t)(put_day(seen->text[i], day) - seen->text[i]);
        seen->key[i] = day + LONG_AGO;
    }
    memcpy(p, seen->text[i], DAY_TEXT_BYTES);
    return p + seen->n[i];
}

static char *put_time(char *p, int64_t us)
{
    const int seconds = (int)(us / USEC_SECOND), micro = (int)(us % USEC_SECOND);
    *p++ = 'T';
    p = part_put_two(p, seconds / 3600);
    *p++ = ':';
    p = part_put_two(p, seconds / 60 % 60);
    *p++ = ':';
    p = part_put_two(p, seconds % 60);
    if (micro != 0) {
        *p++ = '.';
        for (int unit = 100000, rest = micro; rest > 0; rest %= unit, unit /= 10)
            *p++ = (char)('0' + rest / unit);
    }
    return p;
}

char *zone_put(char *p, const Zone *z, int64_t instant_us, DayTexts *seen)
{
    int minutes = zone_offset(z, instant_us) / 60;
    int size = minutes < 0 ? -minutes : minutes;
    int64_t wall_us;
    if (__builtin_add_overflow(instant_us, minutes * 60 * USEC_SECOND, &wall_us))
        wall_us = instant_us;
    const int64_t rest = wall_us % USEC_DAY, day = wall_us / USEC_DAY - (rest < 0);
    p = seen != NULL ? put_seen_day(p, day, seen) : put_day(p, day);
    p = put_time(p, rest < 0 ? rest + USEC_DAY : rest);
    *p++ = minutes < 0 ? '-' : '+';
    p = part_put_two(p, size / 60);
    *p++ = ':';
    return part_put_two(p, size % 60);
}

void zone_print(Buf *b, const Zone *z, int64_t instant_us)
{
    char *from = buf_room(b, ZONE_PUT_BYTES);
    b->n += (size_t)(zone_put(from, z, instant_us, NULL) - from);
}
