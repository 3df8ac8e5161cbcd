/* kept_rows.c -- one batch is open at a time; when it is full it is put away at its size.
 *
 * A column in which every row of a batch is missing is kept as one missing value.  Texts stand
 * one behind the other: what follows a text is its padding.
 */
#include "interp/engine/kept_rows.h"

#include "interp/base/mem.h"
#include "interp/base/pages.h"
#include <stdlib.h>
#include <string.h>

/* Blocks grow from the first to the last size: a few leads take no more than they need. */
enum {
    FIRST_BLOCK = 1 << 18,
    BLOCK = 16 << 20,
    TEXT_BLOCK = 1 << 15,
    TEXT_PADDING = 16,
    ALIGNED = 64
};

/* A column of the open batch. */
typedef struct OpenColumn {
    Column flat, elem; /* elem: of a list, room for cap_elems */
    size_t cap_elems;
    bool any_missing, all_missing;
    Text *coded; /* of texts and lists of them, by code: the one that is kept; p NULL: none */
    uint32_t n_coded;
} OpenColumn;

struct KeptRows {
    int n_fields;
    struct Block {
        char *p;
        size_t used, size;
    } *block; /* what is kept; the last one is filled */
    int n_blocks, cap_blocks;
    PagesAhead ahead; /* the next one, of BLOCK bytes */
    char *text; /* the block that texts go to: used of cap bytes, and padding behind */
    size_t used, cap, bytes;
    Batch *batch;
    int n_batches, cap_batches;
    OpenColumn *open; /* by field */
    RowRef *row;
    int n_open;
};

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

static size_t value_bytes(Phys phys)
{
    switch (phys) {
    case PHYS_I64: return sizeof(int64_t);
    case PHYS_FLAG: return sizeof(uint8_t);
    case PHYS_TEXT: return sizeof(Text);
    case PHYS_LIST: return sizeof(uint32_t);
    }
    return 0;
}

/* The values of a column, whatever they are: one member of the union or another. */
static void *values_of(const Column *c)
{
    switch (c->phys) {
    case PHYS_I64: return c->i64;
    case PHYS_FLAG: return c->flag;
    case PHYS_TEXT: return c->text;
    case PHYS_LIST: return c->list.start;
    }
    return NULL;
}

static void set_values(Column *c, void *p)
{
    switch (c->phys) {
    case PHYS_I64: c->i64 = p; break;
    case PHYS_FLAG: c->flag = p; break;
    case PHYS_TEXT: c->text = p; break;
    case PHYS_LIST: c->list.start = p; break;
    }
}

/* -- blocks ----------------------------------------------------------------------------- */

static size_t next_size(const KeptRows *k, size_t n)
{
    size_t size = k->n_blocks > 0 ? 4 * k->block[k->n_blocks - 1].size : FIRST_BLOCK;
    size = size < BLOCK ? size : BLOCK;
    return n > size ? n : size;
}

static struct Block *new_block(KeptRows *k, size_t n)
{
    if (k->n_blocks == k->cap_blocks) {
        k->cap_blocks = k->cap_blocks > 0 ? 2 * k->cap_blocks : 16;
        k->block =
            need(realloc(k->block, (size_t)k->cap_blocks * sizeof *k->block));
    }
    const size_t size = next_size(k, n);
    char *ready = size == BLOCK ? pages_take(&k->ahead) : NULL;
    struct Block *b = &k->block[k->n_blocks++];
    *b = (struct Block){.p = ready, .size = size};
    if (ready == NULL)
        b->p = need(pages_alloc(size));
    if (size == BLOCK)
        pages_ahead(&k->ahead, BLOCK);
    return b;
}

static void *kept_alloc(KeptRows *k, size_t n)
{
    struct Block *b = k->n_blocks > 0 ? &k->block[k->n_blocks - 1] : NULL;
    n = (n + ALIGNED - 1) / ALIGNED * ALIGNED;
    if (b == NULL || b->used + n > b->size)
        b = new_block(k, n);
    void *p = b->p + b->used;
    b->used += n;
    k->bytes += n;
    return p;
}

/* -- texts ------------------------------------------------------------------------------ */

static const char *put_text(KeptRows *k, const Text *t)
{
    if (k->used + t->n > k->cap) {
        k->cap = t->n > TEXT_BLOCK ? t->n : TEXT_BLOCK;
        k->used = 0;
        k->text = kept_alloc(k, k->cap + TEXT_PADDING);
    }
    char *to = k->text + k->used;
    if (t->n > 0)
        memcpy(to, t->p, t->n);
    k->used += t->n;
    return to;
}

static void grow_coded(OpenColumn *o, uint32_t code)
{
    uint32_t n = o->n_coded > 0 ? o->n_coded : 64;
    while (n <= code)
        n *= 2;
    o->coded = need(realloc(o->coded, n * sizeof *o->coded));
    memset(o->coded + o->n_coded, 0, (n - o->n_coded) * sizeof *o->coded);
    o->n_coded = n;
}

static Text text_kept(KeptRows *k, OpenColumn *o, const Text *t)
{
    if (t->code == 0)
        return (Text){put_text(k, t), t->n, 0};
    if (t->code >= o->n_coded)
        grow_coded(o, t->code);
    Text *kept = &o->coded[t->code];
    if (kept->p == NULL)
        *kept = (Text){put_text(k, t), t->n, t->code};
    return *kept;
}

/* -- the open batch --------------------------------------------------------------------- */

static void open_column(OpenColumn *o, const Type *t)
{
    o->flat = (Column){.phys = type_phys(t), .form = FORM_FLAT};
    o->flat.null = need(malloc(BATCH_ROWS));
    set_values(&o->flat,
               need(malloc(value_bytes(o->flat.phys) * (BATCH_ROWS + 1))));
    if (o->flat.phys != PHYS_LIST)
        return;
    o->elem = (Column){.phys = type_phys(t->elem), .form = FORM_FLAT};
    o->flat.list.elem = &o->elem;
}

static void column_begins(OpenColumn *o)
{
    o->any_missing = false;
    o->all_missing = true;
    if (o->flat.phys == PHYS_LIST)
        o->flat.list.start[0] = 0;
}

static void put_nulls(OpenColumn *o, int at, const Column *from, int r, int n)
{
    for (int i = 0; i < n; i++) {
        const bool missing = column_missing(from, r + i);
        o->flat.null[at + i] = missing;
        o->any_missing |= missing;
        o->all_missing &= missing;
    }
}

static void put_elems(KeptRows *k, OpenColumn *o, uint32_t at, const Column *from,
                      uint32_t lo, uint32_t n)
{
    if (at + n > o->cap_elems) {
        o->cap_elems = 2 * (at + n);
        set_values(&o->elem, need(realloc(values_of(&o->elem),
                                          o->cap_elems * value_bytes(o->elem.phys))));
    }
    const size_t size = value_bytes(o->elem.phys);
    if (o->elem.phys != PHYS_TEXT && n > 0)
        memcpy((char *)values_of(&o->elem) + at * size,
               (const char *)values_of(from) + lo * size, n * size);
    for (uint32_t i = 0; i < n && o->elem.phys == PHYS_TEXT; i++)
        o->elem.text[at + i] = text_kept(k, o, &from->text[lo + i]);
}

static void put_value(KeptRows *k, OpenColumn *o, int at, const Column *from, int r)
{
    Column *to = &o->flat;
    switch (to->phys) {
    case PHYS_I64: to->i64[at] = from->i64[r]; break;
    case PHYS_FLAG: to->flag[at] = from->flag[r]; break;
    case PHYS_TEXT: to->text[at] = text_kept(k, o, &from->text[r]); break;
    case PHYS_LIST: {
        const uint32_t lo = from->list.start[r], n = from->list.start[r + 1] - lo;
        const uint32_t end = to->list.start[at];
        put_elems(k, o, end, from->list.elem, lo, n);
        to->list.start[at + 1] = end + n;
        break;
    }
    }
}

static void put_rows(KeptRows *k, OpenColumn *o, const Column *from, int r, int n)
{
    const int at = k->n_open;
    const size_t size = value_bytes(o->flat.phys);
    const bool plain = o->flat.phys == PHYS_I64 || o->flat.phys == PHYS_FLAG;
    put_nulls(o, at, from, r, n);
    if (plain && from->form == FORM_FLAT) {
        memcpy((char *)values_of(&o->flat) + (size_t)at * size,
               (const char *)values_of(from) + (size_t)r * size, (size_t)n * size);
        return;
    }
    for (int i = 0; i < n; i++)
        put_value(k, o, at + i, from, column_row(from, r + i));
}

/* -- batches that are put away ---------------------------------------------------------- */

static void *copied(KeptRows *k, const void *p, size_t n)
{
    void *to = kept_alloc(k, n + TEXT_PADDING);
    return n > 0 ? memcpy(to, p, n) : to;
}

static Column column_put_away(KeptRows *k, const OpenColumn *o)
{
    Column c = o->flat;
    const bool none = o->all_missing;
    const size_t rows = none ? 1 : (size_t)k->n_open;
    c.form = none ? FORM_CONSTANT : FORM_FLAT;
    c.null = o->any_missing ? copied(k, o->flat.null, rows) : NULL;
    set_values(&c, copied(k, values_of(&o->flat),
                          (rows + (c.phys == PHYS_LIST)) * value_bytes(c.phys)));
    if (c.phys == PHYS_LIST) {
        const uint32_t n = c.list.start[rows];
        c.list.elem = kept_alloc(k, sizeof *c.list.elem);
        *c.list.elem = o->elem;
        set_values(c.list.elem,
                   copied(k, values_of(&o->elem), n * value_bytes(o->elem.phys)));
    }
    return c;
}

static void put_away(KeptRows *k)
{
    Batch *b = &k->batch[k->n_batches - 1];
    for (int i = 0; i < k->n_fields; i++)
        b->col[i] = column_put_away(k, &k->open[i]);
    b->row = copied(k, k->row, sizeof *k->row * (size_t)k->n_open);
    b->n = k->n_open;
}

static void open_batch(KeptRows *k)
{
    if (k->n_batches == k->cap_batches) {
        k->cap_batches = k->cap_batches > 0 ? 2 * k->cap_batches : 64;
        k->batch =
            need(realloc(k->batch, (size_t)k->cap_batches * sizeof *k->batch));
    }
    Batch *b = &k->batch[k->n_batches++];
    *b = (Batch){.n_cols = k->n_fields};
    b->col = kept_alloc(k, sizeof *b->col * (size_t)(k->n_fields + 1));
    k->n_open = 0;
    for (int i = 0; i < k->n_fields; i++)
        column_begins(&k->open[i]);
}

/* -- the rows --------------------------------------------------------------------------- */

KeptRows *kept_rows_new(const Core *core)
{
    KeptRows *k = need(calloc(1, sizeof *k));
    k->n_fields = core->n_fields;
    k->open = need(calloc((size_t)k->n_fields + 1, sizeof *k->open));
    k->row = need(malloc(sizeof *k->row * BATCH_ROWS));
    for (int i = 0; i < k->n_fields; i++)
        open_column(&k->open[i], core->fields[i].type);
    return k;
}

static void open_free(KeptRows *k)
{
    pages_free(pages_take(&k->ahead), BLOCK);
    for (int i = 0; i < k->n_fields && k->open != NULL; i++) {
        free(k->open[i].flat.null);
        free(values_of(&k->open[i].flat));
        free(values_of(&k->open[i].elem));
        free(k->open[i].coded);
    }
    free(k->open);
    free(k->row);
    k->open = NULL;
    k->row = NULL;
}

void kept_rows_free(KeptRows *k)
{
    if (k == NULL)
        return;
    open_free(k);
    for (int i = 0; i < k->n_blocks; i++)
        pages_free(k->block[i].p, k->block[i].size);
    free(k->block);
    free(k->batch);
    free(k);
}

void kept_rows_append(KeptRows *k, const Batch *b)
{
    for (int r = 0; r < b->n;) {
        if (k->n_batches == 0 || k->n_open == BATCH_ROWS)
            open_batch(k);
        const int room = BATCH_ROWS - k->n_open, n = b->n - r < room ? b->n - r : room;
        for (int i = 0; i < k->n_fields; i++)
            put_rows(k, &k->open[i], &b->col[i], r, n);
        memcpy(&k->row[k->n_open], &b->row[r], sizeof *k->row * (size_t)n);
        k->n_open += n;
        r += n;
        if (k->n_open == BATCH_ROWS)
            put_away(k);
    }
}

void kept_rows_end(KeptRows *k)
{
    if (k->n_open > 0 && k->n_open < BATCH_ROWS)
        put_away(k);
    open_free(k);
}

int64_t kept_rows_n(const KeptRows *k)
{
    const int last = k->n_batches - 1;
    return last < 0 ? 0 : (int64_t)last * BATCH_ROWS + k->batch[last].n;
}

int kept_rows_batches(const KeptRows *k) { return k->n_batches; }
const Batch *kept_rows_batch(const KeptRows *k, int i) { return &k->batch[i]; }
size_t kept_rows_bytes(const KeptRows *k)
{
    return k->bytes + (size_t)k->cap_batches * sizeof *k->batch;
}
