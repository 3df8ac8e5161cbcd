/* decimal.c -- reading, printing and rounding micros. */
#include "interp/base/decimal.h"

#include <assert.h>

enum { PLACES = 6, KEPT_DIGITS = 36, MAX_EXPONENT = 100000, MAX_TEXT = 21 };

static const int64_t pow10_64[19] = {
    INT64_C(1),
    INT64_C(10),
    INT64_C(100),
    INT64_C(1000),
    INT64_C(10000),
    INT64_C(100000),
    INT64_C(1000000),
    INT64_C(10000000),
    INT64_C(100000000),
    INT64_C(1000000000),
    INT64_C(10000000000),
    INT64_C(100000000000),
    INT64_C(1000000000000),
    INT64_C(10000000000000),
    INT64_C(100000000000000),
    INT64_C(1000000000000000),
    INT64_C(10000000000000000),
    INT64_C(100000000000000000),
    INT64_C(1000000000000000000),
};

/* 10^n for n up to 36. */
static Int128 pow10_128(int n)
{
    return n <= 18 ? pow10_64[n] : (Int128)pow10_64[18] * pow10_64[n - 18];
}

/* The digits of a number: mantissa × 10^exponent, and whether a digit that is not 0 was
 * left out below it. */
typedef struct Digits {
    Int128 mantissa;
    int kept, exponent;
    bool rest;
} Digits;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static size_t digit_run(Str s, size_t i)
{
    size_t at = i;
    while (at < s.n && is_digit(s.p[at]))
        at++;
    return at - i;
}

static void digits_add(Digits *d, Str run, bool fraction)
{
    for (size_t i = 0; i < run.n; i++) {
        int digit = run.p[i] - '0';
        if (d->kept < KEPT_DIGITS) {
            d->mantissa = d->mantissa * 10 + digit;
            d->kept += d->mantissa != 0;
            d->exponent -= fraction;
        } else {
            d->rest |= digit != 0;
            d->exponent += !fraction;
        }
    }
}

/* `1.234.567`: after one to three digits that do not begin with 0, groups of three.  Moves
 * *at behind them; false where a point is followed by anything else. */
static bool read_groups(Str s, size_t *at, size_t first, Digits *d)
{
    if (first > 3 || s.p[*at - first] == '0')
        return false;
    while (*at < s.n && s.p[*at] == '.') {
        if (digit_run(s, *at + 1) != 3)
            return false;
        digits_add(d, str_sub(s, *at + 1, *at + 4), false);
        *at += 4;
    }
    return true;
}

static bool read_exponent(Str s, size_t *at, Digits *d)
{
    bool minus = *at < s.n && s.p[*at] == '-';
    if (minus || (*at < s.n && s.p[*at] == '+'))
        ++*at;
    size_t n = digit_run(s, *at);
    int exponent = 0;
    for (size_t i = 0; i < n; i++)
        if (exponent < MAX_EXPONENT)
            exponent = exponent * 10 + (s.p[*at + i] - '0');
    d->exponent += minus ? -exponent : exponent;
    *at += n;
    return n > 0;
}

static bool read_digits(Str s, size_t at, bool comma, Digits *d)
{
    size_t n = digit_run(s, at);
    if (n == 0)
        return false;
    digits_add(d, str_sub(s, at, at + n), false);
    at += n;
    if (comma && at < s.n && s.p[at] == '.' && !read_groups(s, &at, n, d))
        return false;
    if (at < s.n && s.p[at] == (comma ? ',' : '.')) {
        n = digit_run(s, at + 1);
        if (n == 0)
            return false;
        digits_add(d, str_sub(s, at + 1, at + 1 + n), true);
        at += 1 + n;
    }
    if (at < s.n && (s.p[at] | 0x20) == 'e') {
        at++;
        if (!read_exponent(s, &at, d))
            return false;
    }
    return at == s.n;
}

/* Rounds half to even; what was left out breaks a tie upwards. */
static Int128 shift_down(Digits d, int places, bool *exact)
{
    if (places > KEPT_DIGITS) {
        *exact = d.mantissa == 0 && !d.rest;
        return 0;
    }
    Int128 unit = pow10_128(places);
    Int128 q = d.mantissa / unit, r = d.mantissa % unit;
    Int128 above = r - (unit - r);
    *exact = r == 0 && !d.rest;
    if (above > 0 || (above == 0 && places > 0 && (d.rest || q % 2 != 0)))
        q++;
    return q;
}

static DecStatus to_micros(Digits d, bool minus, int64_t *out)
{
    int shift = d.exponent + PLACES;
    bool exact = true;
    Int128 v = d.mantissa;
    if (shift < 0) {
        v = shift_down(d, -shift, &exact);
    } else if (v != 0) {
        if (shift > 18 || v > INT64_MAX)
            return DEC_RANGE;
        v *= pow10_64[shift];
        exact = !d.rest;
    }
    if (v > INT64_MAX)
        return DEC_RANGE;
    *out = minus ? -(int64_t)v : (int64_t)v;
    return exact ? DEC_OK : DEC_ROUNDED;
}

/* What nearly every record holds: a few digits, perhaps a point and up to six more. */
static bool read_short(Str s, size_t at, char point, int64_t *out)
{
    enum { SHORT = 12 };
    int64_t v = 0;
    if (s.n - at > SHORT)
        return false;
    size_t i = at;
    for (; i < s.n && is_digit(s.p[i]); i++)
        v = v * 10 + (s.p[i] - '0');
    if (i == at)
        return false;
    size_t places = 0;
    if (i < s.n && s.p[i] == point) {
        for (i++; i < s.n && is_digit(s.p[i]); i++, places++)
            v = v * 10 + (s.p[i] - '0');
        if (places == 0 || places > PLACES)
            return false;
    }
    if (i != s.n)
        return false;
    *out = v * pow10_64[PLACES - places];
    return true;
}

DecStatus dec_read(Str s, bool comma, int64_t *out)
{
    bool minus = s.n > 0 && s.p[0] == '-';
    size_t at = minus || (s.n > 0 && s.p[0] == '+') ? 1 : 0;
    int64_t v;
    if (read_short(s, at, comma ? ',' : '.', &v)) {
        *out = minus ? -v : v;
        return DEC_OK;
    }
    Digits d = {0};
    if (!read_digits(s, at, comma, &d))
        return DEC_SYNTAX;
    return to_micros(d, minus, out);
}

int dec_print(char *out, int64_t micros)
{
    char text[MAX_TEXT + 1];
    char *end = text + sizeof text, *p = end;
    uint64_t u = micros < 0 ? UINT64_C(0) - (uint64_t)micros : (uint64_t)micros;
    uint64_t whole = u / (uint64_t)MICRO, part = u % (uint64_t)MICRO;
    if (part > 0) {
        int places = PLACES;
        for (; part % 10 == 0; part /= 10)
            places--;
        for (; places > 0; places--, part /= 10)
            *--p = (char)('0' + part % 10);
        *--p = '.';
    }
    do {
        *--p = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole > 0);
    if (micros < 0)
        *--p = '-';
    memcpy(out, p, (size_t)(end - p));
    return (int)(end - p);
}

void dec_buf(Buf *b, int64_t micros)
{
    b->n += (size_t)dec_print(buf_room(b, MAX_TEXT + 1), micros);
}

bool dec_narrow(Int128 v, int64_t *out)
{
    if (v > INT64_MAX || v < -INT64_MAX)
        return false;
    *out = (int64_t)v;
    return true;
}

Int128 dec_div_round(Int128 a, Int128 b)
{
    assert(b != 0);
    Int128 q = a / b, r = a % b;
    bool minus = (a < 0) != (b < 0);
    Int128 size = r < 0 ? -r : r, unit = b < 0 ? -b : b;
    Int128 above = size - (unit - size);
    if (above > 0 || (above == 0 && q % 2 != 0))
        q += minus ? -1 : 1;
    return q;
}

/* The same in 64 bits, where the processor divides by itself; b > 0. */
static int64_t div_round_64(int64_t a, int64_t b)
{
    int64_t q = a / b, r = a % b;
    int64_t size = r < 0 ? -r : r;
    int64_t above = size - (b - size);
    if (above > 0 || (above == 0 && q % 2 != 0))
        q += a < 0 ? -1 : 1;
    return q;
}

bool dec_mul(int64_t a, int64_t b, int64_t *out)
{
    int64_t product;
    if (!__builtin_mul_overflow(a, b, &product)) {
        *out = div_round_64(product, MICRO);
        return true;
    }
    return dec_narrow(dec_div_round((Int128)a * b, MICRO), out);
}

bool dec_div(int64_t a, int64_t b, int64_t *out)
{
    int64_t scaled;
    if (b == 0)
        return false;
    if (b > 0 && !__builtin_mul_overflow(a, MICRO, &scaled)) {
        *out = div_round_64(scaled, b);
        return true;
    }
    return dec_narrow(dec_div_round((Int128)a * MICRO, b), out);
}

bool dec_round(int64_t a, int places, int64_t *out)
{
    assert(places >= 0 && places <= PLACES);
    int64_t unit = pow10_64[PLACES - places];
    return dec_narrow((Int128)div_round_64(a, unit) * unit, out);
}
