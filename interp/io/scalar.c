/* scalar.c -- numbers, flags and instants from text. */
#include "interp/io/scalar.h"

#include "interp/base/utf8.h"

enum { FAST_DIGITS = 12, FAST_PLACES = 6, FLAG_BYTES = 8 };

static const int64_t micros_of_place[FAST_PLACES + 1] = {1000000, 100000, 10000, 1000,
                                                         100,     10,     1};

/* How many digits p[0 … n) begins with, one past `most` at the most: no number of so many
 * overflows. */
static uint32_t digits(const char *p, uint32_t n, uint32_t most, int64_t *v)
{
    uint32_t i = 0;
    for (; i < n && i <= most && (unsigned)(p[i] - '0') < 10; i++)
        *v = *v * 10 + (p[i] - '0');
    return i;
}

/* -digits.digits with up to twelve digits before and six behind the point. */
static bool number_fast(Str s, int64_t *out)
{
    if (s.n > FAST_DIGITS + FAST_PLACES + 1 || s.n == 0)
        return false;
    uint32_t n = (uint32_t)s.n, minus = s.p[0] == '-', places = 0;
    const char *p = s.p + minus;
    int64_t whole = 0, part = 0;
    n -= minus;
    uint32_t k = digits(p, n, FAST_DIGITS, &whole);
    if (k == 0 || k > FAST_DIGITS)
        return false;
    if (k < n) {
        if (p[k] != '.' || k + 1 == n)
            return false;
        places = digits(p + k + 1, n - k - 1, FAST_PLACES, &part);
        if (places != n - k - 1 || places > FAST_PLACES)
            return false;
    }
    whole = whole * MICRO + part * micros_of_place[places];
    *out = minus ? -whole : whole;
    return true;
}

DecStatus scalar_number(Str s, bool comma, int64_t *out)
{
    if (!comma && number_fast(s, out))
        return DEC_OK;
    return dec_read(s, comma, out);
}

static const struct FlagWord {
    Str word;
    int value;
} flag_words[] = {
    {{"true", 4}, 1}, {{"false", 5}, 0}, {{"1", 1}, 1}, {{"0", 1}, 0},
    {{"yes", 3}, 1},  {{"no", 2}, 0},    {{"y", 1}, 1}, {{"n", 1}, 0},
    {{"t", 1}, 1},    {{"f", 1}, 0},     {{"s", 1}, 1}, {{"sim", 3}, 1},
    {{"nao", 3}, 0},
};

int scalar_flag(Str s)
{
    char low[FLAG_BYTES + 1] = {0};
    size_t n = s.n;
    if (n > FLAG_BYTES || n == 0)
        return -1;
    if (utf8_is_ascii(s)) {
        for (size_t i = 0; i < n; i++)
            low[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
    } else {
        n = utf8_fold(s, low, sizeof low);
        if (n > sizeof low)
            return -1;
    }
    for (size_t i = 0; i < sizeof flag_words / sizeof *flag_words; i++)
        if (flag_words[i].word.p[0] == low[0]
            && str_eq((Str){low, n}, flag_words[i].word))
            return flag_words[i].value;
    return -1;
}

static StampKind read_stamp(Str s, const CoreField *f, int64_t *out)
{
    return f->format.n > 0 ? civil_read_format(s, f->format, out) : civil_read(s, out);
}

StampFault scalar_timestamp(Str s, const CoreField *f, int64_t *out)
{
    int64_t v;
    switch (read_stamp(s, f, &v)) {
    case STAMP_OFFSET: *out = v; return STAMP_FINE;
    case STAMP_LOCAL: *out = zone_to_instant(f->zone, v); return STAMP_FINE;
    case STAMP_DATE:
        if ((f->flags & FIELD_DATES_AT) == 0)
            return STAMP_NO_HOUR;
        *out = zone_to_instant(f->zone, v + f->dates_at_us);
        return STAMP_FINE;
    case STAMP_BAD: break;
    }
    return STAMP_NONE;
}

StampFault scalar_date(Str s, const CoreField *f, int64_t *out)
{
    int64_t v;
    switch (read_stamp(s, f, &v)) {
    case STAMP_DATE: *out = v / USEC_DAY; return STAMP_FINE;
    case STAMP_LOCAL:
    case STAMP_OFFSET: return STAMP_HAS_HOUR;
    case STAMP_BAD: break;
    }
    return STAMP_NONE;
}
