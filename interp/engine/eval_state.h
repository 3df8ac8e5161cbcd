/* eval_state.h -- what one evaluation holds: columns, registers, accounts, memos.
 *
 * All of it is malloc'ed by eval_new and reused from batch to batch.
 */
#ifndef ACORDO_ENGINE_EVAL_STATE_H
#define ACORDO_ENGINE_EVAL_STATE_H

#include "interp/base/decimal.h"
#include "interp/engine/program.h"

/* The points of a row and the least and most that they could be. */
typedef struct Points {
    Int128 sum, low, high;
} Points;

/* Wide, or narrow: then the points are few × unit + narrow (if used), in micros. */
typedef struct AccountRows {
    bool is_wide, narrow_used;
    uint64_t settings; /* of the thresholds that the form was chosen by */
    int64_t unit;      /* 0: `few` is not used */
    int16_t *few;
    int64_t *narrow;
    Points *wide;
} AccountRows;

/* What is kept of an instance: the properties, the instants of its first warning and of its
 * end; and of both warnings, where a clause has `warn at` and `warn … before due`. */
enum {
    CLAUSE_WARNING = N_CLAUSE_PROPS,
    CLAUSE_ENDED,
    CLAUSE_WARNED_AT,
    CLAUSE_WARNED_DUE,
    N_CLAUSE_KEPT
};

typedef struct LaneRows {
    Column col[N_CLAUSE_KEPT];
} LaneRows;

/* An operand by row: its values (those of the other kind are nought), its mask, and how far
 * apart a row's are: 0 where one stands for all. */
typedef struct RowIn {
    const int64_t *i64;
    const uint8_t *flag, *null;
    int step, null_step;
} RowIn;

/* What the step of a clause writes.  `latest` is lane 0 where there is but one. */
typedef struct ClauseRows {
    LaneRows *lane, *latest;
    int n_lanes;
    Column level; /* micros of the number of the level with the allowance */
    uint8_t *before, *ignored; /* stops before their start, starts that were ignored */
    RowIn *in;                 /* room for its operands */
    int64_t *start;            /* of the row at hand, in order */
} ClauseRows;

/* A column of a lane, or of the latest. */
static inline const Column *lane_column(const ClauseRows *c, int lane, int kept)
{
    const LaneRows *l = lane == LANE_LATEST ? c->latest : &c->lane[lane];
    return &l->col[kept];
}

struct Eval {
    const Program *p;
    void *pin; /* keeps it: the collector does not look into an evaluation */
    const Batch *batch;
    int n;              /* rows of the batch */
    const Column **arg; /* operands of the step that runs */
    Column *col;        /* by slot */
    uint8_t **null_of;  /* by slot: its own null mask */
    Sel *sel;
    AccountRows *account;
    Memo *memo;
    struct pcre2_real_jit_stack_8
        *jit_stack; /* of all patterns; NULL: there are none */
    int64_t *threshold;
    int64_t period[2];              /* start and end of what a measure is asked for */
    ClauseRows *clause;             /* by clause */
    const struct FactTable **table; /* by fact */
    uint64_t settings;              /* changes whenever a threshold does */
    uint8_t *marks;
    uint8_t **rule_state; /* by rule; NULL without explain */
    int64_t **rule_points;
    int64_t **score_clamp;
    Arena *arena;
    uint64_t calls, blocks;
    void **block; /* everything to free */
    size_t n_blocks, cap_blocks;
};

static inline const Column *eval_col(const Eval *ev, int slot)
{
    return &ev->col[slot];
}

#endif
