/* test_update.h -- what an unmet expectation of the form X = VALUE should have said. */
#ifndef ACORDO_STUDY_TEST_UPDATE_H
#define ACORDO_STUDY_TEST_UPDATE_H

#include "interp/io/test_report.h"
#include "interp/study/test_case.h"

/* Sets the miss's `at` and `value`; they stay as they are where its form is another, or nothing
 * was found. */
void test_update_of(const TestCase *t, int expect, TestMiss *miss);

/* What was changed in the text of one file. */
typedef struct TestUpdated {
    const Source *src;
    Str text; /* the file's, as it should be */
    int n;    /* values that were put in */
} TestUpdated;

/* One a file with misses that can be updated; *left: misses that cannot.  Collected. */
TestUpdated *test_updates(const TestReport *r, int *n, int *left);

#endif
