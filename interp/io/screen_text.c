/* screen_text.c -- words, one after the other, as long as they fit. */
#include "interp/io/screen_text.h"

#include "interp/base/utf8.h"

void text_clean(Buf *out, Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool c1 = c == 0xc2 && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xa0;
        if (c1)
            i++;
        buf_char(out, c < 0x20 || c == 0x7f || c1 ? ' ' : s.p[i]);
    }
}

void text_padded(Buf *out, Str s, int columns)
{
    const size_t at = out->n;
    text_clean(out, s);
    buf_repeat(out, ' ', columns - utf8_width(str_sub(buf_view(out), at, out->n)));
}

void text_painted(Buf *out, Str s, const char *paint)
{
    bool on = paint[0] != '\0' && s.n > 0;
    if (on)
        buf_z(out, paint);
    text_clean(out, s);
    if (on)
        buf_z(out, "\033[0m");
}

Str text_word(Str s, size_t *at)
{
    while (*at < s.n && s.p[*at] == ' ')
        (*at)++;
    size_t from = *at;
    while (*at < s.n && s.p[*at] != ' ')
        (*at)++;
    return str_sub(s, from, *at);
}

void text_wrapped(Buf *out, Str s, int width, int first, int indent, const char *paint)
{
    int column = first;
    size_t at = 0;
    bool begins = true;
    for (Str w = text_word(s, &at); w.n > 0; w = text_word(s, &at)) {
        int n = utf8_width(w);
        if (!begins && column + 1 + n > width) {
            buf_char(out, '\n');
            buf_repeat(out, ' ', indent);
            column = indent;
            begins = true;
        }
        if (!begins) {
            buf_char(out, ' ');
            column++;
        }
        text_painted(out, w, paint);
        column += n;
        begins = false;
    }
    buf_char(out, '\n');
}
