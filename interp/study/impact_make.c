/* impact_make.c -- columns of two outcomes compared, 1,024 rows at a time.
 *
 * Of each column first what it was is counted, then whether a byte of the two differs; only
 * then rows are looked at.  What changed of a row is gathered over all columns: how much, and
 * by how far a score moved, so that only rows that may be among the most changed are looked
 * at one by one.
 */
#include "interp/study/impact_make.h"

#include "interp/base/mem.h"
#include "interp/study/impact_part.h"

enum { SIZES = 57 }; /* 1, 2, 5, 10 … 5e18 micros */

typedef struct ScoreLane {
    ImpactScore *out;
    int old, now;
    Int128 sum;
    uint64_t by_size[2][SIZES]; /* down, up */
} ScoreLane;

/* A lead that may be shown; how is made once its part is over. */
typedef struct Candidate {
    int64_t row;
    int distance;  /* in stages */
    uint64_t size; /* largest change of a score */
    int n;         /* changes */
    bool named;
    ImpactLead how;
} Candidate;

/* The part that is compared, and what of its batch at hand changed. */
typedef struct Part {
    const Outcome *old, *now;
    int64_t first;
    uint16_t changed[BATCH_ROWS]; /* how much did */
    uint64_t size[BATCH_ROWS];    /* largest change of a score */
    uint16_t place[2][BATCH_ROWS];
} Part;

struct Impacting {
    const Core *before, *after;
    Impact *out;
    Lane *lane;
    int n_lanes;
    const Lane *places; /* NULL: no funnel */
    ScoreLane *score;
    int n_scores;
    uint64_t n, moved;
    Candidate top[IMPACT_TOP]; /* in order */
    int n_top;
    Grouping *by; /* NULL */
    ImpactLabel *why; /* NULL */
    Part part;
    int64_t from[SIZES]; /* micros by class of size */
};

/* -- beginning ------------------------------------------------------------------------ */

static void begin_scores(Impacting *i)
{
    i->score = MEM_ARRAY(ScoreLane, i->after->n_scores + 1);
    for (int s = 0; s < i->after->n_scores; s++) {
        const CoreScore *c = &i->after->scores[s];
        const int old = core_score(i->before, c->name);
        if (old < 0)
            continue;
        ScoreLane *l = &i->score[i->n_scores];
        l->old = old;
        l->now = s;
        l->out = &i->out->score[i->n_scores++];
        l->out->name = c->name;
        l->out->title = c->title.n > 0 ? c->title : c->name;
    }
}

static void begin_sizes(Impacting *i)
{
    int64_t ten = 1;
    for (int c = 0; c < SIZES; c += 3) {
        i->from[c] = ten;
        i->from[c + 1] = 2 * ten;
        i->from[c + 2] = 5 * ten;
        ten = c + 3 < SIZES ? ten * 10 : ten;
    }
}

Impacting *impact_begin(const Core *before, const Core *after)
{
    Impacting *i = MEM_NEW(Impacting);
    i->before = before;
    i->after = after;
    i->out = MEM_NEW(Impact);
    i->lane = impact_lanes(before, after, &i->n_lanes);
    i->out->matrix = MEM_ARRAY(ImpactMatrix, i->n_lanes + 1);
    i->out->score = MEM_ARRAY(ImpactScore, after->n_scores + 1);
    if (i->n_lanes > 0 && i->lane[0].m.kind == IMPACT_PLACE)
        i->places = &i->lane[0];
    begin_scores(i);
    begin_sizes(i);
    return i;
}

/* -- columns of members --------------------------------------------------------------- */

static void count_before(Lane *l, const uint16_t *a, int n)
{
    uint64_t *one = l->before, *two = one + l->m.n, *three = two + l->m.n,
             *four = three + l->m.n;
    int r = 0;
    for (; r + 4 <= n; r += 4) {
        one[a[r]]++;
        two[a[r + 1]]++;
        three[a[r + 2]]++;
        four[a[r + 3]]++;
    }
    for (; r < n; r++)
        one[a[r]]++;
}

static bool differ(const uint16_t *a, const uint16_t *b, int n)
{
    return a != b && memcmp(a, b, sizeof *a * (size_t)n) != 0;
}

static bool mark_changed(Part *p, const uint16_t *a, const uint16_t *b, int n)
{
    if (!differ(a, b, n))
        return false;
    for (int r = 0; r < n; r++)
        p->changed[r] = (uint16_t)(p->changed[r] + (a[r] != b[r]));
    return true;
}

static bool lane_add(Impacting *i, Lane *l, int64_t at, int n, bool count)
{
    uint16_t room[2][BATCH_ROWS];
    Part *p = &i->part;
    const uint16_t *a = lane_rows(l, p->old, false, at, n, room[0]),
                   *b = lane_rows(l, p->now, true, at, n, room[1]);
    if (l == i->places) {
        memcpy(p->place[0], a, sizeof *a * (size_t)n);
        memcpy(p->place[1], b, sizeof *b * (size_t)n);
    }
    if (count)
        count_before(l, a, n);
    if (!mark_changed(p, a, b, n))
        return false;
    for (int r = 0; count && r < n; r++)
        if (a[r] != b[r])
            l->count[a[r] * l->m.n + b[r]]++;
    return true;
}

/* -- columns of scores ---------------------------------------------------------------- */

static int size_class(const Impacting *i, uint64_t size)
{
    int lo = 0, hi = SIZES;
    while (hi - lo > 1) {
        const int mid = (lo + hi) / 2;
        if ((uint64_t)i->from[mid] <= size)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

/* Both are within ±INT64_MAX; so is what is said of their difference. */
static int64_t change_of(int64_t from, int64_t to)
{
    int64_t d;
    if (__builtin_sub_overflow(to, from, &d) || d == INT64_MIN)
        return to > from ? INT64_MAX : -INT64_MAX;
    return d;
}

static void score_count(Impacting *i, ScoreLane *l, int64_t d)
{
    const uint64_t size = (uint64_t)(d < 0 ? -d : d);
    ImpactScore *s = l->out;
    const bool first = s->down + s->up == 0;
    s->least = first || d < s->least ? d : s->least;
    s->most = first || d > s->most ? d : s->most;
    s->down += d < 0;
    s->up += d > 0;
    l->sum += d;
    l->by_size[d > 0][size_class(i, size)]++;
}

static bool score_add(Impacting *i, ScoreLane *l, int64_t at, int n, bool count)
{
    Part *p = &i->part;
    const int64_t *a = p->old->score[l->old] + at, *b = p->now->score[l->now] + at;
    if (a == b || memcmp(a, b, sizeof *a * (size_t)n) == 0)
        return false;
    for (int r = 0; r < n; r++) {
        if (a[r] == b[r])
            continue;
        const int64_t d = change_of(a[r], b[r]);
        const uint64_t size = (uint64_t)(d < 0 ? -d : d);
        p->changed[r]++;
        p->size[r] = size > p->size[r] ? size : p->size[r];
        if (count)
            score_count(i, l, d);
    }
    return true;
}

/* -- the most changed ----------------------------------------------------------------- */

/* As of a place "none": one before the first stage. */
static int stage_at(const Lane *l, int member)
{
    return member == l->none ? -1 : member;
}

static int distance_of(const Lane *l, int from, int to)
{
    if (l == NULL || from == to)
        return 0;
    const int a = stage_at(l, from), b = stage_at(l, to), all = l->m.n_stages;
    if (a >= all || b >= all)
        return all;
    return a > b ? a - b : b - a;
}

/* Rows come in order: of two that are alike the first stays before. */
static bool goes_before(const Candidate *a, const Candidate *b)
{
    if (a->distance != b->distance)
        return a->distance > b->distance;
    if (a->size != b->size)
        return a->size > b->size;
    return a->n > b->n;
}

static void offer(Impacting *i, const Candidate *c)
{
    int at = i->n_top;
    while (at > 0 && goes_before(c, &i->top[at - 1]))
        at--;
    if (at == IMPACT_TOP)
        return;
    i->n_top += i->n_top < IMPACT_TOP;
    for (int k = i->n_top - 1; k > at; k--)
        i->top[k] = i->top[k - 1];
    i->top[at] = *c;
}

static void offer_rows(Impacting *i, int64_t at, int n)
{
    const Part *p = &i->part;
    for (int r = 0; r < n; r++) {
        if (p->changed[r] == 0)
            continue;
        i->moved++;
        Candidate c = {.row = p->first + at + r,
                       .distance =
                           distance_of(i->places, p->place[0][r], p->place[1][r]),
                       .size = p->size[r],
                       .n = p->changed[r]};
        if (i->n_top < IMPACT_TOP || goes_before(&c, &i->top[IMPACT_TOP - 1]))
            offer(i, &c);
    }
}

static ImpactMove *add_move(ImpactLead *lead, int64_t from, int64_t to)
{
    ImpactMove *m = &lead->move[lead->n++];
    m->from = from;
    m->to = to;
    return m;
}

static void lead_moves(const Impacting *i, ImpactLead *lead, int64_t at)
{
    const Part *p = &i->part;
    uint16_t room[2];
    lead->move = MEM_ARRAY(ImpactMove, i->n_lanes + i->n_scores);
    for (int k = 0; k < i->n_lanes; k++) {
        const Lane *l = &i->lane[k];
        const int from = *lane_rows(l, p->old, false, at, 1, &room[0]),
                  to = *lane_rows(l, p->now, true, at, 1, &room[1]);
        if (from != to)
            add_move(lead, from, to)->matrix = &i->out->matrix[k];
    }
    for (int k = 0; k < i->n_scores; k++) {
        const ScoreLane *l = &i->score[k];
        const int64_t from = p->old->score[l->old][at], to = p->now->score[l->now][at];
        if (from != to)
            add_move(lead, from, to)->score = l->out;
    }
}

/* Once a part is over: who came and went again is never asked for. */
static void name_top(Impacting *i, ImpactLabel *label, void *ctx)
{
    for (int k = 0; k < i->n_top; k++) {
        Candidate *c = &i->top[k];
        if (c->named)
            continue;
        c->named = true;
        c->how.row = c->row;
        c->how.lead = label(ctx, c->row);
        lead_moves(i, &c->how, c->row - i->part.first);
        if (i->why != NULL)
            c->how.why = i->why(ctx, c->row);
    }
}

void impact_why(Impacting *i, ImpactLabel *why) { i->why = why; }

/* -- parts ---------------------------------------------------------------------------- */

/* Of one batch, from row `at` of the part on: what changed of each row. */
static bool batch_compare(Impacting *i, int64_t at, int n, bool count)
{
    Part *p = &i->part;
    bool any = false;
    memset(p->changed, 0, sizeof p->changed);
    memset(p->size, 0, sizeof p->size);
    for (int k = 0; k < i->n_lanes; k++)
        any |= lane_add(i, &i->lane[k], at, n, count);
    for (int k = 0; k < i->n_scores; k++)
        any |= score_add(i, &i->score[k], at, n, count);
    return any;
}

static int batch_at(int64_t at, int64_t n)
{
    return n - at < BATCH_ROWS ? (int)(n - at) : BATCH_ROWS;
}

void impact_add(Impacting *i, const Outcome *before, const Outcome *after,
                int64_t first, ImpactLabel *label, void *ctx)
{
    i->part.old = before;
    i->part.now = after;
    i->part.first = first;
    i->n += (uint64_t)after->n;
    for (int64_t at = 0; at < after->n; at += BATCH_ROWS) {
        const int n = batch_at(at, after->n);
        if (batch_compare(i, at, n, true))
            offer_rows(i, at, n);
    }
    name_top(i, label, ctx);
}

void impact_by(Impacting *i, const char *text, const Type *type)
{
    i->by = grouping_new(text, type, i->places != NULL ? i->places->m.n : 0);
}

void impact_group(Impacting *i, int64_t first, const Column *c, const int *row, int n)
{
    const Part *p = &i->part;
    const uint16_t *const place[] = {p->place[0], p->place[1]};
    batch_compare(i, first - p->first, n, false);
    grouping_add(i->by, c, row, n, place, p->changed);
}

/* -- the end -------------------------------------------------------------------------- */

static ImpactMatrix matrix_end(Lane *l)
{
    const int n = l->m.n;
    for (int from = 0; from < n; from++) {
        uint64_t stayed = 0;
        for (int k = 0; k < 4; k++)
            stayed += l->before[k * n + from];
        for (int to = 0; to < n; to++) {
            stayed -= l->count[from * n + to];
            l->m.moved += l->count[from * n + to];
        }
        l->count[from * n + from] = stayed;
    }
    return l->m;
}

/* The four sizes that end with the largest change; what is smaller counts with the first. */
static void score_sizes(const Impacting *i, ScoreLane *l)
{
    int last = SIZES - 1;
    while (last > IMPACT_SIZES - 1 && l->by_size[0][last] + l->by_size[1][last] == 0)
        last--;
    const int first = last - IMPACT_SIZES + 1;
    for (int c = 0; c <= last; c++) {
        const int k = c < first ? 0 : c - first;
        l->out->down_by[k] += l->by_size[0][c];
        l->out->up_by[k] += l->by_size[1][c];
    }
    for (int k = 0; k < IMPACT_SIZES; k++)
        l->out->size[k] = i->from[k == 0 ? 0 : first + k];
}

static void score_end(const Impacting *i, ScoreLane *l)
{
    ImpactScore *s = l->out;
    s->same = i->n - s->up - s->down;
    s->mean = i->n > 0 ? (int64_t)dec_div_round(l->sum, (Int128)i->n) : 0;
    score_sizes(i, l);
}

static void top_end(const Impacting *i, Impact *m)
{
    m->top = MEM_ARRAY(ImpactLead, i->n_top + 1);
    m->n_top = i->n_top;
    for (int k = 0; k < i->n_top; k++)
        m->top[k] = i->top[k].how;
}

const Impact *impact_end(Impacting *i, const Report *before, const Report *after)
{
    Impact *m = i->out;
    m->before = before;
    m->after = after;
    m->n = i->n;
    m->moved = i->moved;
    m->n_matrices = i->n_lanes;
    m->n_scores = i->n_scores;
    for (int k = 0; k < i->n_lanes; k++)
        m->matrix[k] = matrix_end(&i->lane[k]);
    for (int k = 0; k < i->n_scores; k++)
        score_end(i, &i->score[k]);
    m->only = impact_only(i->before, i->after, &m->n_only);
    top_end(i, m);
    if (i->by != NULL)
        grouping_end(i->by, m, i->after);
    return m;
}
