/* fmt_names.c -- which names need back quotes where they stand.
 *
 * A name is quoted if it is not shaped like one, if the target language reserves it, if it
 * would be read as a built-in there, if it and its neighbours spell a phrase (`in last`),
 * or if after a comma it would open a line of the block.
 */
#include "grammar/fmt_line.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"

static bool is_word(const Piece *p)
{
    return !p->dotted
           && (p->kind == PIECE_WORD || p->kind == PIECE_NAME
               || p->kind == PIECE_BUILTIN);
}

/* Takes the last (or first) word off s. */
static Str take_word(Str *s, bool last)
{
    size_t i = 0;
    if (last) {
        i = s->n;
        while (i > 0 && s->p[i - 1] != ' ')
            i--;
        Str word = str_sub(*s, i, s->n);
        s->n = i > 0 ? i - 1 : 0;
        return word;
    }
    while (i < s->n && s->p[i] != ' ')
        i++;
    Str word = str_sub(*s, 0, i);
    *s = i < s->n ? str_sub(*s, i + 1, s->n) : (Str){s->p + i, 0};
    return word;
}

/* Do the pieces before (or after) piece i end (or begin) with these words? */
static bool neighbours_spell(const Fmt *f, const Line *l, int i, Str words, bool before)
{
    int step = before ? -1 : 1;
    Str have = {0};
    while (words.n > 0) {
        if (have.n == 0) {
            i += step;
            if (i < l->first || i >= l->first + l->n || !is_word(&f->piece[i]))
                return false;
            have = f->piece[i].text;
        }
        if (!str_eq(take_word(&have, before), take_word(&words, before)))
            return false;
    }
    return true;
}

static bool spells_phrase(const Fmt *f, const Line *l, int i, Str phrase)
{
    Str name = f->piece[i].text;
    for (size_t at = 0; at + name.n <= phrase.n;) {
        Str rest = str_sub(phrase, at, phrase.n);
        Str word = take_word(&rest, false);
        Str before = {phrase.p, at > 0 ? at - 1 : 0};
        if (str_eq(word, name) && neighbours_spell(f, l, i, before, true)
            && neighbours_spell(f, l, i, rest, false))
            return true;
        at += word.n + 1;
    }
    return false;
}

static bool joins_phrase(const Fmt *f, const Line *l, int i)
{
    for (int k = 0; k < f->n_phrases; k++)
        if (spells_phrase(f, l, i, f->phrase[k]))
            return true;
    return false;
}

void names_phrases(Fmt *f)
{
    size_t cap = 0;
    for (int i = 0; i < keyword_n_spellings(); i++) {
        Str text = keyword_spelling(f->to, i).text;
        if (text.n > 0 && memchr(text.p, ' ', text.n) != NULL)
            MEM_PUSH(f->phrase, f->n_phrases, cap) = text;
    }
}

/* -- words that open something ---------------------------------------------------------- */

#define IN(block) (1u << BLOCK_##block)

/* Blocks in which a word opens a line, so that a comma before it ends the line above. */
static const unsigned short opens_line[N_KEYWORDS] = {
    [KW_VERSION] = IN(POLICY),
    [KW_PARTIES] = IN(POLICY),
    [KW_CURRENCY] = IN(POLICY),
    [KW_EFFECTIVE] = IN(POLICY),
    [KW_UNTIL] = IN(POLICY),
    [KW_REVIEW] = IN(POLICY),
    [KW_YEAR] = IN(POLICY),
    [KW_TIMEZONE] = IN(POLICY) | IN(CALENDAR),
    [KW_GROUP] = IN(SCORE),
    [KW_STAGE] = IN(FUNNEL),
    [KW_EXIT] = IN(FUNNEL),
    [KW_OPEN] = IN(CALENDAR),
    [KW_CLOSED] = IN(CALENDAR),
    [KW_CLAUSE] = IN(AGREEMENT),
    [KW_BY] = IN(CLAUSE),
    [KW_FOR] = IN(CLAUSE),
    [KW_EXCUSED] = IN(CLAUSE),
    [KW_STARTS] = IN(CLAUSE),
    [KW_STOPS] = IN(CLAUSE),
    [KW_CANCELS] = IN(CLAUSE),
    [KW_PAUSES] = IN(CLAUSE),
    [KW_WITHIN] = IN(CLAUSE),
    [KW_DUE] = IN(CLAUSE),
    [KW_KEEP] = IN(CLAUSE),
    [KW_RELAXES] = IN(CLAUSE),
    [KW_WARN] = IN(CLAUSE),
    [KW_BREACH] = IN(CLAUSE),
    [KW_TARGET] = IN(CLAUSE) | IN(KPI),
    [KW_MEASURE] = IN(CLAUSE) | IN(KPI),
    [KW_PER] = IN(CLAUSE) | IN(KPI),
    [KW_BASELINE] = IN(KPI),
    [KW_AT] = IN(TEST),
    [KW_GIVEN] = IN(TEST),
    [KW_EXPECT] = IN(TEST),
};

#undef IN

/* Words that the parser takes for a block left open, where a line begins with them. */
static bool opens_declaration(Keyword k)
{
    static const bool top[N_KEYWORDS] = {
        [KW_POLICY] = true,    [KW_USE] = true,       [KW_LANGUAGE] = true,
        [KW_LEAD] = true,      [KW_EVENT] = true,     [KW_FACT] = true,
        [KW_PERSONA] = true,   [KW_SCORE] = true,     [KW_GRADE] = true,
        [KW_THRESHOLD] = true, [KW_FUNNEL] = true,    [KW_CALENDAR] = true,
        [KW_HOLIDAYS] = true,  [KW_AGREEMENT] = true, [KW_KPI] = true,
        [KW_SCENARIO] = true,  [KW_TEST] = true,      [KW_DEFINE] = true,
        [KW_SET] = true,       [KW_GUARD] = true,     [KW_ACCEPT] = true,
        [KW_CLAUSE] = true,
    };
    return top[k];
}

static bool opens_here(const Fmt *f, const Line *l, int i, Keyword k)
{
    const Piece *p = &f->piece[i];
    bool first = i == l->first;
    bool listed = !first && p->depth == 0 && str_is(p[-1].text, ",");
    if (l->block == BLOCK_SCENARIO || l->block == BLOCK_GRADE)
        return (first || listed) && opens_declaration(k);
    return listed && (opens_line[k] >> l->block & 1) != 0;
}

/* -- */

static bool must_quote(const Fmt *f, const Line *l, int i)
{
    const Piece *p = &f->piece[i];
    if (p->quote || !text_is_name(p->text))
        return true;
    if (p->dotted)
        return false;
    Keyword k = keyword_find(p->text, f->to);
    return keyword_kind(k) == WORD_RESERVED || opens_here(f, l, i, k)
           || joins_phrase(f, l, i);
}

static void quote(Piece *p)
{
    Str name = p->kind == PIECE_BUILTIN ? p->plain : p->text;
    p->text = str_of(str_format("`%.*s`", (int)name.n, name.p));
    p->kind = PIECE_OTHER;
}

void names_settle(Fmt *f, const Line *l)
{
    for (int i = l->first; i < l->first + l->n; i++) {
        Piece *p = &f->piece[i];
        if ((p->kind == PIECE_NAME || p->kind == PIECE_BUILTIN) && must_quote(f, l, i))
            quote(p);
        p->width = utf8_width(p->text);
    }
}
