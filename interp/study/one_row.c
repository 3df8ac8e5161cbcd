/* one_row.c -- constants of the core as columns of one row. */
#include "interp/study/one_row.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { ROW_ARENA = 16 << 10, TEXT_PAD = 16 };

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
        break;
    }
}

static void column_set(Arena *a, Column *c, int r, const CoreExpr *v)
{
    switch (c->phys) {
    case PHYS_I64: c->i64[r] = v->i64; break;
    case PHYS_FLAG: c->flag[r] = v->i64 != 0; break;
    case PHYS_TEXT: c->text[r] = text_put(a, v->text); break;
    case PHYS_LIST:
        column_make(a, c->list.elem, c->list.elem->phys, v->n);
        c->list.start[r + 1] = (uint32_t)v->n;
        for (int i = 0; i < v->n; i++)
            column_set(a, c->list.elem, i, v->arg[i]);
        break;
    }
}

static void field_make(Arena *a, Column *c, const Type *t, const CoreExpr *value)
{
    column_make(a, c, type_phys(t), 1);
    if (c->phys == PHYS_LIST) {
        c->list.elem = zeroed(a, sizeof *c->list.elem);
        column_make(a, c->list.elem, type_phys(t->elem), 0);
    }
    c->null = zeroed(a, 1);
    c->null[0] = value == NULL || value->missing;
    if (c->null[0] == 0)
        column_set(a, c, 0, value);
}

OneRow *one_row_new(const Core *core, const CoreGiven *given, int n_given)
{
    OneRow *row = calloc(1, sizeof *row);
    if (row == NULL)
        mem_exhausted();
    Arena *a = arena_new(ROW_ARENA);
    row->batch = (Batch){.n = 1, .n_cols = core->n_fields, .arena = a};
    row->batch.col = zeroed(a, ((size_t)core->n_fields + 1) * sizeof(Column));
    row->batch.row = zeroed(a, sizeof(RowRef));
    row->batch.row->number = row->batch.row->line = 1;
    for (int f = 0; f < core->n_fields; f++) {
        const CoreExpr *value = core->fields[f].deflt;
        for (int i = 0; i < n_given; i++)
            if (given[i].field == f)
                value = given[i].value;
        field_make(a, &row->batch.col[f], core->fields[f].type, value);
    }
    row->batch.now =
        (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &row->now_us};
    return row;
}

void one_row_at(OneRow *row, int64_t now_us) { row->now_us = now_us; }

void one_row_free(OneRow *row)
{
    if (row == NULL)
        return;
    arena_free(row->batch.arena);
    free(row);
}
