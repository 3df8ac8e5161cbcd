/* lead_as_test_test.c -- a lead as a test: its text, and what cannot be written. */
#include "interp/study/whatif_test.h"
#include "interp/study/made_rows.h"
#include "tests/unit/t.h"
#include "tests/unit/whatif_fixture.h"

#define MICROS INT64_C(1000000)

#define POLICY \
    "policy \"p\" { timezone \"America/Sao_Paulo\", parties sales, currency BRL }\n" \
    "lead { id text label, n number, `no` one of red, \"a `b`\", `if`, m money\n" \
    " f flag default yes, tags list of text, at1 timestamp, at2 timestamp }\n" \
    "threshold bar = 4\n" \
    "persona big when n > 10\n" \
    "score fit { +1 per n }\n" \
    "funnel { stage new, stage mql when fit >= bar, exit out since at2 }\n" \
    "agreement base { clause call { by sales, starts at1, stops at2\n" \
    " within 1 hour, target 80% per month } }\n" \
    "scenario stricter { bar = 7 }\n"

enum { ID, N, NO, M, F, TAGS, AT1, AT2 };

static CoreExpr constant(const WhatIf *w, int field, int64_t i64, const char *text)
{
    return (CoreExpr){.kind = CORE_CONST,
                      .type = whatif_state(w)->session->core->fields[field].type,
                      .i64 = i64,
                      .text = str_of(text)};
}

/* The text for a lead with these fields, or why there is none. */
static const char *as_test(const WhatIf *w, CoreGiven *given, int n)
{
    static const char *const why[] = {"", "moved", "nothing", "missing", "text"};
    const Session *s = whatif_state(w)->session;
    const CoreRecord record = {.fact = -1, .given = given, .n_given = n};
    MadeRows *rows = made_rows_new(s->core, &record, 1);
    Eval *ev = eval_new(program_plan(s->core, &(ProgramWant){.lead = true}));
    Buf b = {0};
    made_rows_at(rows, whatif_state(w)->as_of_us);
    session_apply(s, ev);
    eval_batch(ev, &rows->batch);
    const WhatTest ask = {.title = STR("a \"lead\"\nof \\ José"), .row = {&rows->batch, ev, 0}};
    const WhatTestResult r = whatif_test_text(&b, w, &ask);
    T_OK((r == WHAT_TEST_WRITTEN) == (b.n > 0));
    eval_free(ev);
    made_rows_free(rows);
    return r == WHAT_TEST_WRITTEN ? taken(&b) : why[r];
}

static void text(void)
{
    t_group("text");
    WhatIf *w = whatif_of(POLICY);
    whatif_at(w, 1782842400 * MICROS);
    CoreExpr id = constant(w, ID, 0, "L\"1\\\n\x01 é"), n = constant(w, N, -4500000, NULL),
             no = constant(w, NO, 2, NULL), m = constant(w, M, 1500 * MICROS, NULL),
             f = constant(w, F, 1, NULL), a = constant(w, ID, 0, "a, b"),
             tags = constant(w, TAGS, 0, NULL), at1 = constant(w, AT1, 1782838800 * MICROS, NULL);
    CoreExpr *item[] = {&a, &a};
    tags.n = 2;
    tags.arg = item;
    CoreGiven all[] = {{ID, &id}, {N, &n}, {NO, &no}, {M, &m}, {F, &f}, {TAGS, &tags},
                       {AT1, &at1}};
    T_Z(as_test(w, all, 7),
        "test \"a \\\"lead\\\"\\nof \\\\ José\" {\n"
        "  at      2026-06-30T15:00-03:00\n"
        "  given   lead { id \"L\\\"1\\\\\\n\\u{1} é\", n -4.5, `no` `if`, m 1500 BRL, "
        "tags [\"a, b\", \"a, b\"],\n"
        "                 at1 2026-06-30T14:00-03:00 }\n"
        "  expect  persona = none, fit = -4.5\n"
        "  expect  stage = new\n"
        "  expect  call.status = running, call.due = 2026-06-30T15:00-03:00\n"
        "}\n");
    CoreExpr second = constant(w, NO, 1, NULL), at2 = constant(w, AT2, 1782838800 * MICROS, NULL);
    CoreGiven left[] = {{NO, &second}, {AT2, &at2}};
    T_Z(as_test(w, left, 2), "test \"a \\\"lead\\\"\\nof \\\\ José\" {\n"
                             "  at      2026-06-30T15:00-03:00\n"
                             "  given   lead { `no` \"a `b`\", at2 2026-06-30T14:00-03:00 }\n"
                             "  expect  persona = none, fit = 0\n"
                             "  expect  exit = out\n"
                             "}\n");
}

static void under_a_scenario(void)
{
    t_group("under a scenario");
    WhatIf *w = whatif_of(POLICY);
    T_Z(moved(w, "bar", "6"), "");
    T_Z(as_test(w, NULL, 0), "moved");
    T_Z(moved(w, "bar", "7"), "");
    T_OK(strstr(as_test(w, NULL, 0), "  scenario stricter\n") != NULL);
    T_Z(typed(w, "scenario mine { bar = 6 }"), "");
    T_Z(moved(w, "bar", "6"), "");
    T_OK(strstr(as_test(w, NULL, 0), "  scenario mine\n") != NULL);
    T_Z(moved(w, "call.within", "2 hours"), "");
    T_Z(as_test(w, NULL, 0), "moved");
}

static void refused(void)
{
    t_group("refused");
    WhatIf *w = whatif_of(POLICY);
    CoreExpr missing = constant(w, F, 0, NULL), nul = constant(w, ID, 0, "");
    missing.missing = true;
    nul.text = (Str){"a\0b", 3};
    T_Z(as_test(w, &(CoreGiven){F, &missing}, 1), "missing");
    T_Z(as_test(w, &(CoreGiven){ID, &nul}, 1), "text");
    T_Z(as_test(whatif_of("lead { id text label }"), NULL, 0), "nothing");
}

static void portuguese(void)
{
    t_group("portuguese");
    WhatIf *w = whatif_of("idioma pt\n\nlead { id texto rótulo, n número, fim número }\n"
                          "pontuação s { +1 a cada n }\n"
                          "funil { etapa novo, etapa alto quando n > 3 }\n");
    CoreExpr n = constant(w, 1, 2500000, NULL);
    T_Z(as_test(w, &(CoreGiven){1, &n}, 1), "teste \"a \\\"lead\\\"\\nof \\\\ José\" {\n"
                                            "  às      2024-10-04T00:00+00:00\n"
                                            "  dado    lead { n 2.5 }\n"
                                            "  espera  s = 2.5\n"
                                            "  espera  etapa = novo\n"
                                            "}\n");
}

int main(void)
{
    T_BEGIN();
    text();
    under_a_scenario();
    refused();
    portuguese();
    return T_END();
}
