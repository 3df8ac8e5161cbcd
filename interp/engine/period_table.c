/* period_table.c -- bounds of periods, as far as they were asked for. */
#include "interp/engine/period_table.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { MARGIN = 16 };

void period_table_init(PeriodTable *t, const PeriodRule *rule)
{
    *t = (PeriodTable){.rule = *rule};
}

void period_table_free(PeriodTable *t)
{
    free(t->start);
    t->start = NULL;
}

static void fill(PeriodTable *t, int32_t first, int32_t n)
{
    free(t->start);
    t->start = malloc(((size_t)n + 1) * sizeof *t->start);
    if (t->start == NULL)
        mem_exhausted();
    for (int32_t i = 0; i <= n; i++)
        t->start[i] = period_start(&t->rule, first + i);
    t->first = first;
    t->n = n;
    t->mean_us = (t->start[n] - t->start[0]) / n;
}

/* Doubles the table towards the period that was missed, if it stays small enough. */
int32_t period_table_miss(PeriodTable *t, int64_t at_us)
{
    const int32_t number = period_of(&t->rule, at_us);
    const int64_t end = (int64_t)t->first + t->n;
    int64_t lo = t->n > 0 ? t->first : number, hi = t->n > 0 ? end : number + 1;
    if (number < lo)
        lo = number - MARGIN - t->n;
    if (number >= hi)
        hi = (int64_t)number + 1 + MARGIN + t->n;
    if (hi - lo <= PERIODS_HELD)
        fill(t, (int32_t)lo, (int32_t)(hi - lo));
    return number;
}
