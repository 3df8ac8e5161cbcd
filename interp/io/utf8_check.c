/* utf8_check.c -- UTF-8 by table look-up.
 *
 * J. Keiser, D. Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte" (2021).
 * Every fault of UTF-8 shows in two neighbouring bytes, but for the length of sequences of
 * three and four.  Three tables of 16, asked by the high and low half of a byte and the
 * high half of the next, each give the faults that are still possible as bits; what all
 * three agree on is one.  Bit 7 (TWO_CONTS) is a fault only where no byte two or three
 * before begins a sequence long enough.
 */
#include "interp/io/utf8_check.h"

#include "interp/base/utf8.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

enum {
    TOO_SHORT = 1 << 0, /* a lead byte, then no continuation */
    TOO_LONG = 1 << 1,  /* ASCII, then a continuation */
    OVERLONG_3 = 1 << 2,
    TOO_LARGE = 1 << 3,
    SURROGATE = 1 << 4,
    OVERLONG_2 = 1 << 5,
    TOO_LARGE_1000 = 1 << 6,
    OVERLONG_4 = 1 << 6,
    TWO_CONTS = 1 << 7,
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS,
};

#define TARGET    __attribute__((target("avx2")))
#define BOTH(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)
#define B(x)      ((char)(x))

TARGET static inline __m256i high_half(__m256i v)
{
    return _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(15));
}

/* v moved up by n bytes, the last bytes of the block before coming in. */
#define SHIFTED(v, before, n) \
    _mm256_alignr_epi8((v), _mm256_permute2x128_si256((before), (v), 0x21), 16 - (n))

TARGET static inline __m256i faults(__m256i v, __m256i before)
{
    const __m256i first_high =
        BOTH(B(TOO_LONG), B(TOO_LONG), B(TOO_LONG), B(TOO_LONG), B(TOO_LONG),
             B(TOO_LONG), B(TOO_LONG), B(TOO_LONG), B(TWO_CONTS), B(TWO_CONTS),
             B(TWO_CONTS), B(TWO_CONTS), B(TOO_SHORT | OVERLONG_2), B(TOO_SHORT),
             B(TOO_SHORT | OVERLONG_3 | SURROGATE),
             B(TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4));
    const __m256i first_low = BOTH(
        B(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), B(CARRY | OVERLONG_2),
        B(CARRY), B(CARRY), B(CARRY | TOO_LARGE), B(CARRY | TOO_LARGE | TOO_LARGE_1000),
        B(CARRY | TOO_LARGE | TOO_LARGE_1000), B(CARRY | TOO_LARGE | TOO_LARGE_1000),
        B(CARRY | TOO_LARGE | TOO_LARGE_1000), B(CARRY | TOO_LARGE | TOO_LARGE_1000),
        B(CARRY | TOO_LARGE | TOO_LARGE_1000), B(CARRY | TOO_LARGE | TOO_LARGE_1000),
        B(CARRY | TOO_LARGE | TOO_LARGE_1000),
        B(CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE),
        B(CARRY | TOO_LARGE | TOO_LARGE_1000), B(CARRY | TOO_LARGE | TOO_LARGE_1000));
    const __m256i second_high = BOTH(
        B(TOO_SHORT), B(TOO_SHORT), B(TOO_SHORT), B(TOO_SHORT), B(TOO_SHORT),
        B(TOO_SHORT), B(TOO_SHORT), B(TOO_SHORT),
        B(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
        B(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE),
        B(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE),
        B(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE), B(TOO_SHORT),
        B(TOO_SHORT), B(TOO_SHORT), B(TOO_SHORT));
    __m256i first = SHIFTED(v, before, 1);
    __m256i low = _mm256_and_si256(first, _mm256_set1_epi8(15));
    __m256i pair = _mm256_and_si256(
        _mm256_and_si256(_mm256_shuffle_epi8(first_high, high_half(first)),
                         _mm256_shuffle_epi8(first_low, low)),
        _mm256_shuffle_epi8(second_high, high_half(v)));
    __m256i third =
        _mm256_subs_epu8(SHIFTED(v, before, 2), _mm256_set1_epi8(B(0xe0 - 0x80)));
    __m256i fourth =
        _mm256_subs_epu8(SHIFTED(v, before, 3), _mm256_set1_epi8(B(0xf0 - 0x80)));
    __m256i due =
        _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(B(0x80)));
    return _mm256_xor_si256(due, pair);
}

TARGET static inline __m256i block_at(const char *p)
{
    __m256i v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* What was seen so far: faults, the last block, and whether it may end inside a sequence. */
typedef struct Seen {
    __m256i bad, before;
    bool open;
} Seen;

TARGET static inline void see_block(Seen *s, __m256i v)
{
    bool ascii = _mm256_movemask_epi8(v) == 0;
    if (!ascii || s->open)
        s->bad = _mm256_or_si256(s->bad, faults(v, s->before));
    s->open = !ascii;
    s->before = v;
}

/* Two blocks at once, which mostly are ASCII both. */
TARGET static inline void see_blocks(Seen *s, __m256i v, __m256i w)
{
    if (!s->open && _mm256_movemask_epi8(_mm256_or_si256(v, w)) == 0) {
        s->before = w;
        return;
    }
    see_block(s, v);
    see_block(s, w);
}

TARGET static bool check_avx2(const char *p, size_t n)
{
    Seen s = {_mm256_setzero_si256(), _mm256_setzero_si256(), false};
    char last[32] = {0};
    size_t i = 0;
    for (; n - i >= 64; i += 64)
        see_blocks(&s, block_at(p + i), block_at(p + i + 32));
    for (; n - i >= 32; i += 32)
        see_block(&s, block_at(p + i));
    if (i < n)
        memcpy(last, p + i, n - i);
    see_block(&s, block_at(last)); /* zeros end a sequence that is cut off */
    return _mm256_testz_si256(s.bad, s.bad) != 0;
}

bool utf8_check(Str s)
{
    return __builtin_cpu_supports("avx2") ? check_avx2(s.p, s.n) : utf8_valid(s);
}
#else
bool utf8_check(Str s) { return utf8_valid(s); }
#endif
