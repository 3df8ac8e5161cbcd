/* seek_test.c -- leads that show something: found, small, and whole. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/study/made_expr.h"
#include "interp/study/seek.h"
#include "interp/study/session.h"
#include "tests/unit/t.h"

static const int64_t now_us = INT64_C(1767268800000000); /* 2026-01-01T12:00Z */

static Session *session_of(const char *fields, const char *rest)
{
    Session *s = session_new(diags_new());
    const char *text = str_format(
        "policy \"P\" { currency BRL }\nlead {\n%s}\nuse std.text\n%s", fields, rest);
    T_INT(session_load_text(s, "t", str_of(text)), LOAD_OK);
    return s;
}

/* A lead for which the condition is yes, in words; "none". */
static const char *yes(const char *fields, const char *rest, const char *condition)
{
    Session *s = session_of(fields, rest);
    CoreExpr *e = session_expr(s, "condition", condition, &type_flag);
    const Seek k = {s->core, s->threshold, now_us};
    FoundLead f;
    return seek_yes(&k, e, e, &f) ? found_words(&k, &f) : "none";
}

static void conditions(void)
{
    t_group("conditions");
    T_Z(yes("n number\n", "", "n > 10 and n < 12"), "lead { n 11 }");
    T_Z(yes("n number\n", "", "n > 10 and n < 5"), "none");
    T_Z(yes("n number default 7\nk number\n", "", "n = 7"), "lead { }");
    T_Z(yes("n number default 7\n", "", "n missing"), "none");
    T_Z(yes("e text\n", "", "domain(e) in free_mail and e starts with \"name\""),
        "lead { e \"name@126.com\" }");
    T_Z(yes("t timestamp\n", "", "now - t > 30 days"),
        "lead { t 2025-12-02T11:00:00+00:00 }");
    T_Z(yes("r one of a, b required\nn number\n", "", "n = 3 and r != b"),
        "lead { r a, n 3 }");
    T_Z(yes("n number\nk number\nf flag\n", "persona p when n > 5 and k < 3",
            "persona = p and f"),
        "lead { n 6, k 2, f yes }");
    T_Z(yes("n number\n", "threshold bar = 20 in 0..50", "n = bar"), "lead { n 20 }");
}

static const char *end_of(const char *fields, const char *rest, bool most)
{
    Session *s = session_of(fields, rest);
    const Seek k = {s->core, s->threshold, now_us};
    FoundLead f;
    if (!seek_end(&k, made_score(s->core, 0), most, &f))
        return "none";
    return str_format("%d: %s", (int)(f.value / MICRO), found_words(&k, &f));
}

static void ends(void)
{
    static const char *const rest = "persona big when n > 50 and c = \"br\"\n"
                                    "score s { +30 when persona = big, +5 per v up to "
                                    "20 points, -10 when d, +1 when n < 3 }";
    t_group("ends of a score");
    T_Z(end_of("n number\nc text\nv number in 0..100 default 0\nd flag default no\n",
               rest, true),
        "50: lead { n 51, c \"br\", v 4 }");
    T_Z(end_of("n number\nc text\nv number in 0..100 default 0\nd flag default no\n",
               rest, false),
        "-10: lead { d yes }");
}

int main(void)
{
    T_BEGIN();
    conditions();
    ends();
    return T_END();
}
