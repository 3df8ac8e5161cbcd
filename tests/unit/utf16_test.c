/* utf16_test.c -- UTF-16 to UTF-8 and back, and inputs in it: marks, pairs and halves of
 * them, chunks of every size, and offsets that are those of the file. */
#include "interp/io/utf16.h"

#include "interp/base/utf8.h"
#include "tests/prop/rng.h"
#include "tests/unit/reader_part.h"

/* --- characters -------------------------------------------------------------------------- */

/* Bytes of little endian, whole. */
static const char *utf8_of(Str bytes)
{
    static char out[64];
    size_t used, n = utf16_to_utf8(false, bytes.p, bytes.n, true, out, &used);
    out[n] = '\0';
    T_INT(used, bytes.n);
    T_INT(utf16_span((Str){out, n}), bytes.n);
    return out;
}

static void test_characters(void)
{
    t_group("characters");
    T_Z(utf8_of(STR("A\0\xe9\0\xac\x20\x3d\xd8\x00\xde")), "Aé€😀");
    T_Z(utf8_of(STR("\x00\xd8\x00\xdc\xff\xdb\xff\xdf")), "\U00010000\U0010ffff");
    T_Z(utf8_of(STR("\xff\xd7\x00\xe0\xfe\xff\xff\xff")), "\ud7ff\ue000\ufffe\uffff");
    T_Z(utf8_of(STR("a\0b\0c\0d\0e\0\x01\x02")), "abcde\u0201");
    T_Z(utf8_of(STR("a\0b\0c\0\xe9\0d\0")), "abcéd");
    T_Z(utf8_of(STR("\x80\0\x7f\0\x7f\0\x7f\0")), "\xc2\x80\x7f\x7f\x7f");
    T_Z(utf8_of(STR("A\x01"
                    "A\0A\0A\0")),
        "\u0141AAA");
}

static void test_halves(void)
{
    t_group("halves");
    T_Z(utf8_of(STR("\x3d\xd8")), "\xed\xa0\xbd");
    T_Z(utf8_of(STR("\x00\xde"
                    "A\0")),
        "\xed\xb8\x80"
        "A");
    T_Z(utf8_of(STR("\x3d\xd8"
                    "A\0")),
        "\xed\xa0\xbd"
        "A");
    T_Z(utf8_of(STR("\x3d\xd8\x3d\xd8\x00\xde")), "\xed\xa0\xbd😀");
    T_Z(utf8_of(STR("A\0\x41")), "A\xf9\x81");
    T_Z(utf8_of(STR("\x3d\xd8\x00")), "\xed\xa0\xbd\xf8\x80");
    T_OK(utf16_is_odd(STR("\xf9\x81")));
    T_OK(!utf16_is_odd(STR("\xed\xa0\xbd")));
}

static void test_waits(void)
{
    t_group("what is cut off waits");
    char out[32];
    size_t used;
    T_INT(utf16_to_utf8(true, "\0A\xd8\x3d\xde", 5, false, out, &used), 1);
    T_INT(used, 2);
    T_INT(utf16_to_utf8(true, "\xd8\x3d\xde\0", 4, false, out, &used), 4);
    T_INT(used, 4);
}

/* Any bytes, some of them units where the rules change. */
static size_t garbage(Rng *rng, bool big, char *to)
{
    static const int edge[] = {0xd800, 0xdbff, 0xdc00, 0xdfff, 0x41, 0x7f, 0x80, 0x800};
    size_t n = (size_t)rng_below(rng, 24) * 2;
    for (size_t i = 0; i < n; i += 2) {
        int unit = rng_chance(rng, 20)
                       ? rng_below(rng, 0x10000)
                       : edge[rng_below(rng, sizeof edge / sizeof *edge)];
        to[i] = (char)(big ? unit >> 8 : unit);
        to[i + 1] = (char)(big ? unit : unit >> 8);
    }
    if (rng_chance(rng, 30))
        to[n++] = (char)rng_below(rng, 256);
    return n;
}

/* Whether units are characters, said in another way than the code says it. */
static bool is_sound(bool big, const char *p, size_t n)
{
    bool due = false, sound = n % 2 == 0;
    for (size_t i = 0; i + 1 < n; i += 2) {
        int kind = (unsigned char)p[big ? i : i + 1] >> 2;
        sound = sound && due == (kind == 0x37);
        due = kind == 0x36;
    }
    return sound && !due;
}

/* In pieces, what a piece leaves goes before the next; whether it was ever too much. */
static bool in_pieces(Rng *rng, bool big, Str in, Buf *out)
{
    size_t lo = 0, hi = 0, most = 0;
    do {
        hi += (size_t)rng_range(rng, 1, 5);
        hi = hi < in.n ? hi : in.n;
        char some[256];
        size_t used;
        buf_put(out, some,
                utf16_to_utf8(big, in.p + lo, hi - lo, hi == in.n, some, &used));
        lo += used;
        most = hi - lo > most ? hi - lo : most;
    } while (hi < in.n);
    return most > 3 || lo < in.n;
}

static void test_random(void)
{
    t_group("any bytes: in pieces as at once, and back");
    Rng rng = {16};
    int sound = 0, held = 0, pieces_differ = 0, back_differ = 0, misspanned = 0,
        misjudged = 0;
    for (int i = 0; i < 20000; i++) {
        char in[64], whole[128];
        bool big = i % 2 == 0;
        size_t used, n = garbage(&rng, big, in);
        Str text = {whole, utf16_to_utf8(big, in, n, true, whole, &used)};
        Buf pieces = {0}, back = {0};
        held += in_pieces(&rng, big, (Str){in, n}, &pieces);
        utf16_of_utf8(big, text, &back);
        pieces_differ += !str_eq(buf_view(&pieces), text);
        back_differ += !str_eq(buf_view(&back), (Str){in, n});
        misspanned += utf16_span(text) != n;
        misjudged += utf8_valid(text) != is_sound(big, in, n);
        sound += is_sound(big, in, n);
        buf_free(&pieces);
        buf_free(&back);
    }
    T_INT(held, 0);
    T_INT(pieces_differ, 0);
    T_INT(back_differ, 0);
    T_INT(misspanned, 0);
    T_INT(misjudged, 0);
    T_OK(sound > 1000 && sound < 19000);
}

/* --- inputs ------------------------------------------------------------------------------ */

static void put_unit(Buf *b, bool big, int unit)
{
    buf_char(b, (char)(big ? unit >> 8 : unit));
    buf_char(b, (char)(big ? unit : unit >> 8));
}

/* text in UTF-16; U+E000 … U+E7FF stand for the halves D800 … DFFF.  Collected. */
static Str file_text(const char *text, bool big, bool mark)
{
    Buf b = {0};
    Str s = str_of(text);
    if (mark)
        put_unit(&b, big, 0xfeff);
    for (size_t at = 0; at < s.n;) {
        int cp = utf8_next(s, &at);
        if (cp > 0xffff)
            put_unit(&b, big, 0xd7c0 + (cp >> 10));
        put_unit(&b, big,
                 cp > 0xffff                   ? 0xdc00 | (cp & 0x3ff)
                 : cp >= 0xe000 && cp < 0xe800 ? cp - 0x800
                                               : cp);
    }
    Str copy = buf_copy(&b);
    buf_free(&b);
    return copy;
}

static Core *simple(void)
{
    CoreField f[] = {field_of("id", &type_text), field_of("n", &type_number)};
    return core_of(2, f);
}

/* What comes of a text must not depend on byte order or chunk. */
static void expect(const char *text, ReadOptions o, size_t odd, const char *rows,
                   const char *rejects)
{
    for (int big = 0; big < 2; big++) {
        Str file = file_text(text, big, true);
        Buf b = {0};
        buf_str(&b, file);
        buf_repeat(&b, '\n', (int)odd);
        for (size_t chunk = 0; chunk < 90; chunk += chunk < 12 ? 1 : 7) {
            o.chunk = chunk; /* 0: all at once */
            o.batch_rows = 1 + (int)chunk % 3;
            Run r = run_bytes(simple(), buf_view(&b), &o);
            T_Z(r.rows, rows);
            T_Z(r.rejects, rejects);
            T_Z(r.findings, "");
        }
        buf_free(&b);
    }
}

static void test_csv(void)
{
    t_group("csv");
    const char *text = "id\tn\r\nAção 😀\t1\r\n\r\n\"x\r\ny\"\t2\r\nc\tx\r\n"
                       "\ue03dz\t3\r\nd\t4\r\n";
    const char *rows = "id=Ação 😀 n=1000000\nid=x\r\ny n=2000000\nid=d n=4000000\n";
    expect(text, (ReadOptions){.format = INPUT_AUTO}, 0, rows,
           "E0507 6:6:2@60 n|x|c\tx\nE0503 7:7:1@70 ||\xed\xa0\xbdz\t3\n");
    expect(text, (ReadOptions){.format = INPUT_CSV}, 1, rows,
           "E0507 6:6:2@60 n|x|c\tx\nE0503 7:7:1@70 ||\xed\xa0\xbdz\t3\n"
           "E0503 9:9:1@92 ||\xf8\x8a\n");
    expect("id,n\nx,1\ny\ue200,2", (ReadOptions){.format = INPUT_AUTO}, 0,
           "id=x n=1000000\n", "E0503 3:3:1@20 ||y\xed\xa8\x80,2\n");
    expect("id,n\nx,1\ny,\ue000", (ReadOptions){.format = INPUT_AUTO}, 1,
           "id=x n=1000000\n", "E0503 3:3:2@20 ||y,\xed\xa0\x80\xf8\x8a\n");
    expect("sep=;\nid;n\nx;1,5", (ReadOptions){.format = INPUT_AUTO}, 0, "",
           "E0507 3:3:2@24 n|1,5|x;1,5\n");
}

static void test_json(void)
{
    t_group("json");
    const char *rows = "id=é😀 n=1000000\nid=b n=2000000\n";
    expect("{\"id\":\"é😀\",\"n\":1}\n{\"id\":\"é\",\"n\":[1]}\r\n\n"
           "{\"id\":\"\ue000\",\"n\":1}\n{\"id\":\"b\",\"n\":2}\n",
           (ReadOptions){.format = INPUT_AUTO}, 0, rows,
           "E0506 2:2:29@40 n|[1]|{\"id\":\"é\",\"n\":[1]}\n"
           "E0503 4:4:15@82 ||{\"id\":\"\xed\xa0\x80\",\"n\":1}\n");
    expect("{\"id\":\"é😀\",\"n\":1}\n{\"id\":\"b\",\"n\":2}\n",
           (ReadOptions){.format = INPUT_NDJSON}, 1, rows,
           "E0503 3:3:1@74 ||\xf8\x8a\n");
    expect("[{\"id\":\"a\",\"n\":x},\n  {\"id\":\"é\",\"n\":[1]},\n"
           "{\"id\":\"é😀\",\"n\":1},{\"id\":\"b\ue400\"},{\"id\":\"b\",\"n\":2}\n]\n",
           (ReadOptions){.format = INPUT_AUTO}, 0, rows,
           "E0501 1:1:31@4 ||{\"id\":\"a\",\"n\":x}\n"
           "E0506 2:2:33@44 n|[1]|{\"id\":\"é\",\"n\":[1]}\n"
           "E0503 3:3:55@122 ||{\"id\":\"b\xed\xb0\x80\"}\n");
    expect("{\"k\":{\"id\":[\n{\"id\":\"é😀\",\"n\":1},\n{\"id\":\"b\",\"n\":2}]}}",
           (ReadOptions){.records = STR("k.id")}, 0, rows, "");
    Run r = run_bytes(simple(), STR("\xff\xfe[\0]\0\n\0\n"), NULL);
    T_Z(r.findings, "E0708 ");
}

/* The reasons name the byte of the record as it stands in the file. */
static void test_reasons(void)
{
    t_group("reasons");
    Str file = file_text("id,n\né,1\ue000\n", true, true);
    T_Z(run_bytes(simple(), file, NULL).reasons,
        "byte 7 of the record is not UTF-16 text: half of a surrogate pair begins "
        "there\n");
    T_Z(run_bytes(simple(), STR("\xff\xfei\0d\0\n\0x\0y"), NULL).reasons,
        "byte 3 of the record is not UTF-16 text: the input ends inside that "
        "character\n");
}

static void test_options(void)
{
    t_group("options");
    const char *text = "id,n\né,1\n";
    ReadOptions little = {.encoding = ENC_UTF16LE}, big = {.encoding = ENC_UTF16BE};
    T_Z(run_bytes(simple(), file_text(text, false, false), &little).rows,
        "id=é n=1000000\n");
    T_Z(run_bytes(simple(), file_text(text, true, false), &big).rows,
        "id=é n=1000000\n");
    T_Z(run_bytes(simple(), file_text(text, true, true), &little).rows,
        "id=é n=1000000\n");
    T_Z(run_bytes(simple(), file_text(text, false, true), &big).rows,
        "id=é n=1000000\n");
    T_Z(run_text(simple(), "\xef\xbb\xbfid,n\né,1\n", &little).rows,
        "id=é n=1000000\n");
    T_Z(run_bytes(simple(), file_text(text, false, false), NULL).findings, "E0706 ");
    T_Z(run_bytes(simple(), file_text(text, true, false), NULL).findings, "E0706 ");
    T_Z(run_bytes(simple(), file_text("i\ue000,n\n1,2\n", true, true), NULL).findings,
        "E0709 ");
    T_Z(run_bytes(simple(), STR("\xff\xfe\0\0i\0\0\0"), NULL).findings, "E0706 ");
    T_Z(run_bytes(simple(), STR("\xff\xfe"), NULL).findings, "");
}

/* Each input by its own mark, one after the other through one reader. */
static void test_mixed(void)
{
    t_group("inputs of several encodings");
    const char *names[3] = {file_of(file_text("id,n\né,1\nx\n", false, true)),
                            file_of(STR("id,n\né,2\nx\n")),
                            file_of(file_text("id,n\né,3\nx\n", true, true))};
    Run r = run_files(simple(), names, 3, NULL);
    T_Z(r.rows, "id=é n=1000000\nid=é n=2000000\nid=é n=3000000\n");
    T_Z(r.rejects, "E0512 3:3:0@20 ||x\nE0512 3:3:0@10 ||x\nE0512 3:3:0@20 ||x\n");
    for (int i = 0; i < 3; i++)
        unlink(names[i]);
}

static void test_long(void)
{
    t_group("long inputs and records");
    Buf b = {0};
    buf_z(&b, "id,n\n");
    for (int i = 0; i < 300; i++)
        buf_z(&b, i == 150 ? "a text of more than twenty bytes, and a half: \ue000,1\n"
                           : "ção 😀,1\n");
    Str file = file_text(str_z(buf_view(&b)), false, true);
    ReadOptions o = {.max_record = 20, .batch_rows = 7, .chunk = 64};
    Run r = run_bytes(simple(), file, &o);
    T_INT(r.stats.accepted, 299);
    T_INT(r.stats.by_code[E0504], 1);
    T_INT(r.stats.grown, r.grown_first);
    T_INT(r.stats.bytes, file.n);
    buf_free(&b);
}

int main(void)
{
    T_BEGIN();
    test_characters();
    test_halves();
    test_waits();
    test_random();
    test_csv();
    test_json();
    test_reasons();
    test_options();
    test_mixed();
    test_long();
    return T_END();
}
