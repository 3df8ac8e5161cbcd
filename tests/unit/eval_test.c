/* eval_test.c -- what the engine makes of small tables of leads. */
#include "tests/unit/table.h"

static const char *const leads =
    "policy \"P\" {\n  timezone \"America/Sao_Paulo\"\n  currency BRL\n}\n"
    "lead {\n  a number\n  b number\n  m money\n  f flag\n  g flag\n  t text\n"
    "  u text folded\n  l list of text\n  n list of number\n  d date\n  s timestamp\n"
    "  e one of red, green, blue\n}\n";

static Table *table(const char *cells) { return table_new(leads, cells); }

static Table *policy(const char *more, const char *cells)
{
    Buf b = {0};
    buf_z(&b, leads);
    buf_z(&b, more);
    Table *t = table_new(str_z(buf_view(&b)), cells);
    buf_free(&b);
    return t;
}

static void arithmetic(void)
{
    Table *t = table("a | b\n 1.5 | 2\n -1 | 3\n - | 1\n 9000000000000 | 0");
    t_group("arithmetic");
    T_Z(table_says(t, "a + b"), "3.5 | 2 | missing | 9000000000000");
    T_Z(table_says(t, "a - b"), "-0.5 | -4 | missing | 9000000000000");
    T_Z(table_says(t, "a * b"), "3 | -3 | missing | 0");
    T_Z(table_says(t, "a / b"), "0.75 | -0.333333 | missing | missing/");
    T_Z(table_says(t, "a + a"), "3 | -2 | missing | missing!");
    T_Z(table_says(t, "a * a"), "2.25 | 1 | missing | missing!");
    T_Z(table_says(t, "-a"), "-1.5 | 1 | missing | -9000000000000");
    T_Z(table_says(t, "min(a, b, 1)"), "1 | -1 | missing | 0");
    T_Z(table_says(t, "clamp(a, 0, 1)"), "1 | 0 | missing | 1");
    T_Z(table_says(t, "clamp(1, b, 2)"), "2 | missing | 1 | 1");
    T_Z(table_says(t, "floor(a / 2)"), "0 | -1 | missing | 4500000000000");
    T_Z(table_says(t, "round(a * 0.5)"), "1 | 0 | missing | 4500000000000");
}

static void logic(void)
{
    Table *t = table("f | g\n yes | yes\n yes | no\n yes | -\n no | -\n - | -");
    t_group("logic");
    T_Z(table_says(t, "f and g"), "yes | no | missing | no | missing");
    T_Z(table_says(t, "g and f"), "yes | no | missing | no | missing");
    T_Z(table_says(t, "f or g"), "yes | yes | yes | missing | missing");
    T_Z(table_says(t, "not g"), "no | yes | missing | missing | missing");
    T_Z(table_says(t, "g known"), "yes | yes | no | no | no");
    T_Z(table_says(t, "f = g"), "yes | no | missing | missing | missing");
    T_Z(table_says(t, "if f then 1 else 2"), "1 | 1 | 1 | 2 | missing");
    T_Z(table_says(t, "if f then g else yes"), "yes | no | missing | yes | missing");
    T_Z(table_says(t, "g otherwise f"), "yes | no | yes | no | missing");
}

static void marks(void)
{
    Table *t = table("a | f | g\n 1 | no | yes\n 1 | yes | no\n 1 | - | -");
    t_group("marks");
    T_Z(table_says(t, "a / 0 > 1"), "missing/ | missing/ | missing/");
    T_Z(table_says(t, "a / 0 > 1 and f"), "no | missing/ | missing/");
    T_Z(table_says(t, "f and a / 0 > 1"), "no | missing/ | missing/");
    T_Z(table_says(t, "g or a / 0 > 1"), "yes | missing/ | missing/");
    T_Z(table_says(t, "(a / 0) known"), "no | no | no");
    T_Z(table_says(t, "(a / 0) otherwise 7"), "7 | 7 | 7");
    T_Z(table_says(t, "a / 0 + (a + 9_000_000_000_000) * 9"),
        "missing!/ | missing!/ | missing!/");
}

/* Costly operands are asked only where the first ones leave the answer open. */
static void selections(void)
{
    Table *t =
        table("f | t\n yes | Big boss\n no | Big boss\n - | Big boss\n yes | clerk\n"
              " no | clerk\n - | clerk\n yes | -\n no | -");
    t_group("selections");
    for (int coded = 0; coded <= 1; coded++) {
        t->coded = coded != 0;
        T_Z(table_says(t, "f and t contains \"boss\""),
            "yes | no | missing | no | no | no | missing | no");
        T_Z(table_says(t, "f or t contains \"boss\""),
            "yes | yes | yes | yes | no | missing | yes | missing");
        T_Z(table_says(t, "f and lower(t) matches /^big/"),
            "yes | no | missing | no | no | no | missing | no");
        T_Z(table_says(t, "if f then lower(t) else trim(t)"),
            "big boss | Big boss | missing | clerk | clerk | missing | missing | "
            "missing");
    }
}

/* One text step shared by two selections serves both. */
static void shared_steps(void)
{
    Table *t = table(
        "f | g | t\n yes | no | A@x.com\n no | yes | A@x.com\n no | no | A@x.com");
    t_group("shared steps");
    T_Z(table_says(
            t, "(f and domain(t) in [\"x.com\"]) or (g and domain(t) contains \"x\")"),
        "yes | yes | no");
    T_Z(table_says(t, "(f and domain(t) in [\"x.com\"]) or domain(t) = \"x.com\""),
        "yes | yes | yes");
}

static void texts(void)
{
    Table *t = table(
        "t | u\n Ana@Gmail.COM |  S\xc3\xa3o  PAULO\n x | STRASSE\n - | sao paulo\n"
        " a@b@empresa12345.com.br | a-long-name-here.gov.br");
    t_group("texts");
    for (int coded = 0; coded <= 1; coded++) {
        t->coded = coded != 0;
        T_Z(table_says(t, "u = \"s\xc3\xa3o paulo\""), "yes | no | yes | no");
        T_Z(table_says(t, "u in [\"strasse\", \"SAO PAULO\"]"), "yes | yes | yes | no");
        T_Z(table_says(t, "domain(t)"),
            "gmail.com | missing | missing | empresa12345.com.br");
        T_Z(table_says(t, "t ends with \"@Gmail.COM\""), "yes | no | missing | no");
        T_Z(table_says(t, "t ends with \"x\""), "no | yes | missing | no");
        T_Z(table_says(t, "u ends with \"PAULO\""), "yes | no | yes | no");
        T_Z(table_says(t, "u ends with \"here.gov.br\""), "no | no | no | yes");
        T_Z(table_says(t, "u ends with \"xere.gov.br\""), "no | no | no | no");
        T_Z(table_says(t, "u ends with \"sao paulo\""), "yes | no | yes | no");
        T_Z(table_says(t, "u ends with \"a-long-name-here.gov.br\""),
            "no | no | no | yes");
        T_Z(table_says(t, "u starts with \"sao\""), "yes | no | yes | no");
        T_Z(table_says(t, "t contains \"@\""), "yes | no | missing | yes");
        T_Z(table_says(t, "length(u)"), "10 | 7 | 9 | 23");
        T_Z(table_says(t, "t < \"b\""), "yes | no | missing | yes");
        T_Z(table_says(t, "u matches /^s[a\xc3\xa3]o/"), "yes | no | yes | no");
    }
}

static void lists(void)
{
    Table *t = table("l | n\n a,b | 1,2\n b | 2\n - | -\n  | ");
    t_group("lists");
    T_Z(table_says(t, "l contains \"a\""), "yes | no | missing | no");
    T_Z(table_says(t, "n contains 2"), "yes | yes | missing | no");
    T_Z(table_says(t, "count(l)"), "2 | 1 | missing | 0");
    T_Z(table_says(t, "l otherwise [\"z\"]"),
        "[\"a\", \"b\"] | [\"b\"] | [\"z\"] | []");
}

static void dates(void)
{
    Table *t = table("d | s\n 2024-02-29 | 2026-01-01T02:30:00Z\n 2026-01-31 | -");
    t_group("dates");
    T_Z(table_says(t, "d + 1 year"), "2025-02-28 | 2027-01-31");
    T_Z(table_says(t, "d + 1 month"), "2024-03-29 | 2026-02-28");
    T_Z(table_says(t, "d - 36 hours"), "2024-02-27 | 2026-01-29");
    T_Z(table_says(t, "date_of(s)"), "2025-12-31 | missing");
    T_Z(table_says(t, "hour_of(s)"), "23 | missing");
    T_Z(table_says(t, "weekday_of(d)"), "thu | sat");
    T_Z(table_says(t, "d - 2024-02-01"), "28 days | 730 days");
    T_Z(table_says(t, "now - s > 100 days"), "yes | missing");
    T_Z(table_says(t, "earliest(s, 2030-01-01T00:00Z) < now"), "yes | no");
    T_Z(table_says(t, "d + 9000 years"), "missing! | missing!");
}

static void sets(void)
{
    Table *t = table("a | e\n 1 | red\n 63 | blue\n 500 | -\n -3 | green");
    t_group("sets");
    T_Z(table_says(t, "a in [1, 500]"), "yes | no | yes | no");
    T_Z(table_says(t, "a not in [-3, 1, 2, 63]"), "no | no | yes | no");
    T_Z(table_says(t, "e in [red, green]"), "yes | no | missing | yes");
    T_Z(table_says(t, "e is blue"), "no | yes | missing | no");
    T_Z(table_says(t, "a in 1..63"), "yes | yes | no | no");
}

static const char *const scored =
    "threshold bar \"Bar\" = 20 in 0..100\n"
    "persona big \"Big\" when a > 100\n"
    "persona fast \"Fast\" when f\n"
    "score fit in 0..50 {\n"
    "  +40 when persona = big\n"
    "  -10 when g\n"
    "  +5 per b up to 12 points\n"
    "  group \"G\" up to 7 points {\n    +5 when f\n    +4 when e = red\n  }\n}\n"
    "score total = 50% * fit + b\n"
    "grade of total { A from 20, B from 10, C otherwise }\n"
    "funnel {\n  stage new \"New\"\n  stage mql \"MQL\" when total >= bar\n"
    "  stage won \"Won\" since s\n  exit lost \"Lost\" since s\n}\n";

static const char *const scored_rows = "a | b | f | g | e | s\n"
                                       "200 | 1 | yes | no | red | -\n"
                                       "5 | 100 | no | yes | blue | 2026-06-01T00:00Z\n"
                                       "- | - | - | - | - | 2026-08-01T00:00Z\n"
                                       "5 | -9 | yes | no | - | -";

static void scores(void)
{
    Table *t = policy(scored, scored_rows);
    t_group("scores");
    for (t->batch_rows = 0; t->batch_rows <= 3; t->batch_rows += 1) {
        T_Z(table_says(t, "persona"), "big | none | none | fast");
        T_Z(table_says(t, "fit"), "50 | 2 | 0 | 0");
        T_Z(table_says(t, "total"), "26 | 101 | 0 | -9");
        T_Z(table_says(t, "grade"), "A | A | C | C");
        T_Z(table_says(t, "stage"), "mql | missing | new | new");
        T_Z(table_says(t, "exit"), "missing | lost | missing | missing");
        T_Z(table_says(t, "reached(mql)"), "yes | yes | no | no");
        T_Z(table_says(t, "won.since"),
            "missing | 2026-05-31T21:00:00-03:00 | missing | missing");
    }
}

static Eval *lead_eval(const Table *t, bool explain)
{
    const ProgramWant want = {.lead = true, .explain = explain};
    return eval_new(program_plan(t->core, &want));
}

static const char *numbers_of(const int64_t *v, int n)
{
    Buf b = {0};
    for (int i = 0; i < n; i++) {
        buf_z(&b, i > 0 ? " " : "");
        dec_buf(&b, v[i]);
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static const char *bytes_of(const uint8_t *v, int n)
{
    Buf b = {0};
    for (int i = 0; i < n; i++)
        buf_char(&b, (char)('0' + v[i]));
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* Rules by number: 0 persona, 1 g, 2 per b, 3 the group, 4 f, 5 e. */
static void explanations(void)
{
    Table *t = policy(scored, scored_rows);
    Eval *ev = lead_eval(t, true);
    t_group("explanations");
    eval_batch(ev, table_batch(t, 0, 4));
    T_Z(numbers_of(eval_rule_points(ev, 0), 4), "40 0 0 0");
    T_Z(numbers_of(eval_rule_points(ev, 1), 4), "0 -10 0 0");
    T_Z(numbers_of(eval_rule_points(ev, 2), 4), "5 12 0 -12");
    T_Z(numbers_of(eval_rule_points(ev, 3), 4), "-2 0 0 0");
    T_Z(bytes_of(eval_rule_state(ev, 1), 4), "0120");
    T_Z(bytes_of(eval_rule_state(ev, 3), 4), "1021");
    T_Z(bytes_of(eval_rule_state(ev, 5), 4), "1022");
    T_Z(numbers_of(eval_score_clamp(ev, 0), 4), "-2 0 0 7");
    T_Z(numbers_of(eval_score_low(ev, 0), 4), "50 2 0 0");
    T_Z(numbers_of(eval_score_high(ev, 0), 4), "50 2 19 0");
    T_Z(bytes_of(eval_grade_certain(ev, 0), 4), "1101");
    T_Z(bytes_of(eval_stage_certain(ev), 4), "1101");
    T_Z(bytes_of(eval_marks(ev), 4), "0000");
    for (int r = 0; r < 4; r++) {
        int64_t sum = eval_score_clamp(ev, 0)[r];
        for (int i = 0; i < t->core->n_rules; i++)
            sum += eval_rule_points(ev, i)[r];
        T_INT(sum, eval_score(ev, 0)->i64[r]);
    }
    eval_free(ev);
}

static void thresholds(void)
{
    Table *t = policy("threshold worth \"Worth\" = 5 in 0..9_000_000_000_000\n"
                      "score x {\n  +(worth) when f\n  +3 when f\n}\n",
                      "f\n yes\n no\n -");
    Eval *ev = lead_eval(t, false);
    t_group("thresholds");
    eval_batch(ev, table_batch(t, 0, 3));
    T_Z(numbers_of(eval_score(ev, 0)->i64, 3), "8 0 0");
    eval_set_threshold(ev, 0, 7 * MICRO);
    eval_batch(ev, table_batch(t, 0, 3));
    T_Z(numbers_of(eval_score(ev, 0)->i64, 3), "10 0 0");
    eval_set_threshold(ev, 0, INT64_MAX);
    eval_batch(ev, table_batch(t, 0, 3));
    T_INT(eval_score(ev, 0)->i64[0], INT64_MAX);
    T_Z(bytes_of(eval_marks(ev), 3), "100");
    eval_free(ev);
}

/* Equal expressions are one step, and rows do not add calls. */
static void costs(void)
{
    Table *t = policy("score x {\n  +1 when lower(t) contains \"a\"\n"
                      "  +2 when lower(t) contains \"b\" and f\n"
                      "  +4 when f and lower(t) contains \"b\"\n}\n",
                      "t | f\n Ab | yes\n b | no\n - | yes");
    Eval *ev = lead_eval(t, false);
    t_group("costs");
    eval_batch(ev, table_batch(t, 0, 1));
    const uint64_t calls = eval_kernel_calls(ev), grown = eval_grown(ev);
    eval_batch(ev, table_batch(t, 0, 3));
    T_INT(eval_kernel_calls(ev), 2 * calls);
    T_INT(eval_grown(ev), grown);
    eval_free(ev);

    CoreExpr *e =
        table_expr(t, "lower(t) contains \"a\" or lower(t) starts with \"a\"");
    const ProgramWant want = {.extra = &e, .n_extra = 1};
    Buf b = {0};
    program_dump(&b, program_plan(t->core, &want));
    int lowers = 0;
    for (const char *at = str_z(buf_view(&b)); (at = strstr(at, "K_LOWER")) != NULL;
         at++)
        lowers++;
    T_INT(lowers, 1);
    buf_free(&b);
}

/* What a policy does not have is missing in every row. */
static void nothing_declared(void)
{
    Table *t = policy("", "a\n 1\n 2");
    Eval *ev = lead_eval(t, false);
    t_group("nothing declared");
    eval_batch(ev, table_batch(t, 0, 2));
    for (int r = 0; r < 2; r++) {
        T_OK(column_missing(eval_persona(ev), r));
        T_OK(column_missing(eval_stage(ev), r));
        T_OK(column_missing(eval_exit(ev), r));
    }
    eval_free(ev);
}

/* A pattern may backtrack through a long text, but not without end. */
static void long_texts(void)
{
    enum { WORDS = 8000 };
    Buf b = {0};
    t_group("long texts");
    buf_z(&b, "t\n ");
    for (int i = 0; i < WORDS; i++)
        buf_z(&b, "ab ");
    buf_z(&b, "ab\n ");
    for (int i = 0; i < WORDS; i++)
        buf_z(&b, "a");
    buf_z(&b, "!");
    Table *t = table(str_z(buf_view(&b)));
    T_Z(table_says(t, "t matches /^(\\w+\\s?)*$/"), "yes | missing!");
    T_Z(table_says(t, "t matches /^(?:a|b| )*$/"), "yes | no");
    buf_free(&b);
}

/* The memo of codes may be emptied: the next batch has another dictionary. */
static void other_dictionary(void)
{
    Table *t = policy("score x {\n  +1 when t contains \"a\"\n}\n", "t\n a\n b");
    Eval *ev = lead_eval(t, false);
    t_group("another dictionary");
    eval_batch(ev, table_batch(t, 0, 2));
    T_Z(numbers_of(eval_score(ev, 0)->i64, 2), "1 0");
    t->cells = str_of("t\n b\n a");
    eval_forget_texts(ev);
    eval_batch(ev, table_batch(t, 0, 2));
    T_Z(numbers_of(eval_score(ev, 0)->i64, 2), "0 1");
    eval_free(ev);
}

int main(void)
{
    T_BEGIN();
    arithmetic();
    logic();
    marks();
    selections();
    shared_steps();
    texts();
    lists();
    dates();
    sets();
    scores();
    explanations();
    thresholds();
    costs();
    nothing_declared();
    long_texts();
    other_dictionary();
    return T_END();
}
