/* ahead.h -- blocks of memory that are ready when they are wanted.
 *
 * The first touch of a page costs the system more than it costs to fill it; a thread of its
 * own touches the next blocks while the caller fills the last one.  It begins with the second
 * block: who needs one has none.  One thread takes.
 */
#ifndef ACORDO_BASE_AHEAD_H
#define ACORDO_BASE_AHEAD_H

#include <stddef.h>

enum { AHEAD_BLOCK = 4 << 20 };

typedef struct Ahead Ahead;

Ahead *ahead_new(void);
void *ahead_take(
    Ahead *a); /* AHEAD_BLOCK bytes, aligned to lines of the cache: the caller's
                               to free */
void ahead_free(Ahead *a); /* with what was not taken; NULL: nothing */

#endif
