/* one_lead.h -- a lead by itself: evaluated as of an instant, with what-ifs on its fields.
 *
 * A batch of one row, so that a base of a million costs no more than a test's lead.  What is
 * not given points into the batch that it is of: that must outlive it.
 */
#ifndef ACORDO_STUDY_ONE_LEAD_H
#define ACORDO_STUDY_ONE_LEAD_H

#include "interp/io/derivation.h"
#include "interp/study/session.h"

typedef struct OneLeadWant {
    const Session *session;
    int64_t as_of_us;
    const Batch *
        batch; /* as the session's core sees it; NULL: nobody, every field at its default */
    int r;     /* row of it */
    const RowRef *from; /* where the row came from; NULL: the batch says so */
    const CoreGiven *given; /* over the record's values; the last of a field counts */
    int n_given;
    struct FactTable *const *table; /* by fact; NULL: none */
    CoreExpr *const *extra;
    int n_extra;
} OneLeadWant;

typedef struct OneLead OneLead;

/* Collected, with what one_lead_free gives back.  Evaluated, with `explain`. */
OneLead *one_lead_new(const OneLeadWant *w);
void one_lead_free(OneLead *l);     /* NULL is fine */
Row one_lead_row(const OneLead *l); /* eval_extra(row.eval, i): the extras */
/* The same program over another lead, or the same one otherwise: `w` has the core and the
 * extras of the first, and batches of the same dictionaries.  Planning is most of the cost, so
 * a search tries its candidates so. */
void one_lead_again(OneLead *l, const OneLeadWant *w);

#endif
