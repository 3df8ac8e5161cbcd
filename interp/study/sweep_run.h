/* sweep_run.h -- a policy in force, decided once for each value of a threshold. */
#ifndef ACORDO_STUDY_SWEEP_RUN_H
#define ACORDO_STUDY_SWEEP_RUN_H

#include "interp/io/sweep.h"
#include "interp/study/decided.h"

enum { SWEEP_MOST = 1000 };

typedef struct SweepAsk {
    const DecideWant *want; /* of the policy in force */
    const Decided *known;   /* what it decides; NULL: not known yet */
    int threshold;
    int64_t from, to,
        by; /* in the threshold's unit; by > 0, both ends in; `to` itself is a
                             step only where the steps reach it */
    const int *measure; /* NULL: every KPI and attainment */
    int n_measures;
    void (*step)(void *ctx, int done, int of); /* after each; NULL: nobody watches */
    void *ctx;
} SweepAsk;

/* How many steps that is; above SWEEP_MOST, SWEEP_MOST + 1.  from > to: 0. */
int sweep_steps(int64_t from, int64_t to, int64_t by);
/* At most SWEEP_MOST steps are taken.  NULL: stopped. */
const Sweep *sweep_run(const LeadBase *b, const SweepAsk *ask);

#endif
