/* numbering_test.c -- pairs, texts and counted numbers past every size at which they grow. */
#include "interp/engine/bag.h"
#include "interp/engine/numbering.h"
#include "tests/unit/t.h"
#include <stdlib.h>

enum { MANY = 3000 };

static void pairs(void)
{
    Pairs p;
    int same = 0;
    pairs_init(&p);
    t_group("pairs");
    for (uint32_t i = 0; i < MANY; i++)
        same += pairs_number(&p, pair_of(i % 50, i * 64)) == i;
    T_INT(same, MANY);
    for (uint32_t i = 0; i < MANY; i++)
        same += pairs_number(&p, pair_of(i % 50, i * 64)) == i;
    T_INT(same, 2 * MANY);
    T_INT(p.n, MANY);
    T_INT(pairs_number(&p, pair_of(UINT32_MAX, 0)), MANY);
    T_INT(pair_high(p.pair[MANY]), UINT32_MAX);
    T_INT(pair_low(p.pair[7]), 7 * 64);
    pairs_free(&p);
}

static void texts(void)
{
    Texts *t = texts_new();
    int same = 0;
    char text[32];
    t_group("texts");
    T_INT(texts_find(t, "", 0), -1);
    T_INT(texts_number(t, "", 0), 0);
    for (int i = 1; i < MANY; i++) {
        const int n = snprintf(text, sizeof text, "text %d", i);
        same += texts_number(t, text, (size_t)n) == (uint32_t)i;
    }
    T_INT(same, MANY - 1);
    T_INT(texts_count(t), MANY);
    T_STR(texts_text(t, 2999), STR("text 2999"));
    T_INT(texts_find(t, "text 2999", 9), 2999);
    T_INT(texts_find(t, "text 29999", 9), 2999);
    T_INT(texts_find(t, "text 29999", 10), -1);
    T_INT(texts_find(t, "", 0), 0);
    texts_free(t);
}

/* A code is looked up once, whatever text then stands beside it. */
static void codes(void)
{
    Texts *t = texts_new();
    CodeNumbers c = {0};
    const Text a = {"a", 1, 5}, b = {"b", 1, 60000}, bare = {"a", 1, 0};
    t_group("codes");
    T_INT(text_number(t, &c, &a), 0);
    T_INT(text_number(t, &c, &b), 1);
    T_INT(text_number(t, &c, &a), 0);
    T_INT(text_number(t, &c, &bare), 0);
    T_INT(texts_count(t), 2);
    free(c.next);
    texts_free(t);
}

static void bags(void)
{
    Bag a = {0}, b = {0};
    uint64_t rows = 0;
    t_group("bags");
    for (int i = 0; i < MANY; i++)
        bag_add(i % 3 == 0 ? &a : &b, (i % 100) * INT64_C(4294967296), 1);
    bag_add(&a, INT64_MIN, 2);
    T_INT(a.n, 101);
    bag_merge(&b, &a);
    T_INT(b.n, 101);
    for (uint64_t i = 0; i < b.cap; i++)
        rows += b.entry[i].count;
    T_INT(rows, MANY + 2);
    bag_free(&a);
    bag_free(&b);
    T_INT(b.n, 0);
}

int main(void)
{
    T_BEGIN();
    pairs();
    texts();
    codes();
    bags();
    return T_END();
}
