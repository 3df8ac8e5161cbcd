/* report_inputs.h -- the inputs that were read, as a report's head names them. */
#ifndef ACORDO_STUDY_REPORT_INPUTS_H
#define ACORDO_STUDY_REPORT_INPUTS_H

#include "interp/io/report.h"
#include "interp/study/fact_files.h"

typedef struct InputsRead {
    const Core *core;
    const char *const *name; /* files of leads: shared, not copied */
    int n;
    const ReadStats *stats; /* of the leads */
    const FactInput *fact;  /* by fact */
    const FactFiles *facts;
} InputsRead;

/* One a kind of record, its files being read as one: leads first.  Collected. */
ReportInput *report_inputs(const InputsRead *in, int *n);

#endif
