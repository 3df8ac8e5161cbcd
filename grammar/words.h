/* words.h -- built-in names in English and Portuguese, and where they stand.
 *
 * `stage`, `now`, `.due`, `running`, `count(`, `mon`, `per month` are names to the parser,
 * not keywords.  The tree has no language, so it holds their English spelling; a
 * Portuguese file is brought to it after parsing, and fmt brings it back.  A name that the
 * file declares, or that is back-quoted in a Portuguese file, is the user's and is never
 * touched.  Collected; a file's names are gathered once (words_declared).
 */
#ifndef ACORDO_GRAMMAR_WORDS_H
#define ACORDO_GRAMMAR_WORDS_H

#include "grammar/ast.h"
#include "grammar/keyword.h"

enum WordPlace {
    AT_VALUE = 1,
    AT_PROPERTY = 2,
    AT_CALL = 4,
    AT_DAY = 8,
    AT_MONTH = 16,
    AT_PERIOD = 32,
    AT_BY = 64,
    AT_LINE = 128,
    AT_EXPR = AT_VALUE | AT_DAY | AT_MONTH, /* weekday_of(t) = mon */
};

typedef struct Declared Declared;

/* The names that a file declares; of an expression or NULL: none. */
Declared *words_declared(const Node *file);
void words_declare(Declared *d, const Node *file); /* those of a file beside it */
bool words_is_declared(const Declared *d, Str name);

/* Places that the NAME `name`, in `slot` of `owner` (or in the LIST there, or in the PATH
 * there), may stand in as a built-in; 0: it is the user's whatever it is. */
unsigned words_places(const Declared *d, const Node *owner, int slot, const Node *name);

/* The built-in of that spelling in one of these places, or KW_NO_WORD. */
Keyword words_find(Str spelled, unsigned places, Language language);

/* Portuguese built-ins in place to their English names; last step of parsing a Portuguese
 * file or expression.  The only edit that a tree ever sees.  beside: the file that root will
 * be part of; NULL: it stands by itself. */
void words_to_english(Node *root, const Node *beside);

#endif
