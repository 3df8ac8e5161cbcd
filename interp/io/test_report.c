/* test_report.c -- tests as text and as cases, and the table of their formats. */
#include "interp/io/test_report.h"

#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/io/cases.h"
#include "interp/io/test_report_part.h"

enum { EXPECT_INDENT = 2 };

TestPolicy *test_report_policy(TestReport *r, const char *policy)
{
    TestPolicy *p = &MEM_PUSH(r->item, r->n, r->cap);
    *p = (TestPolicy){.policy = policy};
    return p;
}

int test_report_run(const TestReport *r)
{
    int n = 0;
    for (int i = 0; i < r->n; i++)
        n += r->item[i].n;
    return n;
}

int test_report_failed(const TestReport *r)
{
    int n = 0;
    for (int i = 0; i < r->n; i++)
        for (int k = 0; k < r->item[i].n; k++)
            n += r->item[i].item[k].n_misses > 0;
    return n;
}

/* -- text -------------------------------------------------------------------------------- */

static void put_failed(Buf *out, const TestOutcome *o)
{
    buf_format(out, "%s\n",
               msg_text(MSG_TEST_FAIL, o->file, str_format("%d", o->at.line),
                        str_format("%d", o->at.col), o->title));
    for (int i = 0; i < o->n_misses; i++) {
        buf_repeat(out, ' ', EXPECT_INDENT);
        buf_format(out, "%s\n", msg_text(MSG_TEST_EXPECT, o->miss[i].expected));
        buf_z(out, o->miss[i].actual);
    }
}

void test_report_failures(Buf *out, const TestReport *r)
{
    for (int i = 0; i < r->n; i++)
        for (int k = 0; k < r->item[i].n; k++)
            if (r->item[i].item[k].n_misses > 0)
                put_failed(out, &r->item[i].item[k]);
}

static bool any_broken(const TestReport *r)
{
    for (int i = 0; i < r->n; i++)
        if (r->item[i].broken)
            return true;
    return false;
}

/* A count would be wrong where a policy could not be tested. */
bool test_policy_is_below(const TestPolicy *p)
{
    return p->coverage != NULL && coverage_percent(p->coverage) < p->threshold;
}

static void write_text(Buf *out, const TestReport *r)
{
    const int failed = test_report_failed(r);
    test_report_failures(out, r);
    for (int i = 0; i < r->n; i++)
        if (r->item[i].coverage != NULL)
            coverage_text(out, r->item[i].coverage);
    if (!any_broken(r))
        buf_format(out, "%s\n",
                   msg_text(MSG_TEST_SUM, str_format("%d", test_report_run(r) - failed),
                            str_format("%d", failed)));
}

/* -- what others say of a test ------------------------------------------------------------- */

const char *test_actual(const TestMiss *m)
{
    Buf b = {0};
    for (const char *z = m->actual; *z != '\0';) {
        const size_t blanks = strspn(z, " ");
        z += blanks < TEST_PART_INDENT ? blanks : TEST_PART_INDENT;
        const size_t n = strcspn(z, "\n");
        buf_put(&b, z, n);
        z += n;
        if (*z == '\n') {
            buf_char(&b, '\n');
            z++;
        }
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

const char *test_expected(const TestOutcome *o)
{
    const char *text = o->n_misses > 0 ? o->miss[0].expected : "";
    for (int i = 1; i < o->n_misses; i++)
        text = str_format("%s\n%s", text, o->miss[i].expected);
    return text;
}

const char *test_detail(const TestOutcome *o)
{
    Buf b = {0};
    for (int i = 0; i < o->n_misses; i++)
        buf_format(&b, "%s\n%s", msg_text(MSG_TEST_EXPECT, o->miss[i].expected),
                   test_actual(&o->miss[i]));
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* -- cases --------------------------------------------------------------------------------- */

static const char *all_actual(const TestOutcome *o)
{
    const char *text = "";
    for (int i = 0; i < o->n_misses; i++)
        text = str_format("%s%s", text, test_actual(&o->miss[i]));
    return text;
}

static void add_case(Suite *s, const TestOutcome *o)
{
    const bool failed = o->n_misses > 0;
    Case *c = case_add(s, (Case){.name = o->title,
                                 .file = o->file,
                                 .at = o->at,
                                 .verdict = failed ? CASE_FAILED : CASE_PASSED});
    if (!failed)
        return;
    c->type = "expectation";
    c->message = msg_text(MSG_TEST_UNMET, o->miss[0].expected);
    c->detail = test_detail(o);
    case_note(c, "expected", test_expected(o));
    case_note(c, "actual", all_actual(o));
}

static void add_coverage(Suite *s, const TestPolicy *p)
{
    const Coverage *c = p->coverage;
    Buf missing = {0};
    coverage_text(&missing, c);
    case_add(s, (Case){.name = msg_text(MSG_COVER_LINE,
                                        str_format("%d", coverage_percent(c)),
                                        str_format("%d", coverage_seen(c)),
                                        str_format("%d", coverage_owed(c))),
                       .file = p->policy,
                       .verdict = test_policy_is_below(p) ? CASE_FAILED : CASE_PASSED,
                       .type = "coverage",
                       .message = msg_text(MSG_COVER_BELOW, p->policy,
                                           str_format("%d", coverage_percent(c)),
                                           str_format("%d", p->threshold)),
                       .detail = str_z(buf_view(&missing))});
    buf_free(&missing);
}

static void cases(Suites *out, const TestReport *r)
{
    for (int i = 0; i < r->n; i++) {
        const TestPolicy *p = &r->item[i];
        Suite *s = suite_add(out, p->policy);
        if (p->broken)
            case_add(s, (Case){.name = msg_text(MSG_TEST_BROKEN),
                               .file = p->policy,
                               .verdict = CASE_FAILED,
                               .type = "policy",
                               .message = msg_text(MSG_TEST_BROKEN)});
        for (int k = 0; k < p->n; k++)
            add_case(s, &p->item[k]);
        if (p->coverage != NULL)
            add_coverage(s, p);
    }
}

static void write_junit(Buf *out, const TestReport *r)
{
    Suites s = {0};
    cases(&s, r);
    suites_junit(out, &s);
}

static void write_tap(Buf *out, const TestReport *r)
{
    Suites s = {0};
    cases(&s, r);
    suites_tap(out, &s);
}

/* -- the table ----------------------------------------------------------------------------- */

static const struct {
    const char *name;
    void (*write)(Buf *out, const TestReport *r);
} table[N_TEST_FORMATS] = {
#define TESTS(id, name, write) [TESTS_##id] = {name, write},
#include "interp/io/test_report.def"
};

const char *test_report_formats(void)
{
    static const char names[] =
#define TESTS(id, name, write) "|" name
#include "interp/io/test_report.def"
        ;
    return names + 1;
}

TestFormat test_report_format(const char *name)
{
    for (int i = 0; name != NULL && i < (int)N_TEST_FORMATS; i++)
        if (strcmp(table[i].name, name) == 0)
            return (TestFormat)i;
    return TESTS_TEXT;
}

void test_report_write(Buf *out, const TestReport *r, TestFormat format)
{
    table[format].write(out, r);
}
