/* json_walk.c -- the record path of JSON. */
#include "interp/io/json_walk.h"

#include "interp/base/mem.h"
#include "interp/io/json_check.h"
#include "interp/io/json_walk_loop.h"
#include <assert.h>
#include <stdlib.h>

enum { FIRST_PARTS = 256 };

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

void json_parts_grow(JsonWalk *w)
{
    w->parts_cap *= 2;
    w->parts = need(realloc(w->parts, w->parts_cap * sizeof *w->parts));
    w->grown++;
}

const char *json_walk_plain(JsonWalk *w, const char *p)
{
    return walk_object(w, w->keys->root, p);
}

static JsonWalkFn *walk_for_this_machine(void)
{
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("avx2"))
        return json_walk_avx2;
#endif
    return json_walk_plain;
}

void json_walk_init(JsonWalk *w, Slot *slots, int n_slots, bool lines)
{
    *w = (JsonWalk){.keys = json_keys_new(slots, n_slots), .lines = lines};
    w->object = walk_for_this_machine();
    w->cells = need(calloc((size_t)w->keys->n_cells + 1, sizeof *w->cells));
    w->cells++;
    w->parts_cap = FIRST_PARTS;
    w->parts = need(malloc(FIRST_PARTS * sizeof *w->parts));
    w->grown = 2;
}

void json_walk_free(JsonWalk *w)
{
    json_keys_free(w->keys);
    free(w->cells - 1);
    free(w->parts);
}

const char *json_walk(JsonWalk *w, const char *p)
{
    Cell *end = w->cells + w->keys->n_cells;
    for (Cell *c = w->cells; c < end; c++)
        c->kind = CELL_NONE;
    w->n_parts = 0;
    w->twice.p = NULL;
    json_keys_record(w->keys);
    return *p == '{' ? w->object(w, p) : NULL;
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
