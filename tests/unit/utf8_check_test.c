/* utf8_check_test.c -- the check by tables against the one by rules. */
#include "interp/io/utf8_check.h"

#include "interp/base/utf8.h"
#include "tests/prop/rng.h"
#include "tests/unit/t.h"

/* Every two and three bytes from those where rules change, at every place in a block. */
static void test_edges(void)
{
    static const char edge[] =
        "\x00\x41\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0\xc1\xc2\xdf\xe0\xe1\xec"
        "\xed\xee\xef\xf0\xf1\xf3\xf4\xf5\xf8\xff";
    enum { N = sizeof edge - 1 };
    int wrong = 0;
    for (int a = 0; a < N * N * N * N; a++) {
        char text[40];
        memset(text, 'x', sizeof text);
        size_t at = 26 + (size_t)a % 7;
        text[at] = edge[a % N];
        text[at + 1] = edge[a / N % N];
        text[at + 2] = edge[a / N / N % N];
        text[at + 3] = edge[a / N / N / N];
        for (size_t n = at + 1; n <= at + 5; n++)
            wrong += utf8_check((Str){text, n}) != utf8_valid((Str){text, n});
    }
    T_INT(wrong, 0);
}

static void test_random(void)
{
    static const char *const bits[] = {"a",          "é",    "€",    "😀",
                                       "0123456789", "\xc3", "\xa9", "\xf0\x9f"};
    Rng rng = {7};
    int wrong = 0, sound = 0;
    for (int i = 0; i < 20000; i++) {
        Buf b = {0};
        int odd = rng_below(&rng, 3) == 0 ? 8 : 5;
        for (int n = rng_below(&rng, 40); n > 0; n--)
            buf_z(&b, bits[rng_below(&rng, odd)]);
        wrong += utf8_check(buf_view(&b)) != utf8_valid(buf_view(&b));
        sound += utf8_check(buf_view(&b));
        buf_free(&b);
    }
    T_INT(wrong, 0);
    T_OK(sound > 5000 && sound < 19000);
}

int main(void)
{
    T_BEGIN();
    test_edges();
    test_random();
    return T_END();
}
