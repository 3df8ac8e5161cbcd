/* first_seen.c -- a table of numbers, each with its first record. */
#include "interp/study/first_seen.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { FIRST_CAP = 64, LEADS_BLOCK = 1 << 16 };

static FirstEntry *slot_of(FirstEntry *entry, size_t cap, int64_t value)
{
    size_t k =
        (size_t)((uint64_t)value * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (cap - 1);
    while (entry[k].row.number != 0 && entry[k].value != value)
        k = (k + 1) & (cap - 1);
    return &entry[k];
}

static void widen(FirstSeen *f)
{
    const size_t cap = f->cap > 0 ? f->cap * 2 : FIRST_CAP;
    FirstEntry *wider = calloc(cap, sizeof *wider);
    if (wider == NULL)
        mem_exhausted();
    for (size_t i = 0; i < f->cap; i++)
        if (f->entry[i].row.number != 0)
            *slot_of(wider, cap, f->entry[i].value) = f->entry[i];
    free(f->entry);
    f->entry = wider;
    f->cap = cap;
}

FirstEntry *first_seen_add(FirstSeen *f, int64_t value, const RowRef *row)
{
    if (4 * (f->n + 1) > 3 * f->cap)
        widen(f);
    FirstEntry *e = slot_of(f->entry, f->cap, value);
    if (e->row.number != 0)
        return NULL;
    f->n++;
    *e = (FirstEntry){.value = value, .row = *row};
    return e;
}

void first_seen_name(FirstSeen *f, FirstEntry *e, Str lead)
{
    if (f->leads == NULL)
        f->leads = arena_new(LEADS_BLOCK);
    char *p = ARENA_ARRAY(f->leads, char, lead.n + 1);
    if (lead.n > 0)
        memcpy(p, lead.p, lead.n);
    e->lead = (Str){p, lead.n};
}

const FirstEntry *first_seen_find(const FirstSeen *f, int64_t value)
{
    if (f->cap == 0)
        return NULL;
    const FirstEntry *e = slot_of(f->entry, f->cap, value);
    return e->row.number != 0 ? e : NULL;
}

void first_seen_free(FirstSeen *f)
{
    free(f->entry);
    if (f->leads != NULL)
        arena_free(f->leads);
    *f = (FirstSeen){0};
}
