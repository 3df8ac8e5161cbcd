/* utf16.c -- two bytes to a code unit, one or two code units to a character. */
#include "interp/io/utf16.h"

#include "interp/base/utf8.h"

enum {
    UNIT = 2,            /* bytes */
    BLOCK = 8,           /* bytes that are looked at together */
    PAIR_BASE = 0x10000, /* the first code point of two units */
    ODD_LEAD = 0xf8,     /* with the odd byte's two upper bits; no lead byte of UTF-8 */
};

static bool is_high(int unit) { return (unit & 0xfc00) == 0xd800; }
static bool is_low(int unit) { return (unit & 0xfc00) == 0xdc00; }

static int unit_at(const char *p, bool big)
{
    return (unsigned char)p[big ? 0 : 1] << 8 | (unsigned char)p[big ? 1 : 0];
}

/* Four units of ASCII at once. */
static bool put_ascii(const char *in, bool big, char *to)
{
    static const unsigned char not_ascii[2][BLOCK] = {
        {0x80, 0xff, 0x80, 0xff, 0x80, 0xff, 0x80, 0xff},
        {0xff, 0x80, 0xff, 0x80, 0xff, 0x80, 0xff, 0x80}};
    uint64_t block, mask;
    memcpy(&block, in, sizeof block);
    memcpy(&mask, not_ascii[big], sizeof mask);
    if ((block & mask) != 0)
        return false;
    for (size_t i = 0; i < BLOCK / UNIT; i++)
        to[i] = in[i * UNIT + big];
    return true;
}

static char *put_odd(char *to, unsigned char c)
{
    *to++ = (char)(ODD_LEAD | c >> 6);
    *to++ = (char)(0x80 | (c & 0x3f));
    return to;
}

size_t utf16_to_utf8(bool big, const char *in, size_t n, bool last, char *out,
                     size_t *used)
{
    char *to = out;
    size_t i = 0;
    while (n - i >= UNIT) {
        if (n - i >= BLOCK && put_ascii(in + i, big, to)) {
            to += BLOCK / UNIT;
            i += BLOCK;
            continue;
        }
        int cp = unit_at(in + i, big);
        if (is_high(cp) && n - i < 2 * UNIT && !last)
            break;
        int low = is_high(cp) && n - i >= 2 * UNIT ? unit_at(in + i + UNIT, big) : 0;
        if (is_low(low)) {
            cp = PAIR_BASE + ((cp & 0x3ff) << 10 | (low & 0x3ff));
            i += UNIT;
        }
        to += utf8_put(to, cp);
        i += UNIT;
    }
    if (last && i < n)
        to = put_odd(to, (unsigned char)in[i++]);
    *used = i;
    return (size_t)(to - out);
}

/* Each lead byte stands for one unit, for two from F0 on, for a byte from F8 on. */
size_t utf16_span(Str s)
{
    size_t span = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        span += ((c & 0xc0) != 0x80) * 2U + (c >= 0xf0) * 2U - (c >= ODD_LEAD) * 3U;
    }
    return span;
}

static void put_unit(Buf *out, bool big, int unit)
{
    char upper = (char)(unit >> 8), lower = (char)unit;
    buf_char(out, big ? upper : lower);
    buf_char(out, big ? lower : upper);
}

/* The number that the character at s.p[*at] holds, also where it is none. */
static int number_at(Str s, size_t *at)
{
    int c = (unsigned char)s.p[(*at)++];
    if (c < 0x80)
        return c;
    c &= c < 0xe0 ? 0x1f : c < 0xf0 ? 0x0f : c < ODD_LEAD ? 0x07 : 0x03;
    while (*at < s.n && ((unsigned char)s.p[*at] & 0xc0) == 0x80)
        c = c << 6 | (s.p[(*at)++] & 0x3f);
    return c;
}

void utf16_of_utf8(bool big, Str s, Buf *out)
{
    for (size_t i = 0; i < s.n;) {
        bool odd = (unsigned char)s.p[i] >= ODD_LEAD;
        int cp = number_at(s, &i);
        if (odd) {
            buf_char(out, (char)cp);
        } else if (cp < PAIR_BASE) {
            put_unit(out, big, cp);
        } else {
            put_unit(out, big, 0xd800 | (cp - PAIR_BASE) >> 10);
            put_unit(out, big, 0xdc00 | (cp & 0x3ff));
        }
    }
}

bool utf16_is_odd(Str s) { return s.n > 0 && (unsigned char)s.p[0] >= ODD_LEAD; }
