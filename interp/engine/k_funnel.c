/* k_funnel.c -- which stages hold, and the one place that a lead is in. */
#include "interp/engine/eval_state.h"

#include <string.h>

static Column *begin(Eval *ev, int slot)
{
    Column *out = &ev->col[slot];
    out->form = FORM_FLAT;
    out->null = NULL;
    return out;
}

/* since is known and not after now, or missing where a condition was given too. */
static void hold_since(const Eval *ev, uint8_t *to, const Column *since,
                       const Column *now, bool has_when)
{
    for (int r = 0; r < ev->n; r++) {
        const int64_t at = since->i64[column_row(since, r)];
        const bool reached = MUTATE(19, at <= now->i64[column_row(now, r)],
                                    at < now->i64[column_row(now, r)]);
        to[r] &= column_missing(since, r) ? has_when : reached;
    }
}

void step_holds(Eval *ev, const Step *s)
{
    uint8_t *to = begin(ev, s->out[0])->flag;
    const bool has_when = s->arg[0] != NO_SLOT;
    const Column *when = has_when ? &ev->col[s->arg[0]] : NULL;
    if (when == NULL)
        memset(to, 1, (size_t)ev->n);
    else if (when->form == FORM_FLAT)
        memcpy(to, when->flag, (size_t)ev->n);
    else
        memset(to, when->flag[0], (size_t)ev->n);
    if (s->arg[1] != NO_SLOT)
        hold_since(ev, to, &ev->col[s->arg[1]], &ev->col[s->arg[2]], has_when);
}

/* -- the place in the funnel ------------------------------------------------------- */

KERNEL_CLONES static void known_or_first(int64_t *restrict at,
                                         const int64_t *restrict since,
                                         const uint8_t *restrict null, int n)
{
    for (int r = 0; r < n; r++)
        at[r] = null[r] != 0 ? INT64_MIN : since[r];
}

/* The instants of stage or exit i; what is missing or not written is the earliest. */
static void instants(const Eval *ev, const Step *s, int n_places, int i, int64_t *at)
{
    const int slot = s->arg[n_places + i];
    const Column *since = slot != NO_SLOT ? &ev->col[slot] : NULL;
    if (since != NULL && since->form == FORM_FLAT && since->null != NULL)
        known_or_first(at, since->i64, since->null, ev->n);
    else if (since != NULL && since->form == FORM_FLAT)
        memcpy(at, since->i64, sizeof *at * (size_t)ev->n);
    else
        for (int r = 0; r < ev->n; r++)
            at[r] =
                since == NULL || column_missing(since, 0) ? INT64_MIN : since->i64[0];
}

/* Places are numbered from 1; 0 is none. */
KERNEL_CLONES static void move_on(uint16_t *restrict in, const uint8_t *restrict holds,
                                  uint16_t place, int n)
{
    for (int r = 0; r < n; r++)
        in[r] = holds[r] != 0 ? place : in[r];
}

KERNEL_CLONES static void arrive(int64_t *restrict since, const uint8_t *restrict holds,
                                 const int64_t *restrict at, int n)
{
    for (int r = 0; r < n; r++)
        since[r] = holds[r] != 0 ? at[r] : since[r];
}

/* Rows that leave: the exit holds, and is not before what they are in. */
KERNEL_CLONES static void leave(uint8_t *restrict go, int64_t *restrict since,
                                const uint8_t *restrict holds,
                                const int64_t *restrict at, int n)
{
    for (int r = 0; r < n; r++) {
        const bool late = MUTATE(20, at[r] >= since[r], at[r] > since[r]);
        go[r] = (uint8_t)(holds[r] & late);
        since[r] = go[r] != 0 ? at[r] : since[r];
    }
}

static const uint8_t *holds_at(const Eval *ev, const Step *s, int i)
{
    return ev->col[s->arg[i]].flag;
}

static void last_since(const Eval *ev, const Step *s, const FunnelStep *f,
                       int64_t *since)
{
    int64_t at[BATCH_ROWS];
    for (int r = 0; r < ev->n; r++)
        since[r] = INT64_MIN;
    for (int i = 0; i < f->n - f->n_exits; i++) {
        instants(ev, s, f->n, i, at);
        arrive(since, holds_at(ev, s, i), at, ev->n);
    }
}

/* Without a since anywhere all are at one instant, and the last exit has it. */
static void take_exits(const Eval *ev, const Step *s, const FunnelStep *f,
                       uint16_t *out)
{
    int64_t since[BATCH_ROWS], at[BATCH_ROWS];
    uint8_t go[BATCH_ROWS];
    const int first = f->n - f->n_exits;
    if (f->has_since)
        last_since(ev, s, f, since);
    for (int i = first; i < f->n; i++) {
        const uint8_t *gone = holds_at(ev, s, i);
        if (f->has_since) {
            instants(ev, s, f->n, i, at);
            leave(go, since, gone, at, ev->n);
            gone = go;
        }
        move_on(out, gone, (uint16_t)(i - first + 1), ev->n);
    }
}

/* Who is in an exit is in no stage. */
KERNEL_CLONES static void leave_stage(uint16_t *restrict in,
                                      const uint16_t *restrict out, int n)
{
    for (int r = 0; r < n; r++)
        in[r] = out[r] != 0 ? 0 : in[r];
}

KERNEL_CLONES static void widen_rows(int64_t *restrict to,
                                     const uint16_t *restrict place, int n)
{
    for (int r = 0; r < n; r++)
        to[r] = (int64_t)place[r] - (place[r] != 0);
}

KERNEL_CLONES static void none_rows(uint8_t *restrict null,
                                    const uint16_t *restrict place, int n)
{
    for (int r = 0; r < n; r++)
        null[r] = place[r] == 0;
}

static void put_places(Eval *ev, int slot, const uint16_t *place)
{
    Column *out = begin(ev, slot);
    out->null = ev->null_of[slot];
    widen_rows(out->i64, place, ev->n);
    none_rows(out->null, place, ev->n);
}

/* arg: for each stage and exit whether it holds, then the sinces. */
void step_funnel(Eval *ev, const Step *s)
{
    const FunnelStep *f = s->info;
    uint16_t in[BATCH_ROWS] = {0}, out[BATCH_ROWS] = {0};
    for (int i = 0; i < f->n - f->n_exits; i++)
        move_on(in, holds_at(ev, s, i), (uint16_t)(i + 1), ev->n);
    take_exits(ev, s, f, out);
    leave_stage(in, out, ev->n);
    put_places(ev, s->out[0], in);
    put_places(ev, s->out[1], out);
}

/* arg: reached, since, now. */
void step_since(Eval *ev, const Step *s)
{
    Column *out = begin(ev, s->out[0]);
    const Column *reached = &ev->col[s->arg[0]], *now = &ev->col[s->arg[2]];
    const Column *since = s->arg[1] != NO_SLOT ? &ev->col[s->arg[1]] : NULL;
    out->null = ev->null_of[s->out[0]];
    for (int r = 0; r < ev->n; r++) {
        const int64_t at = since != NULL ? since->i64[column_row(since, r)] : 0;
        const bool known = since != NULL && !column_missing(since, r)
                           && reached->flag[column_row(reached, r)] != 0
                           && at <= now->i64[column_row(now, r)];
        out->i64[r] = known ? at : 0;
        out->null[r] = !known;
    }
}

/* arg: holds, since. */
void step_since_missing(Eval *ev, const Step *s)
{
    Column *out = begin(ev, s->out[0]);
    const Column *held = &ev->col[s->arg[0]];
    for (int r = 0; r < ev->n; r++)
        out->flag[r] = s->arg[1] != NO_SLOT && held->flag[r] != 0
                       && column_missing(&ev->col[s->arg[1]], r);
}

/* arg: stage and exit, twice. */
void step_same_place(Eval *ev, const Step *s)
{
    Column *out = begin(ev, s->out[0]);
    const Column *a = &ev->col[s->arg[0]], *b = &ev->col[s->arg[1]];
    const Column *c = &ev->col[s->arg[2]], *d = &ev->col[s->arg[3]];
    for (int r = 0; r < ev->n; r++)
        out->flag[r] = a->i64[r] == c->i64[r] && a->null[r] == c->null[r]
                       && b->i64[r] == d->i64[r] && b->null[r] == d->null[r];
}
