/* digits.h -- the digits that a text begins with, eight bytes at a time. */
#ifndef ACORDO_IO_DIGITS_H
#define ACORDO_IO_DIGITS_H

#include <stdint.h>
#include <string.h>

/* Eight bytes as a number, the first one lowest on the machines that have it so. */
static inline uint64_t digits_word(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    return w;
}

/* How many bytes of a word are digits, from the lowest on. */
static inline uint32_t digits_low(uint64_t w)
{
    uint64_t x = w ^ UINT64_C(0x3030303030303030);
    uint64_t over =
        ((x + UINT64_C(0x7676767676767676)) | x) & UINT64_C(0x8080808080808080);
    return over != 0 ? (uint32_t)__builtin_ctzll(over) >> 3 : 8;
}

/* How many of the eight bytes at p are digits, from the first on. */
static inline uint32_t digits_at(const char *p)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return digits_low(digits_word(p));
#else
    uint32_t n = 0;
    while (n < 8 && (unsigned)(p[n] - '0') < 10)
        n++;
    return n;
#endif
}

#endif
