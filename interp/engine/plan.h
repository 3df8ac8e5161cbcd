/* plan.h -- the planner's own: expressions to steps, equal ones to one step.
 *
 * Files: plan.c (steps, slots, registers), plan_expr.c, plan_lead.c (persona, scores,
 * grades, funnel), plan_clause.c, plan_ends.c (intervals).
 */
#ifndef ACORDO_ENGINE_PLAN_H
#define ACORDO_ENGINE_PLAN_H

#include "interp/engine/program.h"

typedef struct Ends {
    int low, high; /* slots */
} Ends;

/* The scores that something reads, a byte each; NULL: none.  Shared, not changed. */
typedef const uint8_t *Reads;

/* What is known of a core node that was met before. */
typedef struct NodeMemo {
    const CoreExpr *expr;
    int slot; /* NO_SLOT: not planned yet */
    enum { COST_NEW, COST_LOW, COST_HIGH } cost;
    Ends ends; /* NO_SLOT: not planned yet */
    bool knows_reads;
    Reads reads;
} NodeMemo;

typedef struct Plan {
    Program *p;
    const Core *core;
    bool explain;
    const LeadItems *items; /* those that are worked out; NULL: all */
    int sel;                /* selection under which expressions are planned now */
    int depth;              /* accounts that are open now */
    int *bucket;            /* slots by structural hash, chained through next */
    int *next;
    size_t next_cap;
    int n_next;
    NodeMemo *node; /* open addressing by address */
    size_t n_nodes, node_cap;
    int *holds, *stage_since; /* slots by stage, once the funnel is planned */
    int *reached;
    Reads *score_reads; /* by score; NULL: not known yet */
    Reads funnel_reads, persona_reads;
    Reads *clause_reads; /* by clause; NULL: not known yet, or none */
    bool *knows_clause_reads;
    bool knows_funnel_reads, knows_persona_reads;
} Plan;

/* A step without output, name and kernel filled in, to be completed and put. */
Step plan_draft(const char *name, StepFn *run, int node, const int *arg, int n);
/* The slot that such a step makes; a new step unless an equal one is there. */
int plan_put(Plan *pl, const Step *draft, Phys phys, Phys elem);
/* The first of two such slots, the other being its step's out[1]. */
int plan_put_pair(Plan *pl, const Step *draft, Phys phys);
/* Appends a step in any case; its outputs are those already in it. */
void plan_append(Plan *pl, const Step *draft);
int plan_new_slot(Plan *pl, Slot s);
int plan_call(Plan *pl, KernelId id, int node, const int *arg, int n);
int plan_logic(Plan *pl, CoreKind kind, int node, int a, int b);
int plan_not(Plan *pl, int node, int a);
int plan_known(Plan *pl, int node, int a);
bool plan_is_given(const Plan *pl, int slot); /* a constant or a threshold */
int plan_i64(Plan *pl, const Type *type, int64_t value);
void plan_marks(Plan *pl, int slot); /* its marks are the row's */
void plan_need(Plan *pl, int slot);  /* it is wanted for the selection in force */

NodeMemo *plan_memo(Plan *pl, const CoreExpr *e); /* until the next call of it */
int plan_expr(Plan *pl, const CoreExpr *e);       /* its slot */

/* The slot of what stands in the batch behind its fields. */
int plan_given(Plan *pl, int column);
int plan_persona(Plan *pl);
int plan_score(Plan *pl, int score);
int plan_grade(Plan *pl, int grade);
void plan_funnel(Plan *pl);
int plan_since(Plan *pl, int stage);
int plan_clause(Plan *pl, int clause, int lane, ClauseProp prop);
void plan_clauses(Plan *pl); /* all that are wanted, and what explains them */
void plan_lead(Plan *pl);

/* A flag that is yes where a score that e reads has low < high; NO_SLOT: it reads none. */
int plan_open(Plan *pl, const CoreExpr *e);
Ends plan_ends(Plan *pl, const CoreExpr *e); /* missing: unbounded, or unknown */
int plan_bands(Plan *pl, int grade, int of, int by);
/* Stage and exit of the funnel whose `when`s are these flags. */
void plan_places(Plan *pl, const int *when, int *stage, int *exit, int *holds);

#endif
