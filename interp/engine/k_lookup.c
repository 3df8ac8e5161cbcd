/* k_lookup.c -- fields of the rows of a fact, found by key. */
#include "interp/engine/fact_table.h"
#include "interp/engine/step.h"

/* The row of the table that each row's key names, or -1. */
static void find_rows(const FactTable *t, const Call *c, int64_t *found)
{
    const Column *key = c->arg[0];
    for (int k = 0; k < call_rows(c); k++) {
        const int r = call_row(c, k), i = column_row(key, r);
        found[r] = -1;
        if (t == NULL || (key->null != NULL && key->null[i] != 0))
            continue;
        switch (key->phys) {
        case PHYS_I64: found[r] = fact_table_find_i64(t, key->i64[i]); break;
        case PHYS_FLAG: found[r] = fact_table_find_i64(t, key->flag[i]); break;
        case PHYS_TEXT: found[r] = fact_table_find_text(t, key->text[i]); break;
        case PHYS_LIST: break;
        }
    }
}

/* Missing where there is no row, or nothing in it; with the marks of the key. */
static void set_nulls(Call *c, const Column *from, int64_t *found)
{
    for (int k = 0; k < call_rows(c); k++) {
        const int r = call_row(c, k);
        c->null[r] = column_null(c->arg[0], r);
        if (found[r] >= 0 && from->null[found[r]] != 0)
            found[r] = -1;
        if (found[r] < 0)
            c->null[r] |= NULL_MISSING;
    }
    c->out->null = c->null;
}

static void set_value(Column *out, int r, const Column *from, int64_t row)
{
    switch (out->phys) {
    case PHYS_I64: out->i64[r] = row >= 0 ? from->i64[row] : 0; break;
    case PHYS_FLAG: out->flag[r] = row >= 0 && from->flag[row] != 0; break;
    case PHYS_TEXT: out->text[r] = row >= 0 ? from->text[row] : (Text){"", 0, 0}; break;
    case PHYS_LIST: break;
    }
}

static void elements_room(Column *elem, Arena *arena, uint32_t n)
{
    switch (elem->phys) {
    case PHYS_I64: elem->i64 = ARENA_ARRAY(arena, int64_t, n + 1); break;
    case PHYS_FLAG: elem->flag = ARENA_ARRAY(arena, uint8_t, n + 1); break;
    case PHYS_TEXT: elem->text = ARENA_ARRAY(arena, Text, n + 1); break;
    case PHYS_LIST: break;
    }
}

/* Rows outside the selection have empty lists. */
static void set_lists(Call *c, const Column *from, const int64_t *found)
{
    Column *elem = c->out->list.elem;
    uint32_t *start = c->out->list.start, total = 0;
    memset(start, 0, sizeof *start * (size_t)(c->rows + 1));
    for (int k = 0; k < call_rows(c); k++) {
        const int64_t row = found[call_row(c, k)];
        if (row >= 0)
            start[call_row(c, k) + 1] =
                from->list.start[row + 1] - from->list.start[row];
    }
    for (int r = 0; r < c->rows; r++)
        total = start[r + 1] += total;
    elements_room(elem, c->arena, total);
    for (int k = 0; k < call_rows(c); k++) {
        const int r = call_row(c, k);
        for (uint32_t i = start[r]; i < start[r + 1]; i++)
            set_value(elem, (int)i, from->list.elem,
                      from->list.start[found[r]] + (i - start[r]));
    }
}

void step_lookup(Eval *ev, const Step *s)
{
    Call c;
    int64_t found[BATCH_ROWS];
    const FactTable *t = ev->table[s->index];
    step_begin(ev, s, &c);
    find_rows(t, &c, found);
    memset(c.null, 0, (size_t)c.rows);
    const Column *from = t != NULL ? fact_table_column(t, (int)s->i64) : NULL;
    set_nulls(&c, from, found);
    if (c.out->phys == PHYS_LIST)
        set_lists(&c, from, found);
    else
        for (int k = 0; k < call_rows(&c); k++)
            set_value(c.out, call_row(&c, k), from, found[call_row(&c, k)]);
}
