/* why_not.h -- why a lead is not where one would have it, and what would bring it there.
 *
 * Made by study/why_not_make.c and study/how_to_make.c.  Collected.
 */
#ifndef ACORDO_IO_WHY_NOT_H
#define ACORDO_IO_WHY_NOT_H

#include "interp/io/derivation.h"

/* What is asked for: a stage or exit reached, a grade (or better: earlier in its list), a persona,
 * a condition. */
typedef enum GoalKind { GOAL_STAGE, GOAL_GRADE, GOAL_PERSONA, GOAL_CONDITION } GoalKind;
typedef struct Goal {
    GoalKind kind;
    int index;  /* stage; grade */
    int member; /* of the grade, of the persona */
    const CoreExpr *expr; /* flag: it is there */
    Str name;             /* as asked */
} Goal;

typedef enum Holding { HOLDS_NO, HOLDS_YES, HOLDS_UNKNOWN } Holding;

/* A condition and what it is made of, with the values that it compares. */
typedef struct Cause {
    Holding holds;
    Str text;            /* as the policy has it */
    int id;              /* where it stands; -1 */
    const char *values;  /* "total is 39, mql_bar is 40: 1 short"; NULL */
    const char *missing; /* fields that are missing: "employees, sector"; NULL */
    struct Cause *part;
    int n;
} Cause;

typedef struct WhyNot {
    Goal goal;
    bool there;  /* it holds already */
    Cause *cause; /* what keeps it from there: those that are no or unknown, at every depth */
    int n;
} WhyNot;

/* One set of changes that brings the lead there: each field from its value to another. */
typedef struct Change {
    int field;
    const char *from, *to; /* as the language writes them */
    const CoreExpr *value; /* CONST */
} Change;
typedef struct Way {
    Change *change;
    int n;
    const char *result; /* what else changes: "total 39 → 52, grade C → B" */
} Way;
typedef struct HowTo {
    Goal goal;
    bool there;
    Way *way; /* of the fewest changes, each re-checked by evaluation; the least moves first */
    int n;
    int most;       /* no way of up to so many changes was found, where n = 0 */
    bool exhausted; /* and none exists among the values that conditions tell apart */
} HowTo;

void why_not_text(Buf *out, const Core *core, const WhyNot *w, bool colour);
void why_not_json(Buf *out, const Core *core, const WhyNot *w);
void how_to_text(Buf *out, const Core *core, const HowTo *h, bool colour);
void how_to_json(Buf *out, const Core *core, const HowTo *h);

#endif
