/* Texts and buffers. */
#include "t.h"

static void test_compare(void)
{
    t_group("compare");
    T_OK(str_cmp(STR("a"), STR("b")) < 0);
    T_OK(str_cmp(STR("ab"), STR("a")) > 0);
    T_INT(str_cmp(STR(""), STR("")), 0);
    T_OK(str_cmp(STR("\xc3\xa9"), STR("z")) > 0);
    T_OK(str_starts(STR("lead"), STR("le")));
    T_OK(!str_starts(STR("le"), STR("lead")));
    T_OK(str_ends(STR("lead"), STR("ad")));
    T_OK(str_ends(STR("lead"), STR("")));
    T_OK(!str_ends(STR("ad"), STR("lead")));
    T_STR(str_trim(STR(" \t a b \r\n")), STR("a b"));
    T_STR(str_trim(STR("   ")), STR(""));
}

static void test_hash(void)
{
    t_group("hash");
    T_OK(str_hash(STR("")) != str_hash(((Str){"\0", 1})));
    T_OK(str_hash(STR("12345678")) != str_hash(STR("12345679")));
    T_OK(str_hash(STR("123456789")) != str_hash(STR("123456788")));
    T_OK(str_hash(STR("persona")) == str_hash(str_copy(STR("persona"))));
    /* The low bits choose the slot: of 4096 numbers few share twelve of them. */
    static unsigned char seen[4096];
    int used = 0;
    for (int i = 0; i < 4096; i++) {
        Str s = str_of(str_format("L-%d", i));
        unsigned char *slot = &seen[str_hash(s) & 4095];
        used += *slot == 0;
        *slot = 1;
    }
    T_OK(used > 2400);
}

static void test_distance(void)
{
    t_group("distance");
    T_INT(str_distance(STR("stage"), STR("stage"), 2), 0);
    T_INT(str_distance(STR("stage"), STR("stgae"), 2), 1);
    T_INT(str_distance(STR("stage"), STR("stages"), 2), 1);
    T_INT(str_distance(STR("stage"), STR("tage"), 2), 1);
    T_INT(str_distance(STR("stage"), STR("score"), 2), 3);
    T_INT(str_distance(STR("kitten"), STR("sitting"), 5), 3);
    T_INT(str_distance(STR(""), STR("abc"), 5), 3);
    T_INT(str_distance(STR(""), STR("abc"), 2), 3);
    T_INT(str_distance(STR("ca"), STR("abc"), 5), 3); /* string alignment, not full */
    T_INT(str_distance(STR("política"), STR("politica"), 2), 1);
    T_INT(str_distance(STR("ação"), STR("açao"), 0), 1);
    T_INT(str_distance(STR("a"), STR("b"), 0), 1);
}

static void test_buf(void)
{
    t_group("buf");
    Buf b = {0};
    buf_str(&b, (Str){NULL, 0});
    T_INT(b.n, 0);
    buf_i64(&b, 0);
    buf_char(&b, ' ');
    buf_i64(&b, INT64_MIN);
    buf_char(&b, ' ');
    buf_i64(&b, INT64_MAX);
    T_STR(buf_view(&b), STR("0 -9223372036854775808 9223372036854775807"));
    b.n = 0;
    buf_repeat(&b, '-', 3);
    buf_repeat(&b, '-', -1);
    buf_format(&b, "%d|%s", 7, "x");
    T_STR(buf_copy(&b), STR("---7|x"));
    for (int i = 0; i < 5000; i++)
        buf_z(&b, "0123456789");
    T_INT(b.n, 50006);
    buf_free(&b);
    T_OK(b.p == NULL && b.cap == 0);
}

static void test_json(void)
{
    t_group("json");
    Buf b = {0};
    buf_json(&b, STR("a\"b\\c\n\r\t\b\f\x01\x1f\x7fé"));
    T_STR(buf_view(&b), STR("\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\\u001f\x7fé\""));
    b.n = 0;
    buf_json(&b, STR(""));
    T_STR(buf_view(&b), STR("\"\""));
    b.n = 0;
    buf_json(&b, (Str){"\0x", 2});
    T_STR(buf_view(&b), STR("\"\\u0000x\""));
    buf_free(&b);
}

int main(void)
{
    T_BEGIN();
    test_compare();
    test_hash();
    test_distance();
    test_buf();
    test_json();
    T_Z(str_format("%s-%03d", "x", 7), "x-007");
    return T_END();
}
