/* test_report.h -- how the tests of policies went, in the formats that show it.
 *
 * A TestReport is made by study/testrun.c; the formats only lay it out.  Tests are in the
 * order of the text.  Collected.
 */
#ifndef ACORDO_IO_TEST_REPORT_H
#define ACORDO_IO_TEST_REPORT_H

#include "interp/base/source.h"
#include "interp/io/coverage.h"

/* Blanks before each line of TestMiss.actual. */
enum { TEST_PART_INDENT = 4 };

/* An expectation that was not met. */
typedef struct TestMiss {
    const char *expected; /* as written */
    const char *actual;   /* lines: what it compares, what that is, and why */
    Span at;              /* of X = VALUE the value; */
    const char *value;    /* what was found, as the policy writes it; NULL: of another form */
} TestMiss;

typedef struct TestOutcome {
    const char *title;
    const char *file; /* the policy's, or its test file's */
    Pos at;
    TestMiss *miss; /* none: it passed */
    int n_misses;
    size_t cap_misses;
} TestOutcome;

typedef struct TestPolicy {
    const char *policy; /* as the user named it */
    bool broken;        /* it does not compile, or is not there */
    TestOutcome *item;
    int n;
    size_t cap;
    const Coverage *coverage; /* NULL: not asked for */
    int threshold;            /* percent; 0: none */
} TestPolicy;

typedef struct TestReport {
    TestPolicy *item;
    int n;
    size_t cap;
} TestReport;

TestPolicy *test_report_policy(TestReport *r,
                               const char *policy); /* valid until the next */
int test_report_run(const TestReport *r);           /* tests that were run */
int test_report_failed(const TestReport *r);
/* Less was seen of it than the threshold asks for. */
bool test_policy_is_below(const TestPolicy *p);

typedef enum TestFormat {
#define TESTS(id, name, write) TESTS_##id,
#include "interp/io/test_report.def"
    N_TEST_FORMATS
} TestFormat;

const char *test_report_formats(void); /* "text|json|…" */
/* The format of that name, which is one of them; NULL: text. */
TestFormat test_report_format(const char *name);
void test_report_write(Buf *out, const TestReport *r, TestFormat format);
/* The text alone, without the line that counts. */
void test_report_failures(Buf *out, const TestReport *r);

#endif
