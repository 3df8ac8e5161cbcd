/* clock_rows.h -- what the files that run clocks share: a clause over a batch.
 *
 * k_clock.c runs any row; k_clock_plain.c most rows of the usual clause, whole columns at a
 * time, and leaves the others to it.
 */
#ifndef ACORDO_ENGINE_CLOCK_ROWS_H
#define ACORDO_ENGINE_CLOCK_ROWS_H

#include "interp/engine/clock_time.h"
#include "interp/engine/eval_state.h"

/* Later than any instant: what has not happened. */
#define NEVER INT64_MAX

/* A clause over a batch, and of the row at hand what all its instances share. */
typedef struct Clock {
    const ClauseStep *s;
    const Core *core;
    ClauseRows *to;
    RowIn at_now, settled, applies, excused, after_exit, keep;
    RowIn within, on, warn_share, warn_before, exit;
    const RowIn *starts, *lost, *stops, *cancels, *exit_holds, *exit_since, *level_when;
    int64_t now;
    const Calendar *calendar;
    bool no_calendar; /* there should be one, and it is missing */
} Clock;

static inline bool clock_is_yes(const RowIn *in, int r)
{
    return in->flag[r * in->step] != 0;
}

static inline bool clock_is_missing(const RowIn *in, int r)
{
    return in->null[r * in->null_step] != 0;
}

static inline bool clock_known(const RowIn *in, int r, int64_t *v)
{
    *v = in->i64[r * in->step];
    return !clock_is_missing(in, r);
}

/* NEVER where it is missing, or after now. */
static inline int64_t clock_instant(const Clock *k, const RowIn *in, int r)
{
    const int64_t at = in->i64[r * in->step];
    const bool has_come = at <= k->now;
    return (has_come & !clock_is_missing(in, r)) != 0 ? at : NEVER;
}

void clock_row(Clock *k, int r);
/* How long the clock runs until the row's first warning, and until that of one line (WARN_AT,
 * WARN_DUE); NEVER where there is none. */
int64_t clock_warned_after(const Clock *k, int r, int64_t length);
int64_t clock_warned_by(const Clock *k, int r, ClauseLine line, int64_t length);
/* `warn at` and `warn … before due`: each has an instant of its own. */
static inline bool clock_warns_twice(const ClauseStep *s)
{
    return s->warn_share != NO_SLOT && s->warn_before != NO_SLOT;
}
/* The level that states the allowance, for a row that the clause applies to. */
void clock_put_level(const Clock *k, int r);
/* All rows, where the clause is plain enough; else false, and nothing is done. */
bool clock_run_plain(Clock *k, int n);

#endif
