/* dict_test.c -- codes of texts that repeat, and the room that dictionaries share. */
#include "interp/io/dict.h"
#include "tests/unit/t.h"

/* The i-th text, padded as the reader pads. */
static Text ask(Dict *d, int i)
{
    char p[64] = {0};
    int n = snprintf(p, sizeof p, "text number %d", i);
    return dict_text(d, p, (uint32_t)n);
}

static void test_codes(void)
{
    t_group("codes");
    size_t room = DICT_BYTES;
    Dict *d = dict_new(&room);
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < 1000; i++)
            if (ask(d, i).code != (uint32_t)i + 1)
                T_INT(ask(d, i).code, i + 1);
    T_INT(d->n, 1000);
    T_STR(((Str){ask(d, 7).p, ask(d, 7).n}), STR("text number 7"));
    T_INT(dict_find(d, "nothing like it \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 15), 0);
    dict_free(d);
}

/* Two dictionaries take from one room; when it is used up, what has a code keeps it and
 * what is new gets none. */
static void test_room(void)
{
    t_group("room");
    const size_t all = 20000;
    size_t room = all;
    Dict *a = dict_new(&room), *b = dict_new(&room);
    for (int i = 0; i < 1000; i++) {
        ask(a, i);
        ask(b, i);
    }
    T_OK(room < all && room > 0);
    T_OK(a->n + b->n > 50 && a->n + b->n < 400);
    T_OK(a->n - b->n <= 1);
    T_INT(ask(a, 0).code, 1);
    T_INT(ask(b, (int)b->n - 1).code, b->n);
    T_INT(ask(a, 999).code, 0);
    dict_free(a);
    dict_free(b);
}

int main(void)
{
    T_BEGIN();
    test_codes();
    test_room();
    return T_END();
}
