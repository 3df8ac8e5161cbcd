/* mem.c -- the collected heap, on libgc or, under the sanitizers, on calloc. */
#include "interp/base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifndef MEM_NO_GC
#include <gc.h>
#endif

enum { FIRST_CAPACITY = 8 };

/* Set once by mem_init and read after that: the collector has one hook for the process. */
static void (*mem_hook)(void);

_Noreturn void mem_exhausted(void)
{
    if (mem_hook != NULL)
        mem_hook();
    abort();
}

#ifdef MEM_NO_GC

static void heap_init(void) {}
static void *heap_zeroed(size_t n) { return calloc(1, n); }
static void *heap_bytes(size_t n) { return malloc(n); }
static void *heap_root(size_t n) { return calloc(1, n); }
void mem_free_hint(void *p) { free(p); }
void mem_unpin(void *pin) { free(pin); }
size_t mem_heap_size(void) { return 0; }

#else

static void *heap_gone(size_t n)
{
    (void)n;
    mem_exhausted();
}

static void heap_init(void)
{
    GC_INIT();
    GC_set_oom_fn(heap_gone);
    GC_set_warn_proc(GC_ignore_warn_proc); /* out_of_memory says what is to be said */
}

static void *heap_zeroed(size_t n) { return GC_MALLOC(n); }
static void *heap_bytes(size_t n) { return GC_MALLOC_ATOMIC(n); }
static void *heap_root(size_t n) { return GC_MALLOC_UNCOLLECTABLE(n); }
void mem_free_hint(void *p) { GC_FREE(p); }
void mem_unpin(void *pin) { GC_FREE(pin); }
size_t mem_heap_size(void) { return GC_get_heap_size(); }

#endif

void mem_init(void (*out_of_memory)(void))
{
    mem_hook = out_of_memory;
    heap_init();
}

/* One byte at least, so that every result is an address of its own. */
void *mem_alloc(size_t n)
{
    void *p = heap_zeroed(n > 0 ? n : 1);
    if (p == NULL)
        mem_exhausted();
    return p;
}

void *mem_bytes(size_t n)
{
    void *p = heap_bytes(n > 0 ? n : 1);
    if (p == NULL)
        mem_exhausted();
    return p;
}

void *mem_pin(const void *p)
{
    const void **pin = heap_root(sizeof *pin);
    if (pin == NULL)
        mem_exhausted();
    *pin = p;
    return pin;
}

void *mem_grow(void *p, size_t old_n, size_t n)
{
    void *to = mem_alloc(n);
    if (p != NULL && old_n > 0)
        memcpy(to, p, old_n < n ? old_n : n);
    return to;
}

void *mem_vec_room(void *p, size_t n, size_t *cap, size_t item)
{
    if (n < *cap)
        return p;
    size_t more = *cap > 0 ? *cap * 2 : FIRST_CAPACITY;
    while (more <= n)
        more *= 2;
    if (more > SIZE_MAX / 2 / item)
        mem_exhausted();
    *cap = more;
    return mem_grow(p, n * item, more * item);
}
