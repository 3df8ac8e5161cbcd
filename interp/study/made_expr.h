/* made_expr.h -- expressions of the core that no text has: what an analysis asks for.
 *
 * They are the same (core_same) as those that the checker makes.  Collected.
 */
#ifndef ACORDO_STUDY_MADE_EXPR_H
#define ACORDO_STUDY_MADE_EXPR_H

#include "interp/sema/core.h"

CoreExpr *made_score(const Core *core, int score);
/* Of the persona or the stage that a lead has: is it this one? */
CoreExpr *made_is_persona(const Core *core, int persona);
CoreExpr *made_is_stage(const Core *core, int stage);
CoreExpr *made_now(void);
CoreExpr *made_known(const CoreExpr *e);
CoreExpr *made_not(const CoreExpr *flag);
CoreExpr *made_and(const CoreExpr *a, const CoreExpr *b);
CoreExpr *made_or(const CoreExpr *a, const CoreExpr *b);
CoreExpr *made_call(KernelId k, const Type *t, const CoreExpr *a, const CoreExpr *b);

#endif
