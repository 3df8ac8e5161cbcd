/* expect.h -- what is said of a text that the grammar does not take.
 *
 * The parser hands over the token that it cannot take and all those that it could; here
 * they become one finding: a few words that say what was expected, "did you mean", or the
 * habit that led there.  One statement gets one finding.
 */
#ifndef ACORDO_GRAMMAR_EXPECT_H
#define ACORDO_GRAMMAR_EXPECT_H

#include "grammar/lexeme.h"

/* The statement at this place has had its finding already. */
bool expect_silent(const Parse *p, Span at);
void expect_report(Parse *p, int token, Span at, const int *wanted, int n);
void expect_too_deep(Parse *p, Span at);

#endif
