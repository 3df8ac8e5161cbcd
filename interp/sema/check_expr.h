/* check_expr.h -- expressions: names resolved, operators made kernels, types known.
 *
 * No function here returns NULL unless it says so.  What is wrong has been said when the
 * result is an error (is_error), which silences everything built on it.
 */
#ifndef ACORDO_SEMA_CHECK_EXPR_H
#define ACORDO_SEMA_CHECK_EXPR_H

#include "interp/sema/checker.h"

CoreExpr *check_expr(Sema *s, const Node *n);
/* The same beside a value of an enumeration: a bare word is first a member of it. */
CoreExpr *check_beside(Sema *s, const Node *n, const Enum *of);
/* A condition: a flag, or an error whose help says how to make one of it. */
CoreExpr *check_flag(Sema *s, const Node *n);
/* An expression of one type; whose: what asks for it. */
CoreExpr *check_typed(Sema *s, const Node *n, const Type *want, const char *whose);

/* -- for the files that check_expr.c is cut into */
const Node *bare(const Node *n);        /* without parentheses */
bool is_word(const Node *n, Keyword k); /* an unquoted name so meant */
/* Member of an enumeration that a bare word or a text names; -1 where none. */
int member_of(const Sema *s, const Node *n, const Enum *of);
bool is_value(const Sym *sym); /* an expression may name it alone */
CoreExpr *check_name(Sema *s, const Node *n, const Enum *of);
CoreExpr *check_member(Sema *s, const Node *n, const Enum *of);
bool names_function(const Node *name); /* one that the language has */
/* A property of a clause's instance: `name`, at n. */
CoreExpr *clause_prop(Sema *s, const Node *n, const Node *name, int clause, int lane);
bool names_prop(const Node *name);
bool is_of_lead(const Node *n); /* `lead`, `stage` …: what the language names */
CoreExpr *check_call(Sema *s, const Node *n, const Enum *of);
CoreExpr *check_binary(Sema *s, const Node *n, const Enum *of);
CoreExpr *check_in(Sema *s, const Node *n, const Enum *of);
CoreExpr *check_is(Sema *s, const Node *n, const Enum *of);
CoreExpr *check_known(Sema *s, const Node *n, const Enum *of);
CoreExpr *check_logic(Sema *s, const Node *n); /* `and`, `or` */
/* What the operands ask to be known needs no warning beside them. */
void guard_names(Sema *s, const NodeList *ops);
CoreExpr *check_matches(Sema *s, const Node *n);
CoreExpr *compare(Sema *s, Span at, OpId op, CoreExpr *l, CoreExpr *r);
/* Both operands, each beside the other where that is a value of an enumeration. */
void check_pair(Sema *s, const Node *l, const Node *r, CoreExpr **left,
                CoreExpr **right);
CoreExpr *folded(Sema *s, CoreExpr *e); /* K_FOLD of a text or list */
CoreExpr *negate(Sema *s, CoreExpr *e, Span at);
bool too_deep(Sema *s, const CoreExpr *e, Span at); /* says so */
/* The value of a define, once; type_error where it is wrong or part of a circle. */
CoreExpr *resolve_define(Sema *s, Sym *sym, Span use);
void check_function(Sema *s, Sym *sym); /* a define with parameters */
/* The type that a TYPE node names; type_error where it is not evaluated yet. */
const Type *type_of_node(Sema *s, const Node *n);

/* -- pattern.c: NULL where the pattern is wrong; says so */
CoreRegex *pattern_check(Sema *s, const Node *regex, bool fold);

#endif
