/* proof.c -- combinations of cells, and what is asked of them. */
#include "interp/study/proof.h"

#include "interp/base/mem.h"
#include "interp/study/proof_part.h"

Proof *proof_new(const Core *core, const int64_t *threshold)
{
    Proof *p = MEM_NEW(Proof);
    p->core = core;
    p->want = (CellsWant){.core = core, .threshold = threshold};
    p->score = MEM_ARRAY(Bounds, core->n_scores + 1);
    p->known = MEM_ARRAY(bool, core->n_scores + 1);
    p->left = PROOF_MOST_ALL;
    return p;
}

bool proof_fixed(const Proof *p, const CoreExpr *e, int64_t *v)
{
    return fixed_value(&p->want, e, false, v);
}

/* -- answers of a combination ---------------------------------------------------------------- */

static Truth truth(const Boxes *b, const Form *f);

/* One that is `stop` decides; else an unknown one leaves it open. */
static Truth all_of(const Boxes *b, const Form *f, Truth stop, Truth rest)
{
    Truth t = rest;
    for (int i = 0; i < f->n; i++) {
        const Truth one = truth(b, f->arg[i]);
        if (one == stop)
            return stop;
        t = one == UNKNOWN ? UNKNOWN : t;
    }
    return t;
}

static Truth opposite(Truth t) { return t == UNKNOWN ? UNKNOWN : t == YES ? NO : YES; }

static Truth chosen(const Boxes *b, const Form *f)
{
    const Truth cond = truth(b, f->arg[0]);
    return cond == UNKNOWN ? UNKNOWN : truth(b, f->arg[cond == YES ? 1 : 2]);
}

static Truth same(const Boxes *b, const Form *f)
{
    const Truth x = truth(b, f->arg[0]), y = truth(b, f->arg[1]);
    if (x == UNKNOWN || y == UNKNOWN)
        return UNKNOWN;
    return x == y ? YES : NO;
}

static Truth first(const Boxes *b, const Form *f)
{
    for (int i = 0; i + 1 < f->n; i += 2)
        if (truth(b, f->arg[i]) == YES)
            return truth(b, f->arg[i + 1]);
    return truth(b, f->arg[f->n - 1]);
}

static Truth truth(const Boxes *b, const Form *f)
{
    Truth t;
    switch (f->kind) {
    case FORM_FIXED: return f->fixed;
    case FORM_LEAF: return (Truth)f->by_cell[b->dim[f->dim].at];
    case FORM_AND: return all_of(b, f, NO, YES);
    case FORM_OR: return all_of(b, f, YES, NO);
    case FORM_NOT: return opposite(truth(b, f->arg[0]));
    case FORM_SAME: return same(b, f);
    case FORM_KNOWN: return truth(b, f->arg[0]) == UNKNOWN ? NO : YES;
    case FORM_IF: return chosen(b, f);
    case FORM_INSTEAD:
        t = truth(b, f->arg[0]);
        return t == UNKNOWN ? truth(b, f->arg[1]) : t;
    case FORM_FIRST: return first(b, f);
    }
    return UNKNOWN;
}

Truth boxes_truth(const Boxes *b, int root) { return truth(b, b->form[root]); }

/* -- combinations ---------------------------------------------------------------------------- */

Boxes *boxes_new(Proof *p, bool whole)
{
    Boxes *b = MEM_NEW(Boxes);
    b->p = p;
    b->whole = whole;
    return b;
}

int boxes_add(Boxes *b, const CoreExpr *condition)
{
    Form *f = form_of(b, condition);
    MEM_PUSH(b->form, b->n_forms, b->cap_forms) = f;
    return b->n_forms - 1;
}

void boxes_cut(Boxes *b)
{
    b->moves = MEM_ARRAY(bool, b->n_dims + 1);
    if (!b->lost)
        dims_cut(b);
}

static void marks_of(const Form *f, bool *dim)
{
    if (f->kind == FORM_LEAF)
        dim[f->dim] = true;
    for (int i = 0; i < f->n; i++)
        marks_of(f->arg[i], dim);
}

void boxes_marks(const Boxes *b, int root, bool *dim) { marks_of(b->form[root], dim); }

static bool consistent(const Boxes *b)
{
    for (int i = 0; i < b->n_dims; i++) {
        const Dim *d = &b->dim[i];
        if (!b->moves[i] || d->cell[d->at].missing)
            continue;
        for (int k = 0; k < d->n_parents; k++) {
            const Dim *p = &b->dim[d->parent[k]];
            if (b->moves[d->parent[k]] && p->cell[p->at].missing)
                return false;
        }
    }
    return true;
}

static bool step(Boxes *b)
{
    for (int i = 0; i < b->n_dims; i++) {
        if (!b->moves[i])
            continue;
        if (++b->dim[i].at < b->dim[i].n_cells)
            return true;
        b->dim[i].at = 0;
    }
    return false;
}

bool boxes_next(Boxes *b)
{
    while (step(b))
        if (consistent(b))
            return true;
    return false;
}

/* A field that always has a value, and may have none of those that are left, cannot be: so all
 * cells are at least one. */
bool boxes_start(Boxes *b, const int *root, int n, int64_t most)
{
    int64_t all = 1;
    if (b->lost)
        return false;
    for (int i = 0; i < b->n_dims; i++) {
        b->moves[i] = false;
        b->dim[i].at = 0;
    }
    for (int i = 0; i < n; i++)
        boxes_marks(b, root[i], b->moves);
    for (int i = 0; i < b->n_dims; i++) {
        if (b->moves[i])
            all *= b->dim[i].n_cells;
        if (all > most || all == 0)
            return false;
    }
    return consistent(b) || boxes_next(b);
}

/* -- what is shown --------------------------------------------------------------------------- */

static bool counters(const Boxes *b, int n_yes)
{
    for (int i = 0; i < b->n_forms; i++)
        if ((boxes_truth(b, i) == YES) != (i < n_yes))
            return true;
    return false;
}

static bool none_in(Proof *p, Conditions yes, Conditions not_yes, bool whole)
{
    Boxes *b = boxes_new(p, whole);
    int *root = MEM_ARRAY(int, yes.n + not_yes.n + 1);
    for (int i = 0; i < yes.n + not_yes.n; i++)
        root[i] = boxes_add(b, i < yes.n ? yes.item[i] : not_yes.item[i - yes.n]);
    boxes_cut(b);
    p->gave_up = p->left <= 0 || !boxes_start(b, root, b->n_forms, PROOF_MOST);
    if (p->gave_up)
        return false;
    do {
        p->left -= b->n_nodes;
        if (!counters(b, yes.n))
            return false;
    } while (boxes_next(b));
    return true;
}

bool proof_gave_up(const Proof *p) { return p->gave_up; }

bool proof_none(Proof *p, Conditions yes, Conditions not_yes)
{
    return none_in(p, yes, not_yes, true) || none_in(p, yes, not_yes, false);
}
