/* k_compare.c -- comparisons of integers and flags, and integers in a set. */
#include "interp/engine/kernels.h"

#define COMPARE_LOOP(x, op, y) \
    for (int r = 0; r < rows; r++) \
        to[r] = (uint8_t)(op(x, y));

#define EQ(x, y) ((x) == (y))
#define NE(x, y) ((x) != (y))
#define LT(x, y) ((x) < (y))
#define LE(x, y) MUTATE(8, (x) <= (y), (x) < (y))
#define GT(x, y) ((x) > (y))
#define GE(x, y) MUTATE(9, (x) >= (y), (x) > (y))

/* Column with constant is the hot case; a constant on the left takes the general loop. */
#define COMPARE_KERNEL(name, T, field, op) \
    KERNEL_CLONES static void name##_rows(uint8_t *restrict to, const T *restrict a, \
                                          int as, const T *restrict b, int bs, \
                                          int rows) \
    { \
        const T x = a[0], y = b[0]; \
        if (as && bs) \
            COMPARE_LOOP(a[r], op, b[r]) \
        else if (as) \
            COMPARE_LOOP(a[r], op, y) \
        else \
            COMPARE_LOOP(x, op, b[r]) \
    } \
    void name(Call *c) \
    { \
        const Column *a = c->arg[0], *b = c->arg[1]; \
        name##_rows(c->out->flag, a->field, column_stride(a), b->field, \
                    column_stride(b), c->rows); \
    }
COMPARE_KERNEL(k_eq, int64_t, i64, EQ)
COMPARE_KERNEL(k_ne, int64_t, i64, NE)
COMPARE_KERNEL(k_lt, int64_t, i64, LT)
COMPARE_KERNEL(k_le, int64_t, i64, LE)
COMPARE_KERNEL(k_gt, int64_t, i64, GT)
COMPARE_KERNEL(k_ge, int64_t, i64, GE)
COMPARE_KERNEL(k_eq_flag, uint8_t, flag, EQ)
COMPARE_KERNEL(k_ne_flag, uint8_t, flag, NE)

/* Whether bit x of bits is set; no bit stands for what is below 0 or above 63. */
static inline uint8_t bit_of(uint64_t bits, int64_t x)
{
    return (uint8_t)((bits >> ((uint64_t)x & 63)) & ((uint64_t)x < 64));
}

KERNEL_CLONES static void in_bits_rows(uint8_t *restrict to, const int64_t *restrict a,
                                       uint64_t bits, int rows)
{
    for (int r = 0; r < rows; r++)
        to[r] = bit_of(bits, a[r]);
}

void k_in_bits(Call *c, uint64_t bits)
{
    in_bits_rows(c->out->flag, c->arg[0]->i64, bits, c->rows);
}

/* The last value at or below x is x itself.  The loop has no branch on data. */
static uint8_t in_sorted(const int64_t *value, int n, int64_t x)
{
    const int64_t *low = value;
    for (int left = n; left > 1;) {
        const int half = left / 2;
        low += MUTATE(7, low[half] <= x, low[half] < x) ? half : 0;
        left -= half;
    }
    return n > 0 && *low == x;
}

void k_in_sorted(Call *c, const int64_t *value, int n)
{
    for (int r = 0; r < c->rows; r++)
        c->out->flag[r] = in_sorted(value, n, c->arg[0]->i64[r]);
}
