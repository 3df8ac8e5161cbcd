/* fact_table.c -- kept rows, and an index by their key.
 *
 * Texts are kept once; their numbers, where they fit, are the codes of the columns.  The
 * index is of numbers: a key's own, or that of its text (folded where the type compares
 * folded).
 */
#include "interp/engine/fact_table.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/engine/numbering.h"
#include <stdlib.h>

enum { FIRST_ROWS = 64, FOLD_ROOM = 256 };

typedef struct KeySlot {
    int64_t key;
    int64_t next; /* row + 1; 0: free */
} KeySlot;

/* A column as it grows. */
typedef struct Kept {
    Column column;
    Texts *text; /* of TEXT, and of lists of them */
    Column elem; /* of LIST */
    size_t n_elems, cap_elems;
} Kept;

struct FactTable {
    const CoreFact *fact;
    Kept *kept; /* by field */
    int64_t rows, cap;
    KeySlot *slot;
    uint64_t n_slots, n_keys;
    uint64_t repeated;
    Texts *key_text;
};

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

static void *resized(void *p, size_t n, size_t size)
{
    return need(realloc(p, (n + 1) * size));
}

/* -- columns ---------------------------------------------------------------------------- */

static Phys elem_phys(const Type *t)
{
    return t->kind == TY_LIST ? type_phys(t->elem) : type_phys(t);
}

static void kept_init(Kept *k, const Type *t)
{
    k->column.phys = type_phys(t);
    k->column.form = FORM_FLAT;
    k->elem.phys = elem_phys(t);
    k->elem.form = FORM_FLAT;
    if (elem_phys(t) == PHYS_TEXT)
        k->text = texts_new();
}

static void column_resize(Column *c, size_t n)
{
    switch (c->phys) {
    case PHYS_I64: c->i64 = resized(c->i64, n, sizeof *c->i64); break;
    case PHYS_FLAG: c->flag = resized(c->flag, n, sizeof *c->flag); break;
    case PHYS_TEXT: c->text = resized(c->text, n, sizeof *c->text); break;
    case PHYS_LIST: {
        const bool is_new = c->list.start == NULL;
        c->list.start = resized(c->list.start, n, sizeof *c->list.start);
        if (is_new)
            c->list.start[0] = 0;
        break;
    }
    }
}

static void column_free(Column *c)
{
    free(c->null);
    switch (c->phys) {
    case PHYS_I64: free(c->i64); break;
    case PHYS_FLAG: free(c->flag); break;
    case PHYS_TEXT: free(c->text); break;
    case PHYS_LIST: free(c->list.start); break;
    }
}

static Text text_kept(Texts *texts, const Text *t)
{
    const uint32_t number = texts_number(texts, t->p, t->n);
    const Str s = texts_text(texts, number);
    return (Text){s.p, (uint32_t)s.n, number + 1 < TEXT_CODES ? number + 1 : 0};
}

/* Value `at` of one flat column behind those of another. */
static void put_value(Column *to, size_t n, const Column *from, size_t at, Texts *texts)
{
    switch (to->phys) {
    case PHYS_I64: to->i64[n] = from->i64[at]; break;
    case PHYS_FLAG: to->flag[n] = from->flag[at]; break;
    case PHYS_TEXT: to->text[n] = text_kept(texts, &from->text[at]); break;
    case PHYS_LIST: break;
    }
}

static void put_list(Kept *k, int64_t row, const Column *from, int r)
{
    const int i = column_row(from, r);
    const uint32_t lo = from->list.start[i], n = from->list.start[i + 1] - lo;
    if (k->n_elems + n > k->cap_elems || k->cap_elems == 0) {
        k->cap_elems = 2 * (k->n_elems + n) + FIRST_ROWS;
        column_resize(&k->elem, k->cap_elems);
    }
    for (uint32_t e = 0; e < n; e++)
        put_value(&k->elem, k->n_elems++, from->list.elem, lo + e, k->text);
    k->column.list.start[row + 1] = (uint32_t)k->n_elems;
}

static void put_row(Kept *k, int64_t row, const Column *from, int r)
{
    k->column.null[row] = column_missing(from, r);
    if (k->column.phys == PHYS_LIST)
        put_list(k, row, from, r);
    else
        put_value(&k->column, (size_t)row, from, (size_t)column_row(from, r), k->text);
}

/* -- keys ------------------------------------------------------------------------------- */

static uint64_t key_slot(const FactTable *t, int64_t key)
{
    uint64_t h = (uint64_t)key * UINT64_C(0x9e3779b97f4a7c15);
    h = (h ^ (h >> 32)) & (t->n_slots - 1);
    while (t->slot[h].next != 0 && t->slot[h].key != key)
        h = (h + 1) & (t->n_slots - 1);
    return h;
}

static void grow_index(FactTable *t)
{
    KeySlot *old = t->slot;
    const uint64_t n = t->n_slots;
    t->n_slots = n > 0 ? n * 2 : FIRST_ROWS;
    t->slot = need(calloc(t->n_slots, sizeof *t->slot));
    for (uint64_t i = 0; i < n; i++)
        if (old[i].next != 0)
            t->slot[key_slot(t, old[i].key)] = old[i];
    free(old);
}

static void put_key(FactTable *t, int64_t key, int64_t row)
{
    if ((t->n_keys + 1) * 2 > t->n_slots)
        grow_index(t);
    KeySlot *s = &t->slot[key_slot(t, key)];
    t->repeated += s->next != 0;
    t->n_keys += s->next == 0;
    *s = (KeySlot){key, row + 1};
}

/* The number of a key's text: a new one where `take`, else -1 where absent. */
static int64_t key_number(const FactTable *t, const Text *key, bool take)
{
    char room[FOLD_ROOM], *folded = room;
    Str s = {key->p, key->n};
    if (t->fact->core->fields[t->fact->key].type->folded) {
        const size_t n = utf8_fold(s, room, sizeof room);
        if (n > sizeof room) {
            folded = need(malloc(n));
            utf8_fold(s, folded, n);
        }
        s = (Str){folded, n};
    }
    const int64_t number = take ? (int64_t)texts_number(t->key_text, s.p, s.n)
                                : texts_find(t->key_text, s.p, s.n);
    if (folded != room)
        free(folded);
    return number;
}

static void index_row(FactTable *t, int64_t row)
{
    const Column *key = &t->kept[t->fact->key].column;
    if (key->null[row] != 0)
        return;
    switch (key->phys) {
    case PHYS_I64: put_key(t, key->i64[row], row); break;
    case PHYS_FLAG: put_key(t, key->flag[row], row); break;
    case PHYS_TEXT: put_key(t, key_number(t, &key->text[row], true), row); break;
    case PHYS_LIST: break;
    }
}

/* -- the table -------------------------------------------------------------------------- */

FactTable *fact_table_new(const CoreFact *fact)
{
    FactTable *t = need(calloc(1, sizeof *t));
    t->fact = fact;
    t->kept = need(calloc((size_t)fact->core->n_fields + 1, sizeof *t->kept));
    for (int i = 0; i < fact->core->n_fields; i++)
        kept_init(&t->kept[i], fact->core->fields[i].type);
    t->key_text = texts_new();
    grow_index(t);
    return t;
}

void fact_table_free(FactTable *t)
{
    if (t == NULL)
        return;
    for (int i = 0; i < t->fact->core->n_fields; i++) {
        column_free(&t->kept[i].column);
        column_free(&t->kept[i].elem);
        texts_free(t->kept[i].text);
    }
    texts_free(t->key_text);
    free(t->kept);
    free(t->slot);
    free(t);
}

static void reserve(FactTable *t, int64_t rows)
{
    if (rows <= t->cap)
        return;
    t->cap = rows > 2 * t->cap ? rows + FIRST_ROWS : 2 * t->cap;
    for (int i = 0; i < t->fact->core->n_fields; i++) {
        Column *c = &t->kept[i].column;
        column_resize(c, (size_t)t->cap + 1);
        c->null = resized(c->null, (size_t)t->cap, 1);
    }
}

void fact_table_append(FactTable *t, const Batch *b)
{
    reserve(t, t->rows + b->n);
    for (int i = 0; i < t->fact->core->n_fields; i++)
        for (int r = 0; r < b->n; r++)
            put_row(&t->kept[i], t->rows + r, &b->col[i], r);
    for (int r = 0; r < b->n && t->fact->key >= 0; r++)
        index_row(t, t->rows + r);
    t->rows += b->n;
    for (int i = 0; i < t->fact->core->n_fields; i++)
        if (t->kept[i].column.phys == PHYS_LIST)
            t->kept[i].column.list.elem = &t->kept[i].elem;
}

int64_t fact_table_rows(const FactTable *t) { return t->rows; }
uint64_t fact_table_repeated(const FactTable *t) { return t->repeated; }
const Column *fact_table_column(const FactTable *t, int field)
{
    return &t->kept[field].column;
}

int64_t fact_table_find_i64(const FactTable *t, int64_t key)
{
    return t->slot[key_slot(t, key)].next - 1;
}

int64_t fact_table_find_text(const FactTable *t, Text key)
{
    const int64_t number = key_number(t, &key, false);
    return number < 0 ? -1 : fact_table_find_i64(t, number);
}
