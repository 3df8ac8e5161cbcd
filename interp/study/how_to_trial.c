/* how_to_trial.c -- rows of one lead: what moves is made, the rest is one value for all. */
#include "interp/base/mem.h"
#include "interp/study/how_to_part.h"
#include "interp/study/made_rows.h"

enum { TRIAL_ARENA = 256 << 10 };

struct Trial {
    const Core *core;
    Eval *eval;
    Arena *arena; /* the columns that are made, until the next run */
    Batch batch;
    int64_t now_us;
    const CoreExpr **now;    /* by field: the lead's; NULL: it does not move */
    const CoreExpr ***value; /* by field and row */
};

static void vary(Trial *t, int field, const CoreExpr *now)
{
    t->now[field] = now;
    t->value[field] = MEM_ARRAY(const CoreExpr *, BATCH_ROWS);
}

/* A list has no constant form: it is made for all rows. */
static void lay(Trial *t, const Quest *q)
{
    const Batch *of = q->base.batch;
    for (int f = 0; f < t->core->n_fields; f++) {
        t->batch.col[f] = of->col[f];
        t->batch.col[f].form = FORM_CONSTANT;
        if (of->col[f].phys == PHYS_LIST)
            vary(t, f,
                 const_of_column(&of->col[f], q->base.r, t->core->fields[f].type));
    }
    for (int i = 0; i < q->n_movers; i++)
        if (t->now[q->mover[i].field] == NULL)
            vary(t, q->mover[i].field, q->mover[i].now);
}

Trial *trial_new(const Quest *q, CoreExpr *const *extra, int n_extra)
{
    Trial *t = MEM_NEW(Trial);
    const size_t n = (size_t)q->core->n_fields + 1;
    const ProgramWant want = {.extra = extra, .n_extra = n_extra};
    t->core = q->core;
    t->arena = arena_new(TRIAL_ARENA);
    t->now_us = q->lead->as_of_us;
    t->now = MEM_ARRAY(const CoreExpr *, n);
    t->value = MEM_ARRAY(const CoreExpr **, n);
    t->batch = (Batch){.n_cols = q->core->n_fields, .arena = t->arena};
    t->batch.col = MEM_ARRAY(Column, n);
    t->batch.row = MEM_ARRAY(RowRef, BATCH_ROWS);
    t->batch.now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &t->now_us};
    lay(t, q);
    t->eval = eval_new(program_plan(q->core, &want));
    eval_set_as(t->eval, q->base.eval);
    return t;
}

void trial_free(Trial *t)
{
    if (t == NULL)
        return;
    eval_free(t->eval);
    arena_free(t->arena);
}

int trial_n(const Trial *t) { return t->batch.n; }
void trial_clear(Trial *t) { t->batch.n = 0; }
const Column *trial_extra(const Trial *t, int i) { return eval_extra(t->eval, i); }

int trial_row(Trial *t)
{
    const int r = t->batch.n++;
    for (int f = 0; f < t->core->n_fields; f++)
        if (t->now[f] != NULL)
            t->value[f][r] = t->now[f];
    return r;
}

void trial_put(Trial *t, int row, int field, const CoreExpr *value)
{
    t->value[field][row] = value;
}

void trial_run(Trial *t)
{
    arena_reset(t->arena);
    for (int f = 0; f < t->core->n_fields; f++)
        if (t->now[f] != NULL)
            made_column(t->arena, &t->batch.col[f], t->core->fields[f].type,
                        t->value[f], t->batch.n);
    eval_batch(t->eval, &t->batch);
}

static uint64_t mixed(uint64_t h, uint64_t v)
{
    h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ (h >> 29);
}

static uint64_t number_of(const Column *c, int r)
{
    if (column_missing(c, r))
        return UINT64_MAX;
    switch (c->phys) {
    case PHYS_I64: return (uint64_t)c->i64[column_row(c, r)];
    case PHYS_FLAG: return c->flag[column_row(c, r)];
    case PHYS_TEXT:
    case PHYS_LIST: break;
    }
    return 0;
}

uint64_t trial_sign(const Trial *t, int row, const int *extra, int n)
{
    uint64_t h = 0;
    for (int i = 0; i < n; i++)
        h = mixed(h, number_of(eval_extra(t->eval, extra[i]), row));
    return h;
}
