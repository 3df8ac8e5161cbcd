/* test_case.h -- a test while it runs, as testrun.c and test_parts.c share it.
 *
 * Expectations are evaluated in one row of the test's core (core_of_test): the one lead,
 * then a column for each ask.  The asks' own expressions are evaluated in the World.
 */
#ifndef ACORDO_STUDY_TEST_CASE_H
#define ACORDO_STUDY_TEST_CASE_H

#include "interp/study/test_world.h"

typedef struct Exprs {
    CoreExpr **item;
    size_t cap;
    int n;
} Exprs;

/* The expressions that something compares: item[from] … item[to - 1] of some Exprs. */
typedef struct Parts {
    int from, to;
} Parts;

typedef struct TestCase {
    const Session *s;
    const CoreTest *test;
    const Core *core; /* of the test */
    const Derivation *why;
    Exprs extra;  /* of the row: the expectations, then the parts of each */
    Parts *parts; /* by expectation */
    Exprs asked;  /* of the leads: the asks' expressions and the parts of each */
    int *answer;  /* by ask: its expression in `asked`; -1: a figure */
    Parts *inner; /* by ask; none where the expression is shown whole */
    World *world;
    Eval *eval;
    MadeRows *row;
    Buf *out;
} TestCase;

void exprs_add(Exprs *es, CoreExpr *e);
/* Adds what e compares to es, each once. */
Parts test_parts_of(Exprs *es, CoreExpr *e);
/* Lines that say what an expectation compares, what that is, and why. */
void say_parts(const TestCase *t, Parts p);

#endif
