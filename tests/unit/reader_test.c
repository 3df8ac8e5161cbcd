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
    T_Z(r.rejects, "E0518 3:3:1@34 ||5\n");
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
    T_Z(r.rejects, "E0519 1:1:0@13 ||{\"id\"\n");
    T_INT(r.last, -1);
}

int main(void)
{
    T_BEGIN();
    test_ndjson();
    test_csv();
    test_json();
    return T_END();
}
