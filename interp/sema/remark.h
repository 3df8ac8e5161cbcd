/* remark.h -- findings of the checker: the few shapes that they share. */
#ifndef ACORDO_SEMA_REMARK_H
#define ACORDO_SEMA_REMARK_H

#include "interp/sema/checker.h"

/* A finding; in an expansion of what was checked before, warnings are not repeated (the
 * result is then a finding that nobody sees). */
#define say(s, code, at, ...)       SAY_((s), (code), (at), __VA_ARGS__, NULL)
#define SAY_(s, code, at, msg, ...) sema_say(s, code, at, msg, DIAG_ARGS(__VA_ARGS__))
Diag *sema_say(Sema *s, DiagCode code, Span at, MsgId msg, const char *const *args);

/* The file's own word for an English one of the language: `when`, or `quando`. */
const char *word_at(const Sema *s, Span at, const char *english);
/* A part of a sentence, with the words of the file. */
#define phrase(s, at, ...) PHRASE_((s), (at), __VA_ARGS__, NULL)
#define PHRASE_(s, at, msg, ...) \
    msg_fill((msg), words_at((s), (at)), DIAG_ARGS(__VA_ARGS__))
WordOf *words_at(const Sema *s, Span at);

/* What `check` refuses for now; what: a noun, as the rows of later.def have it. */
void say_later(Sema *s, Span at, MsgId what);
/* A name that is not there, with the nearest of n that are. */
Diag *say_unknown(Sema *s, DiagCode code, Span at, MsgId msg, Str name,
                  const Str *known, int n);
/* The same for any name that an expression may use; silent where a module was lost. */
void say_unknown_name(Sema *s, const Node *name);
/* A range, without the word before it: "0..100". */
const char *range_words(const Node *range);
void say_reversed(Sema *s, const Node *range);
/* A member that an enumeration does not have. */
void say_no_member(Sema *s, Span at, Str name, const Enum *of);
/* No operation op on these: names both, and what would work. */
void say_no_operation(Sema *s, Span at, OpId op, const CoreExpr *left,
                      const CoreExpr *right);
/* `in` does not look for a left among items of the other kind. */
void say_not_found_in(Sema *s, const CoreExpr *left, const CoreExpr *item);
/* Help that shows the constant e (as written at n) as a constant of type want. */
void help_literal(Diag *d, const Sema *s, const Node *n, const CoreExpr *e,
                  const Type *want);

const char *type_words(const Type *t);
const char *a_type(const Type *t); /* the same with its article: "a number" */
const char *span_words(Span at);   /* the text there, blanks joined, cut at 60 */
Str one_line(Span at);             /* the text there without comments, on one line */
Span core_at(const Sema *s, const CoreExpr *e);

#endif
