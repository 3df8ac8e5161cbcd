/* k_list.c -- lists: whether they have an element, and how many. */
#include "interp/engine/kernels.h"

#include "interp/base/decimal.h"
#include <string.h>

/* With a constant to look for, each code of the elements is compared once. */
static bool text_is_seen(Memo *m, const Text *a, const Text *b)
{
    if (m == NULL || a->code == 0)
        return text_same(a, b);
    uint8_t *seen = &m->answer[a->code];
    if (*seen == MEMO_NEW)
        *seen = text_same(a, b) ? MEMO_YES : MEMO_NO;
    return *seen == MEMO_YES;
}

static bool has_text(Memo *m, const Column *list, int k, const Text *b)
{
    for (uint32_t i = list->list.start[k]; i < list->list.start[k + 1]; i++)
        if (text_is_seen(m, &list->list.elem->text[i], b))
            return true;
    return false;
}

static bool has_i64(const Column *list, int k, int64_t b)
{
    bool any = false;
    for (uint32_t i = list->list.start[k]; i < list->list.start[k + 1]; i++)
        any |= list->list.elem->i64[i] == b;
    return any;
}

static bool has_flag(const Column *list, int k, uint8_t b)
{
    bool any = false;
    for (uint32_t i = list->list.start[k]; i < list->list.start[k + 1]; i++)
        any |= list->list.elem->flag[i] == b;
    return any;
}

static bool has(Memo *m, const Column *list, int k, const Column *b, int j)
{
    switch (b->phys) {
    case PHYS_I64: return has_i64(list, k, b->i64[j]);
    case PHYS_FLAG: return has_flag(list, k, b->flag[j]);
    case PHYS_TEXT: return has_text(m, list, k, &b->text[j]);
    case PHYS_LIST: return false;
    }
    return false;
}

/* count[i]: hits among the first i elements.  An answer less MEMO_NO is 1 for a hit, 0 for
 * none, and -1 for what was not seen yet: false where there is such an element. */
static bool count_hits(uint32_t *restrict count, const Text *restrict elem,
                       const uint8_t *restrict answer, uint32_t n)
{
    int64_t hits = 0, fresh = 0;
    count[0] = 0;
    for (uint32_t i = 0; i < n; i++) {
        const int64_t hit = (int64_t)answer[elem[i].code] - MEMO_NO;
        hits += hit;
        fresh |= hit;
        count[i + 1] = (uint32_t)hits;
    }
    return fresh >= 0;
}

static void count_slowly(uint32_t *count, Memo *m, const Text *elem, const Text *b,
                         uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        count[i + 1] = count[i] + text_is_seen(m, &elem[i], b);
}

/* first: the element that count[0] stands before. */
static void rows_with_hits(uint8_t *restrict flag, const uint32_t *restrict start,
                           const uint32_t *restrict count, uint32_t first, int rows)
{
    uint32_t before = 0;
    for (int r = 0; r < rows; r++) {
        const uint32_t after = count[start[r + 1] - first];
        flag[r] = after != MUTATE(22, before, 0);
        before = after;
    }
}

/* Elements are looked up one after the other, rows only afterwards: a row has a hit where
 * the running count moves between its start and its end.  Lists are short and of all
 * lengths, so a loop inside a loop would mispredict at each row. */
static void has_text_flat(Call *c, const Column *list, const Text *b)
{
    const uint32_t *start = list->list.start;
    const uint32_t first = start[0], n = start[c->rows] - first;
    const Text *elem = list->list.elem->text + first;
    uint32_t *count = ARENA_ARRAY(c->arena, uint32_t, n + 1);
    if (!count_hits(count, elem, c->memo->answer, n))
        count_slowly(count, c->memo, elem, b, n);
    rows_with_hits(c->out->flag, start, count, first, c->rows);
}

void k_list_has(Call *c)
{
    const Column *list = c->arg[0], *b = c->arg[1];
    const int ls = column_stride(list), bs = column_stride(b);
    if (c->memo != NULL && c->sel == NULL && ls != 0) {
        has_text_flat(c, list, b->text);
        return;
    }
    if (c->sel != NULL)
        memset(c->out->flag, 0, (size_t)c->rows);
    for (int k = 0; k < call_rows(c); k++) {
        const int r = call_row(c, k);
        c->out->flag[r] = has(c->memo, list, r * ls, b, r * bs);
    }
}

void k_list_count(Call *c)
{
    const Column *list = c->arg[0];
    for (int r = 0; r < c->rows; r++) {
        const int k = r * column_stride(list);
        const uint32_t n = list->list.start[k + 1] - list->list.start[k];
        c->out->i64[r] = (int64_t)n * MICRO;
    }
}
