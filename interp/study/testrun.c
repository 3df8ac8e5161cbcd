/* testrun.c -- one program a test: its expectations and their parts are its extras. */
#include "interp/study/testrun.h"

#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/derivation.h"
#include "interp/study/one_row.h"

enum { INDENT = 2, DEEPER = 6 };

typedef struct Exprs {
    CoreExpr **item;
    size_t cap;
    int n;
} Exprs;

typedef struct TestCase {
    const Session *s;
    const CoreTest *test;
    const Derivation *why;
    Exprs extra;     /* the expectations, then the parts of each */
    int *first_part; /* by expectation, n_expect + 1 */
    Eval *eval;
    OneRow *row;
    Buf *out;
} TestCase;

static void exprs_add(Exprs *es, CoreExpr *e)
{
    MEM_PUSH(es->item, es->n, es->cap) = e;
}

/* -- parts: what an expectation compares ---------------------------------------------- */

static CoreExpr *unfolded(CoreExpr *e)
{
    bool fold =
        e->kind == CORE_CALL && (e->kernel == K_FOLD || e->kernel == K_FOLD_LIST);
    return fold ? unfolded(e->arg[0]) : e;
}

static bool has_parts(const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_KNOWN:
    case CORE_IN_SET:
    case CORE_MATCH: return true;
    case CORE_CALL: return e->type->kind == TY_FLAG;
    case CORE_CONST:
    case CORE_FIELD:
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_IF:
    case CORE_OTHERWISE:
    case CORE_PERSONA:
    case CORE_SCORE:
    case CORE_GRADE:
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_SINCE:
    case CORE_REACHED:
    case CORE_CLAUSE:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: return false;
    }
    return false;
}

static bool same_thing(const CoreExpr *a, const CoreExpr *b)
{
    return a == b
           || (a->kind == b->kind && a->index == b->index && a->prop == b->prop
               && a->lane == b->lane && a->n == 0 && b->n == 0
               && a->kind != CORE_CONST);
}

/* Flags are taken apart down to what they compare; constants are seen in the text. */
static void parts_add(Exprs *es, int from, CoreExpr *e)
{
    e = unfolded(e);
    if (e->kind == CORE_CONST)
        return;
    if (has_parts(e)) {
        for (int i = 0; i < e->n; i++)
            parts_add(es, from, e->arg[i]);
        return;
    }
    for (int i = from; i < es->n; i++)
        if (same_thing(es->item[i], e))
            return;
    exprs_add(es, e);
}

/* -- what to call a part, and why it is so -------------------------------------------- */

static void part_name(Buf *out, const Core *core, const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_FIELD: buf_str(out, core->fields[e->index].name); break;
    case CORE_THRESHOLD: buf_str(out, core->thresholds[e->index].name); break;
    case CORE_SCORE: buf_str(out, core->scores[e->index].name); break;
    case CORE_GRADE: buf_str(out, core->grades[e->index].name); break;
    case CORE_PERSONA: buf_z(out, msg_text(MSG_WORD_PERSONA)); break;
    case CORE_STAGE: buf_z(out, msg_text(MSG_WORD_STAGE)); break;
    case CORE_EXIT: buf_z(out, msg_text(MSG_WORD_EXIT)); break;
    case CORE_SINCE:
        buf_str(out, core->stages[e->index].name);
        buf_z(out, ".since");
        break;
    case CORE_REACHED:
        buf_format(out, "reached(%s)", str_z(core->stages[e->index].name));
        break;
    case CORE_NOW: buf_z(out, "now"); break;
    case CORE_CLAUSE:
        buf_str(out, core->clauses[e->index].name);
        buf_format(out, ".%s", clause_prop_name(e->prop));
        break;
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END:
    case CORE_CONST:
    case CORE_CALL:
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_IF:
    case CORE_OTHERWISE:
    case CORE_KNOWN:
    case CORE_IN_SET:
    case CORE_MATCH: core_text(out, core, e->id); break;
    }
}

static void part_why(const TestCase *t, const CoreExpr *e)
{
    Row row = {&t->row->batch, t->eval, 0};
    const CoreGrade *g;
    switch (e->kind) {
    case CORE_SCORE: derive_score(t->why, t->out, row, e->index, DEEPER); break;
    case CORE_GRADE:
        g = &t->s->core->grades[e->index];
        derive_grade(t->why, t->out, row, e->index, DEEPER);
        derive_score(t->why, t->out, row, g->of, DEEPER);
        if (g->by >= 0)
            derive_score(t->why, t->out, row, g->by, DEEPER);
        break;
    case CORE_PERSONA: derive_persona(t->why, t->out, row, DEEPER); break;
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_REACHED:
    case CORE_SINCE: derive_funnel(t->why, t->out, row, DEEPER); break;
    case CORE_CLAUSE: derive_clause(t->s->core, t->out, row, e->index, DEEPER); break;
    case CORE_FIELD:
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_CONST:
    case CORE_CALL:
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_IF:
    case CORE_OTHERWISE:
    case CORE_KNOWN:
    case CORE_IN_SET:
    case CORE_MATCH:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: break;
    }
}

static const char *part_text(const TestCase *t, int extra)
{
    Buf b = {0};
    col_print(&b, eval_extra(t->eval, extra), 0, t->extra.item[extra]->type, t->s->core,
              true);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void say_line(Buf *out, int indent, const char *text)
{
    buf_repeat(out, ' ', indent);
    buf_z(out, text);
    buf_char(out, '\n');
}

/* -- running -------------------------------------------------------------------------- */

static void plan(TestCase *t)
{
    const CoreTest *test = t->test;
    t->first_part = MEM_ARRAY(int, test->n_expect + 1);
    for (int i = 0; i < test->n_expect; i++)
        exprs_add(&t->extra, test->expect[i].expr);
    for (int i = 0; i < test->n_expect; i++) {
        t->first_part[i] = t->extra.n;
        parts_add(&t->extra, t->extra.n, test->expect[i].expr);
    }
    t->first_part[test->n_expect] = t->extra.n;
    ProgramWant want = {
        .lead = true, .explain = true, .extra = t->extra.item, .n_extra = t->extra.n};
    t->eval = eval_new(program_plan(t->s->core, &want));
    session_apply(t->s, t->eval);
    t->row = one_row_new(t->s->core, test->given, test->n_given);
}

static bool holds(const TestCase *t, int expect)
{
    const Column *c = eval_extra(t->eval, expect);
    return !column_missing(c, 0) && col_flag(c, 0);
}

static void say_title(const TestCase *t)
{
    Span at = t->s->core->span[t->test->id];
    Pos pos = source_pos(at.src, at.lo);
    say_line(t->out, 0,
             msg_text(MSG_TEST_FAIL, at.src->name, str_format("%d", pos.line),
                      str_format("%d", pos.col), str_z(t->test->title)));
}

static void say_expectation(const TestCase *t, int i)
{
    say_line(t->out, INDENT, msg_text(MSG_TEST_EXPECT, str_z(t->test->expect[i].text)));
    for (int p = t->first_part[i]; p < t->first_part[i + 1]; p++) {
        Buf name = {0};
        part_name(&name, t->s->core, t->extra.item[p]);
        say_line(t->out, 2 * INDENT,
                 msg_text(MSG_TEST_IS, str_z(buf_view(&name)), part_text(t, p)));
        buf_free(&name);
        part_why(t, t->extra.item[p]);
    }
}

static bool test_run(TestCase *t)
{
    bool passed = true;
    plan(t);
    for (int i = 0; i < t->test->n_expect; i++) {
        one_row_at(t->row, t->test->expect_at_us[i]);
        eval_batch(t->eval, &t->row->batch);
        if (holds(t, i))
            continue;
        if (passed)
            say_title(t);
        passed = false;
        say_expectation(t, i);
    }
    eval_free(t->eval);
    one_row_free(t->row);
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
