/* bytes.c -- opening, reading and inflating one input. */
#include "interp/io/bytes.h"

#include "interp/base/mem.h"
#include "interp/io/inflate.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD_BYTES = 64 * 1024 };

struct Bytes {
    const char *name; /* as findings call it; the caller's */
    Diags *diags;
    bool (*stop)(void);
    int fd;
    bool regular, failed, ended;
    bool given; /* some bytes were inflated */
    uint64_t taken, size;
    Inflate *inflate; /* NULL: plain */
    size_t lo, hi;    /* what is left of head */
    unsigned char head[HEAD_BYTES];
};

static const struct FileFault {
    int error;
    DiagCode code;
    MsgId msg;
} file_faults[] = {
    {ENOENT, E0701, FILE_MISSING},      {ENOTDIR, E0701, FILE_MISSING},
    {EISDIR, E0702, FILE_IS_DIRECTORY}, {EACCES, E0703, FILE_DENIED},
    {EPERM, E0703, FILE_DENIED},        {EMFILE, E0704, FILE_BUSY},
    {ENFILE, E0704, FILE_BUSY},
};

/* The finding for an errno: why a file could not be opened or read. */
static void system_fault(Diags *diags, const char *name, int error)
{
    for (size_t i = 0; i < sizeof file_faults / sizeof *file_faults; i++)
        if (file_faults[i].error == error) {
            diag_file(diags, file_faults[i].code, name, file_faults[i].msg, NULL);
            return;
        }
    diag_file(diags, E0704, name, FILE_READ_ERROR, DIAG_ARGS(str_format("%d", error)));
}

static bool fail(Bytes *b, DiagCode code, MsgId msg)
{
    b->failed = true;
    diag_file(b->diags, code, b->name, msg, NULL);
    return false;
}

static ptrdiff_t read_some(Bytes *b, void *to, size_t n)
{
    ptrdiff_t got;
    do {
        got = read(b->fd, to, n);
        if (got < 0 && errno == EINTR && b->stop != NULL && b->stop())
            return 0;
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        b->failed = true;
        system_fault(b->diags, b->name, errno);
    }
    if (got > 0)
        b->taken += (uint64_t)got;
    return got;
}

/* Fills head with what one look gives; a pipe may give it in small pieces. */
static bool look(Bytes *b)
{
    while (b->hi < 4) {
        ptrdiff_t got = read_some(b, b->head + b->hi, HEAD_BYTES - b->hi);
        if (got < 0)
            return false;
        if (got == 0)
            break;
        b->hi += (size_t)got;
    }
    b->ended = b->hi == 0;
    return true;
}

static bool head_is(const Bytes *b, const char *magic, size_t n)
{
    return b->hi >= n && memcmp(b->head, magic, n) == 0;
}

/* On the first read: is it compressed, and by what? */
static bool begin(Bytes *b)
{
    if (!look(b))
        return false;
    if (head_is(b, "PK\003\004", 4) || head_is(b, "PK\005\006", 4))
        return fail(b, E0706, FILE_IS_ZIP);
    if (b->hi < 2 && str_ends(str_of(b->name), STR(".gz")))
        return fail(b, E0705, FILE_GZ_CUT_BARE);
    if (b->hi < 4 && str_ends(str_of(b->name), STR(".zst")))
        return fail(b, E0705, FILE_ZST_CUT_BARE);
    if (head_is(b, "\x1f\x8b", 2))
        b->inflate = inflate_new(PACK_GZIP);
    if (head_is(b, "\x28\xb5\x2f\xfd", 4))
        b->inflate = inflate_new(PACK_ZSTD);
    return true;
}

static ptrdiff_t read_plain(Bytes *b, char *to, size_t n)
{
    if (b->lo == b->hi)
        return read_some(b, to, n);
    size_t take = b->hi - b->lo < n ? b->hi - b->lo : n;
    memcpy(to, b->head + b->lo, take);
    b->lo += take;
    return (ptrdiff_t)take;
}

/* What is wrong with a compressed input, by its packing: cut short, damaged; each also for
 * one of which not a byte was got. */
static const struct PackFaults {
    MsgId cut, cut_bare, damaged, damaged_bare;
} pack_faults[] = {
    [PACK_GZIP] = {FILE_GZ_CUT, FILE_GZ_CUT_BARE, FILE_GZ_DAMAGED, FILE_GZ_BAD_BARE},
    [PACK_ZSTD] = {FILE_ZST_CUT, FILE_ZST_CUT_BARE, FILE_ZST_DAMAGED,
                   FILE_ZST_BAD_BARE},
};

static ptrdiff_t packed_fault(Bytes *b, bool cut)
{
    const struct PackFaults *f = &pack_faults[inflate_packing(b->inflate)];
    if (cut)
        fail(b, E0705, b->given ? f->cut : f->cut_bare);
    else
        fail(b, E0705, b->given ? f->damaged : f->damaged_bare);
    return -1;
}

static ptrdiff_t read_packed(Bytes *b, char *to, size_t n)
{
    for (;;) {
        size_t used = 0;
        ptrdiff_t got =
            inflate_some(b->inflate, b->head + b->lo, b->hi - b->lo, &used, to, n);
        b->lo += used;
        if (got < 0)
            return packed_fault(b, false);
        b->given = b->given || got > 0;
        if (got != 0)
            return got;
        if (b->lo < b->hi && used > 0)
            continue;
        b->lo = b->hi = 0;
        ptrdiff_t more = read_some(b, b->head, HEAD_BYTES);
        if (more < 0)
            return -1;
        if (more == 0)
            return inflate_whole(b->inflate) ? 0 : packed_fault(b, true);
        b->hi = (size_t)more;
    }
}

ptrdiff_t bytes_read(Bytes *b, char *to, size_t n)
{
    if (b->failed)
        return -1;
    if (b->taken == 0 && !b->ended && !begin(b))
        return -1;
    if (b->ended)
        return 0;
    return b->inflate != NULL ? read_packed(b, to, n) : read_plain(b, to, n);
}

Bytes *bytes_open(const char *name, bool (*stop)(void), Diags *diags)
{
    bool in = strcmp(name, "-") == 0;
    int fd = in ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat st;
    int error = fd < 0 || fstat(fd, &st) != 0 ? errno
                : S_ISDIR(st.st_mode)         ? EISDIR
                                              : 0;
    if (error != 0) {
        system_fault(diags, in ? "<stdin>" : name, error);
        if (fd >= 0 && !in)
            close(fd);
        return NULL;
    }
    Bytes *b = calloc(1, sizeof *b);
    if (b == NULL)
        mem_exhausted();
    b->name = in ? "<stdin>" : name;
    b->diags = diags;
    b->stop = stop;
    b->fd = fd;
    b->regular = !in && S_ISREG(st.st_mode);
    b->size = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
    return b;
}

void bytes_close(Bytes *b)
{
    if (b == NULL)
        return;
    if (b->fd != STDIN_FILENO)
        close(b->fd);
    inflate_free(b->inflate);
    free(b);
}

bool bytes_would_wait(const Bytes *b)
{
    struct pollfd p = {.fd = b->fd, .events = POLLIN};
    bool at_hand = b->size > 0 || b->regular || b->failed || b->lo < b->hi;
    return !at_hand && poll(&p, 1, 0) == 0;
}

const char *bytes_name(const Bytes *b) { return b->name; }
bool bytes_is_regular(const Bytes *b) { return b->regular; }
uint64_t bytes_taken(const Bytes *b) { return b->taken; }
uint64_t bytes_size(const Bytes *b) { return b->size; }
