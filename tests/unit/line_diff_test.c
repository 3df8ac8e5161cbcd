/* line_diff_test.c -- unified diffs: a known one, and that applying them gives the text. */
#include "interp/app/line_diff.h"
#include "tests/unit/t.h"

#include <stdlib.h>

static Str diff(Str a, Str b)
{
    Buf out = {0};
    line_diff(&out, "a", a, "b", b, false);
    Str s = buf_copy(&out);
    buf_free(&out);
    return s;
}

static void test_known(void)
{
    t_group("known");
    T_STR(diff(STR("x\n"), STR("x\n")), STR(""));
    T_STR(
        diff(STR("1\n2\n3\n4\n5\n6\n7\n8\n9\n"), STR("1\n2\n3\n4\nfive\n6\n7\n8\n9\n")),
        STR("--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"));
    T_STR(diff(STR(""), STR("x\n")), STR("--- a\n+++ b\n@@ -0,0 +1,1 @@\n+x\n"));
    T_STR(diff(STR("x"), STR("x\n")), STR("--- a\n+++ b\n@@ -1,1 +1,1 @@\n-x\n"
                                          "\\ No newline at end of file\n+x\n"));
}

/* Walks a diff over the old text: what it keeps and adds must be the new text. */
static Str applied(Str old_text, Str d)
{
    Buf out = {0};
    size_t at = 0;
    int line = 1;
    const char *p = d.p;
    while (*p != '\0') {
        const char *end = strchr(p, '\n');
        if (strncmp(p, "@@ -", 4) == 0) {
            int from = atoi(p + 4), n = atoi(strchr(p, ',') + 1);
            for (; line < from + (n == 0); line++) {
                size_t next = (size_t)(strchr(old_text.p + at, '\n') - old_text.p) + 1;
                buf_str(&out, str_sub(old_text, at, next));
                at = next;
            }
        } else if (*p == ' ' || (*p == '-' && strncmp(p, "---", 3) != 0)) {
            size_t n = (size_t)(end - p);
            if (*p == ' ')
                buf_put(&out, p + 1, n);
            at += n;
            line++;
        } else if (*p == '+' && strncmp(p, "+++", 3) != 0) {
            buf_put(&out, p + 1, (size_t)(end - p));
        }
        p = end + 1;
    }
    buf_str(&out, str_sub(old_text, at, old_text.n));
    Str s = buf_copy(&out);
    buf_free(&out);
    return s;
}

static uint64_t seed = 42;
static unsigned random_below(unsigned n)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (unsigned)(seed >> 33) % n;
}

static Str random_lines(void)
{
    Buf b = {0};
    for (unsigned i = random_below(30); i > 0; i--)
        buf_format(&b, "%c\n", 'p' + (int)random_below(5));
    Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static void test_applied(void)
{
    t_group("applied");
    for (int i = 0; i < 300; i++) {
        Str a = random_lines(), b = random_lines();
        T_STR(applied(a, diff(a, b)), b);
    }
}

int main(void)
{
    T_BEGIN();
    test_known();
    test_applied();
    return T_END();
}
