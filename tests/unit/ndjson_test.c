/* ndjson_test.c -- lines of JSON: what is a record, what is not, and where the fault is. */
#include "tests/unit/reader_part.h"

static Core *simple(void)
{
    CoreField f[] = {field_of("id", &type_text), field_of("size", &type_number)};
    f[1].has_from = true;
    f[1].from = STR("company.size");
    return core_of(2, f);
}

static const char *code(const char *line)
{
    Run r = run_text(simple(), line, NULL);
    T_INT(r.stats.read, r.stats.accepted + r.stats.rejected);
    Str s = str_of(r.rejects);
    s.n = s.n < 5 ? s.n : 5;
    return r.stats.read == 0 ? "none" : r.stats.rejected > 0 ? str_z(s) : "row";
}

/* Texts that RFC 8259 takes, and texts that it does not. */
static void test_grammar(void)
{
    t_group("grammar");
    static const char *const sound[] = {
        "{}",
        " {} ",
        "{\"a\":[]}",
        "{\"a\":[1,2.5,-0,0.1e+9,1E-2]}",
        "{\"a\":{\"b\":[{}]}}",
        "{ \"a\" : \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\" , \"b\" : null }",
        "{\"a\":\"\\ud83d\\ude00\"}",
        "{\"\":1,\"id\":\"\"}",
        "{\"a\":\"\x7f\"}",
        "{\"a\":[true,false,null]}",
        "{\"a\":[[],[[]],{\"b\":{}}]}",
        "{\"a\":123456789012345678901234567890}",
    };
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
        T_Z(code(sound[i]), "row");
    static const char *const bad[] = {
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":NaN}",
        "{\"a\":True}",
        "{\"a\":nul}",
        "{\"a\":[1,]}",
        "{\"a\":[1}",
        "{\"a\":{\"b\":1]}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\ude00\"}",
        "{\"a\":\"\\ud800\\u0041\"}",
        "{\"a\":\"b}",
        "{\"a\":1}}",
        "{\"a\":1} x",
        "{\"id\":01}",
        "{\"id\":\"\t\"}",
        "{\"company\":{\"size\":1,}}",
        "{\"id\":[}",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":tru}",
        "{\"a\":1x}",
        "{\"id\":1x}",
        "{\"a\":[1 2]}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        T_Z(code(bad[i]), "E0501");
    ReadOptions lines = {.format = INPUT_NDJSON};
    Run r = run_text(simple(), "[1]\n\"a\"\n5\nnull\ntrue\nx\n", &lines);
    T_INT(r.stats.by_code[E0518], 5);
    T_INT(r.stats.by_code[E0501], 1);
    T_Z(code("\n \t\r\n"), "none");
    T_Z(code(""), "none");
}

static const char *nested(int depth)
{
    Buf b = {0};
    buf_z(&b, "{\"a\":");
    buf_repeat(&b, '[', depth);
    buf_repeat(&b, ']', depth);
    buf_z(&b, "}\n");
    return str_z(buf_view(&b));
}

static void test_depth(void)
{
    t_group("depth");
    T_Z(code(nested(511)), "row");
    T_Z(code(nested(512)), "E0501");
    T_Z(code(nested(100000)), "E0501");
}

/* What was learnt of the keys does not let through what the grammar refuses. */
static void test_learnt(void)
{
    t_group("learnt keys");
    Run r = run_text(simple(),
                     "{\"id\":1}\n{\"x\":1,\"id\":2}\n{\"x\":1{\"id\":3}\n{ \"id\":4}\n"
                     "{ \"id\":  5}\n{\"x\":6,\"id\":\t6}\n",
                     NULL);
    T_Z(r.rows, "id=1 size=~\nid=2 size=~\nid=4 size=~\nid=5 size=~\nid=6 size=~\n");
    T_INT(r.stats.by_code[E0501], 1);
}

static void test_twice(void)
{
    t_group("keys twice");
    T_Z(code("{\"id\":1,\"id\":1}"), "E0502");
    T_Z(code("{\"x\":1,\"x\":1}"), "E0502");
    T_Z(code("{\"x\":1,\"\\u0078\":1}"), "E0502");
    T_Z(code("{\"company\":{\"size\":1,\"size\":2}}"), "E0502");
    T_Z(code("{\"company\":{\"a\":1,\"a\":2}}"), "E0502");
    T_Z(code("{\"other\":{\"a\":1,\"a\":2}}"), "row");
    T_Z(code("{\"x\":1,\"x\":}"), "E0501");
    Run r = run_text(simple(), "{\"id\":1,  \"id\":2}\n", NULL);
    T_Z(r.reasons, "the key \"id\" stands twice in one object\n");
    T_Z(r.rejects, "E0502 1:1:16@0 |id|{\"id\":1,  \"id\":2}\n");
    Buf b = {0};
    for (int k = 0; k < 2; k++) {
        buf_z(&b, "{");
        for (int i = 0; i < 5000; i++)
            buf_format(&b, "\"a rather long name of a key, number %d\":0,", i);
        buf_z(&b, k == 0 ? "\"id\":1}\n"
                         : "\"a rather long name of a key, number 4999\":1}\n");
    }
    T_Z(code(str_z(buf_view(&b))), "E0502");
    buf_free(&b);
}

static void test_paths(void)
{
    t_group("paths");
    Run r = run_text(
        simple(),
        "{\"company\":{\"name\":\"x\",\"size\":3}}\n"
        "{\"company.size\":4,\"company\":{\"size\":5}}\n"
        "{\"company\":{\"size\":5},\"company.size\":6}\n"
        "{\"company\":\"x\"}\n{\"company\":null}\n{\"company\":[{\"size\":1}]}\n"
        "{\"company\":{\"size\":\"bad\"},\"company.size\":null}\n",
        NULL);
    T_Z(r.rows, "id=~ size=3000000\nid=~ size=4000000\nid=~ size=6000000\n"
                "id=~ size=~\nid=~ size=~\nid=~ size=~\nid=~ size=~\n");
}

static void test_place(void)
{
    t_group("place and reason");
    Run r = run_text(simple(), "{\"id\":1}\r\n\r\n  {\"id\":tru}\n{\"id\":2}\n", NULL);
    T_Z(r.rejects, "E0501 3:3:9@12 ||  {\"id\":tru}\n");
    T_Z(r.reasons, "not JSON: a value is expected here\n");
    T_Z(r.rows, "id=1 size=~\nid=2 size=~\n");
    r = run_text(
        simple(),
        "{\"id\":\"\xc3\xa9\"}\n{\"id\":\"\xff\"}\n{\"id\":\"\xc3\"}\n{\"id\":3}",
        NULL);
    T_INT(r.stats.by_code[E0503], 2);
    T_INT(r.stats.accepted, 2);
    r = run_text(simple(), "{\"ID\":1,\"compani\":2}\n", NULL);
    T_Z(r.findings, "W0510 W0510 ");
}

/* The answer does not depend on how the input is cut into chunks and batches. */
static void test_chunks(void)
{
    t_group("chunks");
    const char *text = "{\"id\":\"a\\u00e9\xc3\xa9\",\"company\":{\"size\":1}}\n"
                       "{\"id\":\"0123456789012345678901234567890123456789\"}\n"
                       "{\"id\":tru}\n\n{\"id\":\"\xc3\"}\n{\"id\":[1,{\"a\":\"]\"}]}\n"
                       "{\"company\":{\"size\":\"x\"}}\r\n{\"id\":7}\n"
                       "{\"id\":\"last\"}";
    ReadOptions o = {.max_record = 48};
    Run whole = run_text(simple(), text, &o);
    T_INT(whole.stats.read, 8);
    T_INT(whole.stats.by_code[E0504], 1);
    for (size_t chunk = 1; chunk < 80; chunk += chunk < 8 ? 1 : 7) {
        o.chunk = chunk;
        o.batch_rows = 1 + (int)chunk % 3;
        Run r = run_text(simple(), text, &o);
        T_Z(r.rows, whole.rows);
        T_Z(r.rejects, whole.rejects);
        T_Z(r.reasons, whole.reasons);
    }
}

static void test_too_long(void)
{
    t_group("too long");
    Buf b = {0};
    buf_z(&b, "{\"id\":\"a\"}\n{\"id\":\"");
    buf_repeat(&b, 'x', 300000);
    buf_z(&b, "\"}\n{\"id\":\"b\"}\n");
    ReadOptions o = {.max_record = 1000, .chunk = 4096};
    Run r = run_bytes(simple(), buf_view(&b), &o);
    T_Z(r.rows, "id=a size=~\nid=b size=~\n");
    T_INT(r.stats.by_code[E0504], 1);
    T_Z(r.reasons, "the record is longer than 1000 bytes\n");
    buf_free(&b);
}

/* After the second batch no block is asked of malloc. */
static void test_steady(void)
{
    t_group("steady state");
    Buf b = {0};
    for (int i = 0; i < 20000; i++)
        buf_format(
            &b, "{\"id\":\"L%08d\",\"name\":\"someone\",\"company\":{\"size\":%d}}\n",
            i, i % 7);
    ReadOptions o = {.chunk = 65536};
    Run r = run_bytes(simple(), buf_view(&b), &o);
    T_INT(r.stats.accepted, 20000);
    T_OK(r.stats.grown
         <= r.grown_first + 16); /* the dictionary fills up, then closes */
    buf_free(&b);
}

int main(void)
{
    T_BEGIN();
    test_grammar();
    test_depth();
    test_learnt();
    test_twice();
    test_paths();
    test_place();
    test_chunks();
    test_too_long();
    test_steady();
    return T_END();
}
