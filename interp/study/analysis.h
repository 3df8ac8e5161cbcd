/* analysis.h -- findings that rest on a proof: of all leads, not of those that are at hand.
 *
 * Conditions that no lead meets, or every lead; alternatives that earlier ones hide; bars that a
 * score cannot reach.  Each is shown over cells (proof.h); where a lead can show it, one is
 * sought and confirmed by the evaluator (seek.h).  Only what stands in the policy's own file is
 * looked at: what a module holds is of use to others, too.  Thresholds count at the values in
 * force.
 */
#ifndef ACORDO_STUDY_ANALYSIS_H
#define ACORDO_STUDY_ANALYSIS_H

#include "interp/base/diag.h"
#include "interp/sema/core.h"

typedef struct AnalysisWant {
    const Core *core;
    const int64_t *threshold; /* in force; NULL: as the policy has them */
    const Source *own;        /* the policy's file */
    bool lints;               /* mere suspicions, too */
    Diags *diags;
} AnalysisWant;

void analysis_find(const AnalysisWant *w);
/* A code that only the analysis gives. */
bool analysis_gives(DiagCode code);

#endif
