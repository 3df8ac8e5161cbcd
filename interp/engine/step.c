/* step.c -- how steps run: operands gathered, nulls joined, a kernel called. */
#include "interp/engine/step.h"

#include "interp/engine/kernels.h"

#include <string.h>

/* Whether the output is one value for all rows: so are all operands then. */
static bool all_constant(const Eval *ev, const Step *s)
{
    for (int i = 0; i < s->n; i++)
        if (ev->col[s->arg[i]].form == FORM_FLAT)
            return false;
    return true;
}

void step_begin(Eval *ev, const Step *s, Call *c)
{
    const int slot = s->out[0];
    const bool constant = all_constant(ev, s);
    *c = (Call){.rows = constant ? 1 : ev->n,
                .n = s->n,
                .all = ev->arg,
                .out = &ev->col[slot],
                .null = ev->null_of[slot],
                .arena = ev->arena,
                .zone = ev->p->core->zone,
                .calendars = ev->p->core->calendars,
                .memo = s->memo >= 0 ? &ev->memo[s->memo] : NULL,
                .test = s->test,
                .make = s->make};
    for (int i = 0; i < s->n; i++)
        ev->arg[i] = &ev->col[s->arg[i]];
    for (int i = 0; i < 3 && i < s->n; i++)
        c->arg[i] = ev->arg[i];
    c->out->null = NULL;
    c->out->form = constant ? FORM_CONSTANT : FORM_FLAT;
    if (s->sel != NO_SEL && !constant && ev->sel[s->sel].n < c->rows)
        c->sel = &ev->sel[s->sel];
    if (s->strict)
        call_merge_nulls(c);
}

void step_end(const Step *s, Call *c)
{
    if (s->strict && c->out->phys == PHYS_FLAG)
        call_clear_flags(c);
}

void step_kernel(Eval *ev, const Step *s)
{
    Call c;
    step_begin(ev, s, &c);
    ev->calls++;
    s->kernel(&c);
    step_end(s, &c);
}

void step_in_bits(Eval *ev, const Step *s)
{
    Call c;
    step_begin(ev, s, &c);
    k_in_bits(&c, (uint64_t)s->i64);
    step_end(s, &c);
}

void step_in_sorted(Eval *ev, const Step *s)
{
    Call c;
    step_begin(ev, s, &c);
    k_in_sorted(&c, s->set->i64, s->set->n);
    step_end(s, &c);
}

/* -- selections -------------------------------------------------------------------- */

/* For each SelectKind whether it takes a row, by 2 × (flag is yes) + (is missing). */
static const uint8_t takes[][4] = {
    [SELECT_NOT_NO] = {0, 1, 1, 1},  [SELECT_NOT_YES] = {MUTATE(15, 1, 0), 1, 0, 1},
    [SELECT_YES] = {0, 0, 1, 0},     [SELECT_NO] = {1, 0, 0, 0},
    [SELECT_MISSING] = {0, 1, 0, 1},
};

static inline unsigned row_state(const Column *a, int r)
{
    const unsigned missing = column_missing(a, r);
    const unsigned yes = a->phys == PHYS_FLAG && a->flag[column_row(a, r)] != 0;
    return 2 * yes + missing;
}

void step_select(Eval *ev, const Step *s)
{
    Sel *to = &ev->sel[s->index];
    const Sel *from = s->sel != NO_SEL ? &ev->sel[s->sel] : NULL;
    const Column *a = &ev->col[s->arg[0]];
    const uint8_t *take = takes[s->i64];
    const int n = from != NULL ? from->n : ev->n;
    int kept = 0;
    for (int k = 0; k < n; k++) {
        const int r = from != NULL ? from->row[k] : k;
        to->row[kept] = (uint16_t)r;
        kept += take[row_state(a, r)];
    }
    to->n = kept;
}

/* -- marks ------------------------------------------------------------------------- */

static void join_marks(uint8_t *restrict marks, const uint8_t *restrict null, int n)
{
    for (int r = 0; r < n; r++)
        marks[r] = (uint8_t)(marks[r] | null[r] >> 1);
}

void step_marks(Eval *ev, const Step *s)
{
    const Column *a = &ev->col[s->arg[0]];
    if (a->null == NULL)
        return;
    if (a->form == FORM_FLAT)
        join_marks(ev->marks, a->null, ev->n);
    else
        for (int r = 0; r < ev->n; r++)
            ev->marks[r] |= (uint8_t)(a->null[0] >> 1);
}

/* -- small ones for intervals ------------------------------------------------------ */

/* Yes where the flag is yes, no where it is no or unknown. */
void step_surely(Eval *ev, const Step *s)
{
    Call c;
    step_begin(ev, s, &c);
    memcpy(c.out->flag, c.arg[0]->flag, (size_t)c.rows);
}

static void gate_value(Call *c, Phys phys, int r, int k)
{
    if (phys == PHYS_FLAG)
        c->out->flag[r] = c->arg[0]->flag[k];
    else
        c->out->i64[r] = c->arg[0]->i64[k];
}

/* arg[0], missing where arg[1] is yes. */
void step_gate(Eval *ev, const Step *s)
{
    Call c;
    step_begin(ev, s, &c);
    uint8_t *null = call_own_null(&c);
    const Column *a = c.arg[0], *open = c.arg[1];
    for (int r = 0; r < c.rows; r++) {
        const int k = r * column_stride(a);
        gate_value(&c, (Phys)s->index, r, k);
        null[r] = a->null != NULL ? a->null[k] : 0;
        if (open->flag[r * column_stride(open)] == 0)
            continue;
        null[r] |= NULL_MISSING;
        if (s->index == PHYS_FLAG)
            c.out->flag[r] = 0;
    }
}
