/* inflate.c -- gzip members one after the other. */
#include "interp/io/inflate.h"

#include "interp/base/mem.h"
#include <limits.h>
#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

struct Inflate {
    z_stream z;
    bool open; /* inside a member */
    bool any;  /* a member was whole: zeros may follow */
};

Inflate *inflate_new(void)
{
    Inflate *z = calloc(1, sizeof *z);
    if (z == NULL || inflateInit2(&z->z, 15 + 16) != Z_OK)
        mem_exhausted();
    return z;
}

void inflate_free(Inflate *z)
{
    if (z == NULL)
        return;
    inflateEnd(&z->z);
    free(z);
}

static uInt clip(size_t n) { return n < UINT_MAX ? (uInt)n : UINT_MAX; }

static size_t skip_zeros(const unsigned char *in, size_t n)
{
    size_t i = 0;
    while (i < n && in[i] == 0)
        i++;
    return i;
}

ptrdiff_t inflate_some(Inflate *z, const unsigned char *in, size_t n_in, size_t *used,
                       char *out, size_t n_out)
{
    *used = 0;
    if (!z->open && z->any)
        *used = skip_zeros(in, n_in);
    if (*used == n_in)
        return 0;
    z->z.next_in = in + *used;
    z->z.avail_in = clip(n_in - *used);
    z->z.next_out = (unsigned char *)out;
    z->z.avail_out = clip(n_out);
    z->open = true;
    int rc = inflate(&z->z, Z_NO_FLUSH);
    if (rc == Z_MEM_ERROR)
        mem_exhausted();
    *used = (size_t)(z->z.next_in - in);
    if (rc == Z_STREAM_END) {
        z->open = false;
        z->any = true;
        inflateReset(&z->z);
    } else if (rc != Z_OK && rc != Z_BUF_ERROR) {
        return -1;
    }
    return (char *)z->z.next_out - out;
}

bool inflate_whole(const Inflate *z) { return z->any && !z->open; }
