/* window.c -- moving a buffer over an input. */
#include "interp/io/window.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/encoding.h"
#include <stdlib.h>

void window_init(Window *w, size_t max_record, size_t chunk, Encoding e)
{
    *w = (Window){.max_record = max_record, .chunk = chunk, .encoding = e};
    w->cap = max_record + 2 * chunk + WINDOW_LOOK;
    w->buf = malloc(w->cap + WINDOW_PAD);
    w->grown = 1;
    if (e != ENC_UTF8) {
        w->raw = malloc(chunk);
        w->grown++;
    }
    if (w->buf == NULL || (e != ENC_UTF8 && w->raw == NULL))
        mem_exhausted();
}

void window_close(Window *w)
{
    bytes_close(w->bytes);
    w->bytes = NULL;
}

void window_free(Window *w)
{
    window_close(w);
    free(w->buf);
    free(w->raw);
}

void window_open(Window *w, Bytes *b)
{
    window_close(w);
    w->bytes = b;
    w->lo = w->hi = w->checked = w->dirty = 0;
    w->offset = w->line_from = 0;
    w->line = 1;
    w->ended = w->failed = w->skip = false;
    memset(w->buf, 0, WINDOW_PAD);
}

static size_t less(size_t a, size_t b) { return a > b ? a - b : 0; }

static void slide(Window *w)
{
    if (w->lo == 0)
        return;
    memmove(w->buf, w->buf + w->lo, w->hi - w->lo);
    w->checked = less(w->checked, w->lo);
    w->dirty = less(w->dirty, w->lo);
    w->hi -= w->lo;
    w->lo = 0;
}

static ptrdiff_t read_chunk(Window *w, size_t room)
{
    size_t n = room < w->chunk ? room : w->chunk;
    if (w->encoding == ENC_UTF8)
        return bytes_read(w->bytes, w->buf + w->hi, n);
    n = room / ENCODING_GROWTH < w->chunk ? room / ENCODING_GROWTH : w->chunk;
    ptrdiff_t got = bytes_read(w->bytes, w->raw, n);
    if (got <= 0)
        return got;
    return (ptrdiff_t)encoding_to_utf8(w->encoding, w->raw, (size_t)got,
                                       w->buf + w->hi);
}

static void check(Window *w)
{
    size_t whole, n = w->hi - w->checked;
    bool sound = encoding_check(w->buf + w->checked, n, &whole);
    if (w->ended)
        sound = sound && whole == n;
    if (!sound)
        w->dirty = w->hi;
    w->checked += w->ended ? n : whole;
}

bool window_fill(Window *w)
{
    if (w->ended || w->failed || w->bytes == NULL)
        return false;
    slide(w);
    size_t room = w->cap - w->hi;
    if (room < ENCODING_GROWTH)
        return false;
    ptrdiff_t got = read_chunk(w, room);
    w->ended = got == 0;
    w->failed = got < 0;
    if (got > 0)
        w->hi += (size_t)got;
    memset(w->buf + w->hi, 0, WINDOW_PAD);
    check(w);
    return got > 0;
}

void window_take(Window *w, size_t n)
{
    w->offset += w->encoding == ENC_UTF8 ? n : encoding_count(w->buf + w->lo, n);
    w->lo += n;
}

ptrdiff_t window_fault(const Window *w, size_t n)
{
    return w->lo < w->dirty ? utf8_fault((Str){w->buf + w->lo, n}) : -1;
}
