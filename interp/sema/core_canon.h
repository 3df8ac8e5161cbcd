/* core_canon.h -- expressions by meaning: equal numbers for what two policies say alike.
 *
 * A Canon numbers texts.  An expression has the number of its kernel and of its operands'
 * numbers, so that what is shared stays small; thresholds stand by their values in force,
 * what a policy names by its name, so that the numbers of two cores may be compared.  Order
 * does not show where it means nothing: of `and`, `or`, sums, products, sets; `a > b` is
 * `b < a`.  Collected.
 */
#ifndef ACORDO_SEMA_CORE_CANON_H
#define ACORDO_SEMA_CORE_CANON_H

#include "interp/sema/core.h"

typedef struct Canon Canon;

Canon *canon_new(void);
int canon_text(Canon *k, Str text); /* from 1 */
/* One of two sides: a core and its thresholds in force. */
typedef struct CanonSide {
    Canon *canon;
    const Core *core;
    const int64_t *threshold;
    const int *field; /* by field: its number; NULL: by its name */
    struct Map *seen; /* nodes that have their number */
} CanonSide;

CanonSide canon_side(Canon *k, const Core *core, const int64_t *threshold);
int canon_expr(const CanonSide *s, const CoreExpr *e); /* 0: NULL */
/* How its records are written: the declaration without its place among the others. */
int canon_field(const CanonSide *s, int field);
int canon_calendar(const CanonSide *s, int calendar); /* with its holidays */
/* A term of the core: what it counts of whom; by which instant; split by what. */
typedef enum TermPart { TERM_WHAT, TERM_WHEN, TERM_SPLIT } TermPart;
int canon_term(const CanonSide *s, int term, TermPart part);
/* `value` and `target` of a measure are over the core's figures: terms by what they count. */
CanonSide canon_figures(const CanonSide *s);

#endif
