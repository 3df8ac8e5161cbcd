/* lexeme.h -- what a token carries, and the state of one parse.
 *
 * Shared by lexer.l, the filter, parser.y and the sentences of expect.c; nobody else
 * includes it.  Everything is collected and lives as long as the parse.
 */
#ifndef ACORDO_GRAMMAR_LEXEME_H
#define ACORDO_GRAMMAR_LEXEME_H

#include "grammar/keyword.h"
#include "grammar/parse.h"

/* The value of a token: its text as ast.def wants it in a leaf, and the row of
 * keywords.def that the word belongs to. */
typedef struct Lexeme {
    Str text;
    uint16_t word;
    bool quoted;
} Lexeme;

/* A token with its kind (TK_ of parser.h) and place. */
typedef struct Token {
    int kind;
    Lexeme lex;
    Span span;
} Token;

typedef struct Filter Filter;

typedef struct Parse {
    const Source *src;
    Diags *diags;
    Parsed *out;
    Filter *filter;
    Node *root;
    uint32_t statement; /* where the statement that the parser reads begins */
    uint32_t spoken;    /* where the last finding is: its statement has no second one */
    bool any_spoken;
    int n_spoken;
    int bad_opens; /* a `{` where none can stand: one `}` too many may follow */
    bool stopped;  /* a limit was met: nothing more is read or said */
} Parse;

/* At most this many findings are made; then the rest of the text is left unread. */
enum { PARSE_MAX_FINDINGS = 200, PARSE_MAX_HEIGHT = 1000 };

#endif
