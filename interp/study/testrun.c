/* testrun.c -- one program a test: its expectations and their parts are its extras. */
#include "interp/study/testrun.h"

#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/study/test_case.h"

enum { INDENT = 2, TEXT_PAD = 16 };

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

static void say_line(Buf *out, int indent, const char *text)
{
    buf_repeat(out, ' ', indent);
    buf_z(out, text);
    buf_char(out, '\n');
}

static void say_title(const TestCase *t)
{
    Span where = t->s->core->span[t->test->id];
    Pos pos = source_pos(where.src, where.lo);
    say_line(t->out, 0,
             msg_text(MSG_TEST_FAIL, where.src->name, str_format("%d", pos.line),
                      str_format("%d", pos.col), str_z(t->test->title)));
}

static void say_expectation(const TestCase *t, int i)
{
    say_line(t->out, INDENT, msg_text(MSG_TEST_EXPECT, str_z(t->test->expect[i].text)));
    say_parts(t, t->parts[i]);
}

static bool test_run(TestCase *t)
{
    bool passed = true;
    plan(t);
    for (int i = 0; i < t->test->n_expect; i++) {
        at(t, t->test->expect_at_us[i]);
        if (holds(t, i))
            continue;
        if (passed)
            say_title(t);
        passed = false;
        say_expectation(t, i);
    }
    eval_free(t->eval);
    made_rows_free(t->row);
    world_free(t->world);
    return passed;
}

void testrun(const Session *s, bool (*wanted)(void *ctx, Str title), void *ctx,
             Buf *out, TestTally *tally)
{
    const Derivation *why = derivation_new(s->core);
    for (int i = 0; i < s->core->n_tests; i++) {
        const CoreTest *test = &s->core->tests[i];
        if (wanted != NULL && !wanted(ctx, test->title))
            continue;
        TestCase t = {.s = s, .test = test, .why = why, .out = out};
        if (test_run(&t))
            tally->passed++;
        else
            tally->failed++;
    }
}
