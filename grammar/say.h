/* say.h -- the findings of the front end: one mistake, one finding.
 *
 * Every finding of the lexer, the filter and the parser is made through say_put, which
 * remembers its place, so that the layers above keep silent about what follows from it.
 */
#ifndef ACORDO_GRAMMAR_SAY_H
#define ACORDO_GRAMMAR_SAY_H

#include "grammar/lexeme.h"

Diag *say_put(Parse *p, DiagCode code, Span at, MsgId msg, const char *const *args);
#define say_at(p, code, at, ...)       SAY_AT_((p), (code), (at), __VA_ARGS__, NULL)
#define SAY_AT_(p, code, at, msg, ...) say_put(p, code, at, msg, DIAG_ARGS(__VA_ARGS__))

/* The text of a place, cut to what fits into a sentence; NUL-ended. */
const char *say_text(Span at);
/* The words of the file's own language, for a sentence: `when`, or `quando`. */
const char *say_word(const Parse *p, Keyword k);

#endif
