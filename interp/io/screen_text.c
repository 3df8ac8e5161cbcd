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

/* As much of s as so many columns hold, one character at the least. */
static Str fitting(Str s, int columns)
{
    size_t end = 0;
    while (end < s.n) {
        size_t next = end;
        utf8_next(s, &next);
        if (end > 0 && utf8_width(str_sub(s, 0, next)) > columns)
            break;
        end = next;
    }
    return str_sub(s, 0, end);
}

typedef struct Wrap {
    Buf *out;
    int width, indent, column;
    bool begins; /* no word stands in the line yet */
    const char *paint;
} Wrap;

static void next_line(Wrap *w)
{
    buf_char(w->out, '\n');
    buf_repeat(w->out, ' ', w->indent);
    w->column = w->indent;
    w->begins = true;
}

static void put_word(Wrap *w, Str word)
{
    const int gap = !w->begins, n = utf8_width(word);
    if ((gap || w->column > w->indent) && w->column + gap + n > w->width)
        next_line(w);
    else if (gap) {
        buf_char(w->out, ' ');
        w->column++;
    }
    text_painted(w->out, word, w->paint);
    w->column += utf8_width(word);
    w->begins = false;
}

void text_wrapped(Buf *out, Str s, int width, int first, int indent, const char *paint)
{
    Wrap w = {out, width, indent, first, true, paint};
    size_t at = 0;
    for (Str word = text_word(s, &at); word.n > 0; word = text_word(s, &at)) {
        while (utf8_width(word) > width - indent && width > indent) {
            const Str part = fitting(word, width - indent);
            put_word(&w, part);
            word = str_sub(word, part.n, word.n);
            if (word.n > 0)
                next_line(&w);
        }
        if (word.n > 0)
            put_word(&w, word);
    }
    buf_char(out, '\n');
}
