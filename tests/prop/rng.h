/* rng.h -- seeded random numbers for the property tests (splitmix64).
 *
 * The same seed gives the same run on every machine.
 */
#ifndef ACORDO_TESTS_PROP_RNG_H
#define ACORDO_TESTS_PROP_RNG_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Rng {
    uint64_t s;
} Rng;

static inline uint64_t rng_next(Rng *r)
{
    uint64_t z = (r->s += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}
/* 0 … n - 1 */
static inline int rng_below(Rng *r, int n) { return (int)(rng_next(r) % (uint64_t)n); }
static inline int rng_range(Rng *r, int lo, int hi)
{
    return lo + rng_below(r, hi - lo + 1);
}
static inline bool rng_chance(Rng *r, int percent)
{
    return rng_below(r, 100) < percent;
}

#endif
