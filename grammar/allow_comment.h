/* allow_comment.h -- a comment that allows findings: `# acordo: allow W0612, W0601 reason`.
 *
 * In Portuguese the word is `permite`; each language's is taken in either.  A comment is
 * one of these where what looks like a code (a letter, then letters and digits) follows the
 * word: other comments may begin with "acordo:", which is a word of Portuguese.
 */
#ifndef ACORDO_GRAMMAR_ALLOW_COMMENT_H
#define ACORDO_GRAMMAR_ALLOW_COMMENT_H

#include "grammar/keyword.h"

typedef struct AllowComment {
    Str word;   /* `allow`, or what was written in its place */
    Str codes;  /* from the first to the last of them, with commas between */
    Str reason; /* n 0: none was given */
} AllowComment;

/* False where the comment (from its `#` on) is none of these.  Texts are parts of it. */
bool allow_comment(Str comment, AllowComment *out);
/* The next code of `codes` from *at on, and *at past it; n 0: no more. */
Str allow_code(Str codes, size_t *at);

bool allow_word_is(Str word); /* of one of the languages */
Str allow_word(Language language);
/* The comment with the word of that language; itself where it is none of these.  Collected
 * where it is another text. */
Str allow_translated(Str comment, Language to);

#endif
