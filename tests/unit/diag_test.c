/* Findings: filling sentences, order, and the four shapes, whole. */
#include "interp/base/diag_render.h"
#include "t.h"

static Span span_of(const Source *s, const char *what)
{
    const char *p = strstr(s->text.p, what);
    uint32_t lo = p != NULL ? (uint32_t)(p - s->text.p) : 0;
    return (Span){s, lo, lo + (uint32_t)strlen(what)};
}

static Diag *finding(Diags *ds, DiagCode code, Span at, const char *text,
                     const char *what)
{
    Diag *d = diag_at(ds, code, at, MSG_ONE_ERROR);
    d->text = text;
    d->span_label = what;
    return d;
}

static void label(Diag *d, Span at, const char *text)
{
    d->label[d->n_labels++] = (DiagLabel){at, text};
}

static void check(int line, const Diag *d, DiagFormat format, const char *want)
{
    Buf b = {0};
    diag_render(&b, d, format, false);
    t_str(line, "rendered", buf_view(&b), str_of(want));
    buf_free(&b);
}
#define RENDER(d, format, want) check(__LINE__, d, format, want)

static void test_messages(void)
{
    t_group("messages");
    T_Z(msg_text(MSG_ERRORS, "7"), "7 errors");
    T_Z(msg_text(MSG_ERRORS), " errors");
    T_STR(msg_raw(MSG_ERRORS), STR("{0} errors"));
    DiagCode code;
    T_OK(diag_code_of(STR("W0510"), &code) && code == W0510);
    T_OK(!diag_code_of(STR("E9999"), &code));
    T_INT(diag_info(W0510)->severity, SEV_WARNING);
    T_Z(diag_info(E0501)->name, "E0501");
    for (int i = 0; i < (int)N_DIAG_CODES; i++) {
        DiagInfo info = *diag_info((DiagCode)i);
        T_OK(diag_code_of(str_of(info.name), &code) && (int)code == i);
        T_OK((info.name[0] == 'W') == (info.severity != SEV_ERROR));
        T_OK(info.title[0] != '\0' && info.about[0] != '\0');
    }
}

static void test_one_span(void)
{
    t_group("one span");
    Source *s = source_new(
        "p.sla", STR("policy x\n\tclause\n    within   2 days on commercial\n"));
    Diags *ds = diags_new();
    Diag *d = finding(ds, E0501, span_of(s, "2 days"), "`2 days` could be either",
                      "a day has 24 hours");
    diag_help(d, MSG_ERRORS, "48");
    RENDER(d, DIAG_HUMAN,
           "error[E0501]: `2 days` could be either\n"
           "  ┌─ p.sla:3:14\n"
           "3 │     within   2 days on commercial\n"
           "  │              ^^^^^^ a day has 24 hours\n"
           "  = help: 48 errors\n");
    RENDER(d, DIAG_PLAIN,
           "error[E0501]: `2 days` could be either\n"
           "  --> p.sla:3:14\n"
           "3 |     within   2 days on commercial\n"
           "  |              ^^^^^^ a day has 24 hours\n"
           "  = help: 48 errors\n");
    RENDER(d, DIAG_GNU, "p.sla:3:14: error[E0501]: `2 days` could be either\n");
    RENDER(
        d, DIAG_JSON,
        "{\"code\":\"E0501\",\"severity\":\"error\",\"file\":\"p.sla\",\"line\":3,"
        "\"col\":14,"
        "\"end_line\":3,\"end_col\":20,\"message\":\"`2 days` could be either\","
        "\"label\":\"a day has 24 hours\",\"labels\":[],\"help\":[\"48 errors\"]}\n");
    d = finding(ds, W0510, span_of(s, "clause"), "tab", NULL);
    RENDER(d, DIAG_PLAIN,
           "warning[W0510]: tab\n"
           "  --> p.sla:2:2\n"
           "2 |  clause\n"
           "  |  ^^^^^^\n");
}

static void test_labels(void)
{
    t_group("labels");
    Source *s = source_new(
        "t.sla", STR("a\nrule slow when amount + 4h30m > 500 EUR;\n\n\nend\n"));
    Diags *ds = diags_new();
    Diag *d = finding(ds, E0501, span_of(s, "+"), "no '+'", NULL);
    label(d, span_of(s, "amount"), "money in EUR");
    label(d, span_of(s, "4h30m"), "duration");
    RENDER(d, DIAG_PLAIN,
           "error[E0501]: no '+'\n"
           "  --> t.sla:2:23\n"
           "2 | rule slow when amount + 4h30m > 500 EUR;\n"
           "  |                ------ ^ ----- duration\n"
           "  |                money in EUR\n");
    d->span_label = "here";
    label(d, span_of(s, "end"), "because of this");
    label(d, span_of(s, "a\n"), "and this");
    RENDER(d, DIAG_PLAIN,
           "error[E0501]: no '+'\n"
           "  --> t.sla:2:23\n"
           "1 | a\n"
           "  | - and this\n"
           "2 | rule slow when amount + 4h30m > 500 EUR;\n"
           "  |                ------ ^ ----- duration\n"
           "  |                |      here\n"
           "  |                money in EUR\n"
           "  :\n"
           "5 | end\n"
           "  | --- because of this\n");
    Source *other = source_new("u.sla", STR("define amount = 1"));
    d = finding(ds, E0501, span_of(s, "amount"), "twice", "again");
    label(d, span_of(other, "amount"), "first here");
    RENDER(d, DIAG_PLAIN,
           "error[E0501]: twice\n"
           "  --> t.sla:2:16\n"
           "2 | rule slow when amount + 4h30m > 500 EUR;\n"
           "  |                ^^^^^^ again\n"
           "  --> u.sla:1:8\n"
           "1 | define amount = 1\n"
           "  |        ------ first here\n");
    d = finding(ds, E0501, span_of(s, "4h30m"), "around", "inner");
    label(d, span_of(s, "amount + 4h30m > 500"), "outer");
    RENDER(d, DIAG_PLAIN,
           "error[E0501]: around\n"
           "  --> t.sla:2:25\n"
           "2 | rule slow when amount + 4h30m > 500 EUR;\n"
           "  |                ---------^^^^^------\n"
           "  |                |        inner\n"
           "  |                outer\n");
}

static void test_wide(void)
{
    t_group("wide");
    Source *s = source_new("w.sla", STR("nome \"漢字\" poli\xcc\x81tica ação x\r\nb"));
    Diags *ds = diags_new();
    Diag *d = finding(ds, E0501, span_of(s, "ação"), "wide", "here");
    RENDER(d, DIAG_PLAIN,
           "error[E0501]: wide\n"
           "  --> w.sla:1:21\n"
           "1 | nome \"漢字\" política ação x\n"
           "  |                      ^^^^ here\n");
    /* an empty span at a line's end, a span of several lines, one past the end */
    d = finding(ds, E0501,
                (Span){s, span_of(s, "x\r").hi - 1, span_of(s, "x\r").hi - 1}, "end",
                "here");
    RENDER(d, DIAG_PLAIN,
           "error[E0501]: end\n"
           "  --> w.sla:1:27\n"
           "1 | nome \"漢字\" política ação x\n"
           "  |                            ^ here\n");
    d = finding(ds, E0501, span_join(span_of(s, "x"), span_of(s, "b")), "two lines",
                NULL);
    RENDER(d, DIAG_PLAIN,
           "error[E0501]: two lines\n"
           "  --> w.sla:1:26\n"
           "1 | nome \"漢字\" política ação x\n"
           "  |                           ^\n");
    d = finding(ds, E0501, (Span){s, 5000, 6000}, "past", NULL);
    RENDER(d, DIAG_PLAIN, "error[E0501]: past\n  --> w.sla:2:2\n2 | b\n  |  ^\n");
    s = source_new("e.sla", STR("x \xe2\x80\xae y\x1b[31m \xff z"));
    d = finding(ds, E0501, span_of(s, "z"), "hidden", NULL);
    RENDER(d, DIAG_PLAIN,
           "error[E0501]: hidden\n  --> e.sla:1:14\n"
           "1 | x \xef\xbf\xbd y [31m \xef\xbf\xbd z\n  |              ^\n");
}

static void test_long(void)
{
    t_group("long");
    Buf line = {0};
    buf_repeat(&line, 'a', 300);
    buf_z(&line, "HERE");
    buf_repeat(&line, 'b', 300);
    Source *s = source_new("l.sla", buf_copy(&line));
    buf_free(&line);
    Diags *ds = diags_new();
    Diag *d = finding(ds, E0501, span_of(s, "HERE"), "long", "this");
    label(d, (Span){s, 0, 1}, "far left");
    Buf b = {0};
    diag_render(&b, d, DIAG_HUMAN, false);
    Str text = buf_view(&b);
    T_OK(strstr(str_z(text), "│ …aaaa") != NULL);
    T_OK(strstr(str_z(text), "bbb…\n") != NULL);
    const char *shown = strstr(str_z(text), "…aaa"), *here = strstr(shown, "HERE");
    const char *caret = strstr(str_z(text), "^^^^ this");
    T_OK(here != NULL && caret != NULL);
    size_t col = 0;
    while (caret[-1 - (ptrdiff_t)col] != '\n')
        col++;
    /* the bar is three bytes and one column, and so is the mark of the cut */
    T_INT(col, (size_t)(here - shown) - 2 + strlen("  │ "));
    buf_free(&b);
}

static void test_files(void)
{
    t_group("files");
    Diags *ds = diags_new();
    Diag *d = diag_file(ds, E0501, "leads.csv:88:17", MSG_ERRORS, DIAG_ARGS("3"));
    RENDER(d, DIAG_HUMAN, "leads.csv:88:17: error[E0501]: 3 errors\n");
    RENDER(d, DIAG_GNU, "leads.csv:88:17: error[E0501]: 3 errors\n");
    RENDER(d, DIAG_JSON,
           "{\"code\":\"E0501\",\"severity\":\"error\",\"file\":\"leads.csv:88:17\","
           "\"line\":null,"
           "\"col\":null,\"end_line\":null,\"end_col\":null,\"message\":\"3 errors\","
           "\"label\":null,\"labels\":[],\"help\":[]}\n");
    d = diag_file(ds, W0510, NULL, MSG_ONE_ERROR, NULL);
    RENDER(d, DIAG_PLAIN, "warning[W0510]: 1 error\n");
    T_INT(ds->n_errors, 1);
    T_INT(ds->n_warnings, 1);
    T_OK(diags_any_error(ds));
}

static void test_many(void)
{
    t_group("many");
    Source *a = source_new("a.sla", STR("one two three")),
           *z = source_new("z.sla", STR("x"));
    Diags *ds = diags_new();
    finding(ds, E0501, span_of(z, "x"), "z", NULL);
    finding(ds, E0501, span_of(a, "three"), "a three", NULL);
    finding(ds, W0510, span_of(a, "one"), "a one, later code", NULL);
    finding(ds, E0501, span_of(a, "one"), "a one", NULL);
    Buf b = {0};
    diags_render(&b, ds, DIAG_GNU, false);
    T_STR(buf_view(&b), STR("z.sla:1:1: error[E0501]: z\n"
                            "a.sla:1:1: error[E0501]: a one\n"
                            "a.sla:1:1: warning[W0510]: a one, later code\n"
                            "a.sla:1:9: error[E0501]: a three\n"));
    b.n = 0;
    for (int i = 0; i < 30; i++)
        finding(ds, E0501, span_of(a, "two"), "more", NULL);
    diags_render(&b, ds, DIAG_PLAIN, false);
    int shown = 0;
    for (const char *p = str_z(buf_view(&b)); (p = strstr(p, "error[")) != NULL; p++)
        shown++;
    T_INT(shown, DIAG_LIMIT);
    T_OK(str_ends(buf_view(&b),
                  STR("\n33 errors, 1 warning; the first 20 errors are shown\n")));
    b.n = 0;
    diags_render(&b, diags_new(), DIAG_HUMAN, true);
    T_INT(b.n, 0);
    buf_free(&b);
}

int main(void)
{
    T_BEGIN();
    test_messages();
    test_one_span();
    test_labels();
    test_wide();
    test_long();
    test_files();
    test_many();
    return T_END();
}
