/* large.c -- aligned blocks, and a word to the system about what it gave. */
#define _DEFAULT_SOURCE /* madvise */
#include "interp/base/large.h"

#include "interp/base/mem.h"
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { LINE = 64, LARGE_PAGE = 2 << 20 };

/* Advice that may be refused: nothing depends on it. */
static void advise(void *p, size_t n)
{
#ifdef MADV_HUGEPAGE
    (void)madvise(p, n & ~(size_t)(LARGE_PAGE - 1), MADV_HUGEPAGE);
#else
    (void)p, (void)n;
#endif
}

void *large_try(size_t n)
{
    const size_t align = n >= LARGE_PAGE ? LARGE_PAGE : LINE;
    void *p;
    if (posix_memalign(&p, align, n > 0 ? n : 1) != 0)
        return NULL;
    if (n >= LARGE_PAGE)
        advise(p, n);
    return p;
}

void *large_alloc(size_t n)
{
    void *p = large_try(n);
    if (p == NULL)
        mem_exhausted();
    return p;
}
