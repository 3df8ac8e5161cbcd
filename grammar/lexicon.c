#include "grammar/lexicon.h"

#include "interp/base/mem.h"

enum { N_SLOTS = 1024 };

typedef struct Entry {
    Str word[LEXICON_MAX_WORDS];
    int n;
    Keyword id;
} Entry;

/* Open addressing by the first word; long spellings are put in first, so that they are
 * met first. */
struct Lexicon {
    Entry slot[N_SLOTS];
};

static int split_words(Str text, Str word[LEXICON_MAX_WORDS])
{
    int n = 0;
    while (text.n > 0 && n < LEXICON_MAX_WORDS) {
        const char *blank = memchr(text.p, ' ', text.n);
        const size_t len = blank != NULL ? (size_t)(blank - text.p) : text.n;
        word[n++] = str_sub(text, 0, len);
        text = str_sub(text, len + (blank != NULL), text.n);
    }
    return n;
}

static void put(Lexicon *x, Entry e)
{
    size_t at = str_hash(e.word[0]) % N_SLOTS;
    while (x->slot[at].n > 0)
        at = (at + 1) % N_SLOTS;
    x->slot[at] = e;
}

Lexicon *lexicon_new(Language language)
{
    Lexicon *x = MEM_NEW(Lexicon);
    for (int n_words = LEXICON_MAX_WORDS; n_words > 0; n_words--)
        for (int i = 0; i < keyword_n_spellings(); i++) {
            const Spelling s = keyword_spelling(language, i);
            Entry e = {.id = s.word};
            e.n = split_words(s.text, e.word);
            if (e.n == n_words)
                put(x, e);
        }
    return x;
}

static bool fits(const Entry *e, const Str *word, int n)
{
    if (e->n > n)
        return false;
    for (int i = 0; i < e->n; i++)
        if (!str_eq(e->word[i], word[i]))
            return false;
    return true;
}

Keyword lexicon_find(const Lexicon *x, const Str *word, int n, int *n_taken)
{
    size_t at = str_hash(word[0]) % N_SLOTS;
    for (; x->slot[at].n > 0; at = (at + 1) % N_SLOTS)
        if (fits(&x->slot[at], word, n)) {
            *n_taken = x->slot[at].n;
            return x->slot[at].id;
        }
    *n_taken = 1;
    return KW_NO_WORD;
}

bool lexicon_begins_phrase(const Lexicon *x, Str word)
{
    size_t at = str_hash(word) % N_SLOTS;
    for (; x->slot[at].n > 0; at = (at + 1) % N_SLOTS)
        if (x->slot[at].n > 1 && str_eq(x->slot[at].word[0], word))
            return true;
    return false;
}
