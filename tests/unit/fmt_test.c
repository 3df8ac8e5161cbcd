/* fmt_test.c -- layout and translation, case by case. */
#include "grammar/fmt.h"
#include "grammar/words.h"
#include "interp/base/diag_render.h"
#include "tests/unit/t.h"

/* The text in the layout of a language, or its findings. */
static Str formatted(const char *text, Language to)
{
    Diags *ds = diags_new();
    Parsed *p = parse_file(source_new("t", str_of(text)), ds);
    Buf b = {0};
    if (diags_any_error(ds))
        diags_render(&b, ds, DIAG_GNU, false);
    else
        fmt_file(&b, p, to);
    Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static Str one_line(const char *text, Language from, Language to)
{
    Diags *ds = diags_new();
    Parsed *p = parse_expr(source_new("t", str_of(text)), from, ds);
    Buf b = {0};
    if (diags_any_error(ds))
        diags_render(&b, ds, DIAG_GNU, false);
    else
        fmt_expr(&b, p->file, to);
    Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

/* Each case: English as fmt writes it, and its Portuguese twin (without the first line). */
static void both(int line, const char *en, const char *pt)
{
    Str head = str_of(str_format("idioma pt\n\n%s", pt));
    t_str(line, "en -> en", formatted(en, LANG_EN), str_of(en));
    t_str(line, "en -> pt", formatted(en, LANG_PT), head);
    t_str(line, "pt -> pt", formatted(head.p, LANG_PT), head);
    t_str(line, "pt -> en", formatted(head.p, LANG_EN), str_of(en));
}
#define T_BOTH(en, pt)    both(__LINE__, (en), (pt))
#define T_FMT(text, want) T_STR(formatted((text), LANG_EN), str_of(want))

#define T_LINE(text, from, to, want) T_STR(one_line((text), (from), (to)), str_of(want))

static void test_words(void)
{
    t_group("no built-in is spelled as another one is in the other language");
    for (int k = 1; k < N_KEYWORDS; k++) {
        Str en = keyword_text((Keyword)k, LANG_EN);
        unsigned any = ~0U;
        if (words_find(en, any, LANG_EN) != (Keyword)k)
            continue;
        Keyword pt = words_find(en, any, LANG_PT);
        T_OK(pt == KW_NO_WORD || pt == (Keyword)k);
        Str twin = keyword_name_text((Keyword)k, LANG_PT);
        T_OK(twin.n > 0);
        T_INT(words_find(twin, any, LANG_PT), k);
        T_OK(keyword_kind(keyword_find(twin, LANG_PT)) != WORD_RESERVED);
    }
}

static void test_builtins(void)
{
    t_group("built-ins have twins where they stand as such");
    T_BOTH("define a = stage = mql and now - mql.since > 1 day\n",
           "defina a = etapa = mql e agora - mql.desde > 1 dia\n");
    T_BOTH(
        "define a = c.status = running or c.due < now or grade = B or persona = none\n",
        "defina a = c.situação = em_curso ou c.vencimento < agora ou nota = B ou"
        " persona = nenhum\n");
    T_BOTH(
        "define a = count(lead where reached(mql)) + first(x) + median(y) + p90(z)\n",
        "defina a = contagem(lead onde alcançou(mql)) + primeiro(x) + mediana(y) + "
        "p90(z)\n");
    T_BOTH("define a = weekday_of(t) in [sat, sunday] or month_of(t) = may\n",
           "defina a = weekday_of(t) em [sáb, domingo] ou month_of(t) = mai\n");
    T_BOTH(
        "define a = lead \"1\".stage = x and lead.stage = y and contact.status = z\n",
        "defina a = lead \"1\".etapa = x e lead.etapa = y e contact.situação = z\n");
    T_BOTH("kpi k {\n  measure   period.start\n  per       month of mql.since\n"
           "  target    90% per week by due\n  baseline  median of last 4\n}\n",
           "indicador k {\n  mede          período.início\n  a cada        mês do "
           "mql.desde\n"
           "  meta          90% a cada semana por vencimento\n"
           "  referência    mediana do último 4\n}\n");
    T_BOTH(
        "scenario s {\n  c.within = 2 business hours\n  a.c.target = 1 per day by "
        "stop\n"
        "  within = 3\n}\n",
        "cenário s {\n  c.prazo = 2 horas úteis\n  a.c.meta = 1 a cada dia por parada\n"
        "  within = 3\n}\n");
    T_BOTH("holidays h {\n  1 may \"a\"\n  4th thu of nov \"b\"\n  last mon of january "
           "\"c\"\n}\n",
           "feriados h {\n  1 mai \"a\"\n  4ª qui do nov \"b\"\n"
           "  último seg do janeiro \"c\"\n}\n");
}

static void test_users_names(void)
{
    t_group("a user's name is never translated");
    T_BOTH("lead {\n  stage  text\n  event  one of met, running\n  etapa  text\n}\n"
           "define a = stage = x and event = met and etapa = y\n",
           "lead {\n  stage  texto\n  event  um de met, running\n  etapa  texto\n}\n"
           "defina a = stage = x e event = met e etapa = y\n");
    T_BOTH("event contact at x {\n  status  text\n}\ndefine a = contact.status = "
           "c.status\n",
           "evento contact às x {\n  status  texto\n}\n"
           "defina a = contact.status = c.situação\n");
    T_BOTH("define count(x number) = x\ndefine a = count(1) + sum(y)\n",
           "defina count(x número) = x\ndefina a = count(1) + soma(y)\n");

    t_group("a name that would be a built-in of the other language is quoted there");
    T_BOTH("define a = etapa + agora + x.situação + contagem(y)\n",
           "defina a = `etapa` + `agora` + x.`situação` + `contagem`(y)\n");
    t_group("where the twin is the user's own, the English word stays");
    T_BOTH("define etapa = 1\ndefine a = stage = etapa\n",
           "defina etapa = 1\ndefina a = stage = etapa\n");
}

static void test_quotes(void)
{
    t_group("back quotes stay where they are needed, in each language");
    T_BOTH("define a = `when` + quando + x.when + `a b` + não\n",
           "defina a = when + `quando` + x.when + `a b` + `não`\n");
    T_FMT("define a = `b` + `stage`.`since`\n", "define a = b + stage.since\n");
    T_BOTH("policy \"p\" {\n  parties    a, `version`, versão\n}\n",
           "política \"p\" {\n  partes    a, version, `versão`\n}\n");
    T_BOTH("agreement a {\n  clause c {\n    starts   x, `by`, by.y, por\n  }\n}\n",
           "acordo a {\n  cláusula c {\n    inicia      x, by, by.y, `por`\n  }\n}\n");
    T_BOTH("define a = x in `all` or y in `last` or z in last(b)\n",
           "defina a = x em all ou y em last ou z em último(b)\n");
    T_BOTH("grade `of` of of by by {\n  from from 1\n}\n",
           "nota of do of por by {\n  from de 1\n}\n");
    T_BOTH("event e at `least` { }\n", "evento `e` às least { }\n");
    T_BOTH("grade of x { dentro from 1 }\n", "nota do x { `dentro` de 1 }\n");
}

static void test_blocks(void)
{
    t_group("a block on one line stays so if it can");
    T_FMT("kpi k{measure x,per week}\n", "kpi k { measure x, per week }\n");
    T_FMT("kpi k { measure x,\n per week }\n",
          "kpi k {\n  measure   x\n  per       week\n}\n");
    T_FMT("kpi k { }\n", "kpi k { }\n");
    T_FMT("kpi k {\n\n\n}\n", "kpi k { }\n");
    T_FMT("kpi k { measure x # why\n }\n", "kpi k {\n  measure   x  # why\n}\n");
    T_FMT("score s { +1 when a, -2 per b }\n", "score s { +1 when a, -2 per b }\n");
    T_FMT("score s { group \"g\" up to 5 points { +1 when a } }\n",
          "score s {\n  group \"g\" up to 5 points { +1 when a }\n}\n");
    T_FMT("test \"t\" { given lead { id 1 }\n expect a }\n",
          "test \"t\" {\n  given   lead { id 1 }\n  expect  a\n}\n");
}

static void test_comments(void)
{
    t_group("comments keep their order and their statement");
    T_FMT("# a\nuse x # b\n# c", "# a\nuse x  # b\n# c\n");
    T_FMT("define a = b + # one\n c # two\n", "define a = b +  # one\n    c  # two\n");
    T_FMT("define a = b # one\n and c # two\n",
          "define a = b  # one\n    and c  # two\n");
    T_FMT("kpi k { # one\n # two\n measure x\n # three\n } # four\n",
          "kpi k {  # one\n  # two\n  measure   x\n  # three\n}  # four\n");
    T_FMT("kpi k # one\n{ # two\n}\n", "kpi k {  # one\n  # two\n}\n");
    T_FMT("define a = [1, # one\n # two\n 2 # three\n ]\n",
          "define a = [1,  # one\n    # two\n    2  # three\n]\n");
    T_FMT("define a = b otherwise \\ # one\n c # two\n",
          "define a = b otherwise c  # one\n# two\n");
    T_FMT("", "");
    T_FMT("\n\n# only\n\n\n# these\n\n", "# only\n\n# these\n");
}

static void test_expressions(void)
{
    t_group("expressions on one line");
    T_LINE("a+b*-c", LANG_EN, LANG_EN, "a + b * -c");
    T_LINE("(a\n+b)", LANG_EN, LANG_EN, "(a + b)");
    T_LINE("stage in [a,b] and x is not known", LANG_EN, LANG_PT,
           "etapa em [a, b] e x é não conhecido");
    T_LINE("count(contact where connected in last 30 days)", LANG_EN, LANG_EN,
           "count(contact where connected in last 30 days)");
    T_LINE("se etapa = x então 4 horas úteis senão 1 hora", LANG_PT, LANG_EN,
           "if stage = x then 4 business hours else 1 hour");
    T_LINE("x matches /a\\/b/", LANG_EN, LANG_EN, "x matches /a\\/b/");
    T_LINE("\"\\u{e9}\\\"\\\\\"", LANG_EN, LANG_EN, "\"é\\\"\\\\\"");
}

int main(void)
{
    T_BEGIN();
    test_words();
    test_builtins();
    test_users_names();
    test_quotes();
    test_blocks();
    test_comments();
    test_expressions();
    return T_END();
}
