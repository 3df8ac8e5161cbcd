/* gen_records.c -- values near the core's constants, or far from everything. */
#include "tests/prop/gen_records.h"
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "tests/prop/typed_expr.h"

/* Constants of one kind. */
typedef struct Pool {
    int64_t *v;
    int n;
    size_t cap;
} Pool;

struct RecordGen {
    const Core *core;
    Pool pool[N_TYPE_KINDS];
    Str *text;
    int n_texts;
    size_t cap_texts;
    int64_t anchor; /* an instant that many others are near */
    int unique;     /* texts given out that no other record has */
    bool wordy;     /* ... are long */
};

static void learn(RecordGen *g, const CoreExpr *e)
{
    if (e == NULL)
        return;
    for (int i = 0; i < e->n; i++)
        learn(g, e->arg[i]);
    for (int i = 0; e->set != NULL && e->set->text != NULL && i < e->set->n; i++)
        MEM_PUSH(g->text, g->n_texts, g->cap_texts) = e->set->text[i];
    if (e->kind != CORE_CONST || e->missing)
        return;
    if (e->type->kind == TY_TEXT) {
        MEM_PUSH(g->text, g->n_texts, g->cap_texts) = e->text;
    } else {
        Pool *p = &g->pool[e->type->kind];
        MEM_PUSH(p->v, p->n, p->cap) = e->i64;
    }
}

static void learn_rules(RecordGen *g, const CoreRule *r, int n)
{
    for (int i = 0; i < n; i++) {
        learn(g, r[i].when);
        learn(g, r[i].per);
        learn(g, r[i].points);
        learn_rules(g, r[i].rules, r[i].n_rules);
    }
}

static void learn_clauses(RecordGen *g)
{
    for (int i = 0; i < g->core->n_clauses; i++) {
        const CoreClause *c = &g->core->clauses[i];
        learn(g, c->applies);
        learn(g, c->excused);
        learn(g, c->keep);
    }
}

RecordGen *record_gen_new(const Core *core, CoreExpr *const *extra, int n_extra)
{
    RecordGen *g = MEM_NEW(RecordGen);
    int n;
    const char *const *texts = typed_texts(&n);

    g->core = core;
    for (int i = 0; i < n; i++)
        MEM_PUSH(g->text, g->n_texts, g->cap_texts) = str_of(texts[i]);
    for (int i = 0; i < core->n_thresholds; i++) {
        Pool *p = &g->pool[core->thresholds[i].type->kind];
        MEM_PUSH(p->v, p->n, p->cap) = core->thresholds[i].value;
    }
    for (int i = 0; i < core->n_personas; i++)
        learn(g, core->personas[i].when);
    for (int i = 0; i < core->n_scores; i++) {
        learn(g, core->scores[i].expr);
        learn_rules(g, core->scores[i].rules, core->scores[i].n_rules);
    }
    for (int i = 0; i < core->n_stages; i++) {
        learn(g, core->stages[i].when);
        learn(g, core->stages[i].since);
    }
    learn_clauses(g);
    for (int i = 0; i < n_extra; i++)
        learn(g, extra[i]);
    return g;
}

/* -- integers of a kind --------------------------------------------------------------- */

static int64_t near(Rng *rng, int64_t v, int64_t unit)
{
    const int64_t by[] = {0, 0, 0, 1, -1, unit, -unit};
    const int64_t d = by[rng_below(rng, 7)];
    int64_t r;

    if (__builtin_add_overflow(v, d, &r) || r == INT64_MIN)
        return v;
    return r;
}

static int64_t decimal(Rng *rng)
{
    static const int64_t edges[] = {INT64_MAX,
                                    -INT64_MAX,
                                    INT64_MAX - 1,
                                    INT64_MAX / 2,
                                    -INT64_MAX / 2,
                                    INT64_MAX / MICRO,
                                    -INT64_MAX / 100,
                                    1,
                                    -1,
                                    500000,
                                    2500000,
                                    -2500000};

    if (rng_chance(rng, 12))
        return edges[rng_below(rng, 12)];
    if (rng_chance(rng, 30))
        return (int64_t)rng_range(rng, -2000000, 90000000);
    return (int64_t)rng_range(rng, -10, 120) * MICRO;
}

static int64_t some_day(Rng *rng)
{
    static const int edges[][3] = {{1, 1, 1},     {9999, 12, 31}, {2024, 2, 29},
                                   {2026, 1, 31}, {1970, 1, 1},   {1969, 12, 31},
                                   {2026, 3, 8},  {2026, 11, 1}};

    if (rng_chance(rng, 15)) {
        const int *e = edges[rng_below(rng, 8)];
        return civil_days(e[0], e[1], e[2]);
    }
    return civil_days(rng_range(rng, 2024, 2027), rng_range(rng, 1, 12),
                      rng_range(rng, 1, 28));
}

/* Clocks and windows say more of instants that lie within some days of one another. */
static int64_t near_anchor(RecordGen *g, Rng *rng)
{
    if (g->anchor == 0 || rng_chance(rng, 1))
        g->anchor = (civil_days(2025, 1, 1) + rng_below(rng, 700)) * USEC_DAY;
    const int64_t at = g->anchor + rng_range(rng, -120, 120) * (USEC_DAY / 48);

    return rng_chance(rng, 85) ? at : at + rng_range(rng, -1, 1);
}

static int64_t some_value(RecordGen *g, Rng *rng, TypeKind kind)
{
    const Pool *p = &g->pool[kind];

    if (p->n > 0 && rng_chance(rng, 50)) {
        const int64_t unit = kind == TY_DATE ? 1 : MICRO;
        return near(rng, p->v[rng_below(rng, p->n)], unit);
    }
    if (kind == TY_TIMESTAMP && rng_chance(rng, 75))
        return near_anchor(g, rng);
    if (kind == TY_DATE)
        return some_day(rng);
    if (kind == TY_TIMESTAMP)
        return some_day(rng) * USEC_DAY + rng_below(rng, 48) * (USEC_DAY / 48);
    if (kind == TY_DURATION)
        return rng_chance(rng, 10)
                   ? decimal(rng)
                   : (int64_t)rng_range(rng, -100, 1000) * (3600 * USEC_SECOND);
    return decimal(rng);
}

static int64_t bounded(int64_t v, TypeKind kind)
{
    const int64_t day_lo = civil_days(1, 1, 1), day_hi = civil_days(9999, 12, 31);

    if (kind == TY_DATE)
        return v < day_lo ? day_lo : v > day_hi ? day_hi : v;
    if (kind == TY_TIMESTAMP)
        return v < day_lo * USEC_DAY          ? day_lo * USEC_DAY
               : v >= (day_hi + 1) * USEC_DAY ? (day_hi + 1) * USEC_DAY - 1
                                              : v;
    return v;
}

/* Enough of them fill any memory that is kept of texts. */
static Str long_text(int n)
{
    enum { BYTES = 9000 };
    char *p = mem_bytes(BYTES);

    for (int i = 0; i < BYTES; i++)
        p[i] = "Ana Paulo CEO "[(i + n) % 14];
    memcpy(p + n % 97, "x@Y", 3);
    return (Str){p, BYTES};
}

/* A text that nearly is one of ours: a letter other, a piece cut off or put on. */
static Str near_text(Rng *rng, Str s)
{
    char *p = mem_bytes(s.n + 1);
    size_t at = s.n > 0 ? (size_t)rng_below(rng, (int)s.n) : 0;

    switch (rng_below(rng, 5)) {
    case 0: /* from a character on */
        while (at < s.n && ((unsigned char)s.p[at] & 0xc0) == 0x80)
            at++;
        return str_sub(s, at, s.n);
    case 1: return str_of(str_format("%s ", str_z(s)));
    case 2: return str_of(str_format("%c%s", "xA \t"[rng_below(rng, 4)], str_z(s)));
    case 3: return str_of(str_format("%sx", str_z(s)));
    }
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    if (s.n > 0 && (unsigned char)p[at] < 0x80)
        p[at] = "aZ @o"[rng_below(rng, 5)];
    return (Str){p, s.n};
}

static Str some_text(RecordGen *g, Rng *rng)
{
    if (rng_chance(rng, 15)) {
        const int n = ++g->unique;
        if (g->wordy)
            return long_text(n);
        return str_of(str_format(n % 3 == 0 ? "Únicо %d" : "only %d@Mail%d.com", n, n));
    }
    const Str s = g->text[rng_below(rng, g->n_texts)];

    return rng_chance(rng, 20) ? near_text(rng, s) : s;
}

/* -- records -------------------------------------------------------------------------- */

static Value scalar(RecordGen *g, Rng *rng, const Type *t)
{
    Value v = {.type = t};

    if (t->kind == TY_TEXT)
        v.text = some_text(g, rng);
    else if (t->kind == TY_FLAG)
        v.i64 = rng_below(rng, 2);
    else if (t->kind == TY_ENUM)
        v.i64 = rng_below(rng, t->of->n);
    else
        v.i64 = bounded(some_value(g, rng, t->kind), t->kind);
    return v;
}

static Value list(RecordGen *g, Rng *rng, const Type *t)
{
    Value v = {.type = t, .n_items = rng_below(rng, 4)};
    Value *item = MEM_ARRAY(Value, v.n_items);

    for (int i = 0; i < v.n_items; i++)
        item[i] = scalar(g, rng, t->elem);
    v.item = item;
    return v;
}

static Value field_value(RecordGen *g, Rng *rng, const CoreField *f)
{
    const bool never = (f->flags & FIELD_REQUIRED) != 0 || f->deflt != NULL;

    if (!never && rng_chance(rng, 25))
        return (Value){.type = f->type, .missing = true};
    if (f->type->kind == TY_LIST)
        return list(g, rng, f->type);
    Value v = scalar(g, rng, f->type);
    if ((f->flags & FIELD_HAS_LO) != 0 && v.i64 < f->lo)
        v.i64 = f->lo;
    if ((f->flags & FIELD_HAS_HI) != 0 && v.i64 > f->hi)
        v.i64 = f->hi;
    return v;
}

void record_gen_wordy(RecordGen *g) { g->wordy = true; }

Value *record_gen(RecordGen *g, Rng *rng)
{
    Value *v = MEM_ARRAY(Value, g->core->n_fields);

    for (int i = 0; i < g->core->n_fields; i++)
        v[i] = field_value(g, rng, &g->core->fields[i]);
    return v;
}

int64_t record_gen_now(RecordGen *g, Rng *rng)
{
    const bool near = rng_chance(rng, 60);

    return bounded(near ? near_anchor(g, rng) : some_value(g, rng, TY_TIMESTAMP),
                   TY_TIMESTAMP);
}
