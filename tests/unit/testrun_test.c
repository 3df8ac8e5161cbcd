/* testrun_test.c -- what passes, what fails, and what is said of it. */
#include "tests/unit/t.h"
#include "interp/study/testrun.h"

static Buf said;

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
        testrun(s, NULL, NULL, &said, &tally);
    return tally;
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
    testrun(s, wanted_none, &seen, &said, &tally);
    T_INT(seen, 1);
    T_INT(tally.passed + tally.failed, 0);
}

int main(void)
{
    T_BEGIN();
    test_passing();
    test_failing();
    test_unknown_fails();
    test_filter();
    buf_free(&said);
    return T_END();
}
