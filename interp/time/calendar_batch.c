/* calendar_batch.c -- the two questions of clocks, for a column at a time.
 *
 * A block of rows goes through short loops: keys (times since the start, of what has an
 * answer), the two pieces near each, and arithmetic.  Only the second looks anything up;
 * the rest is done in vectors.  None takes a branch that depends on the data.  Where a
 * calendar has cells (calendar_cells.c) they answer the look-ups.
 */
#include "interp/time/calendar_part.h"

enum { BLOCK = 128 };

/* The compiler also makes copies for wider vectors, chosen at start. */
#if defined __x86_64__ && defined __GNUC__ && !defined __clang__ \
    && !defined __SANITIZE_ADDRESS__ && defined __OPTIMIZE__
#define VECTORS __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define VECTORS
#endif

/* Of the two pieces one is the first that ends after the key. */
typedef struct Near {
    Piece p[2];
} Near;

typedef struct Block {
    _Alignas(64) Near near[BLOCK];
    int64_t key[BLOCK], open[BLOCK], none[BLOCK];
    int64_t constant[2][BLOCK]; /* of columns with one value */
    int n;
} Block;

static void fill_constant(Instants column, int64_t *to)
{
    for (int r = 0; column.step == 0 && r < BLOCK; r++)
        to[r] = column.us[0];
}

static const int64_t *rows_of(Instants column, int at, const int64_t *constant)
{
    return column.step == 0 ? constant : column.us + at;
}

static int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

/* Times since the start; of what has no answer, 0, and none[r] is 1. */
VECTORS static void find_keys(int64_t start_us, int64_t end_us, int n,
                              const int64_t *restrict t, int64_t *restrict key,
                              int64_t *restrict none)
{
    for (int r = 0; r < n; r++) {
        const bool out = (t[r] < start_us) | (t[r] > end_us);
        key[r] = out ? 0 : t[r] - start_us;
        none[r] |= out;
    }
}

/* All halvings but the last. */
static inline void find_near(const Piece *piece, const Index *x, Axis axis, int n,
                             const int64_t *restrict key, Near *restrict near,
                             int steps)
{
    const uint32_t *first = x->first;
    const int shift = x->shift;
    for (int r = 0; r < n; r++) {
        const uint32_t i = halve(piece, first[key[r] >> shift], axis, key[r],
                                 UINT32_C(1) << (steps - 1), 1);
        memcpy(&near[r], &piece[i], sizeof near[r]);
    }
}

/* Compiled for one and for two halvings. */
#define FIND_NEAR(name, index, axis) \
    static void name(const Calendar *c, Block *b) \
    { \
        const Index *x = &c->index; \
        if (x->steps == 1) \
            find_near(c->piece, x, axis, b->n, b->key, b->near, 1); \
        else if (x->steps == 2) \
            find_near(c->piece, x, axis, b->n, b->key, b->near, 2); \
        else \
            find_near(c->piece, x, axis, b->n, b->key, b->near, x->steps); \
    }
FIND_NEAR(near_by_time, by_time, BY_TIME)
FIND_NEAR(near_by_open, by_open, BY_OPEN)

VECTORS static void find_open(int n, const int64_t *restrict key,
                              const Near *restrict near, int64_t *restrict open)
{
    for (int r = 0; r < n; r++) {
        const Piece *p = near[r].p;
        const int64_t in_first = smaller(key[r] - p[0].closed_us, p[1].open_us);
        open[r] = larger(larger(p[0].open_us, in_first), key[r] - p[1].closed_us);
    }
}

/* Cells are asked for eight rows at a time. */
static void pad_keys(Block *b)
{
    for (int r = b->n; r % CELL_ROWS != 0; r++)
        b->key[r] = 0;
}

static void open_of_times(const Calendar *c, Block *b, const int64_t *t, int64_t *open)
{
    find_keys(c->start_us, c->end_us, b->n, t, b->key, b->none);
    if (c->by_time.near != NULL) {
        pad_keys(b);
        cells_open(&c->by_time, b->n, b->key, open);
        return;
    }
    near_by_time(c, b);
    find_open(b->n, b->key, b->near, open);
}

static void begin_block(Block *b, int left)
{
    b->n = left < BLOCK ? left : BLOCK;
    memset(b->none, 0, sizeof b->none);
}

/* -- business time ------------------------------------------------------------------- */

VECTORS static void subtract(int n, const int64_t *restrict from,
                             const int64_t *restrict none, int64_t *restrict out,
                             uint8_t *restrict is_none)
{
    for (int r = 0; r < n; r++) {
        out[r] = none[r] ? 0 : out[r] - from[r];
        is_none[r] = (uint8_t)none[r];
    }
}

void calendar_between_n(const Calendar *c, int n, Instants from, Instants to,
                        int64_t *open_us, uint8_t *none)
{
    Block b;
    fill_constant(from, b.constant[0]);
    fill_constant(to, b.constant[1]);
    for (int at = 0; at < n; at += b.n) {
        int64_t *out = open_us + at;
        begin_block(&b, n - at);
        open_of_times(c, &b, rows_of(from, at, b.constant[0]), b.open);
        open_of_times(c, &b, rows_of(to, at, b.constant[1]), out);
        subtract(b.n, b.open, b.none, out, none + at);
    }
}

/* -- deadlines ----------------------------------------------------------------------- */

/* The key is the open time up to the microsecond before the deadline if that lies ahead,
 * else up to the one after it. */
VECTORS static void find_goals(int64_t all_us, int n, const int64_t *restrict length,
                               const int64_t *restrict open, int64_t *restrict none,
                               int64_t *restrict key)
{
    for (int r = 0; r < n; r++) {
        const int64_t length_us = length[r];
        const bool out = (length_us > all_us - open[r]) | (length_us < -open[r]);
        const int64_t goal_us = out ? 0 : open[r] + length_us - (length_us > 0);
        none[r] |= out;
        key[r] = length_us == 0 ? 0 : goal_us;
    }
}

VECTORS static void find_closed(int n, const int64_t *restrict key,
                                const Near *restrict near, int64_t *restrict closed)
{
    for (int r = 0; r < n; r++) {
        const Piece first = near[r].p[0], second = near[r].p[1];
        closed[r] = key[r] >= second.open_us ? second.closed_us : first.closed_us;
    }
}

static void closed_of_goals(const Calendar *c, Block *b, int64_t *closed)
{
    if (c->by_open.near != NULL) {
        pad_keys(b);
        cells_closed(&c->by_open, b->n, b->key, closed);
        return;
    }
    near_by_open(c, b);
    find_closed(b->n, b->key, b->near, closed);
}

VECTORS static void find_due(int64_t start_us, int n, const int64_t *restrict key,
                             const int64_t *restrict closed, const int64_t *restrict t,
                             const int64_t *restrict length,
                             const int64_t *restrict none, int64_t *restrict due,
                             uint8_t *restrict is_none)
{
    for (int r = 0; r < n; r++) {
        const int64_t length_us = length[r], t_us = t[r];
        const int64_t due_us = start_us + key[r] + closed[r] + (length_us > 0);
        const int64_t at_us = length_us == 0 ? t_us : due_us;
        due[r] = none[r] ? 0 : at_us;
        is_none[r] = (uint8_t)none[r];
    }
}

void calendar_deadline_n(const Calendar *c, int n, Instants t, Instants open,
                         int64_t *due_us, uint8_t *none)
{
    Block b;
    fill_constant(t, b.constant[0]);
    fill_constant(open, b.constant[1]);
    for (int at = 0; at < n; at += b.n) {
        const int64_t *from = rows_of(t, at, b.constant[0]),
                      *length = rows_of(open, at, b.constant[1]);
        begin_block(&b, n - at);
        open_of_times(c, &b, from, b.open);
        find_goals(c->open_us, b.n, length, b.open, b.none, b.key);
        closed_of_goals(c, &b, b.open);
        find_due(c->start_us, b.n, b.key, b.open, from, length, b.none, due_us + at,
                 none + at);
    }
}
