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

static inline bool holds(const Eval *ev, const Step *s, int i, int r)
{
    return ev->col[s->arg[i]].flag[r] != 0;
}

void step_funnel(Eval *ev, const Step *s)
{
    const FunnelStep *f = s->info;
    const int n = f->n, first_exit = n - f->n_exits;
    Column *stage = begin(ev, s->out[0]), *exit = begin(ev, s->out[1]);
    stage->null = ev->null_of[s->out[0]];
    exit->null = ev->null_of[s->out[1]];
    for (int r = 0; r < ev->n; r++) {
        int in = -1, out = -1;
        int64_t since = INT64_MIN;
        for (int i = 0; i < first_exit; i++)
            in = holds(ev, s, i, r) ? i : in;
        if (in >= 0)
            since = entered(ev, s, n, in, r);
        for (int i = first_exit; i < n; i++) {
            const int64_t left = holds(ev, s, i, r) ? entered(ev, s, n, i, r) : 0;
            if (!holds(ev, s, i, r) || MUTATE(20, left < since, left <= since))
                continue;
            since = left;
            out = i - first_exit;
        }
        stage->i64[r] = in >= 0 && out < 0 ? in : 0;
        stage->null[r] = in < 0 || out >= 0;
        exit->i64[r] = out >= 0 ? out : 0;
        exit->null[r] = out < 0;
    }
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
