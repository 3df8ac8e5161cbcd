/* policy_gen.h -- random policies that the grammar takes.
 *
 * Every kind of node and every optional part of ast.def comes up; names are soft words,
 * built-ins of either language, letters of many scripts and, in back quotes, reserved
 * words; comments, blank lines and line breaks stand wherever the rules of lines allow.
 * What is written means nothing: it is for the parser, the formatter and whoever takes a
 * tree apart.  The same seed gives the same bytes everywhere.  No state is kept.
 */
#ifndef ACORDO_TESTS_PROP_POLICY_GEN_H
#define ACORDO_TESTS_PROP_POLICY_GEN_H

#include "interp/base/str.h"

enum PolicyGenFlag {
    POLICY_GEN_TIDY = 1, /* no comments, no odd blanks or line breaks */
};

/* Appends a policy of `n` declarations. */
void policy_gen(Buf *out, uint64_t seed, int n, unsigned flags);
/* Appends one expression on one line. */
void policy_gen_expr(Buf *out, uint64_t seed);

#endif
