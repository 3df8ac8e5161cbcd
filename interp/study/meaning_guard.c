/* meaning_guard.c -- guards of two policies, and who accepts that one is broken. */
#include "interp/base/mem.h"
#include "interp/lang/value.h"
#include "interp/study/meaning_part.h"

static const CoreGuard *guard_titled(const Core *core, Str title)
{
    for (int i = 0; i < core->n_guards; i++)
        if (str_eq(core->guards[i].title, title))
            return &core->guards[i];
    return NULL;
}

static int number_of(CanonSide side, const CoreGuard *g)
{
    side.core = core_of_guard(side.core, g);
    return canon_expr(&side, g->expr);
}

static void compare_guard(Compare *c, const CoreGuard *a, const CoreGuard *b)
{
    item_begin(c, "guard", b->title);
    if (number_of(c->old, a) != number_of(c->now, b))
        put_change(c, "=", NULL, str_z(a->text), str_z(b->text), MEANING_DIFFERENT);
    item_end(c);
}

/* "few fall back by Ana until 2026-12-31" */
static Str accept_name(const Core *core, const CoreAccept *a)
{
    const Value until = {.type = &type_date, .i64 = a->until};
    Buf b = {0};
    buf_format(&b, "%s by %s until ", str_z(core->guards[a->guard].title), str_z(a->by));
    value_print(&b, &until, NULL, (Str){0}, false);
    const Str name = buf_copy(&b);
    buf_free(&b);
    return name;
}

static bool has_accept(const Core *core, Str name)
{
    for (int i = 0; i < core->n_accepts; i++)
        if (str_eq(accept_name(core, &core->accepts[i]), name))
            return true;
    return false;
}

static void compare_accepts(Compare *c, const Core *core, const Core *other, bool added)
{
    for (int i = 0; i < core->n_accepts; i++) {
        const Str name = accept_name(core, &core->accepts[i]);
        if (!has_accept(other, name))
            item_only(c, "accept", name, added, added ? MEANING_LOOSER : MEANING_TIGHTER);
    }
}

void compare_guards(Compare *c)
{
    const Core *x = c->old.core, *y = c->now.core;
    for (int i = 0; i < y->n_guards; i++) {
        const CoreGuard *old = guard_titled(x, y->guards[i].title);
        if (old == NULL)
            item_only(c, "guard", y->guards[i].title, true, MEANING_TIGHTER);
        else
            compare_guard(c, old, &y->guards[i]);
    }
    for (int i = 0; i < x->n_guards; i++)
        if (guard_titled(y, x->guards[i].title) == NULL)
            item_only(c, "guard", x->guards[i].title, false, MEANING_LOOSER);
    compare_accepts(c, y, x, true);
    compare_accepts(c, x, y, false);
}
