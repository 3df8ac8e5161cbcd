/* mem.h -- the collected heap: trees, types, core, diagnostics, programs, REPL values.
 *
 * Nothing that mem_ hands out is freed by hand.  Only mem.c includes <gc.h>; a build
 * with MEM_NO_GC (make SAN=1) replaces the collector by calloc, so that the sanitizers
 * see every block.  Call mem_init once, before anything else.
 *
 * Never hold the only pointer to a collected object in an Arena or a malloc block: the
 * collector does not look there.  Not for worker threads, not for record bytes.
 */
#ifndef ACORDO_BASE_MEM_H
#define ACORDO_BASE_MEM_H

#include <stddef.h>

/* out_of_memory is called when memory is gone and must not return; NULL aborts. */
void mem_init(void (*out_of_memory)(void));
_Noreturn void mem_exhausted(void); /* calls it; for users of malloc too */

void *mem_alloc(size_t n); /* zeroed; may hold pointers */
void *mem_bytes(size_t n); /* uninitialised; must not hold pointers */
void *mem_grow(void *p, size_t old_n, size_t n); /* as mem_alloc; keeps old_n bytes */
void mem_free_hint(void *p);                     /* "not needed": may do nothing */
/* Keeps what p points to, and all it leads to, for a holder that the collector does not
 * see; until mem_unpin of the result. */
void *mem_pin(const void *p);
void mem_unpin(void *pin);
size_t mem_heap_size(void); /* bytes the collector holds now */

#define MEM_NEW(T)      ((T *)mem_alloc(sizeof(T)))
#define MEM_ARRAY(T, n) ((T *)mem_alloc(sizeof(T) * (size_t)(n)))

/* Appends to a collected array that doubles: VEC_PUSH(ps->item, ps->n, ps->cap) = x; */
void *mem_vec_room(void *p, size_t n, size_t *cap, size_t item);
#define MEM_PUSH(arr, n, cap) \
    (*((arr) = mem_vec_room((arr), (size_t)(n), &(cap), sizeof *(arr)), &(arr)[(n)++]))

#endif
