/* window.c -- moving a buffer over an input. */
#include "interp/io/window.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/encoding.h"
#include <stdlib.h>

/* Room for a byte that is read, and for those that were held. */
enum { ROOM_LEAST = ENCODING_GROWTH * (ENCODING_HELD + 1) };

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* A first read holds a whole mark, however small the chunks are. */
static size_t first_chunk(const Window *w)
{
    return w->chunk > ENCODING_MARK ? w->chunk : ENCODING_MARK;
}

void window_init(Window *w, size_t max_record, size_t chunk, Encoding e)
{
    *w = (Window){.max_record = max_record, .chunk = chunk, .said = e, .encoding = e};
    w->cap = max_record + 2 * first_chunk(w) + WINDOW_LOOK;
    w->buf = malloc(w->cap + WINDOW_PAD);
    w->grown = 1;
    if (w->buf == NULL)
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
    w->begun = w->ended = w->failed = w->skip = false;
    w->held = 0;
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

static size_t read_bytes(Window *w, char *to, size_t n)
{
    ptrdiff_t got = bytes_read(w->bytes, to, n);
    w->ended = got == 0;
    w->failed = got < 0;
    return got > 0 ? (size_t)got : 0;
}

/* Of raw to hi what is whole; what a chunk's end cuts off waits for the next. */
static size_t recode(Window *w)
{
    size_t used, put = encoding_to_utf8(w->encoding, (Str){w->raw, w->held}, w->ended,
                                        w->buf + w->hi, &used);
    w->held -= used;
    memmove(w->raw, w->raw + used, w->held);
    return put;
}

/* The end of an input may still give bytes: of a character that it cuts off. */
static size_t read_recoded(Window *w, size_t room)
{
    size_t put = 0;
    while (put == 0 && !w->ended && !w->failed) {
        w->held += read_bytes(w, w->raw + w->held, least(room, w->chunk));
        put = w->failed ? 0 : recode(w);
    }
    return put;
}

static void need_raw(Window *w)
{
    if (w->raw != NULL)
        return;
    w->raw = malloc(first_chunk(w) + ENCODING_HELD);
    if (w->raw == NULL)
        mem_exhausted();
    w->grown++;
}

/* The first bytes as they are, for the mark among them. */
static size_t read_first(Window *w, size_t room)
{
    size_t n = 0;
    while (n < ENCODING_MARK && !w->ended && !w->failed)
        n += read_bytes(w, w->buf + n, first_chunk(w) - n);
    w->begun = true;
    w->failed = w->failed && n == 0; /* the next read fails again */
    w->encoding = encoding_marked((Str){w->buf, n}, w->said);
    if (w->encoding == ENC_UTF8)
        return n;
    need_raw(w);
    memcpy(w->raw, w->buf, n);
    w->held = n;
    size_t put = recode(w);
    return put > 0 ? put : read_recoded(w, room);
}

static size_t read_chunk(Window *w, size_t room)
{
    size_t recoded = room / ENCODING_GROWTH - ENCODING_HELD;
    if (!w->begun)
        return read_first(w, recoded);
    return w->encoding == ENC_UTF8
               ? read_bytes(w, w->buf + w->hi, least(room, w->chunk))
               : read_recoded(w, recoded);
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
    if (room < ROOM_LEAST)
        return false;
    size_t got = read_chunk(w, room);
    w->hi += got;
    memset(w->buf + w->hi, 0, WINDOW_PAD);
    check(w);
    return got > 0;
}

size_t window_span(const Window *w, const char *p, size_t n)
{
    return w->encoding == ENC_UTF8 ? n : encoding_span(w->encoding, (Str){p, n});
}

void window_take(Window *w, size_t n)
{
    w->offset += window_span(w, w->buf + w->lo, n);
    w->lo += n;
}

ptrdiff_t window_fault(const Window *w, size_t n)
{
    return w->lo < w->dirty ? utf8_fault((Str){w->buf + w->lo, n}) : -1;
}
