/* json_keys.c -- levels, keys and patterns. */
#include "interp/io/json_keys.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/json_text.h"
#include <stdlib.h>

enum { FIRST_KEYS = 64, FIRST_FAR = 1024 };

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

static Str own(Str s)
{
    char *p = need(malloc(s.n + 1));
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return (Str){p, s.n};
}

static void disown(Str s)
{
    char *p;
    memcpy(&p, &s.p, sizeof p);
    free(p);
}

static Level *level_new(JsonKeys *k, Str prefix, int depth)
{
    Level *lv = need(calloc(1, sizeof *lv));
    lv->prefix = own(prefix);
    lv->depth = depth;
    lv->cap = FIRST_KEYS;
    lv->key = need(calloc(FIRST_KEYS, sizeof *lv->key));
    lv->mask = 2 * FIRST_KEYS - 1;
    lv->slot = need(calloc(2 * FIRST_KEYS, sizeof *lv->slot));
    /* The start is not a pattern that text can match: the walk never stands at a quote. */
    lv->pattern[0].bytes[0] = '"';
    lv->pattern[0].need = ~UINT32_C(0);
    lv->n_patterns = 1;
    k->grown += 4;
    return lv;
}

static void level_free(Level *lv)
{
    if (lv == NULL)
        return;
    for (int i = 0; i < lv->n_keys; i++) {
        disown(lv->key[i].name);
        level_free(lv->key[i].level);
    }
    disown(lv->prefix);
    free(lv->key);
    free(lv->slot);
    free(lv);
}

static uint16_t *place(const Level *lv, Str name)
{
    for (uint32_t i = (uint32_t)str_hash(name);; i++) {
        uint16_t *at = &lv->slot[i & lv->mask];
        if (*at == 0 || str_eq(lv->key[*at - 1].name, name))
            return at;
    }
}

static void grow(JsonKeys *k, Level *lv)
{
    lv->cap *= 2;
    lv->mask = 2 * (uint32_t)lv->cap - 1;
    JsonKey *key = need(calloc((size_t)lv->cap, sizeof *key));
    memcpy(key, lv->key, (size_t)lv->n_keys * sizeof *key);
    for (int i = 1; i < lv->n_patterns; i++)
        lv->pattern[i].key = key + (lv->pattern[i].key - lv->key);
    free(lv->key);
    lv->key = key;
    free(lv->slot);
    lv->slot = need(calloc((size_t)lv->mask + 1, sizeof *lv->slot));
    for (int i = 0; i < lv->n_keys; i++)
        *place(lv, lv->key[i].name) = (uint16_t)(i + 1);
    k->grown += 2;
}

static JsonKey *key_of(JsonKeys *k, Level *lv, Str name)
{
    uint16_t *at = place(lv, name);
    if (*at != 0)
        return &lv->key[*at - 1];
    if (lv->n_keys == lv->cap) {
        grow(k, lv);
        at = place(lv, name);
    }
    lv->key[lv->n_keys] = (JsonKey){.name = own(name), .cell = -1};
    k->grown++;
    *at = (uint16_t)++lv->n_keys;
    return &lv->key[lv->n_keys - 1];
}

/* --- from the fields ------------------------------------------------------------------- */

static int key_cell(JsonKeys *k, JsonKey *key, const Slot *s)
{
    if (key->cell < 0)
        key->cell = k->n_cells++;
    key->declared = true;
    key->list = key->list || s->field->type->kind == TY_LIST;
    return key->cell;
}

/* "company.size": the key `size` in the level of the key `company`. */
static int path_cell(JsonKeys *k, const Slot *s)
{
    Str path = s->field->from;
    Level *lv = k->root;
    size_t from = 0;
    for (size_t i = 0; i < path.n; i++) {
        if (path.p[i] != '.')
            continue;
        JsonKey *key = key_of(k, lv, str_sub(path, from, i));
        key->declared = true;
        if (key->level == NULL)
            key->level = level_new(k, str_sub(path, 0, i + 1), lv->depth + 1);
        lv = key->level;
        from = i + 1;
    }
    return key_cell(k, key_of(k, lv, str_sub(path, from, path.n)), s);
}

static bool is_path(const CoreField *f)
{
    return f->has_from && memchr(f->from.p, '.', f->from.n) != NULL;
}

JsonKeys *json_keys_new(Slot *slots, int n_slots)
{
    JsonKeys *k = need(calloc(1, sizeof *k));
    k->root = level_new(k, (Str){"", 0}, 0);
    k->other.cell = -1;
    for (int i = 0; i < n_slots; i++) {
        Slot *s = &slots[i];
        s->cell = key_cell(k, key_of(k, k->root, s->field->from), s);
        s->path = is_path(s->field) ? path_cell(k, s) : -1;
    }
    return k;
}

void json_keys_free(JsonKeys *k)
{
    if (k == NULL)
        return;
    level_free(k->root);
    free(k->far);
    buf_free(&k->scratch);
    free(k);
}

/* --- from the records ------------------------------------------------------------------ */

void json_keys_record(JsonKeys *k)
{
    k->other.stamp = ++k->stamp;
    if (k->n_far > 0) {
        memset(k->far, 0, ((size_t)k->far_mask + 1) * sizeof *k->far);
        k->n_far = 0;
    }
}

static Str plain_name(JsonKeys *k, Str raw, bool escaped)
{
    if (!escaped)
        return raw;
    k->scratch.n = 0;
    char *to = buf_room(&k->scratch, raw.n + 1);
    return (Str){to, json_unescape(raw, to)};
}

JsonKey *json_key_find(JsonKeys *k, Level *lv, Str raw, bool escaped)
{
    Str name = plain_name(k, raw, escaped);
    uint16_t *at = place(lv, name);
    if (*at != 0)
        return &lv->key[*at - 1];
    if (!utf8_is_ascii(name) && utf8_valid(name)) {
        Str nfc = utf8_nfc_copy(name);
        if (nfc.n <= KEY_BYTES_MAX && *(at = place(lv, nfc)) != 0)
            return &lv->key[*at - 1];
    }
    if (lv->n_keys >= KEYS_MAX || name.n > KEY_BYTES_MAX) {
        k->other.name = name;
        return &k->other;
    }
    return key_of(k, lv, name);
}

int json_pattern_learn(Level *lv, JsonKey *key, const char *b, size_t n)
{
    if (n >= PATTERN_BYTES || key->name.p == NULL || lv->n_patterns > PATTERNS_MAX
        || key < lv->key || key >= lv->key + lv->n_keys)
        return 0;
    for (int i = 1; i < lv->n_patterns; i++)
        if (lv->pattern[i].n == n && memcmp(lv->pattern[i].bytes, b, n) == 0)
            return i;
    Pattern *p = &lv->pattern[lv->n_patterns];
    memcpy(p->bytes, b, n);
    p->n = (uint8_t)n;
    p->need = (UINT32_C(1) << n) - 1;
    p->key = key;
    return lv->n_patterns++;
}

static void far_grow(JsonKeys *k)
{
    uint64_t *old = k->far;
    uint32_t n = old != NULL ? k->far_mask + 1 : 0;
    k->far_mask = n > 0 ? 2 * n - 1 : FIRST_FAR - 1;
    k->far = need(calloc((size_t)k->far_mask + 1, sizeof *k->far));
    k->grown++;
    for (uint32_t i = 0; i < n; i++)
        if (old[i] != 0) {
            uint32_t at = (uint32_t)old[i];
            while (k->far[at & k->far_mask] != 0)
                at++;
            k->far[at & k->far_mask] = old[i];
        }
    free(old);
}

/* Equal hashes of 64 bits are taken for equal names. */
static bool far_first(JsonKeys *k, const Level *lv, Str name)
{
    uint64_t h = (str_hash(name) ^ str_hash(lv->prefix) * 3) | 1;
    if (k->far == NULL || k->n_far * 2 > k->far_mask)
        far_grow(k);
    uint32_t at = (uint32_t)h;
    for (; k->far[at & k->far_mask] != 0; at++)
        if (k->far[at & k->far_mask] == h)
            return false;
    k->far[at & k->far_mask] = h;
    k->n_far++;
    return true;
}

bool json_key_twice(JsonKeys *k, const Level *lv, const JsonKey *key)
{
    return key != &k->other || !far_first(k, lv, key->name);
}

/* --- afterwards ------------------------------------------------------------------------ */

static bool cell_seen(const Level *lv, int cell)
{
    for (int i = 0; i < lv->n_keys; i++) {
        const JsonKey *key = &lv->key[i];
        if ((key->cell == cell && key->stamp > 0)
            || (key->level != NULL && cell_seen(key->level, cell)))
            return true;
    }
    return false;
}

void json_keys_seen(const JsonKeys *k, Slot *slots, int n_slots)
{
    for (int i = 0; i < n_slots; i++) {
        Slot *s = &slots[i];
        s->seen = s->seen || cell_seen(k->root, s->cell)
                  || (s->path >= 0 && cell_seen(k->root, s->path));
    }
}

static void undeclared(const Level *lv, void (*put)(void *, Str, Str), void *ctx)
{
    for (int i = 0; i < lv->n_keys; i++) {
        if (!lv->key[i].declared)
            put(ctx, lv->prefix, lv->key[i].name);
        if (lv->key[i].level != NULL)
            undeclared(lv->key[i].level, put, ctx);
    }
}

void json_keys_undeclared(const JsonKeys *k, void (*put)(void *, Str, Str), void *ctx)
{
    undeclared(k->root, put, ctx);
}
