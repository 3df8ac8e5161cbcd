/* k_measure.c -- rows of a batch into the states of a measure.
 *
 * Five passes over few numbers: which rows (`where`), in which period, in which group, in
 * which cell; then one loop an aggregate.  Only passes that have something to do are made.
 */
#include "interp/engine/kernel.h"
#include "interp/engine/measure_part.h"

static const Column *extra(const Taking *t, int i)
{
    return i == NO_EXTRA ? NULL : eval_extra(t->eval, t->first + i);
}

/* -- which rows ------------------------------------------------------------------------- */

/* Of bytes that are 0 or 1; those of a batch fit into the narrow sum, which is quick. */
KERNEL_CLONES static uint64_t count_set(const uint8_t *byte, int n)
{
    uint16_t set = 0;
    for (int r = 0; r < n; r++)
        set = (uint16_t)(set + byte[r]);
    return set;
}

KERNEL_CLONES static void keep_both(uint8_t *restrict to, const uint8_t *restrict with,
                                    int n)
{
    for (int r = 0; r < n; r++)
        to[r] = (uint8_t)(to[r] & (with[r] != 0));
}

KERNEL_CLONES static void keep_known(uint8_t *restrict to, const uint8_t *restrict null,
                                     int n)
{
    for (int r = 0; r < n; r++)
        to[r] = (uint8_t)(to[r] & (null[r] == 0));
}

/* A byte a row, 1 where the row counts; *unknown: where `where` cannot say. */
static void take_where(uint8_t *take, const Column *where, const uint8_t *keep, int n,
                       uint64_t *unknown)
{
    memset(take, 1, (size_t)n);
    if (keep != NULL)
        keep_both(take, keep, n);
    if (where == NULL)
        return;
    if (where->form == FORM_CONSTANT) {
        const bool missing = where->null != NULL && where->null[0] != 0;
        *unknown += missing ? count_set(take, n) : 0;
        if (missing || where->flag[0] == 0)
            memset(take, 0, (size_t)n);
        return;
    }
    if (where->null != NULL) {
        const uint64_t before = count_set(take, n);
        keep_known(take, where->null, n);
        *unknown += before - count_set(take, n);
    }
    keep_both(take, where->flag, n);
}

/* The numbers of the rows that are taken; eight that are not are passed at once. */
static void list_rows(Rows *rows, const uint8_t *take, int n)
{
    int kept = 0;
    for (int from = 0; from < n; from += 8) {
        uint64_t eight;
        memcpy(&eight, take + from, sizeof eight);
        for (int r = from; eight != 0 && r < from + 8; r++) {
            rows->row[kept] = (uint16_t)r;
            kept += take[r];
        }
    }
    rows->n = kept;
}

/* -- when ------------------------------------------------------------------------------- */

static void one_period(Rows *rows, int32_t period)
{
    for (int k = 0; k < rows->n; k++)
        rows->period[k] = period;
}

static int64_t day_of(const Zone *zone, int64_t instant_us)
{
    const int64_t wall = zone_to_wall(zone, instant_us);
    return wall / USEC_DAY - (wall % USEC_DAY < 0);
}

/* Drops the rows that are in no period, and counts them.  A date is not after now while
 * its day has begun. */
static void place(PeriodTable *periods, Rows *rows, const Column *at, const Column *now)
{
    int kept = 0;
    int64_t last_us = now->i64[0];
    int64_t end = periods->dates ? day_of(periods->rule.zone, last_us) : last_us;
    for (int k = 0; k < rows->n; k++) {
        const uint16_t r = rows->row[k];
        const int i = column_row(at, r);
        const int64_t now_us = now->i64[column_row(now, r)];
        if (now_us != last_us) {
            last_us = now_us;
            end = periods->dates ? day_of(periods->rule.zone, now_us) : now_us;
        }
        if ((at->null != NULL && at->null[i] != 0) || at->i64[i] > end)
            continue;
        rows->row[kept] = r;
        rows->period[kept++] = period_table_find(periods, at->i64[i]);
    }
    rows->outside = (uint64_t)(rows->n - kept);
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
    rows->made = false;
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

static void add_values(TermState *t, FeedSource *src, const Rows *rows,
                       const Column *value)
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

/* Counts of all rows, without periods and groups, need no places. */
static bool is_plain_count(const State *s, const FeedSource *src)
{
    return !s->has_periods && s->measure->n_splits == 0
           && s->term[src->term].agg == AGG_COUNT && src->value == NO_EXTRA;
}

static void count_plainly(State *s, TermState *t, const uint8_t *take, int n)
{
    const uint64_t rows = count_set(take, n);
    if (rows == 0)
        return;
    const uint32_t cell = pairs_number(&s->cells, cell_pair(0, 0));
    if (s->cells.n > s->cap)
        state_room(s);
    s->rows[cell] += rows;
    t->count[cell] += rows;
}

/* The rows of a source with their periods, from its bytes of those that count. */
static void make_rows(State *s, const FeedSource *src, Rows *rows, const uint8_t *take,
                      const Taking *t)
{
    rows->outside = 0;
    list_rows(rows, take, t->batch->n);
    if (s->has_periods && !t->each)
        place(src->by_date ? &s->dates : &s->instants, rows, extra(t, src->at),
              &t->batch->now);
    else
        one_period(rows, t->period);
    rows->made = true;
    rows->where = extra(t, src->where);
    rows->at = extra(t, src->at);
    rows->rule = s->has_periods ? &s->measure->per : NULL;
}

/* Whether the rows at hand are those that the source takes. */
static bool are_its_rows(const State *s, const FeedSource *src, const Rows *rows,
                         const Taking *t)
{
    const PeriodRule *rule = s->has_periods ? &s->measure->per : NULL;
    return rows->made && rows->where == extra(t, src->where)
           && rows->at == extra(t, src->at) && (rows->rule != NULL) == (rule != NULL)
           && (rule == NULL || period_rule_same(rule, rows->rule));
}

void state_take(State *s, FeedSource *src, Rows *rows, const Taking *t)
{
    TermState *term = &s->term[src->term];
    const bool plain = is_plain_count(s, src);
    if (plain || !are_its_rows(s, src, rows, t)) {
        uint8_t take[BATCH_ROWS + 8];
        uint64_t unknown = 0;
        memset(take + t->batch->n, 0, 8);
        take_where(take, extra(t, src->where), t->keep, t->batch->n, &unknown);
        if (plain) {
            term->unknown += unknown;
            count_plainly(s, term, take, t->batch->n);
            return;
        }
        rows->unknown = unknown;
        make_rows(s, src, rows, take, t);
    }
    if (!t->each || t->last)
        term->unknown += rows->unknown; /* a row once, not once a period */
    term->outside += rows->outside;
    if (rows->n == 0)
        return;
    group(s, src, rows, t);
    find_cells(s, rows);
    add(term, src, rows, extra(t, src->value));
}
