/* filter.h -- layer two: words and lines.
 *
 * Between raw tokens and the parser: phrases and words become their tokens, line ends
 * become the ends of statements or nothing, and a brace that was lost is put back with a
 * finding.  Rules of lines are in LANGUAGE.md ("Words and lines"); blocks.def knows which
 * words begin a line of which block.
 */
#ifndef ACORDO_GRAMMAR_FILTER_H
#define ACORDO_GRAMMAR_FILTER_H

#include "grammar/lex.h"
#include "grammar/lexicon.h"

typedef enum Block {
    BLOCK_JUNK, /* not known, or no block at all */
    BLOCK_TOP,
    BLOCK_POLICY,
    BLOCK_FIELDS,
    BLOCK_RULES,
    BLOCK_BANDS,
    BLOCK_STAGES,
    BLOCK_CALENDAR,
    BLOCK_HOLIDAYS,
    BLOCK_CLAUSES,
    BLOCK_CLAUSE,
    BLOCK_KPI,
    BLOCK_MOVES,
    BLOCK_TEST,
    BLOCK_RECORD,
} Block;

typedef struct OpenBlock {
    Block kind;
    Keyword head; /* the word that opened it; KW_NO_WORD: none that is known */
    Span at;      /* its `{` */
} OpenBlock;

/* A word of the raw tokens: its row, and how many raw tokens it takes. */
typedef struct WordAt {
    Keyword id;
    int n;
} WordAt;

enum { FILTER_AHEAD = 16 };

struct Filter {
    Parse *p;
    Lex *lex;
    Lexicon *words;
    Token ahead[FILTER_AHEAD]; /* a ring of raw tokens */
    int first, n_ahead;
    bool raw_was_eol; /* the last one put into the ring */
    Token last;       /* the last one that went out */
    Keyword head;     /* of the statement, if it has one */
    Block opens;      /* the block that its head must still open, or JUNK */
    int n_in_statement;
    Token bracket[PARSE_MAX_DEPTH];
    int n_brackets;
    Block outermost; /* TOP, or CLAUSES where the text is a clause alone */
    OpenBlock block[PARSE_MAX_DEPTH];
    int n_blocks;
    int n_to_close;      /* blocks whose `}` is being put back */
    uint32_t closed_for; /* where the line begins for which braces were put back */
    int put_back;        /* as many may be too many */
};

Filter *filter_new(Parse *p);
/* The next token for the parser; ps may be NULL where there is no parser to ask. */
Token filter_next(Filter *f, acordo_pstate *ps);

/* The raw token i places ahead, and the word that begins there. */
Token filter_peek(Filter *f, int i);
WordAt filter_word(Filter *f, int i);
Block filter_block(const Filter *f);
bool filter_says_more(Token t); /* a statement cannot end behind it */

/* blocks.c: does the raw token at i begin a line of this block? */
bool block_begins(Filter *f, Block b, int i);
/* The same, and it could not be anything else, even behind an operator. */
bool block_surely_begins(Filter *f, Block b, int i);
/* The block that the head of such a line opens; BLOCK_JUNK: none. */
Block block_opened_by(Block home, Keyword head);
/* The words that begin its lines, at most so many. */
int block_heads(Block home, Keyword *word, int most);
/* How many blocks are still open that cannot hold the line at raw token 0, though an outer
 * one can. */
int block_n_unclosed(Filter *f);
/* Does the `}` at raw token 0 close a block whose lines go on behind it? */
bool block_closed_too_early(Filter *f);

#endif
