/* k_logic.c -- Kleene's and, or, not; known, if, otherwise.
 *
 * Flags are 0 or 1, and 0 beside a null.  A null byte holds marks, so the union of two
 * unknowns is the `or` of their bytes; where one side decides, nothing of the other stays.
 * Two operands that share one mask (both compare the same field) are unknown together.
 */
#include "interp/engine/kernels.h"

#include <string.h>

KERNEL_CLONES static void and_known(uint8_t *restrict to, const uint8_t *restrict a,
                                    const uint8_t *restrict b, int rows)
{
    for (int r = 0; r < rows; r++)
        to[r] = a[r] & b[r];
}

KERNEL_CLONES static void or_known(uint8_t *restrict to, const uint8_t *restrict a,
                                   const uint8_t *restrict b, int rows)
{
    for (int r = 0; r < rows; r++)
        to[r] = a[r] | b[r];
}

/* 0 or 0xff. */
static inline uint8_t spread(bool c) { return (uint8_t) - (int)c; }

#define AND_NULL(x, xn, y, yn) \
    (((xn) | (yn)) \
     & MUTATE(10, (uint8_t) ~(spread(((x) | (xn)) == 0) | spread(((y) | (yn)) == 0)), \
              0xff))
#define OR_NULL(x, xn, y, yn) \
    (((xn) | (yn)) & MUTATE(11, (uint8_t)~spread(((x) | (y)) != 0), 0xff))

/* The three loops that a pair of flat columns can need: both, one or no mask. */
#define LOGIC_KERNEL(name, op, NULL_OF) \
    KERNEL_CLONES static void name##_both( \
        uint8_t *restrict null, const uint8_t *restrict x, const uint8_t *restrict xn, \
        const uint8_t *restrict y, const uint8_t *restrict yn, int rows) \
    { \
        for (int r = 0; r < rows; r++) \
            null[r] = (uint8_t)(NULL_OF(x[r], xn[r], y[r], yn[r])); \
    } \
    KERNEL_CLONES static void name##_one( \
        uint8_t *restrict null, const uint8_t *restrict x, const uint8_t *restrict xn, \
        const uint8_t *restrict y, int rows) \
    { \
        for (int r = 0; r < rows; r++) \
            null[r] = (uint8_t)(NULL_OF(x[r], xn[r], y[r], 0)); \
    } \
    KERNEL_CLONES static void name##_constant( \
        uint8_t *restrict to, const uint8_t *restrict x, uint8_t y, int rows) \
    { \
        for (int r = 0; r < rows; r++) \
            to[r] = x[r] op y; \
    } \
    /* One of the two is a constant. */ \
    static void name##_mixed(Call *c, const Column *a, const Column *b) \
    { \
        const bool first = a->form == FORM_FLAT; \
        name##_constant(c->out->flag, (first ? a : b)->flag, (first ? b : a)->flag[0], \
                        c->rows); \
        c->out->null = NULL; \
    } \
    static void name##_slow(Call *c, const Column *a, const Column *b) \
    { \
        for (int r = 0; r < c->rows; r++) { \
            const uint8_t x = a->flag[column_row(a, r)], \
                          y = b->flag[column_row(b, r)]; \
            c->out->flag[r] = x op y; \
            c->null[r] = \
                (uint8_t)(NULL_OF(x, column_null(a, r), y, column_null(b, r))); \
        } \
        c->out->null = c->null; \
    } \
    void name(Call *c) \
    { \
        const Column *a = c->arg[0], *b = c->arg[1]; \
        if (c->rows > 1 && a->form != b->form) { \
            if (a->null == NULL && b->null == NULL) \
                name##_mixed(c, a, b); \
            else \
                name##_slow(c, a, b); \
            return; \
        } \
        name##_known(c->out->flag, a->flag, b->flag, c->rows); \
        c->out->null = a->null != NULL || b->null != NULL ? c->null : NULL; \
        if (a->null != NULL && b->null != NULL) \
            name##_both(c->null, a->flag, a->null, b->flag, b->null, c->rows); \
        else if (a->null != NULL) \
            name##_one(c->null, a->flag, a->null, b->flag, c->rows); \
        else if (b->null != NULL) \
            name##_one(c->null, b->flag, b->null, a->flag, c->rows); \
    }
#define k_and_known and_known
#define k_or_known  or_known
LOGIC_KERNEL(k_and, &, AND_NULL)
LOGIC_KERNEL(k_or, |, OR_NULL)

KERNEL_CLONES static void not_rows(uint8_t *restrict to, const uint8_t *restrict a,
                                   int rows)
{
    for (int r = 0; r < rows; r++)
        to[r] = a[r] ^ 1;
}

void k_not(Call *c) { not_rows(c->out->flag, c->arg[0]->flag, c->rows); }

KERNEL_CLONES static void zero_rows(uint8_t *restrict to, const uint8_t *restrict a,
                                    int rows)
{
    for (int r = 0; r < rows; r++)
        to[r] = a[r] == 0;
}

void k_known(Call *c)
{
    const uint8_t *null = c->arg[0]->null;
    c->out->null = NULL;
    if (null == NULL)
        memset(c->out->flag, 1, (size_t)c->rows);
    else
        zero_rows(c->out->flag, null, c->rows);
}

/* Nulls of a choice: each row takes those of the side it came from. */
static void choose_nulls(Call *c, const Column *a, const Column *b,
                         const uint8_t *take_a)
{
    if (a->null == NULL && b->null == NULL) {
        c->out->null = NULL;
        return;
    }
    for (int r = 0; r < c->rows; r++)
        c->null[r] = take_a[r] ? column_null(a, r) : column_null(b, r);
    c->out->null = c->null;
}

#define CHOOSE_ROWS(T) \
    KERNEL_CLONES static void choose_##T( \
        T *restrict to, const uint8_t *restrict take_a, const T *restrict a, int as, \
        const T *restrict b, int bs, int rows) \
    { \
        for (int r = 0; r < rows; r++) \
            to[r] = take_a[r] ? a[r * as] : b[r * bs]; \
    }
CHOOSE_ROWS(int64_t)
CHOOSE_ROWS(uint8_t)
CHOOSE_ROWS(Text)

static void elements_room(Call *c, Column *to, uint32_t n)
{
    switch (to->phys) {
    case PHYS_I64: to->i64 = ARENA_ARRAY(c->arena, int64_t, n); break;
    case PHYS_FLAG: to->flag = ARENA_ARRAY(c->arena, uint8_t, n); break;
    case PHYS_TEXT: to->text = ARENA_ARRAY(c->arena, Text, n); break;
    case PHYS_LIST: break;
    }
}

/* Codes of two dictionaries may meet, so the texts have none. */
static void copy_texts(Text *to, const Text *from, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        to[i] = (Text){from[i].p, from[i].n, 0};
}

static void copy_elements(Column *to, uint32_t at, const Column *from, uint32_t first,
                          uint32_t n)
{
    if (n == 0)
        return;
    switch (to->phys) {
    case PHYS_I64: memcpy(to->i64 + at, from->i64 + first, sizeof *to->i64 * n); break;
    case PHYS_FLAG: memcpy(to->flag + at, from->flag + MUTATE(25, first, 0), n); break;
    case PHYS_TEXT: copy_texts(to->text + at, from->text + first, n); break;
    case PHYS_LIST: break;
    }
}

/* The elements of a chosen list are those of its side, copied one after the other. */
static void choose_lists(Call *c, const Column *a, const Column *b,
                         const uint8_t *take_a)
{
    uint32_t *start = c->out->list.start, total = 0;
    Column *to = c->out->list.elem;
    for (int r = 0; r < c->rows; r++) {
        const Column *from = take_a[r] ? a : b;
        const uint32_t *at = &from->list.start[column_row(from, r)];
        start[r] = total;
        total += at[1] - at[0];
    }
    start[c->rows] = total;
    *to = (Column){.phys = a->list.elem->phys, .form = FORM_FLAT};
    elements_room(c, to, total + 1);
    for (int r = 0; r < c->rows; r++) {
        const Column *from = take_a[r] ? a : b;
        copy_elements(to, start[r], from->list.elem,
                      from->list.start[column_row(from, r)], start[r + 1] - start[r]);
    }
}

/* Codes of two columns do not mix, so what is chosen among texts has none. */
static void drop_codes(Call *c)
{
    for (int r = 0; r < c->rows; r++)
        c->out->text[r].code = 0;
}

/* Row by row: take the first branch?  A constant condition is spread over the rows. */
static void take_first(Call *c, uint8_t *take)
{
    const Column *cond = c->arg[0];
    for (int r = 0; r < c->rows; r++)
        take[r] = cond->flag[column_row(cond, r)];
}

static void take_known(Call *c, uint8_t *take)
{
    for (int r = 0; r < c->rows; r++)
        take[r] = column_null(c->arg[0], r) == 0;
}

/* Where the condition is unknown, so is the result, with its marks. */
static void unknown_condition(Call *c)
{
    const Column *cond = c->arg[0];
    if (cond->null == NULL)
        return;
    uint8_t *null = call_own_null(c);
    for (int r = 0; r < c->rows; r++) {
        const uint8_t unknown = column_null(cond, r);
        null[r] = unknown != 0 ? unknown : null[r];
    }
    if (c->out->phys == PHYS_FLAG)
        call_clear_flags(c);
}

#define choose_i64(c, a, b, take) \
    choose_int64_t((c)->out->i64, take, (a)->i64, column_stride(a), (b)->i64, \
                   column_stride(b), (c)->rows)
#define choose_flag(c, a, b, take) \
    choose_uint8_t((c)->out->flag, take, (a)->flag, column_stride(a), (b)->flag, \
                   column_stride(b), (c)->rows)
#define choose_text(c, a, b, take) \
    (choose_Text((c)->out->text, take, (a)->text, column_stride(a), (b)->text, \
                 column_stride(b), (c)->rows), \
     drop_codes(c))
#define choose_list(c, a, b, take) choose_lists(c, a, b, take)

#define CHOICE_KERNELS(kind) \
    void k_if_##kind(Call *c) \
    { \
        uint8_t take[BATCH_ROWS] = {0}; \
        take_first(c, take); \
        choose_##kind(c, c->arg[1], c->arg[2], take); \
        choose_nulls(c, c->arg[1], c->arg[2], take); \
        unknown_condition(c); \
    } \
    void k_otherwise_##kind(Call *c) \
    { \
        uint8_t take[BATCH_ROWS] = {0}; \
        take_known(c, take); \
        choose_##kind(c, c->arg[0], c->arg[1], take); \
        choose_nulls(c, c->arg[0], c->arg[1], take); \
    }
CHOICE_KERNELS(i64)
CHOICE_KERNELS(flag)
CHOICE_KERNELS(text)
CHOICE_KERNELS(list)
