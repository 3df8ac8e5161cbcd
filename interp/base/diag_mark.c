/* diag_mark.c -- a source line, what is under it, and the words beside that. */
#include "interp/base/diag_mark.h"

#include "interp/base/utf8.h"
#include <stdlib.h>

enum { MAX_COLUMNS = 160, WINDOW = 140, BEFORE_MARK = 60 };

/* Bidirectional controls can make a line look like another; they are shown as a box. */
static bool hides_text(int cp)
{
    return (cp >= 0x80 && cp < 0xa0) || (cp >= 0x202a && cp <= 0x202e)
           || (cp >= 0x2066 && cp <= 0x2069) || cp == 0xfffd;
}

/* A code point as it is shown: its columns, and its bytes put to out unless NULL. */
static int shown(Buf *out, Str s, size_t *at)
{
    size_t from = *at;
    int cp = utf8_next(s, at);
    Str bytes = str_sub(s, from, *at);
    if (cp < 0x20 || cp == 0x7f)
        bytes = STR(" ");
    else if (hides_text(cp))
        bytes = STR("\xef\xbf\xbd");
    if (out != NULL)
        buf_str(out, bytes);
    return utf8_width(bytes);
}

static int columns(Str s)
{
    int n = 0;
    for (size_t at = 0; at < s.n;)
        n += shown(NULL, s, &at);
    return n;
}

Mark mark_of_span(Span at, bool first, const char *text)
{
    int line = source_pos(at.src, at.lo).line;
    uint32_t start = at.src->line_start[line - 1];
    Str whole = source_line(at.src, line);
    size_t lo = at.lo - start, hi = at.hi > at.lo ? at.hi - start : lo;
    lo = lo < whole.n ? lo : whole.n;
    hi = hi < whole.n ? hi : whole.n;
    Mark m = {at.src, line, columns(str_sub(whole, 0, lo)), 0, first, text};
    m.hi = m.lo + columns(str_sub(whole, lo, hi));
    if (m.hi == m.lo)
        m.hi++;
    return m;
}

static void gutter(Buf *out, const MarkStyle *style, int line)
{
    buf_z(out, style->gutter_on);
    if (line > 0)
        buf_format(out, "%*d", style->gutter, line);
    else
        buf_repeat(out, ' ', style->gutter);
    buf_format(out, " %s%s", style->bar, style->off);
}

/* The columns [lo, hi) of a line, with dots where it was cut. */
static void line_window(Buf *out, const MarkStyle *style, Str line, int lo, int hi)
{
    int at_col = 0;
    size_t at = 0;
    buf_char(out, ' ');
    if (lo > 0)
        buf_z(out, style->dots);
    while (at < line.n && at_col < hi) {
        Buf *to = at_col >= lo ? out : NULL;
        at_col += shown(to, line, &at);
    }
    if (at < line.n)
        buf_z(out, style->dots);
    while (out->n > 0 && out->p[out->n - 1] == ' ')
        out->n--;
    buf_char(out, '\n');
}

/* Columns move left by what the window hides, marks outside it stand at its border. */
static void marks_shift(Mark *mark, int n, int lo, int hi, int dots)
{
    for (int i = 0; i < n; i++) {
        Mark *m = &mark[i];
        m->lo = m->lo < lo ? lo : m->lo >= hi ? hi - 1 : m->lo;
        m->hi = m->hi > hi ? hi : m->hi <= m->lo ? m->lo + 1 : m->hi;
        m->lo += dots - lo;
        m->hi += dots - lo;
    }
}

static int mark_compare(const void *l, const void *r)
{
    const Mark *a = l, *b = r;
    return a->lo != b->lo ? a->lo - b->lo : b->first - a->first;
}

/* Which mark covers a column: the first span's own, else the one that begins last. */
static const Mark *mark_at(const Mark *mark, int n, int col)
{
    const Mark *on = NULL;
    for (int i = 0; i < n; i++)
        if (mark[i].lo <= col && col < mark[i].hi && (on == NULL || !on->first))
            on = &mark[i];
    return on;
}

static void underline(Buf *out, const MarkStyle *style, const Mark *mark, int n,
                      int end)
{
    const Mark *before = NULL;
    for (int col = 0; col < end; col++) {
        const Mark *m = mark_at(mark, n, col);
        if (m != before && before != NULL)
            buf_z(out, style->off);
        if (m != before && m != NULL)
            buf_z(out, m->first ? style->caret_on : style->label_on);
        buf_char(out, m == NULL ? ' ' : m->first ? '^' : '-');
        before = m;
    }
    if (before != NULL)
        buf_z(out, style->off);
}

static void words(Buf *out, const MarkStyle *style, const Mark *m)
{
    buf_z(out, m->first ? style->caret_on : style->label_on);
    buf_z(out, m->text);
    buf_z(out, style->off);
    buf_char(out, '\n');
}

/* A line for the words of mark k, with a bar under each mark left of it that waits. */
static void words_below(Buf *out, const MarkStyle *style, const Mark *mark, int k)
{
    int col = 0;
    gutter(out, style, 0);
    buf_char(out, ' ');
    for (int i = 0; i < k; i++) {
        if (mark[i].text == NULL || mark[i].lo < col || mark[i].lo >= mark[k].lo)
            continue;
        buf_repeat(out, ' ', mark[i].lo - col);
        buf_format(out, "%s%s%s", mark[i].first ? style->caret_on : style->label_on,
                   style->vertical, style->off);
        col = mark[i].lo + 1;
    }
    buf_repeat(out, ' ', mark[k].lo - col);
    words(out, style, &mark[k]);
}

static void marks_below(Buf *out, const MarkStyle *style, const Mark *mark, int n)
{
    int end = 0, last = n - 1;
    for (int i = 0; i < n; i++)
        end = mark[i].hi > end ? mark[i].hi : end;
    gutter(out, style, 0);
    buf_char(out, ' ');
    underline(out, style, mark, n, end);
    if (mark[last].hi == end && mark[last].text != NULL) {
        buf_char(out, ' ');
        words(out, style, &mark[last--]);
    } else {
        buf_char(out, '\n');
    }
    for (; last >= 0; last--)
        if (mark[last].text != NULL)
            words_below(out, style, mark, last);
}

void mark_line(Buf *out, const MarkStyle *style, Mark *mark, int n)
{
    Str line = source_line(mark[0].src, mark[0].line);
    int width = columns(line), lo = 0, hi = width + 1, centre = 0;
    for (int i = 0; i < n; i++)
        if (i == 0 || mark[i].first)
            centre = mark[i].lo;
    if (width > MAX_COLUMNS) {
        lo = centre > BEFORE_MARK ? centre - BEFORE_MARK : 0;
        hi = lo + WINDOW;
    }
    gutter(out, style, mark[0].line);
    line_window(out, style, line, lo, hi);
    marks_shift(mark, n, lo, hi, lo > 0 ? utf8_width(str_of(style->dots)) : 0);
    qsort(mark, (size_t)n, sizeof *mark, mark_compare);
    marks_below(out, style, mark, n);
}
