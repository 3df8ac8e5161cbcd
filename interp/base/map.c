/* map.c -- entries in order of insertion, and an open table of their numbers. */
#include "interp/base/map.h"

#include "interp/base/mem.h"

typedef struct Entry {
    Str key;
    uint64_t hash;
    void *value;
} Entry;

struct Map {
    Entry *entry;
    size_t cap;
    int n;
    int *slot;      /* entry number + 1, 0 where free */
    size_t n_slots; /* a power of two, at least twice n */
};

enum { FIRST_SLOTS = 16 };

static int *slots_new(size_t n)
{
    int *slot = mem_bytes(n * sizeof *slot);
    memset(slot, 0, n * sizeof *slot);
    return slot;
}

Map *map_new(void)
{
    Map *m = MEM_NEW(Map);
    m->n_slots = FIRST_SLOTS;
    m->slot = slots_new(FIRST_SLOTS);
    return m;
}

/* The slot where the key is, or the free one where it would go. */
static size_t map_slot(const Map *m, Str key, uint64_t hash)
{
    size_t i = (size_t)hash & (m->n_slots - 1);
    for (; m->slot[i] != 0; i = (i + 1) & (m->n_slots - 1)) {
        const Entry *e = &m->entry[m->slot[i] - 1];
        if (e->hash == hash && str_eq(e->key, key))
            break;
    }
    return i;
}

void *map_get(const Map *m, Str key)
{
    int e = m->slot[map_slot(m, key, str_hash(key))];
    return e != 0 ? m->entry[e - 1].value : NULL;
}

static void map_widen(Map *m)
{
    m->n_slots *= 2;
    m->slot = slots_new(m->n_slots);
    for (int i = 0; i < m->n; i++) {
        size_t at = (size_t)m->entry[i].hash & (m->n_slots - 1);
        while (m->slot[at] != 0)
            at = (at + 1) & (m->n_slots - 1);
        m->slot[at] = i + 1;
    }
}

void map_put(Map *m, Str key, void *value)
{
    uint64_t hash = str_hash(key);
    size_t at = map_slot(m, key, hash);
    if (m->slot[at] != 0) {
        m->entry[m->slot[at] - 1].value = value;
        return;
    }
    MEM_PUSH(m->entry, m->n, m->cap) = (Entry){key, hash, value};
    m->slot[at] = m->n;
    if ((size_t)m->n * 2 > m->n_slots)
        map_widen(m);
}

int map_count(const Map *m) { return m->n; }
Str map_key(const Map *m, int i) { return m->entry[i].key; }
void *map_value(const Map *m, int i) { return m->entry[i].value; }
