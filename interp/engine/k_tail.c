/* k_tail.c -- `ends with` a short constant, on the last sixteen bytes as numbers.
 *
 * The bytes are taken out of the texts once, whatever number of endings is asked; each
 * ending is then a comparison of integers.  For folded texts the bytes are lowered where
 * they stand: what ends in plain ASCII ends, folded, in the same bytes lowered.  Only a
 * text whose last bytes hold a blank or another letter is folded as a whole.
 */
#include "interp/engine/fold.h"
#include "interp/engine/kernels.h"
#include "interp/engine/step.h"

#include <string.h>

#define BYTES(b) (UINT64_C(0x0101010101010101) * (b))

enum { WORD = 8 };

static inline uint64_t word_at(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    return w;
}

/* The last n ≤ 8 bytes of those at p, highest last, 0 below them. */
static inline uint64_t upper_bytes(const char *p, uint32_t n)
{
    return n == 0 ? 0 : word_at(p) << (WORD * (WORD - n));
}

static inline uint64_t last_word(const Text *t)
{
    return t->n >= WORD ? word_at(t->p + t->n - WORD) : upper_bytes(t->p, t->n);
}

static inline uint64_t word_before(const Text *t)
{
    if (t->n >= 2 * WORD)
        return word_at(t->p + t->n - 2 * WORD);
    return t->n > WORD ? upper_bytes(t->p, t->n - WORD) : 0;
}

static void take_tails(int64_t *restrict last, int64_t *restrict before,
                       const Text *text, int stride, int rows)
{
    for (int r = 0; r < rows; r++) {
        const Text *t = &text[r * stride];
        last[r] = (int64_t)last_word(t);
        before[r] = (int64_t)word_before(t);
    }
}

/* Not 0 where a byte is neither 0 nor 0x21 … 0x7f. */
static inline uint64_t odd_bytes(uint64_t w)
{
    const uint64_t high = BYTES(0x80), low = w & ~high;
    const uint64_t some = (low + BYTES(0x7f)) & high,
                   graphic = (low + BYTES(0x5f)) & high;
    return (w & high) | (some & ~graphic);
}

/* ASCII letters in lower case; other bytes, all below 0x80, as they are. */
static inline uint64_t lower_bytes(uint64_t w)
{
    const uint64_t from_a = w + BYTES(0x80 - 'A'), past_z = w + BYTES(0x80 - 'Z' - 1);
    return w | ((from_a & ~past_z & BYTES(0x80)) >> 2);
}

/* Lowers all; not 0 where a row has an odd byte, which stays odd. */
KERNEL_CLONES static uint64_t lower_tails(int64_t *restrict word, int rows)
{
    uint64_t odd = 0;
    for (int r = 0; r < rows; r++) {
        const uint64_t w = (uint64_t)word[r];
        odd |= odd_bytes(w);
        word[r] = (int64_t)lower_bytes(w);
    }
    return odd;
}

static void fold_odd(Call *c, int64_t *last, int64_t *before)
{
    const Column *a = c->arg[0];
    Room room = {NULL, 0, c->arena};
    for (int r = 0; r < c->rows; r++) {
        if ((odd_bytes((uint64_t)last[r]) | odd_bytes((uint64_t)before[r])) == 0)
            continue;
        const Text t = fold_one(c->memo, &room, &a->text[r * column_stride(a)]);
        last[r] = (int64_t)last_word(&t);
        before[r] = (int64_t)word_before(&t);
    }
}

/* index: whether the text is folded. */
void step_tails(Eval *ev, const Step *s)
{
    Call c;
    step_begin(ev, s, &c);
    Column *second = &ev->col[s->out[1]];
    int64_t *last = c.out->i64, *before = second->i64;
    second->form = c.out->form;
    second->null = c.out->null;
    take_tails(last, before, c.arg[0]->text, column_stride(c.arg[0]), c.rows);
    if (s->index == 0)
        return;
    if ((lower_tails(last, c.rows) | lower_tails(before, c.rows)) != 0)
        fold_odd(&c, last, before);
}

KERNEL_CLONES static void last_is(uint8_t *restrict to, const int64_t *restrict last,
                                  uint64_t is, uint64_t mask, int rows)
{
    for (int r = 0; r < rows; r++)
        to[r] = ((uint64_t)last[r] & mask) == is;
}

KERNEL_CLONES static void both_are(uint8_t *restrict to, const int64_t *restrict last,
                                   const int64_t *restrict before, uint64_t is,
                                   uint64_t then, uint64_t mask, int rows)
{
    for (int r = 0; r < rows; r++)
        to[r] = (((uint64_t)last[r] ^ is) | (((uint64_t)before[r] ^ then) & mask)) == 0;
}

void step_ends(Eval *ev, const Step *s)
{
    Call c;
    const EndsStep *e = s->info;
    step_begin(ev, s, &c);
    if (e->before_mask == 0)
        last_is(c.out->flag, c.arg[0]->i64, e->last, e->last_mask, c.rows);
    else
        both_are(c.out->flag, c.arg[0]->i64, c.arg[1]->i64, e->last,
                 MUTATE(12, e->before, 0), e->before_mask, c.rows);
    step_end(s, &c);
}
