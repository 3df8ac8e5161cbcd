/* doc_words.c -- the table of the document's sentences, and texts put into them. */
#include "interp/io/doc_words.h"

#include "interp/base/diag.h"
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

const char *doc_fill(Language l, DocId id, const char *const *args)
{
    return text_fill(doc_raw(l, id), NULL, args);
}

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

const char *doc_list(Language l, const char *const *item, int n, DocId last)
{
    const char *all = n > 0 ? item[0] : "";
    for (int i = 1; i < n; i++)
        all = doc_text(l, i == n - 1 ? last : DOC_COMMA, all, item[i]);
    return all;
}
