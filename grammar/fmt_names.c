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
    bool called = i + 1 < l->first + l->n && str_is(f->piece[i + 1].text, "(");
    if (f->to == LANG_EN && called && str_is(f->piece[i].text, "last"))
        return false; /* `in last(...)` is no window */
    for (int k = 0; k < f->n_phrases[f->to]; k++)
        if (spells_phrase(f, l, i, f->phrase[f->to][k]))
            return true;
    return false;
}

/* Spellings of several words, of both languages. */
void names_phrases(Fmt *f)
{
    static const Str spelled[][2] = {
#define KEYWORD(id, en, pt, kind) {{"" en, sizeof(en) - 1}, {"" pt, sizeof(pt) - 1}},
#define FORM(id, en, pt)          {{"" en, sizeof(en) - 1}, {"" pt, sizeof(pt) - 1}},
#include "grammar/keywords.def"
    };
    size_t cap[2] = {0};
    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++)
        for (int to = 0; to < 2; to++)
            if (memchr(spelled[i][to].p, ' ', spelled[i][to].n) != NULL)
                MEM_PUSH(f->phrase[to], f->n_phrases[to], cap[to]) = spelled[i][to];
}

/* -- words that open a line ------------------------------------------------------------- */

/* Does the word begin a line of the block?  Then a comma before it ends the line above. */
static bool begins_line(FmtBlock block, Keyword word)
{
    static const struct {
        FmtBlock home;
        Keyword word;
    } heads[] = {
#define HEAD(home, word, opens) {FMT_##home, KW_##word},
#include "grammar/blocks.def"
    };
    for (size_t i = 0; word != KW_NO_WORD && i < sizeof heads / sizeof *heads; i++)
        if (heads[i].home == block && heads[i].word == word)
            return true;
    return false;
}

static bool opens_line(const Fmt *f, const Line *l, int i)
{
    const Piece *p = &f->piece[i];
    int before = i - 1;
    while (before > l->first && f->piece[before].kind == PIECE_COMMENT)
        before--;
    bool listed = before >= l->first && str_is(f->piece[before].text, ",");
    if (!listed || p->depth > 0 || l->block == FMT_TOP)
        return false;
    bool goes_on =
        i + 1 < l->first + l->n && (str_is(p[1].text, "=") || str_is(p[1].text, "."));
    return !goes_on && begins_line(l->block, keyword_find(p->text, f->to));
}

/* -- all of it --------------------------------------------------------------------------- */

static bool follows(const Fmt *f, const Line *l, int i, Keyword k)
{
    return i > l->first && f->piece[i - 1].kind == PIECE_WORD
           && str_eq(f->piece[i - 1].text, keyword_text(k, f->to));
}

/* `grade of` and `warn at` are read as two words of the language. */
static bool ends_word_pair(const Fmt *f, const Line *l, int i, Keyword k)
{
    return (k == KW_OF && follows(f, l, i, KW_GRADE))
           || (k == KW_AT && follows(f, l, i, KW_WARN));
}

/* `set {` at the start of a line would begin a declaration. */
static bool ends_head(const Fmt *f, const Line *l, int i, Keyword k)
{
    return f->piece[i].brk > BREAK_NO && i + 1 < l->first + l->n
           && str_is(f->piece[i + 1].text, "{") && begins_line(FMT_TOP, k);
}

static bool must_quote(const Fmt *f, const Line *l, int i)
{
    const Piece *p = &f->piece[i];
    if (p->quote || !text_is_name(p->text))
        return true;
    if (p->dotted)
        return false;
    Keyword k = keyword_find(p->text, f->to);
    return keyword_kind(k) == WORD_RESERVED || ends_word_pair(f, l, i, k)
           || ends_head(f, l, i, k) || opens_line(f, l, i) || joins_phrase(f, l, i);
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
