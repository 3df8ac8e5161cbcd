/* statement.h -- the statement that a comment speaks of.
 *
 * A statement is a declaration of the file or a line of a block, with the block that it has
 * itself: `score fit { … }`, and in it `+10 when …`.
 */
#ifndef ACORDO_GRAMMAR_STATEMENT_H
#define ACORDO_GRAMMAR_STATEMENT_H

#include "grammar/parse.h"

/* Of a comment on a line of its own, the statement that begins after it in the same block;
 * behind text, the innermost that holds the text before it, so behind `{` or `}` the one
 * with the block.  Inside a statement of several lines, that one.  NULL: none. */
const Node *statement_of_comment(const Parsed *p, const Comment *c);

#endif
