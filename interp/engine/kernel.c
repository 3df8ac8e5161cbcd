/* kernel.c -- the table of primitives, and the joining of their nulls. */
#include "interp/engine/kernel.h"

#include "interp/engine/kernels.h"
#include "interp/lang/op.h"
#include <assert.h>
#include <string.h>

enum { STRICT = 1, OWN = 0 };

typedef struct KernelRow {
    const char *name;
    Phys phys;
    bool strict;
} KernelRow;

static const KernelRow kernels[] = {
#define KERNEL(id, n_args, result, nulls, en) [id] = {#id, result, nulls},
#include "interp/lang/kernels.def"
};

enum { COSTLY = 1, MARKS = 2 };

static const struct {
    KernelFn *run;
    unsigned traits;
} functions[N_KERNELS] = {
#define RUN(id, fn, traits) [id] = {fn, traits},
#include "interp/engine/kernel_functions.def"
};

KernelFn *kernel_of(KernelId id) { return functions[id].run; }
bool kernel_is_strict(KernelId id) { return kernels[id].strict; }
bool kernel_is_costly(KernelId id) { return (functions[id].traits & COSTLY) != 0; }
bool kernel_may_mark(KernelId id) { return (functions[id].traits & MARKS) != 0; }
Phys kernel_phys(KernelId id) { return kernels[id].phys; }
const char *kernel_name(KernelId id) { return kernels[id].name; }

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

static void join_rows(uint8_t *restrict to, const uint8_t *restrict from, int rows)
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

void call_clear_flags(Call *c)
{
    uint8_t *restrict flag = c->out->flag;
    const uint8_t *restrict null = c->out->null;
    if (null == NULL)
        return;
    for (int r = 0; r < c->rows; r++)
        flag[r] = (uint8_t)(flag[r] & (null[r] == 0));
}
