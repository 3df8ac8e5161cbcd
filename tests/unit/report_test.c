/* report_test.c -- the formats of a report, over the made-up ones of report_fixture.h.
 *
 * Goldens stand in tests/unit/report; BLESS=1 rewrites them.  `report_test FORMAT [WIDTH]`
 * writes the large report to standard output, for readers and for tests/browser.
 */
#include "interp/base/decimal.h"
#include "interp/base/utf8.h"
#include "interp/io/json_check.h"
#include "interp/io/report_page.h"
#include "tests/unit/golden.h"
#include "tests/unit/report_bytes.h"
#include "tests/unit/report_fixture.h"
#include "tests/unit/t.h"

#include <stdlib.h>
#include <unistd.h>

static const struct {
    const char *name;
    ReportFormat format;
} formats[] = {{"text", REPORT_TEXT},
               {"markdown", REPORT_MARKDOWN},
               {"json", REPORT_JSON},
               {"csv", REPORT_CSV},
               {"html", REPORT_HTML}};

enum { N_FORMATS = sizeof formats / sizeof *formats };

static int show(const char *name, int width)
{
    const char *why;
    ReportLook look = {.width = width};
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(name, formats[i].name) == 0) {
            Sink *out = sink_open(NULL, STDOUT_FILENO, &why);
            report_write(out, fixture_report(), formats[i].format, &look);
            sink_flush(out);
            return sink_close(out, true, &why) ? 0 : 1;
        }
    return 2;
}

/* -- files ---------------------------------------------------------------------------- */

/* The style sheet is no part of a golden: its effect is what tests/browser looks at. */
static Str without_style(Str s)
{
    const char *from = strstr(s.p, "<style>"), *to = strstr(s.p, "</style>");
    if (from == NULL || to == NULL)
        return s;
    return str_of(str_format("%.*s%s", (int)(from - s.p), s.p, to));
}

static void test_goldens(void)
{
    t_group("goldens");
    for (size_t i = 0; i < N_FORMATS; i++) {
        ReportLook look = {.width = 80};
        Str got = report_bytes(fixture_small(), formats[i].format, &look);
        golden("report", formats[i].name, without_style(got));
        golden("report", str_format("empty_%s", formats[i].name),
               without_style(report_bytes(fixture_empty(), formats[i].format, &look)));
    }
    ReportLook wide = {.width = 140};
    golden("report", "text_140", report_bytes(fixture_small(), REPORT_TEXT, &wide));
}

/* -- values --------------------------------------------------------------------------- */

/* The same figure as the first KPI would show, under a target. */
static const char *shown(const Type *type, FigureValue v, int64_t target, bool at_least,
                         bool percent)
{
    static CoreExpr goal, side;
    static CoreMeasure m;
    Report *r = fixture_report();
    FigureSet f = {.target = {.i64 = target}};
    goal = (CoreExpr){.kind = CORE_CONST, .type = type, .id = percent ? 1 : 0};
    side = (CoreExpr){.kind = CORE_CONST, .type = &type_number};
    m = r->core->measures[0];
    m.type = type;
    m.target = &goal;
    m.at_least = at_least;
    m.under = percent ? &side : NULL;
    r->core->measures[0] = m;
    return report_value(r, &f, &v);
}

static FigureValue ratio(int64_t over, int64_t under)
{
    FigureValue v = {.over = over, .under = under};
    v.i64 = (int64_t)dec_div_round((Int128)over * MICRO, under);
    return v;
}

static const char *share(int64_t over, int64_t under, int64_t target, bool at_least)
{
    return shown(&type_number, ratio(over, under), target, at_least, true);
}

static void test_shares(void)
{
    const int64_t target = 950000;
    t_group("shares are never rounded into a verdict");
    T_Z(share(95, 100, target, true), "95.0%");
    T_Z(share(94999, 100000, target, true), "94.9%");
    T_Z(share(9499999999, 10000000000, target, true), "94.9%");
    T_Z(share(1, 1, target, true), "100%");
    T_Z(share(999999, 1000000, target, true), "99.9%");
    T_Z(share(0, 7, target, true), "0%");
    T_Z(share(1, 100000, target, true), "<0.1%");
    T_Z(share(3, 2, target, true), "150.0%");
    t_group("upwards where the target is at most");
    T_Z(share(5, 100, 50000, false), "5.0%");
    T_Z(share(50001, 1000000, 50000, false), "5.1%");
    T_Z(share(9996, 10000, 50000, false), ">99.9%");
    t_group("as fine as the target is");
    T_Z(share(94944, 100000, 949500, true), "94.94%");
    T_Z(share(94950, 100000, 949500, true), "94.95%");
    T_Z(share(94959, 100000, 949500, true), "94.95%");
}

static void test_values(void)
{
    const int64_t hour = 3600 * USEC_SECOND, minute = 60 * USEC_SECOND;
    t_group("amounts");
    FigureValue v = ratio(19800000001, 22000000);
    T_INT(v.i64, 900 * MICRO);
    T_Z(shown(&type_money, v, 900 * MICRO, false, false), "900.01 BRL");
    T_Z(shown(&type_money, v, 900 * MICRO, true, false), "900 BRL");
    v = (FigureValue){.i64 = -1234567891234};
    T_Z(shown(&type_money, v, 0, true, false), "-1,234,567.90 BRL");
    v = (FigureValue){.i64 = -1234500};
    T_Z(shown(&type_money, v, 0, false, false), "-1.23 BRL");
    T_Z(shown(&type_money, v, 0, true, false), "-1.24 BRL");
    T_Z(shown(&type_number, (FigureValue){.i64 = 3500000}, 0, true, false), "3.5");
    T_Z(shown(&type_number, (FigureValue){.i64 = 1}, 0, true, false), "<0.01");
    v = (FigureValue){.i64 = INT64_MAX, .over = INT64_MAX, .under = 1};
    T_Z(shown(&type_number, v, 0, true, false), "9,223,372,036,854.775807");
    t_group("lengths");
    v = (FigureValue){.i64 = 4 * hour + 1};
    T_Z(shown(&type_business, v, 4 * hour, false, false), "4 business h 1 min");
    v.i64 = 4 * hour;
    T_Z(shown(&type_business, v, 4 * hour, false, false), "4 business h");
    v.i64 = 4 * hour - 1;
    T_Z(shown(&type_business, v, 4 * hour, true, false), "3 business h 59 min");
    v.i64 = 3 * 24 * hour + 20 * minute;
    T_Z(shown(&type_duration, v, 72 * hour, false, false), "3 d 1 h");
    T_Z(shown(&type_duration, v, 72 * hour + 30 * minute, false, false), "3 d 20 min");
    v.i64 = 1500000;
    T_Z(shown(&type_duration, v, 2 * USEC_SECOND, false, false), "2 s");
    v.i64 = 0;
    T_Z(shown(&type_duration, v, 2 * USEC_SECOND, false, false), "0 s");
    v.i64 = 3 * BUSINESS_DAY;
    T_Z(shown(&type_business_days, v, 2 * BUSINESS_DAY, false, false),
        "3 business days");
    t_group("no value");
    T_Z(shown(&type_number, (FigureValue){.missing = true}, 0, true, false),
        "no value");
    T_Z(shown(&type_number, (FigureValue){.missing = true, .overflow = true}, 0, true,
              false),
        "out of range");
}

/* -- verdicts ------------------------------------------------------------------------- */

/* What months with these verdicts amount to: k kept, m missed, o open, - no value. */
static const char *standing(const char *verdicts)
{
    Report *r = fixture_report();
    FigureSet f = *r->clause[0].attainment[0];
    int n = (int)strlen(verdicts);
    f.last = f.first + n - 1;
    f.n_figures = n;
    for (int i = 0; i < n; i++) {
        Figure *g = &f.figure[i];
        g->ended = verdicts[i] != 'o';
        g->verdict = verdicts[i] == 'k'   ? VERDICT_KEPT
                     : verdicts[i] == 'm' ? VERDICT_MISSED
                     : verdicts[i] == 'o' ? VERDICT_OPEN
                                          : VERDICT_NO_VALUE;
    }
    return report_standing_text(r, &f);
}

static void test_standing(void)
{
    t_group("standing");
    T_Z(standing("kkmm"), "missed since Dec 2025, 2 in a row");
    T_Z(standing("kkmo"), "missed in Dec 2025");
    T_Z(standing("mkk"), "kept since Nov 2025, 2 in a row");
    T_Z(standing("kkk"), "always kept since Oct 2025, 3 in a row");
    T_Z(standing("mmm"), "never kept since Oct 2025, 3 in a row");
    T_Z(standing("kmm-mo"), "missed since Nov 2025, 3 in a row");
    T_Z(standing("k-o"), "kept in Oct 2025");
    T_Z(standing("o"), "no verdict yet");
    T_Z(standing("--"), "no verdict yet");
}

static void test_parties(void)
{
    Report *r = fixture_report();
    PartySum sales = report_party_sum(r, 1), all = report_party_sum(r, ALL_PARTIES);
    t_group("parties");
    T_INT(sales.clauses, 4);
    T_INT(sales.missed, 1);
    T_INT(sales.kept, 3);
    T_INT(sales.late, 9);
    T_INT(sales.undetermined, 4);
    T_STR(sales.next->lead, STR("L-2301"));
    T_INT(all.clauses, 6);
    T_INT(party_verdict(&all), VERDICT_MISSED);
    T_INT(report_party_sum(r, NO_PARTY).clauses, 0);
}

static void test_words(void)
{
    Report *r = fixture_small();
    t_group("words");
    T_Z(report_counts_by(r, r->core->clauses[0].level[0].attainment),
        "Each case counts in the month in which it was due.");
    T_Z(report_counts_by(r, 4), "Each part is counted by the month of an instant of "
                                "its own, so the two sides of "
                                "a ratio may be different leads.");
    T_OK(report_counts_by(r, 5) == NULL);
    T_Z(report_explain_lead(r, STR("it's 1")),
        "acordo explain viva.sla --lead 'it'\\''s 1' --as-of 2026-11-26T09:00:00-03:00 "
        "--scenario stricter --set mql_bar=70 --set 'note=it'\\''s' "
        "'export/leads d'\\''água <2026>.csv' spend=spend.csv");
    T_Z(report_anchor("kpi", STR("a b\"c")), "kpi-a-20b-22c");
}

/* What a command must say again: the level, the period, the group, and how it was read. */
static void test_commands(void)
{
    static const char *const reading[] = {"delimiter", ";", NULL}, *const choosing[] = {
                                                                       "where", "a > 1",
                                                                       NULL};
    Report *r = fixture_small();
    const FigureSet *levels = r->clause[0].attainment[0];
    const FigureSet *split = NULL;
    for (int i = 0; i < r->core->n_measures; i++)
        if (r->core->measures[i].n_splits > 0)
            split = &r->figures[i];
    t_group("commands");
    r->scenario = NULL;
    r->settings = NULL;
    r->n_inputs = 0;
    T_Z(report_explain(r, levels, 0, levels->last),
        "acordo explain viva.sla --figure enterprise.first_contact --period 2026-11 "
        "--as-of 2026-11-26T09:00:00-03:00");
    r->reading = reading;
    r->choosing = choosing;
    T_OK(split != NULL && split->n_groups > 1);
    T_Z(report_explain(r, split, 1, split->last),
        "acordo explain viva.sla --figure why_returned --period 2026-11 --group 'sem "
        "orçamento' --where 'a > 1' --as-of 2026-11-26T09:00:00-03:00 --delimiter ';'");
    r->policy = NULL;
    T_OK(report_explain(r, levels, 0, levels->last) == NULL);
}

/* -- texts of others are texts -------------------------------------------------------- */

static int count(Str s, const char *what)
{
    int n = 0;
    for (const char *at = s.p; (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

static void test_escaping(void)
{
    static const char *const never[] = {"<script",  "<b>",  "http://",
                                        "https://", "src=", "url(",
                                        "@import",  "\033", "javascript:"};
    Str html = report_bytes(fixture_report(), REPORT_HTML, NULL);
    t_group("HTML");
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        t_int(__LINE__, never[i], count(html, never[i]), 0);
    T_OK(count(html, "&lt;script&gt;alert(1)") > 0);
    T_OK(count(html, "&lt;b&gt;&quot;&amp;&#39; x") > 0);
    T_INT(count(html, "default-src 'none'"), 1);
    T_OK(utf8_valid(html));
    Str text = report_bytes(fixture_report(), REPORT_TEXT, NULL);
    t_group("text");
    T_INT(count(text, "\033"), 0);
    Str csv = report_bytes(fixture_report(), REPORT_CSV, NULL);
    t_group("CSV");
    T_OK(count(csv, "\"evento <b>\"\"&' x\"") > 0);
}

static int cells(Str line)
{
    int n = 0;
    for (size_t i = 0; i < line.n; i++)
        n += line.p[i] == '|' && (i == 0 || line.p[i - 1] != '\\');
    return n;
}

/* Rows of one table have as many cells as its head, whatever the texts hold. */
static void test_markdown_tables(void)
{
    Str s = report_bytes(fixture_report(), REPORT_MARKDOWN, NULL);
    int width = 0, tables = 0, bad = 0;
    t_group("Markdown");
    for (size_t at = 0; at < s.n;) {
        const char *end = memchr(s.p + at, '\n', s.n - at);
        size_t to = end != NULL ? (size_t)(end - s.p) : s.n;
        Str line = str_sub(s, at, to);
        bool row = line.n > 0 && line.p[0] == '|';
        tables += row && width == 0;
        bad += row && width > 0 && cells(line) != width;
        width = !row ? 0 : width > 0 ? width : cells(line);
        at = to + 1;
    }
    T_OK(tables > 20);
    T_INT(bad, 0);
    T_INT(count(s, "<b>"), 0);
    T_INT(count(s, "<script"), 0);
    T_INT(count(s, "<details>"), count(s, "</details>"));
    T_OK(str_starts(s, STR("**✗ 1 of 5 promises is not kept. 9 cases are late")));
}

/* -- widths, colours ------------------------------------------------------------------ */

static int widest(Str s)
{
    int most = 0;
    for (size_t at = 0; at < s.n;) {
        const char *end = memchr(s.p + at, '\n', s.n - at);
        size_t to = end != NULL ? (size_t)(end - s.p) : s.n;
        int n = utf8_width(str_sub(s, at, to));
        most = n > most ? n : most;
        at = to + 1;
    }
    return most;
}

static Str unpainted(Str s)
{
    Buf b = {0};
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\033')
            while (s.p[i] != 'm')
                i++;
        else
            buf_char(&b, s.p[i]);
    Str plain = buf_copy(&b);
    buf_free(&b);
    return plain;
}

static void test_widths(void)
{
    static const int widths[] = {60, 72, 80, 100, 140};
    t_group("widths");
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        ReportLook look = {.width = widths[i]}, painted = look;
        painted.colour = true;
        Str plain = report_bytes(fixture_report(), REPORT_TEXT, &look);
        Str colour = report_bytes(fixture_report(), REPORT_TEXT, &painted);
        T_OK(widest(plain) <= widths[i]);
        T_OK(count(colour, "\033[31m") > 0);
        T_STR(unpainted(colour), plain);
    }
}

/* -- every value of a report is in its data ------------------------------------------- */

static int commas(Str line)
{
    int n = 0;
    bool quoted = false;
    for (size_t i = 0; i < line.n; i++) {
        quoted = quoted != (line.p[i] == '"');
        n += line.p[i] == ',' && !quoted;
    }
    return n;
}

static void test_csv(void)
{
    Str s = report_bytes(fixture_report(), REPORT_CSV, NULL);
    int lines = 0, want = -1, bad = 0;
    t_group("CSV");
    for (size_t at = 0; at < s.n; lines++) {
        const char *end = memchr(s.p + at, '\n', s.n - at);
        size_t to = end != NULL ? (size_t)(end - s.p) : s.n;
        int n = commas(str_sub(s, at, to));
        want = want < 0 ? n : want;
        bad += n != want;
        at = to + 1;
    }
    T_INT(bad, 0);
    T_INT(lines, 1511);
    T_INT(count(s, ",900,19800.000001,22,<= 900,,missed\n"), 1);
}

static void test_json(void)
{
    Fault fault;
    Str s = report_bytes(fixture_report(), REPORT_JSON, NULL);
    t_group("JSON");
    T_OK(json_check(s, &fault));
    T_OK(utf8_valid(s));
    T_INT(count(s, "\"value\": 900, \"over\": 19800.000001, \"under\": 22"), 1);
}

int main(int argc, char **argv)
{
    T_BEGIN();
    if (argc > 1)
        return show(argv[1], argc > 2 ? atoi(argv[2]) : 0);
    test_shares();
    test_values();
    test_standing();
    test_parties();
    test_words();
    test_commands();
    test_escaping();
    test_markdown_tables();
    test_widths();
    test_csv();
    test_json();
    test_goldens();
    return T_END();
}
