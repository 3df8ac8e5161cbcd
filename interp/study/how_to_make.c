/* how_to_make.c -- sets of one, two, three … changes, tried until one gets there.
 *
 * All sets of so many fields, with all their candidates, are asked in batches before any of
 * one more: so no way has fewer changes.  What gets there is then drawn back towards what the
 * lead has as far as it still does, and evaluated once more as a lead by itself.
 */
#include "interp/study/how_to_make.h"

#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/study/how_to_part.h"

enum {
    ROWS_MOST = 3 << 20, /* tried in all: about a second */
    HITS_MOST = 4,       /* kept of each set of fields */
    SETS_MOST = 64,      /* sets of fields that are looked at closer */
    DRAWS_MOST = 12      /* a scale of 2^64 is drawn in by 2^10 each time */
};

/* Some fields, each with a value. */
typedef struct Set {
    int n;
    int mover[HOW_TO_CHANGES];
    const CoreExpr *value[HOW_TO_CHANGES];
    int64_t cost;
} Set;

typedef struct Hits {
    Set item[HITS_MOST];
    int n;
} Hits;

typedef struct Search {
    Quest q;
    Trial *trial; /* the goal alone */
    Set waiting[BATCH_ROWS];
    int64_t tried;
    Hits *hits; /* by set of fields, those that have any */
    int n_sets;
    size_t cap_sets;
    bool over; /* enough */
} Search;

/* -- trying ---------------------------------------------------------------------------- */

static bool holds(const Trial *t, int r)
{
    const Column *c = trial_extra(t, 0);
    return !column_missing(c, r) && col_flag(c, r);
}

static bool same_fields(const Set *a, const Set *b)
{
    for (int i = 0; i < a->n; i++)
        if (a->mover[i] != b->mover[i])
            return false;
    return a->n == b->n;
}

static Hits *hits_of(Search *s, const Set *set)
{
    if (s->n_sets > 0 && same_fields(&s->hits[s->n_sets - 1].item[0], set))
        return &s->hits[s->n_sets - 1];
    if (s->n_sets == SETS_MOST)
        return NULL;
    Hits *h = &MEM_PUSH(s->hits, s->n_sets, s->cap_sets);
    *h = (Hits){.n = 0};
    return h;
}

/* The cheapest few stay, in order. */
static void keep(Search *s, const Set *set)
{
    Hits *h = hits_of(s, set);
    if (h == NULL || (h->n == HITS_MOST && h->item[h->n - 1].cost <= set->cost))
        return;
    int k = h->n < HITS_MOST ? h->n++ : HITS_MOST - 1;
    for (; k > 0 && h->item[k - 1].cost > set->cost; k--)
        h->item[k] = h->item[k - 1];
    h->item[k] = *set;
}

static void run_waiting(Search *s)
{
    const int n = trial_n(s->trial);
    if (n > 0)
        trial_run(s->trial);
    for (int r = 0; r < n; r++)
        if (holds(s->trial, r))
            keep(s, &s->waiting[r]);
    s->tried += n;
    trial_clear(s->trial);
    s->q.stopped = s->q.stopped || (s->q.stop != NULL && s->q.stop());
    s->over = s->over || s->q.stopped || s->tried >= ROWS_MOST;
}

static void try_set(Search *s, const Set *set)
{
    const int r = trial_row(s->trial);
    s->waiting[r] = *set;
    for (int i = 0; i < set->n; i++)
        trial_put(s->trial, r, s->q.mover[set->mover[i]].field, set->value[i]);
    if (trial_n(s->trial) == BATCH_ROWS)
        run_waiting(s);
}

/* All values of the fields from the i-th on. */
static void try_values(Search *s, Set *set, int i)
{
    if (i == set->n) {
        try_set(s, set);
        return;
    }
    const Mover *m = &s->q.mover[set->mover[i]];
    for (int k = 0; k < m->n && !s->over; k++) {
        set->value[i] = m->item[k].value;
        set->cost += m->item[k].cost;
        try_values(s, set, i + 1);
        set->cost -= m->item[k].cost;
    }
}

/* All sets of n fields, the i-th of them at `from` or after. */
static void try_fields(Search *s, Set *set, int i, int from)
{
    if (i == set->n) {
        try_values(s, set, 0);
        return;
    }
    for (int f = from; f < s->q.n_movers && !s->over; f++) {
        set->mover[i] = f;
        try_fields(s, set, i + 1, f + 1);
    }
}

/* True: it found something, or may not go on. */
static bool try_changes(Search *s, int n)
{
    Set set = {.n = n};
    try_fields(s, &set, 0, 0);
    run_waiting(s);
    if (!s->over || s->n_sets > 0)
        s->q.how->most = n;
    return s->n_sets > 0 || s->over;
}

/* -- drawing back ---------------------------------------------------------------------- */

/* The k-th of n parts of the way from a to b, on a step between them; b where none is. */
static int64_t part_of(const Mover *m, int64_t a, int64_t b, int k, int n)
{
    __extension__ typedef __int128 Wide;
    const int64_t at = (int64_t)((Wide)a + ((Wide)b - a) * k / n);
    const int64_t down = at - ((at % m->step) + m->step) % m->step;
    const int64_t lo = a < b ? a : b, hi = a < b ? b : a;
    const int64_t on = down > lo ? down : down + m->step;
    return k == n || on <= lo || on >= hi ? b : on;
}

/* The nearest to `near` of points on the way to `far` that holds; *near becomes the one before
 * it.  False: nothing lies between. */
static bool draw(Search *s, const Set *set, int i, int64_t *near, int64_t *far)
{
    const Mover *m = &s->q.mover[set->mover[i]];
    const uint64_t wide = *near < *far ? (uint64_t)*far - (uint64_t)*near
                                       : (uint64_t)*near - (uint64_t)*far;
    const uint64_t steps = wide / (uint64_t)m->step;
    const int n = steps < BATCH_ROWS - 1 ? (int)steps + 1 : BATCH_ROWS - 1;
    int64_t before = *near;
    if (steps == 0)
        return false;
    trial_clear(s->trial);
    for (int k = 1; k <= n; k++) {
        const int r = trial_row(s->trial);
        for (int o = 0; o < set->n; o++)
            trial_put(s->trial, r, s->q.mover[set->mover[o]].field, set->value[o]);
        trial_put(s->trial, r, m->field,
                  const_i64(m->type, part_of(m, *near, *far, k, n)));
    }
    trial_run(s->trial);
    const int64_t from = *near, to = *far;
    for (int k = 1; k <= n; k++) {
        const int64_t at = part_of(m, from, to, k, n);
        if (holds(s->trial, k - 1)) {
            *near = before;
            *far = at;
            return at != to || before != from;
        }
        before = at;
    }
    return false;
}

/* As near as still gets there, one field after the other. */
static void draw_back(Search *s, Set *set)
{
    for (int i = 0; i < set->n; i++) {
        const Mover *m = &s->q.mover[set->mover[i]];
        if (m->step == 0 || set->value[i]->missing)
            continue;
        int64_t near = m->anchor, far = set->value[i]->i64;
        for (int k = 0; k < DRAWS_MOST && draw(s, set, i, &near, &far); k++)
            continue;
        set->cost += mover_cost(m, far) - mover_cost(m, set->value[i]->i64);
        set->value[i] = const_i64(m->type, far);
    }
    trial_clear(s->trial);
}

/* -- ways ------------------------------------------------------------------------------ */

static const char *printed(const Core *core, const CoreExpr *e, const Type *t)
{
    Buf b = {0};
    Value *item = MEM_ARRAY(Value, e->n + 1);
    for (int i = 0; i < e->n; i++)
        item[i] =
            (Value){.type = t->elem, .i64 = e->arg[i]->i64, .text = e->arg[i]->text};
    const Value v = {.type = t,
                     .missing = e->missing,
                     .i64 = e->i64,
                     .text = e->text,
                     .item = item,
                     .n_items = e->n};
    value_print(&b, &v, core->zone, core->currency, true);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static Change change_of(const Search *s, const Mover *m, const CoreExpr *to)
{
    const Core *core = s->q.core;
    Buf json = {0};
    col_json(&json, &s->q.base.batch->col[m->field], s->q.base.r, m->type, core);
    const Change c = {.field = m->field,
                      .from = printed(core, m->now, m->type),
                      .to = printed(core, to, m->type),
                      .from_json = str_z(buf_view(&json)),
                      .value = to};
    buf_free(&json);
    return c;
}

/* The lead with the changes, by itself: the judge.  False: it is not there. */
static bool confirm(const Search *s, Way *way)
{
    OneLeadWant want = *s->q.lead;
    CoreExpr *goal = s->q.goal->expr;
    CoreGiven *given = MEM_ARRAY(CoreGiven, want.n_given + way->n + 1);
    for (int i = 0; i < want.n_given; i++)
        given[i] = want.given[i];
    for (int i = 0; i < way->n; i++)
        given[want.n_given + i] =
            (CoreGiven){way->change[i].field, way->change[i].value};
    want.given = given;
    want.n_given += way->n;
    want.extra = &goal;
    want.n_extra = 1;
    OneLead *l = one_lead_new(&want);
    const Row row = one_lead_row(l);
    const Column *c = eval_extra(row.eval, 0);
    const bool there = !column_missing(c, row.r) && col_flag(c, row.r);
    way->news = lead_news(s->q.core, s->q.base, s->q.core, row, &way->n_news);
    one_lead_free(l);
    return there;
}

static void add_way(Search *s, const Set *set)
{
    HowTo *h = s->q.how;
    Way *w = &h->way[h->n];
    *w = (Way){.change = MEM_ARRAY(Change, set->n), .n = set->n};
    for (int i = 0; i < set->n; i++)
        w->change[i] = change_of(s, &s->q.mover[set->mover[i]], set->value[i]);
    h->n += confirm(s, w);
}

/* Both are of the same fields, and differ in more than how far they go. */
static bool differs(const Search *s, const Set *a, const Set *b)
{
    for (int i = 0; i < a->n; i++) {
        const Mover *m = &s->q.mover[a->mover[i]];
        const bool either_missing = a->value[i]->missing || b->value[i]->missing;
        if (m->step == 0 && !either_missing && !const_is(a->value[i], b->value[i]))
            return true;
    }
    return false;
}

/* Lower costs first; what costs the same in the order of fields. */
static void sort_sets(Set *set, int n)
{
    for (int i = 1; i < n; i++) {
        const Set x = set[i];
        int k = i;
        for (; k > 0 && set[k - 1].cost > x.cost; k--)
            set[k] = set[k - 1];
        set[k] = x;
    }
}

/* The best of each set of fields; where there are fewer than are shown, others that are more
 * than a step further. */
static void make_ways(Search *s)
{
    Set *best = MEM_ARRAY(Set, s->n_sets + 1),
        *rest = MEM_ARRAY(Set, s->n_sets * HITS_MOST + 1);
    int n_rest = 0;
    for (int i = 0; i < s->n_sets; i++) {
        Hits *h = &s->hits[i];
        for (int k = 0; k < h->n; k++)
            draw_back(s, &h->item[k]);
        sort_sets(h->item, h->n);
        best[i] = h->item[0];
        for (int k = 1; k < h->n; k++)
            if (differs(s, &h->item[k], &h->item[0]))
                rest[n_rest++] = h->item[k];
    }
    sort_sets(best, s->n_sets);
    sort_sets(rest, n_rest);
    s->q.how->way = MEM_ARRAY(Way, HOW_TO_WAYS);
    for (int i = 0; i < s->n_sets && s->q.how->n < HOW_TO_WAYS; i++)
        add_way(s, &best[i]);
    for (int i = 0; i < n_rest && s->q.how->n < HOW_TO_WAYS; i++)
        add_way(s, &rest[i]);
}

static void find_telling(Quest *q)
{
    q->telling = mem_bytes(((size_t)q->asked->n + 1) * sizeof *q->telling);
    for (int i = 0; i < q->asked->n; i++) {
        const TypeKind k = q->asked->of[i]->type->kind;
        if (k == TY_FLAG || k == TY_ENUM)
            q->telling[q->n_telling++] = i;
    }
}

static void search(Search *s)
{
    CoreExpr *goal = s->q.goal->expr;
    movers_make(&s->q);
    s->q.how->movable = s->q.n_movers > 0;
    s->trial = trial_new(&s->q, &goal, 1);
    for (int n = 1; n <= HOW_TO_CHANGES && n <= s->q.n_movers; n++) {
        if (n == 2) {
            scale_beside(&s->q);
            movers_sort(&s->q);
        }
        if (try_changes(s, n))
            break;
    }
    s->q.how->exhausted = s->q.how->exhausted && !s->over && s->q.how->n_patterns == 0;
    make_ways(s);
    trial_free(s->trial);
}

const HowTo *how_to_make(const OneLeadWant *lead, const Goal *goal, bool (*stop)(void))
{
    Search *s = MEM_NEW(Search);
    HowTo *h = MEM_NEW(HowTo);
    OneLeadWant want = *lead;
    const Asked *asked = asked_new(lead->session->core, goal->expr);
    want.extra = asked->extra;
    want.n_extra = asked->n;
    OneLead *l = one_lead_new(&want);
    *h = (HowTo){.goal = *goal, .exhausted = true};
    s->q = (Quest){.lead = lead,
                   .core = lead->session->core,
                   .goal = goal,
                   .asked = asked,
                   .base = one_lead_row(l),
                   .how = h,
                   .stop = stop};
    const int at = asked_find(asked, goal->expr);
    const Column *c = at >= 0 ? eval_extra(s->q.base.eval, at) : NULL;
    h->there = c != NULL ? !column_missing(c, s->q.base.r) && col_flag(c, s->q.base.r)
                         : !goal->expr->missing && goal->expr->i64 != 0;
    find_telling(&s->q);
    if (!h->there)
        search(s);
    one_lead_free(l);
    return h;
}
