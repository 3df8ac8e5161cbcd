/* decode_fast_test.c -- the short ways give what the long ways give, or nothing. */
#include "interp/io/decode_fast.h"

#include "interp/io/scalar.h"
#include "tests/prop/rng.h"
#include "tests/unit/t.h"

enum { ROUNDS = 200000 };

/* Text in a buffer that may be read past its end, with rubbish there. */
typedef struct Padded {
    char text[96];
    uint32_t n;
} Padded;

static Padded pad(Str s, Rng *rng)
{
    Padded p = {.n = (uint32_t)s.n};
    for (size_t i = 0; i < sizeof p.text; i++)
        p.text[i] = (char)('0' + rng_below(rng, 10));
    if (rng_below(rng, 4) > 0)
        p.text[s.n] = ",}; "[rng_below(rng, 4)];
    memcpy(p.text, s.p, s.n);
    return p;
}

static void damage(char *text, size_t n, Rng *rng)
{
    static const char odd[] = "0123456789-+:.TZ ez\x80\xff";
    if (rng_below(rng, 3) == 0)
        text[rng_below(rng, (int)n)] = odd[rng_below(rng, (int)sizeof odd - 1)];
}

static void test_number(void)
{
    Rng rng = {11};
    int wrong = 0, taken = 0;
    for (int i = 0; i < ROUNDS; i++) {
        char text[40];
        int n = 0, digits = 1 + rng_below(&rng, 10), places = rng_below(&rng, 9);
        for (int k = 0; k < digits; k++)
            text[n++] = (char)('0' + rng_below(&rng, 10));
        if (rng_below(&rng, 2) == 0)
            text[n++] = '.';
        for (int k = 0; k < places; k++)
            text[n++] = (char)('0' + rng_below(&rng, 10));
        damage(text, (size_t)n, &rng);
        Padded p = pad((Str){text, (size_t)n}, &rng);
        int64_t fast = -1, slow = -1;
        if (!fast_number(p.text, p.n, &fast))
            continue;
        taken++;
        wrong += dec_read((Str){p.text, p.n}, false, &slow) != DEC_OK || fast != slow;
    }
    T_INT(wrong, 0);
    T_OK(taken > ROUNDS / 10);
}

static void test_stamp(void)
{
    static KnownStamps known;
    Rng rng = {13};
    int wrong = 0, taken = 0;
    for (int i = 0; i < ROUNDS; i++) {
        char text[64];
        static const char *const zones[] = {"Z", "+03:00", "-03:00", "+14:00", "+15:00",
                                            "z", "-00:59", "",       "+0300"};
        int n = snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%s",
                         rng_below(&rng, 4) == 0 ? rng_below(&rng, 10000)
                                                 : rng_range(&rng, 1890, 2110),
                         rng_range(&rng, 0, 13), rng_range(&rng, 0, 32),
                         rng_below(&rng, 25), rng_below(&rng, 61), rng_below(&rng, 61),
                         zones[rng_below(&rng, 9)]);
        damage(text, (size_t)n, &rng);
        Padded p = pad((Str){text, (size_t)n}, &rng);
        int64_t fast = -1, slow = -1;
        if (!fast_stamp(&known, p.text, p.n, &fast))
            continue;
        taken++;
        wrong += civil_read((Str){p.text, p.n}, &slow) != STAMP_OFFSET || fast != slow;
    }
    T_INT(wrong, 0);
    T_OK(taken > ROUNDS / 20);
}

int main(void)
{
    T_BEGIN();
    test_number();
    test_stamp();
    return T_END();
}
