/* how_to_make.h -- why-not and how-to of one lead, asked of the evaluator.
 *
 * How-to: fields that are `fixed`, the label, and fields that nothing on the way to the goal
 * reads do not change.  Candidates for a field are the values that the policy's conditions tell
 * apart (each constant that it is compared with, and the nearest values on either side; members
 * of its list; texts of sets; known and missing).  Sets of one, two, three … changes are tried
 * until one gets there: so a way has as few changes as any.
 *
 * Both keep nothing of the lead: what they give is collected and outlives its batch.
 */
#ifndef ACORDO_STUDY_HOW_TO_MAKE_H
#define ACORDO_STUDY_HOW_TO_MAKE_H

#include "interp/io/why_not.h"
#include "interp/study/one_lead.h"

enum { HOW_TO_CHANGES = 4, HOW_TO_WAYS = 3 };

/* STAGE, EXIT, GRADE's member, PERSONA or a condition, as it is typed.  A name that stands for
 * several is told apart by what it is of: "grade A", "persona A", "stage A".  False with a
 * finding. */
bool goal_of(Session *s, const char *text, Goal *out);
/* `extra` of the lead is not looked at. */
const WhyNot *why_not_make(const OneLeadWant *lead, const Goal *goal);
/* stop: asked now and then; true: what was found so far, `exhausted` no.  May be NULL. */
const HowTo *how_to_make(const OneLeadWant *lead, const Goal *goal, bool (*stop)(void));

#endif
