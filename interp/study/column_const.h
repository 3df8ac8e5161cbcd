/* column_const.h -- a value of a column as a constant of the core.  Collected. */
#ifndef ACORDO_STUDY_COLUMN_CONST_H
#define ACORDO_STUDY_COLUMN_CONST_H

#include "interp/engine/column.h"
#include "interp/sema/core.h"

/* Of any type; texts are copied; a list's elements stand in `arg`. */
CoreExpr *column_const(const Column *c, int r, const Type *type);

#endif
