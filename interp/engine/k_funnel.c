/* k_funnel.c -- which stages hold, and the one place that a lead is in. */
#include "interp/engine/eval_state.h"

#include <string.h>

static inline int row_of(const Column *a, int r)
{
    return a->form == FORM_FLAT ? r : 0;
}
static inline bool missing(const Column *a, int r)
{
    return a->null != NULL && a->null[row_of(a, r)] != 0;
}

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
        const int64_t at = since->i64[row_of(since, r)];
        const bool reached =
            MUTATE(19, at <= now->i64[row_of(now, r)], at < now->i64[row_of(now, r)]);
        to[r] &= missing(since, r) ? has_when : reached;
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

/* The instant of stage i in row r; what is missing or not written is the earliest. */
static int64_t entered(const Eval *ev, const Step *s, int n, int i, int r)
{
    if (s->arg[n + i] == NO_SLOT)
        return INT64_MIN;
    const Column *since = &ev->col[s->arg[n + i]];
    return missing(since, r) ? INT64_MIN : since->i64[row_of(since, r)];
}

KERNEL_CLONES static void move_on(uint8_t *restrict in, const uint8_t *restrict holds,
                                  uint8_t stage, int n)
{
    for (int r = 0; r < n; r++)
        in[r] = holds[r] != 0 ? stage : in[r];
}

/* The last stage that holds, from 1, 0 where none does; by blocks of 255 stages. */
static void last_stage(Eval *ev, const Step *s, int n_stages, int64_t *to)
{
    enum { BLOCK = 255 };
    memset(to, 0, sizeof *to * (size_t)ev->n);
    for (int from = 0; from < n_stages; from += BLOCK) {
        uint8_t in[BATCH_ROWS] = {0};
        for (int i = from; i < n_stages && i < from + BLOCK; i++)
            move_on(in, ev->col[s->arg[i]].flag, (uint8_t)(i - from + 1), ev->n);
        for (int r = 0; r < ev->n; r++)
            to[r] = in[r] != 0 ? from + in[r] : to[r];
    }
}

KERNEL_CLONES static void settle(int64_t *restrict in, uint8_t *restrict null, int n)
{
    for (int r = 0; r < n; r++) {
        null[r] = in[r] == 0;
        in[r] -= in[r] != 0;
    }
}

/* The exit that a row is in, or -1; only rows in which an exit holds are looked at. */
static int exit_of(const Eval *ev, const Step *s, const FunnelStep *f, int64_t stage,
                   int r)
{
    int64_t since = stage > 0 ? entered(ev, s, f->n, (int)stage - 1, r) : INT64_MIN;
    int out = -1;
    for (int i = f->n - f->n_exits; i < f->n; i++) {
        const bool holds = ev->col[s->arg[i]].flag[r] != 0;
        const int64_t left = holds ? entered(ev, s, f->n, i, r) : 0;
        if (!holds || MUTATE(20, left < since, left <= since))
            continue;
        since = left;
        out = i - (f->n - f->n_exits);
    }
    return out;
}

KERNEL_CLONES static void join(uint8_t *restrict any, const uint8_t *restrict holds,
                               int n)
{
    for (int r = 0; r < n; r++)
        any[r] |= holds[r];
}

/* Rows in which no exit holds stay where they are. */
static void leave(Eval *ev, const Step *s, const FunnelStep *f, int64_t *in,
                  Column *exit)
{
    uint8_t any[BATCH_ROWS] = {0};
    const int n = ev->n;
    for (int i = f->n - f->n_exits; i < f->n; i++)
        join(any, ev->col[s->arg[i]].flag, n);
    memset(exit->i64, 0, sizeof *exit->i64 * (size_t)n);
    memset(exit->null, NULL_MISSING, (size_t)n);
    for (int r = 0; r < n; r++) {
        const int out = any[r] != 0 ? exit_of(ev, s, f, in[r], r) : -1;
        if (out < 0)
            continue;
        exit->i64[r] = out;
        exit->null[r] = 0;
        in[r] = 0;
    }
}

void step_funnel(Eval *ev, const Step *s)
{
    const FunnelStep *f = s->info;
    Column *stage = begin(ev, s->out[0]), *exit = begin(ev, s->out[1]);
    stage->null = ev->null_of[s->out[0]];
    exit->null = ev->null_of[s->out[1]];
    last_stage(ev, s, f->n - f->n_exits, stage->i64);
    leave(ev, s, f, stage->i64, exit);
    settle(stage->i64, stage->null, ev->n);
}

/* arg: reached, since, now. */
void step_since(Eval *ev, const Step *s)
{
    Column *out = begin(ev, s->out[0]);
    const Column *reached = &ev->col[s->arg[0]], *now = &ev->col[s->arg[2]];
    const Column *since = s->arg[1] != NO_SLOT ? &ev->col[s->arg[1]] : NULL;
    out->null = ev->null_of[s->out[0]];
    for (int r = 0; r < ev->n; r++) {
        const int64_t at = since != NULL ? since->i64[row_of(since, r)] : 0;
        const bool known = since != NULL && !missing(since, r)
                           && reached->flag[row_of(reached, r)] != 0
                           && at <= now->i64[row_of(now, r)];
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
                       && missing(&ev->col[s->arg[1]], r);
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
