/* measure_figure.c -- the values of figures: expressions over their terms, in batches.
 *
 * A batch is a row a group, of one period: so period.start and period.end are constant in
 * it.  Its columns are the fields of the core `figures`: the measure's own terms, and all
 * others as missing, which no expression of this measure reads.
 */
#include "interp/engine/kernel.h"
#include "interp/engine/measure_part.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { ASK_VALUE, ASK_OVER, ASK_UNDER, ASK_TARGET, N_ASKS };

typedef struct Sheet {
    const CoreMeasure *measure;
    Batch batch;
    int cap;        /* rows that there is room for */
    int64_t *value; /* [n_terms][cap] */
    uint8_t *null;
    uint8_t missing; /* of all other fields */
    int64_t zero, now;
    Eval *eval;
    int extra[N_ASKS];
} Sheet;

static void *zeroed(size_t n, size_t size)
{
    void *p = calloc(n + 1, size);
    if (p == NULL)
        mem_exhausted();
    return p;
}

/* -- making ----------------------------------------------------------------------------- */

static void sheet_plan(Sheet *s, const Measures *m)
{
    const CoreMeasure *of = s->measure;
    CoreExpr *ask[N_ASKS] = {of->value, of->over, of->under, of->target},
             *extra[N_ASKS];
    int n = 0;
    for (int i = 0; i < N_ASKS; i++) {
        s->extra[i] = ask[i] != NULL ? n : NO_EXTRA;
        if (ask[i] != NULL)
            extra[n++] = ask[i];
    }
    const ProgramWant want = {.extra = extra, .n_extra = n};
    s->eval = eval_new(program_plan(m->core->figures, &want));
    measures_settle(m, s->eval, m->core->figures);
}

static void sheet_columns(Sheet *s, const Core *figures)
{
    s->batch.n_cols = figures->n_fields;
    s->batch.col = zeroed((size_t)figures->n_fields, sizeof(Column));
    s->missing = NULL_MISSING;
    for (int i = 0; i < figures->n_fields; i++)
        s->batch.col[i] = (Column){.phys = PHYS_I64,
                                   .form = FORM_CONSTANT,
                                   .null = &s->missing,
                                   .i64 = &s->zero};
    for (int t = 0; t < s->measure->n_terms; t++)
        s->batch.col[s->measure->term[t]] =
            (Column){.phys = PHYS_I64,
                     .form = FORM_FLAT,
                     .null = s->null + (size_t)t * (size_t)s->cap,
                     .i64 = s->value + (size_t)t * (size_t)s->cap};
    s->batch.now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &s->now};
}

static Sheet *sheet_new(const Measures *m, const FigureSet *f)
{
    Sheet *s = zeroed(1, sizeof *s);
    s->measure = &m->core->measures[f->measure];
    s->cap = f->n_groups < BATCH_ROWS ? f->n_groups : BATCH_ROWS;
    const size_t n = (size_t)s->cap * (size_t)s->measure->n_terms;
    s->value = zeroed(n, sizeof *s->value);
    s->null = zeroed(n, 1);
    s->now = m->options.as_of_us;
    sheet_columns(s, m->core->figures);
    sheet_plan(s, m);
    return s;
}

static void sheet_free(Sheet *s)
{
    eval_free(s->eval);
    free(s->batch.col);
    free(s->value);
    free(s->null);
    free(s);
}

/* -- filling and reading ---------------------------------------------------------------- */

static uint8_t null_of(const FigureValue *v)
{
    return v->overflow ? NULL_OVERFLOW : v->missing ? NULL_MISSING : 0;
}

static void put_row(Sheet *s, int row, const Figure *figure)
{
    for (int t = 0; t < s->measure->n_terms; t++) {
        s->value[t * s->cap + row] = figure->term[t].i64;
        s->null[t * s->cap + row] = null_of(&figure->term[t]);
    }
}

static FigureValue read_value(const Sheet *s, int ask, int row)
{
    const Column *c = eval_extra(s->eval, s->extra[ask]);
    const uint8_t null = column_null(c, row);
    if (null != 0)
        return (FigureValue){.missing = true,
                             .overflow = (null & MARK_OVERFLOW << 1) != 0};
    return (FigureValue){.i64 = c->i64[column_row(c, row)]};
}

/* The two sides of a division at the root; a value that they alone have is kept too. */
static void read_fraction(const Sheet *s, int row, FigureValue *v)
{
    const FigureValue over = read_value(s, ASK_OVER, row);
    const FigureValue under = read_value(s, ASK_UNDER, row);
    v->overflow = v->overflow || over.overflow || under.overflow;
    v->missing = v->missing || over.missing || under.missing || under.i64 == 0;
    if (v->missing)
        return;
    v->over = over.i64;
    v->under = under.i64;
}

/* -- sums that do not fit -------------------------------------------------------------- */

/* What a bare term holds, however large; false where it is none, or has no value. */
static bool side_of(const Sheet *s, const CoreExpr *e, const Figure *figure,
                    Int128 *out)
{
    for (int t = 0; e->kind == CORE_FIELD && t < s->measure->n_terms; t++) {
        const FigureValue *v = &figure->term[t];
        if (s->measure->term[t] != e->index)
            continue;
        *out = v->overflow ? v->wide : v->i64;
        return v->overflow || !v->missing;
    }
    return false;
}

static Int128 common_divisor(Int128 a, Int128 b)
{
    while (b != 0) {
        const Int128 rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* A mean, or a share of sums, may fit where its sums do not: in lowest terms they often do.
 * Sums of 2^40 records leave the six places of MICRO free. */
static void read_wide(const Sheet *s, const Figure *figure, FigureValue *v)
{
    Int128 over, under;
    FigureValue out = {0};
    if (!side_of(s, s->measure->over, figure, &over)
        || !side_of(s, s->measure->under, figure, &under) || under == 0)
        return;
    const Int128 divisor = common_divisor(over, under);
    if (dec_narrow(over / divisor, &out.over) && dec_narrow(under / divisor, &out.under)
        && dec_narrow(dec_div_round(over * MICRO, under), &out.i64))
        *v = out;
}

static void read_row(const Sheet *s, int row, Figure *figure, FigureValue *target)
{
    if (s->extra[ASK_VALUE] != NO_EXTRA)
        figure->value = read_value(s, ASK_VALUE, row);
    if (s->extra[ASK_OVER] != NO_EXTRA && s->extra[ASK_UNDER] != NO_EXTRA)
        read_fraction(s, row, &figure->value);
    if (figure->value.overflow && s->extra[ASK_OVER] != NO_EXTRA)
        read_wide(s, figure, &figure->value);
    if (s->extra[ASK_TARGET] != NO_EXTRA)
        *target = read_value(s, ASK_TARGET, row);
}

static void work_out_period(Sheet *s, FigureSet *f, int at, FigureValue *target)
{
    const int periods = f->last - f->first + 1;
    for (int from = 0; from < f->n_groups; from += s->cap) {
        const int left = f->n_groups - from;
        s->batch.n = left < s->cap ? left : s->cap;
        for (int r = 0; r < s->batch.n; r++)
            put_row(s, r, &f->figure[(from + r) * periods + at]);
        eval_batch(s->eval, &s->batch);
        for (int r = 0; r < s->batch.n; r++) {
            const int i = (from + r) * periods + at;
            read_row(s, r, &f->figure[i], &target[i]);
        }
    }
}

void figures_work_out(const Measures *m, FigureSet *f, FigureValue *target)
{
    const CoreMeasure *of = &m->core->measures[f->measure];
    if (of->value == NULL && of->target == NULL)
        return;
    Sheet *s = sheet_new(m, f);
    for (int at = 0; at <= f->last - f->first; at++) {
        if (of->per.kind != PERIOD_NONE)
            eval_set_period(s->eval, period_start(&of->per, f->first + at),
                            period_end(&of->per, f->first + at));
        work_out_period(s, f, at, target);
    }
    sheet_free(s);
}
