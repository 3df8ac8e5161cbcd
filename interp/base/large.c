/* large.c -- malloc, and a word to the system about what it gave. */
#define _DEFAULT_SOURCE /* madvise */
#include "interp/base/large.h"

#include "interp/base/mem.h"
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE = 4096, LARGE_PAGE = 2 << 20 };

/* Advice that may be refused: nothing depends on it. */
static void advise(void *p, size_t n)
{
#ifdef MADV_HUGEPAGE
    const uintptr_t from = ((uintptr_t)p + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    const uintptr_t to = ((uintptr_t)p + n) & ~(uintptr_t)(PAGE - 1);
    if (to > from)
        (void)madvise((char *)p + (from - (uintptr_t)p), to - from, MADV_HUGEPAGE);
#else
    (void)p, (void)n;
#endif
}

void *large_alloc(size_t n)
{
    void *p = malloc(n > 0 ? n : 1);
    if (p == NULL)
        mem_exhausted();
    if (n >= LARGE_PAGE)
        advise(p, n);
    return p;
}
