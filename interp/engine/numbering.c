/* numbering.c -- numbers for pairs and texts, by open addressing. */
#include "interp/engine/numbering.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { FIRST_CAP = 64, FEW_PAIRS = 1024, TEXT_PAD = 16, TEXT_BLOCK = 16 << 10 };

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

/* -- pairs ------------------------------------------------------------------------------ */

void pairs_init(Pairs *p)
{
    *p = (Pairs){.cap = FIRST_CAP};
    p->slot = need(calloc(p->cap, sizeof *p->slot));
}

void pairs_free(Pairs *p)
{
    free(p->slot);
    free(p->pair);
    *p = (Pairs){0};
}

static void pairs_grow(Pairs *p)
{
    free(p->slot);
    p->cap *= 2;
    p->slot = need(calloc(p->cap, sizeof *p->slot));
    for (uint32_t i = 0; i < p->n; i++)
        p->slot[pair_slot(p, p->pair[i])] = i + 1;
}

/* Half full at most; few pairs have eight times their room, so that nearly each is found at
 * its first place. */
static bool is_full(const Pairs *p)
{
    return (p->n + 1) * (p->n < FEW_PAIRS ? 8 : 2) > p->cap;
}

uint32_t pairs_add(Pairs *p, uint64_t pair)
{
    if (is_full(p))
        pairs_grow(p);
    if (p->n == p->room) {
        p->room = p->room > 0 ? p->room * 2 : FIRST_CAP / 2;
        p->pair = need(realloc(p->pair, p->room * sizeof *p->pair));
    }
    const uint32_t k = pair_slot(p, pair);
    p->pair[p->n] = pair;
    p->slot[k] = ++p->n;
    return p->n - 1;
}

/* -- texts ------------------------------------------------------------------------------ */

typedef struct TextSlot {
    uint32_t hash, next; /* next: number + 1; 0: free */
} TextSlot;

struct Texts {
    TextSlot *slot;
    uint32_t cap, n, room;
    Str *text; /* by number */
    Arena *bytes;
};

Texts *texts_new(void)
{
    Texts *t = need(calloc(1, sizeof *t));
    t->cap = FIRST_CAP;
    t->slot = need(calloc(t->cap, sizeof *t->slot));
    t->bytes = arena_new(TEXT_BLOCK);
    return t;
}

void texts_free(Texts *t)
{
    if (t == NULL)
        return;
    free(t->slot);
    free(t->text);
    arena_free(t->bytes);
    free(t);
}

static uint32_t hash_of(const char *p, size_t n)
{
    const uint64_t h = str_hash((Str){p, n});
    return (uint32_t)(h ^ (h >> 32));
}

static uint32_t slot_for(const Texts *t, uint32_t hash, const char *p, size_t n)
{
    uint32_t k = hash & (t->cap - 1);
    for (; t->slot[k].next != 0; k = (k + 1) & (t->cap - 1))
        if (t->slot[k].hash == hash
            && str_eq(t->text[t->slot[k].next - 1], (Str){p, n}))
            break;
    return k;
}

static void texts_grow(Texts *t)
{
    TextSlot *old = t->slot;
    const uint32_t cap = t->cap;
    t->cap *= 2;
    t->slot = need(calloc(t->cap, sizeof *t->slot));
    for (uint32_t i = 0; i < cap; i++) {
        uint32_t k = old[i].hash & (t->cap - 1);
        if (old[i].next == 0)
            continue;
        while (t->slot[k].next != 0)
            k = (k + 1) & (t->cap - 1);
        t->slot[k] = old[i];
    }
    free(old);
}

static void put_text(Texts *t, const char *p, size_t n)
{
    if (t->n == t->room) {
        t->room = t->room > 0 ? t->room * 2 : FIRST_CAP / 2;
        t->text = need(realloc(t->text, t->room * sizeof *t->text));
    }
    char *own = arena_alloc(t->bytes, n + TEXT_PAD, 1);
    memset(own + n, 0, TEXT_PAD);
    if (n > 0)
        memcpy(own, p, n);
    t->text[t->n++] = (Str){own, n};
}

uint32_t texts_number(Texts *t, const char *p, size_t n)
{
    const uint32_t hash = hash_of(p, n);
    uint32_t k = slot_for(t, hash, p, n);
    if (t->slot[k].next != 0)
        return t->slot[k].next - 1;
    if ((t->n + 1) * 2 > t->cap) {
        texts_grow(t);
        k = slot_for(t, hash, p, n);
    }
    put_text(t, p, n);
    t->slot[k] = (TextSlot){hash, t->n};
    return t->n - 1;
}

int64_t texts_find(const Texts *t, const char *p, size_t n)
{
    return (int64_t)t->slot[slot_for(t, hash_of(p, n), p, n)].next - 1;
}

uint32_t texts_count(const Texts *t) { return t->n; }
Str texts_text(const Texts *t, uint32_t number) { return t->text[number]; }

void code_numbers_room(CodeNumbers *c, uint32_t code)
{
    uint32_t cap = c->cap > 0 ? c->cap : FIRST_CAP;
    while (cap <= code)
        cap *= 2;
    c->next = need(realloc(c->next, cap * sizeof *c->next));
    memset(c->next + c->cap, 0, (cap - c->cap) * sizeof *c->next);
    c->cap = cap;
}
