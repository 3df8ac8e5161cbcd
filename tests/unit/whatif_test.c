/* whatif_test.c -- states of a policy: what declarations replace, what survives, and back. */
#include "interp/base/mem.h"
#include "interp/study/whatif_save.h"
#include "tests/unit/t.h"
#include "tests/unit/whatif_fixture.h"

#define POLICY \
    "# A policy.\n" \
    "policy \"p\" { currency BRL, timezone \"America/Sao_Paulo\", parties sales }\n" \
    "lead {\n" \
    "  id text label\n" \
    "  n  number\n" \
    "  k  one of red, blue\n" \
    "  at1 timestamp\n" \
    "  at2 timestamp\n" \
    "}\n" \
    "\n" \
    "threshold bar = 40 in 0..100   # the bar\n" \
    "threshold fee = 100 BRL\n" \
    "persona big when n > 10\n" \
    "persona red when k = red\n" \
    "score fit in 0..100 {\n" \
    "  +60 when n > 5   # five\n" \
    "}\n" \
    "funnel { stage new, stage mql when fit >= bar since at1 }\n" \
    "calendar work { open mon..fri 08:00-18:00 }\n" \
    "calendar long { open mon..sat 08:00-20:00 }\n" \
    "agreement base {\n" \
    "  clause call {\n" \
    "    by sales\n" \
    "    starts at1\n" \
    "    stops at2\n" \
    "    within 4 business hours on work   # four\n" \
    "    target 80% per month\n" \
    "  }\n" \
    "}\n" \
    "agreement key level customer for n > 100 {\n" \
    "  clause call { within 2 business hours on work }\n" \
    "}\n" \
    "scenario stricter \"A higher bar\" { bar = 70, call.within = 3 business hours " \
    "}\n" \
    "kpi leads { measure count(lead where n > 0 and fee > 0 BRL) }\n"

static int64_t value_of(const WhatIf *w, const char *name)
{
    const Session *s = whatif_state(w)->session;
    const int i = core_threshold(s->core, str_of(name));
    return i >= 0 ? s->threshold[i] : -1;
}

#define MICROS INT64_C(1000000)
#define HOUR   (3600 * MICROS)

static void thresholds(void)
{
    t_group("thresholds");
    WhatIf *w = whatif_of(POLICY);
    const Core *core = whatif_state(w)->session->core;
    const int spans = core->n_spans;
    T_Z(moved(w, "bar", "55"), "");
    T_INT(value_of(w, "bar"), 55 * MICROS);
    T_OK(whatif_state(w)->session->core == core);
    T_INT(core->n_spans, spans);
    T_INT(whatif_loaded(w)->session->threshold[0], 40 * MICROS);
    T_Z(moved(w, "bar", "101"), "E0219 1:1 <typed>");
    T_Z(moved(w, "baz", "1"), "E0314");
    T_Z(moved(w, "bar", "\x01"), "E0720");
    T_Z(moved(w, "key.call.within", "5 business hours on long"), "E0438 1:1 <typed>");
    T_Z(moved(w, "call.within", "3 business hours"), "");
    T_INT(value_of(w, "base.call.within"), 3 * HOUR);
    T_INT(value_of(w, "bar"), 55 * MICROS);
    T_Z(changes(w), "bar: 40 -> 55\n"
                    "base.call.within: 4 business hours -> 3 business hours\n");
    T_Z(whatif_undo(w), ":set call.within 3 business hours");
    T_INT(value_of(w, "base.call.within"), 4 * HOUR);
    T_Z(whatif_redo(w), ":set call.within 3 business hours");
    T_OK(whatif_redo(w) == NULL);
    T_OK(whatif_reset(w));
    T_OK(!whatif_reset(w));
    T_INT(value_of(w, "bar"), 40 * MICROS);
    T_Z(whatif_undo(w), ":reset");
    T_INT(value_of(w, "bar"), 55 * MICROS);
}

static void scenarios(void)
{
    t_group("scenarios");
    WhatIf *w = whatif_of(POLICY);
    T_Z(moved(w, "fee", "90 BRL"), "");
    T_Z(with_scenario(w, "stricter"), "");
    T_INT(value_of(w, "bar"), 70 * MICROS);
    T_INT(value_of(w, "fee"), 90 * MICROS);
    T_INT(whatif_state(w)->session->scenario, 0);
    T_Z(with_scenario(w, "strict"), "E0314");
    T_Z(whatif_undo(w), ":scenario stricter");
    T_Z(moved(w, "base.call.within", "2 business hours"), "");
    T_Z(moved(w, "key.call.within", "1 business hour"), "");
    T_Z(with_scenario(w, "stricter"), "");
    T_Z(moved(w, "key.call.within", "150 business minutes"), "");
    T_Z(moved(w, "key.call.within", "4 business hours"), "E0438 1:1 <typed>");
}

/* A scenario is held to what was moved before it. */
static void scenario_refused(void)
{
    t_group("scenario refused");
    WhatIf *w =
        whatif_of(POLICY "scenario short { base.call.within = 2 business hours }\n"
                         "scenario long_key { key.call.within = 3 business hours }\n");
    T_Z(with_scenario(w, "short"), "");
    T_Z(with_scenario(w, "long_key"), "E0438 36:1 p.sla");
    T_INT(value_of(w, "key.call.within"), 2 * HOUR);
}

static const char *personas(const WhatIf *w)
{
    const Core *c = whatif_state(w)->session->core;
    Buf b = {0};
    for (int i = 0; i < c->n_personas; i++) {
        buf_str(&b, c->personas[i].name);
        buf_char(&b, ' ');
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void declared(void)
{
    t_group("declared");
    WhatIf *w = whatif_of(POLICY);
    T_Z(moved(w, "bar", "55"), "");
    T_Z(typed(w, "persona big when n > 20"), "");
    T_Z(personas(w), "big red ");
    T_INT(value_of(w, "bar"), 55 * MICROS);
    T_Z(typed(w, "persona blue when k = blue"), "");
    T_Z(personas(w), "big red blue ");
    T_Z(typed(w, "score fit in 0..100 {\n  +70 when m > 5\n}"), "E0301 2:12 <typed>");
    T_Z(typed(w, "score fit in 0..100 {\n  +70 when"), "E0102 2:11 <typed>");
    T_Z(typed(w, "score fit in 0..100 { +70 when n > 5 }\nthreshold bar = 45"), "");
    T_INT(value_of(w, "bar"), 45 * MICROS);
    T_INT(whatif_state(w)->n_lost, 0);
    T_Z(whatif_state(w)->said,
        "score fit in 0..100 { +70 when n > 5 } threshold bar = 45");
    T_Z(typed(w, "lead { id text label }"), "E0301 1:18 <typed>");
    T_Z(typed(w, "threshold unused = 1"), "W0602 1:11 <typed> taken");
    T_Z(typed(w, "threshold other = 2"), "W0602 1:11 <typed> taken");
    T_Z(means_the_same(w), "");
}

static void lost(void)
{
    t_group("lost");
    WhatIf *w = whatif_of(POLICY);
    T_Z(moved(w, "bar", "55"), "");
    T_Z(moved(w, "call.within", "2 business hours"), "");
    T_Z(moved(w, "fee", "90 BRL"), "");
    T_Z(typed(w, "agreement key level customer for n > 100 {\n"
                 "  clause call { within 3 business hours on work }\n}"),
        "");
    T_INT(value_of(w, "base.call.within"), 4 * HOUR);
    T_INT(whatif_state(w)->n_lost, 1);
    T_Z(whatif_state(w)->lost[0], "base.call.within is no longer 2 business hours: "
                                  "the policy does not allow it now");
    T_Z(typed(w, "agreement key for n > 100 {\n}"), "");
    T_INT(whatif_state(w)->n_lost, 0);
    T_INT(value_of(w, "fee"), 90 * MICROS);
    T_Z(means_the_same(w), "");
}

/* -- the policy as it stands --------------------------------------------------------------- */

/* The lines of the saved text that are not in POLICY, each behind its number. */
static const char *new_lines(const char *text, const char *old)
{
    Buf b = {0};
    int number = 1;
    for (const char *p = text; *p != '\0'; number++) {
        const char *end = strchr(p, '\n');
        const size_t n = end != NULL ? (size_t)(end - p) + 1 : strlen(p);
        const char *line = str_z((Str){p, n});
        if (n > 1 && strstr(old, line) == NULL)
            buf_format(&b, "%d %s", number, line);
        p += n;
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void saved_values(void)
{
    t_group("saved values");
    WhatIf *w = whatif_of(POLICY);
    T_Z(saved(w), POLICY);
    T_Z(moved(w, "bar", "55.5"), "");
    T_Z(moved(w, "fee", "1234.5 BRL"), "");
    T_Z(moved(w, "call.within", "3.5 business hours"), "");
    T_Z(moved(w, "call.target", "87.5%"), "");
    T_Z(new_lines(saved(w), POLICY),
        "11 threshold bar = 55.5 in 0..100   # the bar\n"
        "12 threshold fee = 1234.5 BRL\n"
        "26     within 210 business minutes on work   # four\n"
        "27     target 87.5% per month\n");
    T_Z(means_the_same(w), "");
    WhatIf *one = whatif_of(
        "policy \"p\" { parties sales }\nlead { at1 timestamp, at2 timestamp }\n"
        "calendar a { open mon 8:00-9:00 }\ncalendar b { open tue 8:00-9:00 }\n"
        "define short = 2 business hours\n"
        "agreement base { clause c { by sales, starts at1, stops at2\n"
        "within short on a, target 0.5 per month } }\n"
        "agreement x level customer { clause c { target 60% per month } }\n");
    T_Z(moved(one, "c.within", "90 business minutes on b"), "");
    T_Z(moved(one, "base.c.target", "0.4"), "");
    T_Z(strstr(saved(one), "within"),
        "within 90 business minutes on b, target 40% per month } }\n"
        "agreement x level customer { clause c { target 60% per month } }\n");
    T_Z(means_the_same(one), "");
}

static void saved_declarations(void)
{
    t_group("saved declarations");
    WhatIf *w = whatif_of(POLICY);
    T_Z(typed(w, "score fit in 0..100 { # mine\n +50 when n>5\n}"), "");
    T_Z(typed(w, "persona blue when k = blue\npersona none_ when n < 0"), "");
    T_Z(typed(w, "threshold extra = 5\n\ndefine many = n > extra"), "");
    T_Z(typed(w, "define more = many and n > 7"), "");
    T_Z(typed(w, "use std.calendar.brazil"), "E0307 1:5 <typed>");
    T_Z(new_lines(saved(w), POLICY), "13 threshold extra = 5\n"
                                     "16 persona blue  when k = blue\n"
                                     "17 persona none_  when n < 0\n"
                                     "18 score fit in 0..100 {  # mine\n"
                                     "19   +50 when n > 5\n"
                                     "39 define many = n > extra\n"
                                     "40 define more = many and n > 7\n");
    T_Z(means_the_same(w), "");
}

static void clause_alone(void)
{
    t_group("a clause alone");
    WhatIf *w = whatif_of(POLICY);
    T_Z(moved(w, "fee", "90 BRL"), "");
    T_Z(typed(w, "clause call { within 1 hour }"), "E0314 1:8 <typed>");
    T_Z(typed(w, "clause ring { within 1 hour }"), "E0314 1:8 <typed>");
    T_Z(typed(w, "agreement key for n > 100 { clause wait { by sales, starts at1, "
                 "stops at2\n"
                 "within 1 hour, target 90% per month } }"),
        "");
    T_Z(typed(w, "clause wait { by sales, starts at3, stops at2, within 2 hours }"),
        "E0301 1:32 <typed>");
    T_Z(typed(w, "clause call {\n  by sales\n  starts at1\n  stops at2 # here\n"
                 "  within 5 business hours on work\n  target 70% per month\n}"),
        "");
    T_Z(typed(w, "clause wait { by sales, starts at1, stops at2, within 3 hours"
                 ", target 80% per month }"),
        "");
    T_Z(moved(w, "wait.within", "2 hours"), "");
    T_Z(typed(w, "agreement other { clause a { by sales, starts at1, stops at2, within 3 hours }\n"
                 "clause b { by sales, starts at1, stops at2, within 4 hours } }"),
        "");
    T_Z(moved(w, "a.within", "2 hours"), "");
    T_Z(moved(w, "b.within", "2 hours"), "");
    T_Z(typed(w, "clause b { by sales, starts at1, stops at2, within 5 hours }"), "");
    T_INT(value_of(w, "other.a.within"), 2 * HOUR);
    T_INT(value_of(w, "other.b.within"), 5 * HOUR);
    T_OK(whatif_undo(w) != NULL && whatif_undo(w) != NULL && whatif_undo(w) != NULL
         && whatif_undo(w) != NULL);
    T_Z(new_lines(saved(w), POLICY), "12 threshold fee = 90 BRL\n"
                                     "23     by       sales\n"
                                     "24     starts   at1\n"
                                     "25     stops    at2  # here\n"
                                     "26     within   5 business hours on work\n"
                                     "27     target   70% per month\n"
                                     "30 agreement key for n > 100 {\n"
                                     "31   clause wait { by sales, starts at1, stops "
                                     "at2, within 2 hours, target 80% per "
                                     "month }\n");
    T_Z(means_the_same(w), "");
}

static void from_nothing(void)
{
    t_group("from nothing");
    WhatIf *w = whatif_of(NULL);
    T_Z(saved(w), "");
    T_Z(typed(w, "threshold bar = 4"), "W0602 1:11 <typed> taken");
    T_INT(value_of(w, "bar"), 4 * MICROS);
    T_Z(moved(w, "bar", "5"), "");
    T_Z(typed(w, "lead { id text label, n number }\nscore fit { +1 when n > bar }"),
        "");
    T_INT(value_of(w, "bar"), 5 * MICROS);
    T_Z(saved(w), "lead { id text label, n number }\n\nthreshold bar = 5\n\n"
                  "score fit { +1 when n > bar }\n");
    T_Z(means_the_same(w), "");
    T_Z(whatif_undo(w), "lead { id text label, n number } score fit { +1 when n > ba…");
    T_OK(whatif_undo(w) != NULL);
    T_OK(whatif_undo(w) != NULL);
    T_OK(whatif_undo(w) == NULL);
    T_OK(whatif_state(w)->session->parsed == NULL);
}

static const char *without_crlf(const char *text)
{
    Buf b = {0};
    for (; *text != '\0'; text++) {
        if (*text == '\r' && text[1] == '\n')
            continue;
        buf_char(&b, *text == '\n' && text[-1] != '\r' ? '!' : *text);
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* Both were made for two hours of `key`: where those are four, they need to say two. */
static void saved_scenarios(void)
{
    t_group("saved scenarios");
    WhatIf *w = whatif_of(POLICY "scenario shorter \"For all\" {  # a comment\n"
                                 "  call.within = 2 business hours\n  bar = 60\n}\n");
    T_Z(moved(w, "call.within", "5 business hours"), "");
    T_Z(moved(w, "key.call.within", "4 business hours"), "");
    T_Z(new_lines(saved(w), POLICY),
        "26     within 5 business hours on work   # four\n"
        "31   clause call { within 4 business hours on work }\n"
        "33 scenario stricter \"A higher bar\" {\n"
        "34   bar = 70\n"
        "35   key.call.within = 2 business hours\n"
        "36   base.call.within = 3 business hours\n"
        "39 scenario shorter \"For all\" {\n"
        "40   bar = 60\n"
        "41   key.call.within = 2 business hours\n"
        "42   base.call.within = 2 business hours\n");
    T_Z(means_the_same(w), "");
}

/* Line ends, a byte order mark, and texts that are not NFC stay as they were. */
static void as_it_was_given(void)
{
    t_group("as it was given");
    WhatIf *w = whatif_of("\xEF\xBB\xBFlead { id text label, n number }\r\n"
                          "# e\xCC\x81 \xE2\x84\xAB\r\n"
                          "threshold a = 4  # e\xCC\x81\r\n"
                          "score s \"e\xCC\x81\" { +1 when n > a }\r\n");
    T_Z(moved(w, "a", "77"), "");
    T_Z(typed(w, "score t {\n+2 when n > a\n}"), "");
    T_Z(without_crlf(saved(w)), "\xEF\xBB\xBFlead { id text label, n number }\n"
                                "# e\xCC\x81 \xE2\x84\xAB\n"
                                "threshold a = 77  # e\xCC\x81\n"
                                "score s \"e\xCC\x81\" { +1 when n > a }\n"
                                "\nscore t {\n  +2 when n > a\n}\n");
    T_Z(means_the_same(w), "");
}

static void odd_lines(void)
{
    t_group("odd lines");
    WhatIf *w = whatif_of("lead { id text label, n number } threshold a = 4\n"
                          "score s { +1 when n > a } persona p when n > 1");
    T_Z(typed(w, "lead { id text label, n number, m number }"), "");
    T_Z(typed(w, "score s {\n +1 when m > a # why\n} # so"), "");
    T_Z(typed(w, "score t { +1 when m > 4 }"), "");
    T_Z(typed(w, "persona q when n > 2"), "");
    T_Z(typed(w, "define d = 5"), "");
    T_Z(saved(w), "lead { id text label, n number, m number }\n"
                  " threshold a = 4\n"
                  "score s {\n"
                  "  +1 when m > a  # why\n"
                  "}                # so\n"
                  "\n"
                  "score t { +1 when m > 4 }\n"
                  " persona p when n > 1\n"
                  "persona q  when n > 2\n"
                  "\n"
                  "define d = 5\n");
    T_Z(means_the_same(w), "");
}

static void portuguese(void)
{
    t_group("portuguese");
    WhatIf *w = whatif_of("idioma pt\n\nlead { id texto rótulo, n número }\n"
                          "limiar espera = 4 horas\nlimiar a = 4\n"
                          "defina soma = n + 1\n"
                          "defina idade = agora - agora > espera\n"
                          "pontuação s { +1 quando n > a e idade }\n");
    T_Z(typed(w,
              "pontuação s { +2 quando soma > a e agora > 2026-01-01T00:00Z e idade }"),
        "");
    T_Z(moved(w, "espera", "90 minutos"), "");
    T_Z(typed(w, "score t { +1 when n > 3 }"), "E0103 1:1 <typed>");
    T_Z(typed(w, "language en\nscore t { +1 when n > 3 and now > 2026-01-01T00:00Z }"),
        "");
    T_Z(saved(w),
        "idioma pt\n\nlead { id texto rótulo, n número }\n"
        "limiar espera = 1 hora 30 minutos\nlimiar a = 4\n"
        "defina soma = n + 1\n"
        "defina idade = agora - agora > espera\n"
        "pontuação s { +2 quando soma > a e agora > 2026-01-01T00:00Z e idade }\n"
        "pontuação t { +1 quando n > 3 e agora > 2026-01-01T00:00Z }\n");
    T_Z(means_the_same(w), "");
    Buf b = {0};
    T_OK(whatif_scenario_text(&b, w, STR("rápido"), STR("Mais \"rápido\"")));
    T_STR(
        buf_view(&b),
        STR("cenário rápido \"Mais \\\"rápido\\\"\" { espera = 1 hora 30 minutos }\n"));
    buf_free(&b);
}

static void modules(void)
{
    t_group("modules");
    WhatIf *w = whatif_of(
        "use std.clauses\npolicy \"p\" { parties sales, marketing }\n"
        "lead { id text label, created_at timestamp, mql_at timestamp, assigned_at "
        "timestamp }\n"
        "calendar commercial { open mon..fri 8:00-18:00 }\n"
        "funnel { stage inquiry since created_at, stage mql since mql_at }\n"
        "agreement base { clause assignment { target 90% per month } }\n");
    T_Z(moved(w, "base.assignment.target", "91%"), "");
    T_Z(moved(w, "usual.assignment.within", "2 business hours"), "");
    T_Z(typed(w, "use std.text"), "");
    T_Z(typed(w, "use std.text"), "");
    Buf b = {0};
    T_INT(whatif_policy(&b, w), 1);
    T_OK(strstr(str_z(buf_view(&b)), "use std.clauses\nuse std.text\npolicy") != NULL);
    T_OK(strstr(str_z(buf_view(&b)), "{ clause assignment { target 91% per month } }\n")
         != NULL);
    buf_free(&b);
}

/* -- what-ifs on leads ------------------------------------------------------------------------ */

static CoreExpr given_number(int64_t v)
{
    return (CoreExpr){.kind = CORE_CONST, .type = &type_number, .i64 = v * MICROS};
}

static void givens(void)
{
    t_group("givens");
    WhatIf *w = whatif_of(POLICY);
    const Core *core = whatif_state(w)->session->core;
    const CoreExpr five = given_number(5), six = given_number(6);
    const CoreExpr blue = {.kind = CORE_CONST, .type = core->fields[2].type, .i64 = 1};
    whatif_give(w, (WhatGiven){7, 1, &five}, "n = 5");
    whatif_give(w, (WhatGiven){7, 2, &blue}, "k = blue");
    whatif_give(w, (WhatGiven){8, 1, &five}, "n = 5");
    whatif_give(w, (WhatGiven){7, 1, &six}, "n = 6");
    T_INT(whatif_state(w)->n_given, 3);
    T_INT(whatif_state(w)->given[0].value->i64, 6 * MICROS);
    T_Z(changes(w), "n: - -> 6\nk: - -> blue\nn: - -> 5\n");
    T_Z(whatif_undo(w), "n = 6");
    T_INT(whatif_state(w)->given[0].value->i64, 5 * MICROS);
    T_Z(whatif_undo(w), "n = 5");
    T_INT(whatif_state(w)->n_given, 2);
    whatif_give(w, (WhatGiven){9, 1, &six}, "n = 6");
    T_INT(whatif_state(w)->given[2].row, 9);
    T_OK(!whatif_unset(w, 10, -1));
    T_OK(whatif_unset(w, 7, 1));
    T_INT(whatif_state(w)->n_given, 2);
    T_Z(whatif_undo(w), ":unset n");
    T_Z(typed(w, "lead { at2 timestamp, at1 timestamp, k one of green, blue\n"
                 "n number in 0..5, id text label }\npersona red when k = green"),
        "");
    T_INT(whatif_state(w)->n_given, 2);
    T_INT(whatif_state(w)->given[1].field, 2);
    T_INT(whatif_state(w)->given[1].value->i64, 1);
    T_INT(whatif_state(w)->n_lost, 1);
    T_Z(whatif_state(w)->lost[0],
        "n is no longer 6: the field is gone, or holds other values now");
    T_OK(whatif_unset(w, 7, -1));
    T_INT(whatif_state(w)->n_given, 0);
}

/* -- what is kept ------------------------------------------------------------------------- */

#ifdef MEM_NO_GC
static void bounded(void) {}
#else
static void many_values(WhatIf *w, int n)
{
    const CoreExpr five = {.kind = CORE_CONST, .type = &type_number, .i64 = 5 * MICROS};
    int refused = 0;
    for (int i = 0; i < n; i++) {
        refused += moved(w, "bar", i % 2 == 0 ? "55" : "56")[0] != '\0';
        whatif_give(w, (WhatGiven){i % 50, 1, &five}, "n = 5");
        if (i % 1000 == 0)
            whatif_at(w, i);
    }
    T_INT(refused, 0);
}

static void many_declarations(WhatIf *w, int n)
{
    int refused = 0;
    for (int i = 0; i < n; i++)
        refused +=
            typed(w, str_format("score fit in 0..100 { +%d when n > 5 }", i % 100))[0]
            != '\0';
    T_INT(refused, 0);
}

/* Old states become garbage: what is held does not grow with the number of changes. */
static void bounded(void)
{
    t_group("bounded");
    WhatIf *w = whatif_of(POLICY);
    many_values(w, 4000);
    size_t before = mem_heap_size();
    many_values(w, 100000);
    T_OK(mem_heap_size() < 2 * before + (8 << 20));
    WhatIf *small =
        whatif_of("lead { id text label, n number }\nscore fit { +1 per n }\n");
    many_declarations(small, 1200);
    before = mem_heap_size();
    many_declarations(small, 4000);
    T_OK(mem_heap_size() < 2 * before + (8 << 20));
    int undone_small = 0;
    while (whatif_undo(small) != NULL)
        undone_small++;
    T_INT(undone_small, WHATIF_UNDO);
    T_Z(means_the_same(small), "");
    int undone = 0;
    while (whatif_undo(w) != NULL)
        undone++;
    T_INT(undone, WHATIF_UNDO);
}
#endif

int main(void)
{
    T_BEGIN();
    thresholds();
    scenarios();
    scenario_refused();
    declared();
    lost();
    saved_values();
    saved_declarations();
    clause_alone();
    from_nothing();
    saved_scenarios();
    as_it_was_given();
    odd_lines();
    portuguese();
    modules();
    givens();
    bounded();
    return T_END();
}
