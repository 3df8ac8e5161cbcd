/* large.h -- large blocks of memory, in large pages where the system has them.
 *
 * Columns of a million rows touch each page once when they are made: with pages of two
 * megabytes that costs a fiftieth.  malloc'ed: given back by free.  Any thread.
 */
#ifndef ACORDO_BASE_LARGE_H
#define ACORDO_BASE_LARGE_H

#include <stddef.h>

void *large_alloc(
    size_t n); /* uninitialised, aligned to lines of the cache; never NULL */
void *large_try(size_t n); /* the same; NULL: there is no memory */

#endif
