/* spread_make.c -- numbers are counted in a bag, texts in a map. */
#include "interp/study/spread_make.h"

#include "interp/base/decimal.h"
#include "interp/base/map.h"
#include "interp/base/mem.h"
#include "interp/engine/bag.h"
#include "interp/io/colvalue.h"
#include "interp/lang/value.h"
#include <stdlib.h>

typedef struct Counting {
    Spread *s;
    Bag bag;
    Map *texts; /* to SpreadValue */
} Counting;

static void count_text_value(Counting *c, Str text)
{
    SpreadValue *v = map_get(c->texts, text);
    if (v == NULL && map_count(c->texts) == SPREAD_TEXTS) {
        c->s->others++;
        return;
    }
    if (v == NULL) {
        v = MEM_NEW(SpreadValue);
        v->text = str_z(text);
        map_put(c->texts, str_of(v->text), v);
    }
    v->n++;
}

static void count_value(Counting *c, const Column *col, int r)
{
    switch (col->phys) {
    case PHYS_I64: bag_add(&c->bag, col_i64(col, r), 1); break;
    case PHYS_FLAG: bag_add(&c->bag, col_flag(col, r), 1); break;
    case PHYS_TEXT: count_text_value(c, col_text(col, r)); break;
    case PHYS_LIST: {
        const uint32_t *start = &col->list.start[column_row(col, r)];
        bag_add(&c->bag, (int64_t)(start[1] - start[0]) * MICRO, 1);
        break;
    }
    }
}

static bool count_batch(void *ctx, int64_t first, const Batch *b, const Column *col)
{
    Counting *c = ctx;
    (void)first;
    for (int r = 0; r < b->n; r++) {
        c->s->n++;
        if (column_missing(col, r))
            c->s->missing++;
        else
            count_value(c, col, r);
    }
    return true;
}

/* -- what was counted ------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    const BagEntry *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

/* The entries that are taken, in order of value, at the bag's front. */
static void sort_bag(Bag *b)
{
    uint64_t n = 0;
    for (uint64_t i = 0; i < b->cap; i++)
        if (b->entry[i].count > 0)
            b->entry[n++] = b->entry[i];
    if (n > 0)
        qsort(b->entry, n, sizeof *b->entry, by_value);
}

static int64_t at_rank(const Bag *b, uint64_t rank)
{
    uint64_t seen = 0;
    for (uint64_t i = 0; i < b->n; i++) {
        seen += b->entry[i].count;
        if (seen >= rank)
            return b->entry[i].value;
    }
    return 0;
}

static void set_ranks(Spread *s, const Bag *b)
{
    const uint64_t known = s->n - s->missing;
    s->ordered = known > 0;
    for (uint64_t i = 0; i < N_SPREAD && s->ordered; i++) {
        const uint64_t rank = (known * i + 3) / 4; /* the ceiling of a quarter each */
        s->rank[i] = at_rank(b, rank > 0 ? rank : 1);
    }
}

static bool has_members(const Type *t) { return t->kind == TY_ENUM || t->kind == TY_FLAG; }

static void set_members(Spread *s, const Bag *b)
{
    s->value = MEM_ARRAY(SpreadValue, b->n + 1);
    for (uint64_t i = 0; i < b->n; i++) {
        Buf text = {0};
        value_print(&text, &(Value){.type = s->type, .i64 = b->entry[i].value},
                    s->core->zone, s->core->currency, false);
        s->value[s->n_values++] =
            (SpreadValue){str_z(buf_view(&text)), b->entry[i].count};
        buf_free(&text);
    }
}

static int by_leads(const void *a, const void *b)
{
    const SpreadValue *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : strcmp(x->text, y->text);
}

static void set_texts(Spread *s, const Map *texts)
{
    const int n = map_count(texts);
    SpreadValue *all = MEM_ARRAY(SpreadValue, n + 1);
    for (int i = 0; i < n; i++)
        all[i] = *(SpreadValue *)map_value(texts, i);
    qsort(all, (size_t)n, sizeof *all, by_leads);
    s->value = all;
    s->n_values = n < SPREAD_VALUES ? n : SPREAD_VALUES;
    for (int i = s->n_values; i < n; i++)
        s->others += all[i].n;
}

const Spread *spread_make(const LeadBase *b, const Session *s, int64_t as_of_us,
                          CoreExpr *e, const char *text)
{
    Counting c = {.s = MEM_NEW(Spread), .texts = map_new()};
    *c.s = (Spread){.text = text, .core = s->core, .type = e->type};
    if (e->type->kind == TY_LIST)
        c.s->type = &type_number; /* lists by how many elements they have */
    base_ask(b, s, as_of_us, e, count_batch, &c);
    sort_bag(&c.bag);
    if (type_phys(e->type) == PHYS_TEXT)
        set_texts(c.s, c.texts);
    else if (has_members(e->type))
        set_members(c.s, &c.bag);
    else
        set_ranks(c.s, &c.bag);
    bag_free(&c.bag);
    return c.s;
}
