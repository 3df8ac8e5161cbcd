/* period_table.c -- bounds of periods, as far as they were asked for. */
#include "interp/engine/period_table.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { MARGIN = 16 };

void period_table_init(PeriodTable *t, const PeriodRule *rule, bool dates)
{
    *t = (PeriodTable){.rule = *rule, .dates = dates};
}

void period_table_free(PeriodTable *t)
{
    free(t->start);
    t->start = NULL;
}

static int64_t start_of(const PeriodTable *t, int32_t number)
{
    return t->dates ? period_first_day(&t->rule, number)
                    : period_start(&t->rule, number);
}

static void fill(PeriodTable *t, int32_t first, int32_t n)
{
    free(t->start);
    t->start = malloc(((size_t)n + 1) * sizeof *t->start);
    if (t->start == NULL)
        mem_exhausted();
    for (int32_t i = 0; i <= n; i++)
        t->start[i] = start_of(t, first + i);
    t->first = first;
    t->n = n;
    t->mean = (t->start[n] - t->start[0]) / n;
}

/* Doubles the table towards the period that was missed, if it stays small enough. */
int32_t period_table_miss(PeriodTable *t, int64_t at)
{
    const int32_t number =
        t->dates ? period_of_day(&t->rule, (int32_t)at) : period_of(&t->rule, at);
    const int64_t end = (int64_t)t->first + t->n;
    int64_t lo = t->n > 0 ? t->first : number, hi = t->n > 0 ? end : number + 1;
    if (number < lo)
        lo = (int64_t)number - MARGIN - t->n;
    if (number >= hi)
        hi = (int64_t)number + 1 + MARGIN + t->n;
    if (hi - lo <= PERIODS_HELD)
        fill(t, (int32_t)lo, (int32_t)(hi - lo));
    return number;
}
