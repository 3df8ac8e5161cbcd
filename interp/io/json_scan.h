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
#include "interp/io/digits.h"
#if defined(__AVX2__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { JSON_DEPTH = 512 }; /* brackets within brackets */

/* Goes on at a byte of a text that is not plain: its closing quote. */
const char *json_text_slow(const char *p);
/* A number of any length and form. */
const char *json_number_slow(const char *p);
/* A container whose bracket is at p, at most `depth` brackets deep. */
const char *json_skip_container(const char *p, bool lines, int depth);

static inline const char *json_blanks(const char *p, bool lines)
{
    while (*p == ' ' || *p == '\t' || *p == '\r' || (lines && *p == '\n'))
        p++;
    return p;
}

/* The first byte from p on that ends the plain part of a text: a quote, a backslash or a
 * control character. */
#if defined(__AVX2__)
static inline const char *json_plain_end(const char *p)
{
    for (;; p += 32) {
        __m256i x;
        memcpy(&x, p, sizeof x);
        __m256i quote = _mm256_cmpeq_epi8(x, _mm256_set1_epi8('"'));
        __m256i slash = _mm256_cmpeq_epi8(x, _mm256_set1_epi8('\\'));
        __m256i control =
            _mm256_cmpeq_epi8(_mm256_min_epu8(x, _mm256_set1_epi8(31)), x);
        __m256i stop = _mm256_or_si256(_mm256_or_si256(quote, slash), control);
        uint32_t stops = (uint32_t)_mm256_movemask_epi8(stop);
        if (__builtin_expect(stops != 0, 1))
            return p + __builtin_ctz(stops);
    }
}
#elif defined(__SSE2__)
static inline uint32_t json_stops(const char *p)
{
    __m128i x;
    memcpy(&x, p, sizeof x);
    __m128i quote = _mm_cmpeq_epi8(x, _mm_set1_epi8('"'));
    __m128i slash = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(31)), x);
    __m128i stop = _mm_or_si128(_mm_or_si128(quote, slash), control);
    return (uint32_t)_mm_movemask_epi8(stop);
}
static inline const char *json_plain_end(const char *p)
{
    for (;; p += 32) {
        uint32_t stops = json_stops(p) | json_stops(p + 16) << 16;
        if (__builtin_expect(stops != 0, 1))
            return p + __builtin_ctz(stops);
    }
}
#else
static inline const char *json_plain_end(const char *p)
{
    while (*p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
        p++;
    return p;
}
#endif

/* The closing quote of a text whose first byte is p; *raw: it has escapes. */
static inline const char *json_text_end(const char *p, bool *raw)
{
    p = json_plain_end(p);
    if (__builtin_expect(*p == '"', 1))
        return p;
    *raw = true;
    return json_text_slow(p);
}

static inline bool json_digit(char c) { return (unsigned)(c - '0') < 10; }

/* Most numbers are digits or digits.digits, up to seven each: their ends are found without
 * a loop, whose last turn a processor could not foresee. */
static inline const char *json_number_end(const char *p)
{
    uint32_t n = digits_at(p);
    const char *end = p + n;
    if (n == 0 || n == 8 || (*p == '0' && n > 1))
        return json_number_slow(p);
    if (*end == '.') {
        n = digits_at(end + 1);
        end += n + 1;
        if (n == 0 || n == 8)
            return json_number_slow(p);
    }
    return (*end | 0x20) == 'e' ? json_number_slow(p) : end;
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
