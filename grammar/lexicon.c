/* lexicon.c -- a hash table of spellings by their first word. */
#include "grammar/lexicon.h"

#include "interp/base/mem.h"

enum { N_SLOTS = 1024 };

/* A spelling; its words are parted by single blanks. */
typedef struct Entry {
    const char *text; /* static; NULL: a free slot */
    Keyword id;
    int n;
} Entry;

/* Open addressing by the first word; long spellings are put in first, so that they are
 * met first. */
struct Lexicon {
    Entry slot[N_SLOTS];
};

static Str first_word(const char *text) { return (Str){text, strcspn(text, " ")}; }

static int count_words(Str text)
{
    int n = text.n > 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == ' ';
    return n;
}

static size_t slot_of(Str word) { return str_hash(word) % N_SLOTS; }

static void put(Lexicon *x, Entry e)
{
    size_t at = slot_of(first_word(e.text));
    while (x->slot[at].text != NULL)
        at = (at + 1) % N_SLOTS;
    x->slot[at] = e;
}

Lexicon *lexicon_new(Language language)
{
    Lexicon *x = MEM_NEW(Lexicon);
    for (int n_words = LEXICON_MAX_WORDS; n_words > 0; n_words--)
        for (int i = 0; i < keyword_n_spellings(); i++) {
            const Spelling s = keyword_spelling(language, i);
            if (count_words(s.text) == n_words)
                put(x, (Entry){s.text.p, s.word, n_words});
        }
    return x;
}

static bool fits(const Entry *e, const Str *word, int n)
{
    const char *at = e->text;
    if (e->n > n)
        return false;
    for (int i = 0; i < e->n; i++) {
        const Str w = first_word(at);
        if (!str_eq(w, word[i]))
            return false;
        at += w.n + (at[w.n] == ' ');
    }
    return true;
}

Keyword lexicon_find(const Lexicon *x, const Str *word, int n, int *n_taken)
{
    size_t at = slot_of(word[0]);
    for (; x->slot[at].text != NULL; at = (at + 1) % N_SLOTS)
        if (fits(&x->slot[at], word, n)) {
            *n_taken = x->slot[at].n;
            return x->slot[at].id;
        }
    *n_taken = 1;
    return KW_NO_WORD;
}

bool lexicon_begins_phrase(const Lexicon *x, Str word)
{
    size_t at = slot_of(word);
    for (; x->slot[at].text != NULL; at = (at + 1) % N_SLOTS)
        if (x->slot[at].n > 1 && str_eq(first_word(x->slot[at].text), word))
            return true;
    return false;
}
