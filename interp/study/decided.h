/* decided.h -- what a policy in force makes of every lead of a base: places, scores, figures.
 *
 * Two of one base are compared (impact_make.h); a sweep makes one a step.  Work is shared by
 * threads of its own, whose number changes nothing in the result.  Where a threshold alone was
 * moved, what it does not reach is taken over from what is known.
 */
#ifndef ACORDO_STUDY_DECIDED_H
#define ACORDO_STUDY_DECIDED_H

#include "interp/engine/outcome.h"
#include "interp/study/lead_base.h"
#include "interp/study/lead_sums.h"

typedef struct DecideWant {
    const Session *session; /* core and thresholds in force; the base fits the core */
    int64_t as_of_us;
    const struct Decided
        *known;         /* of this base; used where core and as-of are the same; NULL */
    bool cases;         /* who must act, too: the clauses of a report */
    int periods;        /* of the report; 0: 12 */
    int threads;        /* at least 1 */
    bool (*stop)(void); /* asked now and then, by every thread; NULL: never */
} DecideWant;

/* Collected, with what decided_free gives back. */
typedef struct Decided {
    const Session *session; /* as it was: do not move its thresholds afterwards */
    const int64_t *threshold;
    int64_t as_of_us;
    Outcome *outcome; /* not to be changed */
    const Report
        *report; /* without cases where they were not wanted; without settings */
    LeadSums sums;
    bool cases;
    int periods;
} Decided;

/* NULL: stopped.  The outcome shares with that of `known` what is not reached. */
Decided *decided_new(const LeadBase *b, const DecideWant *w);
/* Gives the outcome back; of the rest, what others took over lives on. */
void decided_free(Decided *d);

/* One expression over every lead: its columns, batch by batch, of 1,024 rows.  Used for :find,
 * :impact by.  take: false: enough. */
typedef bool DecidedTake(void *ctx, int64_t first, const Batch *b, const Column *c);
void base_ask(const LeadBase *b, const Session *s, int64_t as_of_us, CoreExpr *e,
              DecidedTake *take, void *ctx);

#endif
