/* kept_rows.c -- columns of one batch after the other, filled where they stay.
 *
 * A column of fixed width has its place for all 1,024 rows as soon as its batch begins.
 * What has no width known beforehand (elements of lists, where rows came from) is gathered
 * beside it and moves in when the batch is full.  Bytes of texts stand one behind the other:
 * what follows a text is its padding.
 */
#include "interp/engine/kept_rows.h"

#include "interp/base/ahead.h"
#include "interp/base/large.h"
#include "interp/base/mem.h"
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_BLOCK = 1 << 20,
    TEXT_BLOCK = 64 << 10,
    TEXT_PAD = 16,
    LINE = 64, /* columns begin at lines of the cache */
    FIRST_ITEMS = 1024,
    FIRST_CODES = 256,
};

/* A field, over all batches. */
typedef struct Kept {
    const char **coded; /* by code: where the text is kept; NULL: not yet */
    uint32_t cap_coded;
    Column items; /* of a list: the elements of the batch that is filled */
    size_t n_items, cap_items;
} Kept;

/* Where a batch's rows came from: differences to the first one.  Without an array they are
 * 0, 1, 2 …; where they are not of that kind all is kept. */
typedef struct Refs {
    RowRef first;
    uint32_t *number, *line, *offset;
    RowRef *whole;
} Refs;

struct KeptRows {
    const Core *core;
    void *pin;
    Ahead *ahead; /* NULL: all rows are in */
    void **block; /* malloc'ed: everything below that is not said to be so */
    size_t n_blocks, cap_blocks;
    char *room;              /* what is left of the last one */
    size_t room_left, bytes; /* bytes: of all blocks */
    Kept *kept;              /* by field */
    Batch *batch;
    Refs *refs; /* by batch; of the one that is filled: `filling` */
    int n_batches, cap;
    int64_t n;
    char *text; /* room for bytes of texts */
    size_t text_left;
    RowRef filling[BATCH_ROWS];
};

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

static void *block_owned(KeptRows *k, void *block, size_t n)
{
    if (k->n_blocks == k->cap_blocks) {
        k->cap_blocks = k->cap_blocks > 0 ? 2 * k->cap_blocks : 16;
        k->block = need(realloc(k->block, k->cap_blocks * sizeof *k->block));
    }
    k->bytes += n;
    return k->block[k->n_blocks++] = block;
}

static void new_room(KeptRows *k)
{
    const bool first = k->n_blocks == 0;
    k->room_left = first ? FIRST_BLOCK : AHEAD_BLOCK;
    if (k->ahead == NULL && !first)
        k->ahead = ahead_new();
    k->room = block_owned(k, first ? large_alloc(FIRST_BLOCK) : ahead_take(k->ahead),
                          k->room_left);
}

/* Aligned to lines of the cache.  What is very large has a block of its own. */
static void *take(KeptRows *k, size_t n)
{
    const size_t size = (n + LINE) & ~(size_t)(LINE - 1);
    if (size > FIRST_BLOCK / 4)
        return block_owned(k, large_alloc(size), size);
    if (size > k->room_left)
        new_room(k);
    void *p = k->room;
    k->room += size;
    k->room_left -= size;
    return p;
}

void kept_rows_end(KeptRows *k)
{
    ahead_free(k->ahead);
    k->ahead = NULL;
}

static void *copied(KeptRows *k, const void *p, size_t n)
{
    return n > 0 ? memcpy(take(k, n), p, n) : take(k, 1);
}

KeptRows *kept_rows_new(const Core *core)
{
    KeptRows *k = need(calloc(1, sizeof *k));
    k->core = core;
    k->pin = mem_pin(core);
    k->kept = need(calloc((size_t)core->n_fields + 1, sizeof *k->kept));
    for (int i = 0; i < core->n_fields; i++) {
        const Type *t = core->fields[i].type;
        if (t->kind == TY_LIST)
            k->kept[i].items = (Column){.phys = type_phys(t->elem), .form = FORM_FLAT};
    }
    return k;
}

/* The data of a column that is not a list. */
static void **data_of(Column *c)
{
    switch (c->phys) {
    case PHYS_I64: return (void **)&c->i64;
    case PHYS_FLAG: return (void **)&c->flag;
    case PHYS_TEXT: return (void **)&c->text;
    case PHYS_LIST: break;
    }
    return (void **)&c->list.start;
}

void kept_rows_free(KeptRows *k)
{
    if (k == NULL)
        return;
    for (int i = 0; i < k->core->n_fields; i++) {
        free(k->kept[i].coded);
        free(*data_of(&k->kept[i].items));
    }
    kept_rows_end(k);
    for (size_t i = 0; i < k->n_blocks; i++)
        free(k->block[i]);
    free(k->block);
    free(k->kept);
    free(k->batch);
    free(k->refs);
    mem_unpin(k->pin);
    free(k);
}

/* -- texts ------------------------------------------------------------------------------ */

static const char *bytes_kept(KeptRows *k, const Text *t)
{
    const size_t n = t->n;
    if (n + TEXT_PAD > k->text_left) {
        const size_t room = n + TEXT_PAD > TEXT_BLOCK ? n + TEXT_PAD : TEXT_BLOCK;
        k->text = memset(take(k, room), 0, room);
        k->text_left = room;
    }
    char *own = k->text;
    if (n > 0)
        memcpy(own, t->p, n);
    k->text += n;
    k->text_left -= n;
    return own;
}

static void room_for_code(Kept *of, uint32_t code)
{
    uint32_t cap = of->cap_coded > 0 ? of->cap_coded : FIRST_CODES;
    while (cap <= code)
        cap *= 2;
    of->coded = need(realloc(of->coded, cap * sizeof *of->coded));
    memset(of->coded + of->cap_coded, 0, (cap - of->cap_coded) * sizeof *of->coded);
    of->cap_coded = cap;
}

static inline Text text_kept(KeptRows *k, Kept *of, const Text *t)
{
    if (t->code == 0)
        return (Text){bytes_kept(k, t), t->n, 0};
    if (t->code >= of->cap_coded)
        room_for_code(of, t->code);
    if (of->coded[t->code] == NULL)
        of->coded[t->code] = bytes_kept(k, t);
    return (Text){of->coded[t->code], t->n, t->code};
}

/* -- values ----------------------------------------------------------------------------- */

/* n values from `from` on, of a column that is not a list, to place `at` of another. */
static void put_values(KeptRows *k, Kept *of, Column *to, size_t at, const Column *c,
                       size_t from, size_t n)
{
    const size_t stride = (size_t)column_stride(c);
    if (c->phys == PHYS_TEXT) {
        for (size_t i = 0; i < n; i++)
            to->text[at + i] = text_kept(k, of, &c->text[(from + i) * stride]);
        return;
    }
    const size_t width = phys_bytes(c->phys);
    for (size_t i = 0; stride == 0 && i < n; i++)
        memcpy((char *)*data_of(to) + (at + i) * width, c->i64, width);
    if (stride != 0)
        memcpy((char *)*data_of(to) + at * width, (const char *)c->i64 + from * width,
               n * width);
}

static void room_for_items(Kept *of, size_t more)
{
    if (of->n_items + more <= of->cap_items)
        return;
    of->cap_items = 2 * (of->n_items + more) + FIRST_ITEMS;
    void **data = data_of(&of->items);
    *data = need(realloc(*data, of->cap_items * phys_bytes(of->items.phys)));
}

static void put_lists(KeptRows *k, Kept *of, Column *to, int at, const Column *c,
                      int from, int n)
{
    for (int i = 0; i < n; i++) {
        const int r = column_row(c, from + i);
        const uint32_t first = c->list.start[r], items = c->list.start[r + 1] - first;
        room_for_items(of, items);
        if (items > 0)
            put_values(k, of, &of->items, of->n_items, c->list.elem, first, items);
        of->n_items += items;
        to->list.start[at + i + 1] = (uint32_t)of->n_items;
    }
}

/* A mask is made when the first value of a batch is missing. */
static void put_nulls(KeptRows *k, Column *to, int at, const Column *c, int from, int n)
{
    for (int i = 0; c->null != NULL && i < n; i++) {
        if (!column_missing(c, from + i))
            continue;
        if (to->null == NULL)
            to->null = memset(take(k, BATCH_ROWS), 0, BATCH_ROWS);
        to->null[at + i] = 1;
    }
}

/* -- batches ---------------------------------------------------------------------------- */

static Column column_begun(KeptRows *k, int field)
{
    Column c = {.phys = type_phys(k->core->fields[field].type), .form = FORM_FLAT};
    const size_t rows = BATCH_ROWS + (c.phys == PHYS_LIST);
    *data_of(&c) = take(k, rows * phys_bytes(c.phys));
    if (c.phys == PHYS_LIST) {
        c.list.start[0] = 0;
        c.list.elem = &k->kept[field].items;
        k->kept[field].n_items = 0;
    }
    return c;
}

static void begin(KeptRows *k)
{
    if (k->n_batches == k->cap) {
        k->cap = k->cap > 0 ? 2 * k->cap : 64;
        k->batch = need(realloc(k->batch, (size_t)k->cap * sizeof *k->batch));
        k->refs = need(realloc(k->refs, (size_t)k->cap * sizeof *k->refs));
    }
    const int n = k->core->n_fields;
    Batch *b = &k->batch[k->n_batches];
    *b = (Batch){.n_cols = n, .col = take(k, sizeof(Column) * (size_t)(n + 1))};
    k->refs[k->n_batches++] = (Refs){.number = NULL};
    for (int i = 0; i < n; i++)
        b->col[i] = column_begun(k, i);
}

static void end_list(KeptRows *k, Column *c, Kept *of)
{
    Column *elem = take(k, sizeof *elem);
    *elem = of->items;
    *data_of(elem) =
        copied(k, *data_of(&of->items), of->n_items * phys_bytes(of->items.phys));
    c->list.elem = elem;
}

typedef uint64_t RefPart(const RowRef *r);
static uint64_t part_number(const RowRef *r) { return r->number; }
static uint64_t part_line(const RowRef *r) { return r->line; }
static uint64_t part_offset(const RowRef *r) { return r->offset; }

static bool is_near(const RowRef *first, const RowRef *r)
{
    RefPart *const part[] = {part_number, part_line, part_offset};
    for (int i = 0; i < 3; i++)
        if (part[i](r) < part[i](first) || part[i](r) - part[i](first) > UINT32_MAX)
            return false;
    return r->source == first->source;
}

/* What each row has more than the first; NULL: its number in the batch. */
static uint32_t *differences(KeptRows *k, RefPart *part)
{
    const RowRef *row = k->filling;
    uint32_t by[BATCH_ROWS];
    bool in_order = true;
    for (int r = 0; r < BATCH_ROWS; r++) {
        by[r] = (uint32_t)(part(&row[r]) - part(&row[0]));
        in_order &= by[r] == (uint32_t)r;
    }
    return in_order ? NULL : copied(k, by, sizeof by);
}

static void end_refs(KeptRows *k, Refs *to)
{
    to->first = k->filling[0];
    for (int r = 1; r < BATCH_ROWS; r++)
        if (!is_near(&k->filling[0], &k->filling[r])) {
            to->whole = copied(k, k->filling, sizeof k->filling);
            return;
        }
    to->number = differences(k, part_number);
    to->line = differences(k, part_line);
    to->offset = differences(k, part_offset);
}

static void end(KeptRows *k)
{
    Batch *b = &k->batch[k->n_batches - 1];
    for (int i = 0; i < b->n_cols; i++)
        if (b->col[i].phys == PHYS_LIST)
            end_list(k, &b->col[i], &k->kept[i]);
    end_refs(k, &k->refs[k->n_batches - 1]);
}

/* Rows from … from + n - 1 of b, for which there is room in the last batch. */
static void put_rows(KeptRows *k, const Batch *b, int from, int n)
{
    Batch *to = &k->batch[k->n_batches - 1];
    for (int i = 0; i < to->n_cols; i++) {
        const Column *c = &b->col[i];
        put_nulls(k, &to->col[i], to->n, c, from, n);
        if (c->phys == PHYS_LIST)
            put_lists(k, &k->kept[i], &to->col[i], to->n, c, from, n);
        else
            put_values(k, &k->kept[i], &to->col[i], (size_t)to->n, c, (size_t)from,
                       (size_t)n);
    }
    memcpy(&k->filling[to->n], &b->row[from], sizeof *b->row * (size_t)n);
    to->n += n;
    k->n += n;
}

void kept_rows_append(KeptRows *k, const Batch *b)
{
    for (int from = 0; from < b->n;) {
        const int at = (int)(k->n % BATCH_ROWS);
        if (at == 0)
            begin(k);
        const int room = BATCH_ROWS - at, left = b->n - from;
        const int n = left < room ? left : room;
        put_rows(k, b, from, n);
        from += n;
        if (k->n % BATCH_ROWS == 0)
            end(k);
    }
}

/* -- what is there ---------------------------------------------------------------------- */

int64_t kept_rows_n(const KeptRows *k) { return k->n; }
int kept_rows_batches(const KeptRows *k) { return k->n_batches; }
const Batch *kept_rows_batch(const KeptRows *k, int i) { return &k->batch[i]; }

static RowRef ref_of(const KeptRows *k, int batch, int r)
{
    const Refs *at = &k->refs[batch];
    if (k->batch[batch].n < BATCH_ROWS)
        return k->filling[r];
    if (at->whole != NULL)
        return at->whole[r];
    RowRef ref = at->first;
    ref.number += at->number != NULL ? at->number[r] : (uint32_t)r;
    ref.line += at->line != NULL ? at->line[r] : (uint32_t)r;
    ref.offset += at->offset != NULL ? at->offset[r] : (uint32_t)r;
    return ref;
}

void kept_rows_refs(const KeptRows *k, int i, RowRef *out)
{
    for (int r = 0; r < k->batch[i].n; r++)
        out[r] = ref_of(k, i, r);
}

RowRef kept_rows_ref(const KeptRows *k, int64_t row)
{
    return ref_of(k, (int)(row / BATCH_ROWS), (int)(row % BATCH_ROWS));
}

static size_t beside(const Kept *of)
{
    return of->cap_coded * sizeof *of->coded
           + of->cap_items * phys_bytes(of->items.phys);
}

size_t kept_rows_bytes(const KeptRows *k)
{
    size_t n = sizeof *k + k->bytes - k->room_left
               + (size_t)k->cap * (sizeof(Batch) + sizeof(Refs));
    for (int i = 0; i < k->core->n_fields; i++)
        n += beside(&k->kept[i]);
    return n;
}
