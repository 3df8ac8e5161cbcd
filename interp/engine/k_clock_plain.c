/* k_clock_plain.c -- the usual clause by columns: one start, at most one stop, one calendar.
 *
 * Rows where that is not all there is to say (a cancel, an exit that may have cancelled, an
 * instant that the calendar does not reach, business days) are done again, each by itself.
 */
#include "interp/engine/clock_rows.h"

#include "interp/engine/kernels.h"
#include <string.h>

/* What a batch's rows come to; columns are the outputs themselves where they can be.  Loops
 * over them say that they lie apart: bytes may be anything's alias else, and the compiler
 * would make no vectors of them. */
typedef struct Plain {
    Clock *k;
    int n;
    LaneRows *to;
    const int64_t *now, *within;
    int64_t *s, *end, *after;
    uint8_t *gate, *active, *stopped, *slow, *none;
} Plain;

static bool is_constant(const RowIn *in) { return in->step == 0; }

/* One calendar for all rows, or none at all. */
static bool set_calendar(Clock *k)
{
    int64_t i;
    k->calendar = NULL;
    k->no_calendar = false;
    if (k->s->calendar == NO_SLOT)
        return true;
    if (!is_constant(&k->on) || !clock_known(&k->on, 0, &i))
        return false;
    k->calendar = k->core->calendars[i].calendar;
    return k->calendar != NULL;
}

static bool is_plain(Clock *k)
{
    const CoreClause *c = k->s->core;
    const bool aggregate =
        c->n_stops > 0 && c->stop_is_aggregate != NULL && c->stop_is_aggregate[0];
    return c->kind == CLAUSE_CLOCK && c->n_starts == 1 && c->n_stops <= 1 && !aggregate
           && (c->allowance == ALLOW_ELAPSED || c->allowance == ALLOW_BUSINESS)
           && set_calendar(k);
}

/* -- operands as columns ----------------------------------------------------------- */

static const int64_t *each(const RowIn *in, int64_t *room, int n)
{
    if (in->step == 1)
        return in->i64;
    for (int r = 0; r < n; r++)
        room[r] = in->i64[0];
    return room;
}

static const uint8_t *each_byte(const uint8_t *p, int step, uint8_t *room, int n)
{
    if (step == 1)
        return p;
    memset(room, p[0], (size_t)n);
    return room;
}

KERNEL_CLONES static void join_bytes(uint8_t *restrict to, const uint8_t *restrict b,
                                     int n)
{
    for (int r = 0; r < n; r++)
        to[r] = (uint8_t)(to[r] | b[r]);
}

KERNEL_CLONES static void but_not(uint8_t *restrict to, const uint8_t *restrict null,
                                  int n)
{
    for (int r = 0; r < n; r++)
        to[r] = to[r] & (null[r] == 0);
}

KERNEL_CLONES static void is_nought(uint8_t *restrict to, const uint8_t *restrict b,
                                    int n)
{
    for (int r = 0; r < n; r++)
        to[r] = b[r] == 0;
}

/* -- which rows there are ---------------------------------------------------------- */

/* gate: where the clause applies, and that is settled. */
static void open_gate(const Plain *p)
{
    const Clock *k = p->k;
    uint8_t room[BATCH_ROWS];
    memcpy(p->gate, each_byte(k->applies.flag, k->applies.step, room, p->n),
           (size_t)p->n);
    but_not(p->gate, each_byte(k->applies.null, k->applies.null_step, room, p->n),
            p->n);
    for (int r = 0; r < p->n && k->s->settled != NO_SLOT; r++)
        p->gate[r] &= clock_is_yes(&k->settled, r);
}

/* Rows where a cancel or an exit has a say. */
static void mark_cancelled(const Plain *p)
{
    const Clock *k = p->k;
    uint8_t room[BATCH_ROWS], known[BATCH_ROWS];
    for (int i = 0; i < k->s->core->n_cancels; i++) {
        is_nought(known,
                  each_byte(k->cancels[i].null, k->cancels[i].null_step, room, p->n),
                  p->n);
        join_bytes(p->slow, known, p->n);
    }
    for (int i = 0; i < MUTATE(45, k->s->n_exits, 0); i++)
        join_bytes(p->slow,
                   each_byte(k->exit_holds[i].flag, k->exit_holds[i].step, room, p->n),
                   p->n);
}

KERNEL_CLONES static void not_plain(uint8_t *restrict slow,
                                    const int64_t *restrict within, int n)
{
    for (int r = 0; r < n; r++)
        slow[r] = (uint8_t)(slow[r] | ((uint64_t)within[r] >= (uint64_t)BUSINESS_DAY));
}

static void mark_allowances(const Plain *p)
{
    const RowIn *within = &p->k->within;
    uint8_t room[BATCH_ROWS];
    join_bytes(p->slow, each_byte(within->null, within->null_step, room, p->n), p->n);
    not_plain(p->slow, p->within, p->n);
}

/* A row without a start counts from now to now. */
KERNEL_CLONES static void start_rows(uint8_t *restrict active, int64_t *restrict s,
                                     const int64_t *restrict at,
                                     const uint8_t *restrict null,
                                     const int64_t *restrict now, int n)
{
    for (int r = 0; r < n; r++) {
        const uint8_t on =
            active[r] & (null[r] == 0) & MUTATE(27, at[r] <= now[r], at[r] < now[r]);
        active[r] = on;
        s[r] = on != 0 ? at[r] : now[r];
    }
}

static void take_starts(const Plain *p)
{
    const RowIn *start = &p->k->starts[0];
    int64_t room[BATCH_ROWS];
    uint8_t bytes[BATCH_ROWS];
    memcpy(p->active, p->gate, (size_t)p->n);
    start_rows(p->active, p->s, each(start, room, p->n),
               each_byte(start->null, start->null_step, bytes, p->n), p->now, p->n);
}

KERNEL_CLONES static void stop_rows(uint8_t *restrict stopped, uint8_t *restrict before,
                                    int64_t *restrict to, const int64_t *restrict s,
                                    const int64_t *restrict at,
                                    const uint8_t *restrict null,
                                    const int64_t *restrict now, int n)
{
    for (int r = 0; r < n; r++) {
        const uint8_t on = stopped[r] & (null[r] == 0) & (at[r] <= now[r]);
        stopped[r] = on;
        before[r] = on & MUTATE(46, at[r] < s[r], at[r] <= s[r]);
        to[r] = at[r] < s[r] ? s[r] : at[r];
    }
}

KERNEL_CLONES static void end_rows(int64_t *restrict end, const int64_t *restrict stop,
                                   const uint8_t *restrict stopped,
                                   const int64_t *restrict now, int n)
{
    for (int r = 0; r < n; r++)
        end[r] = stopped[r] != 0 ? stop[r] : now[r];
}

static void take_stops(const Plain *p)
{
    const Clock *k = p->k;
    int64_t room[BATCH_ROWS], *stop = p->to->col[PROP_STOPPED].i64;
    uint8_t bytes[BATCH_ROWS];
    if (k->s->core->n_stops == 0) {
        memset(p->stopped, 0, (size_t)p->n);
        memset(k->to->before, 0, (size_t)p->n);
        memcpy(p->end, p->now, sizeof *p->end * (size_t)p->n);
        return;
    }
    const RowIn *in = &k->stops[0];
    memcpy(p->stopped, p->active, (size_t)p->n);
    stop_rows(p->stopped, k->to->before, stop, p->s, each(in, room, p->n),
              each_byte(in->null, in->null_step, bytes, p->n), p->now, p->n);
    end_rows(p->end, stop, p->stopped, p->now, p->n);
}

/* -- lengths ----------------------------------------------------------------------- */

static void count_elapsed(const Plain *p)
{
    int64_t *to = p->to->col[PROP_ELAPSED].i64;
    if (p->k->calendar != NULL)
        calendar_between_n(p->k->calendar, p->n, (Instants){p->s, 1},
                           (Instants){p->end, 1}, to, p->none);
    else
        for (int r = 0; r < p->n; r++)
            p->none[r] = __builtin_sub_overflow(p->end[r], p->s[r], &to[r]);
    join_bytes(p->slow, p->none, p->n);
}

/* none: where there is no such instant. */
static void add_lengths(const Plain *p, const int64_t *length, int64_t *to)
{
    if (p->k->calendar != NULL) {
        calendar_deadline_n(p->k->calendar, p->n, (Instants){p->s, 1},
                            (Instants){length, 1}, to, p->none);
        return;
    }
    for (int r = 0; r < p->n; r++)
        p->none[r] = __builtin_add_overflow(p->s[r], length[r], &to[r])
                     || !time_is_instant(to[r]);
}

/* Neither is below zero, nor 2^62, but in rows that are done again. */
KERNEL_CLONES static void rest_rows(int64_t *restrict remaining, int64_t *restrict late,
                                    uint8_t *restrict slow,
                                    const int64_t *restrict within,
                                    const int64_t *restrict elapsed, int n)
{
    for (int r = 0; r < n; r++) {
        const int64_t left = (int64_t)((uint64_t)within[r] - (uint64_t)elapsed[r]);
        slow[r] = (uint8_t)(slow[r] | (elapsed[r] < 0) | (elapsed[r] > INT64_MAX / 2));
        remaining[r] = left;
        late[r] = left < 0 ? (int64_t)(0 - (uint64_t)left) : 0;
    }
}

static void count_used(const Plain *p)
{
    const int64_t *elapsed = p->to->col[PROP_ELAPSED].i64;
    Column *to = &p->to->col[PROP_USED];
    for (int r = 0; r < p->n; r++) {
        int64_t used = 0;
        to->null[r] = p->active[r] == 0 || !clock_used(elapsed[r], p->within[r], &used);
        to->i64[r] = used;
    }
}

/* -- warnings ---------------------------------------------------------------------- */

/* The instants at which the clock has run so long; not those at or after its end. */
static void warn_rows(const Plain *p, const int64_t *after, Column *to)
{
    add_lengths(p, after, to->i64);
    for (int r = 0; r < p->n; r++) {
        const bool ended = p->stopped[r] != 0 && p->end[r] <= to->i64[r];
        to->null[r] =
            p->active[r] == 0 || p->none[r] != 0 || after[r] == NEVER || ended;
    }
}

static void warn_by(const Plain *p, ClauseLine line, Column *to)
{
    int64_t after[BATCH_ROWS];
    for (int r = 0; r < p->n; r++)
        after[r] = clock_warned_by(p->k, r, line, p->within[r]);
    warn_rows(p, after, to);
}

static void find_warnings(const Plain *p)
{
    const Clock *k = p->k;
    Column *to = &p->to->col[CLAUSE_WARNING];
    if (k->s->warn_share == NO_SLOT && k->s->warn_before == NO_SLOT) {
        for (int r = 0; r < p->n; r++)
            p->after[r] = NEVER;
        memset(to->null, 1, (size_t)p->n);
        return;
    }
    for (int r = 0; r < p->n; r++)
        p->after[r] = clock_warned_after(k, r, p->within[r]);
    warn_rows(p, p->after, to);
    if (!clock_warns_twice(k->s))
        return;
    warn_by(p, LINE_WARN_AT, &p->to->col[CLAUSE_WARNED_AT]);
    warn_by(p, LINE_WARN_DUE, &p->to->col[CLAUSE_WARNED_DUE]);
}

/* -- what became of them ----------------------------------------------------------- */

KERNEL_CLONES static void status_rows(int64_t *restrict to,
                                      const int64_t *restrict elapsed,
                                      const int64_t *restrict late,
                                      const int64_t *restrict after,
                                      const uint8_t *restrict stopped, int n)
{
    for (int r = 0; r < n; r++) {
        const int64_t open = elapsed[r] >= after[r] ? STATUS_AT_RISK : STATUS_RUNNING;
        const int64_t timely = stopped[r] != 0 ? STATUS_MET : open;
        to[r] = late[r] > 0 ? STATUS_BREACHED : timely;
    }
}

static ClauseStatus idle_status(const Clock *k, int r)
{
    if (clock_is_missing(&k->applies, r) || !clock_is_yes(&k->settled, r))
        return STATUS_UNDETERMINED;
    return clock_is_yes(&k->applies, r) && clock_is_yes(&k->lost[0], r)
               ? STATUS_UNDETERMINED
               : STATUS_NONE;
}

static void tell_status(const Plain *p)
{
    const Clock *k = p->k;
    int64_t *to = p->to->col[PROP_STATUS].i64;
    status_rows(to, p->to->col[PROP_ELAPSED].i64, p->to->col[PROP_LATE].i64, p->after,
                p->stopped, p->n);
    for (int r = 0; r < p->n && k->s->excused != NO_SLOT; r++)
        to[r] = clock_is_yes(&k->excused, r) ? STATUS_EXCUSED : to[r];
    for (int r = 0; r < p->n; r++)
        if (p->active[r] == 0)
            to[r] = idle_status(k, r);
}

static void tell_nulls(const Plain *p)
{
    static const ClauseProp known[] = {PROP_STARTS, PROP_DUE, PROP_ELAPSED,
                                       PROP_REMAINING, PROP_LATE};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        is_nought(p->to->col[known[i]].null, p->active, p->n);
    is_nought(p->to->col[PROP_STOPPED].null, p->stopped, p->n);
}

/* Without a cancel what ends an instance is its stop. */
static void tell_ended(const Plain *p)
{
    Column *to = &p->to->col[CLAUSE_ENDED];
    memcpy(to->i64, p->end, sizeof *to->i64 * (size_t)p->n);
    is_nought(to->null, p->stopped, p->n);
}

/* The level is told of every row that the clause applies to, started or not. */
static void tell_levels(const Plain *p)
{
    const Clock *k = p->k;
    Column *to = &k->to->level;
    if (k->s->n_levels > 0 && k->s->level_when[0] == NO_SLOT) {
        for (int r = 0; r < p->n; r++)
            to->i64[r] = k->s->level[0] * MICRO;
        is_nought(to->null, p->gate, p->n);
        return;
    }
    for (int r = 0; r < p->n; r++)
        if (p->gate[r] != 0)
            clock_put_level(k, r);
        else
            to->null[r] = 1;
}

static void redo_slow(const Plain *p)
{
    for (int r = 0; r < p->n; r++)
        if (p->slow[r] != 0)
            clock_row(p->k, r);
}

static void run(const Plain *p)
{
    Column *col = p->to->col;
    memset(p->slow, 0, (size_t)p->n);
    memset(p->k->to->ignored, 0, (size_t)p->n);
    open_gate(p);
    mark_cancelled(p);
    mark_allowances(p);
    take_starts(p);
    take_stops(p);
    count_elapsed(p);
    add_lengths(p, p->within, col[PROP_DUE].i64);
    join_bytes(p->slow, p->none, p->n);
    rest_rows(col[PROP_REMAINING].i64, col[PROP_LATE].i64, p->slow, p->within,
              col[PROP_ELAPSED].i64, p->n);
    count_used(p);
    find_warnings(p);
    tell_status(p);
    tell_nulls(p);
    tell_ended(p);
    tell_levels(p);
    redo_slow(p);
}

bool clock_run_plain(Clock *k, int n)
{
    int64_t now[BATCH_ROWS], within[BATCH_ROWS], end[BATCH_ROWS], after[BATCH_ROWS];
    uint8_t gate[BATCH_ROWS], active[BATCH_ROWS], stopped[BATCH_ROWS], slow[BATCH_ROWS],
        none[BATCH_ROWS];
    if (!is_plain(k))
        return false;
    LaneRows *to = &k->to->lane[0];
    run(&(Plain){.k = k,
                 .n = n,
                 .to = to,
                 .now = each(&k->at_now, now, n),
                 .within = each(&k->within, within, n),
                 .s = to->col[PROP_STARTS].i64,
                 .end = end,
                 .after = after,
                 .gate = gate,
                 .active = active,
                 .stopped = stopped,
                 .slow = slow,
                 .none = none});
    return true;
}
