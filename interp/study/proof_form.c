/* proof_form.c -- conditions of the core as forms over dimensions. */
#include "interp/base/mem.h"
#include "interp/study/made_expr.h"
#include "interp/study/proof_part.h"

enum { NODES_MOST = 4000 };

static Form *form_new(Boxes *b, FormKind kind, int n)
{
    Form *f = MEM_NEW(Form);
    *f = (Form){.kind = kind, .dim = -1};
    f->arg = MEM_ARRAY(Form *, n + 1);
    if (++b->n_nodes > NODES_MOST)
        b->lost = true;
    MEM_PUSH(b->all, b->n_all, b->cap_all) = f;
    return f;
}

static void take(Form *f, Form *arg) { f->arg[f->n++] = arg; }

static Form *fixed(Boxes *b, Truth t)
{
    Form *f = form_new(b, FORM_FIXED, 0);
    f->fixed = t;
    return f;
}

static Form *form_with(Boxes *b, FormKind kind, Form *x, Form *y, Form *z)
{
    Form *f = form_new(b, kind, 3);
    Form *const arg[] = {x, y, z};
    for (int i = 0; i < 3 && arg[i] != NULL; i++)
        take(f, arg[i]);
    return f;
}

/* -- dimensions ------------------------------------------------------------------------------ */

static int dim_of(Boxes *b, DimKind kind, const CoreExpr *of, const CoreExpr *beside)
{
    for (int i = 0; i < b->n_dims; i++)
        if (b->dim[i].kind == kind && core_same(b->dim[i].of, of)
            && core_same(b->dim[i].beside, beside))
            return i;
    MEM_PUSH(b->dim, b->n_dims, b->cap_dims) =
        (Dim){.kind = kind, .of = of, .beside = beside};
    return b->n_dims - 1;
}

static Form *leaf(Boxes *b, int dim, Test t)
{
    Form *f = form_new(b, FORM_LEAF, 0);
    Dim *d = &b->dim[dim];
    f->dim = dim;
    f->test = d->n_tests;
    MEM_PUSH(d->test, d->n_tests, d->cap_tests) = t;
    return f;
}

/* -- tests of a term ------------------------------------------------------------------------- */

static Form *test_term(Boxes *b, const CoreExpr *e, Test t);

static Form *test_value(Boxes *b, const CoreExpr *e, Test t)
{
    const Dim d = {.kind = DIM_TERM, .of = e};
    DimCell c = {.missing = e->kind == CORE_CONST && e->missing, .text = e->text};
    (void)proof_fixed(b->p, e, &c.v);
    return fixed(b, test_of(&t, &d, &c));
}

static Form *test_otherwise(Boxes *b, const CoreExpr *e, Test t)
{
    Form *there = test_term(b, e->arg[0], (Test){.known = true});
    return form_with(b, FORM_IF, there, test_term(b, e->arg[0], t),
                     test_term(b, e->arg[1], t));
}

/* An unknown condition gives missing: that is not known. */
static Form *test_if(Boxes *b, const CoreExpr *e, Test t)
{
    Form *cond = form_of(b, e->arg[0]);
    Form *f = form_with(b, FORM_IF, cond, test_term(b, e->arg[1], t),
                        test_term(b, e->arg[2], t));
    if (!t.known)
        return f;
    return form_with(b, FORM_AND, form_with(b, FORM_KNOWN, cond, NULL, NULL), f, NULL);
}

static Form *answer(Boxes *b, Test t, int64_t v)
{
    const Dim d = {.kind = DIM_TERM};
    return fixed(b, test_of(&t, &d, &(DimCell){.v = v}));
}

static Form *test_persona(Boxes *b, Test t)
{
    const Core *c = b->p->core;
    Form *f = form_new(b, FORM_FIRST, 2 * c->n_personas + 1);
    for (int i = 0; i < c->n_personas; i++) {
        take(f, form_of(b, c->personas[i].when));
        take(f, answer(b, t, i));
    }
    take(f, answer(b, t, c->n_personas));
    return f;
}

/* `score >= from`; bands whose bar is computed of the lead are not taken apart. */
static Form *form_of_bar(Boxes *b, int score, const CoreExpr *from)
{
    Test t = {.kernel = K_GE};
    (void)proof_fixed(b->p, from, &t.v);
    return test_term(b, made_score(b->p->core, score), t);
}

static bool bands_are_fixed(const Boxes *b, const CoreGrade *g)
{
    int64_t v;
    for (int i = 0; i + 1 < g->n_bands; i++)
        if (!proof_fixed(b->p, g->bands[i].from, &v)
            || (g->bands[i].by != NULL && !proof_fixed(b->p, g->bands[i].by, &v)))
            return false;
    return g->of >= 0;
}

static Form *test_grade(Boxes *b, const CoreGrade *g, Test t)
{
    Form *f = form_new(b, FORM_FIRST, 2 * g->n_bands + 1);
    for (int i = 0; i < g->n_bands; i++) {
        const CoreBand *band = &g->bands[i];
        Form *holds = band->from != NULL ? form_of_bar(b, g->of, band->from) : NULL;
        if (holds != NULL && band->by != NULL)
            holds =
                form_with(b, FORM_AND, holds, form_of_bar(b, g->by, band->by), NULL);
        if (holds != NULL)
            take(f, holds);
        take(f, answer(b, t, band->member));
    }
    return f;
}

static Form *test_term(Boxes *b, const CoreExpr *e, Test t)
{
    int64_t v;
    const bool text = type_phys(e->type) == PHYS_TEXT;
    if (b->lost || (e->kind == CORE_CONST && (text || e->missing))
        || proof_fixed(b->p, e, &v))
        return test_value(b, e, t);
    if (e->kind == CORE_OTHERWISE)
        return test_otherwise(b, e, t);
    if (e->kind == CORE_IF)
        return test_if(b, e, t);
    if (e->kind == CORE_PERSONA && b->whole && b->p->core->n_personas > 0)
        return test_persona(b, t);
    if (e->kind == CORE_GRADE && b->whole
        && bands_are_fixed(b, &b->p->core->grades[e->index]))
        return test_grade(b, &b->p->core->grades[e->index], t);
    return leaf(b, dim_of(b, DIM_TERM, e, NULL), t);
}

/* -- comparisons ----------------------------------------------------------------------------- */

static KernelId plain(KernelId k)
{
    switch (k) {
    case K_EQ_TEXT:
    case K_EQ_FLAG: return K_EQ;
    case K_NE_TEXT:
    case K_NE_FLAG: return K_NE;
    case K_LT_TEXT: return K_LT;
    case K_LE_TEXT: return K_LE;
    case K_GT_TEXT: return K_GT;
    case K_GE_TEXT: return K_GE;
    default: return k;
    }
}

/* a < b is b > a. */
static KernelId turned(KernelId k)
{
    switch (k) {
    case K_LT: return K_GT;
    case K_LE: return K_GE;
    case K_GT: return K_LT;
    case K_GE: return K_LE;
    default: return k;
    }
}

static bool is_comparison(const CoreExpr *e)
{
    const KernelId k = plain(e->kernel);
    return e->kind == CORE_CALL && e->n == 2 && k >= K_EQ && k <= K_GE;
}

/* Both sides change with the lead. */
static Form *form_of_pair(Boxes *b, const CoreExpr *e)
{
    const KernelId k = plain(e->kernel);
    for (int i = 0; i < b->n_dims; i++)
        if (b->dim[i].kind == DIM_PAIR && core_same(b->dim[i].of, e->arg[1])
            && core_same(b->dim[i].beside, e->arg[0]))
            return leaf(b, i, (Test){.kernel = turned(k)});
    return leaf(b, dim_of(b, DIM_PAIR, e->arg[0], e->arg[1]), (Test){.kernel = k});
}

static bool fixed_side(const Boxes *b, const CoreExpr *e, Test *t)
{
    const bool text = type_phys(e->type) == PHYS_TEXT;
    t->text = e->text;
    if (e->kind == CORE_CONST && e->missing)
        return false;
    return text ? e->kind == CORE_CONST : proof_fixed(b->p, e, &t->v);
}

static Form *opaque(Boxes *b, const CoreExpr *e)
{
    return leaf(b, dim_of(b, DIM_FLAG, e, NULL), (Test){.kernel = K_EQ, .v = 1});
}

static Form *form_of_comparison(Boxes *b, const CoreExpr *e)
{
    const KernelId k = plain(e->kernel);
    const bool text = type_phys(e->arg[0]->type) == PHYS_TEXT;
    Test t = {.kernel = k};
    if (e->arg[0]->type->kind == TY_FLAG) {
        Form *f =
            form_with(b, FORM_SAME, form_of(b, e->arg[0]), form_of(b, e->arg[1]), NULL);
        return k == K_NE ? form_with(b, FORM_NOT, f, NULL, NULL) : f;
    }
    if (text && k != K_EQ && k != K_NE
        && (fixed_side(b, e->arg[0], &t) || fixed_side(b, e->arg[1], &t)))
        return opaque(b, e);
    if (fixed_side(b, e->arg[1], &t))
        return test_term(b, e->arg[0], t);
    t.kernel = turned(k);
    if (fixed_side(b, e->arg[0], &t))
        return test_term(b, e->arg[1], t);
    return form_of_pair(b, e);
}

/* -- conditions ------------------------------------------------------------------------------ */

static Form *form_of_all(Boxes *b, FormKind kind, const CoreExpr *e)
{
    Form *f = form_new(b, kind, e->n);
    for (int i = 0; i < e->n; i++)
        take(f, form_of(b, e->arg[i]));
    return f;
}

static Form *form_of_known(Boxes *b, const CoreExpr *e)
{
    if (e->type->kind == TY_FLAG)
        return form_with(b, FORM_KNOWN, form_of(b, e), NULL, NULL);
    return test_term(b, e, (Test){.known = true});
}

static Form *form_of_flag(Boxes *b, const CoreExpr *e)
{
    int64_t v = 0;
    if (e->kind == CORE_CONST && e->missing)
        return fixed(b, UNKNOWN);
    if (proof_fixed(b->p, e, &v))
        return fixed(b, v != 0 ? YES : NO);
    return is_comparison(e) ? form_of_comparison(b, e) : opaque(b, e);
}

Form *form_of(Boxes *b, const CoreExpr *e)
{
    if (b->lost)
        return fixed(b, UNKNOWN);
    switch (e->kind) {
    case CORE_AND: return form_of_all(b, FORM_AND, e);
    case CORE_OR: return form_of_all(b, FORM_OR, e);
    case CORE_NOT: return form_of_all(b, FORM_NOT, e);
    case CORE_IF: return form_of_all(b, FORM_IF, e);
    case CORE_OTHERWISE: return form_of_all(b, FORM_INSTEAD, e);
    case CORE_KNOWN: return form_of_known(b, e->arg[0]);
    case CORE_IN_SET: return test_term(b, e->arg[0], (Test){.set = e->set});
    case CORE_CONST:
    case CORE_FIELD:
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_CALL:
    case CORE_MATCH:
    case CORE_PERSONA:
    case CORE_SCORE:
    case CORE_GRADE:
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_SINCE:
    case CORE_REACHED:
    case CORE_CLAUSE:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: return form_of_flag(b, e);
    }
    return fixed(b, UNKNOWN);
}
