/* term_same.c -- terms: equal ones are one, however often they are written. */
#include "interp/base/mem.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"

static bool same_source(const CoreTerm *t, const TermSource *a, const TermSource *b)
{
    if (!core_same(a->value, b->value) || !core_same(a->where, b->where)
        || !core_same(a->at, b->at))
        return false;
    for (int i = 0; i < t->n_splits; i++)
        if (!core_same(a->split[i], b->split[i]))
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
