/* how_to_scale.c -- where on a field's scale something turns, found by asking.
 *
 * Points are laid over the whole scale: what it is compared with anywhere, what other fields
 * have, and magnitudes.  Between two neighbours for which any condition answers otherwise a
 * turn is sought by halving, all of all fields at once, down to the least step.  Its two sides
 * are candidates: the values that conditions tell apart lie between turns.  So `visits * 2 > 9`
 * or `now - seen > 14 days` need not be solved.
 */
#include "interp/base/mem.h"
#include "interp/io/wall.h"
#include "interp/study/how_to_part.h"
#include <stdlib.h>

enum {
    POINTS_MOST = 500,
    CUTS_MOST = 64,    /* of a field, the others as they are */
    BESIDE_MOST = 256, /* and with another one moved */
    HALVINGS_MOST = 400,
    MICRO = 1000000
};

#define USEC_MINUTE (60 * USEC_SECOND)

typedef struct Points {
    const Quest *q;
    Mover *m;
    int64_t *at;
    int n;
    size_t cap;
} Points;

/* Another field at another value; NULL: all others as they are. */
typedef struct Beside {
    const Mover *m;
    const CoreExpr *value;
} Beside;

/* Something differs between the ends. */
typedef struct Cut {
    Mover *m;
    Beside beside;
    int64_t lo, hi;
    uint64_t lo_sign, hi_sign;
    bool done;
} Cut;

typedef struct Cuts {
    const Quest *q;
    Trial *trial;
    Cut *item;
    int n;
    size_t cap;
    int most; /* of a field */
} Cuts;

/* -- points ---------------------------------------------------------------------------- */

static void add_point(Points *p, int64_t v)
{
    if (p->n < POINTS_MOST && mover_may(p->q, p->m, v))
        MEM_PUSH(p->at, p->n, p->cap) = v;
}

static void add_around(Points *p, int64_t v)
{
    int64_t side;
    add_point(p, v);
    if (!__builtin_sub_overflow(v, p->m->step, &side))
        add_point(p, side);
    if (!__builtin_add_overflow(v, p->m->step, &side))
        add_point(p, side);
}

static void add_sum(Points *p, int64_t a, int64_t b)
{
    int64_t sum;
    if (!__builtin_add_overflow(a, b, &sum))
        add_point(p, sum);
    if (!__builtin_sub_overflow(a, b, &sum))
        add_point(p, sum);
}

/* What the policy has of the type, and what other fields of the lead have. */
static void add_known(Points *p)
{
    const Quest *q = p->q;
    for (int i = 0; i < q->asked->n; i++) {
        const CoreExpr *e = q->asked->of[i];
        if (e->kind == CORE_THRESHOLD && e->type->kind == p->m->type->kind)
            add_around(p, q->lead->session->threshold[e->index]);
        for (int k = 0; k < e->n; k++)
            if (e->arg[k]->kind == CORE_CONST && !e->arg[k]->missing
                && e->arg[k]->type->kind == p->m->type->kind)
                add_around(p, e->arg[k]->i64);
        for (int k = 0; e->set != NULL && e->set->i64 != NULL && k < e->set->n; k++)
            if (e->set->elem->kind == p->m->type->kind)
                add_around(p, e->set->i64[k]);
    }
    for (int i = 0; i < q->n_movers; i++)
        if (q->mover[i].type->kind == p->m->type->kind && !q->mover[i].now->missing)
            add_around(p, q->mover[i].now->i64);
}

static void add_magnitudes(Points *p, int64_t from, int64_t unit)
{
    static const int lead[] = {1, 2, 5};
    for (int64_t u = unit; u < INT64_MAX / 100; u *= 10)
        for (int i = 0; i < 3; i++)
            add_sum(p, from, lead[i] * u);
}

/* Away from now, as people count, and by every length that the policy names. */
static void add_moments(Points *p, int64_t now, int64_t unit)
{
    static const int64_t minutes[] = {1,      60,      480,    1440,   2880,
                                      10080,  20160,   43200,  129600, 259200,
                                      525600, 1051200, 5256000};
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++)
        add_sum(p, now, minutes[i] * USEC_MINUTE / unit);
    for (int i = 0; i < p->q->asked->n; i++) {
        const CoreExpr *e = p->q->asked->of[i];
        for (int k = 0; k < e->n; k++)
            if (e->arg[k]->kind == CORE_CONST && e->arg[k]->type->kind == TY_DURATION)
                add_sum(p, now, e->arg[k]->i64 / unit);
    }
}

static void add_ends(Points *p)
{
    const CoreField *f = &p->q->core->fields[p->m->field];
    if ((f->flags & FIELD_HAS_LO) != 0)
        add_point(p, f->lo);
    if ((f->flags & FIELD_HAS_HI) != 0)
        add_point(p, f->hi);
}

static int by_value(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void sort_points(Points *p)
{
    int n = 0;
    if (p->n > 0)
        qsort(p->at, (size_t)p->n, sizeof *p->at, by_value);
    for (int i = 0; i < p->n; i++)
        if (n == 0 || p->at[n - 1] != p->at[i])
            p->at[n++] = p->at[i];
    p->n = n;
}

static Points points_of(const Quest *q, Mover *m)
{
    Points p = {.q = q, .m = m};
    const int64_t now = q->lead->as_of_us;
    add_around(&p, m->anchor);
    add_ends(&p);
    add_known(&p);
    switch (m->type->kind) {
    case TY_NUMBER:
    case TY_MONEY:
        add_around(&p, 0);
        add_magnitudes(&p, 0, MICRO);
        break;
    case TY_DATE: add_moments(&p, wall_day_of(q->core->zone, now), USEC_DAY); break;
    case TY_TIMESTAMP:
        add_around(&p, now);
        add_moments(&p, now, 1);
        break;
    case TY_DURATION:
    case TY_BUSINESS:
        add_around(&p, 0);
        add_moments(&p, 0, 1);
        break;
    case TY_FLAG:
    case TY_ENUM:
    case TY_TEXT:
    case TY_LIST:
    case TY_PERIOD:
    case TY_CALENDAR:
    case TY_ERROR:
    case N_TYPE_KINDS: break;
    }
    sort_points(&p);
    return p;
}

/* -- turns ----------------------------------------------------------------------------- */

static void propose(const Quest *q, Mover *m, int64_t v)
{
    mover_add(q, m, const_i64(m->type, v), mover_cost(m, v));
}

static void add_cut(Cuts *c, Cut cut)
{
    int of_mover = 0;
    for (int i = 0; i < c->n; i++)
        of_mover += c->item[i].m == cut.m;
    if (of_mover < c->most)
        MEM_PUSH(c->item, c->n, c->cap) = cut;
    else
        c->q->how->exhausted = false;
}

static uint64_t sign_of(const Cuts *c, int row)
{
    return trial_sign(c->trial, row, c->q->telling, c->q->n_telling);
}

static void put_point(Cuts *c, const Mover *m, int64_t at, Beside beside)
{
    const int r = trial_row(c->trial);
    trial_put(c->trial, r, m->field, const_i64(m->type, at));
    if (beside.m != NULL)
        trial_put(c->trial, r, beside.m->field, beside.value);
}

static void find_cuts(Cuts *c, const Points *p, Beside beside)
{
    uint64_t before = 0;
    trial_clear(c->trial);
    for (int i = 0; i < p->n; i++)
        put_point(c, p->m, p->at[i], beside);
    if (p->n > 0)
        trial_run(c->trial);
    for (int i = 0; i < p->n; i++) {
        const uint64_t sign = sign_of(c, i);
        if (i > 0 && sign != before)
            add_cut(c,
                    (Cut){p->m, beside, p->at[i - 1], p->at[i], before, sign, false});
        before = sign;
    }
}

/* Between the ends, on a step where there is one; the middle itself of a single step, once. */
static bool middle_of(const Cut *c, int64_t *mid)
{
    const uint64_t wide = (uint64_t)c->hi - (uint64_t)c->lo;
    int64_t m = c->lo + (int64_t)(wide / 2);
    if (wide <= 1)
        return false;
    const int64_t aligned = m - ((m % c->m->step) + c->m->step) % c->m->step;
    if (aligned > c->lo)
        m = aligned;
    else if (wide > (uint64_t)c->m->step)
        m = aligned + c->m->step < c->hi ? aligned + c->m->step : m;
    *mid = m;
    return true;
}

/* What lies within a step is asked once: two turns may be nearer than people would count. */
static void halve(Cuts *c, int i, int64_t mid, uint64_t sign)
{
    const Cut cut = c->item[i];
    const bool within = (uint64_t)cut.hi - (uint64_t)cut.lo <= (uint64_t)cut.m->step;
    c->item[i].done = within;
    if (within && sign != cut.lo_sign && sign != cut.hi_sign)
        propose(c->q, cut.m, mid);
    if (within)
        return;
    if (sign == cut.lo_sign) {
        c->item[i].lo = mid;
    } else {
        c->item[i].hi = mid;
        c->item[i].hi_sign = sign;
        if (sign != cut.hi_sign)
            add_cut(c, (Cut){cut.m, cut.beside, mid, cut.hi, sign, cut.hi_sign, false});
    }
}

/* One halving of each cut that is open.  False: none was. */
static bool halve_all(Cuts *c)
{
    int *of = MEM_ARRAY(int, BATCH_ROWS), n = 0;
    int64_t *mid = mem_bytes(BATCH_ROWS * sizeof *mid);
    trial_clear(c->trial);
    for (int i = 0; i < c->n && n < BATCH_ROWS; i++) {
        c->item[i].done |= !c->item[i].done && !middle_of(&c->item[i], &mid[n]);
        if (c->item[i].done)
            continue;
        put_point(c, c->item[i].m, mid[n], c->item[i].beside);
        of[n++] = i;
    }
    if (n > 0)
        trial_run(c->trial);
    for (int k = 0; k < n; k++)
        halve(c, of[k], mid[k], sign_of(c, k));
    return n > 0;
}

/* Sides of turns, the ends of the scale, and where other fields stand: these may move too. */
static void propose_points(Cuts *c, const Points *p)
{
    const Quest *q = c->q;
    if (p->n == 0)
        return;
    propose(q, p->m, p->at[0]);
    propose(q, p->m, p->at[p->n - 1]);
    if (p->m->now->missing)
        propose(q, p->m, p->m->anchor);
    for (int i = 0; !p->m->exact && i < q->n_movers; i++) {
        const Mover *o = &q->mover[i];
        if (o != p->m && o->type->kind == p->m->type->kind && !o->now->missing) {
            propose(q, p->m, o->now->i64);
            propose(q, p->m, o->now->i64 - p->m->step);
            propose(q, p->m, o->now->i64 + p->m->step);
        }
    }
}

static void find_turns(Cuts *c)
{
    for (int i = 0; i < HALVINGS_MOST && halve_all(c); i++)
        continue;
    for (int i = 0; i < c->n; i++) {
        propose(c->q, c->item[i].m, c->item[i].lo);
        propose(c->q, c->item[i].m, c->item[i].hi);
    }
}

void scale_candidates(Quest *q)
{
    Cuts c = {
        .q = q, .trial = trial_new(q, q->asked->extra, q->asked->n), .most = CUTS_MOST};
    Points *p = MEM_ARRAY(Points, q->n_movers + 1);
    for (int i = 0; i < q->n_movers; i++)
        if (q->mover[i].step != 0) {
            p[i] = points_of(q, &q->mover[i]);
            find_cuts(&c, &p[i], (Beside){NULL, NULL});
        }
    find_turns(&c);
    for (int i = 0; i < q->n_movers; i++)
        if (q->mover[i].step != 0)
            propose_points(&c, &p[i]);
    trial_free(c.trial);
}

/* The candidates that there are already, and what the lead has. */
static Points points_known(const Quest *q, Mover *m)
{
    Points p = {.q = q, .m = m};
    add_point(&p, m->anchor);
    for (int i = 0; i < m->n; i++)
        if (!m->item[i].value->missing)
            add_point(&p, m->item[i].value->i64);
    sort_points(&p);
    return p;
}

void scale_beside(Quest *q)
{
    Cuts c = {.q = q,
              .trial = trial_new(q, q->asked->extra, q->asked->n),
              .most = BESIDE_MOST};
    for (int i = 0; i < q->n_movers; i++) {
        Mover *m = &q->mover[i];
        const Points p = points_known(q, m);
        for (int k = 0; m->step != 0 && !m->exact && k < q->n_movers; k++)
            for (int v = 0; k != i && v < q->mover[k].n; v++)
                find_cuts(&c, &p, (Beside){&q->mover[k], q->mover[k].item[v].value});
    }
    find_turns(&c);
    trial_free(c.trial);
}
