/* measure_group.c -- which groups a measure shows, and in what order. */
#include "interp/engine/measure_part.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include <stdlib.h>

/* What a group is in one split, in the order of showing. */
typedef enum MemberKind { MEMBER_TEXT, MEMBER_MISSING, MEMBER_OTHERS } MemberKind;
typedef struct Member {
    MemberKind kind;
    Str text;
} Member;

typedef struct RawGroup {
    uint32_t raw;
    int n_splits;
    uint64_t rows;
    uint32_t *key;  /* by split */
    Member *member; /* by split */
} RawGroup;

static Str key_text(const State *s, int split, uint32_t key)
{
    const Type *type = s->split_type[split];
    if (s->text[split] != NULL)
        return str_copy(texts_text(s->text[split], key - 1));
    if (type->kind == TY_FLAG)
        return key == 2 ? STR("yes") : STR("no");
    return type->of->member[key - 1];
}

/* -- the groups that have rows ---------------------------------------------------------- */

static uint32_t raw_end(const State *s)
{
    uint32_t end = 0;
    for (uint32_t c = 0; c < s->cells.n; c++)
        end = cell_group(s, c) >= end ? cell_group(s, c) + 1 : end;
    return end;
}

static RawGroup *raw_groups(const State *s, int *n)
{
    const uint32_t end = raw_end(s);
    const int n_splits = s->measure->n_splits;
    uint64_t *rows = MEM_ARRAY(uint64_t, end + 1);
    RawGroup *g = MEM_ARRAY(RawGroup, end + 1);
    for (uint32_t c = 0; c < s->cells.n; c++)
        rows[cell_group(s, c)] += s->rows[c];
    *n = 0;
    for (uint32_t raw = 0; raw < end; raw++) {
        if (rows[raw] == 0)
            continue;
        RawGroup *r = &g[(*n)++];
        *r = (RawGroup){.raw = raw, .n_splits = n_splits, .rows = rows[raw]};
        r->key = MEM_ARRAY(uint32_t, n_splits + 1);
        r->member = MEM_ARRAY(Member, n_splits + 1);
        group_keys(s, raw, r->key);
        for (int i = 0; i < n_splits; i++)
            r->member[i] = r->key[i] == KEY_MISSING
                               ? (Member){.kind = MEMBER_MISSING}
                               : (Member){MEMBER_TEXT, key_text(s, i, r->key[i])};
    }
    return g;
}

/* -- the first N of a split ------------------------------------------------------------- */

typedef struct Ranked {
    uint32_t key;
    uint64_t rows;
    Str text;
} Ranked;

static int by_key(const void *a, const void *b)
{
    const Ranked *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

static int by_rows(const void *a, const void *b)
{
    const Ranked *x = a, *y = b;
    if (x->rows != y->rows)
        return x->rows < y->rows ? 1 : -1;
    return str_cmp(x->text, y->text);
}

/* Entries of one key side by side become one with all their rows. */
static int joined(Ranked *r, int n)
{
    int kept = 0;
    qsort(r, (size_t)n, sizeof *r, by_key);
    for (int i = 0; i < n; i++)
        if (kept > 0 && r[kept - 1].key == r[i].key)
            r[kept - 1].rows += r[i].rows;
        else
            r[kept++] = r[i];
    return kept;
}

/* -- spellings -------------------------------------------------------------------------- */

typedef struct Spelling {
    uint32_t key;
    uint64_t rows;
    Str text, folded;
} Spelling;

static int spelling_order(const void *a, const void *b)
{
    const Spelling *x = a, *y = b;
    const int c = str_cmp(x->folded, y->folded);
    if (c != 0)
        return c;
    if (x->rows != y->rows)
        return x->rows < y->rows ? 1 : -1;
    return str_cmp(x->text, y->text);
}

/* All texts of the split, equal ones when folded side by side, the most usual first. */
static Spelling *spellings(const RawGroup *g, int n, int split, int *n_spellings)
{
    Ranked *r = MEM_ARRAY(Ranked, n + 1);
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (g[i].key[split] != KEY_MISSING)
            r[kept++] = (Ranked){g[i].key[split], g[i].rows, g[i].member[split].text};
    *n_spellings = kept = joined(r, kept);
    Spelling *s = MEM_ARRAY(Spelling, kept + 1);
    for (int i = 0; i < kept; i++)
        s[i] = (Spelling){r[i].key, r[i].rows, r[i].text, utf8_fold_copy(r[i].text)};
    qsort(s, (size_t)kept, sizeof *s, spelling_order);
    return s;
}

/* Groups of texts that are equal when folded become one, under the most usual spelling. */
static void join_spellings(const State *state, RawGroup *g, int n, int split)
{
    int n_spellings;
    const Spelling *s = spellings(g, n, split, &n_spellings), *usual = s;
    const Spelling **of =
        MEM_ARRAY(const Spelling *, (size_t)texts_count(state->text[split]) + 2);
    for (int i = 0; i < n_spellings; i++) {
        if (!str_eq(usual->folded, s[i].folded))
            usual = &s[i];
        of[s[i].key] = usual;
    }
    for (int i = 0; i < n; i++) {
        const Spelling *to = of[g[i].key[split]];
        if (to == NULL)
            continue;
        g[i].key[split] = to->key;
        g[i].member[split].text = to->text;
    }
}

static bool is_among(const Ranked *r, int n, uint32_t key)
{
    for (int i = 0; i < n; i++)
        if (r[i].key == key)
            return true;
    return false;
}

static void keep_top(RawGroup *g, int n, int split, int top)
{
    Ranked *r = MEM_ARRAY(Ranked, n + 1);
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (g[i].key[split] != KEY_MISSING)
            r[kept++] = (Ranked){g[i].key[split], g[i].rows, g[i].member[split].text};
    kept = joined(r, kept);
    if (kept <= top)
        return;
    qsort(r, (size_t)kept, sizeof *r, by_rows);
    for (int i = 0; i < n; i++)
        if (g[i].key[split] != KEY_MISSING && !is_among(r, top, g[i].key[split]))
            g[i].member[split] = (Member){.kind = MEMBER_OTHERS};
}

/* -- in order --------------------------------------------------------------------------- */

static int member_order(const Member *a, const Member *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->kind == MEMBER_TEXT ? str_cmp(a->text, b->text) : 0;
}

static int group_order(const void *a, const void *b)
{
    const RawGroup *x = a, *y = b;
    for (int i = 0; i < x->n_splits; i++) {
        const int c = member_order(&x->member[i], &y->member[i]);
        if (c != 0)
            return c;
    }
    return 0;
}

static void show(FigureSet *f, bool *is_others, const RawGroup *g)
{
    Str *text = MEM_ARRAY(Str, g->n_splits);
    bool *others = MEM_ARRAY(bool, g->n_splits);
    for (int i = 0; i < g->n_splits; i++) {
        text[i] = g->member[i].text;
        others[i] = g->member[i].kind == MEMBER_OTHERS;
        is_others[f->n_groups] |= others[i];
    }
    f->group[f->n_groups] = text;
    f->others[f->n_groups++] = others;
}

int *figure_groups(const State *s, FigureSet *f)
{
    int n;
    RawGroup *g = raw_groups(s, &n);
    int *shown = MEM_ARRAY(int, raw_end(s) + 1);
    f->group = MEM_ARRAY(const Str *, n + 1);
    f->others = MEM_ARRAY(const bool *, n + 1);
    bool *is_others = MEM_ARRAY(bool, n + 1);
    f->is_others = is_others;
    f->n_groups = 1;
    for (int i = 0; i < s->measure->n_splits; i++)
        if (s->text[i] != NULL && s->split_type[i]->folded)
            join_spellings(s, g, n, i);
    for (int i = 0; i < s->measure->n_splits; i++)
        if (s->measure->splits[i].top > 0)
            keep_top(g, n, i, s->measure->splits[i].top);
    qsort(g, (size_t)n, sizeof *g, group_order);
    for (int i = 0; i < n && s->measure->n_splits > 0; i++) {
        if (i == 0 || group_order(&g[i - 1], &g[i]) != 0)
            show(f, is_others, &g[i]);
        shown[g[i].raw] = f->n_groups - 1;
    }
    return shown;
}
