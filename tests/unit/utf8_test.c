/* UTF-8: what is valid, folding, width. */
#include "interp/base/utf8.h"
#include "t.h"

static void test_valid(void)
{
    t_group("valid");
    T_INT(utf8_fault(STR("plain ascii, more than eight bytes")), -1);
    T_INT(utf8_fault(STR("São Paulo 한 \xf0\x9f\x98\x80")), -1);
    T_INT(utf8_fault(STR("12345678\xff")), 8);
    T_INT(utf8_fault(STR("a\xc0\x80")), 1);        /* overlong NUL */
    T_INT(utf8_fault(STR("\xe0\x9f\xbf")), 0);     /* overlong */
    T_INT(utf8_fault(STR("\xf0\x8f\xbf\xbf")), 0); /* overlong */
    T_INT(utf8_fault(STR("\xed\xa0\x80")), 0);     /* surrogate */
    T_INT(utf8_fault(STR("\xf4\x90\x80\x80")), 0); /* above U+10FFFF */
    T_INT(utf8_fault(STR("\xf4\x8f\xbf\xbf")), -1);
    T_INT(utf8_fault(STR("ab\xc3")), 2);
    T_INT(utf8_fault(STR("ab\xe2\x82")), 2);
    T_INT(utf8_fault(STR("\x80")), 0);
    T_OK(utf8_valid(STR("")));
}

static void test_round_trip(void)
{
    t_group("round trip");
    bool same = true;
    for (int cp = 1; cp < 0x110000; cp++) {
        if (cp >= 0xd800 && cp < 0xe000)
            continue;
        char text[4];
        size_t at = 0;
        Str s = {text, (size_t)utf8_put(text, cp)};
        same = same && utf8_fault(s) == -1 && utf8_next(s, &at) == cp && at == s.n;
    }
    T_OK(same);
    size_t at = 0;
    T_INT(utf8_next(STR("\xff"
                        "a"),
                    &at),
          0xfffd);
    T_INT(at, 1);
    T_INT(utf8_count(STR("ação 한")), 6);
}

static void test_width(void)
{
    t_group("width");
    T_INT(utf8_width(STR("abc")), 3);
    T_INT(utf8_width(STR("ação")), 4);
    T_INT(utf8_width(STR("e\xcc\x81")), 1);
    T_INT(utf8_width(STR("漢字")), 4);
    T_OK(utf8_is_ascii(STR("abcdefgh~")));
    T_OK(!utf8_is_ascii(STR("abcdefghé")));
}

static void check_fold(int line, Str s, const char *want)
{
    char out[64];
    size_t n = utf8_fold(s, out, sizeof out);
    t_str(line, str_z(s), (Str){out, n}, str_of(want));
    t_str(line, str_z(s), utf8_fold_copy(s), str_of(want));
    Str again = utf8_fold_copy(str_of(want));
    t_str(line, "folding again changes nothing", again, str_of(want));
}
#define FOLD(s, want) check_fold(__LINE__, STR(s), want)

static void test_fold(void)
{
    t_group("fold");
    FOLD("  S\xc3\xa3o  PAULO ", "sao paulo");
    FOLD("S\x61\xcc\x83o Paulo", "sao paulo");
    FOLD("AÇÃO É Ü ñ", "acao e u n");
    FOLD("", "");
    FOLD("   ", "");
    FOLD("\t a\r\n b\x0b\x0c"
         "c",
         "a b c");
    FOLD("a\xc2\xa0"
         "b\xe2\x80\x83"
         "c",
         "a b c"); /* no-break, em space */
    FOLD("Straße STRASSE", "strasse strasse");
    FOLD("\xef\xbc\xa1\xef\xbc\xa2", "ab"); /* full width */
    FOLD("\xef\xac\x81"
         "m",
         "fim"); /* ligature fi */
    FOLD("m\xc2\xb2", "m2");
    FOLD("İstanbul", "istanbul");
    FOLD("ΣΊΣΥΦΟΣ", "σισυφοσ");
    FOLD("ЁЛКА", "елка");
    FOLD("한", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab");
    FOLD("\xcc\x81", "");
    char small[3];
    T_INT(utf8_fold(STR("ABCDEF"), small, 3), 6);
    T_INT(utf8_fold(STR("ÁÉÍÓÚ"), small, 3), 5);
    T_INT(utf8_fold(STR("abc"), NULL, 0), 3);
}

static void check_lower(int line, Str s, const char *want)
{
    char out[64];
    t_str(line, str_z(s), (Str){out, utf8_lower(s, out, sizeof out)}, str_of(want));
}
#define LOWER(s, want) check_lower(__LINE__, STR(s), want)

static void test_lower(void)
{
    t_group("lower");
    LOWER("São PAULO  É", "são paulo  é");
    LOWER("ÇÃO", "ção");
    LOWER("İ", "i\xcc\x87");
    LOWER("ΟΔΥΣΣΕΥΣ Σ", "οδυσσευς σ");
    LOWER("", "");
}

int main(void)
{
    T_BEGIN();
    test_valid();
    test_round_trip();
    test_width();
    test_fold();
    test_lower();
    T_STR(utf8_nfc_copy(STR("poli\xcc\x81tica")), STR("política"));
    T_STR(utf8_nfc_copy(STR("plain")), STR("plain"));
    return T_END();
}
