/* dict.c -- open addressing on the first 16 bytes and the length. */
#include "interp/io/dict.h"

#include "interp/base/mem.h"
#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    CACHE_LINE = 64,
    FIRST_ENTRIES = 128,
    BLOCK_BYTES = 16 * 1024,
    TEXT_PAD = 16,
    TEXT_MAX = 256,    /* longer texts hardly repeat */
    LOOK_EVERY = 4096, /* questions between two looks at the misses */
    ENTRY_COST = TEXT_PAD + 2 * sizeof(DictEntry), /* half of the entries are free */
};

typedef struct Head {
    uint64_t lo, hi;
} Head;

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

/* Zeroed; no entry lies across two lines of the cache. */
static DictEntry *entries(uint32_t n)
{
    const size_t size = (size_t)n * sizeof(DictEntry);
    return memset(need(aligned_alloc(CACHE_LINE, size)), 0, size);
}

Dict *dict_new(size_t *room)
{
    Dict *d = need(calloc(1, sizeof *d));
    d->room = room;
    d->entry = entries(FIRST_ENTRIES);
    d->mask = FIRST_ENTRIES - 1;
    d->grown = 2;
    return d;
}

/* Blocks are chained through their first bytes. */
static void blocks_free(char *block)
{
    while (block != NULL) {
        char *before;
        memcpy(&before, block, sizeof before);
        free(block);
        block = before;
    }
}

void dict_free(Dict *d)
{
    if (d == NULL)
        return;
    blocks_free(d->block);
    free(d->entry);
    free(d);
}

#ifdef __SSE2__
/* The first 16 bytes of a text, zeros after its end. */
static inline Head head_of(const char *p, uint32_t n)
{
    static const uint8_t keep[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                     255, 255, 255, 255, 255, 255, 255, 255};
    __m128i x, mask;
    memcpy(&x, p, sizeof x);
    memcpy(&mask, keep + 16 - (n < 16 ? n : 16), sizeof mask);
    x = _mm_and_si128(x, mask);
    Head h;
    memcpy(&h, &x, sizeof h);
    return h;
}
#else
static inline Head head_of(const char *p, uint32_t n)
{
    Head h = {0, 0};
    memcpy(&h, p, n < sizeof h ? n : sizeof h);
    return h;
}
#endif

/* A short text has its first bytes for its last ones: no branch on its length. */
static inline uint32_t hash_head(Head h, uint32_t n, const char *p)
{
    uint64_t last, x = h.lo * UINT64_C(0x9E3779B97F4A7C15)
                       ^ (h.hi + n) * UINT64_C(0xE7037ED1A0B428DB);
    memcpy(&last, n > 16 ? p + n - 8 : (const char *)&h, sizeof last);
    x ^= last * UINT64_C(0xA0761D6478BD642F);
    x ^= x >> 32;
    return (uint32_t)(x * UINT64_C(0xD6E8FEB86659FD93) >> 32);
}

static inline bool same16(const char *a, const char *b)
{
    Head x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x.lo == y.lo && x.hi == y.hi;
}

/* The heads are equal: are the n bytes?  The last 16 may overlap those before. */
static inline bool same_rest(const char *a, const char *b, uint32_t n)
{
    for (uint32_t i = 16; i + 16 < n; i += 16)
        if (!same16(a + i, b + i))
            return false;
    return n <= 16 || same16(a + n - 16, b + n - 16);
}

static inline bool same(const DictEntry *e, Head h, const char *p, uint32_t n)
{
    return e->lo == h.lo && e->hi == h.hi && e->n == n && same_rest(e->p, p, n);
}

static inline DictEntry *find_at(const Dict *d, Head h, const char *p, uint32_t n,
                                 uint32_t hash)
{
    for (uint32_t i = hash;; i++) {
        DictEntry *e = &d->entry[i & d->mask];
        if (e->code == 0 || same(e, h, p, n))
            return e;
    }
}

static inline DictEntry *find(const Dict *d, Head h, const char *p, uint32_t n)
{
    return find_at(d, h, p, n, hash_head(h, n, p));
}

uint32_t dict_find(const Dict *d, const char *p, uint32_t n)
{
    return find(d, head_of(p, n), p, n)->code;
}

static void double_entries(Dict *d)
{
    DictEntry *old = d->entry;
    uint32_t n = d->mask + 1;
    d->entry = entries(2 * n);
    d->mask = 2 * n - 1;
    d->grown++;
    for (uint32_t i = 0; i < n; i++)
        if (old[i].code != 0)
            *find(d, (Head){old[i].lo, old[i].hi}, old[i].p, old[i].n) = old[i];
    free(old);
}

static char *text_room(Dict *d, size_t n)
{
    if (d->cap - d->used < n) {
        size_t cap = d->bytes > BLOCK_BYTES ? d->bytes : BLOCK_BYTES; /* doubling */
        char *block = need(malloc(cap));
        memcpy(block, &d->block, sizeof d->block);
        d->block = block;
        d->used = sizeof block;
        d->cap = cap;
        d->grown++;
    }
    char *p = d->block + d->used;
    d->used += n;
    d->bytes += n;
    return p;
}

static const DictEntry *take(Dict *d, Head h, const char *p, uint32_t n)
{
    if ((d->n + 1) * 2 > d->mask)
        double_entries(d);
    char *text = text_room(d, n + TEXT_PAD);
    memcpy(text, p, n);
    memset(text + n, 0, TEXT_PAD);
    DictEntry *e = find(d, h, p, n);
    *e = (DictEntry){h.lo, h.hi, text, n, ++d->n};
    *d->room -= n + ENTRY_COST;
    d->closed = d->n + 1 >= TEXT_CODES;
    return e;
}

/* More than half of the texts were new ones: asking costs more than it can save. */
static void look(Dict *d)
{
    d->idle = d->missed * 2 > d->asked;
    d->closed = d->closed || d->idle;
    d->asked = d->missed = 0;
}

static inline uint32_t hash_of(const char *p, uint32_t n)
{
    return hash_head(head_of(p, n), n, p);
}

uint32_t dict_fetch(const Dict *d, const char *p, uint32_t n)
{
    const uint32_t hash = hash_of(p, n);
    __builtin_prefetch(&d->entry[hash & d->mask]);
    return hash;
}

Text dict_text_at(Dict *d, const char *p, uint32_t n, uint32_t hash)
{
    if (d->idle || n > TEXT_MAX)
        return (Text){p, n, 0};
    Head h = head_of(p, n);
    const DictEntry *e = find_at(d, h, p, n, hash);
    if (++d->asked == LOOK_EVERY)
        look(d);
    if (e->code != 0)
        return (Text){e->p, n, e->code};
    d->missed++;
    if (d->closed || *d->room < TEXT_MAX + ENTRY_COST)
        return (Text){p, n, 0};
    e = take(d, h, p, n);
    return (Text){e->p, n, e->code};
}

Text dict_text(Dict *d, const char *p, uint32_t n)
{
    return d->idle ? (Text){p, n, 0} : dict_text_at(d, p, n, hash_of(p, n));
}
