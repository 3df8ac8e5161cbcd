/* k_measure.c -- rows of a batch into the states of a measure.
 *
 * Five passes over few numbers: which rows (`where`), in which period, in which group, in
 * which cell; then one loop an aggregate.  Only passes that have something to do are made.
 */
#include "interp/engine/measure_part.h"

static const Column *extra(const Taking *t, int i)
{
    return i == NO_EXTRA ? NULL : eval_extra(t->eval, t->first + i);
}

/* -- which rows ------------------------------------------------------------------------- */

static void take_all(Rows *rows, int n)
{
    for (int r = 0; r < n; r++)
        rows->row[r] = (uint16_t)r;
    rows->n = n;
}

static void take_kept(Rows *rows, const uint8_t *keep, int n)
{
    int kept = 0;
    for (int r = 0; r < n; r++) {
        rows->row[kept] = (uint16_t)r;
        kept += keep[r] != 0;
    }
    rows->n = kept;
}

/* Of the rows taken, those where the flag is yes; counts those where it is unknown. */
static void take_where(Rows *rows, const Column *where, uint64_t *unknown)
{
    const int stride = column_stride(where);
    int kept = 0;
    for (int k = 0; k < rows->n; k++) {
        const int r = rows->row[k] * stride;
        const bool missing = where->null != NULL && where->null[r] != 0;
        *unknown += missing;
        rows->row[kept] = rows->row[k];
        kept += !missing && where->flag[r] != 0;
    }
    rows->n = kept;
}

/* -- when ------------------------------------------------------------------------------- */

static void one_period(Rows *rows, int32_t period)
{
    for (int k = 0; k < rows->n; k++)
        rows->period[k] = period;
}

/* Drops the rows that are in no period, and counts them. */
static void place(PeriodTable *periods, Rows *rows, const Column *at, const Column *now,
                  uint64_t *outside)
{
    int kept = 0;
    for (int k = 0; k < rows->n; k++) {
        const uint16_t r = rows->row[k];
        const int i = column_row(at, r);
        if ((at->null != NULL && at->null[i] != 0)
            || at->i64[i] > now->i64[column_row(now, r)])
            continue;
        rows->row[kept] = r;
        rows->period[kept++] = period_table_find(periods, at->i64[i]);
    }
    *outside += (uint64_t)(rows->n - kept);
    rows->n = kept;
}

/* -- in which group --------------------------------------------------------------------- */

static inline uint32_t key_of(Texts *texts, CodeNumbers *code, const Column *c, int r)
{
    const int i = column_row(c, r);
    if (c->null != NULL && c->null[i] != 0)
        return KEY_MISSING;
    switch (c->phys) {
    case PHYS_I64: return (uint32_t)c->i64[i] + 1;
    case PHYS_FLAG: return (uint32_t)c->flag[i] + 1;
    case PHYS_TEXT: return text_number(texts, code, &c->text[i]) + 1;
    case PHYS_LIST: break;
    }
    return KEY_MISSING;
}

static void first_keys(Rows *rows, Texts *texts, CodeNumbers *code, const Column *c)
{
    for (int k = 0; k < rows->n; k++)
        rows->group[k] = key_of(texts, code, c, rows->row[k]);
}

static void next_keys(Rows *rows, Pairs *level, Texts *texts, CodeNumbers *code,
                      const Column *c)
{
    for (int k = 0; k < rows->n; k++) {
        const uint32_t key = key_of(texts, code, c, rows->row[k]);
        rows->group[k] = pairs_number(level, pair_of(rows->group[k], key));
    }
}

static void group(State *s, const FeedSource *src, Rows *rows, const Taking *t)
{
    if (s->measure->n_splits == 0) {
        memset(rows->group, 0, sizeof *rows->group * (size_t)rows->n);
        return;
    }
    first_keys(rows, s->text[0], &src->code[0], extra(t, src->split[0]));
    for (int i = 1; i < s->measure->n_splits; i++)
        next_keys(rows, &s->level[i], s->text[i], &src->code[i],
                  extra(t, src->split[i]));
}

/* -- in which cell ---------------------------------------------------------------------- */

static void find_cells(State *s, Rows *rows)
{
    uint64_t last = 0;
    uint32_t cell = 0;
    for (int k = 0; k < rows->n; k++) {
        const uint64_t pair = cell_pair(rows->period[k], rows->group[k]);
        if (k == 0 || pair != last)
            cell = pairs_number(&s->cells, pair);
        rows->cell[k] = cell;
        last = pair;
    }
    if (s->cells.n > s->cap)
        state_room(s);
    for (int k = 0; k < rows->n; k++)
        s->rows[rows->cell[k]]++;
}

/* -- what for --------------------------------------------------------------------------- */

static void drop_missing(Rows *rows, const Column *value)
{
    int kept = 0;
    if (value->null == NULL)
        return;
    for (int k = 0; k < rows->n; k++) {
        rows->row[kept] = rows->row[k];
        rows->cell[kept] = rows->cell[k];
        kept += value->null[column_row(value, rows->row[k])] == 0;
    }
    rows->n = kept;
}

static inline int64_t number_at(const Column *c, int r)
{
    const int i = column_row(c, r);
    return c->phys == PHYS_FLAG ? c->flag[i] : c->i64[i];
}

static void add_count(TermState *t, const Rows *rows)
{
    for (int k = 0; k < rows->n; k++)
        t->count[rows->cell[k]]++;
}

static void add_sum(TermState *t, const Rows *rows, const Column *value)
{
    for (int k = 0; k < rows->n; k++)
        t->sum[rows->cell[k]] += number_at(value, rows->row[k]);
}

/* Before the rows are counted: what a cell has not seen is no extreme. */
static void add_extreme(TermState *t, const Rows *rows, const Column *value)
{
    for (int k = 0; k < rows->n; k++) {
        const uint32_t cell = rows->cell[k];
        const int64_t v = number_at(value, rows->row[k]);
        const bool better =
            t->agg == AGG_MIN ? v < t->extreme[cell] : v > t->extreme[cell];
        if (better || t->count[cell] == 0)
            t->extreme[cell] = v;
        t->count[cell]++;
    }
}

static void add_values(TermState *t, FeedSource *src, const Rows *rows, const Column *value)
{
    for (int k = 0; k < rows->n; k++) {
        const int r = rows->row[k];
        const int64_t v = t->text == NULL
                              ? number_at(value, r)
                              : text_number(t->text, &src->value_code,
                                            &value->text[column_row(value, r)]);
        bag_add(&t->bag[rows->cell[k]], v, 1);
    }
}

static void add(TermState *t, FeedSource *src, Rows *rows, const Column *value)
{
    if (value != NULL)
        drop_missing(rows, value);
    switch (t->agg) {
    case AGG_COUNT: add_count(t, rows); return;
    case AGG_SUM: add_sum(t, rows, value); return;
    case AGG_MIN:
    case AGG_MAX: add_extreme(t, rows, value); return;
    case AGG_QUANTILE:
    case AGG_DISTINCT: add_values(t, src, rows, value); return;
    }
}

void state_take(State *s, FeedSource *src, Rows *rows, const Taking *t)
{
    TermState *term = &s->term[src->term];
    if (t->keep != NULL)
        take_kept(rows, t->keep, t->batch->n);
    else
        take_all(rows, t->batch->n);
    if (src->where != NO_EXTRA)
        take_where(rows, extra(t, src->where), &term->unknown);
    if (s->has_periods && !t->each)
        place(&s->periods, rows, extra(t, src->at), &t->batch->now, &term->outside);
    else
        one_period(rows, t->period);
    if (rows->n == 0)
        return;
    group(s, src, rows, t);
    find_cells(s, rows);
    add(term, src, rows, extra(t, src->value));
}
