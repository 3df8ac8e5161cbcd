/* keyword.h -- the words of the language, by language.
 *
 * The rows are keywords.def.  KW_NO_WORD (0) is no word at all.  Static data: nothing
 * here allocates; the parser looks words up through lexicon.h, which is faster.
 */
#ifndef ACORDO_GRAMMAR_KEYWORD_H
#define ACORDO_GRAMMAR_KEYWORD_H

#include "interp/base/str.h"

typedef enum Language { LANG_EN, LANG_PT } Language;

typedef enum Keyword {
    KW_NO_WORD,
#define KEYWORD(id, en, pt, kind) KW_##id,
#include "grammar/keywords.def"
    N_KEYWORDS
} Keyword;

typedef enum WordKind {
    WORD_NONE,
    WORD_RESERVED,
    WORD_SOFT,
    WORD_PHRASE,
    WORD_BUILTIN
} WordKind;

/* The spelling that fmt writes; "" for KW_NO_WORD. */
Str keyword_text(Keyword k, Language language);
/* The same where a name is wanted: of one word (`prazo`, where a line says `dentro de`),
 * or empty if there is none. */
Str keyword_name_text(Keyword k, Language language);
/* `business` or `calendar` before or after a unit: úteis, útil, corridos, corrido. */
Str keyword_adjective(Keyword k, Language language, bool one);
WordKind keyword_kind(Keyword k);
/* The row that one word, exactly so spelled, belongs to; KW_NO_WORD where none.  In
 * Portuguese `não` gives KW_NOT. */
Keyword keyword_find(Str word, Language language);
/* The spelling in a language of what English spells so, in one word or several; the text
 * itself where that is no word. */
Str keyword_twin(Str english, Language language);

/* Units: KW_HOUR and KW_HOURS give KW_HOURS, or KW_HOUR; other words KW_NO_WORD. */
Keyword keyword_plural(Keyword unit);
Keyword keyword_singular(Keyword unit);

/* Every spelling of a language, rows first, then forms; the text may be empty. */
typedef struct Spelling {
    Keyword word;
    Str text; /* words parted by one blank */
} Spelling;
int keyword_n_spellings(void);
Spelling keyword_spelling(Language language, int i);

#endif
