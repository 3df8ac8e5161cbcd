/* asked.h -- what an expression rests on, at every depth, with its values for one lead.
 *
 * Everything under it once, through personas, scores, grades and the funnel: what a search
 * for causes compares.  Collected; the lead is evaluated with it as extras.
 */
#ifndef ACORDO_STUDY_ASKED_H
#define ACORDO_STUDY_ASKED_H

#include "interp/study/one_lead.h"

typedef struct Asked {
    const Core *core;
    const CoreExpr *
        *of; /* in the order in which the policy is walked: the same each run */
    CoreExpr **extra; /* the same */
    int n;
    struct AskedAt *at; /* by address */
} Asked;

/* Without constants, and without calendars: neither has a value of a lead. */
Asked *asked_new(const Core *core, const CoreExpr *e);
int asked_find(const Asked *a, const CoreExpr *e); /* its extra; -1 */

#endif
