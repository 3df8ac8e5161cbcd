/* hand_batch.c -- records to columns, the slow way. */
#include "tests/prop/hand_batch.h"
#include "interp/base/map.h"
#include "interp/base/mem.h"

enum { PADDING = 16 };

struct HandBatch {
    const Core *core;
    const Records *records;
    Map **codes;   /* by field: text to a number's address */
    uint8_t *same; /* by field: one value in all records */
    bool same_now;
    Rng rng;
};

static bool all_same(const Records *rs, int field)
{
    for (int i = 1; i < rs->n; i++)
        if (!value_same(&rs->value[0][field], &rs->value[i][field]))
            return false;
    return true;
}

HandBatch *hand_new(const Core *core, const Records *records, uint64_t seed)
{
    HandBatch *h = MEM_NEW(HandBatch);

    *h = (HandBatch){.core = core, .records = records, .rng = {seed}, .same_now = true};
    h->codes = MEM_ARRAY(Map *, core->n_fields);
    h->same = mem_alloc((size_t)core->n_fields + 1);
    for (int i = 0; i < core->n_fields; i++) {
        h->codes[i] = map_new();
        h->same[i] = all_same(records, i);
    }
    for (int i = 1; i < records->n; i++)
        h->same_now &= records->now[i] == records->now[0];
    return h;
}

/* -- columns ------------------------------------------------------------------------- */

static uint32_t code_of(HandBatch *h, int field, Str s)
{
    Map *codes = h->codes[field];
    const uint32_t *known = map_get(codes, s);

    if (rng_chance(&h->rng, 10))
        return 0;
    if (known == NULL && map_count(codes) + 1 < TEXT_CODES) {
        uint32_t *code = mem_bytes(sizeof *code);
        *code = (uint32_t)map_count(codes) + 1;
        map_put(codes, str_copy(s), code);
        known = code;
    }
    return known != NULL ? *known : 0;
}

static Text padded(Arena *arena, Str s, uint32_t code)
{
    char *p = arena_alloc(arena, s.n + PADDING, 1);

    memset(p, 0x7f, s.n + PADDING);
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    return (Text){p, (uint32_t)s.n, code};
}

static void column_room(Arena *arena, Column *c, int n)
{
    switch (c->phys) {
    case PHYS_I64: c->i64 = ARENA_ARRAY(arena, int64_t, n + 1); return;
    case PHYS_FLAG: c->flag = ARENA_ARRAY(arena, uint8_t, n + 1); return;
    case PHYS_TEXT: c->text = ARENA_ARRAY(arena, Text, n + 1); return;
    case PHYS_LIST: c->list.start = ARENA_ARRAY(arena, uint32_t, n + 1); return;
    }
}

static void put(HandBatch *h, Arena *arena, Column *c, int field, int r, const Value *v)
{
    const int64_t n = v->missing ? 0 : v->i64;

    switch (c->phys) {
    case PHYS_I64: c->i64[r] = n; return;
    case PHYS_FLAG: c->flag[r] = (uint8_t)n; return;
    case PHYS_TEXT:
        c->text[r] = v->missing ? padded(arena, (Str){"", 0}, 0)
                                : padded(arena, v->text, code_of(h, field, v->text));
        return;
    case PHYS_LIST: return;
    }
}

static Column *elements(HandBatch *h, Arena *arena, Column *c, int field, int first,
                        int n)
{
    Column *e = ARENA_ARRAY(arena, Column, 1);
    uint32_t total = 0;

    *e = (Column){.phys = type_phys(h->core->fields[field].type->elem),
                  .form = FORM_FLAT};
    for (int r = 0; r < n; r++) {
        const Value *v = &h->records->value[first + r][field];
        c->list.start[r] = total;
        total += v->missing ? 0 : (uint32_t)v->n_items;
    }
    c->list.start[n] = total;
    column_room(arena, e, (int)total);
    for (int r = 0; r < n; r++) {
        const Value *v = &h->records->value[first + r][field];
        for (int i = 0; !v->missing && i < v->n_items; i++)
            put(h, arena, e, field, (int)c->list.start[r] + i, &v->item[i]);
    }
    return e;
}

static void fill_column(HandBatch *h, Arena *arena, Column *c, int field, int first,
                        int n)
{
    const Type *type = h->core->fields[field].type;
    const bool constant = h->same[field] && rng_chance(&h->rng, 60);
    const int rows = constant ? 1 : n;
    bool any = rng_chance(&h->rng, 30);

    *c =
        (Column){.phys = type_phys(type), .form = constant ? FORM_CONSTANT : FORM_FLAT};
    column_room(arena, c, rows);
    uint8_t *null = ARENA_ARRAY(arena, uint8_t, rows);
    for (int r = 0; r < rows; r++) {
        const Value *v = &h->records->value[first + r][field];
        null[r] = v->missing;
        any |= v->missing;
        put(h, arena, c, field, r, v);
    }
    c->null = any ? null : NULL;
    if (c->phys == PHYS_LIST)
        c->list.elem = elements(h, arena, c, field, first, rows);
}

void hand_fill(HandBatch *h, Arena *arena, int first, int n, Batch *out)
{
    const int n_cols = h->core->n_fields;

    *out = (Batch){.n = n, .n_cols = n_cols, .arena = arena};
    out->col = ARENA_ARRAY(arena, Column, n_cols + 1);
    out->row = ARENA_ARRAY(arena, RowRef, n);
    for (int i = 0; i < n_cols; i++)
        fill_column(h, arena, &out->col[i], i, first, n);
    for (int r = 0; r < n; r++)
        out->row[r] = (RowRef){.number = (uint64_t)(first + r) + 1};
    out->now =
        (Column){.phys = PHYS_I64, .form = h->same_now ? FORM_CONSTANT : FORM_FLAT};
    out->now.i64 = ARENA_ARRAY(arena, int64_t, n);
    for (int r = 0; r < n; r++)
        out->now.i64[r] = h->records->now[first + r];
}

/* -- results ------------------------------------------------------------------------- */

static Value scalar_at(const Column *c, int at, const Type *t)
{
    Value v = {.type = t};

    if (c->phys == PHYS_I64)
        v.i64 = c->i64[at];
    else if (c->phys == PHYS_FLAG)
        v.i64 = c->flag[at];
    else
        v.text = (Str){c->text[at].p, c->text[at].n};
    return v;
}

Value hand_value(const Column *c, int r, const Type *t)
{
    const int at = c->form == FORM_FLAT ? r : 0;

    if (column_missing(c, r))
        return (Value){.type = t, .missing = true};
    if (c->phys != PHYS_LIST)
        return scalar_at(c, at, t);
    const uint32_t lo = c->list.start[at], hi = c->list.start[at + 1];
    Value *item = MEM_ARRAY(Value, hi - lo);
    for (uint32_t i = lo; i < hi; i++)
        item[i - lo] = scalar_at(c->list.elem, (int)i, t->elem);
    return (Value){.type = t, .item = item, .n_items = (int)(hi - lo)};
}
