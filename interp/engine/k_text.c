/* k_text.c -- predicates over texts.
 *
 * Where the other operand is constant a predicate is asked once a code and then read from
 * the step's memo; texts without a code are looked at directly.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "interp/engine/kernels.h"

#include "interp/base/decimal.h"
#include "interp/base/utf8.h"
#include "interp/engine/fold.h"
#include "interp/engine/text_set.h"
#include <pcre2.h>
#include <string.h>

static inline bool same_bytes(const char *a, const char *b, size_t n)
{
    return n == 0 || memcmp(a, b, n) == 0;
}

static inline bool text_other(const Text *a, const Text *b) { return !text_same(a, b); }

/* By bytes, which for UTF-8 is by code points; a prefix comes first. */
static int text_order(const Text *a, const Text *b)
{
    const size_t n = a->n < b->n ? a->n : b->n;
    const int c = n > 0 ? memcmp(a->p, b->p, n) : 0;
    return c != 0 ? c : MUTATE(23, (a->n > b->n) - (a->n < b->n), 0);
}
static inline bool text_below(const Text *a, const Text *b)
{
    return text_order(a, b) < 0;
}
static inline bool text_upto(const Text *a, const Text *b)
{
    return text_order(a, b) <= 0;
}
static inline bool text_above(const Text *a, const Text *b)
{
    return text_order(a, b) > 0;
}
static inline bool text_from(const Text *a, const Text *b)
{
    return text_order(a, b) >= 0;
}

static inline bool text_starts(const Text *a, const Text *b)
{
    return a->n >= b->n && same_bytes(a->p, b->p, b->n);
}
static inline bool text_ends(const Text *a, const Text *b)
{
    return a->n >= b->n && same_bytes(a->p + (a->n - b->n), b->p, b->n);
}

static bool text_contains(const Text *a, const Text *b)
{
    if (b->n == 0)
        return true;
    if (a->n < b->n)
        return false;
    const char *p = a->p, *last = a->p + (a->n - b->n);
    while (p <= last) {
        p = memchr(p, b->p[0], (size_t)(last - p) + 1);
        if (p == NULL)
            return false;
        if (memcmp(p, b->p, b->n) == 0)
            return true;
        p++;
    }
    return false;
}

/* Unselected rows of a step with a selection: no. */
static void clear_unselected(Call *c)
{
    if (c->sel != NULL)
        memset(c->out->flag, 0, (size_t)c->rows);
}

/* Two columns, or a constant on the left. */
#define TEXT_KERNEL(name, holds) \
    void name(Call *c) \
    { \
        const Column *a = c->arg[0], *b = c->arg[1]; \
        const int as = column_stride(a), bs = column_stride(b), n = call_rows(c); \
        clear_unselected(c); \
        for (int k = 0; k < n; k++) { \
            const int r = call_row(c, k); \
            c->out->flag[r] = holds(&a->text[r * as], &b->text[r * bs]); \
        } \
    }
TEXT_KERNEL(k_eq_text, text_same)
TEXT_KERNEL(k_ne_text, text_other)
TEXT_KERNEL(k_lt_text, text_below)
TEXT_KERNEL(k_le_text, text_upto)
TEXT_KERNEL(k_gt_text, text_above)
TEXT_KERNEL(k_ge_text, text_from)
TEXT_KERNEL(k_contains, text_contains)
TEXT_KERNEL(k_starts, text_starts)
TEXT_KERNEL(k_ends, text_ends)

/* -- one text at a time, for k_asked ----------------------------------------------- */

#define TEXT_TEST(name, holds) \
    static uint8_t name(const Call *c, const Text *t) \
    { \
        return holds(t, c->arg[1]->text) ? MEMO_YES : MEMO_NO; \
    }
TEXT_TEST(ask_same, text_same)
TEXT_TEST(ask_other, text_other)
TEXT_TEST(ask_below, text_below)
TEXT_TEST(ask_upto, text_upto)
TEXT_TEST(ask_above, text_above)
TEXT_TEST(ask_from, text_from)
TEXT_TEST(ask_contains, text_contains)
TEXT_TEST(ask_starts, text_starts)
TEXT_TEST(ask_ends, text_ends)

uint8_t ask_set(const Call *c, const Text *t)
{
    return text_set_has(c->memo->set, t) ? MEMO_YES : MEMO_NO;
}

/* MEMO_UNKNOWN where the pattern ran into its limits. */
uint8_t ask_pattern(const Call *c, const Text *t)
{
    const Memo *m = c->memo;
    const PCRE2_SPTR p = (PCRE2_SPTR)(t->n > 0 ? t->p : "");
    const int rc = m->has_jit ? pcre2_jit_match(m->regex, p, t->n, 0,
                                                PCRE2_NO_UTF_CHECK, m->match, m->limits)
                              : pcre2_match(m->regex, p, t->n, 0, PCRE2_NO_UTF_CHECK,
                                            m->match, m->limits);
    return rc >= 0 ? MEMO_YES : rc == PCRE2_ERROR_NOMATCH ? MEMO_NO : MEMO_UNKNOWN;
}

TextTest *text_test_of(KernelFn *kernel)
{
    static const struct {
        KernelFn *kernel;
        TextTest *test;
    } pairs[] = {
        {k_eq_text, ask_same},  {k_ne_text, ask_other}, {k_lt_text, ask_below},
        {k_le_text, ask_upto},  {k_gt_text, ask_above}, {k_ge_text, ask_from},
        {k_starts, ask_starts}, {k_ends, ask_ends},     {k_contains, ask_contains}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].kernel == kernel)
            return pairs[i].test;
    return NULL;
}

/* What the answer is for a text not seen before. */
static uint8_t answer_for(const Call *c, const Text *t, Room *room)
{
    Text made = *t;
    bool missing = false;
    if (c->make != NULL)
        c->make(t, room, &made, &missing);
    return missing ? MEMO_MISSING : c->test(c, &made);
}

/* Flags by answer; the null bytes of those that are neither yes nor no. */
static const uint8_t answer_null[] = {
    [MEMO_UNKNOWN] = NULL_OVERFLOW, [MEMO_MISSING] = NULL_MISSING};

/* Takes the answers of texts seen before.  The rows of others, and of those whose answer
 * is neither yes nor no, are listed for a second look; their number is returned. */
static int take_answers(uint8_t *restrict flag, uint16_t *restrict again,
                        const Text *restrict text, int stride,
                        const uint8_t *restrict answer, int rows)
{
    int n = 0;
    for (int r = 0; r < rows; r++) {
        const unsigned found = answer[text[r * stride].code];
        flag[r] = found == MEMO_YES;
        again[n] = (uint16_t)r;
        n += found - MEMO_NO > MEMO_YES - MEMO_NO;
    }
    return n;
}

static void look_again(Call *c, const Text *t, int r, Room *room)
{
    uint8_t found = c->memo->answer[t->code];
    if (c->out->null != NULL && c->out->null[r] != 0)
        return;
    if (found == MEMO_NEW)
        found = answer_for(c, t, room);
    if (t->code != 0)
        c->memo->answer[t->code] = found;
    c->out->flag[r] = found == MEMO_YES;
    if (found > MEMO_YES)
        call_own_null(c)[r] = answer_null[found];
}

void k_asked(Call *c)
{
    const Column *a = c->arg[0];
    const int as = column_stride(a);
    uint16_t again[BATCH_ROWS];
    const uint16_t *row = again;
    int n;
    Room room = {NULL, 0, c->arena};
    if (c->sel != NULL) {
        clear_unselected(c);
        row = c->sel->row;
        n = c->sel->n;
    } else
        n = take_answers(c->out->flag, again, a->text, as, c->memo->answer, c->rows);
    for (int k = 0; k < n; k++)
        look_again(c, &a->text[row[k] * as], row[k], &room);
}

void k_length(Call *c)
{
    const Column *a = c->arg[0];
    for (int r = 0; r < c->rows; r++) {
        const Text *t = &a->text[r * column_stride(a)];
        c->out->i64[r] = t->n > 0 ? utf8_count((Str){t->p, t->n}) * MICRO : 0;
    }
}
