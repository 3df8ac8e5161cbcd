/* Sources: lines, NFC, and columns of the file as it was given. */
#include "interp/base/source.h"
#include "t.h"

static void check_pos(int line, const Source *s, const char *at, int want_line,
                      int want_col)
{
    const char *p = strstr(s->text.p, at);
    Pos pos = {0, 0};
    if (p != NULL)
        pos = source_pos(s, (uint32_t)(p - s->text.p));
    t_int(line, at, pos.line, want_line);
    t_int(line, at, pos.col, want_col);
}
#define T_POS(s, at, l, c) check_pos(__LINE__, (s), (at), (l), (c))

static void test_lines(void)
{
    t_group("lines");
    Source *s = source_new("a", STR("one\r\n\ttwo\nthree"));
    T_INT(s->n_lines, 3);
    T_STR(source_line(s, 1), STR("one"));
    T_STR(source_line(s, 2), STR("\ttwo"));
    T_STR(source_line(s, 3), STR("three"));
    T_STR(source_line(s, 4), STR(""));
    T_STR(source_line(s, 0), STR(""));
    T_POS(s, "two", 2, 2);
    T_POS(s, "ree", 3, 3);
    Pos end = source_pos(s, 9999);
    T_INT(end.line, 3);
    T_INT(end.col, 6);
    T_INT(source_new("a", STR("x\n"))->n_lines, 2);
    T_INT(source_new("a", STR(""))->n_lines, 1);
    T_INT(source_pos(source_new("a", STR("")), 0).col, 1);
}

static void test_nfc(void)
{
    t_group("nfc");
    /* i + acute, c + cedilla, a + tilde: three code points fewer in NFC */
    Source *s = source_new("a", STR("poli\xcc\x81tica c\xcc\xa7"
                                    "a\xcc\x83o end\nnext é line"));
    T_OK(str_starts(s->text, STR("política ção end")));
    T_POS(s, "política", 1, 1);
    T_POS(s, "tica", 1, 6);
    T_POS(s, "ção", 1, 11);
    T_POS(s, "ão", 1, 13);
    T_POS(s, "end", 1, 17);
    T_POS(s, "next", 2, 1);
    T_POS(s, "line", 2, 8);
    /* Hangul jamo join; a mark may stand on an ASCII letter at the very end */
    s = source_new("a", STR("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab x e\xcc\x81"));
    T_STR(s->text, STR("한 x é"));
    T_POS(s, "x", 1, 5);
    T_OK(source_new("a", STR("já é NFC"))->map == NULL);
}

static void test_bom_and_faults(void)
{
    t_group("faults");
    Source *s = source_new("a", STR("\xef\xbb\xbfpolicy"));
    T_STR(s->text, STR("policy"));
    T_POS(s, "policy", 1, 1);
    T_INT(source_fault(STR("\xef\xbb\xbfok\t\r\né")), -1);
    T_INT(source_fault(STR("ab\x01")), 2);
    T_INT(source_fault(STR("ab\x7f")), 2);
    T_INT(source_fault((Str){"a\0b", 3}), 1);
    T_INT(source_fault(STR("\xc3\xa9\xff")), 2);
    T_INT(source_fault(STR("a\x02\xff")), 1);
    s = source_new("a", STR("bad \xff here"));
    T_POS(s, "here", 1, 7);
}

int main(void)
{
    T_BEGIN();
    test_lines();
    test_nfc();
    test_bom_and_faults();
    Source *s = source_new("a", STR("let x = 1"));
    Span a = {s, 4, 5}, b = {s, 8, 9};
    T_STR(span_text(span_join(a, b)), STR("x = 1"));
    return T_END();
}
