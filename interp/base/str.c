/* str.c -- comparing, copying and measuring text. */
#include "interp/base/str.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include <stdio.h>

int str_cmp(Str a, Str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n > 0 ? memcmp(a.p, b.p, n) : 0;
    return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(Str s, Str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool str_ends(Str s, Str suffix)
{
    return s.n >= suffix.n
           && (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Str str_trim(Str s)
{
    while (s.n > 0 && is_blank(s.p[0]))
        s = (Str){s.p + 1, s.n - 1};
    while (s.n > 0 && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

Str str_copy(Str s)
{
    char *p = mem_bytes(s.n + 1);
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return (Str){p, s.n};
}

const char *str_z(Str s) { return str_copy(s).p; }

__extension__ typedef unsigned __int128 Wide;

/* 64 × 64 -> 128 bits, both halves folded together: every bit of a reaches every bit. */
static uint64_t hash_mix(uint64_t a, uint64_t b)
{
    Wide w = (Wide)a * b;
    return (uint64_t)w ^ (uint64_t)(w >> 64);
}

uint64_t str_hash(Str s)
{
    const uint64_t k0 = UINT64_C(0xa0761d6478bd642f), k1 = UINT64_C(0xe7037ed1a0b428db);
    uint64_t h = hash_mix(s.n ^ k0, k1), w;
    size_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        memcpy(&w, s.p + i, 8);
        h = hash_mix(h ^ w ^ k0, k1);
    }
    if (i < s.n) {
        w = 0;
        memcpy(&w, s.p + i, s.n - i);
        h = hash_mix(h ^ w ^ k0, k1);
    }
    return h;
}

const char *str_format(const char *f, ...)
{
    va_list ap;
    va_start(ap, f);
    int n = vsnprintf(NULL, 0, f, ap);
    va_end(ap);
    if (n < 0)
        return "";
    char *p = mem_bytes((size_t)n + 1);
    va_start(ap, f);
    vsnprintf(p, (size_t)n + 1, f, ap);
    va_end(ap);
    return p;
}

static int code_points(Str s, int **out)
{
    int n = 0;
    int *cp = mem_bytes((s.n + 1) * sizeof *cp);
    for (size_t at = 0; at < s.n;)
        cp[n++] = utf8_next(s, &at);
    *out = cp;
    return n;
}

static int min_int(int a, int b) { return a < b ? a : b; }

/* Optimal string alignment: three rows of the usual table, the one before the last for
 * transpositions. */
int str_distance(Str a, Str b, int limit)
{
    int *ca, *cb;
    int na = code_points(a, &ca), nb = code_points(b, &cb);
    if (na - nb > limit || nb - na > limit)
        return limit + 1;
    size_t row = (size_t)nb + 1;
    int *table = mem_bytes(3 * row * sizeof *table);
    int *two = table, *one = table + row, *now = table + 2 * row;
    for (int j = 0; j <= nb; j++)
        now[j] = j;
    for (int i = 1; i <= na; i++) {
        int *spare = two;
        two = one;
        one = now;
        now = spare;
        now[0] = i;
        int best = i;
        for (int j = 1; j <= nb; j++) {
            int d = one[j - 1] + (ca[i - 1] != cb[j - 1]);
            d = min_int(d, min_int(one[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && ca[i - 1] == cb[j - 2] && ca[i - 2] == cb[j - 1])
                d = min_int(d, two[j - 2] + 1);
            now[j] = d;
            best = min_int(best, d);
        }
        if (best > limit)
            return limit + 1;
    }
    return min_int(now[nb], limit + 1);
}
