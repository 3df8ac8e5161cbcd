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

static int by_address(const void *a, const void *b)
{
    const uintptr_t x = (uintptr_t) * (const CoreExpr *const *)a,
                    y = (uintptr_t) * (const CoreExpr *const *)b;
    return (x > y) - (x < y);
}

Asked *asked_new(const Core *core, const CoreExpr *e)
{
    Gather g = {.asked = MEM_NEW(Asked)};
    g.asked->core = core;
    core_walk(core, e, true, see, &g);
    const size_t n = (size_t)g.asked->n;
    if (n > 0)
        qsort(g.asked->of, n, sizeof *g.asked->of, by_address);
    g.asked->extra = MEM_ARRAY(CoreExpr *, n + 1);
    for (size_t i = 0; i < n; i++) {
        g.asked->extra[i] = MEM_NEW(CoreExpr);
        *g.asked->extra[i] = *g.asked->of[i];
    }
    return g.asked;
}

int asked_find(const Asked *a, const CoreExpr *e)
{
    if (a->n == 0)
        return -1;
    const CoreExpr **at = bsearch(&e, a->of, (size_t)a->n, sizeof *a->of, by_address);
    return at != NULL ? (int)(at - a->of) : -1;
}
