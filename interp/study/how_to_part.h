/* how_to_part.h -- what the parts of how-to share: one lead, its fields that may move, trials.
 *
 * The search knows nothing of what conditions mean: it proposes values (how_to_values.c,
 * how_to_scale.c, how_to_texts.c), lays them over the lead in batches (how_to_trial.c), and
 * the evaluator says which of them get there.  Collected.
 */
#ifndef ACORDO_STUDY_HOW_TO_PART_H
#define ACORDO_STUDY_HOW_TO_PART_H

#include "interp/study/asked.h"
#include "interp/study/how_to_make.h"

/* What a move costs, in millionths of a change: ways of as many changes go by it. */
enum {
    COST_WHOLE = 1000000,
    COST_OTHER = 500000, /* another member, another text */
    COST_MADE = 600000,  /* a text put together from two */
    COST_NONE = 3000000  /* nothing where there was a value: what people do last */
};

typedef struct Candidate {
    const CoreExpr *value; /* CONST, maybe missing */
    int64_t cost;
} Candidate;

/* A field that may change. */
typedef struct Mover {
    int field;
    const Type *type;
    const CoreExpr *now; /* CONST, maybe missing */
    int64_t
        anchor; /* on a scale: from where a move is measured; what the lead has, or nought,
                       now, today */
    int64_t step; /* the least that people would move it by; 0: not on a scale */
    bool exact; /* conditions on it alone are all that reads it: values that answer them
                   alike are alike for everything */
    int *leaf;  /* those conditions: extras of what was asked */
    int n_leaves;
    size_t cap_leaves;
    Candidate *item; /* the cheapest first */
    int n;
    size_t cap;
} Mover;

typedef struct Quest {
    const OneLeadWant *lead;
    const Core *core;
    const Goal *goal;
    const Asked *asked;
    int *
        telling; /* flags and enumerations of what was asked: where they change, something
                     does */
    int n_telling;
    Row base; /* the lead as it is, with what was asked as extras */
    Mover *mover;
    int n_movers;
    HowTo *how;
    size_t cap_patterns;
    bool (*stop)(void);
    bool stopped;
} Quest;

/* -- trials: rows of one lead with values laid over it ------------------------------- */

typedef struct Trial Trial;
Trial *trial_new(const Quest *q, CoreExpr *const *extra, int n_extra);
void trial_free(Trial *t); /* NULL is fine */
int trial_n(const Trial *t);
int trial_row(
    Trial *t); /* a new one, as the lead is; at most BATCH_ROWS until the run */
void trial_put(Trial *t, int row, int field, const CoreExpr *value);
void trial_run(Trial *t);
void trial_clear(Trial *t); /* of its rows */
const Column *trial_extra(const Trial *t, int i);
/* One number of the values that so many extras have in a row. */
uint64_t trial_sign(const Trial *t, int row, const int *extra, int n);

/* -- values --------------------------------------------------------------------------------- */

const CoreExpr *const_i64(const Type *t, int64_t v); /* flags too */
const CoreExpr *const_text(const Type *t, Str s);
const CoreExpr *const_missing(const Type *t);
const CoreExpr *const_of_column(const Column *c, int r, const Type *t);
bool const_is(const CoreExpr *a, const CoreExpr *b);
/* Left out where the field may not have it, has it already or was given it. */
void mover_add(const Quest *q, Mover *m, const CoreExpr *value, int64_t cost);
/* A move on its scale: nearer ones cost less. */
int64_t mover_cost(const Mover *m, int64_t to);
bool mover_may(const Quest *q, const Mover *m, int64_t v); /* in the field's range */

/* The field that an expression is but for folding, lower case and blanks; -1.  domain: what
 * follows its @ is meant. */
int subject_field(const CoreExpr *e, bool *domain);

void movers_make(Quest *q);      /* fields, steps, candidates, in classes */
void movers_sort(Quest *q);      /* the cheapest candidate first */
void scale_candidates(Quest *q); /* of all that are on a scale */
/* Where conditions turn on one field once another one has moved: of those that something reads
 * beside others, or counts. */
void scale_beside(Quest *q);
void text_candidates(Quest *q, Mover *m); /* and keys of facts */
void list_candidates(Quest *q, Mover *m);

/* Texts that a pattern finds, at most `most`, in its order; 0: it has parts that tell none. */
int pattern_texts(Str pattern, Str *out, int most);

#endif
