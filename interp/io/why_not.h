/* why_not.h -- why a lead is not where one would have it, and what would bring it there.
 *
 * Made by study/why_not_make.c and study/how_to_make.c.  Collected.
 *
 * As text:
 *
 *     mql: not there
 *       ✗ total >= mql_bar           total is 39, mql_bar is 40: 1 short
 *         ✗ +30 when demo_requested  demo_requested is no
 *
 *     mql: one change is enough
 *       visits  6 → 7
 *               then total 39 → 41, grade C → B
 *
 * ✗ does not hold, ? is not known, ✓ holds where it should not.  The keys of JSON stand at the
 * head of the two files that write it.
 */
#ifndef ACORDO_IO_WHY_NOT_H
#define ACORDO_IO_WHY_NOT_H

#include "interp/io/lead_news.h"
#include "interp/sema/core.h"

/* What is asked for: a stage or exit reached, a grade (or better: earlier in its list), a persona,
 * a condition. */
typedef enum GoalKind { GOAL_STAGE, GOAL_GRADE, GOAL_PERSONA, GOAL_CONDITION } GoalKind;
typedef struct Goal {
    GoalKind kind;
    int index;      /* stage; grade */
    int member;     /* of the grade, of the persona */
    CoreExpr *expr; /* flag: it is there */
    Str name;       /* as asked */
} Goal;

typedef enum Holding { HOLDS_NO, HOLDS_YES, HOLDS_UNKNOWN } Holding;

/* A condition and what it is made of, with the values that it compares. */
typedef struct Cause {
    Holding holds;
    Str text;               /* as the policy has it */
    int id;                 /* where it stands; -1 */
    const char *values;     /* "total is 39, mql_bar is 40: 1 short"; NULL */
    const uint8_t *missing; /* by field: those that leave it open; NULL: none */
    struct Cause *part;
    int n;
    size_t cap;
} Cause;

typedef struct WhyNot {
    Goal goal;
    bool there;    /* it holds already */
    Holding holds; /* the goal itself */
    Cause
        *cause; /* what keeps it from there: what is no or unknown, at every depth; what
                         holds where that is what keeps it: a rule that takes points */
    int n;
    const char *also; /* later stages that count as well: "sal, won"; NULL */
} WhyNot;

/* One set of changes that brings the lead there: each field from its value to another. */
typedef struct Change {
    int field;
    const char *from, *to; /* as the language writes them */
    const char *from_json;
    const CoreExpr *value; /* CONST, maybe missing */
} Change;
typedef struct Way {
    Change *change;
    int n;
    const LeadNews *news; /* what else changes: "total 39 → 52, grade C → B" */
    int n_news;
} Way;
typedef struct HowTo {
    Goal goal;
    bool there;
    Way *
        way; /* of the fewest changes, each re-checked by evaluation; the least moves first */
    int n;
    int most; /* no way of up to so many changes was found, where n = 0 */
    bool
        exhausted; /* every set of up to so many changes was tried, among the values that
                       conditions tell apart */
    const char *
        *pattern; /* conditions whose pattern tells no text that could be tried */
    int n_patterns;
    int *fixed; /* fields that decide it too, and may not move */
    int n_fixed;
    bool movable; /* some field that decides it may move */
} HowTo;

void why_not_text(Buf *out, const Core *core, const WhyNot *w, const ViewLook *look);
void why_not_json(Buf *out, const Core *core, const WhyNot *w);
void how_to_text(Buf *out, const Core *core, const HowTo *h, const ViewLook *look);
void how_to_json(Buf *out, const Core *core, const HowTo *h);
void goal_json(Buf *out, const Core *core, const Goal *g);

#endif
