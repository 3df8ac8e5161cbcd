/* calendar_part.h -- a compiled calendar as its files see it; private to interp/time.
 *
 * All times inside are microseconds since the calendar's start.  Open time is a list of
 * pieces, sorted and apart (they may touch), each of one day.  A piece is two sums: the
 * open and the closed time before it.  Together they are when it begins; the next one's
 * open time and its own closed time are when it ends.  The open time before t is
 *
 *     the largest of   open[0],  min(t - closed[i], open[i + 1])  for each piece i
 *
 * since what is closed before a piece only grows.  An Index says for each cell of 2^shift
 * microseconds, of time or of open time, with which piece to begin; from there `steps`
 * halvings, one or two as a rule, find the right one.  A business week of 131 years takes
 * 34,000 pieces.
 */
#ifndef ACORDO_TIME_CALENDAR_PART_H
#define ACORDO_TIME_CALENDAR_PART_H

#include "interp/time/calendar.h"

enum { CALENDAR_DAYS = 47847 }; /* 1970-01-01 to 2100-12-31 */

typedef struct Piece {
    int64_t open_us, closed_us; /* before it */
} Piece;

/* Two pieces side by side, in whole seconds, as all pieces are. */
typedef struct NearPair {
    struct {
        uint32_t open_s, closed_s; /* UINT32_MAX: never */
    } piece[2];
} NearPair;

typedef struct Index {
    const uint32_t *first; /* of a cell: the first piece that ends after it begins */
    int shift, steps;
    const NearPair
        *near; /* the pieces that the rows of a cell can be near to: one pair for
                             one step, two for two.  NULL: more steps, or a processor that
                             they are no help to */
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
    const uint32_t *close_s;          /* of each open day, seconds */
    int n_open_days;
};

static inline int64_t piece_begin(const Piece *p) { return p->open_us + p->closed_us; }

static inline int64_t piece_end(const Piece *p, Axis axis)
{
    return p[1].open_us + (axis == BY_TIME ? p->closed_us : 0);
}

/* From piece i on, `half` is the first of the halvings to do: where it ends in one or two
 * pieces is the first that ends after `key`, or the one behind the last.  They take no
 * branch: where open and closed take turns none could be foreseen. */
static inline uint32_t halve(const Piece *piece, uint32_t i, Axis axis, int64_t key_us,
                             uint32_t half, uint32_t until)
{
    for (; half > until; half >>= 1)
        i += piece_end(&piece[i + half - 1], axis) <= key_us ? half : 0;
    return i;
}

static inline uint32_t find_piece(const Calendar *c, const Index *x, Axis axis,
                                  int64_t key_us)
{
    return halve(c->piece, x->first[key_us >> x->shift], axis, key_us,
                 UINT32_C(1) << (x->steps - 1), 0);
}

/* calendar_cells.c: the look-ups of n rows by x->near, which is not NULL.  Keys may be read
 * up to the next multiple of CELL_ROWS, and must lie in the calendar.  Either the open time
 * up to each time, or, by one step only, the closed time before each of open time. */
enum { CELL_ROWS = 8 };
bool cells_help(void); /* whether this processor can */
const NearPair *cells_make(const Calendar *c, const Index *x, uint32_t cells,
                           int most_steps);
void cells_open(const Index *x, int n, const int64_t *key, int64_t *open);
void cells_closed(const Index *x, int n, const int64_t *key, int64_t *closed);

#endif
