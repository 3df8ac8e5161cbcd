/* json_walk.c -- the record path of JSON. */
#include "interp/io/json_walk.h"

#include "interp/base/mem.h"
#include "interp/io/json_check.h"
#include "interp/io/json_scan.h"
#include <assert.h>
#include <stdlib.h>

enum { FIRST_PARTS = 256 };

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

void json_walk_init(JsonWalk *w, Slot *slots, int n_slots, bool lines)
{
    *w = (JsonWalk){.keys = json_keys_new(slots, n_slots), .lines = lines};
    w->cells = need(calloc((size_t)w->keys->n_cells + 1, sizeof *w->cells));
    w->parts_cap = FIRST_PARTS;
    w->parts = need(malloc(FIRST_PARTS * sizeof *w->parts));
    w->grown = 2;
}

void json_walk_free(JsonWalk *w)
{
    json_keys_free(w->keys);
    free(w->cells);
    free(w->parts);
}

static Cell *part_room(JsonWalk *w)
{
    if (w->n_parts == w->parts_cap) {
        w->parts_cap *= 2;
        w->parts = need(realloc(w->parts, w->parts_cap * sizeof *w->parts));
        w->grown++;
    }
    return &w->parts[w->n_parts++];
}

/* --- keys ------------------------------------------------------------------------------ */

#ifdef __SSE2__
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
        *value;  /* of the key that was found; after the brace of an empty object */
    int pattern; /* that led there */
    bool end;    /* the object is empty */
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
    int before = at->pattern;
    at->pattern = json_pattern_learn(lv, key, from, (size_t)(at->value - from));
    if (at->pattern != 0) {
        Pattern *q = &lv->pattern[before];
        q->other = q->next;
        q->next = (uint8_t)at->pattern;
        lv->quick[quick_of(from)] = (uint8_t)at->pattern;
    }
    return key;
}

static inline JsonKey *key_next(JsonWalk *w, Level *lv, const char *p, Place *at)
{
    Pattern *last = &lv->pattern[at->pattern], *q = &lv->pattern[last->next];
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
    at->pattern = (int)(q - lv->pattern);
    at->value = p + q->n;
    if (__builtin_expect((unsigned char)*at->value <= ' ', 0))
        at->value = json_blanks(at->value, w->lines);
    return &lv->key[q->key];
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
            Cell *part = part_room(w);
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

/* A container under a key that some field names or leads through. */
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
    if (key->cell < 0 && key->level == NULL)
        return json_skip(p, w->lines, JSON_DEPTH - lv->depth - 1);
    if (*p == '{' || *p == '[')
        return container_cell(w, lv, key, p);
    return key->cell >= 0 ? scalar_cell(&w->cells[key->cell], p)
                          : json_skip(p, w->lines, 0);
}

static const char *key_twice(JsonWalk *w, const JsonKey *key, const char *value)
{
    w->twice = key->name;
    w->twice_at = value;
    return NULL;
}

static const char *walk_object(JsonWalk *w, Level *lv, const char *p)
{
    Place at = {p, 0, false};
    for (;;) {
        JsonKey *key = key_next(w, lv, p, &at);
        if (__builtin_expect(key == NULL, 0))
            return at.end ? at.value : NULL;
        if (__builtin_expect(!json_key_first(w->keys, lv, key), 0))
            return key_twice(w, key, at.value);
        p = walk_value(w, lv, key, at.value);
        if (__builtin_expect(p == NULL, 0))
            return NULL;
        if (__builtin_expect((unsigned char)*p <= ' ', 0))
            p = json_blanks(p, w->lines);
        if (*p != ',')
            return *p == '}' ? p + 1 : NULL;
    }
}

const char *json_walk(JsonWalk *w, const char *p)
{
    for (int i = 0; i < w->keys->n_cells; i++)
        w->cells[i].kind = CELL_NONE;
    w->n_parts = 0;
    w->twice.p = NULL;
    json_keys_record(w->keys);
    return *p == '{' ? walk_object(w, w->keys->root, p) : NULL;
}

static MsgId kind_of(char c)
{
    switch (c) {
    case '[': return JSON_A_LIST;
    case '"': return JSON_A_TEXT;
    case 't':
    case 'f': return JSON_A_FLAG;
    case 'n': return JSON_A_NULL;
    default: return JSON_A_NUMBER;
    }
}

void json_walk_why(const JsonWalk *w, Str s, Fault *f)
{
    if (!json_check(s, f))
        return;
    Str value = str_trim(s);
    if (value.p[0] != '{') {
        fault_put(f, E0518, DATA_NOT_OBJECT, value.p);
        f->value = msg_raw(kind_of(value.p[0]));
        return;
    }
    assert(w->twice.p != NULL);
    fault_value(f, E0502, DATA_KEY_TWICE, (Str){NULL, 0}, w->twice, (Str){NULL, 0});
    f->at = w->twice_at;
}
