/* sink.h -- where finished bytes go: a descriptor, or a file that appears whole or not.
 *
 * A file is written beside its place under a temporary name and renamed when it is kept;
 * what is there already and is no regular file (a device, a pipe) is written directly.
 * Bytes are buffered.  The first error is kept and silences all that follows, so callers
 * look once a batch.  A reader that went away (EPIPE) ends writing, and is no error.
 * malloc'ed; one thread.
 */
#ifndef ACORDO_IO_SINK_H
#define ACORDO_IO_SINK_H

#include "interp/base/str.h"

typedef struct Sink {
    char *p; /* the buffer: n of cap bytes used */
    size_t n, cap;
    int fd, error;     /* errno of the first write that went wrong */
    bool owned;        /* fd was opened here */
    char *path, *temp; /* temp NULL: bytes go to their place directly */
} Sink;

/* path NULL: the descriptor fd.  NULL with *why set (collected) where it cannot be made. */
Sink *sink_open(const char *path, int fd, const char **why);
bool sink_flush(Sink *s);
bool sink_failed(const Sink *s);     /* any other error */
const char *sink_why(const Sink *s); /* its name; collected */
/* keep: rename into place; otherwise the temporary file is removed.  False with *why. */
bool sink_close(Sink *s, bool keep, const char **why);

char *sink_make_room(Sink *s, size_t n);
/* At least n free bytes at the result; sink_taken says how far they were used. */
static inline char *sink_room(Sink *s, size_t n)
{
    return s->cap - s->n >= n ? s->p + s->n : sink_make_room(s, n);
}
static inline void sink_taken(Sink *s, const char *end) { s->n = (size_t)(end - s->p); }
static inline void sink_put(Sink *s, Str bytes)
{
    char *p = sink_room(s, bytes.n + 1);
    if (bytes.n > 0)
        memcpy(p, bytes.p, bytes.n);
    s->n += bytes.n;
}

#endif
