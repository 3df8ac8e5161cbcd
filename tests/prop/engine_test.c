/* engine_test.c -- the engine says of every record what the oracle says.
 *
 *     SEED=n N=policies RECORDS=most FIRST=policy SHOW=differences STOP=1 …/engine_test
 *     POLICY=file.sla …/engine_test           that policy, N times over other records
 *
 * Random policies (gen_core_policy), random records; batches of 1, 7 and 1,024 rows;
 * thresholds as written and moved.  A difference prints the policy, the record, and the
 * smallest expression that differs.
 */
#include "interp/base/diag_render.h"
#include "interp/sema/sema.h"
#include "tests/prop/gen_core_policy.h"
#include "tests/prop/gen_hand_clause.h"
#include "tests/prop/gen_records.h"
#include "tests/prop/hand_batch.h"
#include "tests/prop/hold.h"
#include "tests/unit/t.h"
#include <stdlib.h>

enum { N_EXTRAS = 10 };

typedef struct Run {
    uint64_t seed;
    int n_policies, most_records;
    int shown, most_shown;
    long held; /* records compared, batch sizes aside */
    long status[N_CLAUSE_STATUSES];
} Run;

static int from_environment(const char *name, int otherwise)
{
    const char *z = getenv(name);

    return z != NULL ? (int)strtol(z, NULL, 10) : otherwise;
}

/* -- text to core -------------------------------------------------------------------- */

static const SemaEnv env = {.zone_dir = "/usr/share/zoneinfo"};

static void show_findings(Run *run, int policy, Str text, Diags *ds)
{
    Buf b = {0};

    if (run->shown++ >= run->most_shown)
        return;
    diags_render(&b, ds, DIAG_GNU, false);
    printf("SEED=%" PRIu64 " policy %d: a finding in\n%s\n%.*s\n", run->seed, policy,
           str_z(text), (int)b.n, b.p);
    buf_free(&b);
}

static Core *core_of(Run *run, int policy, Str text)
{
    Diags *ds = diags_new();
    const Parsed *p = parse_file(source_new("generated", text), ds);
    Core *core = diags_any_error(ds) ? NULL : sema_policy(p, &env, ds);

    if (core == NULL || diags_any_error(ds))
        show_findings(run, policy, text, ds);
    return core;
}

static CoreExpr *expr_of(Run *run, int policy, Core *core, Str text)
{
    Diags *ds = diags_new();
    const Parsed *p = parse_expr(source_new("expression", text), LANG_EN, ds);
    CoreExpr *e = diags_any_error(ds) ? NULL : sema_expr(core, p, NULL, &env, ds);

    if (e == NULL)
        show_findings(run, policy, text, ds);
    return e;
}

/* What the clauses made by hand are read with. */
typedef struct Reading {
    Run *run;
    int policy;
    Core *core;
} Reading;

static CoreExpr *read_for_clause(void *ctx, Str text)
{
    const Reading *r = ctx;

    return expr_of(r->run, r->policy, r->core, text);
}

/* -- records ------------------------------------------------------------------------- */

static int some_count(Run *run, Rng *rng)
{
    if (rng_chance(rng, 4))
        return run->most_records;
    return rng_range(rng, 1, run->most_records < 80 ? run->most_records : 80);
}

static Records some_records(Hold *h, Rng *rng, int n)
{
    RecordGen *g = record_gen_new(h->core, h->extra, h->n_extra);
    Records rs = {n, MEM_ARRAY(Value *, n), MEM_ARRAY(int64_t, n)};
    const bool one_now = rng_chance(rng, 70);

    if (rng_chance(rng, 2))
        record_gen_wordy(g);

    for (int i = 0; i < n; i++) {
        rs.value[i] = record_gen(g, rng);
        rs.now[i] = one_now && i > 0 ? rs.now[0] : record_gen_now(g, rng);
    }
    for (int f = 0; f < h->core->n_fields; f++)
        for (int i = 1; i < n && rng_chance(rng, 15 + 85 * (i > 1)); i++)
            rs.value[i][f] = rs.value[0][f];
    return rs;
}

/* -- one policy ---------------------------------------------------------------------- */

static bool add_extra(Run *run, int policy, Hold *h, Str text)
{
    CoreExpr *e = expr_of(run, policy, h->core, text);

    MEM_PUSH(h->extra, h->n_extra, h->cap_extra) = e;
    MEM_PUSH(h->extra_text, h->n_texts, h->cap_texts) = text;
    return e != NULL;
}

static bool add_extras(Run *run, int policy, TypedGen *g, Hold *h)
{
    bool ok = true;

    for (int i = 0; ok && i < N_EXTRAS; i++)
        ok = add_extra(run, policy, h, typed_policy_extra(g));
    for (int i = 0; ok && i < h->core->n_stages; i++) {
        const char *name = str_z(h->core->stages[i].name);
        ok = add_extra(run, policy, h, str_of(str_format("reached(%s)", name)));
    }
    return ok;
}

static void show_difference(Run *run, int policy, Str text, const Hold *h)
{
    if (run->shown++ >= run->most_shown)
        return;
    printf("SEED=%" PRIu64 " policy %d: the engine and the oracle differ\n%s\n%s\n",
           run->seed, policy, str_z(text), hold_story(h));
}

/* The policy of a file, its defines being the extras. */
static bool set_up_file(Run *run, int policy, const char *path, Hold *h, Str *text)
{
    FILE *f = fopen(path, "rb");
    Buf b = {0};
    int c;

    while (f != NULL && (c = getc(f)) != EOF)
        buf_char(&b, (char)c);
    if (f != NULL)
        fclose(f);
    *text = buf_copy(&b);
    buf_free(&b);
    *h = (Hold){.core = core_of(run, policy, *text)};
    for (int i = 0; h->core != NULL && i < h->core->n_defines; i++)
        if (!add_extra(run, policy, h, h->core->defines[i].name))
            return false;
    return h->core != NULL;
}

/* Clauses, and questions to them. */
static bool add_clauses(Run *run, int policy, TypedGen *g, Hold *h)
{
    Reading reading = {run, policy, h->core};
    const HandReader reader = {read_for_clause, &reading};

    if (h->core->n_clauses > 0)
        return true;
    if (!hand_clauses(h->core, g, &reader))
        return false;
    for (int i = rng_below(g->rng, 3); i > 0; i--) {
        MEM_PUSH(h->extra, h->n_extra, h->cap_extra) =
            hand_clause_prop(h->core, g->rng);
        MEM_PUSH(h->extra_text, h->n_texts, h->cap_texts) = STR("of a clause");
    }
    return true;
}

/* A policy with its core and extras; false where a finding stands against it. */
static bool set_up(Run *run, int policy, Rng *rng, Hold *h, Str *text)
{
    if (getenv("POLICY") != NULL)
        return set_up_file(run, policy, getenv("POLICY"), h, text);
    TypedGen *g = typed_policy_new(rng, rng_range(rng, 1, 4));

    *text = typed_policy_text(g);
    *h = (Hold){.core = core_of(run, policy, *text)};
    if (h->core == NULL || !add_extras(run, policy, g, h))
        return false;
    return !rng_chance(rng, 70) || add_clauses(run, policy, g, h);
}

static bool policy_holds(Run *run, int policy)
{
    Rng rng = {run->seed * 1000003 + (uint64_t)policy};
    Hold h;
    Str text;

    if (!set_up(run, policy, &rng, &h, &text))
        return false;
    h.lead = rng_chance(&rng, 80);
    h.explain = h.lead && rng_chance(&rng, 80);
    h.records = some_records(&h, &rng, some_count(run, &rng));
    run->held += h.records.n;
    const bool holds = hold_all(&h, &rng);
    for (int i = 0; i < N_CLAUSE_STATUSES; i++)
        run->status[i] += h.status[i];
    if (!holds)
        show_difference(run, policy, text, &h);
    return holds;
}

/* Batches that are full, of a few records again and again. */
static void test_costs(Run *run, int policy)
{
    enum { MIXTURE = 16 };
    Rng rng = {run->seed * 7919 + (uint64_t)policy};
    Hold h;
    Str text;

    if (!set_up(run, policy, &rng, &h, &text)) {
        t_result(0, __LINE__, "a policy", "a finding", "none");
        return;
    }
    h.lead = h.explain = true;
    h.records = some_records(&h, &rng, BATCH_ROWS);
    const char *memory = hold_memory(&h);
    for (int i = MIXTURE; i < h.records.n; i++) {
        h.records.value[i] = h.records.value[i % MIXTURE];
        h.records.now[i] = h.records.now[i % MIXTURE];
    }
    const char *calls = hold_calls(&h, MIXTURE);
    t_result(memory == NULL, __LINE__, "memory", memory, "none asked");
    t_result(calls == NULL, __LINE__, "kernel calls", calls, "as many");
}

/* The random clauses come into every state that there is without pauses. */
static void test_statuses(const Run *run)
{
    t_group("statuses");
    for (int i = 0; i < N_CLAUSE_STATUSES; i++) {
        printf("%s %ld\n", clause_status_name((ClauseStatus)i), run->status[i]);
        if (i != STATUS_PAUSED && run->n_policies >= 100 && getenv("POLICY") == NULL)
            t_result(run->status[i] >= 50, __LINE__,
                     clause_status_name((ClauseStatus)i), "rare", "often");
    }
}

int main(void)
{
    Run run = {.seed = (uint64_t)from_environment("SEED", 1),
               .n_policies = from_environment("N", 400),
               .most_records = from_environment("RECORDS", 1100),
               .most_shown = from_environment("SHOW", 3)};
    const int first = from_environment("FIRST", 0);

    T_BEGIN();
    setvbuf(stdout, NULL, _IOLBF, 0);
    t_group("engine = oracle");
    printf("SEED=%" PRIu64 " N=%d\n", run.seed, run.n_policies);
    for (int i = first; i < first + run.n_policies; i++) {
        const bool ok = policy_holds(&run, i);
        t_result(ok, __LINE__, str_format("policy %d", i), "differs", "equal");
        if (!ok && getenv("STOP") != NULL)
            return T_END();
    }
    printf("%ld records\n", run.held);
    test_statuses(&run);
    t_group("costs");
    for (int i = 0; i < from_environment("COSTS", 12); i++)
        test_costs(&run, i);
    return T_END();
}
