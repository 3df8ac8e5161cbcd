/* spread_make.h -- an expression asked of every lead of a base, counted. */
#ifndef ACORDO_STUDY_SPREAD_MAKE_H
#define ACORDO_STUDY_SPREAD_MAKE_H

#include "interp/io/spread.h"
#include "interp/study/decided.h"

enum { SPREAD_VALUES = 12, SPREAD_TEXTS = 1 << 16 };

/* Of texts the first SPREAD_TEXTS different ones are told apart. */
const Spread *spread_make(const LeadBase *b, const Session *s, int64_t as_of_us,
                          CoreExpr *e, const char *text);

#endif
