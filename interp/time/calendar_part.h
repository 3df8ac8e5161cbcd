/* calendar_part.h -- a compiled calendar as its two files see it; private to interp/time.
 *
 * Open time is a list of pieces, sorted and apart (they may touch), each of one day.  Times
 * are whole seconds since ORIGIN, a day and more before 1970, so that they fit 32 bits in
 * any zone until 2106.  An Index says for each cell of 2^shift microseconds, of time or of
 * open time, where to begin; from there `steps` halvings, one or two as a rule, find the
 * piece.  A business week of 131 years takes 34,000 pieces and under a megabyte.
 */
#ifndef ACORDO_TIME_CALENDAR_PART_H
#define ACORDO_TIME_CALENDAR_PART_H

#include "interp/time/calendar.h"

#define ORIGIN_US (-2 * USEC_DAY)

enum { CALENDAR_DAYS = 47847 }; /* 1970-01-01 to 2100-12-31 */

typedef struct Piece {
    uint32_t from, to;
    uint32_t before; /* open seconds before `from` */
} Piece;

typedef struct Index {
    const uint32_t *first; /* of a cell: the first piece that ends after it begins */
    int shift, steps;
} Index;

/* What a piece's end is measured in. */
typedef enum Axis { BY_TIME, BY_OPEN } Axis;

struct Calendar {
    const Zone *zone;
    int64_t start_us, end_us; /* instants between them, and they, have answers */
    int64_t open_us;          /* in all */
    int64_t longest_us;       /* of one day */
    const Piece *piece;       /* n, and behind them some that never end */
    const uint16_t *day;      /* of each piece, since 1970 */
    int n;
    Index by_time, by_open;
    const uint16_t *open_days_before; /* of each day, and of the day after the last */
    const uint32_t *close;            /* of each open day */
    int n_open_days;
};

static inline uint32_t piece_end(const Piece *p, Axis axis)
{
    return axis == BY_TIME ? p->to : p[1].before;
}

static inline bool has_answer(const Calendar *c, int64_t t_us)
{
    return t_us >= c->start_us && t_us <= c->end_us;
}

static inline int64_t instant(uint32_t seconds)
{
    return ORIGIN_US + seconds * USEC_SECOND;
}

/* The first piece that ends after `key`; where none does, the one behind the last.  The
 * halvings take no branch: where open and closed take turns none could be foreseen.
 * `steps` is that of the index, given apart so that a loop may know it beforehand. */
static inline uint32_t find_piece(const Calendar *c, const Index *x, Axis axis,
                                  int64_t key_us, int steps)
{
    uint32_t i = x->first[key_us >> x->shift];
    for (uint32_t half = UINT32_C(1) << (steps - 1); half > 0; half >>= 1) {
        const Piece *p = &c->piece[i + half - 1];
        i += piece_end(p, axis) * USEC_SECOND <= key_us ? half : 0;
    }
    return i;
}

/* Open time before t, since 1970. */
static inline int64_t open_until(const Calendar *c, int64_t t_us, int steps)
{
    const Piece *p =
        &c->piece[find_piece(c, &c->by_time, BY_TIME, t_us - ORIGIN_US, steps)];
    const int64_t since_us = t_us - instant(p->from);
    return p->before * USEC_SECOND + (since_us > 0 ? since_us : 0);
}

/* The instant at which the open microsecond after `open_us` of them begins. */
static inline int64_t instant_of_open(const Calendar *c, int64_t open_us, int steps)
{
    const Piece *p = &c->piece[find_piece(c, &c->by_open, BY_OPEN, open_us, steps)];
    return instant(p->from) + (open_us - p->before * USEC_SECOND);
}

#endif
