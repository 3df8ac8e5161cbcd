/* decided_test.c -- a base asked again says what a pass over the files says.
 *
 * Of examples/clinic, which has facts, look-ups and figures asked for each period: the same
 * report, byte for byte, for any number of threads, with what is known and without; and the
 * same decisions, lead by lead.
 */
#include "interp/study/decided.h"

#include "interp/engine/clock.h"
#include "interp/study/report_inputs.h"
#include "interp/study/report_make.h"
#include "interp/time/civil.h"
#include "tests/unit/moved_session.h"
#include "tests/unit/report_bytes.h"
#include "tests/unit/t.h"

enum { PERIODS = 6 };

#define LEADS "examples/clinic/leads.csv"

/* Again and again, so that there are several batches. */
static const char *const leads[] = {LEADS, LEADS, LEADS, LEADS, LEADS, LEADS, LEADS};
enum { N_LEADS = sizeof leads / sizeof *leads };
static const char *const spend[] = {"examples/clinic/spend.csv"};
static const char *const team[] = {"examples/clinic/team.csv"};
static const FactInput facts[] = {{spend, 1}, {team, 1}};

typedef struct World {
    LeadBase *base;
    Session *s;
    int64_t as_of_us;
} World;

static Session *loaded(void)
{
    Session *s = session_new(diags_new());
    T_OK(session_load(s, "examples/clinic/policy.sla", false) == LOAD_OK);
    return s;
}

/* rows: of a reader's batch; 0: as it likes. */
static World world(int rows)
{
    World w = {.s = loaded()};
    const BaseInputs in = {
        .read.batch_rows = rows, .name = leads, .n = N_LEADS, .fact = facts};
    civil_read(STR("2026-06-30T21:00:00Z"), &w.as_of_us);
    w.base = lead_base_read(w.s, &in, w.as_of_us);
    T_OK(w.base != NULL);
    return w;
}

static DecideWant want_of(const World *w, const Session *s, int threads)
{
    return (DecideWant){.session = s,
                        .as_of_us = w->as_of_us,
                        .cases = true,
                        .periods = PERIODS,
                        .threads = threads};
}

static Str json(const Report *r) { return report_bytes(r, REPORT_JSON, NULL); }

/* -- the pass that it is held against --------------------------------------------------- */

static void no_reject(void *ctx, const Reject *r) { (void)ctx, (void)r; }

typedef struct Pass {
    const World *w;
    Assess *assess;
    Eval *eval;
    LeadSums sums;
    StageInstants instants;
    int64_t row, differs;
    const Outcome *decided;
} Pass;

static bool pass_fact(void *ctx, int fact, const Batch *b, const ReadStats *stats)
{
    const Pass *p = ctx;
    (void)stats;
    assess_fact(p->assess, fact, b);
    return true;
}

static bool same_row(const Pass *p, int r)
{
    const Core *core = p->decided->core;
    const Outcome *o = p->decided;
    bool same =
        o->persona[p->row] == eval_persona(p->eval)->i64[r]
        && o->place[p->row]
               == (uint16_t)place_of(core, eval_stage(p->eval), eval_exit(p->eval), r);
    for (int i = 0; i < core->n_scores; i++)
        same = same && o->score[i][p->row] == eval_score(p->eval, i)->i64[r];
    for (int i = 0; i < core->n_grades; i++)
        same = same && o->grade[i][p->row] == eval_grade(p->eval, i)->i64[r];
    for (int i = 0; i < core->n_clauses; i++)
        if (clause_lanes(&core->clauses[i]) > 0)
            same = same
                   && o->status[i][p->row]
                          == eval_clause(p->eval, i, LANE_LATEST, PROP_STATUS)->i64[r];
    return same;
}

static void pass_batch(Pass *p, Batch *b)
{
    int64_t now = p->w->as_of_us;
    b->now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &now};
    eval_batch(p->eval, b);
    assess_leads(p->assess, b, p->eval, NULL);
    lead_sums_marks(&p->sums, p->eval, b->n, NULL);
    lead_sums_instants(&p->sums, p->decided->core, &p->instants, 0, p->eval, b->n,
                       NULL);
    for (int r = 0; r < b->n; r++, p->row++)
        p->differs += !same_row(p, r);
}

/* The report of a pass over the files; decided: what its leads are compared with. */
static Str streamed(const World *w, const Session *s, const Outcome *decided)
{
    const Core *core = s->core;
    const RejectSink rejects = {NULL, no_reject};
    const ReadOptions o = {0};
    Pass p = {.w = w, .decided = decided, .instants = stage_instants(core)};
    FactFiles *files = fact_files_new(core, facts, &o, rejects, s->diags);
    Reader *reader = reader_new(&core, 1, &o, rejects, s->diags);
    p.assess = assess_new(s, w->as_of_us, PERIODS, fact_files_tables(files), NULL);
    const ProgramWant want = {
        .lead = true, .extra = p.instants.extra, .n_extra = p.instants.n};
    p.eval = eval_new(assess_program(p.assess, &want));
    session_apply(s, p.eval);
    for (int i = 0; i < core->n_facts; i++)
        eval_set_table(p.eval, i, fact_files_tables(files)[i]);
    T_OK(fact_files_open(files) && reader_open(reader, leads, N_LEADS)
         && fact_files_read(files, w->as_of_us, pass_fact, &p));
    while (reader_next(reader) > 0)
        pass_batch(&p, reader_batch(reader, 0));
    const InputsRead in = {core, leads, N_LEADS, reader_stats(reader), facts, files};
    ReportFrame f = {.as_of_us = w->as_of_us,
                     .periods = PERIODS,
                     .n_kept = (uint64_t)p.row,
                     .overflow = p.sums.overflow,
                     .div_zero = p.sums.div_zero,
                     .no_instant = p.sums.no_instant};
    f.input = report_inputs(&in, &f.n_inputs);
    const Str text = json(report_make(s, p.assess, &f));
    T_INT(p.row, decided->n);
    T_INT(p.differs, 0);
    assess_free(p.assess);
    eval_free(p.eval);
    reader_free(reader);
    fact_files_free(files);
    return text;
}

/* -- tests ------------------------------------------------------------------------------ */

static void as_streamed(void)
{
    static const int rows[] = {0, 1, 7};
    t_group("as streamed");
    for (int i = 0; i < 3; i++) {
        const World w = world(rows[i]);
        for (int threads = 1; threads <= 3; threads++) {
            const DecideWant want = want_of(&w, w.s, threads);
            Decided *d = decided_new(w.base, &want);
            const Str text = json(d->report);
            T_OK(text.n > 10000);
            T_STR(text, streamed(&w, w.s, d->outcome));
            decided_free(d);
        }
        lead_base_free(w.base);
    }
}

static bool same_bytes(const void *a, const void *b, int64_t n, size_t width)
{
    return a == b || memcmp(a, b, (size_t)n * width) == 0;
}

static bool same_outcome(const Outcome *a, const Outcome *b)
{
    bool same = same_bytes(a->persona, b->persona, a->n, sizeof *a->persona)
                && same_bytes(a->place, b->place, a->n, sizeof *a->place);
    for (int i = 0; i < a->core->n_scores; i++)
        same = same && same_bytes(a->score[i], b->score[i], a->n, sizeof **a->score);
    for (int i = 0; i < a->core->n_grades; i++)
        same = same && same_bytes(a->grade[i], b->grade[i], a->n, sizeof **a->grade);
    for (int i = 0; i < a->core->n_clauses; i++)
        if (a->status[i] != NULL)
            same = same && same_bytes(a->status[i], b->status[i], a->n, 1);
    return same;
}

/* Each threshold moved on its own, from what was known before, cases and all or not. */
static void from_known(void)
{
    const World w = world(0);
    const Core *core = w.s->core;
    int changed = 0;
    t_group("from what is known");
    for (int cases = 0; cases < 4; cases++) {
        DecideWant first = want_of(&w, w.s, 2);
        first.cases = (cases & 1) != 0;
        Decided *known = decided_new(w.base, &first);
        for (int i = 0; i < core->n_thresholds; i++) {
            if (core->thresholds[i].type->kind == TY_CALENDAR)
                continue;
            const Session *s = session_moved(w.s, i, core->thresholds[i].value / 2);
            DecideWant want = want_of(&w, s, 1 + i % 3);
            want.cases = (cases & 2) != 0;
            Decided *plain = decided_new(w.base, &want);
            want.known = known;
            Decided *d = decided_new(w.base, &want);
            T_STR(json(d->report), json(plain->report));
            T_OK(same_outcome(d->outcome, plain->outcome));
            changed += !same_outcome(d->outcome, known->outcome);
            decided_free(plain);
            decided_free(d);
        }
        decided_free(known);
    }
    T_OK(changed > 0);
    lead_base_free(w.base);
}

/* The bar reaches the funnel and the clauses, and no score: those are the same columns. */
static void shares(void)
{
    const World w = world(0);
    const int bar = core_threshold(w.s->core, STR("mql_bar"));
    DecideWant want = want_of(&w, w.s, 2);
    Decided *known = decided_new(w.base, &want);
    t_group("shares");
    want = want_of(&w, session_moved(w.s, bar, 0), 2);
    want.known = known;
    Decided *d = decided_new(w.base, &want);
    T_OK(d->outcome->score[0] == known->outcome->score[0]);
    T_OK(d->outcome->persona == known->outcome->persona);
    T_OK(d->outcome->place != known->outcome->place);
    decided_free(known);
    want = want_of(&w, d->session, 1);
    want.known = d;
    Decided *same = decided_new(w.base, &want);
    T_OK(same->outcome->place == d->outcome->place);
    T_STR(json(same->report), json(d->report));
    decided_free(d);
    T_STR(json(same->report), streamed(&w, same->session, same->outcome));
    decided_free(same);
    lead_base_free(w.base);
}

static bool stop_now(void) { return true; }

static void stops(void)
{
    const World w = world(0);
    DecideWant want = want_of(&w, w.s, 2);
    want.stop = stop_now;
    t_group("stops");
    T_OK(decided_new(w.base, &want) == NULL);
    lead_base_free(w.base);
}

typedef struct Answers {
    int64_t rows, yes;
    int batches;
} Answers;

static bool count_yes(void *ctx, int64_t first, const Batch *b, const Column *c)
{
    Answers *a = ctx;
    T_INT(first, a->rows);
    for (int r = 0; r < b->n; r++)
        a->yes += c->flag[column_row(c, r)] != 0;
    a->rows += b->n;
    return --a->batches != 0;
}

static void asks(void)
{
    const World w = world(0);
    const int bar = core_threshold(w.s->core, STR("mql_bar"));
    CoreExpr *e = session_expr(w.s, "e", "total >= mql_bar", &type_flag);
    Answers all = {0}, high = {0}, one = {.batches = 1};
    t_group("asks");
    base_ask(w.base, w.s, w.as_of_us, e, count_yes, &all);
    base_ask(w.base, session_moved(w.s, bar, 100000000), w.as_of_us, e, count_yes,
             &high);
    base_ask(w.base, w.s, w.as_of_us, e, count_yes, &one);
    T_INT(all.rows, kept_rows_n(w.base->leads));
    T_OK(all.yes > 0 && high.yes < all.yes);
    T_INT(one.rows, BATCH_ROWS);
    lead_base_free(w.base);
}

int main(void)
{
    T_BEGIN();
    as_streamed();
    from_known();
    shares();
    stops();
    asks();
    return T_END();
}
