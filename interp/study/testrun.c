/* testrun.c -- one program a test: its expectations and their parts are its extras. */
#include "interp/study/testrun.h"

#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/study/test_update.h"

enum { TEXT_PAD = 16 };

/* -- planning ------------------------------------------------------------------------- */

static void plan_asks(TestCase *t)
{
    const int n = t->test->n_asks;
    t->answer = MEM_ARRAY(int, n + 1);
    t->inner = MEM_ARRAY(Parts, n + 1);
    for (int i = 0; i < n; i++) {
        CoreExpr *e = t->test->ask[i].expr;
        t->answer[i] = e != NULL ? t->asked.n : -1;
        if (e == NULL)
            continue;
        exprs_add(&t->asked, e);
        t->inner[i] = test_parts_of(&t->asked, e);
        Parts *p = &t->inner[i];
        if (p->to == p->from + 1 && t->asked.item[p->from] == e)
            p->to = p->from; /* it is its own only part */
    }
}

static void plan_expectations(TestCase *t)
{
    const CoreTest *test = t->test;
    t->parts = MEM_ARRAY(Parts, test->n_expect + 1);
    for (int i = 0; i < test->n_expect; i++)
        exprs_add(&t->extra, test->expect[i].expr);
    for (int i = 0; i < test->n_expect; i++)
        t->parts[i] = test_parts_of(&t->extra, test->expect[i].expr);
}

/* Of several leads none stands in the row: each is asked for by its label. */
static void plan(TestCase *t)
{
    static const CoreRecord nobody = {.fact = -1};
    const CoreTest *test = t->test;
    const bool one = test->n_leads == 1, several = test->n_leads > 1;
    t->core = core_of_test(t->s->core, test);
    plan_asks(t);
    plan_expectations(t);
    const ProgramWant want = {.lead = !several,
                              .explain = !several,
                              .extra = t->extra.item,
                              .n_extra = t->extra.n};
    t->world = world_new(t->s, test, t->asked.item, t->asked.n);
    t->eval = eval_new(program_plan(t->core, &want));
    world_settle(t->world, t->eval, t->core);
    t->row = made_rows_new(t->core, one ? test->lead : &nobody, 1);
}

/* -- answers -------------------------------------------------------------------------- */

/* A value of another evaluation, as a reader would have read it: beside what is missing
 * stands nothing, and texts have no code, which is of another dictionary. */
static void answer_copy(Column *to, const Column *from, int r)
{
    static const char blank[TEXT_PAD];
    const int i = column_row(from, r);
    const bool missing = column_missing(from, r);
    to->null[0] = missing;
    switch (to->phys) {
    case PHYS_I64: to->i64[0] = missing ? 0 : from->i64[i]; break;
    case PHYS_FLAG: to->flag[0] = !missing && from->flag[i] != 0; break;
    case PHYS_TEXT:
        to->text[0] = missing ? (Text){.p = blank} : from->text[i];
        to->text[0].code = 0;
        break;
    case PHYS_LIST:
        to->list.elem = from->list.elem;
        to->list.start[0] = from->list.start[i];
        to->list.start[1] = from->list.start[missing ? i : i + 1];
        break;
    }
}

static void take_answers(TestCase *t)
{
    const int own = t->s->core->n_fields;
    for (int i = 0; i < t->test->n_asks; i++) {
        const CoreAsk *ask = &t->test->ask[i];
        Column *to = &t->row->batch.col[own + i];
        if (ask->expr != NULL) {
            const Row row = world_lead(t->world, ask->lead);
            answer_copy(to, eval_extra(row.eval, t->answer[i]), row.r);
            continue;
        }
        const FigureValue *v = &world_figure(t->world, ask->measure)->value;
        to->null[0] = v->missing;
        to->i64[0] = v->missing ? 0 : v->i64;
    }
}

static void at(TestCase *t, int64_t at_us)
{
    if (t->test->n_asks > 0) {
        world_at(t->world, at_us);
        take_answers(t);
        eval_forget_texts(t->eval);
    }
    made_rows_at(t->row, at_us);
    eval_batch(t->eval, &t->row->batch);
}

static bool holds(const TestCase *t, int expect)
{
    const Column *c = eval_extra(t->eval, expect);
    return !column_missing(c, 0) && col_flag(c, 0);
}

/* -- running -------------------------------------------------------------------------- */

/* What the expectation compares and why, as lines below it. */
static void add_miss(TestCase *t, TestOutcome *o, int expect)
{
    Buf lines = {0};
    t->out = &lines;
    say_parts(t, t->parts[expect]);
    TestMiss miss = {.expected = str_z(t->test->expect[expect].text),
                     .actual = str_z(buf_view(&lines))};
    test_update_of(t, expect, &miss);
    MEM_PUSH(o->miss, o->n_misses, o->cap_misses) = miss;
    buf_free(&lines);
}

static void test_run(TestCase *t, TestOutcome *o)
{
    plan(t);
    for (int i = 0; i < t->test->n_expect; i++) {
        at(t, t->test->expect_at_us[i]);
        if (!holds(t, i))
            add_miss(t, o, i);
    }
    eval_free(t->eval);
    made_rows_free(t->row);
    world_free(t->world);
}

static TestOutcome outcome_of(const Session *s, const CoreTest *test)
{
    const Span where = s->core->span[test->id];
    return (TestOutcome){.title = str_z(test->title),
                         .file = where.src->name,
                         .at = source_pos(where.src, where.lo)};
}

void testrun(const Session *s, bool (*wanted)(void *ctx, Str title), void *ctx,
             TestReport *out)
{
    const Derivation *why = derivation_new(s->core);
    TestPolicy *p = test_report_policy(out, s->name);
    for (int i = 0; i < s->core->n_tests; i++) {
        const CoreTest *test = &s->core->tests[i];
        if (wanted != NULL && !wanted(ctx, test->title))
            continue;
        TestCase t = {.s = s, .test = test, .why = why};
        TestOutcome o = outcome_of(s, test);
        test_run(&t, &o);
        MEM_PUSH(p->item, p->n, p->cap) = o;
    }
}
