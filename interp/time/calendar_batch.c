/* calendar_batch.c -- the two questions of clocks, for a column at a time.
 *
 * The loops take no branch that depends on the data: what has no answer is asked of an
 * instant that has one.  Each is compiled for one and for two halvings.
 */
#include "interp/time/calendar_part.h"

/* t, or where it has no answer the calendar's start; *none says which. */
static inline int64_t answerable(const Calendar *c, int64_t t_us, unsigned *none)
{
    const uint64_t span = (uint64_t)c->end_us - (uint64_t)c->start_us;
    const bool out = (uint64_t)t_us - (uint64_t)c->start_us > span;
    *none |= out;
    return out ? c->start_us : t_us;
}

static inline void between_rows(const Calendar *c, int n, Instants a, Instants b,
                                int64_t *open_us, uint8_t *none, int steps)
{
    for (int r = 0; r < n; r++) {
        unsigned no = 0;
        const int64_t from_us = answerable(c, a.us[r * a.step], &no);
        const int64_t to_us = answerable(c, b.us[r * b.step], &no);
        const int64_t open =
            open_until(c, to_us, steps) - open_until(c, from_us, steps);
        open_us[r] = no ? 0 : open;
        none[r] = (uint8_t)no;
    }
}

void calendar_between_n(const Calendar *c, int n, Instants a, Instants b,
                        int64_t *open_us, uint8_t *none)
{
    const int steps = c->by_time.steps;
    if (steps == 1)
        between_rows(c, n, a, b, open_us, none, 1);
    else if (steps == 2)
        between_rows(c, n, a, b, open_us, none, 2);
    else
        between_rows(c, n, a, b, open_us, none, steps);
}

/* With `open` forward the microsecond before the deadline is looked for, and with none or
 * back the one after it; without any the deadline is t. */
static inline void deadline_rows(const Calendar *c, int n, Instants t, Instants open,
                                 int64_t *due_us, uint8_t *none, int steps,
                                 int open_steps)
{
    for (int r = 0; r < n; r++) {
        unsigned no = 0;
        const int64_t from_us = answerable(c, t.us[r * t.step], &no);
        const int64_t length_us = open.us[r * open.step];
        const int64_t so_far_us = open_until(c, from_us, steps);
        const int64_t forward = length_us > 0;
        no |= (length_us > c->open_us - so_far_us) | (length_us < -so_far_us);
        int64_t key_us = so_far_us + (no ? 0 : length_us) - forward;
        key_us = no | (length_us == 0) ? 0 : key_us;
        const int64_t due = instant_of_open(c, key_us, open_steps) + forward;
        due_us[r] = no ? 0 : length_us == 0 ? from_us : due;
        none[r] = (uint8_t)no;
    }
}

void calendar_deadline_n(const Calendar *c, int n, Instants t, Instants open,
                         int64_t *due_us, uint8_t *none)
{
    const int steps = c->by_time.steps, open_steps = c->by_open.steps;
    if (steps == 1 && open_steps == 1)
        deadline_rows(c, n, t, open, due_us, none, 1, 1);
    else if (steps <= 2 && open_steps <= 2)
        deadline_rows(c, n, t, open, due_us, none, 2, 2);
    else
        deadline_rows(c, n, t, open, due_us, none, steps, open_steps);
}
