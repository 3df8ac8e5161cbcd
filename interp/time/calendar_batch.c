/* calendar_batch.c -- the two questions of clocks, for a column at a time.
 *
 * A block of rows goes through short loops: keys (times since the start, of what has an
 * answer), the two pieces near each, and arithmetic.  Only the second looks anything up;
 * the rest is done in vectors.  None takes a branch that depends on the data.
 */
#include "interp/time/calendar_part.h"

enum { BLOCK = 256 };

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
    int64_t key[BLOCK], open[BLOCK], none[BLOCK];
    Near near[BLOCK];
} Block;

static int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

/* Times since the start; of what has no answer, 0, and none[r] is 1. */
VECTORS static void find_keys(const Calendar *c, int n, const int64_t *t, int step,
                              int64_t *restrict key, int64_t *restrict none)
{
    const int64_t start_us = c->start_us, end_us = c->end_us;
    for (int r = 0; r < n; r++) {
        const int64_t t_us = t[step * r];
        const bool out = (t_us < start_us) | (t_us > end_us);
        key[r] = out ? 0 : t_us - start_us;
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

static void near_by_time(const Calendar *c, int n, Block *b)
{
    const Index *x = &c->by_time;
    if (x->steps == 1)
        find_near(c->piece, x, BY_TIME, n, b->key, b->near, 1);
    else if (x->steps == 2)
        find_near(c->piece, x, BY_TIME, n, b->key, b->near, 2);
    else
        find_near(c->piece, x, BY_TIME, n, b->key, b->near, x->steps);
}

static void near_by_open(const Calendar *c, int n, Block *b)
{
    const Index *x = &c->by_open;
    if (x->steps == 1)
        find_near(c->piece, x, BY_OPEN, n, b->key, b->near, 1);
    else if (x->steps == 2)
        find_near(c->piece, x, BY_OPEN, n, b->key, b->near, 2);
    else
        find_near(c->piece, x, BY_OPEN, n, b->key, b->near, x->steps);
}

VECTORS static void find_open(int n, const int64_t *restrict key,
                              const Near *restrict near, int64_t *restrict open)
{
    for (int r = 0; r < n; r++) {
        const Piece *p = near[r].p;
        const int64_t in_first = smaller(key[r] - p[0].closed_us, p[1].open_us);
        open[r] = larger(larger(p[0].open_us, in_first), key[r] - p[1].closed_us);
    }
}

static void open_of_times(const Calendar *c, int n, const int64_t *t, int step,
                          Block *b, int64_t *open)
{
    find_keys(c, n, t, step, b->key, b->none);
    near_by_time(c, n, b);
    find_open(n, b->key, b->near, open);
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
    for (int at = 0; at < n; at += BLOCK) {
        const int rows = n - at < BLOCK ? n - at : BLOCK;
        memset(b.none, 0, sizeof *b.none * (size_t)rows);
        open_of_times(c, rows, from.us + from.step * at, from.step, &b, b.open);
        open_of_times(c, rows, to.us + to.step * at, to.step, &b, open_us + at);
        subtract(rows, b.open, b.none, open_us + at, none + at);
    }
}

/* -- deadlines ----------------------------------------------------------------------- */

/* The key is the open time up to the microsecond before the deadline if that lies ahead,
 * else up to the one after it. */
VECTORS static void find_goals(int64_t all_us, int n, const int64_t *length, int step,
                               const int64_t *restrict open, int64_t *restrict none,
                               int64_t *restrict key)
{
    for (int r = 0; r < n; r++) {
        const int64_t length_us = length[step * r];
        none[r] |= (length_us > all_us - open[r]) | (length_us < -open[r]);
        const int64_t goal_us = open[r] + length_us - (length_us > 0);
        key[r] = none[r] | (length_us == 0) ? 0 : goal_us;
    }
}

VECTORS static void find_due(int64_t start_us, int n, const Block *restrict b,
                             const int64_t *t, int t_step, const int64_t *length,
                             int step, int64_t *restrict due, uint8_t *restrict none)
{
    for (int r = 0; r < n; r++) {
        const int64_t length_us = length[step * r], key_us = b->key[r];
        const Piece *p = b->near[r].p;
        const int64_t closed_us =
            key_us >= p[1].open_us ? p[1].closed_us : p[0].closed_us;
        const int64_t due_us = start_us + key_us + closed_us + (length_us > 0);
        due[r] = b->none[r] ? 0 : length_us == 0 ? t[t_step * r] : due_us;
        none[r] = (uint8_t)b->none[r];
    }
}

void calendar_deadline_n(const Calendar *c, int n, Instants t, Instants open,
                         int64_t *due_us, uint8_t *none)
{
    Block b;
    for (int at = 0; at < n; at += BLOCK) {
        const int rows = n - at < BLOCK ? n - at : BLOCK;
        const int64_t *from = t.us + t.step * at, *length = open.us + open.step * at;
        memset(b.none, 0, sizeof *b.none * (size_t)rows);
        open_of_times(c, rows, from, t.step, &b, b.open);
        find_goals(c->open_us, rows, length, open.step, b.open, b.none, b.key);
        near_by_open(c, rows, &b);
        find_due(c->start_us, rows, &b, from, t.step, length, open.step, due_us + at,
                 none + at);
    }
}
