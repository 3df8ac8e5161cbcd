/* meaning_grade.c -- personas and grades of two policies. */
#include "interp/base/mem.h"
#include "interp/study/meaning_part.h"

/* -- personas --------------------------------------------------------------------------- */

static int persona_named(const Core *core, Str name)
{
    for (int i = 0; i < core->n_personas; i++)
        if (str_eq(core->personas[i].name, name))
            return i;
    return -1;
}

/* The personas that come before it, of those that the other core has too. */
static const char *before(const Core *core, const Core *other, int i)
{
    Buf b = {0};
    for (int k = 0; k < i; k++)
        if (persona_named(other, core->personas[k].name) >= 0)
            buf_format(&b, "%s%s", b.n > 0 ? ", " : "", str_z(core->personas[k].name));
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static Dir persona_pair(Compare *c, int old, int now)
{
    const Core *a = c->old.core, *b = c->now.core;
    item_begin(c, "persona", b->personas[now].name);
    const Dir d = put_expr(c, "when", NULL, a->personas[old].when,
                           b->personas[now].when, MEANING_LOOSER);
    const char *from = before(a, b, old), *to = before(b, a, now);
    const bool moved = strcmp(from, to) != 0;
    put_plain(c, "after", str_of(from), str_of(to));
    item_end(c);
    return moved ? DIR_MIXED : d;
}

void compare_persona(Compare *c)
{
    const Core *a = c->old.core, *b = c->now.core;
    c->persona = DIR_SAME;
    for (int i = 0; i < b->n_personas; i++) {
        const int old = persona_named(a, b->personas[i].name);
        if (old < 0)
            item_only(c, "persona", b->personas[i].name, true, MEANING_DIFFERENT);
        c->persona =
            dir_join(c->persona, old < 0 ? DIR_MIXED : persona_pair(c, old, i));
    }
    for (int i = 0; i < a->n_personas; i++)
        if (persona_named(b, a->personas[i].name) < 0) {
            item_only(c, "persona", a->personas[i].name, false, MEANING_DIFFERENT);
            c->persona = DIR_MIXED;
        }
}

/* -- grades ----------------------------------------------------------------------------- */

static Str by_score(const Core *core, const CoreGrade *g)
{
    return g->by >= 0 ? core->scores[g->by].name : (Str){0};
}

static const char *members_text(const CoreGrade *g)
{
    Buf b = {0};
    enum_print(&b, g->members);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* The same members in the same order of bands. */
static bool same_bands(const CoreGrade *a, const CoreGrade *b)
{
    bool same = a->n_bands == b->n_bands;
    for (int i = 0; same && i < a->n_bands; i++)
        same = str_eq(a->members->member[a->bands[i].member],
                      b->members->member[b->bands[i].member]);
    return same;
}

/* A bar that is higher makes grades lower. */
static Dir bands_dir(Compare *c, const CoreGrade *a, const CoreGrade *b)
{
    Dir d = DIR_SAME;
    for (int i = 0; i < b->n_bands; i++) {
        const char *member = str_z(b->members->member[b->bands[i].member]);
        if (b->bands[i].from != NULL && a->bands[i].from != NULL)
            d = dir_join(d,
                         put_expr(c, str_format("%s from", member), NULL,
                                  a->bands[i].from, b->bands[i].from, MEANING_TIGHTER));
        if (b->bands[i].by != NULL && a->bands[i].by != NULL)
            d = dir_join(d, put_expr(c, str_format("%s by", member), NULL,
                                     a->bands[i].by, b->bands[i].by, MEANING_TIGHTER));
    }
    return dir_flip(d);
}

static Dir grade_pair(Compare *c, const CoreGrade *a, const CoreGrade *b)
{
    const Core *x = c->old.core, *y = c->now.core;
    const Str from = x->scores[a->of].name, to = y->scores[b->of].name;
    put_plain(c, "of", from, to);
    put_plain(c, "by", by_score(x, a), by_score(y, b));
    if (!same_bands(a, b))
        put_change(c, "bands", NULL, members_text(a), members_text(b),
                   MEANING_DIFFERENT);
    if (c->item.n > 0)
        return DIR_MIXED;
    Dir d = dir_join(bands_dir(c, a, b), c->score[b->of]);
    const CoreExpr of = {.kind = CORE_SCORE, .index = b->of, .type = &type_number};
    put_through(c, &of);
    if (b->by < 0)
        return d;
    const CoreExpr by = {.kind = CORE_SCORE, .index = b->by, .type = &type_number};
    put_through(c, &by);
    return dir_join(d, c->score[b->by]);
}

void compare_grade(Compare *c, int now)
{
    const CoreGrade *b = &c->now.core->grades[now];
    const int old = core_grade(c->old.core, b->name);
    if (old < 0) {
        item_only(c, "grade", b->name, true, MEANING_DIFFERENT);
        return;
    }
    item_begin(c, "grade", b->name);
    c->grade[now] = grade_pair(c, &c->old.core->grades[old], b);
    item_end(c);
}
