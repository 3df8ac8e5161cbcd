/* findings_test.c -- what the formats of findings and tests escape, count and leave out. */
#include "interp/base/diag_render.h"
#include "interp/io/annotations.h"
#include "interp/io/cases.h"
#include "interp/io/comment.h"
#include "interp/io/findings.h"
#include "interp/io/test_report.h"
#include "t.h"

static const char *taken(Buf *b)
{
    const char *z = str_z(buf_view(b));
    buf_free(b);
    return z;
}

static int times(const char *z, const char *part)
{
    int n = 0;
    for (; (z = strstr(z, part)) != NULL; z += strlen(part))
        n++;
    return n;
}

/* -- cases ------------------------------------------------------------------------------- */

static Suites one_case(Case c)
{
    Suites s = {0};
    case_add(suite_add(&s, "p.sla"), c);
    return s;
}

static void junit_texts(void)
{
    const Suites s =
        one_case((Case){.name = "<\"&'\x01\n\t\xef\xbf\xbf\xc2\x85\xf0\x9f\x98\x80>",
                        .file = "a\xff.sla",
                        .at = {3, 4},
                        .verdict = CASE_FAILED,
                        .type = "E0203",
                        .message = "m",
                        .detail = "]]>\n\x02 <b>\n"});
    Buf b = {0};
    t_group("junit");
    suites_junit(&b, &s);
    T_Z(taken(&b),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"acordo\" tests=\"1\" failures=\"1\" errors=\"0\" "
        "skipped=\"0\">\n"
        "  <testsuite name=\"p.sla\" tests=\"1\" failures=\"1\" errors=\"0\" "
        "skipped=\"0\">\n"
        "    <testcase name=\"&lt;&quot;&amp;'\xef\xbf\xbd&#10;&#9;\xef\xbf\xbd\xc2\x85"
        "\xf0\x9f\x98\x80&gt;\" classname=\"a\xef\xbf\xbd.sla\" "
        "file=\"a\xef\xbf\xbd.sla\" "
        "line=\"3\">\n"
        "      <failure message=\"m\" type=\"E0203\">]]&gt;\n\xef\xbf\xbd &lt;b&gt;\n"
        "</failure>\n"
        "    </testcase>\n  </testsuite>\n</testsuites>\n");
}

static void tap_texts(void)
{
    Suites s = one_case((Case){.name = "a # b \\ c\nd",
                               .file = "p#1.sla",
                               .at = {3, 4},
                               .verdict = CASE_SKIPPED,
                               .type = "W0602",
                               .message = "why # not\n"});
    case_note(case_add(&s.item[0], (Case){.name = "n",
                                          .verdict = CASE_FAILED,
                                          .type = "t",
                                          .message = "a \"b\"\n"}),
              "expected", "x\ny");
    case_add(&s.item[0], (Case){.name = "fine"});
    Buf b = {0};
    t_group("tap");
    suites_tap(&b, &s);
    T_Z(taken(&b),
        "TAP version 14\n1..3\n"
        "ok 1 - p\\#1.sla:3:4: a \\# b \\\\ c d # SKIP why \\# not \n"
        "not ok 2 - p.sla: n\n  ---\n  message: \"a \\\"b\\\"\\n\"\n  code: \"t\"\n"
        "  expected: \"x\\ny\"\n  ...\n"
        "ok 3 - p.sla: fine\n");
}

/* -- annotations -------------------------------------------------------------------------- */

static void annotation_texts(void)
{
    const Annotation a[] = {
        {SEV_WARNING, "a,b:%.sla", {3, 4}, {3, 9}, "W0601", "x: 50%, y\r\nz"},
        {SEV_LINT, "p.sla", {3, 4}, {5, 1}, "t", "m"},
        {SEV_ERROR, "p.sla", {0, 0}, {0, 0}, "t", "m"},
        {SEV_ERROR, NULL, {0, 0}, {0, 0}, "t", "m"},
    };
    Buf b = {0};
    t_group("github");
    annotations_github(&b, a, 4);
    T_Z(taken(&b), "::warning file=a%2Cb%3A%25.sla,line=3,col=4,endLine=3,endColumn=9,"
                   "title=W0601::x: 50%25, y%0D%0Az\n"
                   "::notice file=p.sla,line=3,endLine=5,title=t::m\n"
                   "::error file=p.sla,title=t::m\n"
                   "::error title=t::m\n");
}

static void annotation_limit(void)
{
    Annotation a[25];
    Buf b = {0};
    for (int i = 0; i < 25; i++)
        a[i] = (Annotation){i < 10 ? SEV_ERROR : SEV_WARNING, NULL, {0}, {0}, "t", "m"};
    t_group("at most ten of a kind");
    annotations_github(&b, a, 25);
    const char *z = taken(&b);
    T_INT(times(z, "::error "), 10);
    T_INT(times(z, "::warning "), 10);
    T_INT(times(z, "\n"), 21);
    T_OK(strstr(z, "\nThe first 10 of 15 warnings are annotations.\n") != NULL);
}

/* -- comments ----------------------------------------------------------------------------- */

static const char *comment_of(const CommentRow *row, int n)
{
    const Comment c = {
        .verdict = "1 error in a_b.sla", .head = {"A", "B", "C"}, .row = row, .n = n};
    Buf b = {0};
    comment_markdown(&b, &c);
    return taken(&b);
}

static void comment_texts(void)
{
    const CommentRow row = {"error", "a|b.sla:3", "`x` <b> @you #12\ny", "t*",
                            "a ```` b"};
    t_group("comments");
    T_Z(comment_of(NULL, 0), "**1 error in a\\_b.sla**\n");
    T_Z(comment_of(&row, 1),
        "**1 error in a\\_b.sla**\n\n| A | B | C |\n|---|---|---|\n"
        "| error | a\\|b.sla:3 | \\`x\\` &lt;b&gt; &#64;you \\#12 y |\n\n"
        "<details>\n<summary>Details</summary>\n\n**t\\***\n\n"
        "`````text\na ```` b\n`````\n\n</details>\n");
}

static void comment_size(void)
{
    static CommentRow row[3000];
    const char *detail = str_format("%01000d\n", 0);
    for (int i = 0; i < 3000; i++)
        row[i] = (CommentRow){"error", "p.sla:1", "text", "title", detail};
    t_group("the size of comments");
    const char *z = comment_of(row, 3000);
    T_OK(strlen(z) <= COMMENT_BYTES && strlen(z) > COMMENT_BYTES - 2000);
    const int rows = times(z, "| error |"), details = times(z, "**title**");
    T_OK(rows > 500 && details > 10);
    T_OK(str_ends(
        str_of(z),
        str_of(str_format("\n%s\n",
                          msg_text(MSG_COMMENT_LEFT_OUT, str_format("%d", 3000 - rows),
                                   str_format("%d", 3000 - details))))));
}

/* -- findings ----------------------------------------------------------------------------- */

static Diag *add_warning(Diags *ds, const Source *s, uint32_t lo, const char *what)
{
    const Span at = {s, lo, lo + 1};
    return diag_at(ds, W0601, at, MSG_NEAR_NAME, what);
}

static Diags *of_module(const Source *module, const char *policy)
{
    Diags *ds = diags_new();
    add_warning(ds, module, 7, "{0}");
    diag_file(ds, E0701, policy, FILE_MISSING, NULL);
    return ds;
}

static const char *written(const Findings *f, FindingsFormat format)
{
    Buf b = {0};
    findings_write(&b, f, format);
    return taken(&b);
}

/* The line holds `e` and its accent apart, and a character past U+FFFF: 7 bytes of NFC, of
 * the file 4 code points, 5 units of UTF-16. */
static void documents(void)
{
    const Source *module =
        source_new("/m/é {1}.sla", STR("e\xcc\x81 \xf0\x9f\x98\x80x"));
    const Checked two[] = {{"a.sla", of_module(module, "a.sla")},
                           {"b.sla", of_module(module, "b.sla")}};
    const Findings f = {.item = two, .n = 2, .version = "1.2.3"};
    t_group("documents");
    T_INT(times(written(&f, FINDINGS_GNU), "\n"), 4);
    T_INT(times(written(&f, FINDINGS_JUNIT), "<testcase "), 4);
    T_INT(times(written(&f, FINDINGS_GITHUB), "\n"), 3);
    const char *z = written(&f, FINDINGS_SARIF);
    T_INT(times(z, "\"ruleId\""), 3);
    T_INT(times(z, "\"id\": \"W0601\""), 1);
    T_OK(strstr(z, "\"uri\": \"file:///m/%C3%A9%20%7B1%7D.sla\"") != NULL);
    T_OK(strstr(z, "\"startColumn\": 6,") != NULL);
    T_OK(strstr(z, "\"text\": \"did you mean `{{0}}`?\"") != NULL);
    z = written(&f, FINDINGS_MARKDOWN);
    T_OK(str_starts(str_of(z), STR("**2 errors and 1 warning in 2 policies**\n")));
}

static void allowed(void)
{
    const Source *s = source_new("p.sla", STR("abc\n"));
    Diags *ds = diags_new();
    add_warning(ds, s, 0, "x");
    diags_allow(ds, 0, "a <reason>");
    const Checked one = {"p.sla", ds};
    const Findings f = {.item = &one, .n = 1, .version = "1.2.3", .strict = true};
    t_group("allowed");
    T_Z(written(&f, FINDINGS_PLAIN), "");
    T_Z(written(&f, FINDINGS_GITHUB), "");
    T_OK(strstr(written(&f, FINDINGS_JSON), "\"severity\":\"allowed\"") != NULL);
    T_OK(strstr(written(&f, FINDINGS_JUNIT), "<skipped message=\"a &lt;reason&gt;\"/>")
         != NULL);
    T_OK(strstr(written(&f, FINDINGS_SARIF), "\"justification\": \"a <reason>\"")
         != NULL);
    T_OK(str_starts(str_of(written(&f, FINDINGS_MARKDOWN)),
                    STR("**No findings in p.sla (1 allowed)**\n")));
}

/* -- tests -------------------------------------------------------------------------------- */

static void tests(void)
{
    TestReport r = {0};
    TestMiss miss[] = {{.expected = "s = 4", .actual = "    s is 3\n      why\n"},
                       {.expected = "t", .actual = "    t is no\n"}};
    TestOutcome o[] = {
        {.title = "a", .file = "p.sla", .at = {3, 1}, .miss = miss, .n_misses = 2},
        {.title = "", .file = "p.sla", .at = {9, 1}}};
    TestPolicy *p = test_report_policy(&r, "p.sla");
    p->item = o;
    p->n = 2;
    Buf b = {0};
    t_group("tests");
    T_INT(test_report_run(&r), 2);
    T_INT(test_report_failed(&r), 1);
    test_report_write(&b, &r, TESTS_TEXT);
    T_Z(taken(&b),
        "FAIL p.sla:3:1 a\n  expect s = 4\n    s is 3\n      why\n  expect t\n"
        "    t is no\n1 passed, 1 failed\n");
    test_report_write(&b, &r, TESTS_TAP);
    T_OK(strstr(taken(&b), "  expected: \"s = 4\\nt\"\n"
                           "  actual: \"s is 3\\n  why\\nt is no\\n\"\n")
         != NULL);
    test_report_policy(&r, "q.sla")->broken = true;
    test_report_write(&b, &r, TESTS_TEXT);
    T_OK(strstr(taken(&b), "passed") == NULL);
    test_report_write(&b, &r, TESTS_MARKDOWN);
    T_OK(str_starts(str_of(taken(&b)),
                    STR("**1 of 2 tests failed, and a policy does not compile**\n")));
}

int main(void)
{
    T_BEGIN();
    junit_texts();
    tap_texts();
    annotation_texts();
    annotation_limit();
    comment_texts();
    comment_size();
    documents();
    allowed();
    tests();
    return T_END();
}
