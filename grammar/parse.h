/* parse.h -- text to tree: the front end's face.
 *
 * Findings go to `diags`; the tree is always made, with N_BAD nodes where the text could
 * not be read.  Anything but an empty list of errors means: do not evaluate it.
 * Hard limits (nesting depth, see PARSE_MAX_DEPTH) are findings too, never a crash.
 */
#ifndef ACORDO_GRAMMAR_PARSE_H
#define ACORDO_GRAMMAR_PARSE_H

#include "grammar/ast.h"
#include "grammar/keyword.h"
#include "interp/base/diag.h"

enum { PARSE_MAX_DEPTH = 200 };

typedef struct Comment {
    Span span;     /* from '#' to the line's end, trailing blanks aside */
    bool own_line; /* nothing but blanks before it on its line */
} Comment;

typedef struct Parsed {
    const Source *src;
    Node *file;        /* N_FILE */
    Language language; /* of the keywords */
    Comment *comment;  /* in order of place */
    int n_comments;
    size_t cap_comments;
    /* Of a tree that was put together of several: those whose nodes it has, `src`'s own aside. */
    const struct Parsed *const *part;
    int n_parts;
} Parsed;

Parsed *parse_file(const Source *src, Diags *diags);
/* Declarations that will stand beside others, as they are typed at a prompt: keywords are
 * those of `beside`, unless the text says otherwise, and the names that it declares are
 * known.  A `clause` may stand alone: Parsed.file then has a CLAUSE.  beside: a file's. */
Parsed *parse_beside(const Source *src, const Parsed *beside, Diags *diags);
/* One expression (`eval`, `--where`, `--select`, `expect`): Parsed.file is its node.
 * Keywords of `language`. */
Parsed *parse_expr(const Source *src, Language language, Diags *diags);

/* What follows `=` in a scenario, as `--set` has it: a value, and `on CALENDAR` beside it.
 * Parsed.file is a MOVE without a path. */
Parsed *parse_value(const Source *src, Language language, Diags *diags);

/* Is text (so far) a whole statement, or does it wait for more?  For the REPL: PARSE_MORE
 * where a bracket or block is open or the line ends in an operator. */
typedef enum ParseState { PARSE_WHOLE, PARSE_MORE, PARSE_WRONG } ParseState;
ParseState parse_state(Str text, Language language);

#endif
