/* k_clock.c -- the clocks of a clause, row by row: instances, what became of each.
 *
 * The rules are those of clock.h.  By additivity of time the clock's time from the due
 * instant to the end is what the time from the start to the end has more than the
 * allowance's length: so one look-up on the calendar says whether an instance is late.
 *
 *     09:00-18:00; s Friday 17:00, within 2 hours: length 2 h, due Monday 10:00.
 *     Stopped Monday 10:30: elapsed 2 h 30 min, late 30 min.
 */
#include "interp/engine/clock.h"
#include "interp/engine/clock_rows.h"

#include <assert.h>
#include <string.h>

/* An instance: its columns' values, a bit for each that is known. */
typedef struct Instance {
    int64_t value[N_CLAUSE_KEPT];
    unsigned known;
    int64_t ended; /* the instant of its stop or cancel, or NEVER */
} Instance;

static inline void set(Instance *i, int kept, int64_t v)
{
    i->value[kept] = v;
    i->known |= 1U << kept;
}

static inline void forget(Instance *i, int kept)
{
    i->value[kept] = 0;
    i->known &= ~(1U << kept);
}

static void set_calendar(Clock *k, int r)
{
    int64_t i;
    k->calendar = clock_known(&k->on, r, &i) ? k->core->calendars[i].calendar : NULL;
    k->no_calendar = k->s->calendar != NO_SLOT && k->calendar == NULL;
}

/* -- the ends of an instance ------------------------------------------------------- */

/* The earliest stop of an instance from s on.  One before s counts as at s, unless it is an
 * aggregate, or `spent`: at or before the end of the instance before. */
static int64_t first_stop(const Clock *k, int r, int64_t s, int64_t spent, bool *before)
{
    const CoreClause *c = k->s->core;
    int64_t first = NEVER;
    for (int i = 0; i < c->n_stops; i++) {
        int64_t at = clock_instant(k, &k->stops[i], r);
        const bool aggregate = c->stop_is_aggregate != NULL && c->stop_is_aggregate[i];
        if (MUTATE(44, at <= spent, at < spent)
            || (at < s && MUTATE(28, aggregate, false)))
            continue;
        if (at < s) {
            *before = true;
            at = s;
        }
        first = at < first ? at : first;
    }
    return first;
}

static int64_t first_cancel(const Clock *k, int r, int64_t s)
{
    int64_t first = NEVER;
    for (int i = 0; i < k->s->core->n_cancels; i++) {
        const int64_t at = clock_instant(k, &k->cancels[i], r);
        if (MUTATE(29, at >= s, at > s) && at < first)
            first = at;
    }
    return first;
}

static int64_t first_exit(const Clock *k, int r, int64_t s)
{
    int64_t first = NEVER;
    if (clock_is_yes(&k->after_exit, r))
        return NEVER;
    for (int i = 0; i < k->s->n_exits; i++) {
        if (!clock_is_yes(&k->exit_holds[i], r))
            continue;
        const int64_t at = clock_instant(k, &k->exit_since[i], r);
        if (at >= s && at < first)
            first = at;
    }
    return first;
}

/* Whether the lead is in an exit that may have cancelled, nobody knows when. */
static bool exit_is_lost(const Clock *k, int r)
{
    int64_t exit, at;
    return MUTATE(36, k->s->n_exits > 0, false) && !clock_is_yes(&k->after_exit, r)
           && clock_known(&k->exit, r, &exit)
           && !clock_known(&k->exit_since[exit], r, &at);
}

/* -- the allowance ----------------------------------------------------------------- */

static bool due_of(const Clock *k, int r, int64_t s, int64_t *due, int64_t *length)
{
    int64_t within = 0;
    if (k->no_calendar
        || (k->s->within != NO_SLOT && !clock_known(&k->within, r, &within)))
        return false;
    return clock_due(k->calendar, k->core->zone, k->s->core->allowance, within, s, due,
                     length);
}

static int64_t earliest(int64_t a, int64_t b) { return a < b ? a : b; }

int64_t clock_warned_by(const Clock *k, int r, ClauseLine line, int64_t length)
{
    int64_t v;
    if (!clock_known(line == LINE_WARN_AT ? &k->warn_share : &k->warn_before, r, &v))
        return NEVER;
    if (line == LINE_WARN_AT)
        return clock_share(length, v);
    return v < length ? length - v : 0;
}

int64_t clock_warned_after(const Clock *k, int r, int64_t length)
{
    return earliest(clock_warned_by(k, r, LINE_WARN_AT, length),
                    clock_warned_by(k, r, LINE_WARN_DUE, length));
}

static void set_warning(const Clock *k, int64_t s, int64_t after, int kept, Instance *i)
{
    int64_t at;
    if (after != NEVER && clock_after(k->calendar, s, after, &at) && at < i->ended)
        set(i, kept, at);
}

/* warned: how long until the first of them. */
static void set_warnings(const Clock *k, int r, int64_t s, int64_t length,
                         int64_t warned, Instance *i)
{
    set_warning(k, s, warned, CLAUSE_WARNING, i);
    if (!clock_warns_twice(k->s))
        return;
    set_warning(k, s, clock_warned_by(k, r, LINE_WARN_AT, length), CLAUSE_WARNED_AT, i);
    set_warning(k, s, clock_warned_by(k, r, LINE_WARN_DUE, length), CLAUSE_WARNED_DUE,
                i);
}

/* -- what became of it ------------------------------------------------------------- */

/* What the clock shows at the end; false: it cannot be said. */
static bool set_times(const Clock *k, int64_t s, int64_t end, int64_t length,
                      Instance *i)
{
    int64_t elapsed, remaining, used;
    if (!clock_between(k->calendar, s, end, &elapsed)
        || __builtin_sub_overflow(length, elapsed, &remaining))
        return false;
    set(i, PROP_ELAPSED, elapsed);
    set(i, PROP_REMAINING, remaining);
    set(i, PROP_LATE, remaining < 0 ? -remaining : 0);
    if (clock_used(elapsed, length, &used))
        set(i, PROP_USED, used);
    return true;
}

static bool is_late(const Instance *i)
{
    return MUTATE(37, i->value[PROP_LATE] > 0, i->value[PROP_REMAINING] <= 0);
}

static ClauseStatus open_status(const Instance *i, int64_t warned)
{
    if (is_late(i))
        return STATUS_BREACHED;
    return MUTATE(30, i->value[PROP_ELAPSED] >= warned, i->value[PROP_ELAPSED] > warned)
               ? STATUS_AT_RISK
               : STATUS_RUNNING;
}

/* cancelled: its cancel came first; ended: it or its stop came. */
static ClauseStatus status_of(const Clock *k, int r, const Instance *i, bool cancelled,
                              int64_t warned)
{
    if (clock_is_yes(&k->excused, r))
        return STATUS_EXCUSED;
    if (i->ended == NEVER)
        return open_status(i, warned);
    if (is_late(i))
        return STATUS_BREACHED;
    return cancelled ? STATUS_CANCELLED : STATUS_MET;
}

static void forget_times(Instance *i)
{
    for (int p = PROP_ELAPSED; p <= PROP_LATE; p++)
        forget(i, p);
}

/* -- a clock ----------------------------------------------------------------------- */

/* The instance that starts at s; spent: when the one before ended. */
static void run_clock(const Clock *k, int r, int64_t s, int64_t spent, Instance *i)
{
    int64_t due, length;
    bool before = false;
    const int64_t e = first_stop(k, r, s, spent, &before);
    const int64_t c = earliest(first_cancel(k, r, s), first_exit(k, r, s));
    const bool cancelled = MUTATE(41, c < e, c <= e && c != NEVER);
    *i = (Instance){.ended = earliest(e, c)};
    k->to->before[r] = (uint8_t)(k->to->before[r] + before);
    set(i, PROP_STATUS, STATUS_UNDETERMINED);
    set(i, PROP_STARTS, s);
    if (i->ended != NEVER)
        set(i, CLAUSE_ENDED, i->ended);
    if (e != NEVER && !cancelled)
        set(i, PROP_STOPPED, e);
    if (!due_of(k, r, s, &due, &length))
        return;
    set(i, PROP_DUE, due);
    if (!set_times(k, s, earliest(i->ended, k->now), length, i))
        return;
    const int64_t warned = clock_warned_after(k, r, length);
    set_warnings(k, r, s, length, warned, i);
    if (i->ended == NEVER && !is_late(i) && exit_is_lost(k, r))
        forget_times(i);
    else
        i->value[PROP_STATUS] = status_of(k, r, i, cancelled, warned);
}

/* Instants of starts up to now, in order; equal ones in the order of writing. */
static int gather_starts(const Clock *k, int r)
{
    int64_t *to = k->to->start;
    int n = 0;
    for (int i = 0; i < k->s->core->n_starts; i++) {
        const int64_t at = clock_instant(k, &k->starts[i], r);
        int place = n;
        if (at == NEVER)
            continue;
        for (; place > 0 && MUTATE(43, to[place - 1] > at, false); place--)
            to[place] = to[place - 1];
        to[place] = at;
        n++;
    }
    return n;
}

static bool start_is_lost(const Clock *k, int r)
{
    for (int i = 0; i < k->s->core->n_starts; i++)
        if (clock_is_yes(&k->lost[i], r))
            return true;
    return false;
}

/* -- a promise to keep ------------------------------------------------------------- */

/* With `within`, from the target's instant on; without, at once. */
static void run_keep(const Clock *k, int r, Instance *i)
{
    int64_t due, length, s = NEVER;
    const bool has_clock = k->s->within != NO_SLOT;
    if (has_clock && k->s->core->n_starts > 0)
        s = clock_instant(k, &k->starts[0], r);
    *i = (Instance){.ended = NEVER};
    set(i, PROP_STATUS, STATUS_UNDETERMINED);
    if (s != NEVER)
        set(i, PROP_STARTS, s);
    const bool has_due = s != NEVER && due_of(k, r, s, &due, &length);
    if (has_due)
        set(i, PROP_DUE, due);
    if (clock_is_missing(&k->keep, r))
        return;
    if (clock_is_yes(&k->keep, r))
        i->value[PROP_STATUS] = STATUS_MET;
    else if (!has_clock)
        i->value[PROP_STATUS] = STATUS_BREACHED;
    else if (has_due && set_times(k, s, k->now, length, i)) {
        const int64_t warned = clock_warned_after(k, r, length);
        set_warnings(k, r, s, length, warned, i);
        i->value[PROP_STATUS] = open_status(i, warned);
    }
    if (i->value[PROP_STATUS] != STATUS_UNDETERMINED && clock_is_yes(&k->excused, r))
        i->value[PROP_STATUS] = STATUS_EXCUSED;
}

/* -- lanes ------------------------------------------------------------------------- */

static inline void put_lane(LaneRows *to, int r, const Instance *i)
{
    to->col[PROP_STATUS].i64[r] = i->value[PROP_STATUS];
    for (int p = PROP_STATUS + 1; p < N_CLAUSE_KEPT; p++) {
        to->col[p].i64[r] = i->value[p];
        to->col[p].null[r] = (i->known >> p & 1) == 0;
    }
}

static const Instance no_instance = {.known = 1U << PROP_STATUS, .ended = NEVER};

/* The lanes from n on have none; the last before them is the latest. */
static void end_lanes(const Clock *k, int r, int n, const Instance *last)
{
    for (int lane = n; lane < k->to->n_lanes; lane++)
        put_lane(&k->to->lane[lane], r, &no_instance);
    if (MUTATE(39, k->to->n_lanes > 1, n > 1))
        put_lane(k->to->latest, r, last);
}

static void put_only(const Clock *k, int r, const Instance *i)
{
    put_lane(&k->to->lane[0], r, i);
    end_lanes(k, r, 1, i);
}

static void put_status(const Clock *k, int r, ClauseStatus status)
{
    Instance i = no_instance;
    i.value[PROP_STATUS] = status;
    put_only(k, r, &i);
}

static void count_ignored(const Clock *k, int r)
{
    if (k->to->ignored[r] < UINT8_MAX)
        k->to->ignored[r]++;
}

static void run_starts(const Clock *k, int r, int n)
{
    Instance i;
    int lane = 0;
    int64_t spent = INT64_MIN;
    for (int at = 0; at < n; at++) {
        const int64_t s = k->to->start[at];
        if (lane > 0 && s == i.value[PROP_STARTS])
            continue;
        if (lane > 0 && MUTATE(42, i.ended > s, i.ended >= s)) {
            count_ignored(k, r);
            continue;
        }
        spent = lane > 0 ? i.ended : INT64_MIN;
        run_clock(k, r, s, spent, &i);
        put_lane(&k->to->lane[lane++], r, &i);
    }
    end_lanes(k, r, lane, &i);
}

/* -- rows -------------------------------------------------------------------------- */

void clock_put_level(const Clock *k, int r)
{
    Column *to = &k->to->level;
    to->null[r] = 1;
    to->i64[r] = 0;
    for (int i = 0; i < k->s->n_levels; i++)
        if (clock_is_yes(&k->level_when[i], r)) {
            to->i64[r] = k->s->level[i] * MICRO;
            to->null[r] = 0;
            return;
        }
}

static void run_applied(Clock *k, int r)
{
    Instance i;
    set_calendar(k, r);
    clock_put_level(k, r);
    if (k->s->core->kind == CLAUSE_KEEP) {
        run_keep(k, r, &i);
        put_only(k, r, &i);
        return;
    }
    const int n = gather_starts(k, r);
    if (n > 0)
        run_starts(k, r, n);
    else
        put_status(k, r,
                   MUTATE(35, start_is_lost(k, r), false) ? STATUS_UNDETERMINED
                                                          : STATUS_NONE);
}

void clock_row(Clock *k, int r)
{
    k->to->before[r] = k->to->ignored[r] = 0;
    k->to->level.null[r] = 1;
    k->now = k->at_now.i64[r * k->at_now.step];
    if (clock_is_missing(&k->applies, r) || !clock_is_yes(&k->settled, r))
        put_status(k, r, STATUS_UNDETERMINED);
    else if (!clock_is_yes(&k->applies, r))
        put_status(k, r, STATUS_NONE);
    else
        run_applied(k, r);
}

/* -- operands ---------------------------------------------------------------------- */

static const int64_t nought[1];
static const uint8_t no[1], yes[1] = {1};

/* What is not written is missing, or as a condition `otherwise`. */
static RowIn operand(const Eval *ev, int slot, bool otherwise)
{
    if (slot == NO_SLOT)
        return (RowIn){nought, otherwise ? yes : no, otherwise ? no : yes, 0, 0};
    const Column *c = &ev->col[slot];
    const int step = column_stride(c);
    return (RowIn){c->phys == PHYS_I64 ? c->i64 : nought,
                   c->phys == PHYS_FLAG ? c->flag : no, c->null != NULL ? c->null : no,
                   step, c->null != NULL ? step : 0};
}

static const RowIn *operands(const Eval *ev, RowIn **room, const int *slot, int n,
                             bool otherwise)
{
    RowIn *first = *room;
    for (int i = 0; i < n; i++)
        first[i] = operand(ev, slot[i], otherwise);
    *room += n;
    return first;
}

/* The room has as many places as clause_operands says. */
static void bind(Clock *k, const Eval *ev)
{
    const ClauseStep *s = k->s;
    RowIn *room = k->to->in;
    k->at_now = operand(ev, s->now, false);
    k->settled = operand(ev, s->settled, true);
    k->applies = operand(ev, s->applies, true);
    k->excused = operand(ev, s->excused, false);
    k->after_exit = operand(ev, s->after_exit, false);
    k->keep = operand(ev, s->keep, false);
    k->within = operand(ev, s->within, false);
    k->on = operand(ev, s->calendar, false);
    k->warn_share = operand(ev, s->warn_share, false);
    k->warn_before = operand(ev, s->warn_before, false);
    k->exit = operand(ev, s->exit, false);
    k->starts = operands(ev, &room, s->starts, s->core->n_starts, false);
    k->lost = operands(ev, &room, s->lost, s->core->n_starts, false);
    k->stops = operands(ev, &room, s->stops, s->core->n_stops, false);
    k->cancels = operands(ev, &room, s->cancels, s->core->n_cancels, false);
    k->exit_holds = operands(ev, &room, s->exit_holds, s->n_exits, false);
    k->exit_since = operands(ev, &room, s->exit_since, s->n_exits, false);
    k->level_when = operands(ev, &room, s->level_when, s->n_levels, true);
}

void step_clause(Eval *ev, const Step *s)
{
    Clock k = {.s = s->info, .core = ev->p->core, .to = &ev->clause[s->index]};
    bind(&k, ev);
    if (clock_run_plain(&k, ev->n))
        return;
    for (int r = 0; r < ev->n; r++)
        clock_row(&k, r);
}
