/* calendar.c -- questions to a compiled calendar: two look-ups and arithmetic.
 *
 * With O(t) the open time before t, open time from a to b is O(b) - O(a).  A deadline is
 * the way back: the piece in which O reaches O(t) + length.
 *
 *     Monday to Friday 09:00-18:00; t Friday 17:00, length 3 hours.  O(t) = 44 h of this
 *     week; O reaches 47 h in Monday's piece, which begins at 45 h: due Monday 11:00.
 */
#include "interp/time/calendar_part.h"

static bool has_answer(const Calendar *c, int64_t t_us)
{
    return t_us >= c->start_us && t_us <= c->end_us;
}

static uint32_t piece_at(const Calendar *c, int64_t t_us)
{
    return find_piece(c, &c->by_time, BY_TIME, t_us - c->start_us);
}

static int64_t begin_of(const Calendar *c, uint32_t piece)
{
    return c->start_us + piece_begin(&c->piece[piece]);
}

static int64_t end_of(const Calendar *c, uint32_t piece)
{
    return c->start_us + piece_end(&c->piece[piece], BY_TIME);
}

/* Open time before t. */
static int64_t open_before(const Calendar *c, int64_t t_us)
{
    const Piece *p = &c->piece[piece_at(c, t_us)];
    const int64_t open_us = t_us - c->start_us - p->closed_us;
    return open_us > p->open_us ? open_us : p->open_us;
}

bool calendar_between(const Calendar *c, int64_t a_us, int64_t b_us, int64_t *open_us)
{
    if (!has_answer(c, a_us) || !has_answer(c, b_us))
        return false;
    *open_us = open_before(c, b_us) - open_before(c, a_us);
    return true;
}

/* The instant at which the open microsecond after `open_us` of them begins. */
static int64_t instant_of(const Calendar *c, int64_t open_us)
{
    const uint32_t i = find_piece(c, &c->by_open, BY_OPEN, open_us);
    return c->start_us + open_us + c->piece[i].closed_us;
}

/* Forward the last microsecond before the deadline is open, back the first after it. */
bool calendar_deadline(const Calendar *c, int64_t t_us, int64_t open_us,
                       int64_t *due_us)
{
    if (!has_answer(c, t_us))
        return false;
    const int64_t so_far_us = open_before(c, t_us);
    if (open_us > c->open_us - so_far_us || open_us < -so_far_us)
        return false;
    if (open_us == 0)
        *due_us = t_us;
    else if (open_us > 0)
        *due_us = instant_of(c, so_far_us + open_us - 1) + 1;
    else
        *due_us = instant_of(c, so_far_us + open_us);
    return true;
}

/* -- days ---------------------------------------------------------------------------- */

static bool is_inside(const Calendar *c, uint32_t piece, int64_t t_us)
{
    return piece < (uint32_t)c->n && begin_of(c, piece) <= t_us;
}

/* That of the range that t is in, else the civil one in the zone. */
static int32_t day_of(const Calendar *c, int64_t t_us)
{
    const uint32_t i = piece_at(c, t_us);
    if (is_inside(c, i, t_us))
        return c->day[i];
    const int64_t wall_us = zone_to_wall(c->zone, t_us);
    const int32_t day = wall_us > 0 ? (int32_t)(wall_us / USEC_DAY) : 0;
    return day < CALENDAR_DAYS ? day : CALENDAR_DAYS - 1;
}

static int64_t close_of(const Calendar *c, int open_day)
{
    return c->start_us + c->close_s[open_day] * USEC_SECOND;
}

bool calendar_deadline_days(const Calendar *c, int64_t t_us, int n, int64_t *due_us)
{
    if (!has_answer(c, t_us) || n < 0)
        return false;
    if (n == 0) {
        *due_us = t_us;
        return true;
    }
    const int left = c->n_open_days - c->open_days_before[day_of(c, t_us) + 1];
    if (n > left)
        return false;
    *due_us = close_of(c, c->n_open_days - left + n - 1);
    return true;
}

static OpenInterval interval(const Calendar *c, uint32_t piece)
{
    return (OpenInterval){begin_of(c, piece), end_of(c, piece), c->day[piece]};
}

/* Pieces of other days may lie between those of a day.  A zone that skips midnight may
 * move times before what it calls midnight, by less than a day. */
int calendar_day(const Calendar *c, int32_t day, OpenInterval *out, int max)
{
    int n = 0;
    if (day < 0 || day >= CALENDAR_DAYS
        || c->open_days_before[day] == c->open_days_before[day + 1])
        return 0;
    int64_t from_us = zone_to_instant(c->zone, (day - 1) * USEC_DAY);
    from_us = from_us > c->start_us ? from_us : c->start_us;
    const int64_t close_us = close_of(c, c->open_days_before[day]);
    for (uint32_t i = piece_at(c, from_us); begin_of(c, i) < close_us; i++) {
        if (c->day[i] != day)
            continue;
        if (n < max)
            out[n] = interval(c, i);
        n++;
    }
    return n;
}

/* -- open, closed, until when -------------------------------------------------------- */

bool calendar_is_open(const Calendar *c, int64_t t_us, bool *open)
{
    if (!has_answer(c, t_us))
        return false;
    *open = is_inside(c, piece_at(c, t_us), t_us);
    return true;
}

bool calendar_interval(const Calendar *c, int64_t t_us, OpenInterval *out)
{
    const uint32_t i = has_answer(c, t_us) ? piece_at(c, t_us) : (uint32_t)c->n;
    if (i >= (uint32_t)c->n)
        return false;
    *out = interval(c, i);
    return true;
}

bool calendar_next_open(const Calendar *c, int64_t t_us, int64_t *at_us)
{
    OpenInterval next;
    if (!calendar_interval(c, t_us, &next))
        return false;
    *at_us = next.from_us > t_us ? next.from_us : t_us;
    return true;
}

/* The closed time before pieces that touch one another is the same. */
static uint32_t last_touching(const Calendar *c, uint32_t piece)
{
    uint32_t lo = piece, hi = (uint32_t)c->n - 1;
    while (lo < hi) {
        const uint32_t mid = hi - (hi - lo) / 2;
        if (c->piece[mid].closed_us == c->piece[piece].closed_us)
            lo = mid;
        else
            hi = mid - 1;
    }
    return lo;
}

bool calendar_next_close(const Calendar *c, int64_t t_us, int64_t *at_us)
{
    const uint32_t i = has_answer(c, t_us) ? piece_at(c, t_us) : (uint32_t)c->n;
    if (i >= (uint32_t)c->n)
        return false;
    const int64_t close_us = end_of(c, last_touching(c, i));
    if (close_us == c->end_us) /* nothing says that it does not go on */
        return false;
    *at_us = close_us;
    return true;
}

int64_t calendar_longest_day(const Calendar *c) { return c->longest_us; }
const Zone *calendar_zone(const Calendar *c) { return c->zone; }
