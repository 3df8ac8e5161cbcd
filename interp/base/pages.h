/* pages.h -- memory in large blocks for what is kept, in huge pages where the system has them.
 *
 * A base of a million leads is hundreds of megabytes: touched four kilobytes at a time, half
 * the time of reading it would go to the kernel.  Zeroed; not the collector's.
 */
#ifndef ACORDO_BASE_PAGES_H
#define ACORDO_BASE_PAGES_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { PAGES_HUGE = 2 << 20 };

/* n bytes, aligned to PAGES_HUGE; NULL: there is no memory. */
void *pages_alloc(size_t n);
void pages_free(void *p, size_t n);

/* One block that a thread of its own makes ready while others are filled: it is the first
 * touch of new memory that costs, and a second processor can bear it.  A zeroed one is idle. */
typedef struct PagesAhead {
    void *p; /* NULL: there was no memory */
    size_t n;
    pthread_t thread;
    bool begun;
} PagesAhead;

void pages_ahead(PagesAhead *a, size_t n);  /* begins, where it is idle */
void *pages_take(PagesAhead *a);            /* waits for it; NULL: idle, or no memory */

#endif
