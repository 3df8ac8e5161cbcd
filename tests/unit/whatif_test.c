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
    "scenario stricter \"A higher bar\" { bar = 70, call.within = 3 business hours }\n" \
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
    WhatIf *w = whatif_of(POLICY "scenario short { base.call.within = 2 business hours }\n"
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
    T_Z(whatif_state(w)->said, "score fit in 0..100 { +70 when n > 5 } threshold bar = 45");
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
    T_Z(new_lines(saved(w), POLICY),
        "13 threshold extra = 5\n"
        "16 persona blue  when k = blue\n"
        "17 persona none_  when n < 0\n"
        "18 score fit in 0..100 {  # mine\n"
        "19   +50 when n > 5\n"
        "39 define many = n > extra\n"
        "40 define more = many and n > 7\n");
    T_Z(means_the_same(w), "");
}

/* -- what is kept ------------------------------------------------------------------------- */

#ifdef MEM_NO_GC
static void bounded(void) {}
#else
static void many_values(WhatIf *w, int n)
{
    const CoreExpr five = {.kind = CORE_CONST, .type = &type_number, .i64 = 5 * MICROS};
    for (int i = 0; i < n; i++) {
        T_Z(moved(w, "bar", i % 2 == 0 ? "55" : "56"), "");
        whatif_give(w, (WhatGiven){i % 50, 1, &five}, "n = 5");
        if (i % 1000 == 0)
            whatif_at(w, i);
    }
}

static void many_declarations(WhatIf *w, int n)
{
    for (int i = 0; i < n; i++)
        T_Z(typed(w, str_format("score fit in 0..100 { +%d when n > 5 }", i % 100)), "");
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
    printf("%zu %zu\n", before, mem_heap_size());
    many_declarations(w, 1500);
    before = mem_heap_size();
    printf("%zu\n", before);
    many_declarations(w, 3000);
    printf("%zu\n", mem_heap_size());
    T_OK(mem_heap_size() < 2 * before);
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
    bounded();
    return T_END();
}
