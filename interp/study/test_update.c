/* test_update.c -- values found, written as the policy writes them. */
#include "interp/study/test_update.h"

#include "grammar/fmt.h"
#include "interp/base/mem.h"
#include "interp/io/expr_name.h"
#include "interp/study/column_const.h"
#include "interp/study/literal_node.h"
#include "interp/study/text_edit.h"
#include <stdlib.h>

/* -- one ---------------------------------------------------------------------------------- */

static bool is_equality(const CoreExpr *e)
{
    return e->kind == CORE_CALL
           && (e->kernel == K_EQ || e->kernel == K_EQ_FLAG || e->kernel == K_EQ_TEXT)
           && e->arg[1]->kind == CORE_CONST;
}

/* The column of what it compares; NULL: it is not among its parts. */
static const Column *column_of(const TestCase *t, int expect, const CoreExpr *e)
{
    const Parts p = t->parts[expect];
    for (int i = p.from; i < p.to; i++)
        if (t->extra.item[i] == e)
            return eval_extra(t->eval, i);
    return NULL;
}

static const char *literal(const TestCase *t, const Value *v, Str old)
{
    const Core *core = t->s->core;
    const bool share = v->type->kind == TY_NUMBER && str_ends(old, STR("%"));
    const Node *n =
        share ? literal_share(v->i64) : literal_node(v, core->zone, core->currency);
    if (n == NULL)
        return NULL;
    Buf b = {0};
    fmt_expr(&b, n, t->s->language);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

void test_update_of(const TestCase *t, int expect, TestMiss *miss)
{
    CoreExpr *e = t->test->expect[expect].expr;
    if (!is_equality(e))
        return;
    CoreExpr *what = expr_unfolded(e->arg[0]);
    const Column *c = column_of(t, expect, what);
    const Span at = t->s->core->span[e->arg[1]->id];
    if (c == NULL || column_missing(c, 0) || at.src == NULL)
        return;
    const Value v = literal_value(column_const(c, 0, what->type));
    miss->at = at;
    miss->value = literal(t, &v, span_text(at));
}

/* -- a file ------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const TestMiss *x = *(const TestMiss *const *)a, *y = *(const TestMiss *const *)b;
    return (x->at.lo > y->at.lo) - (x->at.lo < y->at.lo);
}

typedef struct Misses {
    const TestMiss **item;
    int n;
    size_t cap;
} Misses;

static Misses misses_of(const TestReport *r)
{
    Misses all = {0};
    for (int i = 0; i < r->n; i++)
        for (int k = 0; k < r->item[i].n; k++)
            for (int m = 0; m < r->item[i].item[k].n_misses; m++)
                MEM_PUSH(all.item, all.n, all.cap) = &r->item[i].item[k].miss[m];
    return all;
}

/* Of a file that two policies name its places are the same: once is enough. */
static TestUpdated updated(const Source *src, const Misses *all)
{
    TextEdits edits = {0};
    TestUpdated u = {.src = src};
    uint32_t done = 0;
    for (int i = 0; i < all->n; i++) {
        const TestMiss *m = all->item[i];
        if (m->value == NULL || m->at.src != src || m->at.lo < done)
            continue;
        text_edit(&edits, m->at.lo, m->at.hi, str_of(m->value));
        done = m->at.hi;
        u.n++;
    }
    Buf b = {0};
    text_edited(&b, src, &edits);
    u.text = buf_copy(&b);
    buf_free(&b);
    return u;
}

TestUpdated *test_updates(const TestReport *r, int *n, int *left)
{
    Misses all = misses_of(r);
    TestUpdated *out = MEM_ARRAY(TestUpdated, all.n + 1);
    *n = *left = 0;
    if (all.n > 0)
        qsort(all.item, (size_t)all.n, sizeof(TestMiss *), by_place);
    for (int i = 0; i < all.n; i++) {
        bool known = all.item[i]->value == NULL;
        *left += known;
        for (int k = 0; k < *n && !known; k++)
            known = out[k].src == all.item[i]->at.src;
        if (!known)
            out[(*n)++] = updated(all.item[i]->at.src, &all);
    }
    return out;
}
