/* asked.c -- expressions by their address. */
#include "interp/study/asked.h"

#include "interp/base/mem.h"
#include <stdlib.h>

typedef struct Gather {
    Asked *asked;
    size_t cap;
} Gather;

static void see(void *ctx, const CoreExpr *e)
{
    Gather *g = ctx;
    if (e->kind != CORE_CONST && e->type->kind != TY_CALENDAR)
        MEM_PUSH(g->asked->of, g->asked->n, g->cap) = e;
}

struct AskedAt {
    const CoreExpr *e;
    int extra;
};

static int by_address(const void *a, const void *b)
{
    const struct AskedAt *x = a, *y = b;
    const uintptr_t p = (uintptr_t)x->e, q = (uintptr_t)y->e;
    return (p > q) - (p < q);
}

Asked *asked_new(const Core *core, const CoreExpr *e)
{
    Gather g = {.asked = MEM_NEW(Asked)};
    Asked *a = g.asked;
    a->core = core;
    core_walk(core, e, true, see, &g);
    a->extra = MEM_ARRAY(CoreExpr *, a->n + 1);
    a->at = MEM_ARRAY(struct AskedAt, a->n + 1);
    for (int i = 0; i < a->n; i++) {
        a->extra[i] = MEM_NEW(CoreExpr);
        *a->extra[i] = *a->of[i];
        a->at[i] = (struct AskedAt){a->of[i], i};
    }
    if (a->n > 0)
        qsort(a->at, (size_t)a->n, sizeof *a->at, by_address);
    return a;
}

int asked_find(const Asked *a, const CoreExpr *e)
{
    const struct AskedAt key = {e, 0};
    if (a->n == 0)
        return -1;
    const struct AskedAt *found =
        bsearch(&key, a->at, (size_t)a->n, sizeof *a->at, by_address);
    return found != NULL ? found->extra : -1;
}
