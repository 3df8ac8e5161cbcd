/* test_world.h -- what a test gives, as it is at an instant: its leads evaluated, its facts
 * kept for look-ups, its figures worked out.
 *
 * The World is collected and holds what is malloc'ed: world_free frees that.
 */
#ifndef ACORDO_STUDY_TEST_WORLD_H
#define ACORDO_STUDY_TEST_WORLD_H

#include "interp/engine/measure.h"
#include "interp/io/derivation.h"
#include "interp/study/made_rows.h"
#include "interp/study/session.h"

typedef struct World World;

enum { WORLD_LEADS = -1 };

/* extra: what is asked of every lead, beside all that a lead has. */
World *world_new(const Session *s, const CoreTest *t, CoreExpr *const *extra,
                 int n_extra);
void world_free(World *w);
/* All as it is at that instant; at the one before nothing is done. */
void world_at(World *w, int64_t at_us);
/* Of the test's leads; valid until the next world_at. */
Row world_lead(const World *w, int lead);
/* Of the measure in the period that holds the instant, all groups together. */
const Figure *world_figure(const World *w, int measure);
/* Records of a fact, or WORLD_LEADS, in order of writing; n: how many batches. */
MadeRows *const *world_rows(const World *w, int fact, int *n);
int64_t world_now(const World *w);
/* Thresholds and tables of an evaluation as they are in the test. */
void world_settle(const World *w, Eval *ev, const Core *core);

#endif
