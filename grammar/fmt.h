/* fmt.h -- tree to text: the one layout.
 *
 * parse(fmt x) is the tree of x with every comment kept; fmt(fmt x) = fmt x; fmt to
 * Portuguese and back to English gives the same bytes.  A user's names are never
 * translated; keywords come from keywords.def, resolved built-in words (stage, grade, now,
 * .since, .due, running, functions, mon, jan …) from words.def.  A user's name that the
 * target language reserves is back-quoted.
 */
#ifndef ACORDO_GRAMMAR_FMT_H
#define ACORDO_GRAMMAR_FMT_H

#include "grammar/parse.h"

/* Appends the file in `to`'s keywords.  `p` must have no syntax errors. */
void fmt_file(Buf *out, const Parsed *p, Language to);
/* One expression on one line, for messages and explanations. */
void fmt_expr(Buf *out, const Node *e, Language to);
/* The same of an expression that stands in `file`: what the file declares is never taken
 * for a word of the language. */
void fmt_expr_in(Buf *out, const Node *file, const Node *e, Language to);

#endif
