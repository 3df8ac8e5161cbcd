/* decode_fast.h -- the values that most records hold, decoded without a detour.
 *
 * Each takes what it knows at a glance (a whole number of a few digits, an instant in the
 * one usual form) and says no to all else, which then goes the long way of decode.c; the
 * two never differ in what they give.  Only for slots without markers or a currency, whose
 * cell is in memory as it is written.  At least 32 bytes after a text may be read.
 */
#ifndef ACORDO_IO_DECODE_FAST_H
#define ACORDO_IO_DECODE_FAST_H

#include "interp/base/decimal.h"
#include "interp/io/digits.h"
#include "interp/time/civil.h"

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
enum { FAST_WORDS = 1 }; /* the first byte of a text is the lowest of its word */
#else
enum { FAST_WORDS = 0 };
#endif

/* The number that the first n digits of a word are, 1 ≤ n ≤ 8. */
static inline int64_t fast_number_of(uint64_t w, uint32_t n)
{
    w = (w << (64 - 8 * n)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    w = w * 2561 >> 8 & UINT64_C(0x00FF00FF00FF00FF);
    w = w * 6553601 >> 16 & UINT64_C(0x0000FFFF0000FFFF);
    return (int64_t)(w * UINT64_C(42949672960001) >> 32);
}

/* digits or digits.digits, up to eight before and six behind the point. */
static inline bool fast_number(const char *p, uint32_t n, int64_t *out)
{
    static const int64_t unit[7] = {0, 100000, 10000, 1000, 100, 10, 1};
    uint64_t w = digits_word(p);
    uint32_t k = digits_low(w);
    if (!FAST_WORDS || k == 0)
        return false;
    int64_t v = fast_number_of(w, k) * MICRO;
    if (k != n) {
        if (k > n || p[k] != '.')
            return false;
        w = digits_word(p + k + 1);
        uint32_t places = digits_low(w);
        if (places == 0 || places > 6 || k + 1 + places != n)
            return false;
        v += fast_number_of(w, places) * unit[places];
    }
    *out = v;
    return true;
}

/* Eight bytes less those of form, a '0' where a digit stands.  add has 0x76 for a digit and
 * 0x7f for a byte that must be equal: the high bit of any fault ends up in *bad. */
static inline uint64_t fast_form(const char *p, const char *form, const char *add,
                                 uint64_t *bad)
{
    uint64_t x = digits_word(p) ^ digits_word(form);
    *bad |= (x + digits_word(add)) | x;
    return x;
}

/* From digits, a byte each, in each byte the number that it and the next one are. */
static inline uint64_t fast_pairs(uint64_t x) { return x * 2561 >> 8; }
static inline uint32_t fast_pair(uint64_t pairs, unsigned i)
{
    return (uint32_t)(pairs >> 8 * i & 0xff);
}

/* What was found of months and offsets that stand in instants: there are few of them.  An
 * entry is found by its text; a zeroed one is of none. */
enum { MONTHS_KNOWN = 256, OFFSETS_KNOWN = 16 };
typedef struct KnownMonth {
    uint64_t text;       /* 2026-03- */
    int32_t first, days; /* the day of its first, and how many it has */
} KnownMonth;
typedef struct KnownOffset {
    uint64_t text; /* +03:00 or Z, and a bit that no text has */
    int64_t east;  /* seconds */
} KnownOffset;
typedef struct KnownStamps {
    KnownMonth month[MONTHS_KNOWN];
    KnownOffset offset[OFFSETS_KNOWN];
} KnownStamps;

/* Days from 1970 to the first of a month.  Hinnant's formula, for years from 1 on. */
static inline int32_t fast_first_day(uint32_t y, uint32_t m)
{
    y -= m <= 2;
    uint32_t day = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5;
    return (int32_t)(365 * y + y / 4 - y / 100 + y / 400 + day) - 719468;
}

static inline bool fast_month_read(KnownMonth *k, const char *p)
{
    static const uint8_t length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    uint64_t bad = 0;
    uint64_t pairs =
        fast_pairs(fast_form(p, "0000-00-", "\x76\x76\x76\x76\x7f\x76\x76\x7f", &bad));
    uint32_t y = fast_pair(pairs, 0) * 100 + fast_pair(pairs, 2);
    uint32_t m = fast_pair(pairs, 5);
    if ((bad & UINT64_C(0x8080808080808080)) != 0 || y == 0 || m - 1 > 11)
        return false;
    bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    *k = (KnownMonth){digits_word(p), fast_first_day(y, m),
                      length[m - 1] + (m == 2 && leap)};
    return true;
}

/* `Z` or `+03:00`, n bytes. */
static inline bool fast_offset_read(KnownOffset *k, uint64_t text, const char *p,
                                    uint32_t n)
{
    uint64_t bad = 0;
    uint64_t pairs =
        fast_pairs(fast_form(p + 1, "00:00\0\0", "\x76\x76\x7f\x76\x76\0\0", &bad));
    uint32_t hours = fast_pair(pairs, 0), minutes = fast_pair(pairs, 3);
    int64_t east = hours * 3600 + minutes * 60;
    if (n == 1 && *p == 'Z')
        east = 0;
    else if (n != 6 || (*p != '+' && *p != '-') || (bad & UINT64_C(0x8080808080)) != 0
             || hours > 14 || minutes > 59)
        return false;
    *k = (KnownOffset){text, *p == '-' ? -east : east};
    return true;
}

static inline uint32_t fast_place(uint64_t text)
{
    return (uint32_t)(text * UINT64_C(0x9E3779B97F4A7C15) >> 56);
}

/* 2026-03-02T10:00:00 and Z or +hh:mm. */
static inline bool fast_stamp(KnownStamps *known, const char *p, uint32_t n,
                              int64_t *out)
{
    uint64_t bad = 0, month_text = digits_word(p);
    KnownMonth *month = &known->month[fast_place(month_text) % MONTHS_KNOWN];
    if (!FAST_WORDS || (n != 20 && n != 25)
        || (month->text != month_text && !fast_month_read(month, p)))
        return false;
    uint64_t keep = n == 20 ? UINT64_C(0xff) : UINT64_C(0xffffffffffff);
    uint64_t offset_text = (digits_word(p + 19) & keep) | UINT64_C(1) << 63;
    KnownOffset *offset = &known->offset[fast_place(offset_text) % OFFSETS_KNOWN];
    if (offset->text != offset_text
        && !fast_offset_read(offset, offset_text, p + 19, n - 19))
        return false;
    uint64_t day = fast_pairs(
        fast_form(p + 8, "00T00:00", "\x76\x76\x7f\x76\x76\x7f\x76\x76", &bad));
    uint64_t time = fast_pairs(
        fast_form(p + 11, "00:00:00", "\x76\x76\x7f\x76\x76\x7f\x76\x76", &bad));
    uint32_t d = fast_pair(day, 0) - 1, h = fast_pair(time, 0), m = fast_pair(time, 3),
             s = fast_pair(time, 6);
    if ((bad & UINT64_C(0x8080808080808080)) != 0 || d >= (uint32_t)month->days
        || h > 23 || m > 59 || s > 59)
        return false;
    int64_t seconds = ((int64_t)month->first + d) * 86400
                      + (int64_t)(h * 3600 + m * 60 + s) - offset->east;
    *out = seconds * USEC_SECOND;
    return true;
}

#endif
