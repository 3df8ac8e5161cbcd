/* kept_rows.c -- stand-in. */
#include "interp/engine/kept_rows.h"
#include "interp/base/mem.h"
#include <stdlib.h>
#include <string.h>
struct KeptRows { const Core *core; Arena *arena; Batch *b; int n; size_t cap; int64_t rows; };
KeptRows *kept_rows_new(const Core *core)
{
    KeptRows *k = calloc(1, sizeof *k);
    k->core = core;
    k->arena = arena_new(1 << 20);
    return k;
}
void kept_rows_free(KeptRows *k) { if (k == NULL) return; arena_free(k->arena); free(k->b); free(k); }
static void *copy(Arena *a, const void *p, size_t n) { return n > 0 ? memcpy(arena_alloc(a, n + 16, 64), p, n) : NULL; }
static void copy_column(Arena *a, Column *c, int rows)
{
    const int n = c->form == FORM_FLAT ? rows : 1;
    c->null = copy(a, c->null, c->null != NULL ? (size_t)n : 0);
    switch (c->phys) {
    case PHYS_I64: c->i64 = copy(a, c->i64, 8 * (size_t)n); break;
    case PHYS_FLAG: c->flag = copy(a, c->flag, (size_t)n); break;
    case PHYS_TEXT:
        c->text = copy(a, c->text, sizeof *c->text * (size_t)n);
        for (int i = 0; i < n; i++) {
            char *to = arena_alloc(a, c->text[i].n + 16, 1);
            memset(to, 0, c->text[i].n + 16);
            if (c->text[i].n > 0)
                memcpy(to, c->text[i].p, c->text[i].n);
            c->text[i].p = to;
        }
        break;
    case PHYS_LIST:
        c->list.start = copy(a, c->list.start, 4 * (size_t)(n + 1));
        c->list.elem = copy(a, c->list.elem, sizeof(Column));
        copy_column(a, c->list.elem, (int)c->list.start[n]);
        break;
    }
}
void kept_rows_append(KeptRows *k, const Batch *b)
{
    if ((size_t)k->n == k->cap) {
        k->cap = 2 * k->cap + 16;
        k->b = realloc(k->b, k->cap * sizeof *k->b);
    }
    Batch *to = &k->b[k->n++];
    *to = (Batch){.n = b->n, .n_cols = b->n_cols};
    to->col = copy(k->arena, b->col, sizeof *b->col * (size_t)b->n_cols);
    to->row = copy(k->arena, b->row, sizeof *b->row * (size_t)b->n);
    for (int i = 0; i < b->n_cols; i++)
        copy_column(k->arena, &to->col[i], b->n);
    k->rows += b->n;
}
int64_t kept_rows_n(const KeptRows *k) { return k->rows; }
int kept_rows_batches(const KeptRows *k) { return k->n; }
const Batch *kept_rows_batch(const KeptRows *k, int i) { return &k->b[i]; }
size_t kept_rows_bytes(const KeptRows *k) { (void)k; return 0; }
