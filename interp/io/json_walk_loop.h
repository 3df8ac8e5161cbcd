/* json_walk_loop.h -- the walk over a record, for whatever vectors the file that includes it
 * is compiled for: json_walk.c for any processor, json_walk_avx2.c for those that have AVX2.
 */
#ifndef ACORDO_IO_JSON_WALK_LOOP_H
#define ACORDO_IO_JSON_WALK_LOOP_H

#include "interp/io/json_scan.h"
#include "interp/io/json_walk.h"

static inline Cell *json_part_room(JsonWalk *w)
{
    if (w->n_parts == w->parts_cap)
        json_parts_grow(w);
    return &w->parts[w->n_parts++];
}

/* --- keys ------------------------------------------------------------------------------ */

#if defined(__AVX2__)
static inline bool matches(const Pattern *q, const char *p)
{
    __m256i a, x;
    memcpy(&a, p, sizeof a);
    memcpy(&x, q->bytes, sizeof x);
    uint32_t m = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, x));
    return (m & q->need) == q->need;
}
#elif defined(__SSE2__)
static inline bool matches(const Pattern *q, const char *p)
{
    __m128i a, b, x, y;
    memcpy(&a, p, 16);
    memcpy(&b, p + 16, 16);
    memcpy(&x, q->bytes, 16);
    memcpy(&y, q->bytes + 16, 16);
    uint32_t m = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(a, x))
                 | (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(b, y)) << 16;
    return (m & q->need) == q->need;
}
#else
static inline bool matches(const Pattern *q, const char *p)
{
    return q->n > 0 && memcmp(q->bytes, p, q->n) == 0;
}
#endif

static inline uint8_t quick_of(const char *p)
{
    uint64_t a, b = 0;
    memcpy(&a, p, 8);
    memcpy(&b, p + 7, 4);
    return (uint8_t)((a ^ b << 29) * UINT64_C(0x9E3779B97F4A7C15) >> 56);
}

typedef struct Place {
    const char
        *value;   /* of the key that was found; after the brace of an empty object */
    Pattern *led; /* what led there */
    bool end;     /* the object is empty */
} Place;

/* p is at the brace of the object, or at a comma in it. */
static JsonKey *key_slow(JsonWalk *w, Level *lv, const char *p, Place *at)
{
    const char *from = p;
    bool escaped = false;
    p = json_blanks(p + 1, w->lines);
    if (*from == '{' && *p == '}') {
        at->end = true;
        at->value = p + 1;
        return NULL;
    }
    if (*p != '"')
        return NULL;
    const char *name = p + 1, *end = json_text_end(name, &escaped);
    if (end == NULL)
        return NULL;
    p = json_blanks(end + 1, w->lines);
    if (*p != ':')
        return NULL;
    at->value = json_blanks(p + 1, w->lines);
    JsonKey *key = json_key_find(
        w->keys, lv, str_sub((Str){name, 0}, 0, (size_t)(end - name)), escaped);
    int learnt = json_pattern_learn(lv, key, from, (size_t)(at->value - from));
    if (learnt != 0) {
        at->led->other = at->led->next;
        at->led->next = (uint8_t)learnt;
        lv->quick[quick_of(from)] = (uint8_t)learnt;
    }
    at->led = &lv->pattern[learnt];
    return key;
}

static inline JsonKey *key_next(JsonWalk *w, Level *lv, const char *p, Place *at)
{
    Pattern *last = at->led, *q = &lv->pattern[last->next];
    if (__builtin_expect(!matches(q, p), 0)) {
        q = &lv->pattern[last->other];
        if (!matches(q, p)) {
            q = &lv->pattern[lv->quick[quick_of(p)]];
            if (!matches(q, p))
                return key_slow(w, lv, p, at);
        }
        last->other = last->next;
        last->next = (uint8_t)(q - lv->pattern);
    }
    at->led = q;
    at->value = p + q->n;
    if (__builtin_expect((unsigned char)*at->value <= ' ', 0))
        at->value = json_blanks(at->value, w->lines);
    return q->key;
}

/* --- values ---------------------------------------------------------------------------- */

static inline const char *scalar_cell(Cell *c, const char *p)
{
    const char *end;
    bool raw = false;
    c->p = p;
    c->raw = false;
    switch (*p) {
    case '"':
        end = json_text_end(p + 1, &raw);
        if (end == NULL)
            return NULL;
        c->p = p + 1;
        c->n = (uint32_t)(end - p - 1);
        c->kind = CELL_TEXT;
        c->raw = raw;
        return end + 1;
    case 't': c->kind = CELL_TRUE; break;
    case 'f': c->kind = CELL_FALSE; break;
    case 'n': c->kind = CELL_NULL; break;
    default:
        end = json_number_end(p);
        if (end == NULL)
            return NULL;
        c->n = (uint32_t)(end - p);
        c->kind = CELL_NUMBER;
        return end;
    }
    end = json_literal_end(p);
    if (end != NULL)
        c->n = (uint32_t)(end - p);
    return end;
}

static const char *list_cell(JsonWalk *w, Cell *c, const char *p, int depth)
{
    uint32_t first = w->n_parts;
    const char *open = p;
    p = json_blanks(p + 1, w->lines);
    if (*p == ']')
        p++;
    else
        for (;;) {
            Cell *part = json_part_room(w);
            if (*p == '{' || *p == '[') {
                *part = (Cell){.p = p, .kind = *p == '{' ? CELL_OBJECT : CELL_ARRAY};
                p = json_skip_container(p, w->lines, depth);
            } else {
                p = scalar_cell(part, p);
            }
            if (p == NULL)
                return NULL;
            p = json_blanks(p, w->lines);
            if (*p == ']') {
                p++;
                break;
            }
            if (*p != ',')
                return NULL;
            p = json_blanks(p + 1, w->lines);
        }
    *c = (Cell){.p = open, .n = w->n_parts - first, .first = first, .kind = CELL_LIST};
    return p;
}

static const char *walk_object(JsonWalk *w, Level *lv, const char *p);

static const char *container_cell(JsonWalk *w, Level *lv, const JsonKey *key,
                                  const char *p)
{
    int depth = JSON_DEPTH - lv->depth - 1;
    Cell *c = key->cell >= 0 ? &w->cells[key->cell] : NULL;
    if (*p == '[' && key->list)
        return list_cell(w, c, p, depth - 1);
    if (c != NULL)
        *c = (Cell){.p = p, .kind = *p == '{' ? CELL_OBJECT : CELL_ARRAY};
    if (*p == '{' && key->level != NULL)
        return walk_object(w, key->level, p);
    return json_skip_container(p, w->lines, depth);
}

static inline const char *walk_value(JsonWalk *w, Level *lv, const JsonKey *key,
                                     const char *p)
{
    if (*p == '{' || *p == '[')
        return container_cell(w, lv, key, p);
    return scalar_cell(&w->cells[key->cell], p);
}

static const char *key_twice(JsonWalk *w, const JsonKey *key, const char *value)
{
    w->twice = key->name;
    w->twice_at = value;
    return NULL;
}

static const char *walk_object(JsonWalk *w, Level *lv, const char *p)
{
    const uint64_t stamp = w->keys->stamp;
    Place at = {p, &lv->pattern[0], false};
    for (;;) {
        JsonKey *key = key_next(w, lv, p, &at);
        if (__builtin_expect(key == NULL, 0))
            return at.end ? at.value : NULL;
        if (__builtin_expect(key->stamp == stamp, 0)
            && json_key_twice(w->keys, lv, key))
            return key_twice(w, key, at.value);
        key->stamp = stamp;
        p = walk_value(w, lv, key, at.value);
        if (__builtin_expect(p == NULL, 0))
            return NULL;
        if (__builtin_expect((unsigned char)*p <= ' ', 0))
            p = json_blanks(p, w->lines);
        if (*p != ',')
            return *p == '}' ? p + 1 : NULL;
    }
}

#endif
