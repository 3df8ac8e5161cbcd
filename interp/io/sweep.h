/* sweep.h -- one threshold at many values: leads by stage, the load of clauses, KPIs.
 *
 * Made by study/sweep_run.c.  Collected.
 */
#ifndef ACORDO_IO_SWEEP_H
#define ACORDO_IO_SWEEP_H

#include "interp/io/report_page.h"

typedef struct SweepStep {
    int64_t value;
    bool legal;              /* the policy could say so; else the rest is not set */
    bool in_force;           /* the value that is in force now */
    const uint64_t *place;   /* leads by stage, then exits, then in none */
    const uint64_t *applies; /* by clause: leads whose latest instance is not `none` */
    const uint64_t *late;    /* by clause: leads whose latest instance is breached */
    const Report *report;    /* its figures */
} SweepStep;

typedef struct Sweep {
    const Core *core;
    int threshold;
    int64_t now; /* in force: one of the steps, or between them, or outside */
    SweepStep *step;
    int n;
    const int *measure; /* figures that are shown: KPIs and attainments */
    int n_measures;
} Sweep;

/* A table, plots of what moves, and where it flips: the step from which a target is met or
 * missed. */
const Page *sweep_page(const Sweep *s);
void sweep_json(Buf *out, const Sweep *s); /* one object, on one line */

#endif
