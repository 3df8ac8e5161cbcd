/* explain_goal.h -- what keeps one lead from a goal, or what would bring it there. */
#ifndef ACORDO_APP_EXPLAIN_GOAL_H
#define ACORDO_APP_EXPLAIN_GOAL_H

#include "interp/app/app.h"
#include "interp/study/how_to_make.h"

typedef struct GoalAsk {
    Goal goal;
    bool how; /* --how-to */
} GoalAsk;

/* The name of the option that asks for a goal; NULL: none was given. */
const char *goal_option(const Args *a);
/* Collected; *out NULL: none was asked.  False: it cannot be asked, which was said. */
bool goal_asked(App *app, Session *s, const GoalAsk **out);
/* head: lines that say which lead it is; not before JSON. */
Exit explain_goal(App *app, const GoalAsk *ask, const OneLeadWant *lead, Str head);

#endif
