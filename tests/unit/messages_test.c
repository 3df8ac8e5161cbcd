/* messages_test.c -- every sentence is there in both languages, with the same places to fill. */
#include "interp/base/diag.h"
#include "tests/unit/t.h"

/* The n-th piece between two such signs, the signs with it; p NULL: there are no more. */
static Str piece(Str s, char open, char close, int n)
{
    for (size_t i = 0; i < s.n; i++) {
        size_t end = i + 1;
        if (s.p[i] != open)
            continue;
        while (end < s.n && s.p[end] != close && (open == close || s.p[end] != '`'))
            end++;
        if (end == s.n)
            return (Str){NULL, 0};
        if (s.p[end] != close)
            continue; /* a brace that is shown, not a place */
        if (n-- == 0)
            return str_sub(s, i, end + 1);
        i = open == close ? end : i;
    }
    return (Str){NULL, 0};
}

static int times(Str s, Str what)
{
    int n = 0;
    for (size_t i = 0; i + what.n <= s.n; i++)
        n += memcmp(s.p + i, what.p, what.n) == 0;
    return n;
}

/* As often in both; their order may be another. */
static bool same_pieces(Str a, Str b, char open, char close)
{
    int n = 0;
    for (Str p; (p = piece(a, open, close, n)).p != NULL; n++)
        if (times(a, p) != times(b, p))
            return false;
    return piece(b, open, close, n).p == NULL;
}

static void test_message(int id)
{
    const Str en = msg_in((MsgId)id, MSG_ENGLISH), pt = msg_in((MsgId)id, MSG_PORTUGUESE);
    t_group(str_z(en));
    T_OK(pt.n > 0);
    T_OK(same_pieces(en, pt, '{', '}'));
    T_OK(same_pieces(en, pt, '`', '`'));
}

static void test_code(int code)
{
    const DiagInfo *d = diag_info((DiagCode)code);
    t_group(d->name);
    T_OK(d->title_pt != NULL && d->title_pt[0] != '\0');
    T_OK(d->about_pt != NULL && d->about_pt[0] != '\0');
}

static void test_speaking(void)
{
    t_group("speaking");
    T_STR(msg_raw(MSG_TRY_HELP), STR("try:  acordo help"));
    msg_speak(MSG_PORTUGUESE);
    T_STR(msg_raw(MSG_TRY_HELP), STR("veja:  acordo help"));
    T_Z(msg_text(MSG_IMP_GO, "2", "a", "b"), "2 vão de a para b");
    msg_speak(MSG_ENGLISH);
}

int main(void)
{
    T_BEGIN();
    test_speaking();
    for (int i = 0; i < (int)N_MSGS; i++)
        test_message(i);
    for (int i = 0; i < (int)N_DIAG_CODES; i++)
        test_code(i);
    return T_END();
}
