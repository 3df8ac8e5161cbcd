/* term_same.c -- terms: equal ones are one, however often they are written. */
#include "interp/base/mem.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"

/* Expressions share parts, so two that are equal may have more paths than nodes: past so
 * many comparisons they count as different, and a term is worked out twice. */
enum { COMPARE_MAX = 20000 };

typedef struct Same {
    int left;
} Same;

static bool same(Same *c, const CoreExpr *a, const CoreExpr *b);

static bool same_set(const CoreSet *a, const CoreSet *b)
{
    if (a == b)
        return true;
    if (a == NULL || b == NULL || a->n != b->n || !type_same(a->elem, b->elem)
        || a->elem->folded != b->elem->folded)
        return false;
    for (int i = 0; i < a->n; i++)
        if (a->text != NULL ? !str_eq(a->text[i], b->text[i]) : a->i64[i] != b->i64[i])
            return false;
    return true;
}

static bool same_regex(const CoreRegex *a, const CoreRegex *b)
{
    return a == b
           || (a != NULL && b != NULL && a->folded == b->folded
               && str_eq(a->pattern, b->pattern));
}

static bool same_head(const CoreExpr *a, const CoreExpr *b)
{
    return a->kind == b->kind && type_same(a->type, b->type)
           && a->type->folded == b->type->folded && a->kernel == b->kernel
           && a->index == b->index && a->prop == b->prop && a->lane == b->lane
           && a->column == b->column && a->n == b->n && a->missing == b->missing
           && a->i64 == b->i64 && str_eq(a->text, b->text) && same_set(a->set, b->set)
           && same_regex(a->regex, b->regex);
}

static bool same(Same *c, const CoreExpr *a, const CoreExpr *b)
{
    if (a == b)
        return true;
    if (a == NULL || b == NULL || !same_head(a, b) || --c->left < 0)
        return false;
    for (int i = 0; i < a->n; i++)
        if (!same(c, a->arg[i], b->arg[i]))
            return false;
    return true;
}

static bool same_source(const CoreTerm *t, const TermSource *a, const TermSource *b)
{
    Same c = {COMPARE_MAX};
    if (!same(&c, a->value, b->value) || !same(&c, a->where, b->where)
        || !same(&c, a->at, b->at))
        return false;
    for (int i = 0; i < t->n_splits; i++)
        if (!same(&c, a->split[i], b->split[i]))
            return false;
    return true;
}

static bool same_term(const CoreTerm *a, const CoreTerm *b)
{
    if (a->agg != b->agg || a->percent != b->percent || a->over != b->over
        || a->index != b->index || a->n_sources != b->n_sources
        || a->n_splits != b->n_splits || a->each_period != b->each_period
        || a->per.kind != b->per.kind || !type_same(a->type, b->type))
        return false;
    for (int i = 0; i < a->n_sources; i++)
        if (!same_source(a, &a->source[i], &b->source[i]))
            return false;
    return true;
}

/* Each term is a field of figures, called as it is written. */
static void add_field(Sema *s, const CoreTerm *t)
{
    Core *f = s->root->figures;
    MEM_PUSH(f->fields, f->n_fields, s->cap_figures) =
        (CoreField){.name = t->text,
                    .type = t->type,
                    .from = t->text,
                    .zone = s->root->zone,
                    .currency_field = -1,
                    .id = t->id};
}

int term_number(Sema *s, const CoreTerm *t)
{
    Core *c = s->root;
    for (int i = 0; i < c->n_terms; i++)
        if (same_term(&c->terms[i], t))
            return i;
    MEM_PUSH(c->terms, c->n_terms, s->cap_terms) = *t;
    add_field(s, t);
    return c->n_terms - 1;
}
