/* eval.h -- a policy as a flat program of steps over a batch.
 *
 * program_plan turns a core into steps, each one kernel call over the batch's rows or a
 * selection of them; eval_batch runs them.  Row semantics is the specification: results
 * depend on neither batch size nor which rows share a batch.  After the first full batch
 * nothing is allocated.  Results stay valid until the next eval_batch.
 *
 * Thresholds are parameters of an Eval; the program is shared and constant.
 */
#ifndef ACORDO_ENGINE_EVAL_H
#define ACORDO_ENGINE_EVAL_H

#include "interp/engine/column.h"
#include "interp/sema/core.h"

typedef struct Program Program;
typedef struct Eval Eval;

typedef struct ProgramWant {
    bool lead;                    /* all of persona, scores, grades, stage and exit */
    bool explain;                 /* keep points and state of every rule, intervals, since */
    CoreExpr *const *extra;       /* further expressions: --where, --select, expect */
    int n_extra;
} ProgramWant;

const Program *program_plan(const Core *core, const ProgramWant *want);  /* collected */
int program_n_steps(const Program *p);
void program_dump(Buf *out, const Program *p);                            /* for tests */

Eval *eval_new(const Program *p);                /* malloc'ed; thresholds at their values */
void eval_free(Eval *ev);
void eval_set_threshold(Eval *ev, int threshold, int64_t value);
void eval_batch(Eval *ev, const Batch *b);

const Column *eval_persona(const Eval *ev);
const Column *eval_score(const Eval *ev, int score);
const Column *eval_grade(const Eval *ev, int grade);
const Column *eval_stage(const Eval *ev);        /* missing where the lead is in an exit */
const Column *eval_exit(const Eval *ev);
const Column *eval_extra(const Eval *ev, int i);

enum EvalMark { MARK_OVERFLOW = 1, MARK_DIV_ZERO = 2 };
const uint8_t *eval_marks(const Eval *ev);       /* bits a row: something became missing */

/* With want.explain: */
enum RuleState { RULE_NO, RULE_YES, RULE_UNKNOWN };
const uint8_t *eval_rule_state(const Eval *ev, int rule);      /* a RuleState a row */
const int64_t *eval_rule_points(const Eval *ev, int rule);     /* micros, after its cap; for a
                                                  group: what its cap takes off or gives */
const int64_t *eval_score_clamp(const Eval *ev, int score);    /* what its range adds: score =
                                                  sum of its rules' points + clamp */
const int64_t *eval_score_low(const Eval *ev, int score);      /* the interval */
const int64_t *eval_score_high(const Eval *ev, int score);
const uint8_t *eval_grade_certain(const Eval *ev, int grade);  /* both ends agree */
const uint8_t *eval_stage_certain(const Eval *ev);
const Column *eval_since(const Eval *ev, int stage);
const uint8_t *eval_since_missing(const Eval *ev, int stage);  /* reached by when, no instant */

uint64_t eval_kernel_calls(const Eval *ev);      /* so far; a test divides by batches */
uint64_t eval_grown(const Eval *ev);             /* blocks asked of malloc so far */

#endif
