/* calendar_cells.c -- both look-ups of a calendar, eight rows at once.
 *
 * A NearPair holds all that the rows of its cell need: one load of 16 bytes a row, or two
 * where a cell has two.  Those of eight rows are put side by side in registers, never in
 * memory: the first pieces in one vector, the second ones in the other.  Only for AVX-512,
 * which can compare numbers of 64 bits and leave out rows.
 */
#include "interp/time/calendar_part.h"

#include "interp/base/mem.h"
#include <assert.h>

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f")))

bool cells_help(void) { return __builtin_cpu_supports("avx512f") != 0; }

/* Two pieces of each of eight rows, in microseconds. */
typedef struct Pairs {
    __m512i open[2], closed[2];
} Pairs;

/* Of every other row from key on. */
TARGET static inline __m512i side_by_side(const Index *x, const NearPair *pair,
                                          const int64_t *key, int pairs)
{
    __m128i p[4];
    for (int i = 0; i < 4; i++)
        memcpy(&p[i], &pair[(key[2 * i] >> x->shift) * pairs], sizeof p[i]);
    const __m256i low = _mm256_inserti128_si256(_mm256_castsi128_si256(p[0]), p[1], 1),
                  high = _mm256_inserti128_si256(_mm256_castsi128_si256(p[2]), p[3], 1);
    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/* The pair with this number of each row's cell. */
TARGET static inline Pairs pairs_of(const Index *x, const int64_t *key, int number,
                                    int pairs)
{
    const __m512i even = side_by_side(x, x->near + number, key, pairs),
                  odd = side_by_side(x, x->near + number, key + 1, pairs),
                  second = _mm512_set1_epi64(USEC_SECOND);
    Pairs c;
    for (int i = 0; i < 2; i++) {
        const __m512i p = i == 0 ? _mm512_unpacklo_epi64(even, odd)
                                 : _mm512_unpackhi_epi64(even, odd);
        c.open[i] = _mm512_mul_epu32(p, second);
        c.closed[i] = _mm512_mul_epu32(_mm512_srli_epi64(p, 32), second);
    }
    return c;
}

/* The open time up to t in a piece that is closed before it so long, up to its end. */
TARGET static inline __m512i in_piece(__m512i t, __m512i closed, __m512i end)
{
    return _mm512_min_epi64(_mm512_sub_epi64(t, closed), end);
}

TARGET static inline __mmask8 rows_left(int n)
{
    return (__mmask8)(n >= CELL_ROWS ? 0xff : (1 << n) - 1);
}

/* The formula of calendar_part.h, over two pieces. */
TARGET static void open_by_pair(const Index *x, int n, const int64_t *key,
                                int64_t *open)
{
    for (int r = 0; r < n; r += CELL_ROWS) {
        const __m512i t = _mm512_loadu_si512(key + r);
        const Pairs p = pairs_of(x, key + r, 0, 1);
        __m512i all = _mm512_max_epi64(p.open[0], in_piece(t, p.closed[0], p.open[1]));
        all = _mm512_max_epi64(all, _mm512_sub_epi64(t, p.closed[1]));
        _mm512_mask_storeu_epi64(open + r, rows_left(n - r), all);
    }
}

/* The same over four. */
TARGET static void open_by_pairs(const Index *x, int n, const int64_t *key,
                                 int64_t *open)
{
    for (int r = 0; r < n; r += CELL_ROWS) {
        const __m512i t = _mm512_loadu_si512(key + r);
        const Pairs p = pairs_of(x, key + r, 0, 2), q = pairs_of(x, key + r, 1, 2);
        __m512i all = _mm512_max_epi64(p.open[0], in_piece(t, p.closed[0], p.open[1]));
        all = _mm512_max_epi64(all, in_piece(t, p.closed[1], q.open[0]));
        all = _mm512_max_epi64(all, in_piece(t, q.closed[0], q.open[1]));
        all = _mm512_max_epi64(all, _mm512_sub_epi64(t, q.closed[1]));
        _mm512_mask_storeu_epi64(open + r, rows_left(n - r), all);
    }
}

void cells_open(const Index *x, int n, const int64_t *key, int64_t *open)
{
    if (x->steps == 1)
        open_by_pair(x, n, key, open);
    else
        open_by_pairs(x, n, key, open);
}

TARGET void cells_closed(const Index *x, int n, const int64_t *key, int64_t *closed)
{
    for (int r = 0; r < n; r += CELL_ROWS) {
        const __m512i t = _mm512_loadu_si512(key + r);
        const Pairs p = pairs_of(x, key + r, 0, 1);
        const __mmask8 is_second = _mm512_cmpge_epi64_mask(t, p.open[1]);
        _mm512_mask_storeu_epi64(
            closed + r, rows_left(n - r),
            _mm512_mask_mov_epi64(p.closed[0], is_second, p.closed[1]));
    }
}
#else
bool cells_help(void) { return false; }

/* Without help there are no cells to ask. */
void cells_open(const Index *x, int n, const int64_t *key, int64_t *open)
{
    (void)x, (void)n, (void)key, (void)open;
    assert(false);
}

void cells_closed(const Index *x, int n, const int64_t *key, int64_t *closed)
{
    (void)x, (void)n, (void)key, (void)closed;
    assert(false);
}
#endif

static uint32_t seconds_of(int64_t us)
{
    return us / USEC_SECOND < UINT32_MAX ? (uint32_t)(us / USEC_SECOND) : UINT32_MAX;
}

const NearPair *cells_make(const Calendar *c, const Index *x, uint32_t cells,
                           int most_steps)
{
    if (!cells_help() || x->steps > most_steps)
        return NULL;
    const uint32_t pairs = (uint32_t)x->steps;
    NearPair *near = mem_bytes(sizeof *near * cells * pairs);
    for (uint32_t i = 0; i < cells * pairs; i++) {
        const Piece *p = &c->piece[x->first[i / pairs] + 2 * (i % pairs)];
        near[i] = (NearPair){{{seconds_of(p[0].open_us), seconds_of(p[0].closed_us)},
                              {seconds_of(p[1].open_us), seconds_of(p[1].closed_us)}}};
    }
    return near;
}
