/* bag.c -- numbers and how often they came. */
#include "interp/engine/bag.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { FIRST_CAP = 8 };

static inline uint64_t slot_of(const Bag *b, int64_t value)
{
    uint64_t h = (uint64_t)value * UINT64_C(0x9e3779b97f4a7c15);
    h = (h ^ (h >> 32)) & (b->cap - 1);
    while (b->entry[h].count > 0 && b->entry[h].value != value)
        h = (h + 1) & (b->cap - 1);
    return h;
}

static void grow(Bag *b)
{
    const Bag old = *b;
    b->cap = old.cap > 0 ? old.cap * 2 : FIRST_CAP;
    b->entry = calloc(b->cap, sizeof *b->entry);
    if (b->entry == NULL)
        mem_exhausted();
    for (uint64_t i = 0; i < old.cap; i++)
        if (old.entry[i].count > 0)
            b->entry[slot_of(b, old.entry[i].value)] = old.entry[i];
    free(old.entry);
}

void bag_add(Bag *b, int64_t value, uint64_t count)
{
    if ((b->n + 1) * 4 > b->cap * 3)
        grow(b);
    BagEntry *e = &b->entry[slot_of(b, value)];
    b->n += e->count == 0;
    e->value = value;
    e->count += count;
}

void bag_merge(Bag *into, const Bag *from)
{
    for (uint64_t i = 0; i < from->cap; i++)
        if (from->entry[i].count > 0)
            bag_add(into, from->entry[i].value, from->entry[i].count);
}

void bag_free(Bag *b)
{
    free(b->entry);
    *b = (Bag){0};
}
