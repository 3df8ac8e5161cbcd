/* sweep_run.h -- a policy in force, decided once for each value of a threshold. */
#ifndef ACORDO_STUDY_SWEEP_RUN_H
#define ACORDO_STUDY_SWEEP_RUN_H

#include "interp/io/sweep.h"
#include "interp/study/decided.h"

enum { SWEEP_MOST = 1000 };

typedef struct SweepAsk {
    const DecideWant *want; /* of the policy in force */
    const Decided *known;   /* what it decides */
    int threshold;
    int64_t from, to, by; /* in the threshold's unit; by > 0, both ends in */
    const int *measure;   /* NULL: every KPI and attainment */
    int n_measures;
} SweepAsk;

/* NULL: stopped. */
const Sweep *sweep_run(const LeadBase *b, const SweepAsk *ask);

#endif
