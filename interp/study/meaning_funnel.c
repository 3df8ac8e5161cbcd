/* meaning_funnel.c -- stages and exits of two policies. */
#include "interp/base/mem.h"
#include "interp/study/meaning_part.h"

static const char *kind_of(const CoreStage *s) { return s->is_exit ? "exit" : "stage"; }

/* The stage that it follows, of those that both have. */
static Str follows(const Core *core, const Core *other, int i)
{
    while (--i >= 0)
        if (core_stage(other, core->stages[i].name) >= 0)
            return core->stages[i].name;
    return (Str){0};
}

/* For whom it holds; its instant says when, and so decides between exits. */
static Dir stage_pair(Compare *c, int old, int now)
{
    const Core *x = c->old.core, *y = c->now.core;
    const CoreStage *a = &x->stages[old], *b = &y->stages[now];
    item_begin(c, kind_of(b), b->name);
    Dir d = put_expr(c, "when", NULL, a->when, b->when, MEANING_LOOSER);
    if (put_expr(c, "since", NULL, a->since, b->since, MEANING_DIFFERENT) != DIR_SAME)
        d = DIR_MIXED;
    if (put_expr(c, "until", NULL, a->until, b->until, MEANING_DIFFERENT) != DIR_SAME)
        d = DIR_MIXED;
    const Str from = follows(x, y, old), to = follows(y, x, now);
    put_plain(c, "after", from, to);
    if (a->is_exit != b->is_exit)
        put_plain(c, "kind", str_of(kind_of(a)), str_of(kind_of(b)));
    item_end(c);
    return a->is_exit != b->is_exit || !str_eq(from, to) ? DIR_MIXED : d;
}

static bool any_gone(Compare *c)
{
    const Core *x = c->old.core, *y = c->now.core;
    bool any = false;
    for (int i = 0; i < x->n_stages; i++)
        if (core_stage(y, x->stages[i].name) < 0) {
            item_only(c, kind_of(&x->stages[i]), x->stages[i].name, false,
                      MEANING_DIFFERENT);
            any = true;
        }
    return any;
}

/* A stage is reached if it or a later one holds. */
static void set_reached(Compare *c)
{
    const Core *y = c->now.core;
    Dir later = DIR_SAME;
    for (int i = y->n_stages - 1; i >= 0; i--) {
        const bool is_exit = y->stages[i].is_exit;
        later = is_exit ? DIR_SAME : dir_join(later, c->stage[i]);
        c->reached[i] = is_exit ? c->stage[i] : later;
        c->funnel = dir_join(c->funnel, c->stage[i]);
    }
}

void compare_funnel(Compare *c)
{
    const Core *x = c->old.core, *y = c->now.core;
    c->funnel = DIR_SAME;
    for (int i = 0; i < y->n_stages; i++) {
        const int old = core_stage(x, y->stages[i].name);
        if (old < 0)
            item_only(c, kind_of(&y->stages[i]), y->stages[i].name, true,
                      MEANING_DIFFERENT);
        c->stage[i] = old < 0 ? DIR_MIXED : stage_pair(c, old, i);
    }
    const bool gone = any_gone(c);
    set_reached(c);
    for (int i = 0; gone && i < y->n_stages; i++)
        c->reached[i] = DIR_MIXED;
    if (gone)
        c->funnel = DIR_MIXED;
}
