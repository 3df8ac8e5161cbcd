/* report_fixture.h -- a report made by hand: two parties, three levels, six clauses, six KPIs.
 *
 * Figures come from small tables and from a fixed sequence, so the same report is made each
 * time.  It holds what is awkward: Portuguese names, markup in texts, months of nothing, a
 * target missed by a hair, an overdue review, a month that has not ended.
 */
#ifndef ACORDO_TESTS_REPORT_FIXTURE_H
#define ACORDO_TESTS_REPORT_FIXTURE_H

#include "interp/io/report.h"

Report *fixture_report(void); /* 14 months; collected, as all of them */
Report *fixture_small(void);  /* the last 3 months, under a scenario: for goldens */
Report *fixture_empty(void);  /* a policy without clauses, KPIs or records */

#endif
