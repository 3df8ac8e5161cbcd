/* json_text.c -- RFC 8259, section 7. */
#include "interp/io/json_text.h"

#include "interp/base/utf8.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    int low = c | 0x20;
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

static int hex4(const char *p)
{
    int v = 0;
    for (int i = 0; i < 4; i++) {
        int d = hex_digit(p[i]);
        if (d < 0)
            return -1;
        v = v << 4 | d;
    }
    return v;
}

static bool is_high(int u) { return u >= 0xd800 && u < 0xdc00; }
static bool is_low(int u) { return u >= 0xdc00 && u < 0xe000; }

int json_escape_length(const char *p)
{
    switch (p[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': return 2;
    case 'u': break;
    default: return 0;
    }
    int u = hex4(p + 2);
    if (u < 0)
        return 0;
    if (is_low(u))
        return -1;
    if (!is_high(u))
        return 6;
    if (p[6] != '\\' || p[7] != 'u')
        return -1;
    return is_low(hex4(p + 8)) ? 12 : -1;
}

static char plain_escape(char c)
{
    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
    }
}

size_t json_unescape(Str s, char *out)
{
    const char *p = s.p, *end = s.p + s.n;
    char *to = out;
    while (p < end) {
        if (*p != '\\') {
            *to++ = *p++;
            continue;
        }
        if (p[1] != 'u') {
            *to++ = plain_escape(p[1]);
            p += 2;
            continue;
        }
        int u = hex4(p + 2);
        p += 6;
        if (is_high(u)) {
            u = 0x10000 + ((u - 0xd800) << 10) + (hex4(p + 2) - 0xdc00);
            p += 6;
        }
        to += utf8_put(to, u);
    }
    return (size_t)(to - out);
}
