/* bytes.h -- the bytes of one input: a file, standard input; gzip, zstd or plain.
 *
 * What is compressed is seen from its first bytes.  Concatenated gzip members or zstd
 * frames are one stream.  Faults are findings (E07), put once; after one, bytes_read says -1 for good.
 * malloc'ed; bytes_close gives it back.
 */
#ifndef ACORDO_IO_BYTES_H
#define ACORDO_IO_BYTES_H

#include "interp/base/diag.h"

typedef struct Bytes Bytes;

/* name "-" is standard input.  NULL with a finding where it cannot be opened.  stop (may be
 * NULL) is asked when a signal breaks off a wait: true makes an end there. */
Bytes *bytes_open(const char *name, bool (*stop)(void), Diags *diags);
void bytes_close(Bytes *b);
/* 1…n bytes, 0 at the end, -1 after a fault. */
ptrdiff_t bytes_read(Bytes *b, char *to, size_t n);
/* Whether the next read would have to wait: a pipe that is open and empty. */
bool bytes_would_wait(const Bytes *b);
const char *bytes_name(const Bytes *b);
bool bytes_is_regular(const Bytes *b); /* may be opened again from its start */
uint64_t bytes_taken(const Bytes *b);  /* of the input as stored */
uint64_t bytes_size(const Bytes *b);   /* the same in all; 0: not known */

#endif
