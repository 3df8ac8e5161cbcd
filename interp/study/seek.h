/* seek.h -- a lead that shows something, looked for and confirmed by the evaluator.
 *
 * Fields take the values that conditions tell apart (cells.h); the others are at their default.
 * What is found is so; that nothing is found proves nothing.  The same search finds the same
 * lead.  Collected.
 */
#ifndef ACORDO_STUDY_SEEK_H
#define ACORDO_STUDY_SEEK_H

#include "interp/sema/core.h"

typedef struct Seek {
    const Core *core;
    const int64_t *threshold; /* in force */
    int64_t now_us;
} Seek;

typedef struct FoundLead {
    CoreGiven *given;
    int n;
    int64_t value; /* of the expression that was sought */
} FoundLead;

/* A lead for which the flag is yes; first among those in which only what `about` reads moves. */
bool seek_yes(const Seek *s, CoreExpr *flag, const CoreExpr *about, FoundLead *out);
/* The lead for which the number is the most, or the least, of all that are tried; false where
 * no lead that was tried has one. */
bool seek_end(const Seek *s, CoreExpr *number, bool most, FoundLead *out);
/* "lead { employees 5, industry "saude" }": what is not at its default. */
const char *found_words(const Seek *s, const FoundLead *f);

#endif
