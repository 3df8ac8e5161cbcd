/* proof_cell.c -- the cells of dimensions, and what is answered within each.
 *
 * Cells that answer every test of a dimension alike are one: a set of three hundred domains that
 * is always asked for as a whole is one cell, and all other domains are another.
 */
#include "interp/base/mem.h"
#include "interp/study/proof_part.h"
#include <stdlib.h>

/* -- answers --------------------------------------------------------------------------------- */

static bool holds(KernelId k, int order)
{
    switch (k) {
    case K_EQ: return order == 0;
    case K_NE: return order != 0;
    case K_LT: return order < 0;
    case K_LE: return order <= 0;
    case K_GT: return order > 0;
    case K_GE: return order >= 0;
    default: return false;
    }
}

static int order_i64(int64_t a, int64_t b) { return (a > b) - (a < b); }

static bool set_has(const CoreSet *s, const DimCell *c)
{
    int lo = 0, hi = s->n;
    if (s->text != NULL && c->other)
        return false;
    while (lo < hi) {
        const int mid = lo + (hi - lo) / 2;
        const int order = s->text != NULL ? str_cmp(s->text[mid], c->text)
                                          : order_i64(s->i64[mid], c->v);
        if (order == 0)
            return true;
        lo = order < 0 ? mid + 1 : lo;
        hi = order < 0 ? hi : mid;
    }
    return false;
}

Truth test_of(const Test *t, const Dim *d, const DimCell *c)
{
    const bool text =
        d->kind == DIM_TERM && d->of != NULL && type_phys(d->of->type) == PHYS_TEXT;
    if (t->known)
        return c->missing ? NO : YES;
    if (c->missing)
        return UNKNOWN;
    if (t->set != NULL)
        return set_has(t->set, c) ? YES : NO;
    if (text)
        return holds(t->kernel, c->other ? 1 : !str_eq(c->text, t->text)) ? YES : NO;
    return holds(t->kernel, order_i64(c->v, d->kind == DIM_PAIR ? 0 : t->v)) ? YES : NO;
}

static bool answers_alike(const Dim *d, const DimCell *x, const DimCell *y)
{
    for (int i = 0; i < d->n_tests; i++)
        if (test_of(&d->test[i], d, x) != test_of(&d->test[i], d, y))
            return false;
    return true;
}

/* -- cells ----------------------------------------------------------------------------------- */

static void add_cell(Boxes *b, Dim *d, DimCell c)
{
    for (int i = 0; i < d->n_cells; i++)
        if (answers_alike(d, &d->cell[i], &c))
            return;
    if (d->n_cells >= PROOF_MOST) {
        b->lost = true;
        return;
    }
    MEM_PUSH(d->cell, d->n_cells, d->cap_cells) = c;
}

static int by_size(const void *a, const void *b)
{
    return order_i64(*(const int64_t *)a, *(const int64_t *)b);
}

static int64_t *cuts(const Dim *d, int *n)
{
    size_t cap = 0;
    int64_t *at = NULL;
    *n = 0;
    for (int i = 0; i < d->n_tests; i++) {
        const Test *t = &d->test[i];
        if (t->set == NULL && !t->known)
            MEM_PUSH(at, *n, cap) = t->v;
        for (int k = 0; t->set != NULL && t->set->i64 != NULL && k < t->set->n; k++)
            MEM_PUSH(at, *n, cap) = t->set->i64[k];
    }
    if (*n > 0)
        qsort(at, (size_t)*n, sizeof *at, by_size);
    return at;
}

/* Each cut within the bounds, and one value of what lies before it and behind the last. */
static void scale_cells(Boxes *b, Dim *d)
{
    const Bounds in = proof_bounds(b->p, d->of);
    int n = 0;
    const int64_t *at = cuts(d, &n);
    int64_t from = in.lo;
    for (int i = 0; i < n; i++) {
        if (at[i] < from || at[i] > in.hi)
            continue;
        if (at[i] > from)
            add_cell(b, d, (DimCell){.v = from});
        add_cell(b, d, (DimCell){.v = at[i]});
        if (at[i] == INT64_MAX)
            return;
        from = at[i] + 1;
    }
    if (from <= in.hi)
        add_cell(b, d, (DimCell){.v = from});
}

static void text_cells(Boxes *b, Dim *d)
{
    for (int i = 0; i < d->n_tests; i++) {
        const Test *t = &d->test[i];
        if (t->set == NULL && !t->known)
            add_cell(b, d, (DimCell){.text = t->text});
        for (int k = 0; t->set != NULL && k < t->set->n; k++)
            add_cell(b, d, (DimCell){.text = t->set->text[k]});
    }
    add_cell(b, d, (DimCell){.other = true});
}

/* A pattern may be unknown where its subject is not: matching has a limit. */
static bool may_miss(const Boxes *b, const Dim *d)
{
    const Core *c = b->p->core;
    return proof_may_miss(c, d->of)
           || (d->beside != NULL && proof_may_miss(c, d->beside));
}

static void make_cells(Boxes *b, Dim *d)
{
    const Phys phys = type_phys(d->of->type);
    if (d->kind == DIM_TERM && phys == PHYS_I64)
        scale_cells(b, d);
    else if (d->kind == DIM_TERM && phys == PHYS_TEXT)
        text_cells(b, d);
    else
        for (int v = d->kind == DIM_PAIR ? -1 : 0; v <= 1; v++)
            add_cell(b, d, (DimCell){.v = v});
    if (may_miss(b, d))
        add_cell(b, d, (DimCell){.missing = true});
}

/* -- what is missing together ---------------------------------------------------------------- */

/* Only a kernel of its own kind has a value where an operand has none. */
static bool is_strict(KernelId k)
{
    static const bool own[] = {
#define KERNEL(id, n, result, nulls, en) [id] = KERNEL_##nulls,
#define KERNEL_STRICT                    true
#define KERNEL_OWN                       false
#include "interp/lang/kernels.def"
#undef KERNEL_STRICT
#undef KERNEL_OWN
    };
    return own[k];
}

static bool needs(const CoreExpr *e, const CoreExpr *field)
{
    if (core_same(e, field))
        return true;
    if (e->depth > WALKED_DEPTH)
        return false;
    const bool strict = e->kind == CORE_MATCH || e->kind == CORE_IN_SET
                        || e->kind == CORE_NOT
                        || (e->kind == CORE_CALL && is_strict(e->kernel));
    for (int i = 0; strict && i < e->n; i++)
        if (needs(e->arg[i], field))
            return true;
    return false;
}

static void find_parents(Boxes *b, Dim *d)
{
    d->parent = MEM_ARRAY(int, b->n_dims);
    for (int i = 0; i < b->n_dims; i++) {
        const Dim *of = &b->dim[i];
        const bool field =
            of != d && of->of->kind == CORE_FIELD && of->kind != DIM_PAIR;
        if (field
            && (needs(d->of, of->of)
                || (d->beside != NULL && needs(d->beside, of->of))))
            d->parent[d->n_parents++] = i;
    }
}

static void answer_leaf(Boxes *b, Form *f)
{
    const Dim *d = &b->dim[f->dim];
    f->by_cell = mem_bytes((size_t)d->n_cells + 1);
    for (int i = 0; i < d->n_cells; i++)
        f->by_cell[i] = (uint8_t)test_of(&d->test[f->test], d, &d->cell[i]);
}

void dims_cut(Boxes *b)
{
    for (int i = 0; i < b->n_dims; i++)
        make_cells(b, &b->dim[i]);
    for (int i = 0; i < b->n_dims; i++)
        find_parents(b, &b->dim[i]);
    for (int i = 0; i < b->n_all; i++)
        if (b->all[i]->kind == FORM_LEAF)
            answer_leaf(b, b->all[i]);
}
