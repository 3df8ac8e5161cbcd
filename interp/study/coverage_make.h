/* coverage_make.h -- every outcome that the tests of a policy make happen.
 *
 * All leads of all tests, at each instant that something is expected at.
 */
#ifndef ACORDO_STUDY_COVERAGE_MAKE_H
#define ACORDO_STUDY_COVERAGE_MAKE_H

#include "interp/io/coverage.h"
#include "interp/study/session.h"

/* Of a session that was loaded with its tests.  Collected. */
const Coverage *coverage_of(const Session *s);

#endif
