/* measure_state.c -- the states of one measure: made, widened, joined. */
#include "interp/engine/measure_part.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { FIRST_CELLS = 16 };

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

static void *zeroed(size_t n, size_t size) { return need(calloc(n + 1, size)); }

/* -- making ----------------------------------------------------------------------------- */

static void term_init(TermState *t, const CoreTerm *term)
{
    const CoreExpr *value = term->source[0].value;
    const bool texts = value != NULL && type_phys(value->type) == PHYS_TEXT;
    *t = (TermState){.agg = term->agg, .percent = term->percent};
    if (t->agg != AGG_DISTINCT || !texts)
        return;
    t->text = texts_new();
    t->folded = value->type->folded;
}

void state_init(State *s, const Core *core, const CoreMeasure *m)
{
    *s = (State){.measure = m, .has_periods = m->per.kind != PERIOD_NONE};
    if (s->has_periods) {
        period_table_init(&s->instants, &m->per, false);
        period_table_init(&s->dates, &m->per, true);
    }
    s->text = zeroed((size_t)m->n_splits, sizeof *s->text);
    s->split_type = zeroed((size_t)m->n_splits, sizeof *s->split_type);
    s->level = zeroed((size_t)m->n_splits, sizeof *s->level);
    s->term = zeroed((size_t)m->n_terms, sizeof *s->term);
    pairs_init(&s->cells);
    for (int i = 0; i < m->n_splits; i++) {
        s->split_type[i] = core->terms[m->term[0]].source[0].split[i]->type;
        if (type_phys(s->split_type[i]) == PHYS_TEXT)
            s->text[i] = texts_new();
        if (i > 0)
            pairs_init(&s->level[i]);
    }
    for (int i = 0; i < m->n_terms; i++) {
        term_init(&s->term[i], &core->terms[m->term[i]]);
        s->each_period |= s->has_periods && core->terms[m->term[i]].each_period;
    }
}

static void term_free(TermState *t, uint32_t cap)
{
    for (uint32_t i = 0; t->bag != NULL && i < cap; i++)
        bag_free(&t->bag[i]);
    free(t->bag);
    free(t->count);
    free(t->sum);
    free(t->extreme);
    texts_free(t->text);
}

void state_free(State *s)
{
    for (int i = 0; i < s->measure->n_terms; i++)
        term_free(&s->term[i], s->cap);
    for (int i = 0; i < s->measure->n_splits; i++) {
        texts_free(s->text[i]);
        pairs_free(&s->level[i]);
    }
    pairs_free(&s->cells);
    period_table_free(&s->instants);
    period_table_free(&s->dates);
    free(s->text);
    free(s->split_type);
    free(s->level);
    free(s->rows);
    free(s->term);
}

/* -- room ------------------------------------------------------------------------------- */

/* The array at p of items of that size, with room for `to` of them, the new ones zeroed. */
static void *widened(void *p, uint32_t from, uint32_t to, size_t size)
{
    char *more = need(realloc(p, to * size));
    memset(more + from * size, 0, (to - from) * size);
    return more;
}

static void term_room(TermState *t, uint32_t from, uint32_t to)
{
    const bool extreme = t->agg == AGG_MIN || t->agg == AGG_MAX;
    if (t->agg == AGG_COUNT || extreme)
        t->count = widened(t->count, from, to, sizeof *t->count);
    if (t->agg == AGG_SUM)
        t->sum = widened(t->sum, from, to, sizeof *t->sum);
    if (extreme)
        t->extreme = widened(t->extreme, from, to, sizeof *t->extreme);
    if (t->agg == AGG_QUANTILE || t->agg == AGG_DISTINCT)
        t->bag = widened(t->bag, from, to, sizeof *t->bag);
}

void state_room(State *s)
{
    uint32_t cap = s->cap > 0 ? s->cap : FIRST_CELLS;
    while (cap < s->cells.n)
        cap *= 2;
    s->rows = widened(s->rows, s->cap, cap, sizeof *s->rows);
    for (int i = 0; i < s->measure->n_terms; i++)
        term_room(&s->term[i], s->cap, cap);
    s->cap = cap;
}

/* -- joining ---------------------------------------------------------------------------- */

void group_keys(const State *s, uint32_t group, uint32_t *key)
{
    for (int i = s->measure->n_splits - 1; i > 0; i--) {
        key[i] = pair_low(s->level[i].pair[group]);
        group = pair_high(s->level[i].pair[group]);
    }
    if (s->measure->n_splits > 0)
        key[0] = group;
}

static uint32_t text_moved(Texts *into, const Texts *from, uint32_t number)
{
    const Str text = texts_text(from, number);
    return texts_number(into, text.p, text.n);
}

/* The group of `into` that has the same keys. */
static uint32_t group_moved(State *into, const State *from, uint32_t group,
                            uint32_t *key)
{
    uint32_t moved = 0;
    group_keys(from, group, key);
    for (int i = 0; i < from->measure->n_splits; i++) {
        uint32_t k = key[i];
        if (k != KEY_MISSING && from->text[i] != NULL)
            k = text_moved(into->text[i], from->text[i], k - 1) + 1;
        moved = i == 0 ? k : pairs_number(&into->level[i], pair_of(moved, k));
    }
    return moved;
}

static void bag_moved(TermState *into, Bag *to, const TermState *from, const Bag *b)
{
    if (from->text == NULL) {
        bag_merge(to, b);
        return;
    }
    for (uint64_t i = 0; i < b->cap; i++)
        if (b->entry[i].count > 0)
            bag_add(to, text_moved(into->text, from->text, (uint32_t)b->entry[i].value),
                    b->entry[i].count);
}

static void extreme_moved(TermState *into, uint32_t to, const TermState *from,
                          uint32_t cell)
{
    const int64_t v = from->extreme[cell];
    if (from->count[cell] == 0)
        return;
    const bool better =
        into->agg == AGG_MIN ? v < into->extreme[to] : v > into->extreme[to];
    if (better || into->count[to] == 0)
        into->extreme[to] = v;
}

static void cell_moved(TermState *into, uint32_t to, const TermState *from,
                       uint32_t cell)
{
    if (into->extreme != NULL)
        extreme_moved(into, to, from, cell);
    if (into->count != NULL)
        into->count[to] += from->count[cell];
    if (into->sum != NULL)
        into->sum[to] += from->sum[cell];
    if (into->bag != NULL)
        bag_moved(into, &into->bag[to], from, &from->bag[cell]);
}

void state_merge(State *into, const State *from)
{
    const int n_terms = from->measure->n_terms;
    uint32_t *key = zeroed((size_t)from->measure->n_splits, sizeof *key);
    for (uint32_t c = 0; c < from->cells.n; c++) {
        const uint32_t group = group_moved(into, from, cell_group(from, c), key);
        const uint32_t to =
            pairs_number(&into->cells, cell_pair(cell_period(from, c), group));
        if (into->cells.n > into->cap)
            state_room(into);
        into->rows[to] += from->rows[c];
        for (int i = 0; i < n_terms; i++)
            cell_moved(&into->term[i], to, &from->term[i], c);
    }
    for (int i = 0; i < n_terms; i++) {
        into->term[i].outside += from->term[i].outside;
        into->term[i].unknown += from->term[i].unknown;
    }
    free(key);
}
