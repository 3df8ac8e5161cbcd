/* parse_test.c -- the front end: words, trees, findings, limits. */
#include "grammar/parse.h"

#include <stdlib.h>

#include "tests/unit/t.h"

static Parsed *parse(const char *text, Diags **ds)
{
    *ds = diags_new();
    return parse_file(source_new("t.sla", str_of(text)), *ds);
}

static const char *code_name(const Diags *ds, int i)
{
    return i < ds->n ? diag_info(ds->item[i]->code)->name : "none";
}

/* -- codes ------------------------------------------------------------------------------- */

/* Every bad text of E01 gives its code and nothing else; every good one gives nothing. */
static void test_codes(void)
{
    t_group("codes");
    for (int c = 0; c < N_DIAG_CODES; c++) {
        const DiagInfo *info = diag_info((DiagCode)c);
        Diags *ds;
        if (strncmp(info->name, "E01", 3) != 0)
            continue;
        parse(info->bad, &ds);
        T_Z(code_name(ds, 0), info->name);
        T_INT(ds->n, 1);
        parse(info->good, &ds);
        T_Z(code_name(ds, 0), "none");
    }
}

/* -- words -------------------------------------------------------------------------------- */

static bool same_id(Keyword a, Keyword b)
{
    return a == b || (a == KW_NOT && b == KW_NO) || (a == KW_NO && b == KW_NOT);
}

/* No spelling belongs to two rows, but `não`. */
static void test_homonyms(Language lang)
{
    const int n = keyword_n_spellings();
    for (int i = 0; i < n; i++) {
        const Spelling a = keyword_spelling(lang, i);
        if (a.text.n == 0)
            continue;
        for (int k = i + 1; k < n; k++) {
            const Spelling b = keyword_spelling(lang, k);
            if (str_eq(a.text, b.text) && !same_id(a.word, b.word))
                T_STR(a.text, STR("a spelling of one row"));
        }
        T_OK(same_id(keyword_find(a.text, lang), a.word));
    }
}

/* A word that can be a name after a dot needs a spelling of one word. */
static void test_one_word(void)
{
    for (int k = 1; k < N_KEYWORDS; k++)
        if (keyword_kind((Keyword)k) == WORD_BUILTIN) {
            T_OK(memchr(keyword_text((Keyword)k, LANG_PT).p, ' ',
                        keyword_text((Keyword)k, LANG_PT).n)
                 == NULL);
            T_OK(keyword_text((Keyword)k, LANG_EN).n > 0);
        }
    T_STR(keyword_text(KW_WITHIN, LANG_PT), STR("dentro de"));
    T_STR(keyword_name_text(KW_WITHIN, LANG_PT), STR("prazo"));
    T_STR(keyword_adjective(KW_CALENDAR, LANG_PT, false), STR("corridos"));
    T_INT(keyword_plural(KW_HOUR), KW_HOURS);
    T_INT(keyword_singular(KW_YEARS), KW_YEAR);
    T_INT(keyword_plural(KW_AND), KW_NO_WORD);
}

/* -- trees -------------------------------------------------------------------------------- */

/* The tree on one line, as a nest of kinds and texts. */
static void brief(Buf *b, const Node *n)
{
    if (n == NULL) {
        buf_char(b, '-');
        return;
    }
    if (n->n == 0) {
        buf_z(b, n->text.p != NULL ? "" : node_kind_name(n->kind));
        buf_str(b, n->text);
        return;
    }
    buf_format(b, "(%s", node_kind_name(n->kind));
    for (int i = 0; i < n->n; i++) {
        buf_char(b, ' ');
        brief(b, n->kid[i]);
    }
    buf_char(b, ')');
}

static const char *expr_brief(const char *text, Language lang)
{
    Buf b = {0};
    Diags *ds = diags_new();
    const Parsed *p = parse_expr(source_new("e", str_of(text)), lang, ds);
    if (ds->n > 0)
        return ds->item[0]->text;
    brief(&b, p->file);
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s.p;
}

#define EXPR(text, want) T_Z(expr_brief((text), LANG_EN), (want))

static void test_expressions(void)
{
    t_group("expressions");
    EXPR("a or b and not c = 1 + 2 * -3",
         "(BINARY a (BINARY b (UNARY (BINARY c (BINARY 1 (BINARY 2 (UNARY 3)))))))");
    EXPR("a - b - c", "(BINARY (BINARY a b) c)");
    EXPR("a otherwise b otherwise 0", "(BINARY a (BINARY b 0))");
    EXPR("if a then 1 else if b then 2 else 3", "(IF a 1 (IF b 2 3))");
    EXPR("x not in 5..200", "(IN x (RANGE 5 200))");
    EXPR("x in [\"a\", \"b\"]", "(IN x (LIST_OF a b))");
    EXPR("x is not known", "(KNOWN x)");
    EXPR("mql.since + 4 business hours",
         "(BINARY (MEMBER mql since) (QUANTITY (QPART 4)))");
    EXPR("1 hour 30 minutes", "(QUANTITY (QPART 1) (QPART 30))");
    EXPR("median(lead.(won_at - created_at) where reached(won) at won_at)",
         "(CALL median (LIST (ARG (EACH_OF lead (BINARY won_at created_at)) (CALL "
         "reached "
         "(LIST won)) - won_at)))");
    EXPR(
        "count(contact where connected in last 30 days)",
        "(CALL count (LIST (ARG contact connected (WINDOW (QUANTITY (QPART 30))) -)))");
    EXPR("x in last", "(IN x last)");
    EXPR("lead \"1\".stage = mql", "(BINARY (MEMBER (LEAD_KEY 1) stage) mql)");
    EXPR("title matches /a\\/b[/]c/", "(BINARY title a/b[/]c)");
    EXPR("a / b / c", "(BINARY (BINARY a b) c)");
    EXPR("1_500_000   BRL", "1_500_000 BRL");
    EXPR("95 %", "95%");
    EXPR("\"a\\\"b\\n\\u{e9}\"", "a\"b\n\xC3\xA9");
    EXPR("`when` = yes", "(BINARY when YESNO)");
    EXPR("target + per - contains", "(BINARY (BINARY target per) contains)");
    EXPR("x.in", "(MEMBER x in)");
    EXPR("not a = b", "(UNARY (BINARY a b))");
    EXPR("a = b otherwise c", "(BINARY a (BINARY b c))");
    EXPR("a + b = c - d", "(BINARY (BINARY a b) (BINARY c d))");
    EXPR("(a otherwise b) + c", "(BINARY (PAREN (BINARY a b)) c)");
    EXPR("-a.b", "(UNARY (MEMBER a b))");
    EXPR("a * -b / c", "(BINARY (BINARY a (UNARY b)) c)");
    EXPR("a and b or c and d", "(BINARY (BINARY a b) (BINARY c d))");
    EXPR("if a then b else c or d", "(IF a b (BINARY c d))");
    EXPR("2026-03-02 - 2026 - 3 - 2", "(BINARY (BINARY (BINARY 2026-03-02 2026) 3) 2)");
}

/* The tree with its words and without its brackets. */
static void shape(Buf *b, const Node *n)
{
    while (n != NULL && n->kind == N_PAREN)
        n = n->kid[0];
    if (n == NULL || n->n == 0) {
        buf_str(b, n == NULL ? STR("-") : n->text);
        return;
    }
    buf_format(b, "(%s:%d:%d", node_kind_name(n->kind), n->word, n->flags);
    for (int i = 0; i < n->n; i++) {
        buf_char(b, ' ');
        shape(b, n->kid[i]);
    }
    buf_char(b, ')');
}

static const char *shape_of(const char *text)
{
    Buf b = {0};
    Diags *ds = diags_new();
    const Parsed *p = parse_expr(source_new("e", str_of(text)), LANG_EN, ds);
    if (ds->n > 0)
        return ds->item[0]->text;
    shape(&b, p->file);
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s.p;
}

/* Each level of the table beside its neighbours, from both sides. */
static void test_precedence(void)
{
    static const struct {
        const char *flat, *bracketed;
    } pair[] = {
        {"a or b and c", "a or (b and c)"},
        {"a and b or c", "(a and b) or c"},
        {"a or b or c", "(a or b) or c"},
        {"not a and b", "(not a) and b"},
        {"a and not b", "a and (not b)"},
        {"not not a", "not (not a)"},
        {"not a = b", "not (a = b)"},
        {"not a in 1..2", "not (a in (1)..(2))"},
        {"not a contains b", "not (a contains b)"},
        {"not a matches /x/", "not (a matches /x/)"},
        {"not a known", "not (a known)"},
        {"not a is b", "not (a is b)"},
        {"a = b otherwise c", "a = (b otherwise c)"},
        {"a otherwise b = c", "(a otherwise b) = c"},
        {"a otherwise b in 1..2", "(a otherwise b) in 1..2"},
        {"a otherwise b known", "(a otherwise b) known"},
        {"a otherwise -b", "a otherwise (-b)"},
        {"a otherwise b.c", "a otherwise (b.c)"},
        {"a = b + c", "a = (b + c)"},
        {"a + b < c", "(a + b) < c"},
        {"a in b + 1..c * 2", "a in (b + 1)..(c * 2)"},
        {"a + b known", "(a + b) known"},
        {"a + b * c", "a + (b * c)"},
        {"a / b - c", "(a / b) - c"},
        {"a - b + c", "(a - b) + c"},
        {"a / b * c", "(a / b) * c"},
        {"-a * b", "(-a) * b"},
        {"a * -b", "a * (-b)"},
        {"-a.b", "-(a.b)"},
        {"-f(a)", "-(f(a))"},
        {"if a then b else c = d", "if a then b else (c = d)"},
        {"if a or b then c + 1 else d and e",
         "if (a or b) then (c + 1) else (d and e)"},
    };
    t_group("precedence");
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
        T_Z(shape_of(pair[i].flat), shape_of(pair[i].bracketed));
    T_OK(strstr(shape_of("a + b otherwise c"), "does not fit") != NULL);
    T_OK(strstr(shape_of("a otherwise b + c"), "does not fit") != NULL);
    T_OK(strstr(shape_of("a = b = c"), "do not chain") != NULL);
    T_OK(strstr(shape_of("a < b in 1..2"), "do not chain") != NULL);
}

static void test_portuguese(void)
{
    t_group("portuguese");
    const Language pt = LANG_PT;
    T_Z(expr_brief("demo = não", pt), "(BINARY demo YESNO)");
    T_Z(expr_brief("não demo", pt), "(UNARY demo)");
    T_Z(expr_brief("a e não b ou não (c)", pt),
        "(BINARY (BINARY a (UNARY b)) (UNARY (PAREN c)))");
    T_Z(expr_brief("x é não conhecido", pt), "(KNOWN x)");
    T_Z(expr_brief("se demo = não então 1 senão 2", pt),
        "(IF (BINARY demo YESNO) 1 2)");
    T_Z(expr_brief("x não em [não, sim]", pt), "(IN x (LIST_OF YESNO YESNO))");
    T_Z(expr_brief("4 horas úteis + 1 dia útil", pt),
        "(BINARY (QUANTITY (QPART 4)) (QUANTITY (QPART 1)))");
    T_Z(expr_brief("cargo combina com /s[oó]ci/", pt), "(BINARY cargo s[oó]ci)");
    T_Z(expr_brief("mql.desde", pt), "(MEMBER mql since)");
    /* í as two code points */
    T_Z(expr_brief("contagem(lead onde ti\xCC\x81tulo conte\xCC\x81m \"a\")", pt),
        "(CALL count (LIST (ARG lead (BINARY título a) - -)))");
}

static Str read_all(const char *path)
{
    Buf b = {0};
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return (Str){0};
    for (size_t n; (n = fread(buf_room(&b, 4096), 1, 4096, f)) > 0;)
        b.n += n;
    fclose(f);
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static const Node *parse_whole(const char *path)
{
    Diags *ds = diags_new();
    const Parsed *p = parse_file(source_new(path, read_all(path)), ds);
    T_Z(ds->n > 0 ? ds->item[0]->text : "none", "none");
    return p->file;
}

static void test_twins(void)
{
    t_group("twins");
    const Node *en = parse_whole("tests/lang/whole.sla");
    const Node *pt = parse_whole("tests/lang/syntax/whole_pt.sla");
    T_INT(pt->n, en->n + 1);
    for (int i = 0; i < en->n; i++)
        if (!ast_equal(kid(en, i), kid(pt, i + 1)))
            t_result(0, __LINE__, "same tree", node_kind_name(kid(pt, i + 1)->kind),
                     "twins");
    T_OK(ast_equal(en, parse_whole("tests/lang/whole.sla")));
    T_OK(!ast_equal(en, pt));
}

static void test_names(void)
{
    t_group("names");
    Diags *ds;
    const Parsed *p = parse("language pt\ndefina x = agora - criado\n", &ds);
    T_INT(ds->n, 0);
    T_INT(p->language, LANG_PT);
    const Node *sum = kid(kid(p->file, 1), 3);
    T_INT(kid(sum, 0)->word, KW_NOW);
    T_INT(kid(sum, 1)->word, KW_NO_WORD);
    p = parse("idioma en\ndefine x = `now`\n", &ds);
    T_INT(ds->n, 0);
    T_INT(kid(kid(p->file, 1), 3)->flags, NODE_QUOTED);
    T_INT(kid(kid(p->file, 1), 3)->word, KW_NO_WORD);
}

/* -- lines --------------------------------------------------------------------------------- */

static int findings(const char *text)
{
    Diags *ds;
    parse(text, &ds);
    return ds->n;
}

static void test_lines(void)
{
    t_group("lines");
    T_INT(findings("define a =\n  1 +\n  2\n  - 3\n"), 0);
    T_INT(findings("define a = b\n  and c\n  or d\n"), 0);
    T_INT(findings("define a = 1 \\\n  in 1..2\r\ndefine b = 2\r\n"), 0);
    T_INT(findings("score s {\n  +1 when a\n  -1 when b\n    and c\n}\n"), 0);
    T_INT(findings("lead\n  by id\n  at t\n{ id text, t timestamp }\n"), 0);
    T_INT(
        findings(
            "agreement a { clause b { by x, within 4 hours, target 95% per day } }\n"),
        0);
    T_INT(findings("lead { a one of x, y, b text, target number, per flag }\n"), 0);
    T_INT(findings("grade of x {\n  A from 1,\n  B otherwise\n}\n"), 0);
    T_INT(findings("lead {\n  a text missing \"x\", \"y\"\n  missing \"N/A\"\n}\n"), 0);
    T_INT(findings("define a = (1\n  + 2\n)\n# end\n"), 0);
    T_INT(findings("kpi k { measure count(lead where a\n  and b), sum(c) }\n"), 0);
    T_INT(findings("agreement a { clause b { for x and\n target > 5 } }\n"), 0);
    T_INT(findings("agreement a { clause b { keep x and\n due within 3 hours } }\n"),
          0);
}

/* Every form of the grammar once, as a line of its block. */
static const struct {
    const char *head, *line;
} forms[] = {
    {"",
     "policy \"p\" { year starts february\n until 2027-01-01, review every month }"},
    {"", "lead by id at seen.on missing \"N/A\", \"-\" { id text }"},
    {"", "event contact \"C\" at a.b, c key \"k\" missing \"\" { text text, "
         "`missing` text }"},
    {"", "fact spend \"S\" at day { day date }"},
    {"", "fact team by owner { owner text }"},
    {"", "grade band \"B\" of fit \"F\" by interest { A from 80 by 60, B from -5, C "
         "otherwise }"},
    {"", "grade at of fit { A otherwise }"},
    {"", "agreement a \"A\" level service for x over b.c { }"},
    {"", "guard \"g\" = moved(mql, new) <= 2%"},
    {"", "accept \"g\" by \"me\" until 2026-12-31 because \"so\""},
    {"", "define f(a number, b list of text, c business duration, d period) = a"},
    {"", "threshold t \"T\" = -5 * 2 in -10..10"},
    {"", "set s \"S\" = [\"a\", /b/, -3, 2026-01-01, yes]"},
    {"", "set s from \"file.txt\""},
    {"", "score s \"S\" in 0..100 = 1"},
    {"", "use std.calendar.br"},
    {"lead", "at list of list of text\n  by text in currency"},
    {"lead",
     "a text required label fixed folded default \"x\" from \"y\" format \"%d\""},
    {"lead", "a timestamp zone \"UTC\" dates at 24:00 missing \"-\""},
    {"lead", "a list of text separator \"|\", b business duration, business duration"},
    {"lead", "a money in currency at least 0 at most 5"},
    {"lead", "a one of x, \"y z\" otherwise other default x"},
    {"score s", "+bar when a"},
    {"score s", "-(1 + 2) per a + b, up to 3 points"},
    {"score s", "+1 each e where a in this month at most 3 per day up to m points"},
    {"score s", "+1 each e in all, up to 1 point, halves every 30 days"},
    {"score s", "+1 each e, fades over 3 months"},
    {"score s", "+1 each e in last 7 days, expires after 1 year 2 months"},
    {"score s",
     "group \"g\" up to 10 points { +1 when a\n group \"h\" up to x points { } }"},
    {"funnel", "stage new\n exit lost \"L\" when a since b until c"},
    {"calendar c",
     "open mon..fri, sun 22:00-06:00, 9:00-12:00\n closed br 14:00-18:00"},
    {"holidays h", "1 may \"a\", 20 nov from 2024 until 2030 \"b\", easter - 2 \"c\""},
    {"holidays h", "easter \"e\"\n 4th thu of nov \"d\", last mon of may \"e\""},
    {"holidays h",
     "2026-07-09 \"x\", 4 jul observed \"y\", easter + 60 observed \"z\""},
    {"clause", "starts a, when b, each e where c, each time d"},
    {"clause", "stops a, when b\n cancels c, d\n pauses while x"},
    {"clause", "within if a then 1 hour else 2 hours on cal relaxes"},
    {"clause", "due a + 3 days relaxes, relaxes"},
    {"clause", "keep a known within 1 hour on cal\n keep b relaxes\n after exit"},
    {"clause", "warn at 75% notify \"x\", escalate \"y\"\n warn 1 hour before due"},
    {"clause", "warn lead_time before due reassign \"pool\""},
    {"clause", "target 95% per month by stop relaxes\n target 1 per day of x by due"},
    {"clause", "measure count(lead)\n per month\n split by a top 3, b.c\n target at "
               "most 3 relaxes"},
    {"clause", "excused when a\n for b\n by sales, marketing\n breach notify \"a\", "
               "reassign \"b\""},
    {"kpi k",
     "measure a, b\n per week of c\n baseline p75 of last 4\n target at least 5 BRL"},
    {"scenario s",
     "a = 1\n b.c = 2 business hours on cal\n d.target = 5% per month of x by due"},
    {"test \"t\"",
     "at 2026-01-01T00:00Z\n given lead at 2026-01-01T00:00Z { a 1, b -2\n c yes, }"},
    {"test \"t\"", "given contact at 2026-01-01T00:00:00.5+05:30 { x [\"a\"] }\n "
                   "expect a = 1, lead \"1\".x = 2"},
};

static void test_forms(void)
{
    t_group("forms");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *head = forms[i].head, *line = forms[i].line;
        const bool clause = strcmp(head, "clause") == 0;
        Diags *ds;
        parse(*head == '\0' ? str_format("%s\n", line)
              : clause      ? str_format("agreement a { clause b {\n  %s\n} }\n", line)
                            : str_format("%s {\n  %s\n}\n", head, line),
              &ds);
        t_result(ds->n == 0, __LINE__, line, ds->n > 0 ? ds->item[0]->text : "",
                 "clean");
    }
}

/* -- habits -------------------------------------------------------------------------------- */

static void first_is(const char *text, const char *code)
{
    Diags *ds;
    parse(text, &ds);
    T_Z(code_name(ds, 0), code);
    T_INT(ds->n, 1);
}

static void test_habits(void)
{
    t_group("habits");
    first_is("define a = 2026-3-2\n", "E0111");
    first_is("define a = 02.03.2026\n", "E0111");
    first_is("define a = 2026-03-02T10:00-03\n", "E0112");
    first_is("define a = 1,500,000\n", "E0114");
    first_is("define a = $5000\n", "E0115");
    first_is("define a = \xE2\x82\xAC 10\n", "E0115");
    first_is("define a = 30days\n", "E0116");
    first_is("define a = 1h30\n", "E0116");
    first_is("define a = 9am\n", "E0116");
    first_is("define a = b && c\n", "E0117");
    first_is("define a = b || !c\n", "E0117");
    first_is("define a = b <> 1\n", "E0117");
    first_is("define a = b \xE2\x89\xA5 1\n", "E0120");
    first_is("given: x\n", "E0121");
    first_is("define a = x beween 5\n", "E0101");
    first_is("When a\n", "E0101");
    first_is("persona p When a\n", "E0103");
    first_is("persona p\n  When a\n", "E0103");
    first_is("Lead { a text }\n", "E0103");
    first_is("kpi k { mesure a }\n", "E0103");
    first_is("define a = b is one of c\n", "E0101");
    first_is("set `s = [1]\n", "E0124");
    first_is("define a = 1 /* b */\n", "E0128");
    first_is("define a = 1 // b\n", "E0128");
    first_is("lead { when text }\n", "E0126");
    first_is("define a = b in 5..\n", "E0102");
    first_is("kpi k { measure 1\n", "E0105");
    first_is("agreement a { clause b { by c } }\n} \n", "E0106");
    first_is("agreement a {\n clause b { by c } }\n clause d { by c }\n}\n", "E0106");
    first_is("agreement a {\n clause b {\n  by c }\n  within 1 hour\n }\n}\n", "E0106");
    first_is("agreement a\n clause b { by c }\n}\n", "E0104");
    first_is("agreement a {\n clause b {\n for f(a\n by c\n }\n}\n", "E0107");
    first_is("define a = b matches /[/\n", "E0110");
    first_is("define a = b matches /x[a-z/\n", "E0110");
    first_is("language pt\npolitica \"x\" {\n  moeda BRL\n}\n", "E0103");
    first_is("test \"t\" {\n  given lead { id: \"1\", x: 2 }\n}\n", "E0121");
    first_is("define a = x matchs /a\\b\\d/\n", "E0103");
    T_INT(findings("define\xC2\xA0"
                   "a\xE2\x80\x8B = 1\xEF\xBB\xBF\n"),
          0);
}

/* -- limits --------------------------------------------------------------------------------- */

static Str repeated(const char *head, const char *unit, int n, const char *tail)
{
    Buf b = {0};
    buf_z(&b, head);
    for (int i = 0; i < n; i++)
        buf_z(&b, unit);
    buf_z(&b, tail);
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static void limit_is(Str text, const char *code)
{
    Diags *ds = diags_new();
    const Parsed *p = parse_file(source_new("t", text), ds);
    T_Z(code_name(ds, 0), code);
    T_INT(ds->n, strcmp(code, "none") != 0);
    T_OK(p->file != NULL && p->file->height <= 1000);
}

static void test_limits(void)
{
    t_group("limits");
    limit_is(repeated("define a = ", "(", 10000, "1\n"), "E0125");
    limit_is(repeated("define a = ", "[", 10000, "1\n"), "E0125");
    limit_is(repeated("define a = ", "not ", 10000, "b\n"), "E0125");
    limit_is(repeated("define a = ", "- ", 10000, "1\n"), "E0125");
    limit_is(repeated("define a = ", "b otherwise ", 10000, "1\n"), "E0125");
    limit_is(repeated("define a = ", "if b then c else ", 10000, "1\n"), "E0125");
    limit_is(repeated("define a = 1", " + 1", 10000, "\n"), "E0125");
    limit_is(repeated("define a = 1", " + 1", 900, "\n"), "none");
    limit_is(repeated("define a = b", ".c", 10000, "\n"), "E0125");
    limit_is(repeated("score s { ", "group \"g\" up to 1 points { ", 10000, ""),
             "E0125");
    limit_is(repeated("define a = ", "(", 190, "1"), "E0107");
    limit_is(repeated("", "define a = 1\n", 20000, ""), "none");
    limit_is(repeated("set s = [\"a\"", ", \"a\"", 50000, "]\n"), "none");
}

static void test_findings_end(void)
{
    t_group("many findings");
    Diags *ds = diags_new();
    parse_file(source_new("t", repeated("", "} ", 100000, "")), ds);
    T_OK(ds->n > 100 && ds->n < 300);
    ds = diags_new();
    parse_file(source_new("t", repeated("", "what is this\n", 100000, "")), ds);
    T_OK(ds->n > 100 && ds->n < 300);
}

/* -- the rest --------------------------------------------------------------------------------- */

static void test_comments(void)
{
    t_group("comments");
    Diags *ds;
    const Parsed *p = parse("# one  \ndefine a = 1  # two\n\n  # three \\\n", &ds);
    T_INT(ds->n, 0);
    T_INT(p->n_comments, 3);
    T_STR(span_text(p->comment[0].span), STR("# one"));
    T_OK(p->comment[0].own_line && !p->comment[1].own_line && p->comment[2].own_line);
}

static void test_state(void)
{
    t_group("state");
    static const struct {
        const char *text;
        ParseState want;
    } tries[] = {
        {"define a = 1", PARSE_WHOLE},
        {"1 + 2", PARSE_WHOLE},
        {"grade = A", PARSE_WHOLE},
        {"grade", PARSE_WHOLE},
        {"", PARSE_WHOLE},
        {"define a =", PARSE_MORE},
        {"a and", PARSE_MORE},
        {"count(lead where", PARSE_MORE},
        {"(1 + 2", PARSE_MORE},
        {"lead by id {", PARSE_MORE},
        {"lead by id {\n  id text\n", PARSE_MORE},
        {"lead by id {\n  id text\n}", PARSE_WHOLE},
        {"kpi k \"K\"", PARSE_MORE},
        {"if a then", PARSE_MORE},
        {"\"abc", PARSE_WRONG},
    };
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
        t_int(__LINE__, tries[i].text, parse_state(str_of(tries[i].text), LANG_EN),
              tries[i].want);
}

static void test_spans(void)
{
    t_group("spans");
    Diags *ds;
    const Parsed *p = parse("define a = b + cc\npersona p when x\n", &ds);
    const Node *def = kid(p->file, 0), *sum = kid(def, 3);
    T_STR(span_text(def->span), STR("define a = b + cc"));
    T_STR(span_text(def->at), STR("define"));
    T_STR(span_text(sum->span), STR("b + cc"));
    T_STR(span_text(sum->at), STR("+"));
    T_STR(span_text(kid(p->file, 1)->span), STR("persona p when x"));
}

int main(void)
{
    T_BEGIN();
    t_group("words");
    test_homonyms(LANG_EN);
    test_homonyms(LANG_PT);
    test_one_word();
    test_codes();
    test_expressions();
    test_precedence();
    test_portuguese();
    test_names();
    test_twins();
    test_lines();
    test_forms();
    test_habits();
    test_limits();
    test_findings_end();
    test_comments();
    test_state();
    test_spans();
    return T_END();
}
