/* bind.c -- fields to slots. */
#include "interp/io/bind.h"

#include "interp/base/mem.h"
#include <stdlib.h>

static void *need(size_t n, size_t size)
{
    void *p = calloc(n + 1, size);
    if (p == NULL)
        mem_exhausted();
    return p;
}

static int find_slot(const Bind *b, int from, const Core *core, int field)
{
    for (int i = 0; i < from; i++)
        if (slot_same(&b->slots[i], core, field))
            return i;
    return -1;
}

static void bind_core(Bind *b, int k, const Core *core, Arena *arena)
{
    int before = b->n_slots;
    b->core[k].slot = need((size_t)core->n_fields, sizeof *b->core[k].slot);
    for (int i = 0; i < core->n_fields; i++) {
        int at = find_slot(b, before, core, i);
        if (at < 0) {
            at = b->n_slots++;
            slot_init(&b->slots[at], core, i, b->rows, &b->dict_room);
        }
        b->core[k].slot[i] = at;
    }
    for (int i = 0; i < core->n_fields; i++) {
        Slot *s = &b->slots[b->core[k].slot[i]];
        if (s->core == core && core->fields[i].currency_field >= 0)
            s->currency = b->core[k].slot[core->fields[i].currency_field];
    }
    Batch *batch = &b->core[k].batch;
    batch->n_cols = core->n_fields;
    batch->col = need((size_t)core->n_fields, sizeof *batch->col);
    batch->row = b->row;
    batch->arena = arena;
}

void bind_init(Bind *b, const Core *const *cores, int n_cores, int rows, Arena *arena)
{
    size_t n = 0;
    for (int k = 0; k < n_cores; k++)
        n += (size_t)cores[k]->n_fields;
    *b = (Bind){.rows = rows, .n_cores = n_cores, .dict_room = DICT_BYTES};
    b->slots = need(n, sizeof *b->slots);
    b->row = need((size_t)rows, sizeof *b->row);
    b->core = need((size_t)n_cores, sizeof *b->core);
    for (int k = 0; k < n_cores; k++)
        bind_core(b, k, cores[k], arena);
}

void bind_free(Bind *b)
{
    for (int i = 0; i < b->n_slots; i++)
        slot_free(&b->slots[i]);
    for (int k = 0; k < b->n_cores; k++) {
        free(b->core[k].slot);
        free(b->core[k].batch.col);
    }
    free(b->slots);
    free(b->row);
    free(b->core);
}

void bind_begin(Bind *b)
{
    for (int i = 0; i < b->n_slots; i++)
        slot_begin(&b->slots[i]);
}

void bind_end(Bind *b, int n)
{
    for (int i = 0; i < b->n_slots; i++)
        slot_end(&b->slots[i], n);
    for (int k = 0; k < b->n_cores; k++) {
        Batch *batch = &b->core[k].batch;
        batch->n = n;
        for (int i = 0; i < batch->n_cols; i++)
            batch->col[i] = b->slots[b->core[k].slot[i]].col;
    }
}
