/* encoding.c -- marks, two code pages, and where a chunk of UTF-8 can be cut. */
#include "interp/io/encoding.h"

#include "interp/base/utf8.h"
#include "interp/io/utf16.h"
#include "interp/io/utf8_check.h"

/* Code points of the bytes 0x80 to 0x9f. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

Encoding encoding_marked(Str head, Encoding said)
{
    static const struct {
        Str mark;
        Encoding e;
    } marks[] = {{{"\xef\xbb\xbf", 3}, ENC_UTF8},
                 {{"\xff\xfe", 2}, ENC_UTF16LE},
                 {{"\xfe\xff", 2}, ENC_UTF16BE}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(head, marks[i].mark))
            return marks[i].e;
    return said;
}

bool encoding_is_utf16(Encoding e) { return e == ENC_UTF16LE || e == ENC_UTF16BE; }

static size_t page_to_utf8(Encoding e, Str in, char *out)
{
    char *to = out;
    for (size_t i = 0; i < in.n; i++) {
        int c = (unsigned char)in.p[i];
        if (c < 0x80) {
            *to++ = in.p[i];
            continue;
        }
        if (e == ENC_WINDOWS_1252 && c < 0xa0)
            c = windows_1252[c - 0x80];
        to += utf8_put(to, c);
    }
    return (size_t)(to - out);
}

size_t encoding_to_utf8(Encoding e, Str in, bool last, char *out, size_t *used)
{
    if (encoding_is_utf16(e))
        return utf16_to_utf8(e == ENC_UTF16BE, in.p, in.n, last, out, used);
    *used = in.n;
    return page_to_utf8(e, in, out);
}

/* Code points: of a code page, each was a byte. */
static size_t count(Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

size_t encoding_span(Encoding e, Str s)
{
    if (encoding_is_utf16(e))
        return utf16_span(s);
    return e == ENC_UTF8 ? s.n : count(s);
}

/* Bytes at the end that begin a sequence of more bytes than are there. */
static size_t cut_tail(const char *p, size_t n)
{
    for (size_t back = 1; back <= 3 && back <= n; back++) {
        unsigned char c = (unsigned char)p[n - back];
        if (c < 0x80)
            return 0;
        if (c >= 0xc0)
            return back < (c >= 0xf0 ? 4U : c >= 0xe0 ? 3U : 2U) ? back : 0;
    }
    return 0;
}

bool encoding_check(const char *p, size_t n, size_t *whole)
{
    *whole = n - cut_tail(p, n);
    return utf8_check((Str){p, *whole});
}
