/* cells_part.h -- what the parts of cells share: places where fields are cut. */
#ifndef ACORDO_STUDY_CELLS_PART_H
#define ACORDO_STUDY_CELLS_PART_H

#include "interp/study/cells.h"

/* Of one field; what kind of value it is says which are of use. */
typedef struct FieldCuts {
    bool read;
    int64_t *at; /* on its scale */
    int n;
    size_t cap;
    Str *text; /* texts of it, or of its elements */
    int n_texts;
    size_t cap_texts;
    bool address; /* what follows its @ is asked for */
} FieldCuts;

typedef struct Cuts {
    const CellsWant *want;
    FieldCuts *field;
} Cuts;

/* Expressions share parts: what is deeper has more paths than are worth walking. */
enum { WALKED_DEPTH = 14 };

/* An expression that no lead changes, at the values in force; now: the instant counts as one. */
bool fixed_value(const CellsWant *w, const CoreExpr *e, bool now, int64_t *v);
/* What an expression is compared with cuts the fields that it is made of. */
void cut_at(Cuts *c, const CoreExpr *e, int64_t v);
void cut_text(Cuts *c, const CoreExpr *e, Str text);
void cuts_of(Cuts *c, const CoreExpr *e);
void cuts_of_policy(Cuts *c);

#endif
