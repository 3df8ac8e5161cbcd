/* reader_test.c -- inputs, formats, rejects and counts, by a core built by hand. */
#include "tests/unit/reader_part.h"

static Core *simple(void)
{
    CoreField f[] = {field_of("id", &type_text), field_of("n", &type_number),
                     field_of("ok", &type_flag)};
    return core_of(3, f);
}

static void test_ndjson(void)
{
    t_group("ndjson");
    Run r = run_text(simple(),
                     "{\"id\":\"a\",\"n\":1.5,\"ok\":true}\n\n{\"n\":\"2\"}\r\n", NULL);
    T_Z(r.rows, "id=a n=1500000 ok=yes\nid=~ n=2000000 ok=~\n");
    T_Z(r.rejects, "");
    T_INT(r.stats.read, 2);
    T_INT(r.stats.accepted, 2);
    r = run_text(simple(), "{\"id\":1}\n{\"id\":x}\n{\"n\":\"abc\"}\n{\"id\":\"z\"}",
                 NULL);
    T_Z(r.rows, "id=1 n=~ ok=~\nid=z n=~ ok=~\n");
    T_Z(r.rejects,
        "E0501 2:2:7@9 ||{\"id\":x}\nE0507 3:3:7@18 n|abc|{\"n\":\"abc\"}\n");
    T_INT(r.stats.read, r.stats.accepted + r.stats.rejected);
}

static void test_csv(void)
{
    t_group("csv");
    Run r = run_text(
        simple(), "\xef\xbb\xbfid;x;n;ok\r\na;1;2.5;sim\r\n\"b;\"\"\n\";;;n\n\n", NULL);
    T_Z(r.rows, "id=a n=2500000 ok=yes\nid=b;\"\n n=~ ok=no\n");
    r = run_text(simple(), "id,n,ok\na,1\nb,x,1\nc,2,1,4\nd,3,0", NULL);
    T_Z(r.rows, "id=d n=3000000 ok=no\n");
    T_Z(r.rejects,
        "E0512 2:2:0@8 ||a,1\nE0507 3:3:2@12 n|x|b,x,1\nE0512 4:4:0@18 ||c,2,1,4\n");
}

static void test_json(void)
{
    t_group("json");
    Run r =
        run_text(simple(), "[{\"id\":\"a\"},\n {\"id\":\"b\",\n \"n\":3}, 5]\n", NULL);
    T_Z(r.rows, "id=a n=~ ok=~\nid=b n=3000000 ok=~\n");
    T_Z(r.rejects, "E0518 3:3:10@34 ||5\n");
    r = run_text(simple(),
                 "{\"total\": {\"records\": [1]},\n \"records\": [{\"id\":\"a\"}]}",
                 NULL);
    T_Z(r.rows, "id=a n=~ ok=~\n");
    ReadOptions o = {.records = STR("data.rows")};
    r = run_text(simple(), "{\"x\":[], \"data\": {\"y\":1,\"rows\": [{\"id\":\"q\"}]}}",
                 &o);
    T_Z(r.rows, "id=q n=~ ok=~\n");
    r = run_text(simple(), "{\n \"id\":\"a\"\n}\n{\n \"id\":\"b\"\n}\n", NULL);
    T_Z(r.rows, "id=a n=~ ok=~\nid=b n=~ ok=~\n");
    r = run_text(simple(), "[{\"id\":\"a\"}, {\"id\"", NULL);
    T_Z(r.rows, "id=a n=~ ok=~\n");
    T_Z(r.rejects, "E0519 1:1:14@13 ||{\"id\"\n");
    T_INT(r.last, -1);
}

static void test_documents(void)
{
    t_group("documents");
    Run r = run_text(simple(), "[{\"id\":\"a\"}]\n \n", NULL);
    T_Z(r.findings, "W0510 W0510 ");
    r = run_text(simple(), "[{\"id\":\"a\"}]\n[{\"id\":\"b\"}]\n", NULL);
    T_Z(r.rows, "id=a n=~ ok=~\n");
    T_Z(r.findings, "E0708 W0510 W0510 ");
    r = run_text(simple(), "[{\"id\":\"a\"}] x", NULL);
    T_Z(r.findings, "E0708 W0510 W0510 ");
    r = run_text(simple(), "{\"records\":[{\"id\":\"a\"}],\"next\":[1]}", NULL);
    T_Z(r.rows, "id=a n=~ ok=~\n");
    T_Z(r.findings, "W0510 W0510 ");
    r = run_text(simple(), "[{\"n\":\"x\"}, {\"n\":\"y\"},\n {\"n\":\n\"z\"}, 5]",
                 NULL);
    T_Z(r.rejects,
        "E0507 1:1:8@1 n|x|{\"n\":\"x\"}\nE0507 1:1:19@12 n|y|{\"n\":\"y\"}\n"
        "E0507 2:3:2@24 n|z|{\"n\":\n\"z\"}\nE0518 3:3:7@36 ||5\n");
    r = run_text(simple(), "id,n\ra,1\rb,2\r", NULL);
    T_Z(r.findings, "E0709 ");
}

/* Two policies in one pass: what they declare alike is read once, the rest for each. */
static void test_two_cores(void)
{
    t_group("two cores");
    CoreField a[] = {field_of("id", &type_text), field_of("n", &type_number)};
    CoreField b[] = {field_of("n", &type_number), field_of("n", &type_text),
                     field_of("id", &type_text)};
    b[1].name = STR("as_text");
    b[2].flags = FIELD_REQUIRED;
    const Core *cores[] = {core_of(2, a), core_of(3, b)};
    const char *name = file_of(STR("id,n\nx,1.50\n,2\n"));
    RejectText rejects = {{0}, {0}};
    ReadOptions o = {.format = INPUT_AUTO};
    Reader *r =
        reader_new(cores, 2, &o, (RejectSink){&rejects, put_reject}, diags_new());
    T_OK(reader_open(r, &name, 1));
    T_INT(reader_next(r), 1);
    Buf rows = {0};
    put_row(&rows, cores[0], reader_batch(r, 0), 0);
    put_row(&rows, cores[1], reader_batch(r, 1), 0);
    T_STR(buf_view(&rows), STR("id=x n=1500000\nn=1500000 as_text=1.50 id=x\n"));
    T_OK(reader_batch(r, 0)->col[1].i64 == reader_batch(r, 1)->col[0].i64);
    T_STR(buf_view(&rejects.line), STR("E0505 3:3:0@12 id||,2\n"));
    T_INT(reader_batch(r, 0)->row[0].number, 1);
    T_INT(reader_batch(r, 0)->row[0].line, 2);
    T_Z(reader_source(r, 0), name);
    reader_free(r);
    unlink(name);
    buf_free(&rows);
    buf_free(&rejects.line);
    buf_free(&rejects.reason);
}

/* A batch ends early where its records are long: what it holds stays small. */
static void test_long_records(void)
{
    enum { RECORDS = 60, LONG = 300000 };
    t_group("long records");
    Buf text = {0};
    for (int i = 0; i < RECORDS; i++) {
        buf_z(&text, "{\"n\":1,\"id\":\"");
        memset(buf_room(&text, LONG), 'x', LONG);
        text.n += LONG;
        buf_z(&text, "\"}\n");
    }
    const Core *core = simple();
    const char *name = file_of(buf_view(&text));
    ReadOptions o = {.format = INPUT_AUTO};
    Reader *r = reader_new(&core, 1, &o, (RejectSink){NULL, NULL}, diags_new());
    T_OK(reader_open(r, &name, 1));
    int rows = 0, most = 0;
    for (int n; (n = reader_next(r)) > 0; rows += n)
        most = n > most ? n : most;
    T_INT(rows, RECORDS);
    T_OK(most * LONG < 6 << 20);
    reader_free(r);
    unlink(name);
    buf_free(&text);
}

/* Blocks asked of malloc for that many records, long and all rejected. */
static uint64_t grown_by_rejects(int records)
{
    enum { LONG = 300000 };
    Buf text = {0};
    for (int i = 0; i < records; i++) {
        buf_z(&text, "{\"id\":\"\\n");
        memset(buf_room(&text, LONG), 'x', LONG);
        text.n += LONG;
        buf_z(&text, "\",\"n\":\"none\"}\n");
    }
    const Core *core = simple();
    const char *name = file_of(buf_view(&text));
    ReadOptions o = {.format = INPUT_AUTO};
    Reader *r = reader_new(&core, 1, &o, (RejectSink){NULL, NULL}, diags_new());
    T_OK(reader_open(r, &name, 1));
    T_INT(reader_next(r), 0);
    T_INT(reader_stats(r)->rejected, records);
    const uint64_t grown = reader_stats(r)->grown;
    reader_free(r);
    unlink(name);
    buf_free(&text);
    return grown;
}

/* Nothing stays of records that are rejected, however many come in a row. */
static void test_long_rejects(void)
{
    t_group("long rejects");
    const uint64_t few = grown_by_rejects(50);
    T_INT(grown_by_rejects(200), few);
}

/* A document gives the same however its bytes come in. */
static void test_document_chunks(void)
{
    t_group("documents in chunks");
    static const char *const text[] = {
        "[{\"id\":\"a\"},\n5,{\"id\":tru}, "
        "{\"id\":\"0123456789012345678901234567890123456789\"}"
        ",\"x\",[1,\"]\"],{\n\"n\":\n1}]  ",
        "{\"a\":[{\"records\":[]}],\n\"records\":[{\"id\":1},{\"id\":\"\xff\"}]}",
        "{\n\"id\":1}\n{\"id\":2}{\"id\":}\n\n{\"id\":3",
        "[{\"id\":1} {\"id\":2}]",
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        ReadOptions o = {.max_record = 40};
        Run whole = run_text(simple(), text[i], &o);
        T_INT(whole.stats.read, whole.stats.accepted + whole.stats.rejected);
        T_OK(whole.stats.accepted > 0);
        for (o.chunk = 1; o.chunk < 40; o.chunk += 3) {
            Run r = run_text(simple(), text[i], &o);
            T_Z(r.rows, whole.rows);
            T_Z(r.rejects, whole.rejects);
            T_Z(r.findings, whole.findings);
        }
    }
}

int main(void)
{
    T_BEGIN();
    test_ndjson();
    test_csv();
    test_json();
    test_documents();
    test_two_cores();
    test_long_records();
    test_long_rejects();
    test_document_chunks();
    return T_END();
}
