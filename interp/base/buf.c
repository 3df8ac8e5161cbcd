/* buf.c -- the growing byte buffer of str.h. */
#include "interp/base/mem.h"
#include "interp/base/str.h"
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BYTES = 64, I64_DIGITS = 20 };

char *buf_room(Buf *b, size_t n)
{
    if (b->cap - b->n >= n)
        return b->p + b->n;
    size_t cap = b->cap > 0 ? b->cap : FIRST_BYTES;
    while (cap - b->n < n) {
        if (cap > SIZE_MAX / 4)
            mem_exhausted();
        cap *= 2;
    }
    char *p = realloc(b->p, cap);
    if (p == NULL)
        mem_exhausted();
    b->p = p;
    b->cap = cap;
    return p + b->n;
}

void buf_repeat(Buf *b, char c, int n)
{
    if (n <= 0)
        return;
    memset(buf_room(b, (size_t)n + 1), c, (size_t)n);
    b->n += (size_t)n;
}

void buf_i64(Buf *b, int64_t v)
{
    char digits[I64_DIGITS + 1];
    char *end = digits + sizeof digits, *p = end;
    uint64_t u = v < 0 ? UINT64_C(0) - (uint64_t)v : (uint64_t)v;
    do {
        *--p = (char)('0' + u % 10);
        u /= 10;
    } while (u > 0);
    if (v < 0)
        *--p = '-';
    buf_put(b, p, (size_t)(end - p));
}

static void buf_json_escape(Buf *b, unsigned char c)
{
    static const char named[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i + 1 < sizeof named; i += 2)
        if ((unsigned char)named[i] == c) {
            buf_char(b, '\\');
            buf_char(b, named[i + 1]);
            return;
        }
    const char code[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    buf_put(b, code, sizeof code);
}

/* Runs of plain bytes are copied whole: nearly all text is one run. */
void buf_json(Buf *b, Str s)
{
    size_t from = 0;
    buf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_put(b, s.p + from, i - from);
        buf_json_escape(b, c);
        from = i + 1;
    }
    if (s.n > from)
        buf_put(b, s.p + from, s.n - from);
    buf_char(b, '"');
}

void buf_format(Buf *b, const char *f, ...)
{
    va_list ap;
    va_start(ap, f);
    int n = vsnprintf(NULL, 0, f, ap);
    va_end(ap);
    if (n <= 0)
        return;
    va_start(ap, f);
    vsnprintf(buf_room(b, (size_t)n + 1), (size_t)n + 1, f, ap);
    va_end(ap);
    b->n += (size_t)n;
}

Str buf_copy(const Buf *b) { return str_copy(buf_view(b)); }

void buf_free(Buf *b)
{
    free(b->p);
    *b = (Buf){0};
}
