/* decided_test.c -- random policies over bases of random records.
 *
 *     SEED=n N=policies FIRST=policy STOP=1 …/decided_test
 *
 * What decided_new says of a base, on one thread or three, from what is known or not, is what
 * one evaluation says of the same records batch by batch: decisions of every lead, and the
 * report to the byte.  Batches come in pieces of any size; a few records stand again and
 * again, so that there are many batches.
 */
#include "interp/study/decided.h"

#include "interp/engine/clock.h"
#include "interp/study/report_make.h"
#include "tests/prop/gen_core_policy.h"
#include "tests/prop/gen_records.h"
#include "tests/prop/hand_batch.h"
#include "tests/prop/hold.h"
#include "tests/unit/moved_session.h"
#include "tests/unit/report_bytes.h"
#include "tests/unit/t.h"

enum { MOST_RECORDS = 300, MOST_ROWS = 9 * BATCH_ROWS, MOVES = 3, PERIODS = 4 };

typedef struct World {
    Session *s;
    Rng rng;
    Records records;
    HandBatch *hand;
    Arena *arena;
    LeadBase base;
    int64_t now;
    /* What stands at each row, by one evaluation after the other. */
    Assess *assess;
    Eval *eval;
    Outcome *outcome;
    LeadSums sums;
    StageInstants instants;
} World;

static int from_environment(const char *name, int otherwise)
{
    const char *z = getenv(name);

    return z != NULL ? (int)strtol(z, NULL, 10) : otherwise;
}

/* -- a policy with figures --------------------------------------------------------------- */

static Session *session_of(Str text)
{
    Session *s = session_new(diags_new());

    return session_load_text(s, "generated", text) == LOAD_OK ? s : NULL;
}

/* Figures that read each score, the place, the grade and a clause. */
static Str with_figures(const Core *c, Str policy)
{
    Buf b = {0};

    buf_str(&b, policy);
    buf_format(&b, "\nkpi figure_of_all { measure count(lead) }\n");
    for (int i = 0; i < c->n_scores; i++) {
        const char *name = str_z(c->scores[i].name);
        buf_format(&b, "kpi figure_a%d { measure sum(lead.%s)", i, name);
        if (c->n_stages > 0)
            buf_z(&b, ", split by stage");
        buf_format(&b, " }\nkpi figure_b%d { measure max(lead.%s) }\n", i, name);
    }
    const Str text = buf_copy(&b);
    buf_free(&b);
    return text;
}

static Session *some_session(Rng *rng, Str *text)
{
    TypedGen *g = typed_policy_new(rng, rng_chance(rng, 70) ? 1 : rng_range(rng, 2, 4));

    *text = typed_policy_text(g);
    Session *s = session_of(*text);
    if (s == NULL)
        return NULL;
    const Str more = with_figures(s->core, *text);
    Session *figures = session_of(more);
    if (figures != NULL)
        *text = more;
    return figures != NULL ? figures : s;
}

/* -- records ------------------------------------------------------------------------------ */

static void some_records(World *w)
{
    const Core *core = w->s->core;
    RecordGen *g = record_gen_new(core, NULL, 0);
    const int n = rng_range(&w->rng, 1, MOST_RECORDS);

    w->now = record_gen_now(g, &w->rng);
    w->records = (Records){n, MEM_ARRAY(Value *, n), MEM_ARRAY(int64_t, n)};
    for (int i = 0; i < n; i++) {
        w->records.value[i] = record_gen(g, &w->rng);
        w->records.now[i] = w->now;
    }
    w->hand = hand_new(core, &w->records, rng_next(&w->rng));
}

static void make_base(World *w)
{
    const Core *core = w->s->core;

    w->base = (LeadBase){.core = core,
                         .leads = kept_rows_new(core),
                         .fact = MEM_ARRAY(KeptRows *, core->n_facts + 1),
                         .table = MEM_ARRAY(FactTable *, core->n_facts + 1),
                         .input = MEM_NEW(ReportInput)};
    const int64_t rows = rng_below(&w->rng, MOST_ROWS);
    while (kept_rows_n(w->base.leads) < rows) {
        Batch b;
        const int first = rng_below(&w->rng, w->records.n);
        const int n = rng_range(&w->rng, 1, w->records.n - first);
        arena_reset(w->arena);
        hand_fill(w->hand, w->arena, first, n, &b);
        for (int r = 0; r < n; r++)
            b.row[r].number = (uint64_t)(kept_rows_n(w->base.leads) + r) + 1;
        kept_rows_append(w->base.leads, &b);
    }
}

/* -- one evaluation after the other ------------------------------------------------------- */

static void plain_batch(World *w, int i)
{
    RowRef row[BATCH_ROWS];
    Batch b = lead_base_batch(w->base.leads, i, &w->now);

    kept_rows_refs(w->base.leads, i, row);
    b.row = row;
    eval_batch(w->eval, &b);
    outcome_put(w->outcome, (int64_t)i * BATCH_ROWS, w->eval, b.n, NULL);
    assess_leads(w->assess, &b, w->eval, NULL);
    lead_sums_marks(&w->sums, w->eval, b.n, NULL);
    lead_sums_instants(&w->sums, w->s->core, &w->instants, 0, w->eval, b.n, NULL);
}

/* The report; w->outcome is what it decided, to be freed. */
static Str plainly(World *w, const Session *s)
{
    w->instants = stage_instants(s->core);
    w->sums = (LeadSums){0};
    w->outcome = outcome_new(s->core, kept_rows_n(w->base.leads));
    w->assess = assess_new(s, w->now, PERIODS, w->base.table, NULL);
    const ProgramWant want = {
        .lead = true, .extra = w->instants.extra, .n_extra = w->instants.n};
    w->eval = eval_new(assess_program(w->assess, &want));
    session_apply(s, w->eval);
    for (int i = 0; i < kept_rows_batches(w->base.leads); i++)
        plain_batch(w, i);
    const ReportFrame f = {.as_of_us = w->now,
                           .periods = PERIODS,
                           .n_kept = (uint64_t)kept_rows_n(w->base.leads),
                           .input = w->base.input,
                           .overflow = w->sums.overflow,
                           .div_zero = w->sums.div_zero,
                           .no_instant = w->sums.no_instant};
    const Str text = report_bytes(report_make(s, w->assess, &f), REPORT_JSON, NULL);
    assess_free(w->assess);
    eval_free(w->eval);
    return text;
}

static bool same(const void *a, const void *b, int64_t n, size_t width)
{
    return a == b || memcmp(a, b, (size_t)n * width) == 0;
}

static bool same_outcome(const Outcome *a, const Outcome *b)
{
    const Core *c = a->core;
    bool all = same(a->persona, b->persona, a->n, sizeof *a->persona)
               && same(a->place, b->place, a->n, sizeof *a->place);

    for (int i = 0; i < c->n_scores; i++)
        all = all && same(a->score[i], b->score[i], a->n, sizeof **a->score);
    for (int i = 0; i < c->n_grades; i++)
        all = all && same(a->grade[i], b->grade[i], a->n, sizeof **a->grade);
    for (int i = 0; i < c->n_clauses; i++)
        all = all && same(a->status[i], b->status[i], a->n, sizeof **a->status);
    return all;
}

/* -- holding ------------------------------------------------------------------------------ */

static Session *moved(World *w, const Session *from, int most)
{
    const Core *core = from->core;
    Session *s = session_copy(from);

    for (int k = rng_range(&w->rng, 0, most); core->n_thresholds > 0 && k > 0; k--) {
        const int i = rng_below(&w->rng, core->n_thresholds);
        s->threshold[i] = hold_moved(core, &core->thresholds[i], &w->rng);
    }
    return s;
}

/* What is known at last, and what shares were taken over of it. */
typedef struct Tally {
    long known, shared;
} Tally;

static void count_shared(Tally *t, const Outcome *a, const Outcome *b)
{
    for (int i = 0; i < a->core->n_scores; i++) {
        t->known++;
        t->shared += a->score[i] == b->score[i];
    }
}

/* s decided, from what is known, is what is plainly so. */
static bool holds(World *w, const Session *s, const Decided *known, Decided **out)
{
    const bool cases = rng_chance(&w->rng, 50);
    const DecideWant want = {.session = s,
                             .as_of_us = w->now,
                             .known = known,
                             .cases = cases,
                             .periods = PERIODS,
                             .threads = rng_range(&w->rng, 1, 3)};
    const DecideWant all = {.session = s,
                            .as_of_us = w->now,
                            .cases = true,
                            .periods = PERIODS,
                            .threads = 2};
    const Str text = plainly(w, s);
    *out = decided_new(&w->base, &want);
    Decided *fresh = decided_new(&w->base, &all);
    const bool ok =
        same_outcome(w->outcome, (*out)->outcome)
        && same_outcome(w->outcome, fresh->outcome)
        && str_eq(text, report_bytes(fresh->report, REPORT_JSON, NULL))
        && (!cases || str_eq(text, report_bytes((*out)->report, REPORT_JSON, NULL)));
    decided_free(fresh);
    outcome_free(w->outcome);
    return ok;
}

static bool policy_holds(uint64_t seed, int policy, Tally *tally)
{
    World w = {.rng = {seed * 1000003 + (uint64_t)policy}};
    Str text;
    Decided *known = NULL, *next;

    w.s = some_session(&w.rng, &text);
    if (w.s == NULL)
        return false;
    w.arena = arena_new(1 << 16);
    some_records(&w);
    make_base(&w);
    bool ok = holds(&w, w.s, NULL, &known);
    for (int i = 0; ok && i < MOVES; i++) {
        ok = holds(&w, moved(&w, known->session, 2), known, &next);
        count_shared(tally, known->outcome, next->outcome);
        decided_free(known);
        known = next;
    }
    decided_free(known);
    kept_rows_free(w.base.leads);
    arena_free(w.arena);
    if (!ok)
        printf("policy %d\n%s\n", policy, str_z(text));
    return ok;
}

int main(void)
{
    const uint64_t seed = (uint64_t)from_environment("SEED", 1);
    const int first = from_environment("FIRST", 0), n = from_environment("N", 100);
    Tally tally = {0};

    T_BEGIN();
    setvbuf(stdout, NULL, _IOLBF, 0);
    t_group("decided = plain");
    printf("SEED=%" PRIu64 " N=%d\n", seed, n);
    for (int i = first; i < first + n; i++) {
        const bool ok = policy_holds(seed, i, &tally);
        t_result(ok, __LINE__, str_format("policy %d", i), "differs", "equal");
        if (!ok && getenv("STOP") != NULL)
            return T_END();
    }
    printf("%ld of %ld scores taken over\n", tally.shared, tally.known);
    t_result(n < 100 || (tally.shared > 0 && tally.shared < tally.known), __LINE__,
             "scores", "all or none", "some");
    return T_END();
}
