/* fmt_line.h -- between the tree and the text: a formatted file as lines of pieces.
 *
 * The readers of the tree (fmt_expr.c, fmt_decl.c, fmt_block.c) put pieces one after the
 * other; a piece knows whether a blank stands before it, whether the line may be broken
 * before it, and which column it opens.  fmt_names.c then quotes the names that would be
 * read as something else; fmt_layout.c aligns, breaks and prints.
 *
 * Comments are merged by place, and their order never changes.  One inside a statement
 * stays where the line may end (inside brackets, after an operator or comma), else it comes
 * at the next such place or at the end of the line.  Blank lines: a run becomes one, none at
 * the ends of a block, none is added.
 *
 * For grammar/fmt*.c only.  Collected.
 */
#ifndef ACORDO_GRAMMAR_FMT_LINE_H
#define ACORDO_GRAMMAR_FMT_LINE_H

#include "grammar/fmt.h"
#include "grammar/words.h"

enum { FMT_WIDTH = 100, FMT_INDENT = 2, FMT_CONTINUE = 4 };

typedef enum PieceKind {
    PIECE_OTHER,   /* literal, sign */
    PIECE_WORD,    /* keyword, perhaps of several words */
    PIECE_NAME,    /* the user's: to be quoted where it must be */
    PIECE_BUILTIN, /* a built-in name in the target language; `plain` is its English */
    PIECE_COMMENT, /* inside a statement; a new line follows */
} PieceKind;

typedef enum PieceBreak {
    BREAK_NEVER, /* not even in brackets: after `in last`, `at`, and `não`, a flag otherwise */
    BREAK_NO,
    BREAK_FORCED, /* only where a comment ends the line */
    BREAK_GOOD,   /* where the line grows too long, too */
} PieceBreak;

typedef struct Piece {
    Str text;
    Str plain;
    int width; /* columns of text; known once names are settled */
    int pad;   /* column at which it begins, from the line's indent; 0: any */
    PieceKind kind;
    PieceBreak brk;      /* before it */
    unsigned char space; /* blanks before it, at least */
    unsigned char cell;  /* column that it opens, from 1; 0: none */
    unsigned char depth; /* brackets that are open around it */
    unsigned char bond;  /* how much a break before it would cost, in columns */
    bool own_line;       /* COMMENT */
    bool dotted;         /* after a `.`: any word is a name */
    bool quote;          /* NAME: would be read as a built-in */
} Piece;

/* Kinds of lines that are aligned with their like. */
typedef enum RowKind { ROW_NONE, ROW_FIELD, ROW_STAGE, ROW_PERSONA } RowKind;

/* Blocks, by their names in blocks.def. */
typedef enum FmtBlock {
    FMT_TOP,
    FMT_POLICY,
    FMT_FIELDS,
    FMT_RULES,
    FMT_BANDS,
    FMT_STAGES,
    FMT_CALENDAR,
    FMT_HOLIDAYS,
    FMT_CLAUSES,
    FMT_CLAUSE,
    FMT_KPI,
    FMT_MOVES,
    FMT_TEST,
    FMT_N_BLOCKS
} FmtBlock;

typedef struct Line {
    int first, n; /* its pieces; n 0: a comment alone */
    int indent;   /* columns */
    int hang;     /* piece under which a broken line goes on, or -1 */
    RowKind row;
    FmtBlock block;
    bool blank;  /* an empty line before it */
    bool broken; /* takes several lines */
    Str comment; /* at its end; empty: none */
} Line;

typedef struct Fmt {
    const Source *src; /* NULL: no comments, no blank lines */
    const Comment *comment;
    int n_comments, next_comment;
    Language to;
    Declared *declared;
    Str *phrase[2]; /* spellings of several words, by language */
    int n_phrases[2];
    Piece *piece;
    int n_pieces;
    size_t cap_pieces;
    Line *line;
    int n_lines;
    size_t cap_lines;
    Line now; /* being put together */
    FmtBlock block;
    int indent;     /* columns */
    int depth;      /* open brackets */
    uint32_t limit; /* end of the block around: a comment past it is another's */
    uint32_t seen;  /* where the source was left, for blank lines */
    uint32_t begin; /* of the statement at hand, in the source */
    bool measuring; /* only the width of a statement on one line is wanted */
    int measured;
    bool single;             /* inside a block on one line: no columns */
    int width[FMT_N_BLOCKS]; /* of the words that open the block's lines */
    bool fresh;              /* nothing in this block yet: no blank line */
    /* of the next piece */
    unsigned char cell;
    unsigned char space;
    int pad;
    PieceBreak brk;
    unsigned char bond;
    bool dotted;
} Fmt;

/* -- statements (fmt_line.c) */
void line_begin(Fmt *f, const Node *n);
void line_here(Fmt *f, uint32_t at); /* the same, of what has no node */
void line_end(Fmt *f, uint32_t end); /* its last byte in the source is before `end` */
/* Comments that lie before `at`, each on a line of its own. */
void line_comments(Fmt *f, uint32_t at);
/* Is the block written on one line, from `{` to `}`, and without a comment? */
bool line_was_single(const Fmt *f, const Node *block, const Node *items);

/* -- pieces (fmt_line.c) */
void put_before(Fmt *f, const Node *n); /* comments that lie before n */
void put_until(Fmt *f, uint32_t at);
void put_str(Fmt *f, Str s);
void put_z(Fmt *f, const char *s);
void put_word(Fmt *f, Keyword k);
void put_keyword_str(Fmt *f, Str spelled);
void put_open(Fmt *f,
              const char *bracket); /* glued to what is before it if `space` is 0 */
void put_close(Fmt *f, const char *bracket);
void put_comma(Fmt *f);
void put_name(Fmt *f, const Node *owner, int slot); /* kid `slot` of owner, a NAME */
void put_name_in(Fmt *f, const Node *owner, int slot,
                 const Node *name); /* of a list there */
static inline void put_glue(Fmt *f) { f->space = 0; }
static inline void put_cell(Fmt *f, int cell, int space)
{
    f->cell = (unsigned char)(f->single ? 0 : cell);
    f->space = (unsigned char)(f->single ? 1 : space);
}

/* -- names (fmt_names.c) */
void names_phrases(Fmt *f);               /* once, before any line */
void names_settle(Fmt *f, const Line *l); /* quotes and widths */

/* -- layout (fmt_layout.c) */
void layout_print(Fmt *f, Buf *out);

/* -- tokens (fmt_text.c); collected */
bool text_is_name(Str s);     /* can stand without back quotes, keywords aside */
Str text_string(Str decoded); /* with its quotes */
Str text_regex(Str decoded);
Str text_ordinal(Str number, Language to);

/* -- the tree: fmt_expr.c */
typedef void PutNode(Fmt *f, const Node *n);

void fmt_put_expr(Fmt *f, const Node *owner,
                  int slot); /* kid `slot` of owner, or nothing */
void fmt_put_item(Fmt *f, const Node *owner, int slot, const Node *e);
void fmt_put_items(Fmt *f, const Node *owner, int slot); /* a LIST, with commas */
void fmt_put_list(Fmt *f, const Node *owner,
                  int slot); /* the same, in square brackets */
void fmt_put_part(Fmt *f, Keyword k, const Node *n,
                  int slot); /* word and kid, or nothing */

/* -- lines of blocks: fmt_rows.c, fmt_terms.c */
void fmt_put_row(Fmt *f, const Node *row);
void fmt_put_term(Fmt *f, const Node *row);        /* of a clause or KPI */
void fmt_put_head(Fmt *f, Keyword k);              /* a word, then the block's column */
void fmt_put_per(Fmt *f, const Node *n, int slot); /* per PERIOD [of E] */
void fmt_put_type(Fmt *f, const Node *type);

/* -- declarations, and blocks in blocks: fmt_decl.c */
void fmt_put_statement(Fmt *f, const Node *n);

#endif
