/* gen_hand_clause.h -- clauses put into a core past the checker: any mixture of lines.
 *
 * What the checker would refuse (a clause whose calendar may be missing, four starts that
 * are one expression) means something to the engine all the same.
 */
#ifndef ACORDO_TESTS_PROP_GEN_HAND_CLAUSE_H
#define ACORDO_TESTS_PROP_GEN_HAND_CLAUSE_H

#include "interp/sema/core.h"
#include "tests/prop/typed_expr.h"

typedef struct HandReader {
    CoreExpr *(*read)(void *ctx, Str text); /* an expression over the core, or NULL */
    void *ctx;
} HandReader;

/* Two calendars and a few clauses; false where an expression was refused. */
bool hand_clauses(Core *core, TypedGen *g, const HandReader *reader);
/* A property of one of them. */
CoreExpr *hand_clause_prop(const Core *core, Rng *rng);

#endif
