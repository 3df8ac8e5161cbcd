/* oracle.h -- what a policy says of one lead, worked out in the plainest way.
 *
 * Row semantics is the specification, and this is its second reading: it walks the core
 * for one record at one instant, by recursion, and shares no source with the engine but
 * interp/base, interp/time, interp/lang and the tables.  It is slow and allocates freely.
 * What it tells of a lead, and values of expressions over it, stay until the next lead.
 */
#ifndef ACORDO_TESTS_PROP_ORACLE_H
#define ACORDO_TESTS_PROP_ORACLE_H

#include "interp/base/decimal.h"
#include "interp/lang/value.h"
#include "interp/sema/core.h"

/* The engine's words for the same things are compared with these as numbers (hold.c). */
enum OracleMark { SEEN_OVERFLOW = 1, SEEN_DIV_ZERO = 2 };
enum OracleState { OUTCOME_NO, OUTCOME_YES, OUTCOME_UNKNOWN };

/* An instance of a clause, and where one was stopped or cancelled. */
typedef struct OracleInstance {
    Value prop[N_CLAUSE_PROPS];
    Value warning, warned_at, warned_due; /* the first; of each line */
    Value ended;
} OracleInstance;

typedef struct OracleClause {
    OracleInstance *lane, latest;
    int n;
    int before, ignored;
    Value level; /* that states the allowance */
} OracleClause;

/* What the engine's eval_* functions tell, for one row; indexes as in the core. */
typedef struct OracleLead {
    Value persona;
    Value *score, *low, *high;
    bool *clamp_fits; /* the clamp can be said in 64 bits */
    int64_t *clamp;
    int *rule_state; /* an OracleState */
    int64_t *rule_points;
    Value *grade;
    bool *grade_certain;
    Value stage, exit;
    bool stage_certain;
    Value *since;
    bool *since_missing;
    bool *reached;
    OracleClause *clause;
    unsigned marks; /* OracleMark bits of all that the lead's results asked */
} OracleLead;

typedef struct Oracle Oracle;

Oracle *oracle_new(const Core *core);
void oracle_free(Oracle *o);
void oracle_set_threshold(Oracle *o, int threshold, int64_t value);
/* Values of core's fields, in their order; they must outlive the result. */
const OracleLead *oracle_lead(Oracle *o, const Value *field, int64_t now);
/* The same lead of which nothing is worked out yet, and what an expression reads of it, at
 * any depth, whether its value needs it or not. */
const OracleLead *oracle_start(Oracle *o, const Value *field, int64_t now);
void oracle_items(Oracle *o, const CoreExpr *e);
/* An expression over the lead last given; its marks join those of the lead. */
Value oracle_expr(Oracle *o, const CoreExpr *e);

#endif
