/* lex.h -- raw tokens: what lexer.l needs of C, and what the filter asks of it.
 *
 * Words come as TK_IDENT, known or not; line ends and the end of the text as TK_EOL and
 * TK_END.  What cannot be a token has its finding at once and comes as TK_ACORDO_error,
 * from which the parser recovers in silence.  At most one finding a line is made here.
 */
#ifndef ACORDO_GRAMMAR_LEX_H
#define ACORDO_GRAMMAR_LEX_H

#include "grammar/lexeme.h"
#include "grammar/say.h"
#include "interp/base/mem.h"

#include "parser.h"

typedef struct Lex {
    Parse *p;
    void *scanner;
    Token tok;        /* being made */
    Span span;        /* of the shape at hand */
    uint32_t line;    /* where its line begins */
    int last;         /* kind of the last token; TK_EOL at the start */
    bool line_used;   /* the line has a token */
    bool wants_regex; /* the last word was `matches` or `combina com` */
    bool half_regex;  /* the last word was `combina` */
} Lex;

Lex *lex_new(Parse *p);
Token lex_next(Lex *l);

/* For lexer.l. */
void lex_open(Lex *l, char *text, size_t n);
void lex_take(Lex *l, size_t n);
Token lex_seen(Lex *l);
bool lex_after_value(const Lex *l);
void lex_fatal(const char *why);

void lex_comment(Lex *l);
void lex_join(Lex *l);
int lex_line_end(Lex *l);
int lex_word(Lex *l);
int lex_quoted_name(Lex *l);
int lex_plain(Lex *l, int kind);
int lex_sign(Lex *l, int kind);
int lex_percent(Lex *l);
int lex_ordinal(Lex *l);
int lex_string(Lex *l);
int lex_regex(Lex *l);

int lex_wrong(Lex *l, DiagCode code, MsgId msg);
int lex_mend(Lex *l, DiagCode code, int kind, const char *write);
int lex_mend_word(Lex *l, int kind);
int lex_single_quotes(Lex *l);
int lex_typographic(Lex *l);
int lex_open_string(Lex *l);
int lex_date(Lex *l);
int lex_no_offset(Lex *l);
int lex_grouped(Lex *l);
int lex_stuck(Lex *l);
int lex_currency(Lex *l);
void lex_colon(Lex *l);
void lex_semicolon(Lex *l);
void lex_slashes(Lex *l);

#endif
