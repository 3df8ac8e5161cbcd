/* text_set.c -- open addressing at half load; a mask of lengths turns most away. */
#include "interp/engine/text_set.h"

#include "interp/base/mem.h"
#include <string.h>

struct TextSet {
    uint64_t lengths; /* bit min(n, 63) for each length that occurs */
    uint64_t mask;
    const Text *slot; /* p NULL: free; code holds the upper half of the hash */
};

static inline uint64_t word_at(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    return w;
}

static inline uint64_t mix(uint64_t h, uint64_t w)
{
    h = (h ^ w) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ (h >> 32);
}

/* Words of eight bytes, the last one overlapping the one before. */
static uint64_t hash_of(const char *p, uint32_t n)
{
    uint64_t h = n;
    uint32_t i = 0;
    for (; i + 8 <= n; i += 8)
        h = mix(h, word_at(p + i));
    if (n >= 8)
        return mix(h, word_at(p + n - 8));
    uint64_t tail = 0;
    memcpy(&tail, p, n);
    return mix(h, tail);
}

static inline uint64_t length_bit(size_t n) { return UINT64_C(1) << (n < 63 ? n : 63); }

static inline bool same(const Text *a, uint32_t tag, const Text *t)
{
    return a->code == tag && a->n == t->n && memcmp(a->p, t->p, t->n) == 0;
}

static void insert(TextSet *s, Text *slot, const Text *t)
{
    const uint64_t h = hash_of(t->p, t->n);
    const uint32_t tag = (uint32_t)(h >> 32);
    uint64_t k = h & s->mask;
    while (slot[k].p != NULL && !same(&slot[k], tag, t))
        k = (k + 1) & s->mask;
    slot[k] = (Text){t->p, t->n, tag};
    s->lengths |= length_bit(t->n);
}

const TextSet *text_set_new(const Str *item, int n)
{
    TextSet *s = MEM_NEW(TextSet);
    uint64_t cap = 8;
    while (cap < (uint64_t)n * 2)
        cap *= 2;
    Text *slot = MEM_ARRAY(Text, cap);
    s->mask = cap - 1;
    for (int i = 0; i < n; i++) {
        const Text t = {item[i].n > 0 ? item[i].p : "", (uint32_t)item[i].n, 0};
        insert(s, slot, &t);
    }
    s->slot = slot;
    return s;
}

bool text_set_has(const TextSet *s, const Text *t)
{
    if ((s->lengths & length_bit(t->n)) == 0)
        return false;
    const uint64_t h = hash_of(t->n > 0 ? t->p : "", t->n);
    const uint32_t tag = (uint32_t)(h >> 32);
    for (uint64_t k = h & s->mask; s->slot[k].p != NULL; k = (k + 1) & s->mask)
        if (same(&s->slot[k], tag, t))
            return true;
    return false;
}
