/* arena.c -- a list of malloc blocks and a pointer that moves through them.
 *
 * Blocks before `current` are used up, those after it are free.  A request that does not
 * fit takes the first free block that is large enough and moves it behind the current
 * one, so that the small ones it skipped stay free.  A new block is at least half of what
 * the arena has: the number of blocks grows with the logarithm of the need.
 */
#include "interp/base/arena.h"

#include "interp/base/mem.h"
#include <assert.h>
#include <stdlib.h>

typedef struct Block {
    struct Block *next;
    size_t cap;
    _Alignas(max_align_t) unsigned char data[];
} Block;

struct Arena {
    Block *first, *current;
    size_t used; /* bytes of current */
    size_t block_bytes, total;
    uint64_t grown;
};

static Block *block_new(Arena *a, size_t n)
{
    size_t cap = n > a->block_bytes ? n : a->block_bytes;
    if (cap < a->total / 2)
        cap = a->total / 2;
    Block *b = cap < SIZE_MAX - sizeof *b ? malloc(sizeof *b + cap) : NULL;
    if (b == NULL)
        mem_exhausted();
    b->next = NULL;
    b->cap = cap;
    a->total += cap;
    a->grown++;
    return b;
}

Arena *arena_new(size_t block_bytes)
{
    Arena *a = calloc(1, sizeof *a);
    if (a == NULL)
        mem_exhausted();
    a->block_bytes = block_bytes;
    a->first = a->current = block_new(a, block_bytes);
    return a;
}

void arena_free(Arena *a)
{
    if (a == NULL)
        return;
    for (Block *b = a->first, *next; b != NULL; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

void arena_reset(Arena *a)
{
    a->current = a->first;
    a->used = 0;
}

/* Makes a block with n free bytes the current one. */
static void arena_advance(Arena *a, size_t n)
{
    Block **link = &a->current->next;
    while (*link != NULL && (*link)->cap < n)
        link = &(*link)->next;
    Block *b = *link;
    if (b == NULL)
        b = block_new(a, n);
    else
        *link = b->next;
    b->next = a->current->next;
    a->current->next = b;
    a->current = b;
    a->used = 0;
}

static size_t arena_pad(const Arena *a, size_t align)
{
    uintptr_t at = (uintptr_t)(a->current->data + a->used);
    return (align - (size_t)(at & (align - 1))) & (align - 1);
}

void *arena_alloc(Arena *a, size_t n, size_t align)
{
    assert(align > 0 && (align & (align - 1)) == 0);
    if (n > SIZE_MAX / 2)
        mem_exhausted();
    size_t pad = arena_pad(a, align);
    if (a->current->cap - a->used < pad || a->current->cap - a->used - pad < n) {
        arena_advance(a, n + align);
        pad = arena_pad(a, align);
    }
    void *p = a->current->data + a->used + pad;
    a->used += pad + n;
    return p;
}

uint64_t arena_grown(const Arena *a) { return a->grown; }
