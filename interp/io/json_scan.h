/* json_scan.h -- forward scanners over one JSON value: where does it end, and is it sound?
 *
 * All take a pointer into a window that 64 readable bytes follow, and say NULL where the
 * text is not JSON (RFC 8259); json_check then says why.  They stop at the latest at a
 * byte that no JSON value can go on with: the line end of an NDJSON record, or the zeros
 * after the window.  `lines`: a line end is a blank (records of a document).
 */
#ifndef ACORDO_IO_JSON_SCAN_H
#define ACORDO_IO_JSON_SCAN_H

#include "interp/base/str.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { JSON_DEPTH = 512 }; /* brackets within brackets */

/* A text with escapes: p is its first byte after the quote. */
const char *json_text_slow(const char *p);
/* A container whose bracket is at p, at most `depth` brackets deep. */
const char *json_skip_container(const char *p, bool lines, int depth);

static inline const char *json_blanks(const char *p, bool lines)
{
    while (*p == ' ' || *p == '\t' || *p == '\r' || (lines && *p == '\n'))
        p++;
    return p;
}

#ifdef __SSE2__
/* A bit for each of the 16 bytes at p that is a quote; *stop: of those that end the fast
 * way, backslashes and control characters. */
static inline uint32_t json_quotes(const char *p, uint32_t *stop)
{
    __m128i x;
    memcpy(&x, p, sizeof x);
    __m128i slash = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(31)), x);
    *stop = (uint32_t)_mm_movemask_epi8(_mm_or_si128(slash, control));
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8('"')));
}

/* The closing quote of a text whose first byte is p; *raw: it has escapes. */
static inline const char *json_text_end(const char *p, bool *raw)
{
    for (const char *s = p;; s += 32) {
        uint32_t low, high, quotes = json_quotes(s, &low);
        quotes |= json_quotes(s + 16, &high) << 16;
        uint32_t stop = low | high << 16;
        if (__builtin_expect((stop & (quotes - 1) & ~quotes) != 0, 0)) {
            *raw = true;
            return json_text_slow(p);
        }
        if (__builtin_expect(quotes != 0, 1))
            return s + __builtin_ctz(quotes);
    }
}
#else
static inline const char *json_text_end(const char *p, bool *raw)
{
    for (const char *s = p;; s++) {
        if (*s == '"')
            return s;
        if (*s == '\\' || (unsigned char)*s < 0x20) {
            *raw = true;
            return json_text_slow(p);
        }
    }
}
#endif

static inline bool json_digit(char c) { return (unsigned)(c - '0') < 10; }

static inline const char *json_number_end(const char *p)
{
    p += *p == '-';
    if (*p == '0')
        p++;
    else if (json_digit(*p))
        do
            p++;
        while (json_digit(*p));
    else
        return NULL;
    if (*p == '.') {
        if (!json_digit(*++p))
            return NULL;
        while (json_digit(*p))
            p++;
    }
    if ((*p | 0x20) == 'e') {
        p++;
        p += *p == '+' || *p == '-';
        if (!json_digit(*p))
            return NULL;
        while (json_digit(*p))
            p++;
    }
    return p;
}

static inline const char *json_literal_end(const char *p)
{
    if (memcmp(p, "null", 4) == 0 || memcmp(p, "true", 4) == 0)
        return p + 4;
    return memcmp(p, "false", 5) == 0 ? p + 5 : NULL;
}

/* Any value at p. */
static inline const char *json_skip(const char *p, bool lines, int depth)
{
    bool raw;
    switch (*p) {
    case '"': p = json_text_end(p + 1, &raw); return p != NULL ? p + 1 : NULL;
    case '{':
    case '[': return json_skip_container(p, lines, depth);
    case 't':
    case 'f':
    case 'n': return json_literal_end(p);
    default: return json_number_end(p);
    }
}

#endif
