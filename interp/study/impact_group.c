/* impact_group.c -- leads by the value of an expression: how many, how many moved, and where
 * they are before and after.
 *
 * Values are told apart by their bytes, a number a value; the first two numbers are of rows
 * without a value and of those past IMPACT_VALUES.  Folded texts that are equal so become one
 * group at the end, under the spelling that has most rows.
 */
#include "interp/base/map.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/engine/numbering.h"
#include "interp/lang/value.h"
#include "interp/study/impact_part.h"

#include <stdlib.h>

enum { SLOT_MISSING, SLOT_OTHERS, FIRST_VALUE };

typedef struct Tally {
    Str name;
    uint32_t slot;
    uint64_t n, moved, largest; /* rows of its most frequent spelling */
    uint64_t *place[2];
} Tally;

struct Grouping {
    const char *text;
    const Type *type;
    int n_places;
    Texts *values;
    CodeNumbers codes;
    Tally *slot;
    int n;
    size_t cap;
};

static void add_slot(Grouping *g)
{
    Tally t = {.slot = (uint32_t)g->n};
    for (int k = 0; k < 2; k++)
        t.place[k] = MEM_ARRAY(uint64_t, g->n_places + 1);
    MEM_PUSH(g->slot, g->n, g->cap) = t;
}

Grouping *grouping_new(const char *text, const Type *type, int n_places)
{
    Grouping *g = MEM_NEW(Grouping);
    g->text = text;
    g->type = type;
    g->n_places = n_places;
    g->values = texts_new();
    while (g->n < FIRST_VALUE)
        add_slot(g);
    return g;
}

/* -- rows ----------------------------------------------------------------------------- */

static int64_t bytes_number(Grouping *g, const void *p, size_t n)
{
    if (texts_count(g->values) < IMPACT_VALUES)
        return texts_number(g->values, p, n);
    return texts_find(g->values, p, n);
}

static int64_t text_row_number(Grouping *g, const Text *t)
{
    if (texts_count(g->values) < IMPACT_VALUES)
        return text_number(g->values, &g->codes, t);
    return texts_find(g->values, t->p, t->n);
}

static int64_t row_number(Grouping *g, const Column *c, int r)
{
    const int at = column_row(c, r);
    switch (c->phys) {
    case PHYS_I64: return bytes_number(g, &c->i64[at], sizeof c->i64[at]);
    case PHYS_FLAG: return bytes_number(g, &c->flag[at], sizeof c->flag[at]);
    case PHYS_TEXT: return text_row_number(g, &c->text[at]);
    case PHYS_LIST: break;
    }
    return -1;
}

static Tally *row_slot(Grouping *g, const Column *c, int r)
{
    if (column_missing(c, r))
        return &g->slot[SLOT_MISSING];
    const int64_t number = row_number(g, c, r);
    if (number < 0)
        return &g->slot[SLOT_OTHERS];
    while (g->n <= number + FIRST_VALUE)
        add_slot(g);
    return &g->slot[number + FIRST_VALUE];
}

void grouping_add(Grouping *g, const Column *c, const int *row, int n,
                  const uint16_t *const place[2], const uint16_t *changed)
{
    for (int r = 0; r < n; r++) {
        Tally *t = row_slot(g, c, row != NULL ? row[r] : r);
        t->n++;
        t->moved += changed[r] != 0;
        for (int k = 0; g->n_places > 0 && k < 2; k++)
            t->place[k][place[k][r]]++;
    }
}

/* -- the end -------------------------------------------------------------------------- */

/* The value as it is written; collected. */
static Str value_name(const Grouping *g, const Core *core, uint32_t slot)
{
    const Str bytes = texts_text(g->values, slot - FIRST_VALUE);
    Value v = {.type = g->type};
    Buf b = {0};
    if (type_phys(g->type) == PHYS_TEXT)
        return str_copy(bytes);
    if (bytes.n == sizeof v.i64)
        memcpy(&v.i64, bytes.p, sizeof v.i64);
    else
        v.i64 = bytes.p[0];
    value_print(&b, &v, core->zone, core->currency, false);
    const Str name = buf_copy(&b);
    buf_free(&b);
    return name;
}

static void merge(const Grouping *g, Tally *into, const Tally *t)
{
    if (t->n > into->largest
        || (t->n == into->largest && str_cmp(t->name, into->name) < 0)) {
        into->largest = t->n;
        into->name = t->name;
    }
    into->n += t->n;
    into->moved += t->moved;
    for (int k = 0; k < 2; k++)
        for (int p = 0; p < g->n_places; p++)
            into->place[k][p] += t->place[k][p];
}

/* Values, each once; n: how many. */
static Tally **named_values(Grouping *g, const Core *core, int *n)
{
    Tally **all = MEM_ARRAY(Tally *, g->n);
    Map *seen = map_new();
    *n = 0;
    for (int i = FIRST_VALUE; i < g->n; i++) {
        Tally *t = &g->slot[i];
        t->name = value_name(g, core, t->slot);
        t->largest = t->n;
        const Str key = g->type->folded ? utf8_fold_copy(t->name) : t->name;
        Tally *same = map_get(seen, key);
        if (same != NULL) {
            merge(g, same, t);
            continue;
        }
        map_put(seen, key, t);
        all[(*n)++] = t;
    }
    return all;
}

static int by_moved(const void *x, const void *y)
{
    const Tally *a = *(Tally *const *)x, *b = *(Tally *const *)y;
    if (a->moved != b->moved)
        return a->moved > b->moved ? -1 : 1;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return str_cmp(a->name, b->name);
}

static void add_group(const Grouping *g, Impact *m, const Tally *t, bool others)
{
    if (t->n == 0)
        return;
    ImpactGroup *out = &m->group[m->n_groups++];
    *out =
        (ImpactGroup){.name = t->name, .others = others, .n = t->n, .moved = t->moved};
    if (g->n_places > 0) {
        out->before = t->place[0];
        out->after = t->place[1];
    }
}

void grouping_end(Grouping *g, Impact *m, const Core *core)
{
    int n;
    Tally **all = named_values(g, core, &n);
    qsort(all, (size_t)n, sizeof *all, by_moved);
    m->by = g->text;
    m->group_values = (uint64_t)n;
    m->group = MEM_ARRAY(ImpactGroup, IMPACT_GROUPS + FIRST_VALUE);
    for (int i = 0; i < n; i++)
        if (i < IMPACT_GROUPS)
            add_group(g, m, all[i], false);
        else
            merge(g, &g->slot[SLOT_OTHERS], all[i]);
    g->slot[SLOT_OTHERS].name = (Str){NULL, 0};
    add_group(g, m, &g->slot[SLOT_MISSING], false);
    add_group(g, m, &g->slot[SLOT_OTHERS], true);
    texts_free(g->values);
    free(g->codes.next);
}
