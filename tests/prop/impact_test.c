/* impact_test.c -- an impact, counted again lead by lead, over random policies and outcomes.
 *
 *     SEED=n N=cases …/impact_test
 *
 * Both policies draw their stages, exits, members, clauses and scores from a few names, so
 * that some are of both, some of one, and their orders differ.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/lang/clause.h"
#include "interp/study/impact_make.h"
#include "tests/prop/rng.h"
#include "tests/unit/t.h"

#include <stdlib.h>

static const char *const pool[] = {"new", "mql", "sal", "sql", "opp", "won", "gone"};

enum { POOL = sizeof pool / sizeof *pool, ROWS_MOST = 3000, ITEMS = 3, SPELLINGS = 20 };

/* -- policies and outcomes ------------------------------------------------------------- */

/* A part of the pool from `lo` to `hi` in a random order. */
static int some_names(Rng *r, Str *out, int lo, int hi)
{
    int n = 0;
    for (int i = lo; i < hi; i++)
        if (rng_chance(r, 70))
            out[n++] = str_of(pool[i]);
    for (int i = n - 1; i > 0 && rng_chance(r, 50); i--) {
        const int k = rng_below(r, i + 1);
        const Str t = out[i];
        out[i] = out[k];
        out[k] = t;
    }
    return n;
}

static const Enum *random_enum(Rng *r, const char *last)
{
    Enum *e = MEM_NEW(Enum);
    e->member = MEM_ARRAY(Str, POOL + 1);
    e->n = some_names(r, e->member, 0, POOL);
    e->member[e->n++] = str_of(last);
    return e;
}

static void random_stages(Rng *r, Core *c)
{
    Str name[2 * POOL];
    const int stages = some_names(r, name, 0, POOL - 2),
              all = stages + some_names(r, name + stages, POOL - 3, POOL);
    c->stages = MEM_ARRAY(CoreStage, all + 1);
    c->n_stages = all;
    c->n_exits = all - stages;
    for (int i = 0; i < all; i++)
        c->stages[i] = (CoreStage){.name = name[i], .is_exit = i >= stages};
}

static const Core *random_core(Rng *r)
{
    Core *c = MEM_NEW(Core);
    if (rng_chance(r, 90))
        random_stages(r, c);
    c->scores = MEM_ARRAY(CoreScore, ITEMS);
    c->grades = MEM_ARRAY(CoreGrade, ITEMS);
    c->clauses = MEM_ARRAY(CoreClause, ITEMS);
    for (int i = 0; i < ITEMS; i++) {
        if (rng_chance(r, 75))
            c->scores[c->n_scores++].name = str_of(pool[i]);
        if (rng_chance(r, 75))
            c->grades[c->n_grades++] =
                (CoreGrade){.name = str_of(pool[i]), .members = random_enum(r, "low")};
        if (rng_chance(r, 75))
            c->clauses[c->n_clauses++] =
                (CoreClause){.name = str_of(pool[i]),
                             .kind = rng_chance(r, 20) ? CLAUSE_MEASURE : CLAUSE_CLOCK,
                             .n_starts = 1};
    }
    c->n_personas = rng_chance(r, 70);
    c->persona_enum = random_enum(r, "none");
    return c;
}

static uint16_t *members(Rng *r, int n, int of)
{
    uint16_t *m = MEM_ARRAY(uint16_t, n + 1);
    for (int i = 0; i < n; i++)
        m[i] = (uint16_t)rng_below(r, of);
    return m;
}

static int64_t random_score(Rng *r)
{
    static const int64_t far[] = {INT64_MAX, -INT64_MAX, INT64_MAX - 5, 0};
    return rng_chance(r, 2) ? far[rng_below(r, 4)]
                            : (int64_t)rng_below(r, 100) * 1000000 / 4;
}

static Outcome *random_outcome(Rng *r, const Core *c, int n)
{
    Outcome *o = MEM_NEW(Outcome);
    *o = (Outcome){.core = c, .n = n};
    o->grade = MEM_ARRAY(uint16_t *, ITEMS);
    o->score = MEM_ARRAY(int64_t *, ITEMS);
    o->status = MEM_ARRAY(uint8_t *, ITEMS);
    o->persona = c->n_personas > 0 ? members(r, n, c->persona_enum->n) : NULL;
    o->place = c->n_stages > 0 ? members(r, n, c->n_stages + 1) : NULL;
    for (int i = 0; o->place != NULL && i < n; i++)
        if (o->place[i] == c->n_stages)
            o->place[i] = PLACE_NONE;
    for (int k = 0; k < c->n_grades; k++)
        o->grade[k] = members(r, n, c->grades[k].members->n);
    for (int k = 0; k < c->n_scores; k++) {
        o->score[k] = MEM_ARRAY(int64_t, n + 1);
        for (int i = 0; i < n; i++)
            o->score[k][i] = random_score(r);
    }
    for (int k = 0; k < c->n_clauses; k++) {
        if (c->clauses[k].kind == CLAUSE_MEASURE)
            continue;
        o->status[k] = MEM_ARRAY(uint8_t, n + 1);
        for (int i = 0; i < n; i++)
            o->status[k][i] = (uint8_t)rng_below(r, N_CLAUSE_STATUSES);
    }
    return o;
}

/* Most rows of `to` as they are in `from`, where it is of the same policy: what a real change
 * does.  Whole batches stay, too. */
static void keep_rows(Rng *r, const Outcome *from, Outcome *to)
{
    const Core *c = to->core;
    const int percent = rng_chance(r, 30) ? 0 : rng_range(r, 0, 20);
    for (int i = 0; i < to->n; i++) {
        if (rng_chance(r, percent))
            continue;
        if (to->persona != NULL)
            to->persona[i] = from->persona[i];
        if (to->place != NULL)
            to->place[i] = from->place[i];
        for (int k = 0; k < c->n_grades; k++)
            to->grade[k][i] = from->grade[k][i];
        for (int k = 0; k < c->n_scores; k++)
            to->score[k][i] = from->score[k][i];
        for (int k = 0; k < c->n_clauses; k++)
            if (to->status[k] != NULL)
                to->status[k][i] = from->status[k][i];
    }
}

typedef struct Case {
    const Core *old_core, *now_core;
    Outcome *old, *now;
    int n;
    Column by;
} Case;

static const char *const spelling[] = {"São Paulo", "sao paulo", "SAO PAULO", "Rio",
                                       "rio"};

static Column random_by(Rng *r, int n)
{
    Column c = {.phys = PHYS_TEXT, .form = FORM_FLAT};
    c.text = MEM_ARRAY(Text, n + 1);
    c.null = MEM_ARRAY(uint8_t, n + 1);
    for (int i = 0; i < n; i++) {
        const int k = rng_below(r, SPELLINGS + 1);
        const char *z = k < 5 ? spelling[k] : str_format("value %d of these", k);
        c.null[i] = k == SPELLINGS;
        c.text[i] = (Text){z, (uint32_t)strlen(z), (uint32_t)k + 1};
    }
    return c;
}

static Case *random_case(uint64_t seed)
{
    Rng r = {seed};
    Case *c = MEM_NEW(Case);
    c->n = rng_chance(&r, 20) ? rng_below(&r, 20) : rng_below(&r, ROWS_MOST);
    c->old_core = random_core(&r);
    c->now_core = rng_chance(&r, 50) ? c->old_core : random_core(&r);
    c->old = random_outcome(&r, c->old_core, c->n);
    c->now = random_outcome(&r, c->now_core, c->n);
    if (c->now_core == c->old_core)
        keep_rows(&r, c->old, c->now);
    c->by = random_by(&r, c->n);
    return c;
}

/* -- the engine, in parts -------------------------------------------------------------- */

static Outcome slice(const Outcome *o, int64_t from, int64_t n)
{
    Outcome s = *o;
    s.n = n;
    s.persona = o->persona != NULL ? o->persona + from : NULL;
    s.place = o->place != NULL ? o->place + from : NULL;
    s.grade = MEM_ARRAY(uint16_t *, ITEMS);
    s.score = MEM_ARRAY(int64_t *, ITEMS);
    s.status = MEM_ARRAY(uint8_t *, ITEMS);
    for (int k = 0; k < ITEMS; k++) {
        s.grade[k] = o->grade[k] != NULL ? o->grade[k] + from : NULL;
        s.score[k] = o->score[k] != NULL ? o->score[k] + from : NULL;
        s.status[k] = o->status[k] != NULL ? o->status[k] + from : NULL;
    }
    return s;
}

static Str label(void *ctx, int64_t row)
{
    ++*(int *)ctx;
    return str_of(str_format("L%d", (int)row));
}

static Column column_slice(const Column *c, int64_t from)
{
    Column s = *c;
    s.text = c->text + from;
    s.null = c->null + from;
    return s;
}

static const Impact *impact_of(const Case *c, int64_t part, int *asked)
{
    Impacting *i = impact_begin(c->old_core, c->now_core);
    impact_by(i, "city", &type_folded);
    for (int64_t at = 0; at < c->n; at += part) {
        const int64_t n = c->n - at < part ? c->n - at : part;
        const Outcome a = slice(c->old, at, n), b = slice(c->now, at, n);
        impact_add(i, &a, &b, at, label, asked);
        for (int64_t k = 0; k < n; k += BATCH_ROWS) {
            const Column by = column_slice(&c->by, at + k);
            impact_group(i, at + k, &by, NULL,
                         n - k < BATCH_ROWS ? (int)(n - k) : BATCH_ROWS);
        }
    }
    Report *before = MEM_NEW(Report), *after = MEM_NEW(Report);
    before->core = c->old_core;
    after->core = c->now_core;
    return impact_end(i, before, after);
}

/* Of some rows only, a batch at a time, as `diff --where` does. */
static const Impact *impact_of_some(const Case *c, const bool *kept, int *asked)
{
    Impacting *i = impact_begin(c->old_core, c->now_core);
    Outcome *old = outcome_new(c->old_core, BATCH_ROWS),
            *now = outcome_new(c->now_core, BATCH_ROWS);
    int64_t first = 0;
    impact_by(i, "city", &type_folded);
    for (int64_t at = 0; at < c->n; at += BATCH_ROWS) {
        const int64_t rows = c->n - at < BATCH_ROWS ? c->n - at : BATCH_ROWS;
        const Outcome a = slice(c->old, at, rows), b = slice(c->now, at, rows);
        const Column by = column_slice(&c->by, at);
        int row[BATCH_ROWS], n = 0;
        for (int r = 0; r < rows; r++)
            if (kept[at + r])
                row[n++] = r;
        outcome_take(old, &a, row, n);
        outcome_take(now, &b, row, n);
        impact_add(i, old, now, first, label, asked);
        impact_group(i, first, &by, row, n);
        first += n;
    }
    outcome_free(old);
    outcome_free(now);
    Report *before = MEM_NEW(Report), *after = MEM_NEW(Report);
    before->core = c->old_core;
    after->core = c->now_core;
    return impact_end(i, before, after);
}

/* The rows that are not kept are moved out of the way; order stays. */
static Outcome *packed(const Outcome *o, const bool *kept)
{
    Outcome *p = MEM_NEW(Outcome);
    *p = slice(o, 0, 0);
    for (int i = 0; i < o->n; i++) {
        if (!kept[i])
            continue;
        const int to = (int)p->n++;
        if (p->persona != NULL)
            p->persona[to] = p->persona[i];
        if (p->place != NULL)
            p->place[to] = p->place[i];
        for (int k = 0; k < ITEMS; k++) {
            if (p->grade[k] != NULL)
                p->grade[k][to] = p->grade[k][i];
            if (p->score[k] != NULL)
                p->score[k][to] = p->score[k][i];
            if (p->status[k] != NULL)
                p->status[k][to] = p->status[k][i];
        }
    }
    return p;
}

static Case packed_case(const Case *c, const bool *kept)
{
    Case p = *c;
    p.old = packed(c->old, kept);
    p.now = packed(c->now, kept);
    p.n = (int)p.old->n;
    int to = 0;
    for (int i = 0; i < c->n; i++)
        if (kept[i]) {
            p.by.text[to] = p.by.text[i];
            p.by.null[to++] = p.by.null[i];
        }
    return p;
}

static Str json(const Impact *m)
{
    Buf b = {0};
    impact_json(&b, m);
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

/* -- the same, lead by lead ------------------------------------------------------------ */

static Str plain_place(const Outcome *o, int r, bool *exit)
{
    *exit = false;
    if (o->place == NULL || o->place[r] == PLACE_NONE)
        return STR("none");
    *exit = o->core->stages[o->place[r]].is_exit;
    return o->core->stages[o->place[r]].name;
}

static int plain_index(const ImpactMatrix *m, Str name, bool exit)
{
    if (m->kind == IMPACT_PLACE && str_is(name, "none") && !exit)
        return m->n - 1;
    for (int i = exit ? m->n_stages : 0; i < m->n; i++)
        if (str_eq(m->member[i], name))
            return i;
    return -1;
}

static int plain_member(const ImpactMatrix *m, const Outcome *o, int r)
{
    const Core *c = o->core;
    bool exit;
    switch (m->kind) {
    case IMPACT_PLACE: {
        const Str name = plain_place(o, r, &exit);
        return plain_index(m, name, exit);
    }
    case IMPACT_PERSONA:
        return plain_index(m, c->persona_enum->member[o->persona[r]], false);
    case IMPACT_GRADE:
        for (int k = 0; k < c->n_grades; k++)
            if (str_eq(c->grades[k].name, m->name))
                return plain_index(m, c->grades[k].members->member[o->grade[k][r]],
                                   false);
        return -1;
    case IMPACT_STATUS: {
        const int k = core_clause(c, m->name);
        return k < 0 || o->status[k] == NULL ? (int)STATUS_NONE : o->status[k][r];
    }
    }
    return -1;
}

static void check_matrix(const Case *c, const ImpactMatrix *m)
{
    uint64_t *count = MEM_ARRAY(uint64_t, m->n * m->n + 1), moved = 0;
    bool known = true;
    for (int r = 0; r < c->n; r++) {
        const int from = plain_member(m, c->old, r), to = plain_member(m, c->now, r);
        known = known && from >= 0 && to >= 0;
        if (!known)
            break;
        count[from * m->n + to]++;
        moved += from != to;
    }
    T_OK(known);
    T_OK(memcmp(count, m->count, sizeof *count * (size_t)(m->n * m->n)) == 0);
    T_INT(m->moved, moved);
}

static Int128 score_change(const Case *c, Str name, int r)
{
    return (Int128)c->now->score[core_score(c->now_core, name)][r]
           - c->old->score[core_score(c->old_core, name)][r];
}

static Int128 kept_in(Int128 d)
{
    return d > INT64_MAX ? INT64_MAX : d < -INT64_MAX ? -INT64_MAX : d;
}

static void check_sizes(const Case *c, const ImpactScore *s)
{
    uint64_t by[2][IMPACT_SIZES] = {{0}};
    for (int r = 0; r < c->n; r++) {
        const Int128 d = kept_in(score_change(c, s->name, r));
        int k = IMPACT_SIZES - 1;
        while (k > 0 && (d < 0 ? -d : d) < s->size[k])
            k--;
        by[d > 0][k] += d != 0;
    }
    T_OK(memcmp(by[0], s->down_by, sizeof by[0]) == 0);
    T_OK(memcmp(by[1], s->up_by, sizeof by[1]) == 0);
}

static void check_score(const Case *c, const ImpactScore *s)
{
    uint64_t up = 0, down = 0;
    Int128 sum = 0, least = 0, most = 0;
    for (int r = 0; r < c->n; r++) {
        const Int128 d = kept_in(score_change(c, s->name, r));
        if (d == 0)
            continue;
        least = up + down == 0 || d < least ? d : least;
        most = up + down == 0 || d > most ? d : most;
        up += d > 0;
        down += d < 0;
        sum += d;
    }
    T_INT(s->up, up);
    T_INT(s->down, down);
    T_INT(s->same, (uint64_t)c->n - up - down);
    T_OK(s->least == least && s->most == most);
    T_OK(c->n == 0 || s->mean == dec_div_round(sum, c->n));
    check_sizes(c, s);
}

/* -- the most changed, by sorting all -------------------------------------------------- */

typedef struct Plain {
    int row, distance, n;
    Int128 size;
} Plain;

static int plain_distance(const ImpactMatrix *m, int from, int to)
{
    if (from == to)
        return 0;
    const int a = from == m->n - 1 ? -1 : from, b = to == m->n - 1 ? -1 : to;
    if (a >= m->n_stages || b >= m->n_stages)
        return m->n_stages;
    return abs(a - b);
}

static Plain plain_row(const Case *c, const Impact *m, int r)
{
    Plain p = {.row = r};
    for (int k = 0; k < m->n_matrices; k++) {
        const ImpactMatrix *x = &m->matrix[k];
        const int from = plain_member(x, c->old, r), to = plain_member(x, c->now, r);
        p.n += from != to;
        if (x->kind == IMPACT_PLACE)
            p.distance = plain_distance(x, from, to);
    }
    for (int k = 0; k < m->n_scores; k++) {
        const Int128 d = kept_in(score_change(c, m->score[k].name, r));
        p.n += d != 0;
        p.size = (d < 0 ? -d : d) > p.size ? (d < 0 ? -d : d) : p.size;
    }
    return p;
}

static int most_first(const void *x, const void *y)
{
    const Plain *a = x, *b = y;
    if (a->distance != b->distance)
        return b->distance - a->distance;
    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    return a->n != b->n ? b->n - a->n : a->row - b->row;
}

static void check_top(const Case *c, const Impact *m)
{
    Plain *all = MEM_ARRAY(Plain, c->n + 1);
    int n = 0;
    for (int r = 0; r < c->n; r++) {
        all[n] = plain_row(c, m, r);
        n += all[n].n > 0;
    }
    qsort(all, (size_t)n, sizeof *all, most_first);
    T_INT(m->n, c->n);
    T_INT(m->moved, n);
    T_INT(m->n_top, n < IMPACT_TOP ? n : IMPACT_TOP);
    for (int i = 0; i < m->n_top; i++) {
        T_INT(m->top[i].row, all[i].row);
        T_INT(m->top[i].n, all[i].n);
        T_Z(str_z(m->top[i].lead), str_format("L%d", all[i].row));
    }
}

/* -- groups ---------------------------------------------------------------------------- */

static bool in_group(const Impact *m, const ImpactGroup *g, const Column *by, int r)
{
    const Str text = {by->text[r].p, by->text[r].n};
    if (by->null[r] != 0)
        return g->name.p == NULL && !g->others;
    const Str fold = utf8_fold_copy(text);
    if (!g->others)
        return g->name.p != NULL && str_eq(utf8_fold_copy(g->name), fold);
    for (int i = 0; i < m->n_groups; i++)
        if (m->group[i].name.p != NULL
            && str_eq(utf8_fold_copy(m->group[i].name), fold))
            return false;
    return true;
}

static void check_group(const Case *c, const Impact *m, const ImpactGroup *g)
{
    const ImpactMatrix *place = g->before != NULL ? &m->matrix[0] : NULL;
    uint64_t n = 0, moved = 0, *before = MEM_ARRAY(uint64_t, 2 * POOL + 8),
             *after = MEM_ARRAY(uint64_t, 2 * POOL + 8);
    for (int r = 0; r < c->n; r++) {
        if (!in_group(m, g, &c->by, r))
            continue;
        n++;
        moved += plain_row(c, m, r).n > 0;
        if (place == NULL)
            continue;
        before[plain_member(place, c->old, r)]++;
        after[plain_member(place, c->now, r)]++;
    }
    T_INT(g->n, n);
    T_INT(g->moved, moved);
    for (int i = 0; place != NULL && i < place->n; i++)
        T_OK(before[i] == g->before[i] && after[i] == g->after[i]);
}

static void check_groups(const Case *c, const Impact *m)
{
    uint64_t grouped = 0;
    for (int k = 0; k < m->n_groups; k++) {
        const ImpactGroup *g = &m->group[k];
        check_group(c, m, g);
        T_OK(g->name.p == NULL || k == 0 || m->group[k - 1].moved >= g->moved);
        grouped += g->n;
    }
    T_INT(grouped, c->n);
}

/* -- all ------------------------------------------------------------------------------- */

static void test_case(uint64_t seed)
{
    const Case *c = random_case(seed);
    int asked = 0, in_parts = 0;
    const Impact *m = impact_of(c, ROWS_MOST, &asked);
    const Str whole = json(m);
    T_INT(asked, m->n_top);
    for (int k = 0; k < m->n_matrices; k++)
        check_matrix(c, &m->matrix[k]);
    for (int k = 0; k < m->n_scores; k++)
        check_score(c, &m->score[k]);
    check_top(c, m);
    check_groups(c, m);
    T_OK(str_eq(json(impact_of(c, 1024, &in_parts)), whole));
    T_OK(str_eq(json(impact_of(c, 7, &in_parts)), whole));
}

/* Changes the case. */
static void test_some(uint64_t seed)
{
    Rng r = {seed * 31};
    Case *c = random_case(seed);
    const int percent = rng_range(&r, 0, 100);
    bool *kept = MEM_ARRAY(bool, c->n + 1);
    for (int i = 0; i < c->n; i++)
        kept[i] = rng_chance(&r, percent);
    int asked = 0;
    const Str some = json(impact_of_some(c, kept, &asked));
    const Case p = packed_case(c, kept);
    T_OK(str_eq(json(impact_of(&p, ROWS_MOST, &asked)), some));
}

static int from_environment(const char *name, int otherwise)
{
    const char *value = getenv(name);
    return value != NULL ? atoi(value) : otherwise;
}

int main(void)
{
    const uint64_t seed = (uint64_t)from_environment("SEED", 1);
    const int n = from_environment("N", 60);
    T_BEGIN();
    printf("SEED=%" PRIu64 " N=%d\n", seed, n);
    for (int i = 0; i < n; i++) {
        t_group(str_format("case %d", i));
        test_case(seed * 1000003 + (uint64_t)i);
        test_some(seed * 1000003 + (uint64_t)i);
    }
    return T_END();
}
