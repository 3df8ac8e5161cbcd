/* lexicon.h -- words and phrases of one language, for fast look-up.
 *
 * Built once a parse out of keywords.def; the longest spelling that fits wins.  Collected.
 */
#ifndef ACORDO_GRAMMAR_LEXICON_H
#define ACORDO_GRAMMAR_LEXICON_H

#include "grammar/keyword.h"

enum { LEXICON_MAX_WORDS = 4 };

typedef struct Lexicon Lexicon;

Lexicon *lexicon_new(Language language);
/* The row that the first words of word[0..n) spell, and how many of them it takes. */
Keyword lexicon_find(const Lexicon *x, const Str *word, int n, int *n_taken);
/* Does any spelling of several words begin with this one? */
bool lexicon_begins_phrase(const Lexicon *x, Str word);

#endif
