/* made_rows.c -- constants of the core as columns of a batch. */
#include "interp/study/made_rows.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { ROWS_ARENA = 16 << 10, TEXT_PAD = 16 };

static void *zeroed(Arena *a, size_t n)
{
    return memset(arena_alloc(a, n, _Alignof(max_align_t)), 0, n);
}

static Text text_put(Arena *a, Str s)
{
    char *p = zeroed(a, s.n + TEXT_PAD);
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    return (Text){p, (uint32_t)s.n, 0};
}

/* Room for n values, all nought and none missing. */
static void column_make(Arena *a, Column *c, Phys phys, int n)
{
    size_t rows = (size_t)n + 1;
    c->phys = phys;
    c->form = FORM_FLAT;
    switch (phys) {
    case PHYS_I64: c->i64 = zeroed(a, rows * sizeof *c->i64); break;
    case PHYS_FLAG: c->flag = zeroed(a, rows); break;
    case PHYS_TEXT:
        c->text = zeroed(a, rows * sizeof *c->text);
        for (int i = 0; i < n; i++)
            c->text[i] = text_put(a, STR(""));
        break;
    case PHYS_LIST:
        c->list.start = zeroed(a, (rows + 1) * sizeof *c->list.start);
        c->list.elem = zeroed(a, sizeof *c->list.elem);
        break;
    }
}

/* A list goes behind those of the rows before it. */
static void column_set(Arena *a, Column *c, int r, const CoreExpr *v)
{
    switch (c->phys) {
    case PHYS_I64: c->i64[r] = v->i64; break;
    case PHYS_FLAG: c->flag[r] = v->i64 != 0; break;
    case PHYS_TEXT: c->text[r] = text_put(a, v->text); break;
    case PHYS_LIST:
        for (int i = 0; i < v->n; i++)
            column_set(a, c->list.elem, (int)c->list.start[r] + i, v->arg[i]);
        break;
    }
}

/* The value of a record's field; NULL or missing: it has none. */
static const CoreExpr *value_of(const Core *core, const CoreRecord *r, int field)
{
    const CoreExpr *value = core->fields[field].deflt;
    for (int i = 0; i < r->n_given; i++)
        if (r->given[i].field == field)
            value = r->given[i].value;
    return value;
}

void made_column(Arena *a, Column *c, const Type *t, const CoreExpr *const *value,
                 int n)
{
    int elems = 0;
    *c = (Column){0};
    column_make(a, c, type_phys(t), n);
    c->null = zeroed(a, (size_t)n + 1);
    for (int r = 0; r < n; r++) {
        c->null[r] = value[r] == NULL || value[r]->missing;
        elems += c->null[r] == 0 ? value[r]->n : 0;
        if (c->phys == PHYS_LIST)
            c->list.start[r + 1] = (uint32_t)elems;
    }
    if (c->phys == PHYS_LIST)
        column_make(a, c->list.elem, type_phys(t->elem), elems);
    for (int r = 0; r < n; r++)
        if (c->null[r] == 0)
            column_set(a, c, r, value[r]);
}

static void field_make(Arena *a, Column *c, const Core *core, int field,
                       const CoreRecord *record, int n)
{
    const CoreExpr *value[BATCH_ROWS];
    for (int r = 0; r < n; r++)
        value[r] = value_of(core, &record[r], field);
    made_column(a, c, core->fields[field].type, value, n);
}

MadeRows *made_rows_new(const Core *core, const CoreRecord *record, int n)
{
    MadeRows *rows = calloc(1, sizeof *rows);
    if (rows == NULL)
        mem_exhausted();
    Arena *a = arena_new(ROWS_ARENA);
    rows->batch = (Batch){.n = n, .n_cols = core->n_fields, .arena = a};
    rows->batch.col = zeroed(a, ((size_t)core->n_fields + 1) * sizeof(Column));
    rows->batch.row = zeroed(a, ((size_t)n + 1) * sizeof(RowRef));
    for (int r = 0; r < n; r++)
        rows->batch.row[r].number = rows->batch.row[r].line = (uint64_t)r + 1;
    for (int f = 0; f < core->n_fields; f++)
        field_make(a, &rows->batch.col[f], core, f, record, n);
    rows->batch.now =
        (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &rows->now_us};
    return rows;
}

void made_rows_at(MadeRows *rows, int64_t now_us) { rows->now_us = now_us; }

void made_rows_free(MadeRows *rows)
{
    if (rows == NULL)
        return;
    arena_free(rows->batch.arena);
    free(rows);
}
