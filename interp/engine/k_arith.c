/* k_arith.c -- exact arithmetic on 64-bit integers.
 *
 * Sums are formed without a branch and checked by sign bits gathered over the batch; only
 * a batch in which something overflowed is gone through again, row by row.
 */
#include "interp/engine/kernels.h"

#include "interp/base/decimal.h"

/* Makes row r missing, marked; what was missing already stays as it is. */
static void fail(Call *c, int r, uint8_t null)
{
    if (call_known(c, r))
        call_own_null(c)[r] = null;
    c->out->i64[r] = 0;
}

static inline int64_t wrap_add(int64_t x, int64_t y)
{
    return (int64_t)((uint64_t)x + (uint64_t)y);
}
static inline int64_t wrap_sub(int64_t x, int64_t y)
{
    return (int64_t)((uint64_t)x - (uint64_t)y);
}

/* Negative where the sum of x and y is not s, or is INT64_MIN, which is no value. */
static inline int64_t add_fault(int64_t x, int64_t y, int64_t s)
{
    return ((x ^ s) & (y ^ s)) | -(int64_t)(s == INT64_MIN);
}
static inline int64_t sub_fault(int64_t x, int64_t y, int64_t s)
{
    return ((x ^ y) & (x ^ s)) | -(int64_t)(s == INT64_MIN);
}

/* One loop for each pair of forms, so that a constant stays in a register. */
#define SUM_LOOP(sum, fault, x, y) \
    for (int r = 0; r < rows; r++) { \
        const int64_t s = sum(x, y); \
        faults |= fault(x, y, s); \
        to[r] = s; \
    }
#define SUM_KERNEL(name, sum, fault) \
    KERNEL_CLONES static int64_t name##_rows( \
        int64_t *restrict to, const int64_t *restrict a, int as, \
        const int64_t *restrict b, int bs, int rows) \
    { \
        int64_t faults = 0; \
        const int64_t x = a[0], y = b[0]; \
        if (as && bs) \
            SUM_LOOP(sum, fault, a[r], b[r]) \
        else if (as) \
            SUM_LOOP(sum, fault, a[r], y) \
        else \
            SUM_LOOP(sum, fault, x, b[r]) \
        return faults; \
    } \
    void name(Call *c) \
    { \
        const Column *a = c->arg[0], *b = c->arg[1]; \
        const int64_t faults = name##_rows(c->out->i64, a->i64, column_stride(a), \
                                           b->i64, column_stride(b), c->rows); \
        if (MUTATE(2, faults < 0, false)) \
            for (int r = 0; r < c->rows; r++) \
                if (fault(call_i64(c, 0, r), call_i64(c, 1, r), c->out->i64[r]) < 0) \
                    fail(c, r, NULL_OVERFLOW); \
    }
SUM_KERNEL(k_add, wrap_add, add_fault)
SUM_KERNEL(k_sub, wrap_sub, sub_fault)

/* p micros of micros made micros, half to even. */
static inline int64_t scale_down(int64_t p)
{
    int64_t q = p / MICRO;
    const int64_t rest = p % MICRO, twice = rest < 0 ? -2 * rest : 2 * rest;
    if (MUTATE(3, twice > MICRO || (twice == MICRO && (q & 1) != 0), twice >= MICRO))
        q += p < 0 ? -1 : 1;
    return q;
}

void k_mul(Call *c)
{
    for (int r = 0; r < c->rows; r++) {
        const int64_t x = call_i64(c, 0, r), y = call_i64(c, 1, r);
        int64_t p;
        if (!__builtin_mul_overflow(x, y, &p))
            c->out->i64[r] = scale_down(p);
        else if (!dec_mul(x, y, &c->out->i64[r]))
            fail(c, r, NULL_OVERFLOW);
    }
}

void k_div(Call *c)
{
    for (int r = 0; r < c->rows; r++) {
        const int64_t x = call_i64(c, 0, r), y = call_i64(c, 1, r);
        if (!call_known(c, r))
            c->out->i64[r] = 0;
        else if (y == 0)
            fail(c, r, MUTATE(4, NULL_DIV_ZERO, NULL_OVERFLOW));
        else if (!dec_div(x, y, &c->out->i64[r]))
            fail(c, r, NULL_OVERFLOW);
    }
}

void k_neg(Call *c)
{
    for (int r = 0; r < c->rows; r++)
        c->out->i64[r] = wrap_sub(0, call_i64(c, 0, r));
}

void k_abs(Call *c)
{
    for (int r = 0; r < c->rows; r++) {
        const int64_t x = call_i64(c, 0, r);
        c->out->i64[r] = x < 0 ? wrap_sub(0, x) : x;
    }
}

/* Places are whole and within 0 … 6, whatever the policy computed. */
static int places_of(int64_t micros)
{
    const int64_t p = micros / MICRO;
    return p < 0 ? 0 : p > 6 ? 6 : (int)p;
}

void k_round(Call *c)
{
    for (int r = 0; r < c->rows; r++)
        if (!dec_round(call_i64(c, 0, r), places_of(call_i64(c, 1, r)),
                       &c->out->i64[r]))
            fail(c, r, NULL_OVERFLOW);
}

/* The rest of x above the whole number at or below it: 0 … MICRO - 1. */
static inline int64_t above_whole(int64_t x)
{
    const int64_t rest = x % MICRO;
    return rest < 0 ? rest + MICRO : rest;
}

void k_floor(Call *c)
{
    for (int r = 0; r < c->rows; r++) {
        const int64_t x = call_i64(c, 0, r), rest = above_whole(x);
        if (x < -INT64_MAX + rest)
            fail(c, r, NULL_OVERFLOW);
        else
            c->out->i64[r] = MUTATE(5, x - rest, x - x % MICRO);
    }
}

void k_ceil(Call *c)
{
    for (int r = 0; r < c->rows; r++) {
        const int64_t x = call_i64(c, 0, r), rest = above_whole(x);
        const int64_t more = rest == 0 ? 0 : MICRO - rest;
        if (x > INT64_MAX - more)
            fail(c, r, NULL_OVERFLOW);
        else
            c->out->i64[r] = x + more;
    }
}

static inline int64_t least(int64_t x, int64_t y) { return x < y ? x : y; }
static inline int64_t greatest(int64_t x, int64_t y) { return x > y ? x : y; }

#define EXTREME_KERNEL(name, pick) \
    KERNEL_CLONES static void name##_rows(int64_t *restrict to, \
                                          const int64_t *restrict a, int as, int rows) \
    { \
        const int64_t x = a[0]; \
        if (as) \
            for (int r = 0; r < rows; r++) \
                to[r] = pick(to[r], a[r]); \
        else \
            for (int r = 0; r < rows; r++) \
                to[r] = pick(to[r], x); \
    } \
    void name(Call *c) \
    { \
        for (int r = 0; r < c->rows; r++) \
            c->out->i64[r] = call_i64(c, 0, r); \
        for (int i = 1; i < c->n; i++) \
            name##_rows(c->out->i64, c->all[i]->i64, column_stride(c->all[i]), \
                        c->rows); \
    }
EXTREME_KERNEL(k_min, least)
EXTREME_KERNEL(k_max, greatest)

void k_clamp(Call *c)
{
    for (int r = 0; r < c->rows; r++) {
        const int64_t x = call_i64(c, 0, r), lo = call_i64(c, 1, r),
                      hi = call_i64(c, 2, r);
        if (lo > hi)
            fail(c, r, NULL_MISSING);
        else
            c->out->i64[r] = MUTATE(6, greatest(lo, least(x, hi)), least(x, hi));
    }
}

/* The least or greatest of what is known; only where nothing is do the marks join. */
#define KNOWN_EXTREME(name, pick) \
    void name(Call *c) \
    { \
        c->out->null = NULL; \
        uint8_t *null = call_own_null(c); \
        for (int r = 0; r < c->rows; r++) { \
            bool any = false; \
            uint8_t marks = 0; \
            int64_t best = 0; \
            for (int i = 0; i < c->n; i++) { \
                const Column *a = c->all[i]; \
                const int k = column_row(a, r); \
                const uint8_t missing = column_null(a, r); \
                marks |= missing; \
                if (missing != 0) \
                    continue; \
                best = any ? pick(best, a->i64[k]) : a->i64[k]; \
                any = true; \
            } \
            c->out->i64[r] = best; \
            null[r] = any ? 0 : marks; \
        } \
    }
KNOWN_EXTREME(k_earliest, least)
KNOWN_EXTREME(k_latest, greatest)
