/* proof.h -- what can be proved of a policy's conditions, whoever the lead.
 *
 * A condition compares a few terms (fields, scores, `domain(email)`, whatever it computes) with
 * constants.  The constants cut each term's range into cells within which no comparison changes
 * its answer: below 10, 10, from 10 to 50 …; each text that is named, and any other; each member;
 * missing where it may be missing.  What is compared with another term is less, equal, more or
 * missing; any other condition (a pattern, `contains`) is yes, no or unknown.  All combinations
 * of cells are gone through: they are more than there are leads, as terms are taken to be
 * independent (but for this: a term is missing where a field is that it needs).  So what holds of
 * all combinations holds of all leads, and what is not shown may hold still.
 *
 *     employees < 10 and employees > 50        <10 | 10 | 10–50 | 50 | >50 | missing: never yes
 *
 * Personas and grades are taken apart into their own conditions where that is not too much.
 * Thresholds count at the values in force.  Past PROOF_MOST combinations of one question nothing
 * is shown, nor once PROOF_MOST_ALL steps were taken for all of them.
 * Collected.
 */
#ifndef ACORDO_STUDY_PROOF_H
#define ACORDO_STUDY_PROOF_H

#include "interp/sema/core.h"

enum { PROOF_MOST = 20000, PROOF_MOST_ALL = 400000000 };

typedef struct Proof Proof;
/* threshold: by threshold, in force; NULL: as the policy has them. */
Proof *proof_new(const Core *core, const int64_t *threshold);

typedef struct Conditions {
    const CoreExpr *const *item;
    int n;
} Conditions;
/* Is it shown that no lead answers yes to all of these and to none of those? */
bool proof_none(Proof *p, Conditions yes, Conditions not_yes);
/* It was not, and not for a counterexample: the question was too large. */
bool proof_gave_up(const Proof *p);

typedef struct Bounds {
    int64_t lo, hi; /* in the unit of the type; ±INT64_MAX: no bound */
} Bounds;
/* What an integer, where it is not missing, is never below or above. */
Bounds proof_bounds(Proof *p, const CoreExpr *e);
/* A score after its caps and its range, over what its rules can add up to together. */
Bounds proof_score(Proof *p, int score);
bool proof_may_miss(const Core *c, const CoreExpr *e);
/* The value of what no lead changes: constants, thresholds, what is computed of them. */
bool proof_fixed(const Proof *p, const CoreExpr *e, int64_t *v);

#endif
