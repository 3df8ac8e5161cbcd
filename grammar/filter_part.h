/* filter_part.h -- what the parts of the filter share: lines, braces, words.
 *
 * filter.c looks ahead and runs the loop, filter_lines.c decides about line ends and commas,
 * filter_braces.c about blocks and brackets, filter_words.c makes tokens of words.
 */
#ifndef ACORDO_GRAMMAR_FILTER_PART_H
#define ACORDO_GRAMMAR_FILTER_PART_H

#include "grammar/filter.h"

Token filter_step(Filter *f, acordo_pstate *ps);
Token filter_take(Filter *f);
bool filter_at_start(const Filter *f);        /* of a statement */
bool filter_spoken(const Filter *f);          /* the statement has had its finding */
Token filter_made(const Filter *f, int kind); /* a token that was not written */
bool filter_says_language(Token t);           /* `language` or `idioma` */

/* filter_lines.c */
Token filter_on_line_end(Filter *f, acordo_pstate *ps);
Token filter_on_comma(Filter *f, acordo_pstate *ps);

/* filter_braces.c */
Token filter_open_block(Filter *f, Token t); /* t is its `{` */
Token filter_never_closed(Filter *f);        /* the innermost bracket */
Token filter_on_open(Filter *f);
Token filter_on_close(Filter *f, acordo_pstate *ps);
Token filter_on_bracket(Filter *f);
Token filter_on_end(Filter *f);
Token filter_skip_junk(Filter *f);
bool filter_close_unclosed(Filter *f, Token *out); /* a `}` is put back */
bool filter_is_list(Block b);                      /* commas part its items, too */

/* filter_words.c */
Token filter_on_word(Filter *f, acordo_pstate *ps);
Token filter_on_number(Filter *f);

#endif
