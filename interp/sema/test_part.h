/* test_part.h -- what the files that check tests share.
 *
 * An expectation is over the one lead that its test gives, whose names stand alone; over
 * several leads, each called by its label; and over figures of all of them.  What is not
 * the one lead's becomes an ask of the test, a field after those of the policy: while
 * expectations are checked, Sema.core is core_of_test, and grows with them.
 */
#ifndef ACORDO_SEMA_TEST_PART_H
#define ACORDO_SEMA_TEST_PART_H

#include "interp/sema/check_expr.h"

typedef struct Expecting {
    CoreTest *test;
    size_t cap_asks;
} Expecting;

/* -- check_given.c: every record that a test gives; what is wrong is left out */
void check_givens(Sema *s, CoreTest *t, const Node *body);

/* -- check_asked.c */
/* `lead "1".stage`, `lead "1".(E)`; NULL: n does not begin with a lead's label. */
CoreExpr *check_of_lead(Sema *s, const Node *n);
/* The figure of a KPI, or of a clause with `measure`, by its name; NULL: no figure can be
 * expected here. */
CoreExpr *check_expected_kpi(Sema *s, const Node *n, const Sym *kpi);
CoreExpr *check_expected_clause(Sema *s, const Node *n, int clause);
/* `AGREEMENT.CLAUSE`, of a clause with `measure`; or NULL. */
CoreExpr *check_expected_level(Sema *s, const Node *member);
/* `first_contact.status`, `mql.since`, `lead.visits`. */
bool is_one_leads(const Sema *s, const Node *member);
/* One lead's value where several are given; an error expression. */
CoreExpr *say_which_lead(Sema *s, const Node *n);
/* Some ask of the expectation has another answer at another instant. */
bool asks_move_with_time(const Sema *s, const CoreExpr *e);

#endif
