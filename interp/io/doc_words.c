/* doc_words.c -- the table of the document's sentences, and texts put into them. */
#include "interp/io/doc_words.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include <assert.h>

static const Str words[N_DOCS][2] = {
#define DOC(id, en, pt) \
    [id] = {[LANG_EN] = {"" en, sizeof(en) - 1}, [LANG_PT] = {"" pt, sizeof(pt) - 1}},
#include "interp/io/doc_words.def"
};

Str doc_raw(Language l, DocId id)
{
    assert(id < N_DOCS);
    return words[id][l];
}

/* -- places --------------------------------------------------------------------------- */

/* Portuguese joins a preposition to the article behind it: de + o is do. */
static const struct {
    const char *before, *article, *joined;
} joins[] = {
    {"de ", "o ", "do "},    {"de ", "a ", "da "},      {"de ", "os ", "dos "},
    {"de ", "as ", "das "},  {"em ", "o ", "no "},      {"em ", "a ", "na "},
    {"em ", "os ", "nos "},  {"em ", "as ", "nas "},    {"por ", "o ", "pelo "},
    {"por ", "a ", "pela "}, {"por ", "os ", "pelos "}, {"por ", "as ", "pelas "},
    {"a ", "o ", "ao "},     {"a ", "a ", "à "}};

static bool ends_with_word(const Buf *b, const char *word)
{
    const size_t n = strlen(word);
    return str_ends(buf_view(b), str_of(word))
           && (b->n == n || b->p[b->n - n - 1] == ' ');
}

static void put_portuguese(Buf *b, const char *text)
{
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
        if (ends_with_word(b, joins[i].before)
            && strncmp(text, joins[i].article, strlen(joins[i].article)) == 0) {
            b->n -= strlen(joins[i].before);
            buf_z(b, joins[i].joined);
            text += strlen(joins[i].article);
            break;
        }
    buf_z(b, text);
}

const char *doc_fill(Language l, DocId id, const char *const *args)
{
    const Str s = doc_raw(l, id);
    Buf b = {0};
    int n = 0;
    while (args[n] != NULL)
        n++;
    for (size_t i = 0; i < s.n; i++) {
        const bool place = s.p[i] == '{';
        const int arg = place ? s.p[i + 1] - '0' : 0;
        if (!place)
            buf_char(&b, s.p[i]);
        else if (arg < n && l == LANG_PT)
            put_portuguese(&b, args[arg]);
        else if (arg < n)
            buf_z(&b, args[arg]);
        i += place ? 2 : 0;
    }
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    return text;
}

/* -- texts of the policy ---------------------------------------------------------------- */

const char *doc_quoted(Language l, Str title)
{
    return doc_text(l, DOC_QUOTED, doc_clean(title));
}

static bool turns_direction(int cp)
{
    return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

const char *doc_clean(Str s)
{
    Buf b = {0};
    for (size_t at = 0, next = 0; at < s.n; at = next) {
        const int cp = utf8_next(s, &next);
        if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
            buf_char(&b, ' ');
        else if (!turns_direction(cp))
            buf_put(&b, s.p + at, next - at);
    }
    const char *z = str_z(str_trim(buf_view(&b)));
    buf_free(&b);
    return z;
}

/* What stands between two places: lists may be long, so they are not filled in pairs. */
static Str glue_of(Language l, DocId id)
{
    enum { PLACE = 3 };
    const Str s = doc_raw(l, id);
    return str_sub(s, PLACE, s.n - PLACE);
}

static const char *listed(Language l, const char *const *item, int n, DocId between,
                          DocId last)
{
    Buf b = {0};
    for (int i = 0; i < n; i++) {
        if (i > 0)
            buf_str(&b, glue_of(l, i == n - 1 ? last : between));
        buf_z(&b, item[i]);
    }
    const char *all = str_z(buf_view(&b));
    buf_free(&b);
    return all;
}

const char *doc_list(Language l, const char *const *item, int n, DocId last)
{
    return listed(l, item, n, DOC_COMMA, last);
}

const char *doc_chain(Language l, const char *const *item, int n, DocId between)
{
    return listed(l, item, n, between, between);
}
