/* measure_value.c -- the value of a term, of its states in the cells of a figure. */
#include "interp/engine/measure_part.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include <stdlib.h>

/* -- terms ------------------------------------------------------------------------------ */

static FigureValue known(int64_t v) { return (FigureValue){.i64 = v}; }
static FigureValue nothing(void) { return (FigureValue){.missing = true}; }

static FigureValue narrowed(Int128 v)
{
    FigureValue f = {0};
    f.overflow = f.missing = !dec_narrow(v, &f.i64);
    f.wide = v;
    return f;
}

static FigureValue count_of(uint64_t n) { return narrowed((Int128)n * MICRO); }

static FigureValue sum_of(const TermState *t, const uint32_t *cell, int n)
{
    Int128 sum = 0;
    for (int i = 0; i < n; i++)
        sum += t->sum[cell[i]];
    return narrowed(sum);
}

static uint64_t rows_of(const TermState *t, const uint32_t *cell, int n)
{
    uint64_t rows = 0;
    for (int i = 0; i < n; i++)
        rows += t->count[cell[i]];
    return rows;
}

static FigureValue extreme_of(const TermState *t, const uint32_t *cell, int n)
{
    FigureValue best = nothing();
    for (int i = 0; i < n; i++) {
        const int64_t v = t->extreme[cell[i]];
        const bool better = t->agg == AGG_MIN ? v < best.i64 : v > best.i64;
        if (t->count[cell[i]] > 0 && (best.missing || better))
            best = known(v);
    }
    return best;
}

static uint64_t bag_rows(const TermState *t, const uint32_t *cell, int n)
{
    uint64_t values = 0;
    for (int i = 0; i < n; i++)
        values += t->bag[cell[i]].n;
    return values;
}

/* Of texts that compare folded: different ones are those that are so when folded. */
static uint64_t distinct_folded(const TermState *t, const uint32_t *cell, int n)
{
    Texts *folded = texts_new();
    for (int i = 0; i < n; i++) {
        const Bag *b = &t->bag[cell[i]];
        for (uint64_t k = 0; k < b->cap; k++) {
            if (b->entry[k].count == 0)
                continue;
            const Str s =
                utf8_fold_copy(texts_text(t->text, (uint32_t)b->entry[k].value));
            texts_number(folded, s.p, s.n);
        }
    }
    const uint64_t different = texts_count(folded);
    texts_free(folded);
    return different;
}

static FigureValue distinct_of(const TermState *t, const uint32_t *cell, int n)
{
    if (t->folded)
        return count_of(distinct_folded(t, cell, n));
    if (n == 1)
        return count_of(t->bag[cell[0]].n);
    Bag all = {0};
    for (int i = 0; i < n; i++)
        bag_merge(&all, &t->bag[cell[i]]);
    const FigureValue f = count_of(all.n);
    bag_free(&all);
    return f;
}

static int by_value(const void *a, const void *b)
{
    const BagEntry *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

/* All entries of the cells' bags in order; one value may stand in several. */
static BagEntry *entries_in_order(const TermState *t, const uint32_t *cell, int n,
                                  uint64_t *n_entries)
{
    BagEntry *e = malloc((bag_rows(t, cell, n) + 1) * sizeof *e);
    if (e == NULL)
        mem_exhausted();
    *n_entries = 0;
    for (int i = 0; i < n; i++) {
        const Bag *b = &t->bag[cell[i]];
        for (uint64_t k = 0; k < b->cap; k++)
            if (b->entry[k].count > 0)
                e[(*n_entries)++] = b->entry[k];
    }
    qsort(e, *n_entries, sizeof *e, by_value);
    return e;
}

/* Nearest rank: of n values in order the ⌈P × n ÷ 100⌉th, counted from 1. */
static FigureValue quantile_of(const TermState *t, const uint32_t *cell, int n)
{
    uint64_t n_entries, values = 0, seen = 0;
    BagEntry *e = entries_in_order(t, cell, n, &n_entries);
    for (uint64_t i = 0; i < n_entries; i++)
        values += e[i].count;
    const uint64_t rank = (values * (uint64_t)t->percent + 99) / 100;
    FigureValue f = nothing();
    for (uint64_t i = 0; i < n_entries && f.missing; i++) {
        seen += e[i].count;
        if (seen >= rank)
            f = known(e[i].value);
    }
    free(e);
    return f;
}

FigureValue term_value(const TermState *t, const uint32_t *cell, int n)
{
    switch (t->agg) {
    case AGG_COUNT: return count_of(rows_of(t, cell, n));
    case AGG_SUM: return sum_of(t, cell, n);
    case AGG_MIN:
    case AGG_MAX: return extreme_of(t, cell, n);
    case AGG_QUANTILE: return quantile_of(t, cell, n);
    case AGG_DISTINCT: return distinct_of(t, cell, n);
    }
    return nothing();
}
