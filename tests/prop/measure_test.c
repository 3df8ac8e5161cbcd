/* measure_test.c -- figures of random records against a plain recomputation.
 *
 *   SEED=7 N=2000 SHOW=1 build/tests/prop/measure_test
 *
 * Each case is one measure of one term: any aggregate, with or without `where`, by instants
 * or dates, in any periods, split by up to three fields with `top N`; its records come in
 * batches of any size to any number of Measures, merged in any order, and a mask leaves some
 * of them out.  The oracle knows no cells: for each group and period it goes through all
 * records again.
 */
#include "grammar/parse.h"
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/engine/measure.h"
#include "interp/sema/sema.h"
#include "tests/prop/hand_batch.h"
#include "tests/unit/t.h"
#include <stdlib.h>

enum { FIELD_N, FIELD_W, FIELD_E, FIELD_T, FIELD_F, FIELD_S, FIELD_D, N_FIELDS };
enum { MOST_RECORDS = 160, MOST_SPLITS = 3, MOST_PARTS = 5 };

static const char *const policy =
    "policy \"P\" { timezone \"America/Sao_Paulo\" }\n"
    "lead {\n  n number\n  w flag\n  e one of red, green, blue\n  t text\n  f flag\n"
    "  s timestamp\n  d date\n}\n";

typedef struct Case {
    Rng rng;
    Core *core;
    CoreMeasure measure;
    CoreTerm term;
    TermSource source;
    int value, where, at; /* fields; -1: none */
    int split[MOST_SPLITS];
    Records records;
    uint8_t *keep;
    int64_t now;
} Case;

/* -- a random case ---------------------------------------------------------------------- */

static const Core *checked_core(void)
{
    const SemaEnv env = {.zone_dir = "/usr/share/zoneinfo"};
    Diags *ds = diags_new();
    return sema_policy(parse_file(source_new("test", str_of(policy)), ds), &env, ds);
}

static CoreExpr *field_expr(const Core *core, int field)
{
    if (field < 0)
        return NULL;
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_FIELD, .index = field, .id = -1, .depth = 1};
    e->type = core->fields[field].type;
    return e;
}

static Str random_text(Rng *r)
{
    static const Str some[] = {{"", 0}, {"a", 1}, {"ab", 2}, {"b", 1}, {"others", 6}};
    if (rng_chance(r, 70))
        return some[rng_below(r, 5)];
    return str_of(str_format("a long text with number %d", rng_below(r, 6)));
}

static int64_t random_number(Rng *r)
{
    if (rng_chance(r, 5))
        return rng_chance(r, 50) ? INT64_MAX - rng_below(r, 9)
                                 : -INT64_MAX + rng_below(r, 9);
    return (int64_t)rng_range(r, -4, 9) * (rng_chance(r, 50) ? MICRO : 7);
}

/* Mostly of a few months before now, some after it, some long ago. */
static int64_t random_instant(Rng *r, int64_t now)
{
    const int64_t ago =
        rng_chance(r, 90) ? rng_range(r, -20, 300) : rng_range(r, 0, 4000);
    const int64_t at = now - ago * USEC_DAY + rng_range(r, -86400, 86400) * USEC_SECOND;
    return rng_chance(r, 5) ? now + rng_below(r, 2) : at;
}

static Value random_value(Case *c, int field)
{
    Rng *r = &c->rng;
    Value v = {.type = c->core->fields[field].type, .missing = rng_chance(r, 15)};
    if (v.missing)
        return v;
    switch (field) {
    case FIELD_N: v.i64 = random_number(r); break;
    case FIELD_W: v.i64 = rng_chance(r, 70); break;
    case FIELD_E: v.i64 = rng_below(r, 3); break;
    case FIELD_T: v.text = random_text(r); break;
    case FIELD_F: v.i64 = rng_below(r, 2); break;
    case FIELD_S: v.i64 = random_instant(r, c->now); break;
    case FIELD_D: v.i64 = random_instant(r, c->now) / USEC_DAY; break;
    }
    return v;
}

static void random_records(Case *c)
{
    c->records.n = rng_below(&c->rng, MOST_RECORDS);
    c->records.value = MEM_ARRAY(Value *, c->records.n + 1);
    c->records.now = MEM_ARRAY(int64_t, c->records.n + 1);
    c->keep = MEM_ARRAY(uint8_t, c->records.n + 1);
    const int kept = rng_chance(&c->rng, 50) ? 100 : 70;
    for (int i = 0; i < c->records.n; i++) {
        c->records.value[i] = MEM_ARRAY(Value, N_FIELDS);
        c->records.now[i] = c->now;
        c->keep[i] = rng_chance(&c->rng, kept);
        for (int f = 0; f < N_FIELDS; f++)
            c->records.value[i][f] = random_value(c, f);
    }
}

static void random_splits(Case *c)
{
    int from[MOST_SPLITS] = {FIELD_E, FIELD_T, FIELD_F}, left = MOST_SPLITS;
    c->measure.n_splits = rng_below(&c->rng, MOST_SPLITS + 1);
    c->measure.splits = MEM_ARRAY(CoreSplit, MOST_SPLITS);
    c->source.split = MEM_ARRAY(CoreExpr *, MOST_SPLITS);
    for (int i = 0; i < c->measure.n_splits; i++) {
        const int k = rng_below(&c->rng, left);
        c->split[i] = from[k];
        from[k] = from[--left];
        c->measure.splits[i].top =
            rng_chance(&c->rng, 40) ? rng_range(&c->rng, 1, 3) : 0;
        c->source.split[i] = field_expr(c->core, c->split[i]);
    }
}

static int random_aggregated(Rng *r, AggKind agg)
{
    static const int distinct[] = {FIELD_N, FIELD_T, FIELD_E, FIELD_F};
    if (agg == AGG_COUNT)
        return rng_chance(r, 50) ? -1 : rng_range(r, FIELD_N, FIELD_D);
    return agg == AGG_DISTINCT ? distinct[rng_below(r, 4)] : FIELD_N;
}

static void random_measure(Case *c)
{
    Rng *r = &c->rng;
    const PeriodKind per = (PeriodKind)rng_range(r, PERIOD_NONE, PERIOD_YEAR);
    const AggKind agg = (AggKind)rng_range(r, AGG_COUNT, AGG_DISTINCT);
    c->value = random_aggregated(r, agg);
    c->where = rng_chance(r, 60) ? FIELD_W : -1;
    c->at = per == PERIOD_NONE ? -1 : rng_chance(r, 60) ? FIELD_S : FIELD_D;
    c->source.value = field_expr(c->core, c->value);
    c->source.where = field_expr(c->core, c->where);
    c->source.at = field_expr(c->core, c->at);
    random_splits(c);
    c->term = (CoreTerm){.agg = agg,
                         .percent = rng_range(r, 1, 99),
                         .type = &type_number,
                         .source = &c->source,
                         .n_sources = 1};
    c->measure.per = (PeriodRule){per, rng_range(r, 1, 12), c->core->zone};
    c->measure.term = MEM_ARRAY(int, 1);
    c->measure.n_terms = 1;
}

static Case *random_case(const Core *core, uint64_t seed)
{
    Case *c = MEM_NEW(Case);
    c->rng.s = seed;
    c->core = MEM_NEW(Core);
    *c->core = *core;
    c->now =
        INT64_C(1782907200) * USEC_SECOND + rng_below(&c->rng, 86400) * USEC_SECOND;
    random_records(c);
    random_measure(c);
    c->core->terms = &c->term;
    c->core->measures = &c->measure;
    c->core->n_terms = c->core->n_measures = 1;
    c->core->figures = c->core;
    return c;
}

/* -- the engine's figures --------------------------------------------------------------- */

static void feed(Case *c, Measures **part, Eval **ev, int n_parts)
{
    HandBatch *h = hand_new(c->core, &c->records, c->rng.s);
    Arena *arena = arena_new(1 << 16);
    for (int first = 0, n; first < c->records.n; first += n) {
        const int k = rng_below(&c->rng, n_parts);
        Batch b;
        n = rng_range(&c->rng, 1, rng_chance(&c->rng, 50) ? 7 : c->records.n);
        n = n < c->records.n - first ? n : c->records.n - first;
        arena_reset(arena);
        hand_fill(h, arena, first, n, &b);
        eval_batch(ev[k], &b);
        measures_leads(part[k], &b, ev[k], c->keep + first);
    }
    arena_free(arena);
}

/* One of two parts goes into the other until one is left. */
static Measures *merged(Case *c, Measures **part, int n)
{
    for (; n > 1; n--) {
        const int from = rng_below(&c->rng, n);
        Measures *m = part[from];
        part[from] = part[n - 1];
        measures_merge(part[rng_below(&c->rng, n - 1)], m);
        measures_free(m);
    }
    return part[0];
}

static const FigureSet *engine_figures(Case *c)
{
    Measures *part[MOST_PARTS];
    Eval *ev[MOST_PARTS];
    const MeasureOptions o = {.as_of_us = c->now};
    const int n = rng_range(&c->rng, 1, MOST_PARTS);
    int first;
    for (int i = 0; i < n; i++) {
        part[i] = measures_new(c->core, &o);
        ev[i] = eval_new(measures_program(part[i], &(ProgramWant){0}, &first));
    }
    feed(c, part, ev, n);
    for (int i = 0; i < n; i++)
        eval_free(ev[i]);
    Measures *all = merged(c, part, n);
    const FigureSet *f = measures_close(all);
    measures_free(all);
    return f;
}

static void put_value(Buf *b, int32_t period, bool missing, bool overflow, int64_t v)
{
    buf_format(b, " %d=", (int)period);
    if (missing)
        buf_char(b, overflow ? '!' : '-');
    else
        buf_i64(b, v);
}

static Str engine_says(Case *c)
{
    Buf b = {0};
    const FigureSet *f = engine_figures(c);
    for (int i = 0; i < f->n_figures; i++) {
        const Figure *g = &f->figure[i];
        if (i == 0 || g->group != f->figure[i - 1].group)
            for (int s = 0; s < c->measure.n_splits; s++) {
                const Str *text = g->group > 0 ? &f->group[g->group][s] : NULL;
                buf_z(&b, text == NULL             ? "\nall"
                          : f->others[g->group][s] ? "\n<others>"
                          : text->p == NULL        ? "\n<missing>"
                                                   : "\n=");
                if (text != NULL)
                    buf_str(&b, *text);
            }
        put_value(&b, g->period, g->term[0].missing, g->term[0].overflow,
                  g->term[0].i64);
    }
    buf_format(&b, "\noutside %d unknown %d", (int)f->outside, (int)f->unknown);
    return buf_copy(&b);
}

/* -- the oracle ------------------------------------------------------------------------- */

typedef struct Row {
    int32_t period;
    const char *key[MOST_SPLITS]; /* "=text", "~missing", "~~others": sorted by bytes */
    const Value *value;           /* NULL: a plain count */
} Row;

typedef struct Plain {
    Row row[MOST_RECORDS];
    int n, outside, unknown;
} Plain;

static const char *plain_key(const Case *c, const Value *v, int field)
{
    if (v->missing)
        return "~missing";
    if (field == FIELD_T)
        return str_format("=%.*s", (int)v->text.n, v->text.n > 0 ? v->text.p : "");
    if (field == FIELD_F)
        return v->i64 != 0 ? "=yes" : "=no";
    const Str member = c->core->fields[field].type->of->member[v->i64];
    return str_format("=%.*s", (int)member.n, member.p);
}

/* Whether it is dated and not after now; in which period. */
static bool plain_period(const Case *c, const Value *v, int32_t *period)
{
    const PeriodRule *rule = &c->measure.per;
    *period = 0;
    if (c->at < 0)
        return true;
    const int64_t wall = zone_to_wall(rule->zone, c->now);
    if (v->missing || v->i64 > (c->at == FIELD_S ? c->now : wall / USEC_DAY))
        return false;
    *period = c->at == FIELD_S ? period_of(rule, v->i64)
                               : period_of_day(rule, (int32_t)v->i64);
    return true;
}

static void plain_rows(const Case *c, Plain *p)
{
    for (int i = 0; i < c->records.n; i++) {
        const Value *v = c->records.value[i];
        Row *row = &p->row[p->n];
        if (c->keep[i] == 0)
            continue;
        if (c->where >= 0 && (v[c->where].missing || v[c->where].i64 == 0)) {
            p->unknown += v[c->where].missing;
            continue;
        }
        if (!plain_period(c, c->at >= 0 ? &v[c->at] : NULL, &row->period)) {
            p->outside++;
            continue;
        }
        for (int s = 0; s < c->measure.n_splits; s++)
            row->key[s] = plain_key(c, &v[c->split[s]], c->split[s]);
        row->value = c->value >= 0 ? &v[c->value] : NULL;
        p->n++;
    }
}

static int rows_with(const Plain *p, int split, const char *key)
{
    int n = 0;
    for (int i = 0; i < p->n; i++)
        n += strcmp(p->row[i].key[split], key) == 0;
    return n;
}

/* How many different texts of the split stand before this one. */
static int rank_of(const Plain *p, int split, const char *key)
{
    int before = 0;
    for (int i = 0; i < p->n; i++) {
        const char *other = p->row[i].key[split];
        bool seen = other[0] != '=';
        for (int k = 0; k < i && !seen; k++)
            seen = strcmp(p->row[k].key[split], other) == 0;
        const int more = rows_with(p, split, other) - rows_with(p, split, key);
        before += !seen && (more > 0 || (more == 0 && strcmp(other, key) < 0));
    }
    return before;
}

static void plain_top(const Case *c, Plain *p)
{
    const char *renamed[MOST_RECORDS];
    for (int s = 0; s < c->measure.n_splits; s++) {
        const int top = c->measure.splits[s].top;
        for (int i = 0; i < p->n; i++) {
            const char *key = p->row[i].key[s];
            renamed[i] = top > 0 && key[0] == '=' && rank_of(p, s, key) >= top
                             ? "~~others"
                             : key;
        }
        for (int i = 0; i < p->n; i++)
            p->row[i].key[s] = renamed[i];
    }
}

static int by_i64(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool same_number(const Value *a, const Value *b)
{
    return a->i64 == b->i64 && str_eq(a->text, b->text);
}

static int plain_distinct(const Value *const *v, int n)
{
    int different = 0;
    for (int i = 0; i < n; i++) {
        bool seen = false;
        for (int k = 0; k < i && !seen; k++)
            seen = same_number(v[i], v[k]);
        different += !seen;
    }
    return different;
}

static void plain_value(const Case *c, Buf *b, int32_t period, const Value *const *v,
                        int n, int rows)
{
    int64_t sorted[MOST_RECORDS], out = 0;
    Int128 sum = 0;
    for (int i = 0; i < n; i++) {
        sorted[i] = v[i]->i64;
        sum += v[i]->i64;
    }
    qsort(sorted, (size_t)n, sizeof *sorted, by_i64);
    bool missing = n == 0, overflow = false;
    switch (c->term.agg) {
    case AGG_COUNT:
        out = (c->value < 0 ? rows : n) * MICRO;
        missing = false;
        break;
    case AGG_SUM:
        overflow = missing = sum > INT64_MAX || sum < -INT64_MAX;
        out = missing ? 0 : (int64_t)sum;
        break;
    case AGG_MIN: out = missing ? 0 : sorted[0]; break;
    case AGG_MAX: out = missing ? 0 : sorted[n - 1]; break;
    case AGG_QUANTILE: {
        int rank = 0;
        while (rank * 100 < c->term.percent * n)
            rank++;
        out = missing ? 0 : sorted[rank - 1];
        break;
    }
    case AGG_DISTINCT:
        out = plain_distinct(v, n) * MICRO;
        missing = false;
        break;
    }
    put_value(b, period, missing, overflow, out);
}

/* label NULL: all rows; else those whose keys are these. */
static void plain_group(const Case *c, const Plain *p, Buf *b, const Row *label,
                        int32_t first, int32_t last)
{
    for (int s = 0; s < c->measure.n_splits; s++) {
        const char *key = label == NULL ? "all" : label->key[s];
        buf_format(b, "\n%s",
                   strcmp(key, "~missing") == 0   ? "<missing>"
                   : strcmp(key, "~~others") == 0 ? "<others>"
                                                  : key);
    }
    for (int32_t period = first; period <= last; period++) {
        const Value *v[MOST_RECORDS];
        int n = 0, rows = 0;
        for (int i = 0; i < p->n; i++) {
            bool in = p->row[i].period == period;
            for (int s = 0; s < c->measure.n_splits && label != NULL; s++)
                in = in && strcmp(p->row[i].key[s], label->key[s]) == 0;
            rows += in;
            if (in && p->row[i].value != NULL && !p->row[i].value->missing)
                v[n++] = p->row[i].value;
        }
        plain_value(c, b, period, v, n, rows);
    }
}

static int by_label(const void *a, const void *b)
{
    const Row *x = a, *y = b;
    for (int s = 0; s < MOST_SPLITS; s++) {
        const int order = x->key[s] == NULL ? 0 : strcmp(x->key[s], y->key[s]);
        if (order != 0)
            return order;
    }
    return 0;
}

static Str oracle_says(const Case *c)
{
    Buf b = {0};
    Plain *p = MEM_NEW(Plain), *labels = MEM_NEW(Plain);
    plain_rows(c, p);
    plain_top(c, p);
    const int32_t last = period_of(&c->measure.per, c->now);
    int32_t first = last;
    for (int i = 0; i < p->n; i++)
        first = p->row[i].period < first ? p->row[i].period : first;
    *labels = *p;
    qsort(labels->row, (size_t)p->n, sizeof *p->row, by_label);
    plain_group(c, p, &b, NULL, first, last);
    for (int i = 0; i < p->n && c->measure.n_splits > 0; i++)
        if (i == 0 || by_label(&labels->row[i - 1], &labels->row[i]) != 0)
            plain_group(c, p, &b, &labels->row[i], first, last);
    buf_format(&b, "\noutside %d unknown %d", p->outside, p->unknown);
    return buf_copy(&b);
}

static int from_environment(const char *name, int otherwise)
{
    const char *value = getenv(name);
    return value != NULL ? atoi(value) : otherwise;
}

int main(void)
{
    const uint64_t seed = (uint64_t)from_environment("SEED", 1);
    const int n = from_environment("N", 600);
    T_BEGIN();
    t_group("figures = oracle");
    printf("SEED=%" PRIu64 " N=%d\n", seed, n);
    const Core *core = checked_core();
    for (int i = 0; i < n; i++) {
        Case *c = random_case(core, seed * 1000003 + (uint64_t)i);
        const Str want = oracle_says(c);
        t_str(__LINE__, str_format("case %d", i), engine_says(c), want);
    }
    return T_END();
}
