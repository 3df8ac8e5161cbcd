/* test_report_part.h -- what the formats of tests share; for interp/io/test_report*.c only. */
#ifndef ACORDO_IO_TEST_REPORT_PART_H
#define ACORDO_IO_TEST_REPORT_PART_H

#include "interp/io/test_report.h"

/* Lines of a miss without the blanks that all of them begin with. */
const char *test_actual(const TestMiss *m);
/* What was expected, and all that is to say, of a test that failed. */
const char *test_expected(const TestOutcome *o);
const char *test_detail(const TestOutcome *o);

void test_report_json(Buf *out, const TestReport *r);
void test_report_github(Buf *out, const TestReport *r);
void test_report_markdown(Buf *out, const TestReport *r);

#endif
