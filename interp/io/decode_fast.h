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

/* The two digits from byte i on. */
static inline uint32_t fast_pair(uint64_t x, unsigned i)
{
    return (uint32_t)(x >> 8 * i & 0xff) * 10 + (uint32_t)(x >> 8 * (i + 1) & 0xff);
}

/* Days of a civil date, or INT32_MIN where there is no such day.  Hinnant's formula, for
 * years from 1 on. */
static inline int32_t fast_days(uint32_t y, uint32_t m, uint32_t d)
{
    static const uint8_t length[12] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (y == 0 || m - 1 > 11 || d - 1 >= length[m - 1])
        return INT32_MIN;
    if (m == 2 && d == 29 && (y % 4 != 0 || (y % 100 == 0 && y % 400 != 0)))
        return INT32_MIN;
    y -= m <= 2;
    uint32_t day = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    return (int32_t)(365 * y + y / 4 - y / 100 + y / 400 + day) - 719468;
}

/* Seconds east of UTC of `Z` or `+03:00`, n bytes; false where it is neither. */
static inline bool fast_offset(const char *p, uint32_t n, int32_t *out)
{
    if (n == 1 && *p == 'Z') {
        *out = 0;
        return true;
    }
    uint64_t bad = 0;
    uint64_t x = fast_form(p + 1, "00:00\0\0", "\x76\x76\x7f\x76\x76\0\0", &bad);
    uint32_t hours = fast_pair(x, 0), minutes = fast_pair(x, 3);
    if (n != 6 || (*p != '+' && *p != '-') || (bad & UINT64_C(0x8080808080)) != 0
        || hours > 14 || minutes > 59)
        return false;
    int32_t seconds = (int32_t)(hours * 3600 + minutes * 60);
    *out = *p == '-' ? -seconds : seconds;
    return true;
}

/* 2026-03-02T10:00:00 and Z or +hh:mm. */
static inline bool fast_stamp(const char *p, uint32_t n, int64_t *out)
{
    uint64_t bad = 0;
    if (!FAST_WORDS || n < 20)
        return false;
    uint64_t month = fast_form(p, "0000-00-", "\x76\x76\x76\x76\x7f\x76\x76\x7f", &bad);
    uint64_t day =
        fast_form(p + 8, "00T00:00", "\x76\x76\x7f\x76\x76\x7f\x76\x76", &bad);
    uint64_t time =
        fast_form(p + 11, "00:00:00", "\x76\x76\x7f\x76\x76\x7f\x76\x76", &bad);
    uint32_t h = fast_pair(time, 0), m = fast_pair(time, 3), s = fast_pair(time, 6);
    int32_t days = fast_days(fast_pair(month, 0) * 100 + fast_pair(month, 2),
                             fast_pair(month, 5), fast_pair(day, 0));
    int32_t east;
    if ((bad & UINT64_C(0x8080808080808080)) != 0 || days == INT32_MIN || h > 23
        || m > 59 || s > 59 || !fast_offset(p + 19, n - 19, &east))
        return false;
    int64_t seconds = (int64_t)days * 86400 + (int64_t)(h * 3600 + m * 60 + s) - east;
    *out = seconds * USEC_SECOND;
    return true;
}

#endif
