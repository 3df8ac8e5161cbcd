/* lead_as_test_test.c -- a lead written as a test: behind the policy as it stands it passes.
 *
 * Every lead of the examples, as the policy is, under a scenario and after what was typed; and
 * made-up leads of generated policies, at instants of their own.
 *
 *     SEED=n N=policies LEADS=n …/lead_as_test_test
 */
#include "interp/study/fact_files.h"
#include "interp/study/testrun.h"
#include "interp/study/whatif_test.h"
#include "tests/prop/gen_core_policy.h"
#include "tests/prop/gen_records.h"
#include "tests/prop/hand_batch.h"
#include "tests/unit/t.h"
#include "tests/unit/whatif_fixture.h"
#include <stdlib.h>

enum { MANY = 400 }; /* tests that are run at once */

typedef struct Written {
    const WhatIf *w;
    Buf text;
    int n, in_all, not_written;
} Written;

static bool is_written(void *ctx, Str title)
{
    (void)ctx;
    return str_starts(title, STR("lead \"L\\"));
}

static void report(Session *s, const Written *all, const char *what, Str said)
{
    print_findings(s->diags);
    t_result(false, __LINE__, what, str_z(said), str_z(buf_view(&all->text)));
}

/* All that was written, behind the policy. */
static void run(Written *all)
{
    Buf said = {0};
    TestReport ran = {0};
    const Session *now = whatif_state(all->w)->session;
    Session *s = session_new(diags_new());
    const Str text = str_of(str_format("%s\n%.*s", saved(all->w), (int)all->text.n,
                                       all->n > 0 ? all->text.p : ""));
    if (session_load_text(s, now->name, text) != LOAD_OK) {
        report(s, all, "it does not load", (Str){0});
    } else {
        testrun(s, is_written, NULL, &ran);
        test_report_failures(&said, &ran);
        if (test_report_failed(&ran) > 0)
            report(s, all, "a test fails", buf_view(&said));
        T_INT(test_report_run(&ran) - test_report_failed(&ran), all->n);
    }
    buf_free(&said);
    buf_free(&all->text);
    all->in_all += all->n;
    all->n = 0;
}

/* With SAY the last is shown. */
static void write_lead(Written *all, Row row, FactTable *const *table)
{
    const WhatTest ask = {
        .title = str_of(str_format("lead \"L\\%d\" é\n", all->in_all + all->n)),
        .row = row,
        .table = table};
    buf_z(&all->text, "\n");
    if (whatif_test_text(&all->text, all->w, &ask) == WHAT_TEST_WRITTEN)
        all->n++;
    else
        all->not_written++;
    if (getenv("SAY") != NULL)
        printf("%.*s", (int)all->text.n, all->text.p);
    if (all->n == MANY || getenv("SAY") != NULL)
        run(all);
}

static Eval *eval_in_force(const WhatIf *w, FactTable *const *table)
{
    const Session *s = whatif_state(w)->session;
    Eval *ev =
        eval_new(program_plan(s->core, &(ProgramWant){.lead = true, .explain = true}));
    session_apply(s, ev);
    for (int i = 0; table != NULL && i < s->core->n_facts; i++)
        eval_set_table(ev, i, table[i]);
    return ev;
}

/* -- the examples ------------------------------------------------------------------------------- */

typedef struct Example {
    const char *policy, *leads;
    const char *fact[3], *file[3];
    const char *scenario, *typed;
} Example;

static void nobody(void *ctx, const Reject *r)
{
    (void)ctx;
    (void)r;
}

static bool nothing_more(void *ctx, int fact, const Batch *b, const ReadStats *stats)
{
    (void)ctx;
    (void)fact;
    (void)b;
    (void)stats;
    return true;
}

static FactFiles *facts_of(const Core *core, const Example *e, int64_t as_of_us,
                           Diags *ds)
{
    FactInput *in = MEM_ARRAY(FactInput, core->n_facts + 1);
    for (int i = 0; i < core->n_facts; i++)
        for (int k = 0; k < 3 && e->fact[k] != NULL; k++)
            if (str_is(core->facts[i].name, e->fact[k]))
                in[i] = (FactInput){&e->file[k], 1};
    FactFiles *f =
        fact_files_new(core, in, &(ReadOptions){0}, (RejectSink){NULL, nobody}, ds);
    T_OK(fact_files_open(f));
    T_OK(fact_files_read(f, as_of_us, nothing_more, NULL));
    return f;
}

static void every_lead(const Example *e, const WhatIf *w)
{
    const WhatState *s = whatif_state(w);
    const Core *core = s->session->core;
    Diags *ds = diags_new();
    int64_t now = s->as_of_us;
    FactFiles *facts = facts_of(core, e, now, ds);
    FactTable *const *table = fact_files_tables(facts);
    Reader *r = reader_new(&core, 1, &(ReadOptions){0}, (RejectSink){NULL, nobody}, ds);
    Eval *ev = eval_in_force(w, table);
    Written all = {.w = w};
    T_OK(reader_open(r, &e->leads, 1));
    while (reader_next(r) > 0) {
        Batch *b = reader_batch(r, 0);
        b->now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &now};
        eval_batch(ev, b);
        for (int i = 0; i < b->n; i++)
            write_lead(&all, (Row){b, ev, i}, table);
    }
    run(&all);
    T_INT(all.not_written, 0);
    printf("%s: %d leads\n", e->policy, all.in_all);
    eval_free(ev);
    reader_free(r);
    fact_files_free(facts);
}

static void example(const Example *e)
{
    Session *s = session_new(diags_new());
    int64_t as_of_us = 0;
    (void)civil_read(STR("2026-06-30T18:00-03:00"), &as_of_us);
    t_group(e->policy);
    T_INT(session_load(s, e->policy, false), LOAD_OK);
    WhatIf *w = whatif_new(s, as_of_us);
    every_lead(e, w);
    if (e->scenario != NULL) {
        T_Z(with_scenario(w, e->scenario), "");
        every_lead(e, w);
        (void)whatif_undo(w);
    }
    T_Z(typed(w, e->typed), "");
    whatif_at(w, as_of_us - 40 * USEC_DAY - 7);
    every_lead(e, w);
}

static void examples(void)
{
    static const Example all[] = {
        {.policy = "examples/clinic/policy.sla",
         .leads = "examples/clinic/leads.csv",
         .fact = {"spend", "team"},
         .file = {"examples/clinic/spend.csv", "examples/clinic/team.csv"},
         .scenario = "stricter",
         .typed =
             "persona of_bia \"By Bia\"  when team(owner).lead_by starts with \"B\"\n"
             "score fit in 0..100 { +0.5 per visits, -10.25 when deal_value > 5 BRL }"},
        {.policy = "examples/crm/policy.sla",
         .leads = "examples/crm/leads.csv",
         .typed =
             "score zz { +1_000_000 when owner known, -0.000001 when owner missing }"},
        {.policy = "examples/software/policy.sla",
         .leads = "examples/software/leads.ndjson",
         .typed = "score zz = if stage known then 1 else 2"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        example(&all[i]);
}

/* -- generated ------------------------------------------------------------------------------------ */

static void generated_policy(Rng *rng, const Session *s, int leads)
{
    WhatIf *w = whatif_new(s, 0);
    const Core *core = s->core;
    RecordGen *g = record_gen_new(core, NULL, 0);
    Arena *arena = arena_new(1 << 16);
    Eval *ev = eval_in_force(w, NULL);
    Written all = {.w = w};
    for (int i = 0; i < leads; i++) {
        Value *value = record_gen(g, rng);
        int64_t now = record_gen_now(g, rng);
        const Records one = {1, &value, &now};
        Batch b;
        arena_reset(arena);
        hand_fill(hand_new(core, &one, rng_next(rng)), arena, 0, 1, &b);
        eval_forget_texts(ev);
        eval_batch(ev, &b);
        whatif_at(w, now);
        write_lead(&all, (Row){&b, ev, 0}, NULL);
    }
    run(&all);
    printf("generated: %d leads, %d not written\n", all.in_all, all.not_written);
    eval_free(ev);
    arena_free(arena);
}

static void generated(Rng *rng, int n, int leads)
{
    for (int i = 0; i < n; i++) {
        TypedGen *g = typed_policy_new(rng, rng_range(rng, 1, 4));
        if (rng_chance(rng, 70))
            typed_agreements(g);
        Session *s = session_new(diags_new());
        t_group(str_format("policy %d", i));
        if (session_load_text(s, "generated", typed_policy_text(g)) == LOAD_OK)
            generated_policy(rng, s, leads);
    }
}

static int from_environment(const char *name, int otherwise)
{
    const char *z = getenv(name);

    return z != NULL ? (int)strtol(z, NULL, 10) : otherwise;
}

int main(void)
{
    const uint64_t seed = (uint64_t)from_environment("SEED", 1);
    const int n = from_environment("N", 20), leads = from_environment("LEADS", 20);
    Rng rng = {seed};

    T_BEGIN();
    printf("SEED=%" PRIu64 " N=%d LEADS=%d\n", seed, n, leads);
    if (getenv("GENERATED") == NULL)
        examples();
    generated(&rng, n, leads);
    return T_END();
}
