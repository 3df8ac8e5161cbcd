/* period_table.h -- the period of an instant, by a table of the periods' bounds.
 *
 * Periods of one kind are nearly equally long: the place in the table is guessed by their
 * mean length and put right by a step or two.  The table grows by what is asked of it, to
 * PERIODS_HELD at most; instants beyond are worked out each by itself.
 */
#ifndef ACORDO_ENGINE_PERIOD_TABLE_H
#define ACORDO_ENGINE_PERIOD_TABLE_H

#include "interp/time/period.h"

enum { PERIODS_HELD = 1 << 16 };

typedef struct PeriodTable {
    PeriodRule rule;
    int64_t *start;  /* n + 1: that past the last period ends it */
    int32_t first;   /* number of the period that begins at start[0] */
    int32_t n;       /* 0: nothing asked yet */
    int64_t mean_us; /* of a period */
} PeriodTable;

void period_table_init(PeriodTable *t, const PeriodRule *rule); /* not NONE */
void period_table_free(PeriodTable *t);
int32_t period_table_miss(PeriodTable *t, int64_t at_us); /* not in the table yet */

static inline int32_t period_table_find(PeriodTable *t, int64_t at_us)
{
    if (t->n == 0 || at_us < t->start[0] || at_us >= t->start[t->n])
        return period_table_miss(t, at_us);
    int32_t i = (int32_t)((at_us - t->start[0]) / t->mean_us);
    i = i < t->n ? i : t->n - 1;
    while (at_us < t->start[i])
        i--;
    while (at_us >= t->start[i + 1])
        i++;
    return t->first + i;
}

#endif
