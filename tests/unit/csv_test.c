/* csv_test.c -- cells, quotes, headers, separators; gzip, encodings and files that are not
 * what they should be. */
#include "tests/unit/reader_part.h"

#include <sys/stat.h>
#include <zlib.h>
#include <zstd.h>

static Core *two(void)
{
    CoreField f[] = {field_of("a", &type_text), field_of("b", &type_text)};
    return core_of(2, f);
}

static void test_cells(void)
{
    t_group("cells");
    Run r = run_text(
        two(),
        "a,b\n1,2\n\"x,y\",\"line\nend\"\n\"\",\"\"\"q\"\"\"\nit\"s,5\" tv\n,\r\n",
        NULL);
    T_Z(r.rows, "a=1 b=2\na=x,y b=line\nend\na=~ b=\"q\"\na=it\"s b=5\" tv\na=~ b=~\n");
    T_Z(r.rejects, "");
    r = run_text(two(), "a,b\n\"x\ny\",1\n\"z\" ,2\n3,\"open\n4,5\n", NULL);
    T_Z(r.rows, "a=x\ny b=1\n");
    T_Z(r.rejects, "E0515 4:4:1@12 ||\"z\" ,2\nE0514 5:5:2@19 ||3,\"open\n4,5\n\n");
    T_Z(r.reasons, "text follows the closing quote of cell 1\n"
                   "the quote that opens cell 2 is never closed\n");
    r = run_text(two(), "a,b\n1,2,3\n4\n\n5,6\n", NULL);
    T_Z(r.reasons, "the record has 3 cells, and the header 2\n"
                   "the record has 1 cell, and the header 2\n");
    T_Z(r.rows, "a=5 b=6\n");
    r = run_text(two(), "a\rb,c\n1\r2,3\n", NULL);
    T_INT(r.stats.accepted, 1);
}

static void test_one_column(void)
{
    t_group("one column");
    CoreField f = field_of("a", &type_text);
    Run r = run_text(core_of(1, &f), "a\n1\n\n2\n\"\"\n", NULL);
    T_Z(r.rows, "a=1\na=~\na=2\na=~\n");
}

static void test_header(void)
{
    t_group("header");
    CoreField f[] = {field_of("a", &type_text), field_of("b", &type_text)};
    f[0].has_from = f[1].has_from = true;
    f[0].from = STR("emp.var.rate");
    f[1].from = STR("Job Título");
    Core *c = core_of(2, f);
    Run r = run_text(
        c, "\xef\xbb\xbf\"emp.var.rate\"; Job Ti\xcc\x81tulo ;x,y\n1;2;3\n", NULL);
    T_Z(r.rows, "a=1 b=2\n");
    T_Z(r.findings, "");
    r = run_text(c, "Emp.var.rate,Job Titulo\n1,2\n", NULL);
    T_Z(r.findings, "W0510 W0510 ");
    r = run_text(two(), "a,b,a\n1,2,3\n", NULL);
    T_Z(r.findings, "E0709 ");
    T_INT(r.last, -1);
    r = run_text(two(), "a,x,b,x\n1,2,3,4\n", NULL);
    T_Z(r.rows, "a=1 b=3\n");
    r = run_text(two(), "a,\"b\n1,2\n", NULL);
    T_Z(r.findings, "E0709 ");
    r = run_text(two(), "a,b", NULL);
    T_Z(r.findings, "");
    T_INT(r.stats.read, 0);
}

static void test_delimiter(void)
{
    t_group("separator");
    T_Z(run_text(two(), "a;b\n1,5;2\n", NULL).rows, "a=1,5 b=2\n");
    T_Z(run_text(two(), "a\tb\n1;2\t3\n", NULL).rows, "a=1;2 b=3\n");
    T_Z(run_text(two(), "\"a;;\",b\n1,2\n", NULL).rows, "a=~ b=2\n");
    T_Z(run_text(two(), "sep=;\r\na;b\r\n1,5;2\r\n", NULL).rows, "a=1,5 b=2\n");
    T_Z(run_text(two(), "sep=|\na|b\n1,5|2|\n", NULL).rejects,
        "E0512 3:3:0@10 ||1,5|2|\n");
    ReadOptions o = {.delimiter = '|'};
    T_Z(run_text(two(), "a|b\n1,5|2\n", &o).rows, "a=1,5 b=2\n");
}

static void test_chunks(void)
{
    t_group("chunks");
    const char *text =
        "\xef\xbb\xbf"
        "a;b;c\r\n1;\"x\"\"y\r\nz\";\xc3\xa9\r\n\r\n\"q\"w;2;3\n"
        "0123456789;0123456789;0123456789\n\"\";;\n1;2\n\"\xff\";2;3\n\"a\nb";
    ReadOptions o = {.max_record = 30};
    Run whole = run_text(two(), text, &o);
    T_INT(whole.stats.read, 7);
    T_INT(whole.stats.by_code[E0504], 1);
    T_INT(whole.stats.by_code[E0503], 1);
    for (size_t chunk = 1; chunk < 80; chunk += chunk < 8 ? 1 : 5) {
        o.chunk = chunk;
        o.batch_rows = 1 + (int)chunk % 3;
        Run r = run_text(two(), text, &o);
        T_Z(r.rows, whole.rows);
        T_Z(r.rejects, whole.rejects);
        T_Z(r.reasons, whole.reasons);
    }
}

static void test_too_long(void)
{
    t_group("too long");
    Buf b = {0};
    buf_z(&b, "a,b\n1,\"");
    for (int i = 0; i < 20000; i++)
        buf_z(&b, "text, and\n");
    buf_z(&b, "\"\n3,4\n");
    ReadOptions o = {.max_record = 1000, .chunk = 4096};
    Run r = run_bytes(two(), buf_view(&b), &o);
    T_Z(r.rows, "a=3 b=4\n");
    T_INT(r.stats.by_code[E0504], 1);
    buf_free(&b);
}

/* --- encodings, gzip, files --------------------------------------------------------------- */

static void test_encodings(void)
{
    t_group("encodings");
    ReadOptions o = {.encoding = ENC_WINDOWS_1252, .chunk = 3};
    Run r = run_text(two(), "a,b\n\x80 5,S\xe3o\nx\n", &o);
    T_Z(r.rows, "a=€ 5 b=São\n");
    T_Z(r.rejects, "E0512 3:3:0@12 ||x\n"); /* the offset is that of the file */
    o.encoding = ENC_LATIN1;
    T_Z(run_text(two(), "a,b\nS\xe3o,\x80\n", &o).rows, "a=São b=\xc2\x80\n");
    r = run_text(two(), "a,b\nS\xe3o,1\n2,3\n", NULL);
    T_INT(r.stats.by_code[E0503], 1);
    T_Z(r.rows, "a=2 b=3\n");
    T_Z(run_text(two(), "a,S\xe3o\n1,2\n", NULL).findings, "E0709 ");
}

static Str gzip(Str s, int members)
{
    static unsigned char out[65536];
    size_t n = 0, part = s.n / (size_t)members;
    for (int i = 0; i < members; i++) {
        z_stream z = {0};
        Bytef copy[4096];
        size_t take = i + 1 == members ? s.n - part * (size_t)i : part;
        memcpy(copy, s.p + part * (size_t)i, take);
        deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
        z.next_in = copy;
        z.avail_in = (uInt)take;
        z.next_out = out + n;
        z.avail_out = (uInt)(sizeof out - n);
        deflate(&z, Z_FINISH);
        n += z.total_out;
        deflateEnd(&z);
    }
    return (Str){(const char *)out, n};
}

static Str zstd(Str s, int members)
{
    static char out[65536];
    size_t n = 0, part = s.n / (size_t)members;
    ZSTD_CCtx *c = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
    for (int i = 0; i < members; i++) {
        size_t take = i + 1 == members ? s.n - part * (size_t)i : part;
        n += ZSTD_compress2(c, out + n, sizeof out - n, s.p + part * (size_t)i, take);
    }
    ZSTD_freeCCtx(c);
    return (Str){out, n};
}

static void test_packed(const char *name, Str (*pack)(Str s, int members))
{
    t_group(name);
    Buf b = {0};
    buf_z(&b, "a,b\n");
    for (int i = 0; i < 200; i++)
        buf_format(&b, "%d,%d\n", i, i * 7919 % 1000);
    Run plain = run_bytes(two(), buf_view(&b), NULL);
    ReadOptions o = {.chunk = 100};
    for (int members = 1; members <= 3; members++) {
        Str z = pack(buf_view(&b), members);
        Run r = run_bytes(two(), z, &o);
        T_Z(r.rows, plain.rows);
        T_Z(r.findings, "");
        T_INT(r.stats.bytes, z.n);
        T_INT(r.stats.bytes_total, z.n);
    }
    Str z = pack(buf_view(&b), 2);
    Run r = run_bytes(two(), (Str){z.p, z.n - 20}, &o);
    T_Z(r.findings, "E0705 ");
    T_INT(r.last, -1);
    T_OK(r.stats.accepted > 0);
    T_INT(r.stats.read, r.stats.accepted + r.stats.rejected);
    Buf bad = {0};
    buf_str(&bad, z);
    bad.p[z.n / 2] ^= 0x55;
    T_Z(run_bytes(two(), buf_view(&bad), &o).findings, "E0705 ");
    buf_free(&bad);
    buf_free(&b);
}

static const char *finding(const char *name)
{
    return run_files(two(), &name, 1, NULL).findings;
}

static void test_files(void)
{
    t_group("files");
    T_Z(finding("/nonexistent/file.csv"), "E0701 ");
    T_Z(finding("/tmp"), "E0702 ");
    if (geteuid() != 0) {
        const char *name = file_of(STR("a,b\n"));
        chmod(name, 0);
        T_Z(finding(name), "E0703 ");
        unlink(name);
    }
    T_Z(run_bytes(two(), STR("PK\003\004\024\0\0\0"), NULL).findings, "E0706 ");
    T_Z(run_bytes(two(), STR("\x28\xb5\x2f\xfd\0\0"), NULL).findings, "E0705 ");
    T_Z(run_bytes(two(), STR("a\0,\0"), NULL).findings, "E0706 ");
    T_Z(run_bytes(two(),
                  STR("\x7f"
                      "ELF\0\0\0"),
                  NULL)
            .findings,
        "E0706 ");
    T_Z(run_bytes(two(), STR(""), NULL).findings, "");
    const char *names[2] = {file_of(STR("b,a\n1,2\n")), file_of(STR("{\"a\":3}\n"))};
    Run r = run_files(two(), names, 2, NULL);
    T_Z(r.rows, "a=2 b=1\na=3 b=~\n");
    const char *none[2] = {names[0], "/nonexistent"};
    T_INT(run_files(two(), none, 2, NULL).stats.read, 0);
    unlink(names[0]);
    unlink(names[1]);
}

int main(void)
{
    T_BEGIN();
    test_cells();
    test_one_column();
    test_header();
    test_delimiter();
    test_chunks();
    test_too_long();
    test_encodings();
    test_packed("gzip", gzip);
    test_packed("zstd", zstd);
    test_files();
    return T_END();
}
