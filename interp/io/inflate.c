/* inflate.c -- gzip members, or zstd frames, one after the other. */
#include "interp/io/inflate.h"

#include "interp/base/mem.h"
#include <limits.h>
#include <stdlib.h>
#include <zstd.h>
#define ZLIB_CONST
#include <zlib.h>

typedef ptrdiff_t SomeFn(Inflate *z, const unsigned char *in, size_t n_in, size_t *used,
                         char *out, size_t n_out);

struct Inflate {
    Packing packing;
    SomeFn *some;
    z_stream z;
    ZSTD_DCtx *zstd; /* NULL: gzip */
    bool open;       /* inside a member */
    bool any;        /* a member was whole: zeros may follow */
};

static uInt clip(size_t n) { return n < UINT_MAX ? (uInt)n : UINT_MAX; }

static size_t skip_zeros(const unsigned char *in, size_t n)
{
    size_t i = 0;
    while (i < n && in[i] == 0)
        i++;
    return i;
}

static ptrdiff_t gzip_some(Inflate *z, const unsigned char *in, size_t n_in,
                           size_t *used, char *out, size_t n_out)
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

/* A window beyond libzstd's own limit (128 MB) counts as damage: memory stays bounded. */
static ptrdiff_t zstd_some(Inflate *z, const unsigned char *in, size_t n_in,
                           size_t *used, char *out, size_t n_out)
{
    ZSTD_inBuffer from = {in, n_in, 0};
    ZSTD_outBuffer to = {out, n_out, 0};
    const size_t left = ZSTD_decompressStream(z->zstd, &to, &from);
    *used = from.pos;
    if (ZSTD_isError(left))
        return -1;
    if (from.pos > 0 || to.pos > 0) {
        z->open = left != 0;
        z->any = z->any || left == 0;
    }
    return (ptrdiff_t)to.pos;
}

Inflate *inflate_new(Packing packing)
{
    Inflate *z = calloc(1, sizeof *z);
    if (z == NULL)
        mem_exhausted();
    z->packing = packing;
    z->some = packing == PACK_GZIP ? gzip_some : zstd_some;
    if (packing == PACK_ZSTD)
        z->zstd = ZSTD_createDCtx();
    if (packing == PACK_ZSTD ? z->zstd == NULL : inflateInit2(&z->z, 15 + 16) != Z_OK)
        mem_exhausted();
    return z;
}

void inflate_free(Inflate *z)
{
    if (z == NULL)
        return;
    if (z->packing == PACK_GZIP)
        inflateEnd(&z->z);
    else
        ZSTD_freeDCtx(z->zstd);
    free(z);
}

Packing inflate_packing(const Inflate *z) { return z->packing; }

ptrdiff_t inflate_some(Inflate *z, const unsigned char *in, size_t n_in, size_t *used,
                       char *out, size_t n_out)
{
    return z->some(z, in, n_in, used, out, n_out);
}

bool inflate_whole(const Inflate *z) { return z->any && !z->open; }
