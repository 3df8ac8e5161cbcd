/* text_edit.c -- edits are of the normalised text; what is between them is copied raw. */
#include "interp/study/text_edit.h"

#include "interp/base/mem.h"

void text_edit(TextEdits *e, uint32_t lo, uint32_t hi, Str text)
{
    int at = e->n;
    MEM_PUSH(e->item, e->n, e->cap) = (TextEdit){lo, hi, text};
    for (; at > 0 && e->item[at - 1].lo > lo; at--)
        e->item[at] = e->item[at - 1];
    e->item[at] = (TextEdit){lo, hi, text};
}

void text_edit_end(TextEdits *e, const Source *src, Str added)
{
    const uint32_t n = (uint32_t)src->text.n;
    if (added.n == 0)
        return;
    const bool ended = n > 0 && src->text.p[n - 1] == '\n';
    text_edit(e, n, n, str_of(str_format("%s%s\n", ended ? "\n" : "\n\n", added.p)));
}

/* As the first line ends. */
static bool ends_crlf(Str raw)
{
    const char *end = memchr(raw.p, '\n', raw.n);
    return end != NULL && end > raw.p && end[-1] == '\r';
}

static void put_lines(Buf *out, Str text, bool crlf)
{
    for (size_t i = 0; i < text.n; i++) {
        if (crlf && text.p[i] == '\n' && (i == 0 || text.p[i - 1] != '\r'))
            buf_char(out, '\r');
        buf_char(out, text.p[i]);
    }
}

void text_edited(Buf *out, const Source *src, const TextEdits *e)
{
    const bool crlf = src->raw.n > 0 && ends_crlf(src->raw);
    size_t at = 0;
    for (int i = 0; i < e->n; i++) {
        const size_t lo = source_raw_offset(src, e->item[i].lo);
        buf_str(out, str_sub(src->raw, at, lo));
        put_lines(out, e->item[i].text, crlf);
        at = source_raw_offset(src, e->item[i].hi);
    }
    buf_str(out, str_sub(src->raw, at, src->raw.n));
}
