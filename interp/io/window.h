/* window.h -- the part of an input that is in memory.
 *
 * buf[lo … hi) is what was read and not yet taken.  At least WINDOW_PAD bytes after hi may
 * be read; they hold zeros.  window_fill moves what is left to the front, so pointers into
 * the buffer live until the next fill.  Memory is constant: max_record + a chunk.
 */
#ifndef ACORDO_IO_WINDOW_H
#define ACORDO_IO_WINDOW_H

#include "interp/io/bytes.h"
#include "interp/io/reader.h"

enum { WINDOW_PAD = 64, WINDOW_LOOK = 64 * 1024 }; /* LOOK: what any window can hold */

typedef struct Window {
    char *buf;
    size_t cap, lo, hi;
    size_t max_record, chunk;
    Encoding said;      /* by the options */
    Encoding encoding;  /* of the open input, once `begun`: its mark may say another */
    Bytes *bytes;       /* NULL: none is open */
    size_t checked;     /* buf[… checked) was looked at for UTF-8 */
    size_t dirty;       /* buf[… dirty) may hold bytes that are not */
    uint64_t offset;    /* of buf[lo], in the input as given (inflated) */
    uint64_t line;      /* of buf[lo], from 1 */
    uint64_t line_from; /* offset of that line's first byte: of JSON documents only */
    bool begun, ended, failed;
    bool skip;   /* the rest of a record too long is to be passed over */
    char *raw;   /* bytes before they become UTF-8; NULL while there was no need */
    size_t held; /* how many there are */
    uint64_t grown;
} Window;

void window_init(Window *w, size_t max_record, size_t chunk, Encoding e);
void window_free(Window *w);
void window_open(Window *w, Bytes *b); /* at its start; takes b */
void window_close(Window *w);
/* More bytes at hi: false where there are none (ended or failed) or no room. */
bool window_fill(Window *w);
void window_take(Window *w, size_t n); /* lo moves on by n; line is the caller's */
/* A line begins at lo. */
static inline void window_line(Window *w)
{
    w->line++;
    w->line_from = w->offset;
}
/* Whether the n bytes at lo, which are in memory, are UTF-8: the offset of the fault or
 * -1.  Costs nothing while all chunks are sound. */
ptrdiff_t window_fault(const Window *w, size_t n);
/* Bytes of the input that the n bytes at p, which are in memory, stand for. */
size_t window_span(const Window *w, const char *p, size_t n);

#endif
