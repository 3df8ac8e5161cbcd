/* keyword.c -- the rows of keywords.def. */
#include "grammar/keyword.h"

#include <assert.h>

static const struct Row {
    const char *text[2];
    WordKind kind;
} rows[N_KEYWORDS] = {
#define KEYWORD(id, en, pt, kind) [KW_##id] = {{en, pt}, WORD_##kind},
#include "grammar/keywords.def"
};

static const struct Form {
    Keyword word;
    const char *text[2];
} forms[] = {
#define FORM(id, en, pt) {KW_##id, {en, pt}},
#include "grammar/keywords.def"
};

enum { N_FORMS = sizeof forms / sizeof *forms };

Str keyword_text(Keyword k, Language language)
{
    return k == KW_NO_WORD ? STR("") : str_of(rows[k].text[language]);
}

static bool one_word(const char *s) { return *s != '\0' && strchr(s, ' ') == NULL; }

Str keyword_name_text(Keyword k, Language language)
{
    if (k == KW_NO_WORD || one_word(rows[k].text[language]))
        return keyword_text(k, language);
    for (int i = 0; i < N_FORMS; i++)
        if (forms[i].word == k && one_word(forms[i].text[language]))
            return str_of(forms[i].text[language]);
    return STR("");
}

Str keyword_adjective(Keyword k, Language language, bool one)
{
    if (language == LANG_PT && k == KW_BUSINESS)
        return one ? STR("útil") : STR("úteis");
    if (language == LANG_PT && k == KW_CALENDAR)
        return one ? STR("corrido") : STR("corridos");
    return keyword_text(k, language);
}

WordKind keyword_kind(Keyword k) { return rows[k].kind; }

int keyword_n_spellings(void) { return N_KEYWORDS - 1 + N_FORMS; }

Spelling keyword_spelling(Language language, int i)
{
    assert(i >= 0 && i < keyword_n_spellings());
    if (i < N_KEYWORDS - 1)
        return (Spelling){(Keyword)(i + 1), str_of(rows[i + 1].text[language])};
    const struct Form *f = &forms[i - (N_KEYWORDS - 1)];
    return (Spelling){f->word, str_of(f->text[language])};
}

Str keyword_twin(Str english, Language language)
{
    for (int k = KW_NO_WORD + 1; k < N_KEYWORDS; k++)
        if (str_is(english, rows[k].text[LANG_EN]))
            return str_of(rows[k].text[language]);
    return english;
}

Keyword keyword_find(Str word, Language language)
{
    for (int i = 0; word.n > 0 && i < keyword_n_spellings(); i++) {
        const Spelling s = keyword_spelling(language, i);
        if (str_eq(s.text, word))
            return s.word;
    }
    return KW_NO_WORD;
}

/* Singular and plural stand side by side in the table. */
static const Keyword units[] = {KW_SECOND, KW_MINUTE, KW_HOUR,    KW_DAY,
                                KW_WEEK,   KW_MONTH,  KW_QUARTER, KW_YEAR};

Keyword keyword_plural(Keyword unit)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (unit == units[i] || unit == units[i] + 1)
            return (Keyword)(units[i] + 1);
    return KW_NO_WORD;
}

Keyword keyword_singular(Keyword unit)
{
    const Keyword plural = keyword_plural(unit);
    return plural == KW_NO_WORD ? KW_NO_WORD : (Keyword)(plural - 1);
}
