/* one_lead_test.c -- a lead by itself is what it is among others, also with values given.
 *
 *     SEED=n N=policies …/one_lead_test
 *
 * Random policies and records.  Each row alone says what its row of the batch says; with some
 * of its fields given, what the batch says in which the record has these values itself.  The
 * views of such rows are made, why they are not at a goal, and how they would be; their JSON is
 * read.
 */
#include "interp/base/utf8.h"
#include "interp/io/json_check.h"
#include "interp/io/lead_news.h"
#include "interp/study/how_to_make.h"
#include "tests/prop/gen_core_policy.h"
#include "tests/prop/gen_records.h"
#include "tests/prop/hand_batch.h"
#include "tests/unit/t.h"
#include <stdlib.h>

enum { N_EXTRAS = 4, N_RECORDS = 24 };

typedef struct World {
    Session *session;
    Core *core;
    CoreExpr *extra[N_EXTRAS];
    Records records;
    Rng *rng;
} World;

static int from_environment(const char *name, int otherwise)
{
    const char *z = getenv(name);
    return z != NULL ? (int)strtol(z, NULL, 10) : otherwise;
}

static bool load(World *w, TypedGen *g)
{
    w->session = session_new(diags_new());
    if (session_load_text(w->session, "generated", typed_policy_text(g)) != LOAD_OK)
        return false;
    w->core = w->session->core;
    for (int i = 0; i < N_EXTRAS; i++)
        w->extra[i] =
            session_expr(w->session, "extra", str_z(typed_policy_extra(g)), NULL);
    for (int i = 0; i < N_EXTRAS; i++)
        if (w->extra[i] == NULL)
            return false;
    return true;
}

static void make_records(World *w)
{
    RecordGen *g = record_gen_new(w->core, w->extra, N_EXTRAS);
    w->records = (Records){N_RECORDS, MEM_ARRAY(Value *, N_RECORDS),
                           MEM_ARRAY(int64_t, N_RECORDS)};
    const int64_t now = record_gen_now(g, w->rng);
    for (int i = 0; i < N_RECORDS; i++) {
        w->records.value[i] = record_gen(g, w->rng);
        w->records.now[i] = now;
    }
}

/* -- what is given ------------------------------------------------------------------- */

static CoreExpr *constant_of(const Value *v, const Type *t)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_CONST,
                    .type = t,
                    .id = -1,
                    .depth = 1,
                    .missing = v->missing,
                    .i64 = v->i64,
                    .text = v->text,
                    .n = v->missing ? 0 : v->n_items};
    e->arg = MEM_ARRAY(CoreExpr *, v->n_items + 1);
    for (int i = 0; i < e->n; i++)
        e->arg[i] = constant_of(&v->item[i], t->elem);
    return e;
}

/* Some fields of record r take another record's values, also in a copy of the records. */
static int give(const World *w, int r, Records *changed, CoreGiven *given)
{
    int n = 0;
    Value *own = MEM_ARRAY(Value, w->core->n_fields + 1);
    *changed = w->records;
    changed->value = MEM_ARRAY(Value *, N_RECORDS);
    for (int i = 0; i < N_RECORDS; i++)
        changed->value[i] = w->records.value[i];
    changed->value[r] = own;
    for (int f = 0; f < w->core->n_fields; f++) {
        own[f] = w->records.value[r][f];
        if (!rng_chance(w->rng, 30))
            continue;
        own[f] = w->records.value[rng_below(w->rng, N_RECORDS)][f];
        given[n++] = (CoreGiven){f, constant_of(&own[f], w->core->fields[f].type)};
    }
    return n;
}

/* -- comparison ---------------------------------------------------------------------- */

/* All that is known of a row, as people are told it, and the extras. */
static const char *told(const World *w, const Derivation *d, Row row)
{
    Buf b = {0};
    derive_all(d, &b, row, 0);
    for (int i = 0; i < N_EXTRAS; i++) {
        const Value v = hand_value(eval_extra(row.eval, i), row.r, w->extra[i]->type);
        value_print(&b, &v, w->core->zone, w->core->currency, true);
        buf_char(&b, '\n');
    }
    buf_i64(&b, eval_marks(row.eval)[row.r]);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

typedef struct Whole {
    Arena *arena;
    Batch batch;
    Eval *eval;
} Whole;

static void whole_make(const World *w, const Records *records, Whole *all)
{
    const ProgramWant want = {
        .lead = true, .explain = true, .extra = w->extra, .n_extra = N_EXTRAS};
    all->arena = arena_new(1 << 16);
    hand_fill(hand_new(w->core, records, 1), all->arena, 0, N_RECORDS, &all->batch);
    all->eval = eval_new(program_plan(w->core, &want));
    eval_batch(all->eval, &all->batch);
}

static void whole_free(Whole *all)
{
    eval_free(all->eval);
    arena_free(all->arena);
}

static bool same(const World *w, const Derivation *d, Row one, Row among, int policy)
{
    const char *got = told(w, d, one), *want = told(w, d, among);
    if (strcmp(got, want) != 0)
        printf("policy %d, record %d: alone\n%s\namong others\n%s\n", policy, among.r,
               got, want);
    return strcmp(got, want) == 0;
}

static bool is_json(Buf *b)
{
    Fault fault;
    const bool ok = json_check(buf_view(b), &fault);
    if (!ok)
        printf("no JSON: %.*s\n", (int)b->n, b->p);
    b->n = 0;
    return ok;
}

/* Whatever the policy, each view has its text, and JSON is JSON. */
static bool views_hold(const World *w, Row old, Row now)
{
    const ViewLook look = {.width = 60, .colour = true};
    Buf b = {0};
    int n;
    const LeadNews *news = lead_news(w->core, old, w->core, now, &n);
    lead_news_text(&b, news, n, &look);
    lead_card_text(&b, w->core, now, NULL, &look);
    lead_timeline_text(&b, w->core, now, &look);
    lead_missing_text(&b, w->core, now, &look);
    bool ok = utf8_valid(buf_view(&b));
    b.n = 0;
    lead_news_json(&b, news, n);
    ok &= is_json(&b);
    lead_card_json(&b, w->core, now, NULL);
    ok &= is_json(&b);
    lead_timeline_json(&b, w->core, now);
    ok &= is_json(&b);
    lead_missing_json(&b, w->core, now);
    ok &= is_json(&b);
    buf_free(&b);
    return ok;
}

/* A stage, a grade, a persona by its name, or a condition of the extras; false: none. */
static bool any_goal(const World *w, Goal *goal)
{
    const Core *c = w->core;
    const int i = rng_below(w->rng, N_EXTRAS);
    Str name = STR("none");
    switch (rng_below(w->rng, 3)) {
    case 0:
        if (c->n_stages > 0)
            name = c->stages[rng_below(w->rng, c->n_stages)].name;
        break;
    case 1:
        if (c->n_grades > 0)
            name = c->grades[0].members->member[0];
        break;
    default:
        *goal = (Goal){GOAL_CONDITION, -1, -1, w->extra[i], STR("extra")};
        return w->extra[i]->type->kind == TY_FLAG;
    }
    return goal_of(w->session, str_z(name), goal);
}

/* What how-to says is so by itself; both are told, and their JSON is JSON. */
static bool goal_holds(const World *w, const OneLeadWant *lead)
{
    const ViewLook look = {.width = 60, .colour = true};
    Goal goal;
    Buf b = {0};
    if (!any_goal(w, &goal))
        return true;
    const WhyNot *why = why_not_make(lead, &goal);
    const HowTo *how = how_to_make(lead, &goal, NULL);
    why_not_text(&b, w->core, why, &look);
    how_to_text(&b, w->core, how, &look);
    bool ok = utf8_valid(buf_view(&b)) && why->there == how->there;
    b.n = 0;
    why_not_json(&b, w->core, why);
    ok &= is_json(&b);
    how_to_json(&b, w->core, how);
    ok &= is_json(&b);
    buf_free(&b);
    return ok;
}

/* One after the other by the same program, as a search does. */
static bool rows_hold(const World *w, const Derivation *d, const Whole *all, int policy)
{
    OneLeadWant want = {.session = w->session,
                        .as_of_us = w->records.now[0],
                        .batch = &all->batch,
                        .extra = w->extra,
                        .n_extra = N_EXTRAS};
    OneLead *l = one_lead_new(&want);
    bool ok = true;
    for (want.r = 0; ok && want.r < N_RECORDS; want.r++) {
        one_lead_again(l, &want);
        ok = same(w, d, one_lead_row(l), (Row){&all->batch, all->eval, want.r}, policy);
    }
    one_lead_free(l);
    return ok;
}

static bool given_holds(const World *w, const Derivation *d, const Whole *all, int r,
                        int policy)
{
    CoreGiven *given = MEM_ARRAY(CoreGiven, w->core->n_fields + 1);
    Records changed;
    const int n = give(w, r, &changed, given);
    const OneLeadWant want = {.session = w->session,
                              .as_of_us = w->records.now[0],
                              .batch = &all->batch,
                              .r = r,
                              .given = given,
                              .n_given = n,
                              .extra = w->extra,
                              .n_extra = N_EXTRAS};
    Whole other;
    whole_make(w, &changed, &other);
    OneLead *l = one_lead_new(&want);
    const bool ok =
        same(w, d, one_lead_row(l), (Row){&other.batch, other.eval, r}, policy)
        && views_hold(w, (Row){&all->batch, all->eval, r}, one_lead_row(l))
        && (rng_chance(w->rng, 75) || goal_holds(w, &want));
    one_lead_free(l);
    whole_free(&other);
    return ok;
}

static bool policy_holds(uint64_t seed, int policy)
{
    Rng rng = {seed * 1000003 + (uint64_t)policy};
    World w = {.rng = &rng};
    Whole all;
    if (!load(&w, typed_policy_new(&rng, rng_range(&rng, 1, 4)))) {
        printf("policy %d: a finding\n", policy);
        return false;
    }
    make_records(&w);
    whole_make(&w, &w.records, &all);
    const Derivation *d = derivation_new(w.core);
    bool ok = rows_hold(&w, d, &all, policy);
    for (int i = 0; ok && i < 4; i++)
        ok = given_holds(&w, d, &all, rng_below(&rng, N_RECORDS), policy);
    whole_free(&all);
    return ok;
}

int main(void)
{
    const uint64_t seed = (uint64_t)from_environment("SEED", 1);
    T_BEGIN();
    t_group("one lead = row of a batch");
    printf("SEED=%" PRIu64 "\n", seed);
    for (int i = 0; i < from_environment("N", 120); i++)
        t_result(policy_holds(seed, i), __LINE__, str_format("policy %d", i), "differs",
                 "equal");
    return T_END();
}
