/* period_table.h -- the period of an instant or a date, by a table of the periods' bounds.
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
    bool dates;     /* of days; else of instants */
    int64_t *start; /* n + 1: that past the last period ends it */
    int32_t first;  /* number of the period that begins at start[0] */
    int32_t n;      /* 0: nothing asked yet */
    int64_t mean;   /* length of a period */
} PeriodTable;

void period_table_init(PeriodTable *t, const PeriodRule *rule,
                       bool dates); /* not NONE */
void period_table_free(PeriodTable *t);
int32_t period_table_miss(PeriodTable *t, int64_t at); /* not in the table yet */

static inline int32_t period_table_find(PeriodTable *t, int64_t at)
{
    if (t->n == 0 || at < t->start[0] || at >= t->start[t->n])
        return period_table_miss(t, at);
    int32_t i = (int32_t)((at - t->start[0]) / t->mean);
    i = i < t->n ? i : t->n - 1;
    while (at < t->start[i])
        i--;
    while (at >= t->start[i + 1])
        i++;
    return t->first + i;
}

#endif
