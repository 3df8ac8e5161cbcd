/* proof_part.h -- what the parts of proof share: forms, dimensions, their cells. */
#ifndef ACORDO_STUDY_PROOF_PART_H
#define ACORDO_STUDY_PROOF_PART_H

#include "interp/study/cells_part.h"
#include "interp/study/proof.h"

struct Proof {
    const Core *core;
    CellsWant want; /* of fixed_value */
    Bounds *score;  /* by score, once known */
    bool *known;
    bool gave_up; /* the last question was too large */
    int64_t left; /* steps that are taken yet, for all questions */
};

typedef enum Truth { NO, YES, UNKNOWN } Truth;

/* -- dimensions ------------------------------------------------------------------------------ */

/* What is asked of a term: whether it is known, or how it compares. */
typedef struct Test {
    bool known;
    KernelId kernel; /* K_EQ … K_GE; with texts K_EQ alone */
    int64_t v;
    Str text;
    const CoreSet *set; /* NULL: kernel with v or text */
} Test;

typedef struct DimCell {
    bool missing, other; /* other: a text that is not named */
    int64_t v;           /* of a flag 0 or 1, of a pair -1, 0 or 1 */
    Str text;
} DimCell;

typedef enum DimKind { DIM_TERM, DIM_PAIR, DIM_FLAG } DimKind;

typedef struct Dim {
    DimKind kind;
    const CoreExpr *of, *beside;
    Test *test;
    int n_tests;
    size_t cap_tests;
    DimCell *cell;
    int n_cells;
    size_t cap_cells;
    int at;      /* the cell in this combination */
    int *parent; /* dimensions of fields without which it is missing, too */
    int n_parents;
} Dim;

/* -- forms: conditions over dimensions ------------------------------------------------------- */

typedef enum FormKind {
    FORM_FIXED,
    FORM_LEAF, /* a test of a dimension */
    FORM_AND,
    FORM_OR,
    FORM_NOT,
    FORM_SAME,    /* two flags are equal */
    FORM_KNOWN,   /* a flag is not unknown */
    FORM_IF,      /* arg: condition, then, else */
    FORM_INSTEAD, /* arg[0], or arg[1] where that is unknown */
    FORM_FIRST /* of arg[0] … arg[n-2], the first that is yes says which answer; else arg[n-1]:
                    condition and answer in turn, then the last answer */
} FormKind;

typedef struct Form Form;
struct Form {
    FormKind kind;
    Truth fixed;
    int dim, test;
    uint8_t *by_cell; /* LEAF: a Truth a cell */
    int n;
    Form **arg;
};

typedef struct Boxes {
    Proof *p;
    bool whole; /* personas and grades are taken apart */
    Dim *dim;
    int n_dims;
    size_t cap_dims;
    Form **form; /* by root */
    int n_forms;
    size_t cap_forms;
    Form **all;
    int n_all;
    size_t cap_all;
    int n_nodes;
    bool lost;   /* too much of it */
    bool *moves; /* by dimension: in the combinations that are gone through */
} Boxes;

Boxes *boxes_new(Proof *p, bool whole);
int boxes_add(Boxes *b, const CoreExpr *condition); /* its root */
void boxes_cut(Boxes *b);                           /* after the last: cells */
/* Combinations of what these roots read: false past `most`. */
bool boxes_start(Boxes *b, const int *root, int n, int64_t most);
bool boxes_next(Boxes *b);
Truth boxes_truth(const Boxes *b, int root);
void boxes_marks(const Boxes *b, int root, bool *dim); /* that it reads: set to true */

Form *form_of(Boxes *b, const CoreExpr *e); /* proof_form.c */
void dims_cut(Boxes *b);                    /* proof_cell.c */
Truth test_of(const Test *t, const Dim *d, const DimCell *c);

#endif
