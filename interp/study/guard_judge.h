/* guard_judge.h -- guards of the new policy, judged over what a change does to leads. */
#ifndef ACORDO_STUDY_GUARD_JUDGE_H
#define ACORDO_STUDY_GUARD_JUDGE_H

#include "interp/io/guard.h"
#include "interp/io/impact.h"
#include "interp/study/session.h"

/* Those of the policy, then n of the command line (their titles are their texts).  An accept
 * holds on the whole of its last day, in the policy's zone.  Collected. */
GuardResults *guards_judge(const Session *after, const CoreGuard *const *given, int n,
                           const Impact *m, int64_t as_of_us);

#endif
