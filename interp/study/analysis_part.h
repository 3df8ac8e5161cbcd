/* analysis_part.h -- what the parts of the analysis share. */
#ifndef ACORDO_STUDY_ANALYSIS_PART_H
#define ACORDO_STUDY_ANALYSIS_PART_H

#include "interp/study/analysis.h"
#include "interp/study/proof.h"
#include "interp/study/seek.h"

typedef struct Analysis {
    const AnalysisWant *want;
    const Core *core;
    Proof *proof;
    Seek seek;
    const CoreExpr **bar; /* comparisons that were found out of reach */
    int n_bars;
    size_t cap_bars;
    const CoreExpr **seen; /* conditions, in this going through them */
    int n_seen;
    size_t cap_seen;
    bool *persona_lost; /* by persona: it was found dead or hidden */
    bool any_lost;      /* one of those, or a band */
} Analysis;

/* Some condition of the policy, and where it stands. */
typedef void SeeCondition(Analysis *a, const CoreExpr *when);
void analysis_conditions(Analysis *a, SeeCondition *see);
bool analysis_owns(const Analysis *a, int id);
Span analysis_at(const Analysis *a, const CoreExpr *e);
/* Says at which values the thresholds count that e reads, if it does. */
void help_in_force(const Analysis *a, Diag *d, const CoreExpr *e);
/* Whether the finding of a bar explains what e is worth. */
bool reads_lost(const Analysis *a, const CoreExpr *e);
bool analysis_reads_record(const Analysis *a, const CoreExpr *e);
const char *number_words(const Analysis *a, const Type *t, int64_t v);

void find_bars(Analysis *a);
void find_hidden(Analysis *a);
void find_dead(Analysis *a);
/* Lints: parts of a condition without which it says the same; two names for one condition. */
void find_idle(Analysis *a);
void find_same(Analysis *a);

#endif
