/* utf8.c -- UTF-8 by hand where it is simple, utf8proc where Unicode's tables are needed. */
#include "interp/base/utf8.h"

#include "interp/base/mem.h"
#include <stdlib.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xfffd, MAX_DECOMPOSED = 32 };

static const uint64_t high_bits = UINT64_C(0x8080808080808080);

/* The number of ASCII bytes from i on, counted in eights and then one by one. */
static size_t ascii_run(Str s, size_t i)
{
    size_t at = i;
    for (uint64_t w; at + 8 <= s.n; at += 8) {
        memcpy(&w, s.p + at, 8);
        if ((w & high_bits) != 0)
            break;
    }
    while (at < s.n && (unsigned char)s.p[at] < 0x80)
        at++;
    return at - i;
}

bool utf8_is_ascii(Str s) { return ascii_run(s, 0) == s.n; }

static bool is_tail(Str s, size_t i)
{
    return i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80;
}

/* Length of the sequence at i, 0 where it is not one: RFC 3629, table 3-7 of Unicode. */
static size_t sequence(Str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    if (c < 0x80)
        return 1;
    if (c < 0xc2 || c > 0xf4 || !is_tail(s, i + 1))
        return 0;
    unsigned char d = (unsigned char)s.p[i + 1];
    if (c < 0xe0)
        return 2;
    if ((c == 0xe0 && d < 0xa0) || (c == 0xed && d > 0x9f) || (c == 0xf0 && d < 0x90)
        || (c == 0xf4 && d > 0x8f) || !is_tail(s, i + 2))
        return 0;
    if (c < 0xf0)
        return 3;
    return is_tail(s, i + 3) ? 4 : 0;
}

ptrdiff_t utf8_fault(Str s)
{
    for (size_t i = 0; i < s.n;) {
        i += ascii_run(s, i);
        if (i == s.n)
            break;
        size_t n = sequence(s, i);
        if (n == 0)
            return (ptrdiff_t)i;
        i += n;
    }
    return -1;
}

bool utf8_valid(Str s) { return utf8_fault(s) < 0; }

/* A byte that begins nothing counts as one replacement character, so that text which was
 * never checked can still be shown. */
int utf8_next(Str s, size_t *at)
{
    size_t i = *at, n = sequence(s, i);
    unsigned char c = (unsigned char)s.p[i];
    *at = i + (n > 0 ? n : 1);
    if (n <= 1)
        return n == 1 ? c : REPLACEMENT;
    int cp = c & (0xff >> (n + 1));
    for (size_t k = 1; k < n; k++)
        cp = cp << 6 | ((unsigned char)s.p[i + k] & 0x3f);
    return cp;
}

int utf8_put(char *out, int cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    int n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (int k = n - 1; k > 0; k--, cp >>= 6)
        out[k] = (char)(0x80 | (cp & 0x3f));
    out[0] = (char)((0xf00 >> n & 0xff) | cp);
    return n;
}

int utf8_count(Str s)
{
    int n = 0;
    for (size_t i = 0; i < s.n; n++)
        utf8_next(s, &i);
    return n;
}

int utf8_width(Str s)
{
    int width = 0;
    for (size_t i = 0; i < s.n;) {
        int cp = utf8_next(s, &i);
        width += cp >= 0x20 && cp < 0x7f ? 1 : utf8proc_charwidth(cp);
    }
    return width;
}

/* Counts all that is put; keeps what fits. */
typedef struct Out {
    char *p;
    size_t cap, n;
    bool blank; /* a blank is due before the next character */
} Out;

static void out_byte(Out *o, char c)
{
    if (o->n < o->cap)
        o->p[o->n] = c;
    o->n++;
}

static void out_cp(Out *o, int cp)
{
    char c[4];
    int n = utf8_put(c, cp);
    for (int i = 0; i < n; i++)
        out_byte(o, c[i]);
}

static char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }
static bool ascii_blank(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static void fold_due_blank(Out *o)
{
    if (o->blank && o->n > 0)
        out_byte(o, ' ');
    o->blank = false;
}

static void fold_ascii(Out *o, char c)
{
    if (ascii_blank(c)) {
        o->blank = true;
        return;
    }
    fold_due_blank(o);
    out_byte(o, ascii_lower(c));
}

static void fold_decomposed(Out *o, int cp)
{
    utf8proc_category_t category = utf8proc_category(cp);
    if (category == UTF8PROC_CATEGORY_MN)
        return;
    if (ascii_blank(cp) || cp == 0x85 || category == UTF8PROC_CATEGORY_ZS
        || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP) {
        o->blank = true;
        return;
    }
    fold_due_blank(o);
    out_cp(o, cp);
}

/* Marks are dropped, so the canonical order of marks does not matter and one code point
 * can be decomposed at a time, without memory. */
size_t utf8_fold(Str s, char *out, size_t cap)
{
    const utf8proc_option_t how =
        UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;
    Out o = {out, cap, 0, false};
    for (size_t i = 0; i < s.n;) {
        if ((unsigned char)s.p[i] < 0x80) {
            fold_ascii(&o, s.p[i++]);
            continue;
        }
        utf8proc_int32_t part[MAX_DECOMPOSED];
        int boundary = 0, cp = utf8_next(s, &i);
        utf8proc_ssize_t n =
            utf8proc_decompose_char(cp, part, MAX_DECOMPOSED, how, &boundary);
        if (n < 0 || n > MAX_DECOMPOSED)
            fold_decomposed(&o, cp);
        for (utf8proc_ssize_t k = 0; k < n && n <= MAX_DECOMPOSED; k++)
            fold_decomposed(&o, part[k]);
    }
    return o.n;
}

static bool is_letter(int cp)
{
    utf8proc_category_t category = utf8proc_category(cp);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* A capital sigma that ends a word has a form of its own. */
static bool sigma_is_final(Str s, size_t next, int before)
{
    return is_letter(before) && (next >= s.n || !is_letter(utf8_next(s, &next)));
}

size_t utf8_lower(Str s, char *out, size_t cap)
{
    enum { SIGMA = 0x3a3, FINAL_SIGMA = 0x3c2, I_WITH_DOT = 0x130, DOT_ABOVE = 0x307 };
    Out o = {out, cap, 0, false};
    for (size_t i = 0; i < s.n;) {
        if ((unsigned char)s.p[i] < 0x80) {
            out_byte(&o, ascii_lower(s.p[i++]));
            continue;
        }
        size_t from = i;
        int cp = utf8_next(s, &i), before = 0;
        if (cp == I_WITH_DOT) {
            out_byte(&o, 'i');
            cp = DOT_ABOVE;
        } else if (cp == SIGMA && from > 0) {
            do
                from--;
            while (from > 0 && is_tail(s, from));
            before = utf8_next(s, &from);
            cp = sigma_is_final(s, i, before) ? FINAL_SIGMA : utf8proc_tolower(cp);
        } else {
            cp = utf8proc_tolower(cp);
        }
        out_cp(&o, cp);
    }
    return o.n;
}

Str utf8_fold_copy(Str s)
{
    size_t n = utf8_fold(s, NULL, 0);
    char *p = mem_bytes(n + 1);
    utf8_fold(s, p, n);
    p[n] = '\0';
    return (Str){p, n};
}

Str utf8_nfc_copy(Str s)
{
    if (utf8_is_ascii(s))
        return str_copy(s);
    utf8proc_uint8_t *nfc = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &nfc,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    Str copy = str_copy(n >= 0 ? (Str){(const char *)nfc, (size_t)n} : s);
    free(nfc);
    return copy;
}

Str utf8_cut(Str s, int columns, Buf *room)
{
    if (columns == 0 || utf8_width(s) <= columns)
        return s;
    size_t end = 0;
    while (end < s.n) {
        size_t next = end;
        utf8_next(s, &next);
        if (utf8_width(str_sub(s, 0, next)) > columns - 1)
            break;
        end = next;
    }
    room->n = 0;
    buf_put(room, s.p, end);
    buf_z(room, "…");
    return buf_view(room);
}
