/* testrun.h -- the tests of a policy: what is given, each expectation, and why not.
 *
 * A test passes if all its expectations are yes at their instants; unknown is not met.
 * For one that is not, the values of what it compares are shown, and where they come from.
 */
#ifndef ACORDO_STUDY_TESTRUN_H
#define ACORDO_STUDY_TESTRUN_H

#include "interp/io/test_report.h"
#include "interp/study/session.h"

/* Tests whose title `wanted` takes (NULL: all), in order of the text, as the report's next
 * policy. */
void testrun(const Session *s, bool (*wanted)(void *ctx, Str title), void *ctx,
             TestReport *out);

#endif
