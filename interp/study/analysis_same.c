/* analysis_same.c -- two names for one condition: a suspicion, as either may be meant to change. */
#include "interp/base/mem.h"
#include "interp/sema/scope.h"
#include "interp/study/analysis_part.h"

typedef struct Named {
    const char *name;
    Span at;
    const CoreExpr *expr;
} Named;

typedef struct List {
    Named *item;
    int n;
    size_t cap;
} List;

/* What is one node, or one comparison with nothing beside it, is soon said twice. */
enum { DEPTH_LEAST = 3 };

static void add(Analysis *a, List *l, Str name, Span at, const CoreExpr *e)
{
    if (e == NULL || at.src != a->want->own || e->type->kind != TY_FLAG
        || e->depth < DEPTH_LEAST)
        return;
    MEM_PUSH(l->item, l->n, l->cap) = (Named){str_z(name), at, e};
}

static void gather(Analysis *a, List *l)
{
    const Core *c = a->core;
    for (int i = 0; i < scope_count(c->scope); i++) {
        const Sym *s = scope_at(c->scope, i);
        if (s->kind == SYM_DEFINE && !s->from_module)
            add(a, l, s->name, s->at, s->expr);
    }
    for (int i = 0; i < c->n_personas; i++)
        if (!a->persona_lost[i])
            add(a, l, c->personas[i].name, c->span[c->personas[i].id],
                c->personas[i].when);
    for (int i = 0; i < c->n_stages; i++)
        add(a, l, c->stages[i].name, c->span[c->stages[i].id], c->stages[i].when);
}

static void say_same(Analysis *a, const Named *later, const Named *first)
{
    Diag *d = diag_at(a->want->diags, W0644, later->at, MSG_SAME_CONDITION, later->name,
                      first->name);
    diag_label(d, first->at, MSG_THE_SAME);
    diag_help(d, MSG_SAME_HELP);
}

/* One that is the other's very expression uses its name. */
void find_same(Analysis *a)
{
    List l = {0};
    gather(a, &l);
    for (int i = 0; i < l.n; i++)
        for (int k = 0; k < i; k++)
            if (l.item[i].expr != l.item[k].expr
                && core_same(l.item[i].expr, l.item[k].expr)) {
                say_same(a, &l.item[i], &l.item[k]);
                break;
            }
}
