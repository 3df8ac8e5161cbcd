/* worklist.h -- who must act: of each clause the latest leads and those that are due next.
 *
 * Bounded: a few cases a clause, whatever comes.  malloc'ed; one thread.
 */
#ifndef ACORDO_STUDY_WORKLIST_H
#define ACORDO_STUDY_WORKLIST_H

#include "interp/engine/clock.h"

enum { CASES_KEPT = 10, DUE_DAYS = 14 };

typedef struct Case {
    Buf lead;        /* the label, or the record's number */
    uint64_t number; /* of the record */
    ClauseStatus status;
    int64_t starts_us, due_us; /* INT64_MIN: missing */
    int64_t late, remaining;   /* in the clause's own time */
} Case;

/* A clause's cases: worst by lateness, those that were first due first among equals; next
 * by the due instant; then in order of the records. */
typedef struct ClauseCases {
    Case worst[CASES_KEPT], next[CASES_KEPT];
    int n_worst, n_next;
    uint64_t open_late; /* breached, and neither stopped nor called off, whether kept in
                           `worst` or not */
    uint64_t stops_before, starts_ignored;
    uint32_t
        due_on[DUE_DAYS]; /* instances that run, by the day of their due instant in the
                                  policy's zone, from that of now on */
} ClauseCases;

typedef struct Worklist Worklist;

Worklist *worklist_new(const Core *core, int64_t as_of_us);
void worklist_free(Worklist *w);
/* After eval_batch of a program with want.lead.  keep: see measures_leads. */
void worklist_add(Worklist *w, const Batch *b, const Eval *ev, const uint8_t *keep);
/* As if the one had seen the rows of both, in whatever order: of one core and instant. */
void worklist_merge(Worklist *into, const Worklist *from);
const ClauseCases *worklist_clause(const Worklist *w, int clause);

#endif
