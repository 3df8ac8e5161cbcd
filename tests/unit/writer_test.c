/* writer_test.c -- decisions as NDJSON, CSV and a table, from a policy and given rows. */
#include "interp/io/writer.h"
#include "interp/study/made_rows.h"
#include "interp/study/session.h"
#include "tests/unit/t.h"

#include <unistd.h>

static const char policy[] = "policy \"p\" { timezone \"UTC\" }\n"
                             "lead { id text label\n a number\n at timestamp\n"
                             " tags list of text\n }\n"
                             "persona `say \"hi\"` when a > 1\n"
                             "score s in 0..10 {\n +4 per a up to 8 points\n"
                             " group \"g\" up to 3 points {\n +2 when a >= 1\n"
                             " +2 when a >= 2\n }\n -20 when at known\n }\n"
                             "score t = s / a\n"
                             "grade of s { A from 5, B otherwise }\n"
                             "grade size of t { big from 2, small otherwise }\n"
                             "funnel {\n stage new\n stage done since at\n"
                             " exit out when a > 100\n }\n";

static const char given_policy[] = "test \"t\" { at 2026-03-02T10:00Z\n"
                                   " given lead { %s }\n expect a = 1 }\n";

/* The lines of one lead whose fields are written as in `given lead { … }`. */
static Str written(const char *fields, OutFormat format, const char *select,
                   bool explain)
{
    const char *why = "";
    int fd[2];
    static char text[4096];
    Session *s = session_new(diags_new());
    Str source = str_of(str_format("%s%s", policy, str_format(given_policy, fields)));
    if (session_load_text(s, "p.sla", source) != LOAD_OK || pipe(fd) != 0)
        return s->diags->n > 0 ? str_of(s->diags->item[0]->text) : STR("(no core)");
    CoreExpr *e = select != NULL ? session_expr(s, "x", select, NULL) : NULL;
    Str name = str_of(select);
    WriteOptions o = {.format = format,
                      .explain = explain,
                      .select = &e,
                      .select_name = &name,
                      .n_select = select != NULL};
    ProgramWant want = {
        .lead = true, .explain = explain, .extra = &e, .n_extra = o.n_select};
    Eval *ev = eval_new(program_plan(s->core, &want));
    MadeRows *row = made_rows_new(s->core, s->core->tests[0].lead, 1);
    made_rows_at(row, s->core->tests[0].at_us);
    eval_batch(ev, &row->batch);
    Sink *sink = sink_open(NULL, fd[1], &why);
    Writer *w = writer_new(s->core, &o, sink);
    writer_batch(w, &row->batch, ev, NULL);
    writer_end(w);
    writer_free(w);
    sink_flush(sink);
    sink_close(sink, false, &why);
    close(fd[1]);
    ssize_t n = read(fd[0], text, sizeof text);
    close(fd[0]);
    eval_free(ev);
    made_rows_free(row);
    return (Str){text, n > 0 ? (size_t)n : 0};
}

static void test_ndjson(void)
{
    t_group("ndjson");
    T_STR(written("id \"x\", a 2", OUT_NDJSON, NULL, false),
          STR("{\"lead\":\"x\",\"persona\":\"say "
              "\\\"hi\\\"\",\"scores\":{\"s\":10,\"t\":5},"
              "\"grades\":{\"grade\":\"A\",\"size\":\"big\"},\"stage\":\"new\","
              "\"exit\":null}\n"));
    T_STR(written("a 0, at 2026-03-01T00:00Z", OUT_NDJSON, NULL, false),
          STR("{\"lead\":1,\"persona\":\"none\",\"scores\":{\"s\":0,\"t\":0},"
              "\"grades\":{\"grade\":\"B\",\"size\":\"small\"},\"stage\":\"done\","
              "\"exit\":null,"
              "\"marks\":[\"division_by_zero\"]}\n"));
    T_STR(
        written("id \"a\\\"b\", a 101", OUT_NDJSON, NULL, false),
        STR("{\"lead\":\"a\\\"b\",\"persona\":\"say \\\"hi\\\"\",\"scores\":{\"s\":10,"
            "\"t\":0.09901},\"grades\":{\"grade\":\"A\",\"size\":\"small\"},\"stage\":"
            "null,"
            "\"exit\":\"out\"}\n"));
}

static void test_csv(void)
{
    t_group("csv");
    T_STR(written("id \"x, y\", a 2", OUT_CSV, NULL, false),
          STR("lead,persona,s,t,grade,size,stage,exit,marks\n"
              "\"x, y\",\"say \"\"hi\"\"\",10,5,A,big,new,,\n"));
    T_STR(written("tags [\"u\", \"v w\"]", OUT_CSV, "tags", false),
          STR("tags\nu|v w\n"));
    T_STR(written("a -0.5", OUT_CSV, "a", false), STR("a\n-0.5\n"));
}

static void test_select(void)
{
    t_group("select");
    T_STR(written("tags [\"u\", \"v\"]", OUT_NDJSON, "tags", false),
          STR("{\"tags\":[\"u\",\"v\"]}\n"));
    T_STR(written("a 1", OUT_NDJSON, "at", false), STR("{\"at\":null}\n"));
    T_STR(written("a 1", OUT_NDJSON, "a > 0", false), STR("{\"a > 0\":true}\n"));
    T_STR(written("at 2026-03-01T00:00Z", OUT_NDJSON, "at", false),
          STR("{\"at\":\"2026-03-01T00:00:00+00:00\"}\n"));
}

/* 2 per a: 8; the group: 4 cut to 3; the range: 11 kept in 0..10. */
static void test_explain(void)
{
    t_group("explain");
    Str got = written("a 2", OUT_NDJSON, NULL, true);
    Str want =
        STR("\"s\":{\"points\":[{\"rule\":\"+4 per a up to 8 points\",\"points\":8},"
            "{\"rule\":\"+2 when a >= 1\",\"points\":2},"
            "{\"rule\":\"+2 when a >= 2\",\"points\":2},");
    bool found = false;
    for (size_t i = 0; i + want.n <= got.n; i++)
        found = found || memcmp(got.p + i, want.p, want.n) == 0;
    T_OK(found);
    if (!found)
        T_STR(got, want);
}

static void test_table(void)
{
    t_group("table");
    T_STR(written("id \"x\", a 2", OUT_TABLE, NULL, false),
          STR("lead  persona    s           t  grade  size  stage  exit\n"
              "x     say \"hi\"  10 ████████  5  A      big   new    -\n"));
}

int main(void)
{
    T_BEGIN();
    test_ndjson();
    test_csv();
    test_select();
    test_explain();
    test_table();
    return T_END();
}
