/* pages.c -- anonymous mappings, of which only what is touched costs memory. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, madvise */
#include "interp/base/pages.h"

#include <stdint.h>
#include <sys/mman.h>

static size_t rounded(size_t n) { return (n + PAGES_HUGE - 1) / PAGES_HUGE * PAGES_HUGE; }

/* More is asked for than wanted, and what stands out at both ends is given back. */
void *pages_alloc(size_t n)
{
    const size_t size = rounded(n);
    char *p = mmap(NULL, size + PAGES_HUGE, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        return NULL;
    const size_t before = (PAGES_HUGE - (uintptr_t)p % PAGES_HUGE) % PAGES_HUGE;
    if (before > 0)
        munmap(p, before);
    munmap(p + before + size, PAGES_HUGE - before);
    madvise(p + before, size, MADV_HUGEPAGE); /* a hint: it may well be refused */
    return p + before;
}

void pages_free(void *p, size_t n)
{
    if (p != NULL)
        munmap(p, rounded(n));
}

/* -- ahead ------------------------------------------------------------------------------ */

enum { PAGE = 4096 };

static void *make_ready(void *arg)
{
    PagesAhead *a = arg;
    volatile char *p = a->p = pages_alloc(a->n);
    for (size_t i = 0; p != NULL && i < a->n; i += PAGE)
        p[i] = 0;
    return NULL;
}

void pages_ahead(PagesAhead *a, size_t n)
{
    if (a->begun)
        return;
    *a = (PagesAhead){.n = n};
    a->begun = pthread_create(&a->thread, NULL, make_ready, a) == 0;
}

void *pages_take(PagesAhead *a)
{
    if (!a->begun)
        return NULL;
    pthread_join(a->thread, NULL);
    a->begun = false;
    return a->p;
}
