/* fmt.h -- tree to text: the one layout.
 *
 * parse(fmt x) is the tree of x with every comment kept; fmt(fmt x) = fmt x; fmt to
 * Portuguese and back to English gives the same bytes.  A user's names are never
 * translated; keywords come from keywords.def, resolved built-in words (stage, grade, now,
 * .since, .due, running, functions, mon, jan …) from words.def.  So is the word of a comment
 * that allows findings (allow_comment.h); other comments stay as they are.  A user's name
 * that the target language reserves is back-quoted.
 */
#ifndef ACORDO_GRAMMAR_FMT_H
#define ACORDO_GRAMMAR_FMT_H

#include "grammar/parse.h"

/* Appends the file in `to`'s keywords.  `p` must have no syntax errors. */
void fmt_file(Buf *out, const Parsed *p, Language to);
/* One declaration of p, with the comments that are its: those above it and at its ends.
 * file: the tree that it will stand in, whose names are declared.  A declaration without a
 * text (spans of no source) has no comments: p is NULL. */
void fmt_declaration(Buf *out, const Parsed *p, const Node *decl, const Node *file,
                     Language to);
/* One expression on one line, for messages and explanations. */
void fmt_expr(Buf *out, const Node *e, Language to);
/* The same of an expression that stands in `file`: what the file declares is never taken
 * for a word of the language. */
void fmt_expr_in(Buf *out, const Node *file, const Node *e, Language to);

#endif
