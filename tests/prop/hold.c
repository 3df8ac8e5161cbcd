/* hold.c -- every output of the engine, row by row, beside the oracle's. */
#include "tests/prop/hold.h"
#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "tests/prop/smallest.h"
#include <inttypes.h>

enum { ARENA_BLOCK = 1 << 16 };

_Static_assert((int)MARK_OVERFLOW == (int)SEEN_OVERFLOW
                   && (int)MARK_DIV_ZERO == (int)SEEN_DIV_ZERO
                   && (int)RULE_NO == (int)OUTCOME_NO
                   && (int)RULE_YES == (int)OUTCOME_YES
                   && (int)RULE_UNKNOWN == (int)OUTCOME_UNKNOWN,
               "engine and oracle number marks and states alike");

/* One batch's results, and the row in it that is being compared. */
typedef struct Compare {
    Hold *h;
    const Eval *ev;
    const OracleLead *want;
    int r;
} Compare;

static const char *value_text(const Hold *h, const Value *v)
{
    Buf b = {0};

    value_print(&b, v, h->core->zone, h->core->currency, true);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* The first difference is kept. */
static bool differs(Compare *c, const char *what, int index, const char *engine,
                    const char *oracle)
{
    Difference *d = &c->h->difference;

    if (d->what == NULL) {
        d->what = what;
        d->index = index;
        d->engine = engine;
        d->oracle = oracle;
    }
    return false;
}

static bool same_int(Compare *c, const char *what, int index, int64_t got, int64_t want)
{
    if (got == want)
        return true;
    return differs(c, what, index, str_format("%" PRId64, got),
                   str_format("%" PRId64, want));
}

static bool same(Compare *c, const char *what, int index, const Column *got, Value want,
                 const Type *type)
{
    const Value v = hand_value(got, c->r, type);

    want.type = type;
    if (value_same(&v, &want))
        return true;
    return differs(c, what, index, value_text(c->h, &v), value_text(c->h, &want));
}

/* -- what a program with want.lead tells ------------------------------------------------ */

static bool same_lead(Compare *c)
{
    const Core *core = c->h->core;
    const OracleLead *w = c->want;
    bool ok = true;

    if (core->n_personas > 0)
        ok &= same(c, "persona", 0, eval_persona(c->ev), w->persona,
                   type_enum(core->persona_enum));
    for (int i = 0; i < core->n_scores; i++)
        ok &= same(c, "score", i, eval_score(c->ev, i), w->score[i], &type_number);
    for (int i = 0; i < core->n_grades; i++)
        ok &= same(c, "grade", i, eval_grade(c->ev, i), w->grade[i],
                   type_enum(core->grades[i].members));
    if (core->n_stages > core->n_exits)
        ok &= same(c, "stage", 0, eval_stage(c->ev), w->stage,
                   type_enum(core->stage_enum));
    if (core->n_exits > 0)
        ok &= same(c, "exit", 0, eval_exit(c->ev), w->exit, type_enum(core->exit_enum));
    return ok;
}

/* -- clauses --------------------------------------------------------------------------- */

static const Type *prop_type(int p)
{
    if (p == PROP_STATUS)
        return type_enum(&clause_status);
    if (p == PROP_STARTS || p == PROP_DUE || p == PROP_STOPPED)
        return &type_timestamp;
    return p == PROP_USED ? &type_number : &type_duration;
}

/* What a line's own warning is, is asked only of clauses that have the line. */
static bool same_warnings(Compare *c, int clause, int lane, const OracleInstance *want)
{
    const CoreClause *cl = &c->h->core->clauses[clause];
    bool ok = same(c, "warning", clause, eval_clause_warning(c->ev, clause, lane),
                   want->warning, &type_timestamp);

    if (cl->warn_share != NULL)
        ok &= same(c, "warn at", clause,
                   eval_clause_warning_by(c->ev, clause, lane, LINE_WARN_AT),
                   want->warned_at, &type_timestamp);
    if (cl->warn_before != NULL)
        ok &= same(c, "warn before", clause,
                   eval_clause_warning_by(c->ev, clause, lane, LINE_WARN_DUE),
                   want->warned_due, &type_timestamp);
    return ok;
}

static bool same_instance(Compare *c, int clause, int lane, const OracleInstance *want)
{
    bool ok = true;

    c->h->status[want->prop[PROP_STATUS].i64]++;
    for (int p = 0; p < N_CLAUSE_PROPS; p++)
        ok &= same(c, str_z(str_of(clause_prop_name((ClauseProp)p))), clause,
                   eval_clause(c->ev, clause, lane, (ClauseProp)p), want->prop[p],
                   prop_type(p));
    return ok & same_warnings(c, clause, lane, want);
}

static bool same_clauses(Compare *c)
{
    bool ok = true;

    for (int i = 0; i < c->h->core->n_clauses; i++) {
        const OracleClause *w = &c->want->clause[i];
        if (w->n == 0)
            continue;
        for (int lane = 0; lane < w->n; lane++)
            ok &= same_instance(c, i, lane, &w->lane[lane]);
        ok &= same_instance(c, i, LANE_LATEST, &w->latest);
        ok &= same(c, "level", i, eval_clause_level(c->ev, i, LINE_WITHIN), w->level,
                   &type_number);
        ok &= same_int(c, "stops before the start of clause", i,
                       eval_stops_before(c->ev, i)[c->r], w->before);
        ok &= same_int(c, "starts ignored of clause", i,
                       eval_starts_ignored(c->ev, i)[c->r], w->ignored);
    }
    return ok;
}

static Int128 rules_sum(Compare *c, const CoreRule *rules, int n)
{
    Int128 sum = 0;

    for (int i = 0; i < n; i++)
        sum += eval_rule_points(c->ev, rules[i].rule)[c->r]
               + rules_sum(c, rules[i].rules, rules[i].n_rules);
    return sum;
}

static bool any_saturated(Compare *c)
{
    for (int i = 0; i < c->h->core->n_rules; i++) {
        const int64_t points = c->want->rule_points[i];
        if (points == INT64_MAX || points == -INT64_MAX)
            return true;
    }
    return false;
}

/* The shown points sum to the score, where 64 bits can show them. */
static bool sums_up(Compare *c, int i)
{
    const CoreScore *s = &c->h->core->scores[i];
    const Int128 sum =
        rules_sum(c, s->rules, s->n_rules) + eval_score_clamp(c->ev, i)[c->r];

    if (s->expr != NULL || !c->want->clamp_fits[i] || any_saturated(c))
        return true;
    return same_int(c, "sum of rules and clamp of score", i, (int64_t)sum,
                    c->want->score[i].i64);
}

static bool same_explained_scores(Compare *c)
{
    const Core *core = c->h->core;
    const OracleLead *w = c->want;
    const int r = c->r;
    bool ok = true;

    for (int i = 0; i < core->n_rules; i++) {
        ok &= same_int(c, "state of rule", i, eval_rule_state(c->ev, i)[r],
                       w->rule_state[i]);
        ok &= same_int(c, "points of rule", i, eval_rule_points(c->ev, i)[r],
                       w->rule_points[i]);
    }
    for (int i = 0; i < core->n_scores; i++) {
        ok &= same_int(c, "low end of score", i, eval_score_low(c->ev, i)[r],
                       w->low[i].i64);
        ok &= same_int(c, "high end of score", i, eval_score_high(c->ev, i)[r],
                       w->high[i].i64);
        if (w->clamp_fits[i])
            ok &= same_int(c, "clamp of score", i, eval_score_clamp(c->ev, i)[r],
                           w->clamp[i]);
        ok &= sums_up(c, i);
    }
    return ok;
}

static bool same_explained_places(Compare *c)
{
    const Core *core = c->h->core;
    const OracleLead *w = c->want;
    const int r = c->r;
    bool ok = true;

    for (int i = 0; i < core->n_grades; i++)
        ok &= same_int(c, "certainty of grade", i, eval_grade_certain(c->ev, i)[r],
                       w->grade_certain[i]);
    if (core->n_stages > 0)
        ok &= same_int(c, "certainty of stage", 0, eval_stage_certain(c->ev)[r],
                       w->stage_certain);
    for (int i = 0; i < core->n_stages; i++) {
        ok &= same(c, "since of stage", i, eval_since(c->ev, i), w->since[i],
                   &type_timestamp);
        ok &= same_int(c, "missing since of stage", i, eval_since_missing(c->ev, i)[r],
                       w->since_missing[i]);
    }
    return ok;
}

static bool same_row(Compare *c, Oracle *o, int record)
{
    Hold *h = c->h;
    const Value *field = h->records.value[record];
    const int64_t now = h->records.now[record];
    bool ok = true;

    c->want = h->lead ? oracle_lead(o, field, now) : oracle_start(o, field, now);
    for (int i = 0; i < h->n_extra; i++) {
        oracle_items(o, h->extra[i]);
        ok &= same(c, "extra", i, eval_extra(c->ev, i), oracle_expr(o, h->extra[i]),
                   h->extra[i]->type);
    }
    ok = ok && (!h->lead || (same_lead(c) && same_clauses(c)));
    if (ok && h->explain) {
        ok &= same_explained_scores(c);
        ok &= same_explained_places(c);
    }
    ok &= same_int(c, "marks", 0, eval_marks(c->ev)[c->r], c->want->marks);
    return ok;
}

/* -- batches ------------------------------------------------------------------------- */

static const Program *plan(const Hold *h)
{
    const ProgramWant want = {.lead = h->lead,
                              .explain = h->explain,
                              .extra = h->extra,
                              .n_extra = h->n_extra};

    return program_plan(h->core, &want);
}

static bool hold_batches(Hold *h, int rows, Eval *ev, Oracle *o, HandBatch *hand)
{
    Arena *arena = arena_new(ARENA_BLOCK);
    Compare c = {.h = h, .ev = ev};
    bool ok = true;
    Batch b;

    for (int first = 0; ok && first < h->records.n; first += rows) {
        const int left = h->records.n - first;
        hand_fill(hand, arena, first, left < rows ? left : rows, &b);
        eval_batch(ev, &b);
        for (c.r = 0; ok && c.r < b.n; c.r++) {
            h->difference.record = first + c.r;
            ok = same_row(&c, o, first + c.r);
        }
        arena_reset(arena);
    }
    arena_free(arena);
    h->difference.batch_rows = rows;
    return ok;
}

static int64_t moved(const Core *core, const CoreThreshold *t, Rng *rng)
{
    const int by = rng_range(rng, -3, 3);

    const TypeKind kind = t->type->kind;

    if (kind == TY_CALENDAR)
        return rng_below(rng, core->n_calendars);
    if (kind == TY_DATE)
        return t->value + by;
    if (kind == TY_PERIOD)
        return t->value + rng_below(rng, 3);
    if (kind == TY_BUSINESS && business_is_days(t->value))
        return rng_range(rng, 1, 4) * BUSINESS_DAY;
    return t->value
           + by * MICRO * (kind == TY_BUSINESS || kind == TY_DURATION ? 3600 : 1);
}

int64_t hold_moved(const Core *core, const CoreThreshold *t, Rng *rng)
{
    const int64_t v = moved(core, t, rng);

    return !t->has_range ? v : v < t->lo ? t->lo : v > t->hi ? t->hi : v;
}

static void move_thresholds(Hold *h, Rng *rng, Eval *ev, Oracle *o)
{
    h->threshold = MEM_ARRAY(int64_t, h->core->n_thresholds);
    h->difference.moved = true;
    for (int i = 0; i < h->core->n_thresholds; i++) {
        const CoreThreshold *t = &h->core->thresholds[i];
        const int64_t v = hold_moved(h->core, t, rng);

        h->threshold[i] = v;
        eval_set_threshold(ev, i, v);
        oracle_set_threshold(o, i, v);
    }
}

bool hold_all(Hold *h, Rng *rng)
{
    static const int sizes[] = {1, 7, BATCH_ROWS};
    const Program *p = plan(h);
    Eval *ev = eval_new(p);
    Oracle *o = oracle_new(h->core);
    HandBatch *hand = hand_new(h->core, &h->records, rng_next(rng));
    bool ok = true;

    for (int i = 0; ok && i < 3; i++)
        ok = hold_batches(h, sizes[i], ev, o, hand);
    if (ok && h->core->n_thresholds > 0) {
        move_thresholds(h, rng, ev, o);
        ok = hold_batches(h, sizes[rng_below(rng, 3)], ev, o, hand);
    }
    oracle_free(o);
    eval_free(ev);
    return ok;
}

const char *hold_story(const Hold *h)
{
    const Difference *d = &h->difference;
    const Value *record = h->records.value[d->record];
    Buf b = {0};

    buf_format(&b, "%s: engine %s, oracle %s; record %d in batches of %d%s, now ",
               d->what, d->engine, d->oracle, d->record, d->batch_rows,
               d->moved ? ", thresholds moved" : "");
    zone_print(&b, h->core->zone, h->records.now[d->record]);
    for (int i = 0; i < h->core->n_fields; i++)
        buf_format(&b, "\n  %s %s", str_z(h->core->fields[i].name),
                   value_text(h, &record[i]));
    if (strcmp(d->what, "extra") == 0)
        buf_format(&b, "\nextra %d is %s", d->index, str_z(h->extra_text[d->index]));
    smallest_difference(&b, h);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* -- beside equality ------------------------------------------------------------------ */

static uint64_t calls_of(const Hold *h, const Program *p, int rows)
{
    Eval *ev = eval_new(p);
    Arena *arena = arena_new(ARENA_BLOCK);
    HandBatch *hand = hand_new(h->core, &h->records, 1);
    Batch b;

    hand_fill(hand, arena, 0, rows, &b);
    eval_batch(ev, &b);
    const uint64_t calls = eval_kernel_calls(ev);
    arena_free(arena);
    eval_free(ev);
    return calls;
}

const char *hold_calls(const Hold *h, int mixture)
{
    const Program *p = plan(h);
    const uint64_t few = calls_of(h, p, mixture), many = calls_of(h, p, h->records.n);
    const uint64_t most = 4 * (uint64_t)program_n_steps(p) + 16;

    if (few == many && many <= most)
        return NULL;
    return str_format("%d steps, but %" PRIu64 " calls for %d rows, %" PRIu64 " for %d",
                      program_n_steps(p), few, mixture, many, h->records.n);
}

const char *hold_memory(const Hold *h)
{
    Eval *ev = eval_new(plan(h));
    Arena *arena = arena_new(ARENA_BLOCK);
    uint64_t grown = 0, arena_blocks = 0;
    const char *wrong = NULL;
    Batch b;

    for (int i = 0; i < 8; i++) {
        /* The same seed: the same dictionary, the same forms. */
        HandBatch *hand = hand_new(h->core, &h->records, 1);
        hand_fill(hand, arena, 0, h->records.n, &b);
        eval_batch(ev, &b);
        if (i >= 1 && (eval_grown(ev) != grown || arena_grown(arena) != arena_blocks))
            wrong = str_format("batch %d asked for memory", i);
        grown = eval_grown(ev);
        arena_blocks = arena_grown(arena);
        arena_reset(arena);
    }
    arena_free(arena);
    eval_free(ev);
    return wrong;
}
