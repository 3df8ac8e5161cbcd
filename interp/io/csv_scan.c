/* csv_scan.c -- sixteen bytes at a time to the next separator. */
#include "interp/io/csv_scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#ifdef __SSE2__
/* The first of the two bytes at or after p.  Somewhere after the window there is none of
 * them, so `end` bounds the search. */
static inline const char *find2(const char *p, const char *end, char a, char b)
{
    const __m128i va = _mm_set1_epi8(a), vb = _mm_set1_epi8(b);
    for (; p < end; p += 16) {
        __m128i x;
        memcpy(&x, p, sizeof x);
        unsigned m = (unsigned)_mm_movemask_epi8(
            _mm_or_si128(_mm_cmpeq_epi8(x, va), _mm_cmpeq_epi8(x, vb)));
        if (m != 0)
            return p + __builtin_ctz(m);
    }
    return end;
}
#else
static inline const char *find2(const char *p, const char *end, char a, char b)
{
    while (p < end && *p != a && *p != b)
        p++;
    return p;
}
#endif

static inline void put_cell(Csv *c, const char *p, const char *end, bool raw)
{
    int i = c->n_found++;
    int at = i < c->n_columns ? c->cell_of[i] : -1;
    if (at >= 0)
        c->cells[at] =
            (Cell){.p = p, .n = (uint32_t)(end - p), .kind = CELL_CSV, .raw = raw};
}

static uint32_t count_lines(const char *p, const char *end)
{
    uint32_t n = 0;
    for (; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        n++;
    return n;
}

/* p is at an opening quote: the separator or line end after the cell, or NULL. */
static const char *quoted_cell(Csv *c, const char *p, const char *end)
{
    const char *from = p + 1, *q = from;
    bool raw = false;
    for (;; q += 2) {
        q = memchr(q, '"', q < end ? (size_t)(end - q) : 0);
        if (q == NULL) {
            c->open_at = p;
            return NULL;
        }
        if (q[1] != '"' || q + 1 >= end)
            break;
        raw = true;
    }
    c->line_ends += count_lines(from, q);
    const char *after = q + 1;
    if (*after == '\r' && after[1] == '\n')
        after++;
    if (*after != c->delimiter && *after != '\n' && after < end) {
        if (c->after_quote < 0) {
            c->after_quote = c->n_found;
            c->after_at = after;
        }
        after = find2(after, end, c->delimiter, '\n');
    }
    put_cell(c, from, q, raw);
    return after;
}

static inline const char *plain_cell(Csv *c, const char *p, const char *end)
{
    const char *q = find2(p, end, c->delimiter, '\n');
    const char *to = q > p && *q == '\n' && q[-1] == '\r' ? q - 1 : q;
    put_cell(c, p, to, false);
    return q;
}

static void begin(Csv *c)
{
    c->n_found = 0;
    c->line_ends = 0;
    c->after_quote = c->open_quote = -1;
}

#ifdef __SSE2__
static inline uint64_t ends16(const char *p, __m128i delimiter)
{
    __m128i x;
    memcpy(&x, p, sizeof x);
    return (uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(
        _mm_cmpeq_epi8(x, delimiter), _mm_cmpeq_epi8(x, _mm_set1_epi8('\n'))));
}

/* A bit for each of the 64 bytes at p that ends an unquoted cell. */
static inline uint64_t ends64(const char *p, char delimiter)
{
    const __m128i d = _mm_set1_epi8(delimiter);
    return ends16(p, d) | ends16(p + 16, d) << 16 | ends16(p + 32, d) << 32
           | ends16(p + 48, d) << 48;
}

/* Cells without quotes are cut by the bits of a block; a quoted one is walked, and a new
 * block begins after it.  Bytes after `end` are no ends: they are zeros, or there is a
 * line end at `end` itself. */
const char *csv_scan(Csv *c, const char *p, const char *end)
{
    begin(c);
    const char *block = p;
    uint64_t ends = p < end ? ends64(p, c->delimiter) : 0;
    while (p < end) {
        if (*p == '"') {
            p = quoted_cell(c, p, end);
            if (p == NULL || p >= end)
                return NULL;
            if (*p == '\n')
                return p;
            block = ++p;
            ends = ends64(p, c->delimiter);
            continue;
        }
        while (ends == 0) {
            block += 64;
            if (block >= end)
                return NULL;
            ends = ends64(block, c->delimiter);
        }
        const char *q = block + __builtin_ctzll(ends);
        ends &= ends - 1;
        if (q >= end)
            return NULL;
        if (*q == '\n') {
            put_cell(c, p, q > p && q[-1] == '\r' ? q - 1 : q, false);
            return q;
        }
        put_cell(c, p, q, false);
        p = q + 1;
    }
    return NULL;
}
#else
const char *csv_scan(Csv *c, const char *p, const char *end)
{
    begin(c);
    while (p < end) {
        p = *p == '"' ? quoted_cell(c, p, end) : plain_cell(c, p, end);
        if (p == NULL || p >= end)
            return NULL;
        if (*p == '\n')
            return p;
        p++;
    }
    return NULL;
}
#endif

const char *csv_scan_last(Csv *c, const char *p, const char *end)
{
    begin(c);
    for (;; p++) {
        const char *q = *p == '"' ? quoted_cell(c, p, end) : plain_cell(c, p, end + 1);
        if (q == NULL) {
            c->open_quote = c->n_found;
            c->line_ends += count_lines(p, end);
            return end;
        }
        if (*q == '\n')
            return q;
        p = q;
    }
}

static CsvState after(CsvState s, char b, char delimiter)
{
    switch (s) {
    case CSV_START:
        if (b == '"')
            return CSV_QUOTED;
        return b == '\n' ? CSV_DONE : b == delimiter ? CSV_START : CSV_PLAIN;
    case CSV_QUOTE:
        if (b == '"')
            return CSV_QUOTED;
        return b == '\n' ? CSV_DONE : b == delimiter ? CSV_START : CSV_PLAIN;
    case CSV_PLAIN:
        return b == '\n' ? CSV_DONE : b == delimiter ? CSV_START : CSV_PLAIN;
    case CSV_QUOTED: return b == '"' ? CSV_QUOTE : CSV_QUOTED;
    case CSV_DONE: break;
    }
    return CSV_DONE;
}

size_t csv_skip(char delimiter, const char *p, size_t n, CsvState *state,
                uint64_t *line)
{
    for (size_t i = 0; i < n; i++) {
        *line += p[i] == '\n';
        *state = after(*state, p[i], delimiter);
        if (*state == CSV_DONE)
            return i + 1;
    }
    return n;
}
