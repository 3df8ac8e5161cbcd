/* testrun_test.c -- what passes, what fails, and what is said of it. */
#include "tests/unit/t.h"
#include "interp/study/testrun.h"

static Buf said;

typedef struct TestTally {
    int passed, failed;
} TestTally;

/* Runs the tests that are wanted; what fails is appended to `said`. */
static TestTally tallied(const Session *s, bool (*wanted)(void *ctx, Str title),
                         void *ctx)
{
    TestReport r = {0};
    testrun(s, wanted, ctx, &r);
    test_report_failures(&said, &r);
    const int failed = test_report_failed(&r);
    return (TestTally){test_report_run(&r) - failed, failed};
}

static TestTally run(const char *expect)
{
    TestTally tally = {0};
    Session *s = session_new(diags_new());
    const char *source =
        str_format("lead { a number\n b text folded }\n"
                   "score s in 0..10 {\n  +4 when a > 1\n  +2 when b = \"x\"\n}\n"
                   "persona big when a > 5\n"
                   "test \"the test\" {\n  at 2026-03-02T10:00Z\n"
                   "  given lead { a 2 }\n  expect %s\n}\n",
                   expect);
    said.n = 0;
    LoadResult r = session_load_text(s, "p.sla", str_of(source));
    T_INT(r, LOAD_OK);
    if (r == LOAD_OK)
        tally = tallied(s, NULL, NULL);
    return tally;
}

/* A policy with a funnel, facts and figures; `lines` are those of its one test. */
static TestTally several(const char *lines)
{
    TestTally tally = {0};
    Diags *ds = diags_new();
    Session *s = session_new(ds);
    const char *source = str_format(
        "policy \"p\" { timezone \"America/Sao_Paulo\"\n parties sales\n currency BRL "
        "}\n"
        "lead { id text label\n n number default 0\n t text folded\n tags list of "
        "text\n"
        " f flag\n d date\n at1 timestamp\n at2 timestamp\n k one of red, blue }\n"
        "fact spend at day { day date\n amount money }\n"
        "fact call at when_ { when_ timestamp\n who text }\n"
        "fact team by name { name text folded\n boss text\n places list of text }\n"
        "funnel { stage new\n stage hot when n >= 5 since at1 }\n"
        "score s { +1 per n }\n"
        "agreement base { clause soon { by sales\n starts at1\n stops at2\n"
        " within 1 hour }\n"
        " clause load { by sales\n measure count(lead where n > 3)\n"
        " target at most 9 } }\n"
        "agreement red level customer for k = red { clause load { target at most 5 } "
        "}\n"
        "kpi leads { measure count(lead) }\n"
        "kpi rate { measure count(lead where n >= 5) / count(lead)\n per day of at1 }\n"
        "kpi spent { measure sum(spend.amount)\n per month }\n"
        "kpi calls { measure count(call where team(who).boss = \"Bia\")\n per day }\n"
        "kpi slow { measure max(soon.elapsed)\n per day of at1 }\n"
        "kpi open_at_end { measure count(lead where at1 < period.end"
        " and (at2 missing or at2 >= period.end))\n per month }\n"
        "kpi latest { measure max(lead.d) }\n"
        "kpi huge { measure sum(lead.(n * 1_000_000)) * 1_000_000 }\n"
        "define big = n > 3 and f\n"
        "test \"t\" {\n%s\n}\n",
        lines);
    said.n = 0;
    LoadResult r = session_load_text(s, "p.sla", str_of(source));
    if (r == LOAD_OK)
        tally = tallied(s, NULL, NULL);
    else
        buf_z(&said, ds->n > 0 ? ds->item[0]->text : "?");
    return tally;
}

/* The test passes; where it does not, what it said. */
#define PASSES(lines) T_Z(passes(lines), "")
static const char *passes(const char *lines)
{
    return several(lines).passed == 1 ? "" : str_z(buf_view(&said));
}

static bool says(const char *text)
{
    buf_char(&said, '\0');
    said.n--;
    return strstr(said.p, text) != NULL;
}

static bool wanted_none(void *ctx, Str title)
{
    *(int *)ctx += str_is(title, "the test");
    return false;
}

static void test_passing(void)
{
    t_group("passing");
    T_INT(run("s = 4, persona = none").passed, 1);
    T_INT(said.n, 0);
    T_INT(run("b missing and a known").passed, 1);
}

static void test_failing(void)
{
    t_group("failing");
    T_INT(run("s = 6, persona = big").failed, 1);
    T_OK(says("FAIL p.sla:8:1 the test\n"));
    T_OK(says("expect s = 6\n    s is 4\n"));
    T_OK(says("+4  +4 when a > 1\n"));
    T_OK(says("unknown: b missing"));
    T_OK(says("could be 4 to 6 if all were known"));
    T_OK(says("persona is none"));
}

static void test_unknown_fails(void)
{
    t_group("unknown is not met");
    T_INT(run("b = \"x\"").failed, 1);
    T_OK(says("b is missing"));
}

static void test_filter(void)
{
    t_group("filter");
    int seen = 0;
    TestTally tally = {0};
    Session *s = session_new(diags_new());
    session_load_text(s, "p.sla",
                      STR("lead { a number }\ntest \"the test\" {\n"
                          "  at 2026-03-02T10:00Z\n  given lead { a 2 }\n"
                          "  expect a = 1\n}\n"));
    tally = tallied(s, wanted_none, &seen);
    T_INT(seen, 1);
    T_INT(tally.passed + tally.failed, 0);
}

#define TWO \
    "given lead { id \"1\", n 7, t \"Ana\", tags [\"x\", \"y\"], f yes, d 2026-03-01," \
    " at1 2026-03-02T10:00-03:00, at2 2026-03-02T10:30-03:00, k red }\n" \
    "given lead { id \"2\", n 4, at1 2026-03-02T12:00-03:00, k blue }\n" \
    "at 2026-03-02T18:00-03:00\n"

/* A value of every kind that a column has, known and missing. */
static void test_leads(void)
{
    t_group("leads by their labels");
    PASSES(TWO "expect lead \"1\".n = 7, lead \"2\".n = 4, lead \"2\".s = 4");
    PASSES(TWO "expect lead \"1\".t = \"ÁNA\", lead \"2\".t missing");
    PASSES(TWO "expect lead \"1\".tags contains \"y\", lead \"2\".tags missing,"
               " count(lead \"1\".tags) = 2");
    PASSES(TWO "expect lead \"1\".f, lead \"2\".f missing, lead \"1\".d = 2026-03-01");
    PASSES(TWO "expect lead \"1\".k = red, lead \"2\".k = blue, lead \"1\".stage = hot,"
               " lead \"2\".stage = new");
    PASSES(TWO "expect lead \"1\".at1 < lead \"2\".at1, lead \"1\".big,"
               " lead \"2\".(n < 5 and big missing), lead \"1\".n + lead \"2\".n = 11");
    PASSES(TWO "expect lead \"1\".soon.status = met, lead \"2\".soon.late = 5 hours,"
               " lead \"1\".hot.since = lead \"1\".at1");
    PASSES("at 2026-03-02T10:15-03:00\nexpect lead \"1\".soon.status = running\n"
           "at 2026-03-02T18:00-03:00\nexpect lead \"1\".soon.status = met\n" TWO);
    T_INT(several(TWO "expect lead \"2\".big").failed, 1);
    T_OK(says("  expect lead \"2\".big\n    lead \"2\".big is missing\n      n is 4\n"
              "      f is missing\n"));
    T_INT(several(TWO "expect lead \"2\".s = 5").failed, 1);
    T_OK(says("    lead \"2\".s is 4\n      s "));
}

static void test_labels(void)
{
    t_group("labels");
    (void)several(TWO "expect n = 7");
    T_OK(says("`n` is one lead's, and the test gives several"));
    (void)several(TWO "expect lead \"3\".n = 7");
    T_OK(says("the test gives no lead called \"3\""));
    (void)several(TWO "given lead { id \"2\" }\nexpect lead \"2\".n = 4");
    T_OK(says("the test gives two leads called \"2\""));
    PASSES("given lead { id \"1\", n 3 }\nexpect n = 3, lead \"1\".n = n, leads = 1");
}

static void test_figures(void)
{
    t_group("figures");
    PASSES(TWO "expect leads = 2, rate = 50%, slow = 6 hours, latest = 2026-03-01");
    PASSES(TWO "expect base.load = 1, red.load = 1, open_at_end = 1");
    PASSES("given lead { n 5, at1 2026-03-02T10:00-03:00 }\n"
           "at 2026-03-01T10:00-03:00\nexpect rate missing, not (rate known)\n"
           "at 2026-03-02T12:00-03:00\nexpect rate = 1 and stage = hot");
    PASSES("expect leads = 0 and n = 0");
    T_INT(several(TWO "at 2026-03-03T10:00-03:00\nexpect rate = 0").failed, 1);
    T_OK(says("    rate is no value\n      day 2026-03-03\n"
              "      count(lead where n >= 5) is 0\n      count(lead) is 0\n"));
    T_INT(several(TWO "expect rate = 0").failed, 1);
    T_OK(says("    rate is 0.5\n      day 2026-03-02\n      1 ÷ 2\n"
              "      count(lead where n >= 5) is 1, of \"1\"\n"
              "      count(lead) is 2, of \"1\", \"2\"\n"));
    T_INT(several(TWO "given lead { n 9 }\nexpect rate = 0").failed, 1);
    T_OK(says("      count(lead) is 2, of \"1\", \"2\"\n"
              "        in no period, the instant missing or still to come: #3\n"));
    T_INT(several("given lead { n 9_000_000 }\nexpect huge = 1").failed, 1);
    T_OK(says("huge is out of range\n"));
}

static void test_facts(void)
{
    t_group("facts");
    PASSES("given spend { day 2026-03-01, amount 5 BRL }\n"
           "given spend { day 2026-03-02, amount 7 BRL }\n"
           "given spend { day 2026-03-03, amount 9 BRL }\n"
           "given spend { day 2026-02-28, amount 11 BRL }\n"
           "at 2026-03-02T23:59:59-03:00\nexpect spent = 12 BRL");
    PASSES("given lead { id \"1\", t \"ana\" }\n"
           "given team { name \"Ána\", boss \"Bia\", places [\"Rio\"] }\n"
           "given call { when_ 2026-03-02T10:00-03:00, who \"ANA\" }\n"
           "given call { when_ 2026-03-02T11:00-03:00, who \"rui\" }\n"
           "at 2026-03-02T18:00-03:00\n"
           "expect team(t).boss = \"Bia\" and calls = 1\n"
           "expect lead \"1\".(team(t).boss) = \"Bia\", team(\"rui\").boss missing\n"
           "expect lead \"1\".(team(t).places) contains \"Rio\"");
    T_INT(several("given spend { day 2026-03-01, amount 5 BRL }\n"
                  "given spend { day 2026-02-01, amount 6 BRL }\n"
                  "given spend { day 2026-03-03, amount 7 BRL }\n"
                  "at 2026-03-02T10:00-03:00\nexpect spent = 6 BRL")
              .failed,
          1);
    T_OK(says("    spent is 5 BRL\n      month 2026-03\n"
              "      sum(spend.amount) is 5 BRL, of #1\n"
              "        in no period, the instant missing or still to come: #3\n"));
}

/* More records than a batch has room for. */
static void test_many(void)
{
    enum { MANY = 2100 };
    Buf b = {0};
    for (int i = 1; i <= MANY; i++)
        buf_format(&b,
                   "given lead { id \"L%d\", n %d }\ngiven spend { day 2026-03-01,"
                   " amount 1 BRL }\n",
                   i, i);
    buf_z(&b, "at 2026-03-02T10:00-03:00\n"
              "expect leads = 2100, spent = 2_100 BRL, lead \"L1025\".n = 1025,"
              " lead \"L1\".n + lead \"L2100\".n = 2101\nexpect leads = 1");
    t_group("many records");
    T_INT(several(str_z(buf_view(&b))).failed, 1);
    T_OK(says(
        "FAIL p.sla:45:1 t\n  expect leads = 1\n    leads is 2100\n"
        "      count(lead) is 2100, of \"L1\", \"L2\", \"L3\", \"L4\", \"L5\", \"L6\","
        " \"L7\", \"L8\", \"L9\", \"L10\", …\n"));
    buf_free(&b);
}

/* Leads, clauses and figures are as the scenario has them; what is in force else stays. */
static void test_scenarios(void)
{
    TestTally tally;
    Session *s = session_new(diags_new());
    const char *source =
        "policy \"p\" { parties sales }\n"
        "lead { id text label\n n number\n at1 timestamp\n at2 timestamp }\n"
        "threshold bar = 40\n threshold fee = 1\n"
        "funnel { stage new\n stage mql when n >= bar }\n"
        "agreement base { clause call { by sales\n starts at1\n stops at2\n"
        " within 4 hours\n target 80% per month } }\n"
        "kpi mqls { measure count(lead where reached(mql)) }\n"
        "scenario stricter { bar = 70, call.within = 1 hour, call.target = 90% }\n"
        "test \"declared\" { at 2026-03-02T12:00Z\n"
        " given lead { n 50, at1 2026-03-02T10:00Z }\n"
        " expect stage = mql, mqls = 1, call.status = running, fee = 2 }\n"
        "test \"stricter\" { at 2026-03-02T12:00Z\n"
        " given lead { n 50, at1 2026-03-02T10:00Z }\n"
        " expect stage = new, mqls = 0, call.status = breached, fee = 2\n"
        " scenario stricter }\n";
    t_group("scenarios");
    said.n = 0;
    T_INT(session_load_text(s, "p.sla", str_of(source)), LOAD_OK);
    T_OK(session_set(s, "fee=2"));
    tally = tallied(s, NULL, NULL);
    T_INT(tally.passed, 2);
    T_OK(says(""));
}

int main(void)
{
    T_BEGIN();
    test_passing();
    test_failing();
    test_unknown_fails();
    test_filter();
    test_leads();
    test_labels();
    test_figures();
    test_facts();
    test_many();
    test_scenarios();
    buf_free(&said);
    return T_END();
}
