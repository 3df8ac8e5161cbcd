/* oracle_clause.c -- what a clause says of one lead: its instances, one after another.
 *
 * Written along engine/clock.h, rule by rule, with missing values as missing values and no
 * regard to cost.  Lateness is measured on the clock from the due instant, shares in 128
 * bits: nothing here is worked out as the engine does it.
 */
#include "interp/base/mem.h"
#include "tests/prop/oracle_part.h"

#define FIRST_INSTANT (-719162 * USEC_DAY)
#define LAST_INSTANT  ((2932896 + 1) * USEC_DAY - 1)

static Answer line(Oracle *o, const CoreExpr *e)
{
    return e != NULL ? oracle_ask(o, e) : missing(0);
}

static bool is_on(Oracle *o, const CoreExpr *e) { return is_yes(line(o, e)); }

/* What lies after now has not happened. */
static Answer happened(Oracle *o, const CoreExpr *e)
{
    const Answer a = line(o, e);

    return !a.is.missing && a.is.i64 > o->now ? missing(0) : a;
}

/* The earlier of two, missing being never. */
static Answer sooner(Answer a, Answer b)
{
    if (a.is.missing || (!b.is.missing && b.is.i64 < a.is.i64))
        return b;
    return a;
}

/* -- lengths --------------------------------------------------------------------------- */

typedef struct Allowed {
    bool known;
    int64_t due, length;
} Allowed;

static Answer time_between(const Calendar *c, int64_t a, int64_t b)
{
    int64_t v;

    if (c != NULL)
        return calendar_between(c, a, b, &v) ? number(v) : missing(0);
    return __builtin_sub_overflow(b, a, &v) ? missing(0) : number(v);
}

static Answer time_after(const Calendar *c, int64_t t, int64_t length)
{
    int64_t v;

    if (c != NULL)
        return calendar_deadline(c, t, length, &v) ? number(v) : missing(0);
    if (__builtin_add_overflow(t, length, &v) || v < FIRST_INSTANT || v > LAST_INSTANT)
        return missing(0);
    return number(v);
}

static Answer due_after(Oracle *o, const CoreClause *c, const Calendar *on, int64_t s,
                        Answer within)
{
    int64_t v = within.is.i64;
    const Answer both[2] = {number(s), within};

    if (within.is.missing && c->allowance != ALLOW_NONE)
        return missing(0);
    if (c->allowance == ALLOW_PERIOD)
        return oracle_call(o, K_STAMP_PLUS_PERIOD, both, 2);
    if (c->allowance == ALLOW_DUE)
        return within;
    if (c->allowance == ALLOW_NONE)
        return number(s);
    if (v < 0 || (c->allowance == ALLOW_BUSINESS && on == NULL))
        return missing(0);
    if (c->allowance == ALLOW_ELAPSED || !business_is_days(v))
        return time_after(on, s, v);
    return calendar_deadline_days(on, s, business_days(v), &v) ? number(v) : missing(0);
}

/* -- the warning --------------------------------------------------------------------------- */

/* Has the clock, having shown `elapsed`, come to what a warning asks? */
typedef struct Asked {
    const CoreExpr *share, *before;
} Asked;

static bool is_warned(Oracle *o, Asked a, int64_t elapsed, int64_t length)
{
    const Answer share = line(o, a.share), before = line(o, a.before);

    if (!share.is.missing
        && (Int128)elapsed * MICRO >= (Int128)(length > 0 ? length : 0) * share.is.i64)
        return true;
    return !before.is.missing && (Int128)length - elapsed <= (Int128)before.is.i64;
}

/* The least that the clock must show for that, by halving. */
static Answer warning_of(Oracle *o, Asked a, const Calendar *on, int64_t s,
                         int64_t length)
{
    int64_t low = 0, high = length > 0 ? length : 0;

    if (!is_warned(o, a, high, length))
        high = INT64_MAX;
    if (!is_warned(o, a, high, length))
        return missing(0);
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (is_warned(o, a, middle, length))
            high = middle;
        else
            low = middle + 1;
    }
    return time_after(on, s, low);
}

/* Both warnings, and the first of them; not what the instance's end came before. */
static void tell_warnings(Oracle *o, const CoreClause *c, const Calendar *on, int64_t s,
                          int64_t length, Answer end, OracleInstance *i)
{
    const struct {
        Asked asked;
        Value *to;
    } of[] = {{{c->warn_share, c->warn_before}, &i->warning},
              {{c->warn_share, NULL}, &i->warned_at},
              {{NULL, c->warn_before}, &i->warned_due}};

    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        *of[k].to = warning_of(o, of[k].asked, on, s, length).is;
        if (!end.is.missing && !of[k].to->missing && end.is.i64 <= of[k].to->i64)
            *of[k].to = missing(0).is;
    }
}

/* -- an instance ----------------------------------------------------------------------------- */

/* Which calendar is asked; false: there should be one. */
static bool calendar_of(Oracle *o, const CoreClause *c, const Calendar **on)
{
    const Answer a = line(o, c->calendar);

    *on = a.is.missing ? NULL : o->core->calendars[a.is.i64].calendar;
    return c->calendar == NULL || !a.is.missing;
}

static void put(OracleInstance *i, ClauseProp p, Answer a) { i->prop[p] = a.is; }

static void put_status(OracleInstance *i, ClauseStatus s)
{
    i->prop[PROP_STATUS] = number(s).is;
}

static OracleInstance nothing(ClauseStatus s)
{
    OracleInstance i = {.warning = {.missing = true},
                        .warned_at = {.missing = true},
                        .warned_due = {.missing = true}};

    for (int p = 0; p < N_CLAUSE_PROPS; p++)
        i.prop[p].missing = true;
    put_status(&i, s);
    return i;
}

static Answer first_stop(Oracle *o, const CoreClause *c, int64_t s, Answer spent,
                         bool *before)
{
    Answer first = missing(0);

    for (int i = 0; i < c->n_stops; i++) {
        Answer at = happened(o, c->stops[i]);
        if (at.is.missing || (!spent.is.missing && at.is.i64 <= spent.is.i64))
            continue;
        if (at.is.i64 < s) {
            if (c->stop_is_aggregate != NULL && c->stop_is_aggregate[i])
                continue;
            *before = true;
            at = number(s);
        }
        first = sooner(first, at);
    }
    return first;
}

static Answer first_from(Oracle *o, CoreExpr *const *e, int n, int64_t s)
{
    Answer first = missing(0);

    for (int i = 0; i < n; i++) {
        const Answer at = happened(o, e[i]);
        if (!at.is.missing && at.is.i64 >= s)
            first = sooner(first, at);
    }
    return first;
}

bool oracle_exits_cancel(const Core *core, const CoreClause *c)
{
    const CoreExpr *after = c->after_exit;

    return core->n_exits > 0 && c->kind == CLAUSE_CLOCK
           && (after == NULL || after->kind != CORE_CONST || after->missing
               || after->i64 == 0);
}

static bool exits_cancel(Oracle *o, const CoreClause *c)
{
    return oracle_exits_cancel(o->core, c) && !is_on(o, c->after_exit);
}

static Answer first_exit(Oracle *o, const CoreClause *c, int64_t s)
{
    const Core *core = o->core;
    Answer first = missing(0);

    if (!exits_cancel(o, c))
        return first;
    oracle_funnel(o);
    for (int i = core->n_stages - core->n_exits; i < core->n_stages; i++) {
        const CoreStage *x = &core->stages[i];
        if (o->lead.reached[i] && x->since != NULL)
            first = sooner(first, first_from(o, (CoreExpr *const *)&x->since, 1, s));
    }
    return first;
}

/* In an exit, nobody knows since when. */
static bool exit_is_lost(Oracle *o, const CoreClause *c)
{
    const Core *core = o->core;

    if (!exits_cancel(o, c) || o->lead.exit.missing)
        return false;
    const int exit = core->n_stages - core->n_exits + (int)o->lead.exit.i64;
    return core->stages[exit].since == NULL
           || line(o, core->stages[exit].since).is.missing;
}

/* elapsed, remaining, late, used, up to `end`; false where they cannot be said. */
static bool tell_times(OracleInstance *i, const Calendar *on, int64_t s, int64_t end,
                       int64_t due, int64_t length)
{
    const Answer elapsed = time_between(on, s, end), late = time_between(on, due, end);
    int64_t used, left;

    if (elapsed.is.missing || late.is.missing
        || __builtin_sub_overflow(length, elapsed.is.i64, &left))
        return false;
    put(i, PROP_ELAPSED, elapsed);
    put(i, PROP_LATE, late.is.i64 > 0 ? late : number(0));
    put(i, PROP_REMAINING, number(left));
    if (length > 0
        && dec_narrow(dec_div_round((Int128)elapsed.is.i64 * MICRO, length), &used))
        put(i, PROP_USED, number(used));
    return true;
}

static ClauseStatus judged(Oracle *o, const CoreClause *c, const OracleInstance *i,
                           bool stopped, bool cancelled)
{
    const int64_t elapsed = i->prop[PROP_ELAPSED].i64;

    if (is_on(o, c->excused))
        return STATUS_EXCUSED;
    if (i->prop[PROP_LATE].i64 > 0)
        return STATUS_BREACHED;
    if (cancelled)
        return STATUS_CANCELLED;
    if (stopped)
        return STATUS_MET;
    return is_warned(o, (Asked){c->warn_share, c->warn_before}, elapsed,
                     elapsed + i->prop[PROP_REMAINING].i64)
               ? STATUS_AT_RISK
               : STATUS_RUNNING;
}

/* What the allowance gives an instance that starts at s; not known: undetermined. */
static Allowed allowed(Oracle *o, const CoreClause *c, const Calendar **on, int64_t s)
{
    Allowed a = {0};

    if (!calendar_of(o, c, on))
        return a;
    const Answer due = due_after(o, c, *on, s, line(o, c->within));
    if (due.is.missing)
        return a;
    const Answer length = time_between(*on, s, due.is.i64);
    a = (Allowed){!length.is.missing, due.is.i64, length.is.i64};
    return a;
}

static OracleInstance instance(Oracle *o, const CoreClause *c, int64_t s, Answer spent,
                               OracleClause *to)
{
    OracleInstance i = nothing(STATUS_UNDETERMINED);
    bool before = false;
    const Answer e = first_stop(o, c, s, spent, &before);
    const Answer x =
        sooner(first_from(o, c->cancels, c->n_cancels, s), first_exit(o, c, s));
    const bool cancelled = !x.is.missing && (e.is.missing || x.is.i64 < e.is.i64);
    const Answer end = cancelled ? x : e;
    const Calendar *on = NULL;

    to->before += before;
    i.ended = end.is;
    put(&i, PROP_STARTS, number(s));
    if (!cancelled)
        put(&i, PROP_STOPPED, e);
    const Allowed a = allowed(o, c, &on, s);
    if (!a.known)
        return i;
    put(&i, PROP_DUE, number(a.due));
    if (!tell_times(&i, on, s, end.is.missing ? o->now : end.is.i64, a.due, a.length))
        return i;
    tell_warnings(o, c, on, s, a.length, end, &i);
    if (end.is.missing && i.prop[PROP_LATE].i64 == 0 && exit_is_lost(o, c)) {
        for (int p = PROP_ELAPSED; p < N_CLAUSE_PROPS; p++)
            i.prop[p] = missing(0).is;
        return i;
    }
    put_status(&i, judged(o, c, &i, !e.is.missing, cancelled));
    return i;
}

/* -- a clock ------------------------------------------------------------------------------ */

/* Of the starts that were not taken yet the earliest, the first written of equal ones. */
static int next_start(const Answer *at, const bool *taken, int n)
{
    int next = -1;

    for (int i = 0; i < n; i++)
        if (!taken[i] && !at[i].is.missing
            && (next < 0 || at[i].is.i64 < at[next].is.i64))
            next = i;
    return next;
}

static void run_clock(Oracle *o, const CoreClause *c, OracleClause *to)
{
    const int n = c->n_starts;
    Answer *at = ROOM(o->arena, Answer, n);
    bool *taken = ROOM(o->arena, bool, n), lost = false;
    int next, lanes = 0;

    for (int i = 0; i < n; i++) {
        at[i] = happened(o, c->starts[i]);
        lost |= c->start_lost != NULL && is_on(o, c->start_lost[i]);
    }
    while ((next = next_start(at, taken, n)) >= 0) {
        const OracleInstance *last = &to->lane[lanes > 0 ? lanes - 1 : 0];
        const int64_t s = at[next].is.i64;
        taken[next] = true;
        if (lanes > 0 && s == last->prop[PROP_STARTS].i64)
            continue;
        if (lanes > 0 && (last->ended.missing || last->ended.i64 > s)) {
            to->ignored++;
            continue;
        }
        const Answer spent = lanes > 0 ? (Answer){last->ended, 0} : missing(0);
        to->lane[lanes++] = instance(o, c, s, spent, to);
    }
    if (lanes == 0 && lost)
        to->lane[lanes++] = nothing(STATUS_UNDETERMINED);
    to->latest = lanes > 0 ? to->lane[lanes - 1] : nothing(STATUS_NONE);
}

/* -- a promise to keep --------------------------------------------------------------------- */

static ClauseStatus kept(Oracle *o, const CoreClause *c, OracleInstance *i)
{
    const Answer keep = line(o, c->keep);
    const Answer s =
        c->within != NULL && c->n_starts > 0 ? happened(o, c->starts[0]) : missing(0);
    const Calendar *on = NULL;
    Allowed a = {0};

    put(i, PROP_STARTS, s);
    if (!s.is.missing)
        a = allowed(o, c, &on, s.is.i64);
    if (a.known)
        put(i, PROP_DUE, number(a.due));
    if (keep.is.missing)
        return STATUS_UNDETERMINED;
    if (is_yes(keep))
        return is_on(o, c->excused) ? STATUS_EXCUSED : STATUS_MET;
    if (c->within == NULL)
        return is_on(o, c->excused) ? STATUS_EXCUSED : STATUS_BREACHED;
    if (!a.known || !tell_times(i, on, s.is.i64, o->now, a.due, a.length))
        return STATUS_UNDETERMINED;
    tell_warnings(o, c, on, s.is.i64, a.length, missing(0), i);
    return judged(o, c, i, false, false);
}

/* -- a clause ---------------------------------------------------------------------------- */

static bool states_allowance(const CoreClauseLevel *l)
{
    return (l->states >> LINE_WITHIN & 1) != 0 || (l->states >> LINE_DUE & 1) != 0
           || (l->states >> LINE_KEEP & 1) != 0;
}

static Value level_of(Oracle *o, const CoreClause *c)
{
    for (int i = 0; i < c->n_levels; i++)
        if (states_allowance(&c->level[i])
            && (c->level[i].when == NULL || is_on(o, c->level[i].when)))
            return number(i * MICRO).is;
    return missing(0).is;
}

/* Every line is asked of every lead, whatever the others say. */
static void ask_lines(Oracle *o, const CoreClause *c)
{
    CoreExpr *const lines[] = {c->settled,    c->applies,    c->excused,
                               c->after_exit, c->keep,       c->within,
                               c->calendar,   c->warn_share, c->warn_before};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        line(o, lines[i]);
    for (int i = 0; i < c->n_starts; i++) {
        line(o, c->starts[i]);
        line(o, c->start_lost != NULL ? c->start_lost[i] : NULL);
    }
    for (int i = 0; i < c->n_stops; i++)
        line(o, c->stops[i]);
    for (int i = 0; i < c->n_cancels; i++)
        line(o, c->cancels[i]);
    for (int i = 0; i < c->n_levels; i++)
        if (states_allowance(&c->level[i]))
            line(o, c->level[i].when);
}

static int lanes_of(const CoreClause *c)
{
    return c->kind == CLAUSE_MEASURE ? 0 : c->kind == CLAUSE_KEEP ? 1 : c->n_starts;
}

void oracle_clause(Oracle *o, int clause)
{
    const CoreClause *c = &o->core->clauses[clause];
    OracleClause *to = &o->lead.clause[clause];

    if (o->done.clause[clause] || c->kind == CLAUSE_MEASURE)
        return;
    o->done.clause[clause] = true;
    ask_lines(o, c);
    to->n = lanes_of(c);
    to->lane = ROOM(o->arena, OracleInstance, to->n);
    for (int i = 0; i < to->n; i++)
        to->lane[i] = nothing(STATUS_NONE);
    to->level = missing(0).is;
    const Answer applies = c->applies != NULL ? line(o, c->applies) : number(1);
    if (applies.is.missing || (c->settled != NULL && !is_on(o, c->settled))) {
        to->latest = to->lane[0] = nothing(STATUS_UNDETERMINED);
        return;
    }
    to->latest = nothing(STATUS_NONE);
    if (!is_yes(applies))
        return;
    to->level = level_of(o, c);
    if (c->kind == CLAUSE_CLOCK) {
        run_clock(o, c, to);
        return;
    }
    OracleInstance *only = &to->lane[0];
    *only = nothing(STATUS_UNDETERMINED);
    put_status(only, kept(o, c, only));
    to->latest = *only;
}

Value oracle_clause_prop(Oracle *o, const CoreExpr *e)
{
    const OracleClause *c = &o->lead.clause[e->index];

    oracle_clause(o, e->index);
    return (e->lane == LANE_LATEST ? c->latest : c->lane[e->lane]).prop[e->prop];
}
