/* test_parts.c -- what an expectation compares, what that is, and why it is so. */
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/expr_name.h"
#include "interp/io/test_report.h"
#include "interp/study/figure_why.h"
#include "interp/study/test_case.h"

enum { PART = TEST_PART_INDENT, WHY = PART + 2 };

/* -- parts: what an expectation compares ---------------------------------------------- */

static bool same_thing(const CoreExpr *a, const CoreExpr *b)
{
    return a == b
           || (a->kind == b->kind && a->index == b->index && a->prop == b->prop
               && a->lane == b->lane && a->n == 0 && b->n == 0
               && a->kind != CORE_CONST);
}

void exprs_add(Exprs *es, CoreExpr *e) { MEM_PUSH(es->item, es->n, es->cap) = e; }

/* Flags are taken apart down to what they compare; constants are seen in the text. */
static void parts_add(Exprs *es, int from, CoreExpr *e)
{
    e = expr_unfolded(e);
    if (e->kind == CORE_CONST)
        return;
    if (expr_has_parts(e)) {
        for (int i = 0; i < e->n; i++)
            parts_add(es, from, e->arg[i]);
        return;
    }
    for (int i = from; i < es->n; i++)
        if (same_thing(es->item[i], e))
            return;
    exprs_add(es, e);
}

Parts test_parts_of(Exprs *es, CoreExpr *e)
{
    Parts p = {es->n, es->n};
    parts_add(es, es->n, e);
    p.to = es->n;
    return p;
}

/* -- what a part is, and why it is so -------------------------------------------------- */

static void part_why(const TestCase *t, Row row, const CoreExpr *e)
{
    const CoreGrade *g;
    switch (e->kind) {
    case CORE_SCORE: derive_score(t->why, t->out, row, e->index, WHY); break;
    case CORE_GRADE:
        g = &t->s->core->grades[e->index];
        derive_grade(t->why, t->out, row, e->index, WHY);
        derive_score(t->why, t->out, row, g->of, WHY);
        if (g->by >= 0)
            derive_score(t->why, t->out, row, g->by, WHY);
        break;
    case CORE_PERSONA: derive_persona(t->why, t->out, row, WHY); break;
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_REACHED:
    case CORE_SINCE: derive_funnel(t->why, t->out, row, WHY); break;
    case CORE_CLAUSE: derive_clause(t->s->core, t->out, row, e->index, WHY); break;
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

static const char *value_text(const TestCase *t, const Column *c, int r,
                              const Type *type)
{
    Buf b = {0};
    col_print(&b, c, r, type, t->s->core, true);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void say_is(const TestCase *t, int indent, const CoreExpr *e, const char *value)
{
    buf_repeat(t->out, ' ', indent);
    buf_z(t->out, msg_text(MSG_TEST_IS, expr_name_z(t->core, e), value));
    buf_char(t->out, '\n');
}

/* -- what is asked of leads and figures ------------------------------------------------ */

static const CoreAsk *ask_of(const TestCase *t, const CoreExpr *e, int *ask)
{
    *ask = e->kind == CORE_FIELD ? e->index - t->s->core->n_fields : -1;
    return *ask >= 0 ? &t->test->ask[*ask] : NULL;
}

static void say_figure(const TestCase *t, const CoreExpr *e, const CoreAsk *ask)
{
    Buf value = {0};
    figure_print(&value, t->core, ask->type,
                 &world_figure(t->world, ask->measure)->value);
    say_is(t, PART, e, str_z(buf_view(&value)));
    buf_free(&value);
    figure_why(t->out, t->world, t->s, t->test, ask->measure, WHY);
}

/* What is asked of a lead, then what that compares, then why. */
static void say_ask(const TestCase *t, const CoreExpr *e, int ask)
{
    const CoreAsk *of = &t->test->ask[ask];
    const Row row = world_lead(t->world, of->lead);
    const Column *c = eval_extra(row.eval, t->answer[ask]);
    say_is(t, PART, e, value_text(t, c, row.r, of->type));
    part_why(t, row, of->expr);
    for (int i = t->inner[ask].from; i < t->inner[ask].to; i++) {
        CoreExpr *part = t->asked.item[i];
        c = eval_extra(row.eval, i);
        say_is(t, WHY, part, value_text(t, c, row.r, part->type));
        part_why(t, row, part);
    }
}

void say_parts(const TestCase *t, Parts p)
{
    const Row row = {&t->row->batch, t->eval, 0};
    for (int i = p.from; i < p.to; i++) {
        const CoreExpr *e = t->extra.item[i];
        int n;
        const CoreAsk *ask = ask_of(t, e, &n);
        if (ask == NULL) {
            say_is(t, PART, e, value_text(t, eval_extra(t->eval, i), 0, e->type));
            part_why(t, row, e);
        } else if (ask->expr == NULL) {
            say_figure(t, e, ask);
        } else {
            say_ask(t, e, n);
        }
    }
}
