/* k_first.c -- the first of several conditions that is yes: personas, grades.
 *
 * Conditions are numbered by bytes, and numbers become values only at the end.
 */
#include "interp/engine/eval_state.h"

#include <string.h>

KERNEL_CLONES static void pick_where(uint8_t *restrict pick,
                                     const uint8_t *restrict yes, uint8_t i, int n)
{
    for (int r = 0; r < n; r++)
        pick[r] = yes[r] != 0 ? i : pick[r];
}

/* Marks of the conditions before the first yes: a yes wipes what came after it. */
static void wipe_marks(uint8_t *marks, const Column *c, int n)
{
    for (int r = 0; r < n; r++)
        marks[r] = c->flag[column_row(c, r)] != 0 ? MUTATE(24, 0, marks[r])
                                                  : marks[r] | column_null(c, r);
}

/* The first condition of at most 255 from `from` on, or their number, into pick. */
static void pick_first(const Eval *ev, const Step *s, int from, int n, uint8_t *pick)
{
    memset(pick, n, (size_t)ev->n);
    for (int i = n - 1; i >= 0; i--) {
        const Column *c = &ev->col[s->arg[from + i]];
        if (c->form == FORM_FLAT)
            pick_where(pick, c->flag, (uint8_t)i, ev->n);
        else if (c->flag[0] != 0)
            memset(pick, i, (size_t)ev->n);
    }
}

static void first_marks(Eval *ev, const Step *s, uint8_t *marks)
{
    bool marked = false;
    memset(marks, 0, (size_t)ev->n);
    for (int i = s->n - 1; i >= 0; i--) {
        marked |= ev->p->slot[s->arg[i]].may_mark;
        if (marked)
            wipe_marks(marks, &ev->col[s->arg[i]], ev->n);
    }
    for (int r = 0; marked && r < ev->n; r++)
        ev->marks[r] |= (uint8_t)(marks[r] >> 1);
}

KERNEL_CLONES static void widen_rows(int64_t *restrict to, const uint8_t *restrict from,
                                     int n)
{
    for (int r = 0; r < n; r++)
        to[r] = from[r];
}

enum { BLOCK = 255 };

/* From the last block of conditions to the first, which then has the last word. */
static void first_by_blocks(const Eval *ev, const Step *s, uint8_t *pick, int64_t *to)
{
    const FirstStep *f = s->info;
    for (int r = 0; r < ev->n; r++)
        to[r] = f->otherwise;
    for (int from = s->n > 0 ? (s->n - 1) / BLOCK * BLOCK : -1; from >= 0;
         from -= BLOCK) {
        const int n = s->n - from < BLOCK ? s->n - from : BLOCK;
        pick_first(ev, s, from, n, pick);
        for (int r = 0; r < ev->n; r++)
            to[r] = pick[r] < n ? f->value[from + pick[r]] : to[r];
    }
}

void step_first(Eval *ev, const Step *s)
{
    const FirstStep *f = s->info;
    Column *out = &ev->col[s->out[0]];
    uint8_t pick[BATCH_ROWS];
    out->form = FORM_FLAT;
    out->null = NULL;
    if (s->n <= BLOCK && f->in_order) {
        pick_first(ev, s, 0, s->n, pick);
        widen_rows(out->i64, pick, ev->n);
    } else
        first_by_blocks(ev, s, pick, out->i64);
    if (s->index != 0)
        first_marks(ev, s, ev->null_of[s->out[0]]);
}
