/* whatif_fixture.h -- a policy that is thought about, by its text: for whatif_test.c and its
 * like.
 */
#ifndef ACORDO_TESTS_WHATIF_FIXTURE_H
#define ACORDO_TESTS_WHATIF_FIXTURE_H

#include "interp/study/whatif.h"

WhatIf *whatif_of(const char *policy);
/* "" where it was taken, else the first finding: its code and place, "E0301 1:7 <typed>".
 * Warnings are findings that come behind the "". */
const char *typed(WhatIf *w, const char *text);
const char *moved(WhatIf *w, const char *name, const char *value);
const char *with_scenario(WhatIf *w, const char *name);
/* The policy as it stands. */
const char *saved(const WhatIf *w);
/* "" where the saved text loads and has the core in force, thresholds at their values in force;
 * else what differs. */
const char *means_the_same(const WhatIf *w);
/* A core's dump with thresholds at these values. */
Str dump_in_force(const Core *core, const int64_t *threshold);
/* All changes, a line each. */
const char *changes(const WhatIf *w);

#endif
