/* arena.h -- memory that dies with its batch.
 *
 * An Arena hands out memory by moving a pointer and takes it all back at once.  Every
 * byte that a record brings in (column data, decoded text, null masks) comes from the
 * batch's arena.  arena_reset keeps the blocks, so from the second full batch on nothing
 * calls malloc: a test reads arena_grown after warm-up and at the end.
 *
 * An arena is invisible to the collector: it must never hold the only pointer to
 * something from mem.h.  Not thread-safe: one arena, one batch, one thread.
 */
#ifndef ACORDO_BASE_ARENA_H
#define ACORDO_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct Arena Arena;

Arena *arena_new(size_t block_bytes); /* malloc'ed; arena_free gives it back */
void arena_free(Arena *a);
void arena_reset(Arena *a);                          /* all memory back; blocks stay */
void *arena_alloc(Arena *a, size_t n, size_t align); /* uninitialised */
uint64_t arena_grown(const Arena *a);                /* blocks asked of malloc so far */

#define ARENA_ARRAY(a, T, n) \
    ((T *)arena_alloc((a), sizeof(T) * (size_t)(n), _Alignof(T)))

#endif
