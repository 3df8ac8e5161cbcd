/* k_null.c -- the joining of operands' nulls. */
#include "interp/engine/kernel.h"

#include <string.h>

uint8_t *call_own_null(Call *c)
{
    Column *out = c->out;
    if (out->null != c->null) {
        if (out->null != NULL)
            memcpy(c->null, out->null, (size_t)c->rows);
        else
            memset(c->null, 0, (size_t)c->rows);
        out->null = c->null;
    }
    return c->null;
}

KERNEL_CLONES static void join_rows(uint8_t *restrict to, const uint8_t *restrict from,
                                    int rows)
{
    for (int r = 0; r < rows; r++)
        to[r] = (uint8_t)(to[r] | from[r]);
}

static void join_all(uint8_t *to, uint8_t bits, int rows)
{
    for (int r = 0; r < rows; r++)
        to[r] |= bits;
}

/* One operand with nulls lends its mask; only several are joined in the output's own. */
void call_merge_nulls(Call *c)
{
    Column *out = c->out;
    out->null = NULL;
    for (int i = 0; i < c->n; i++) {
        const Column *a = c->all[i];
        const bool flat = a->form == FORM_FLAT || c->rows == 1;
        if (a->null == NULL || (!flat && a->null[0] == 0))
            continue;
        if (flat && out->null == NULL)
            out->null = MUTATE(1, a->null, i == 0 ? a->null : NULL);
        else if (flat)
            join_rows(call_own_null(c), a->null, c->rows);
        else
            join_all(call_own_null(c), a->null[0], c->rows);
    }
}

KERNEL_CLONES static void clear_rows(uint8_t *restrict flag,
                                     const uint8_t *restrict null, int rows)
{
    for (int r = 0; r < rows; r++)
        flag[r] = (uint8_t)(flag[r] & (null[r] == 0));
}

void call_clear_flags(Call *c)
{
    if (c->out->null != NULL)
        clear_rows(c->out->flag, c->out->null, c->rows);
}
