/* eval.h -- a policy as a flat program of steps over a batch.
 *
 * program_plan turns a core into steps, each one kernel call over the batch's rows or
 * a selection of them; eval_batch runs them.  Row semantics is the specification:
 * results depend on neither batch size nor which rows share a batch.  After the first
 * full batch nothing is allocated.  Results stay valid until the next eval_batch.
 *
 * Thresholds are parameters of an Eval; the program is shared and constant.
 *
 * Marks.  A known value carries no mark; a missing one (an unknown flag) carries a
 * set of EvalMark.  A missing field or constant carries none.
 *  - A kernel whose result is missing carries the union of the marks of its missing
 *    operands; one that fails by itself (all operands known: overflow, division by
 *    zero; a pattern past its limits is overflow) carries its own mark.  K_CLAMP
 *    with b > c and K_DOMAIN without an @ are missing without a mark; dates outside
 *    the years 1 … 9999 are overflow.
 *  - `and` with a `no` is no, `or` with a `yes` is yes, without marks, whatever the
 *    other operands are; else an unknown result carries the union of those of its
 *    unknown operands.
 *  - `if`: an unknown condition gives missing with its marks; else the branch as it
 *    stands. `a otherwise b`: a if known, else b as it stands.  `known`, `missing`:
 *    no mark. Persona, scores, grades, reached: never missing.  Stage, exit, since:
 *    no mark.
 * The marks of a row are the union over what was asked of it:
 *  - conditions of personas in order up to and with the first yes;
 *  - rules: `when` if unknown; where it is yes, or there is none: the points, or
 *    the product points × per, if missing, and the cap if missing; for a group its
 *    cap if missing;
 *  - `score NAME = E`: E if missing; a score without range that does not fit in 64
 *    bits is ±INT64_MAX and MARK_OVERFLOW;
 *  - bands in order up to and with the first that holds: score >= from (and by);
 *  - every `when` and `since` of stages and exits; every extra;
 *  - of a clause every expression: its lines, and the `for`s of its levels.
 * With want.lead all items are asked, else those that an extra reads, at any depth
 * (the funnel, and a clause, as a whole).
 *
 * Rules.  p = points (negated by `minus`); a cap below 0 counts as 0, a missing one
 * is none.
 *  - WHEN: no; yes: p, kept within ±cap; unknown where `when` is unknown, or is yes
 *    and p is missing.  PER: p × per (K_MUL of points and per, then the sign), kept
 *    within ±cap, always yes; unknown where the product is missing.  Unknown counts
 *    0.
 *  - GROUP: its rules' sum kept within ±cap.  State: yes if one of its rules is,
 *    else unknown if one is, else no.
 *  - Sums are 128 bits wide; then the score's range, else ±INT64_MAX.
 * Intervals.  A rule is open if it is unknown, or if its when, points, per or cap
 * reads, at any depth (through persona, grades, the funnel and other scores), a score
 * whose low < high.
 *  - An open WHEN could be 0 or p: [min(0, p), max(0, p)], p kept within the cap;
 *    an open PER [0, cap] or [-cap, 0] by the sign of p (0: [0, 0]), without a cap
 *    up to infinity. Points missing: [-cap, cap].  Other rules: their value.
 *  - A group: both ends kept within ±cap.  The score: both ends within its range,
 *    else within ±INT64_MAX.
 *  - `score NAME = E`: ends of E, within the range; where either end is missing,
 *    the range.
 * Ends of an expression are two values, made by the same kernels, missing standing
 * for no bound and an unknown flag for either.  What reads no score: its value twice.
 * A score: its interval.  + min max clamp: low of lows, high of highs; a - b: low -
 * high, high - low; -a: swapped.  × by what reads no score, ÷ likewise: the lesser
 * and the greater of both results. a < b (<= > >=) of integers: low is a.high <
 * b.low, high is a.low < b.high; a = b: low is a.high <= b.low and b.high <= a.low,
 * high is a.low <= b.high and b.low <= a.high; !=: not of those, swapped; where one
 * of the four ends is missing both results are unknown.  and, or: by ends; not:
 * swapped.  Anything else: its value, missing where a score that it reads at any
 * depth has low < high.
 *  - A grade is certain if the bands give the same at the low and at the high ends
 *    of its scores.  A stage is certain if stage and exit are the same in two
 *    funnels: one in which a `when` holds if the low end of it is yes, one in which
 *    it does if the high end is not no.
 *
 * Funnel.  A stage or exit holds if its `when` (if given) is yes and its `since` (if
 * given) is known and not after now, or is missing and `when` was given.  Neither
 * given: it holds. stage is the last stage that holds; where none does it is missing.
 * Among the exits that hold the one with the latest since (missing: the earliest;
 * ties: the later in the text) is taken if that is not before the stage's since
 * (missing, or no stage: the earliest). since(S): S's since where reached(S) and
 * since is not after now; else missing.
 */
#ifndef ACORDO_ENGINE_EVAL_H
#define ACORDO_ENGINE_EVAL_H

#include "interp/engine/column.h"
#include "interp/sema/core.h"

typedef struct Program Program;
typedef struct Eval Eval;
struct FactTable; /* fact_table.h */

/* Some of the items of a lead; by number in the core. */
typedef struct LeadItems {
    bool persona, funnel;
    bool *score, *grade, *clause;
} LeadItems;

static inline bool items_has(const LeadItems *items, CoreItem item, int i)
{
    if (items == NULL)
        return true;
    switch (item) {
    case ITEM_PERSONA: return items->persona;
    case ITEM_SCORE: return items->score[i];
    case ITEM_GRADE: return items->grade[i];
    case ITEM_FUNNEL: return items->funnel;
    case ITEM_CLAUSE: return items->clause[i];
    }
    return false;
}

typedef struct ProgramWant {
    bool lead; /* all of persona, scores, grades, stage and exit */
    /* With `lead`: of these items alone; NULL: of all.  Scores and the persona that are not
     * among them are not worked out, whoever reads them: they stand in the batch, see
     * program_given_score.  Not with `explain`. */
    const LeadItems *items;
    bool explain;           /* keep points and state of every rule, intervals, since */
    CoreExpr *const *extra; /* further expressions: --where, --select, expect */
    int n_extra;
} ProgramWant;

const Program *program_plan(const Core *core, const ProgramWant *want); /* collected */
/* Columns of a batch behind those of the fields, FLAT or CONSTANT, nothing missing: the
 * scores that are given, by number, then the persona. */
static inline int program_given_score(const Core *core, int score)
{
    return core->n_fields + score;
}
static inline int program_given_persona(const Core *core)
{
    return core->n_fields + core->n_scores;
}
/* Whether it reads that column of its batches. */
bool program_reads(const Program *p, int column);
int program_n_steps(const Program *p);
bool program_looks_up(const Program *p, int fact); /* rows of the fact, by key */
void program_dump(Buf *out, const Program *p);     /* for tests */

/* malloc'ed; thresholds at their values.  It keeps its program alive, so eval_new and
 * eval_free belong to the thread of the collector; in between any one thread may use it. */
Eval *eval_new(const Program *p);
void eval_free(Eval *ev);
void eval_set_threshold(Eval *ev, int threshold, int64_t value);
/* What CORE_PERIOD_START and _END are in the next batches: instants, the end not in. */
void eval_set_period(Eval *ev, int64_t start_us, int64_t end_us);
/* The rows in which CORE_LOOKUP looks for keys of a fact; NULL, as at first: none. */
void eval_set_table(Eval *ev, int fact, const struct FactTable *t);
/* Thresholds, period and tables as another evaluation of the same core has them. */
void eval_set_as(Eval *ev, const Eval *other);
void eval_batch(Eval *ev, const Batch *b);
/* What was memorised by text code no longer holds: the next batches have another
 * dictionary than those before. */
void eval_forget_texts(Eval *ev);

/* With want.lead.  Missing in every row where the policy has no personas, stages, exits. */
const Column *eval_persona(const Eval *ev);
const Column *eval_score(const Eval *ev, int score);
const Column *eval_grade(const Eval *ev, int grade);
const Column *eval_stage(const Eval *ev); /* missing where the lead is in an exit */
const Column *eval_exit(const Eval *ev);
const Column *eval_extra(const Eval *ev, int i);

/* PCRE2's match limit, and the bytes that a match may stack: past either it is unknown. */
enum { MATCH_LIMIT = 200000, MATCH_STACK = 1 << 20 };

enum EvalMark { MARK_OVERFLOW = 1, MARK_DIV_ZERO = 2 };
const uint8_t *eval_marks(const Eval *ev); /* bits a row: something became missing */

/* With want.explain: */
enum RuleState { RULE_NO, RULE_YES, RULE_UNKNOWN };
const uint8_t *eval_rule_state(const Eval *ev, int rule); /* a RuleState a row */
/* Micros, after its cap; for a group what its cap takes off or gives; within ±INT64_MAX. */
const int64_t *eval_rule_points(const Eval *ev, int rule);
const int64_t *eval_score_clamp(const Eval *ev,
                                int score); /* what its range adds: score =
                                                  sum of its rules' points + clamp */
const int64_t *eval_score_low(const Eval *ev, int score); /* the interval */
const int64_t *eval_score_high(const Eval *ev, int score);
const uint8_t *eval_grade_certain(const Eval *ev, int grade); /* both ends agree */
const uint8_t *eval_stage_certain(const Eval *ev);
const Column *eval_since(const Eval *ev, int stage);
const Column *eval_reached(const Eval *ev, int stage); /* flags: reached(S) */
const uint8_t *eval_since_missing(const Eval *ev,
                                  int stage); /* reached by when, no instant */

/* Calls of steps and of their kernels so far, counted where they are made: as many in each
 * batch, however many rows it has. */
uint64_t eval_kernel_calls(const Eval *ev);
uint64_t eval_grown(const Eval *ev); /* blocks asked of malloc so far */

#endif
