/* cells.h -- values of each field that a policy's conditions tell apart.
 *
 * Every constant that a condition compares something with is carried down to the fields which
 * that is made of (`total * 2 > 50` cuts `total` at 25, `now - seen_at > 30 days` cuts `seen_at`
 * at 30 days ago) and cuts their ranges.  A cell lies between two cuts, or is one; of each there
 * is one value, as people would write it.  Further there are all members of a list, listed texts
 * and one that nobody lists, texts that patterns find, yes and no, and missing where the field
 * may be missing.
 *
 * They are candidates: for a search that asks the evaluator.  What cuts through two fields at
 * once (`a > b`, points of several rules that add up to a bar) is only guessed at.  What can be
 * proved of conditions is in boxes.h.
 *
 *     const CellField *f = cells_of(&(CellsWant){.core = core, .now_us = now});
 *     for (int i = 0; i < f[field].n; i++)
 *         … f[field].value[i] …            a CoreGiven's value: see one_lead.h
 *
 * Two policies over one lead: both want the other's cuts.  Ask each for its own, and join them:
 * cells_add.  Collected.
 */
#ifndef ACORDO_STUDY_CELLS_H
#define ACORDO_STUDY_CELLS_H

#include "interp/sema/core.h"

typedef struct CellField {
    int field;
    const CoreExpr **value; /* CONST of the field's type; the missing one last */
    int n;                  /* 0: nothing that was asked of reads the field */
    size_t cap;
} CellField;

typedef struct CellsWant {
    const Core *core;
    const int64_t *threshold; /* by threshold, in force; NULL: as the policy has them */
    CoreExpr *const *expr;    /* with all that they rest on; NULL: the whole policy's */
    int n_exprs;
    int64_t now_us;
} CellsWant;

CellField *cells_of(const CellsWant *w); /* core->n_fields of them, by field */
/* A value that is not there yet, of a field that may have it; false where it may not. */
bool cells_add(const Core *core, CellField *f, const CoreExpr *value);

#endif
