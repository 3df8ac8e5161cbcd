/* decode_test.c -- every type and attribute of a field, from CSV cells and JSON values. */
#include "tests/unit/reader_part.h"

static Core *one(CoreField f) { return core_of(1, &f); }

/* The value of the one field `x` for a CSV cell, or the code of its reject. */
static const char *csv(CoreField f, const char *cell)
{
    Run r = run_text(one(f), str_format("x\t\n%s\t\n", cell), NULL);
    return r.stats.accepted == 1 ? r.rows : r.stats.rejected == 1 ? r.rejects : "?";
}

static const char *json(CoreField f, const char *value)
{
    Run r = run_text(one(f), str_format("{\"x\":%s}\n", value), NULL);
    return r.stats.accepted == 1 ? r.rows : r.stats.rejected == 1 ? r.rejects : "?";
}

static void is(int line, const char *got, const char *want)
{
    bool value = want[0] != 'E';
    Str g = str_of(got);
    if (value && g.n > 0)
        g.n--; /* its line end */
    else if (!value && g.n > 5)
        g.n = 5;
    t_str(line, "value", g, str_of(want));
}
#define CSV(f, cell, want)   is(__LINE__, csv(f, cell), want)
#define JSON(f, value, want) is(__LINE__, json(f, value), want)

static void test_number(void)
{
    t_group("number");
    CoreField f = field_of("x", &type_number);
    CSV(f, "12", "x=12000000");
    CSV(f, " -0.5 ", "x=-500000");
    CSV(f, "1e3", "x=1000000000");
    CSV(f, "", "x=~");
    CSV(f, "  ", "x=~");
    CSV(f, "1.234567", "x=1234567");
    CSV(f, "999999999999.999999", "x=999999999999999999");
    CSV(f, "9223372036854.775807", "x=9223372036854775807");
    CSV(f, "9223372036854.775808", "E0509");
    CSV(f, "9999999999999900001",
        "E0509"); /* more than 64 bits hold, before any unit */
    CSV(f, "-9999999999999999999", "E0509");
    CSV(f, "0.9999999999999999999", "x=1000000");
    CSV(f, "1,5", "E0507");
    CSV(f, "abc", "E0507");
    CSV(f, "-", "E0507");
    CSV(f, "1.", "E0507");
    JSON(f, "12", "x=12000000");
    JSON(f, "-1.5e2", "x=-150000000");
    JSON(f, "\" 7 \"", "x=7000000");
    JSON(f, "\"\"", "x=~");
    JSON(f, "null", "x=~");
    JSON(f, "true", "E0506");
    JSON(f, "[1]", "E0506");
    JSON(f, "{\"a\":1}", "E0506");
    JSON(f, "\"\\u0031\\u0032\"", "x=12000000");
    f.flags = FIELD_COMMA;
    CSV(f, "1.234,5", "x=1234500000");
    CSV(f, "1234,5", "x=1234500000");
    JSON(f, "1.5", "x=1500000");
    JSON(f, "\"1,5\"", "x=1500000");
    f.flags = FIELD_HAS_LO | FIELD_HAS_HI;
    f.lo = 0;
    f.hi = 5000000;
    CSV(f, "0", "x=0");
    CSV(f, "5", "x=5000000");
    CSV(f, "5.000001", "E0508");
    CSV(f, "-1", "E0508");
    Run r = run_text(one(f), "x\n6\n", NULL);
    T_Z(r.reasons, "x \"6\" is above 5\n");
    f.flags = 0;
    r = run_text(one(f), "x\n0.0000005\n0.0000015\n1\n", NULL);
    T_INT(r.stats.rounded, 2);
    T_Z(r.rows, "x=0\nx=2\nx=1000000\n");
}

static void test_missing(void)
{
    t_group("missing");
    CoreField f = field_of("x", &type_number);
    Str markers[] = {STR("N/A"), STR("-1")};
    f.missing = markers;
    f.n_missing = 2;
    CSV(f, "N/A", "x=~");
    CSV(f, " N/A ", "x=~");
    JSON(f, "-1", "x=~");
    CSV(f, "-2", "x=-2000000");
    CoreExpr c = {.kind = CORE_CONST, .type = &type_number, .i64 = 7};
    f.deflt = &c;
    CSV(f, "N/A", "x=7");
    CSV(f, "", "x=7");
    JSON(f, "null", "x=7");
    f.deflt = NULL;
    f.flags = FIELD_REQUIRED;
    CSV(f, "-1", "E0505");
    JSON(f, "null", "E0505");
    Run r = run_text(one(f), "{}\n", NULL);
    T_Z(r.rejects, "E0505 1:1:0@0 x||{}\n");
    T_Z(r.reasons, "x is required, and the record does not have it\n");
    f = field_of("x", &type_text);
    f.missing = markers;
    f.n_missing = 1;
    CSV(f, "N/A", "x=~");
    CSV(f, " N/A", "x= N/A");
    CSV(f, " ", "x= ");
    JSON(f, "\"\"", "x=");
    CoreExpr t = {.kind = CORE_CONST, .type = &type_text, .text = STR("none")};
    f.deflt = &t;
    CSV(f, "N/A", "x=none");
}

static void test_flag(void)
{
    t_group("flag");
    static const char *const yes[] = {"true", "YES", "y", "T", "1", "sim", "S", "Sim"};
    static const char *const no[] = {"false", "No", "n", "F", "0", "não", "NÃO", "nao"};
    CoreField f = field_of("x", &type_flag);
    for (int i = 0; i < 8; i++) {
        CSV(f, yes[i], "x=yes");
        CSV(f, no[i], "x=no");
    }
    CSV(f, "maybe", "E0507");
    CSV(f, "2", "E0507");
    CSV(f, "", "x=~");
    JSON(f, "true", "x=yes");
    JSON(f, "false", "x=no");
    JSON(f, "1", "x=yes");
    JSON(f, "0", "x=no");
    JSON(f, "10", "E0507");
    JSON(f, "\" Sim \"", "x=yes");
}

static void test_enum(void)
{
    t_group("enum");
    Str member[] = {STR("organic"), STR("paid"), STR("other"),
                    STR("a member that is longer than sixteen bytes")};
    Enum e = {.name = STR("x"), .member = member, .n = 4, .otherwise = -1};
    CoreField f = field_of("x", type_enum(&e));
    CSV(f, " paid ", "x=paid");
    CSV(f, "a member that is longer than sixteen bytes",
        "x=a member that is longer than sixteen bytes");
    CSV(f, "a member that is longer than sixteen bits", "E0511");
    CSV(f, "Paid", "E0511");
    CSV(f, "referral", "E0511");
    JSON(f, "\"or\\u0067anic\"", "x=organic");
    JSON(f, "true", "E0506");
    e.otherwise = 2;
    CSV(f, "referral", "x=other");
    Run r = run_text(one(f), "x\npaid\nreferral\nevent\n", NULL);
    T_INT(r.stats.otherwise, 2);
}

static void test_time(void)
{
    t_group("time");
    CoreField f = field_of("x", &type_timestamp);
    CSV(f, "1970-01-01T00:00:01Z", "x=1000000");
    CSV(f, "1970-01-01T00:00:01.5-03:00", "x=10801500000");
    CSV(f, "1970-01-02 00:00:00", "x=86400000000");
    CSV(f, "1970-01-02", "E0517");
    CSV(f, "yesterday", "E0507");
    CSV(f, "2026-02-30T00:00:00Z", "E0507");
    JSON(f, "1700000000", "E0506");
    f.zone = zone_load("/usr/share/zoneinfo", STR("America/Sao_Paulo"));
    CSV(f, "2026-03-02T10:00:00", "x=1772456400000000");
    f.flags = FIELD_DATES_AT;
    f.dates_at_us = 10 * 3600 * USEC_SECOND;
    CSV(f, "2026-03-02", "x=1772456400000000");
    f.flags = 0;
    f.format = STR("%d/%m/%Y %H:%M");
    CSV(f, "02/03/2026 10:00", "x=1772456400000000");
    CSV(f, "2/3/2026 10:00", "x=1772456400000000");
    CSV(f, "2026-03-02T10:00:00", "E0507");
    f = field_of("x", &type_date);
    CSV(f, "1970-01-10", "x=9");
    CSV(f, "1969-12-31", "x=-1");
    CSV(f, "1970-01-10T00:00:00Z", "E0507");
    f.format = STR("%d/%m/%Y");
    CSV(f, "10/01/1970", "x=9");
    f.flags = FIELD_HAS_LO;
    f.lo = 10;
    CSV(f, "10/01/1970", "E0508");
    Run r = run_text(one(f), "x\n10/01/1970\n", NULL);
    T_Z(r.reasons, "x \"10/01/1970\" is below 1970-01-11\n");
}

static void test_list(void)
{
    t_group("list");
    CoreField f = field_of("x", type_list(&type_text));
    CSV(f, "a, b,,c ", "x=[a|b|c]");
    CSV(f, "", "x=~");
    JSON(f, "[\"a\",\" b \",\"\",null,3]", "x=[a|b|3]");
    JSON(f, "[]", "x=[]");
    JSON(f, "\"a,b\"", "x=[a|b]");
    JSON(f, "[\"a\",[1]]", "E0506");
    JSON(f, "[true]", "E0506");
    JSON(f, "[\"\\u00e9\"]", "x=[é]");
    f.separator = STR("||");
    CSV(f, "a||b|c||", "x=[a|b|c]");
    f = field_of("x", type_list(&type_number));
    CSV(f, "1,2.5", "x=[1000000|2500000]");
    CSV(f, "1,b", "E0507");
    JSON(f, "[1,\"2\"]", "x=[1000000|2000000]");
}

static void test_length(void)
{
    t_group("length");
    CoreField f = field_of("x", &type_duration);
    CSV(f, "1 hour 30 minutes", "x=5400000000");
    CSV(f, "90 minutes", "x=5400000000");
    CSV(f, " 1 Hora  30 minutos ", "x=5400000000");
    CSV(f, "1.5 hours", "x=5400000000");
    CSV(f, "-1 day", "x=-86400000000");
    CSV(f, "2 semanas 1 dia", "x=1296000000000");
    CSV(f, "0.5 seconds", "x=500000");
    CSV(f, "", "x=~");
    CSV(f, "PT1H30M", "x=5400000000");
    CSV(f, "P1DT2H", "x=93600000000");
    CSV(f, "-PT0.5S", "x=-500000");
    CSV(f, "P2W", "x=1209600000000");
    CSV(f, "01:30:00", "x=5400000000");
    CSV(f, "100:00:59.25", "x=360059250000");
    CSV(f, "-0:00:01", "x=-1000000");
    const char *const none[] = {"90",
                                "hour",
                                "1 month",
                                "1 hour 2 hours",
                                "30 minutes 1 hour",
                                "1:30",
                                "01:60:00",
                                "1:2:3",
                                "01:30:",
                                "1:30:00:00",
                                ":30:00",
                                "1.5:30:00",
                                "P",
                                "PT",
                                "P1M",
                                "P1Y",
                                "PT1M1H",
                                "P1H",
                                "P1DT",
                                "PT1.5H1M",
                                "1 hour -30 minutes",
                                "-",
                                "--1 hour",
                                "1. hours",
                                "P-1D",
                                "01:30:00:",
                                "1 business hour",
                                "PTT1H"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        CSV(f, none[i], "E0507");
    CSV(f, "9999999999999 weeks", "E0509");
    CSV(f, "99999999999999999999 seconds", "E0509");
    JSON(f, "\"PT1H30M\"", "x=5400000000");
    JSON(f, "90", "E0506");
    JSON(f, "true", "E0506");
    f.flags = FIELD_HAS_LO | FIELD_HAS_HI;
    f.hi = 2 * INT64_C(3600000000);
    CSV(f, "2 hours", "x=7200000000");
    Run r = run_text(one(f), "x\t\n-1 minute\t\n3 hours\t\n1:30\t\n5\t\n", NULL);
    T_Z(r.reasons,
        "x \"-1 minute\" is below 0 seconds\nx \"3 hours\" is above 2 hours\n"
        "x \"1:30\" could be hours and minutes, or minutes and seconds; all three are "
        "told "
        "apart: 01:30:00\nx \"5\" is not a length of time such as 1 hour 30 minutes, "
        "PT1H30M or 01:30:00\n");
    CSV(field_of("x", type_list(&type_duration)), "1 hour,PT2H",
        "x=[3600000000|7200000000]");
}

static void test_money(void)
{
    t_group("money");
    CoreField f[] = {field_of("x", &type_money), field_of("coin", &type_text)};
    f[0].currency_field = 1;
    Core *c = core_of(2, f);
    Run r =
        run_text(c, "x,coin\n10,BRL\n11,USD\n12,\n13, brl\n14.5,EUR\nR$ 5,BRL\n", NULL);
    T_Z(r.rows, "x=10000000 coin=BRL\nx=12000000 coin=~\nx=13000000 coin= brl\n");
    T_Z(r.rejects, "E0516 3:3:2@14 x|USD|11,USD\nE0516 6:6:2@33 x|EUR|14.5,EUR\n"
                   "E0507 7:7:1@42 x|R$ 5|R$ 5,BRL\n");
    T_Z(r.reasons, "x \"USD\" is not BRL, the currency of the policy\n"
                   "x \"EUR\" is not BRL, the currency of the policy\n"
                   "x \"R$ 5\" is not an amount of money\n");
}

static void test_text(void)
{
    t_group("text");
    CoreField f = field_of("x", &type_text);
    CSV(f, " a b ", "x= a b ");
    JSON(f, "12.50", "x=12.50");
    JSON(f, "1e5", "x=1e5");
    JSON(f, "\"a\\n\\u00e9\\ud83d\\ude00\\\\\\/\"", "x=a\né😀\\/");
    JSON(f, "true", "E0506");
    JSON(f, "{}", "E0506");
}

/* Texts that repeat have one code, texts that differ never do. */
static void test_codes(void)
{
    t_group("codes");
    Core *c = one(field_of("x", &type_text));
    Buf b = {0};
    buf_z(&b, "x\n");
    for (int i = 0; i < 1000; i++)
        buf_format(&b, "a text of more than sixteen bytes and number %d\n", i % 10);
    const char *name = file_of(buf_view(&b));
    Diags *diags = diags_new();
    const Core *cores[] = {c};
    ReadOptions o = {.format = INPUT_CSV};
    Reader *r = reader_new(cores, 1, &o, (RejectSink){NULL, NULL}, diags);
    T_OK(reader_open(r, &name, 1));
    T_INT(reader_next(r), 1000);
    const Text *t = reader_batch(r, 0)->col[0].text;
    int wrong = 0;
    for (int i = 10; i < 1000; i++)
        wrong += t[i].code == 0 || t[i].code != t[i % 10].code || t[i].p != t[i % 10].p;
    for (int i = 1; i < 10; i++)
        wrong += t[i].code == t[0].code;
    T_INT(wrong, 0);
    reader_free(r);
    unlink(name);
    buf_free(&b);
}

/* Texts whose dictionaries have grown, more of them than wait for one another in a row, and
 * in the first field such as have no code at last; lengths around those that are copied
 * and compared in one go, the number of the row at either end or between. */
static void test_many_texts(void)
{
    enum { FIELDS = 12, ROWS = 5000 };
    t_group("many texts");
    CoreField f[FIELDS];
    for (int i = 0; i < FIELDS; i++)
        f[i] = field_of(str_format("t%d", i), &type_text);
    static const char fill[] = "........................................";
    Buf in = {0}, want = {0}, text = {0};
    for (int r = 0; r < ROWS; r++)
        for (int i = 0; i < FIELDS; i++) {
            const int number = i > 0 ? r % 700 : r;
            const int before = (i * 7 + r) % 40, behind = (i * 3 + r) % 37;
            text.n = 0;
            buf_format(&text, "%.*s%04d%.*s", before, fill, number, behind, fill);
            buf_format(&in, "%s\"t%d\":\"", i == 0 ? "{" : ",", i);
            buf_put(&in, text.p, text.n);
            buf_z(&in, i == FIELDS - 1 ? "\"}\n" : "\"");
            buf_format(&want, "%st%d=", i == 0 ? "" : " ", i);
            buf_put(&want, text.p, text.n);
            buf_z(&want, i == FIELDS - 1 ? "\n" : "");
        }
    Run r = run_bytes(core_of(FIELDS, f), buf_view(&in), NULL);
    T_OK(str_eq(str_of(r.rows), buf_view(&want)));
    T_INT(r.stats.accepted, ROWS);
    buf_free(&in);
    buf_free(&want);
    buf_free(&text);
}

int main(void)
{
    T_BEGIN();
    test_many_texts();
    test_number();
    test_missing();
    test_flag();
    test_enum();
    test_time();
    test_list();
    test_length();
    test_money();
    test_text();
    test_codes();
    return T_END();
}
