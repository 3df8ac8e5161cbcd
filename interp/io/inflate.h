/* inflate.h -- gzip members and zstd frames to bytes (zlib and libzstd behind one face).
 *
 * malloc'ed.  Members and frames one after the other are one stream.  Zeros after the last
 * gzip member are padding, as gzip itself has it.
 */
#ifndef ACORDO_IO_INFLATE_H
#define ACORDO_IO_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Inflate Inflate;

typedef enum Packing { PACK_GZIP, PACK_ZSTD } Packing;

Inflate *inflate_new(Packing packing);
void inflate_free(Inflate *z);
Packing inflate_packing(const Inflate *z);
/* Up to n_out bytes from in[0 … n_in): how many, 0 where more input is needed, -1 where
 * the data are damaged.  *used: bytes of in that are done with. */
ptrdiff_t inflate_some(Inflate *z, const unsigned char *in, size_t n_in, size_t *used,
                       char *out, size_t n_out);
bool inflate_whole(const Inflate *z); /* no member is open */

#endif
