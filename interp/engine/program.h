/* program.h -- a planned policy: slots, steps, selections, and where results stand.
 *
 * A slot is a column that an evaluation will hold: a field, a constant, a threshold, now,
 * or what a step makes.  Steps are in order: a step's operands come before it.  A step's
 * output lives in a register from then to its last use; results keep theirs.  Nulls stand
 * in registers of their own: a mask that was lent lives on when the values are done with.
 *
 * Collected and constant once planned; shared by any number of evaluations.
 */
#ifndef ACORDO_ENGINE_PROGRAM_H
#define ACORDO_ENGINE_PROGRAM_H

#include "interp/base/str.h"
#include "interp/engine/eval.h"
#include "interp/engine/kernel.h"
#include "interp/engine/text_set.h"

typedef struct Step Step;
typedef void StepFn(Eval *ev, const Step *s);

typedef enum SlotKind {
    SLOT_FIELD,
    SLOT_CONST,
    SLOT_THRESHOLD,
    SLOT_NOW,
    SLOT_PERIOD, /* of the period that a measure is asked for: its start, its end */
    SLOT_CLAUSE, /* what a clause's step says of a lane: see ClauseRows */
    SLOT_STEP
} SlotKind;

typedef struct Slot {
    SlotKind kind;
    Phys phys, elem;       /* elem: of a list */
    int index;             /* FIELD, THRESHOLD, CLAUSE; PERIOD: 0, 1; STEP: which */
    int lane;              /* CLAUSE: or LANE_LATEST */
    ClauseProp prop;       /* CLAUSE */
    const CoreExpr *value; /* CONST */
    bool may_mark;         /* its nulls may carry marks */
    bool is_asked;         /* its marks are the row's already */
    int reg, mask; /* STEP: where its values and its nulls stand; filled in last */
} Slot;

typedef enum MemoKind { MEMO_NONE, MEMO_ANSWERS, MEMO_TEXTS, MEMO_PATTERN } MemoKind;

/* The rows that a selection takes, by a column: a flag, or for MISSING any. */
typedef enum SelectKind {
    SELECT_NOT_NO,  /* undecided in `and` */
    SELECT_NOT_YES, /* undecided in `or` */
    SELECT_YES,
    SELECT_NO,
    SELECT_MISSING,
} SelectKind;

enum { NO_SLOT = -1, NO_SEL = -1, MAX_OUT = 3 };

struct Step {
    StepFn *run;
    const char *name;
    int node; /* id of the core node it came from, or -1 */
    int n;
    const int *arg; /* slots; NO_SLOT where an optional one is not there */
    unsigned lazy;  /* bit i: arg[i] is wanted only where an earlier one says so */
    int out[MAX_OUT], n_out;
    int sel;  /* the rows for which it is needed, or NO_SEL: all */
    int memo; /* index into Eval's memos, or -1 */
    MemoKind memo_kind;
    TextTest *test; /* of k_asked: the predicate, and what makes its text, or NULL */
    TextMake *make;
    KernelFn *kernel; /* of step_kernel */
    bool strict;      /* its nulls are merged before, flags beside them cleared after */
    bool lends_null;  /* its output may share an operand's mask */
    int index;        /* what the step function wants: a score, a selection, … */
    int64_t i64;
    const CoreSet *set;
    const CoreRegex *regex;
    const TextSet *texts;
    const void *info;  /* a struct of the step function's own */
    size_t info_bytes; /* not 0: of equal bytes it means the same */
};

/* Where a score's or a group's points are added up. */
typedef struct Account {
    int score;
    int parent; /* account of the score or group around it, or -1 */
    int depth;  /* accounts open around it; those of one depth share their memory */
    bool wide;  /* its bound is not known when it is planned, or explain */
} Account;

typedef struct RuleStep {
    int rule; /* number within the core */
    bool per, minus;
    int account;
    int when, points, product, cap, open; /* slots or NO_SLOT */
} RuleStep;

typedef struct GroupStep {
    int rule;
    int account; /* the group's own */
    int cap;
    const int *inside; /* numbers of its rules, for its state */
    int n_inside;
} GroupStep;

typedef struct ScoreStep {
    int score, account;
    bool has_range;
    int64_t lo, hi;
    int expr, low, high; /* `score NAME = E`: slots; else NO_SLOT */
    const int *bounded;  /* slots whose sizes bound the sum, where not wide */
    int n_bounded;
    const RuleStep *const *when; /* WHEN rules, those in groups too */
    int n_whens;
} ScoreStep;

/* The first condition that is yes gives its number; none gives `otherwise`. */
typedef struct FirstStep {
    const int64_t *value; /* one a condition */
    int64_t otherwise;
    bool in_order; /* value[i] = i, and otherwise the one after */
} FirstStep;

/* The last bytes of a text as two numbers, the last byte highest, padded with 0 below; and
 * what they must be, under masks, to end with a text of up to 16 bytes. */
typedef struct EndsStep {
    uint64_t last, last_mask, before, before_mask;
} EndsStep;

typedef struct FunnelStep {
    int n, n_exits; /* of stages and exits together; the last n_exits are exits */
    bool has_since;
} FunnelStep;

/* The operands of a clause's step, slots or NO_SLOT; what its lines mean is in clock.h. */
typedef struct ClauseStep {
    int clause;
    const CoreClause *core;
    int now, settled, applies, excused, after_exit, keep;
    int within, calendar, warn_share, warn_before;
    const int *starts, *lost, *stops, *cancels; /* as many as the core's */
    int exit;                                   /* the exit that the lead is in */
    const int *exit_holds, *exit_since;         /* by exit */
    int n_exits;                                /* 0: none cancels */
    const int *level,
        *level_when; /* levels that state the allowance, and their `for`s */
    int n_levels;
    int target_level, warn_level, breach_level;
    const int *holds; /* with explain: by level, its `for`; else NULL */
} ClauseStep;

/* Of those by number, starts to levels. */
static inline int clause_operands(const ClauseStep *s)
{
    const CoreClause *c = s->core;
    return 2 * c->n_starts + c->n_stops + c->n_cancels + 2 * s->n_exits + s->n_levels;
}

struct Program {
    const Core *core;
    bool explain;
    Slot *slot;
    int n_slots;
    size_t slot_cap;
    Step *step;
    int n_steps;
    size_t step_cap;
    int n_sels, n_memos;
    int *sel_parent; /* the selection inside which each one was made */
    size_t sel_cap;
    Account *account;
    int n_accounts, n_depths;
    size_t account_cap;
    int n_regs[PHYS_LIST + 1], n_masks;
    /* results: slots, or NO_SLOT where not planned */
    int persona, stage, exit, stage_certain;
    int *score, *low, *high, *grade, *grade_certain, *since, *since_missing, *reached;
    int *extra;
    int n_extra;
    const ClauseStep **clause; /* by clause; NULL: not planned */
};

/* The functions of steps that are more than one kernel; see step.c, k_rule.c, k_funnel.c, k_tail.c,
 * k_clock.c. */
StepFn step_kernel, step_in_bits, step_in_sorted, step_select, step_marks;
StepFn step_tails, step_ends, step_lookup;
StepFn step_first, step_gate, step_surely;
StepFn step_account, step_rule, step_group, step_score;
StepFn step_holds, step_funnel, step_since, step_since_missing, step_same_place;
StepFn step_clause;

#endif
