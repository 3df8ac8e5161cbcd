/* cells_test.c -- values that a policy's conditions tell apart, field by field. */
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/lang/value.h"
#include "interp/study/cells.h"
#include "interp/study/literal_node.h"
#include "interp/study/session.h"
#include "tests/unit/t.h"

static const int64_t now_us = INT64_C(1767268800000000); /* 2026-01-01T12:00Z */

/* "a 9, 10, 11, missing": all values of a field, as they are written. */
static const char *values(const char *fields, const char *rest, const char *name)
{
    Session *s = session_new(diags_new());
    const char *text =
        str_format("policy \"P\" { currency BRL }\nlead {\n%s}\n%s", fields, rest);
    if (session_load_text(s, "t", str_of(text)) != LOAD_OK)
        return s->diags->n > 0 ? s->diags->item[0]->text : "?";
    const CellField *f = cells_of(&(CellsWant){.core = s->core, .now_us = now_us});
    const CellField *of = &f[core_field(s->core, str_of(name))];
    Buf b = {0};
    for (int i = 0; i < of->n; i++) {
        const Value v = literal_value(of->value[i]);
        buf_z(&b, i > 0 ? ", " : "");
        value_print(&b, &v, s->core->zone, s->core->currency, true);
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void scales(void)
{
    t_group("on a scale");
    T_Z(values("n number\n", "define a = n > 10\npersona p when a", "n"),
        "9, 10, 11, missing");
    T_Z(values("n number in 0..10\n", "persona p when n > 10 or n < 1", "n"),
        "0, 0.5, 1, 2, 10, missing");
    T_Z(values("n number default 0\n", "persona p when n * 2 - 6 > 10", "n"),
        "7, 8, 9");
    T_Z(values("n number default 0\n", "score s { +5 per n up to 30 points }", "n"),
        "-1, 0, 0.5, 1, 2, 6, 7");
    T_Z(values("n number default 0\n",
               "threshold bar = 7 in 0..10\nscore s { +5 when n >= bar }", "n"),
        "6, 7, 8");
    T_Z(values("t timestamp required\n", "persona p when now - t > 30 days", "t"),
        "2025-12-02T11:00:00+00:00, 2025-12-02T12:00:00+00:00, "
        "2025-12-02T13:00:00+00:00");
}

static void others(void)
{
    t_group("texts, members, flags, lists");
    T_Z(values("e one of x, y\n", "persona p when e = x", "e"), "x, y, missing");
    T_Z(values("f flag default no\n", "persona p when f", "f"), "yes, no");
    T_Z(values("s text required\n", "persona p when s in [\"a\", \"b\"]", "s"),
        "\"a\", \"b\", \"other\"");
    T_Z(values("s text required\n", "persona p when domain(s) = \"x.com\"", "s"),
        "\"name@x.com\", \"name@example.com\"");
    T_Z(values("l list of text\n", "persona p when l contains \"a\"", "l"),
        "[], [\"a\"], missing");
    T_Z(values("n number\nk number\n", "persona p when n > 1", "k"), "");
}

int main(void)
{
    T_BEGIN();
    scales();
    others();
    return T_END();
}
