/* lead_news_test.c -- what a what-if changes of a lead, and that nothing else is said. */
#include "interp/io/lead_news.h"
#include "tests/unit/lead_fixture.h"

static const char *const rows =
    "id | size | title | source | created | asked | called | gone\n"
    " plain | 50 | boss | event | 2026-02-20T12:00:00Z | 2026-03-02T16:30:00Z | - | -\n"
    " bare  | -  | -    | -     | 2026-02-20T12:00:00Z | - | - | -";

static const ViewLook plain = {.width = 80};

typedef struct Pair {
    const Leads *old, *now;
} Pair;

static const char *news_of(Pair p, int r, const char *before, const char *after,
                           const ViewLook *look)
{
    OneLead *a = leads_row(p.old, r, before), *b = leads_row(p.now, r, after);
    Buf out = {0};
    int n;
    const LeadNews *x = lead_news(p.old->session->core, one_lead_row(a),
                                  p.now->session->core, one_lead_row(b), &n);
    if (look != NULL)
        lead_news_text(&out, x, n, look);
    else
        lead_news_json(&out, x, n);
    one_lead_free(a);
    one_lead_free(b);
    return leads_text(&out);
}

static void a_lead(void)
{
    const Leads f = leads_new(lead_policy, rows);
    const Pair p = {&f, &f};
    t_group("a lead");
    T_Z(news_of(p, 0, "", "", &plain), "");
    T_Z(news_of(p, 0, "", "name = \"Ana\"; notes = [\"a\"]", &plain), "");
    T_Z(news_of(p, 0, "", "size = 300", &plain),
        "  persona     small → big\n"
        "  fit         40    → 25\n"
        "  grade       B     → C\n"
        "  stage       mql   → new\n"
        "  first_call  running, due Mon 2 Mar 2026 17:30 → none\n");
    T_Z(news_of(p, 0, "", "title = \"CEO\"; source = ads", &plain), "  fit  40 → 50\n");
    T_Z(news_of(p, 0, "", "title = missing", &plain), "  titled  met → breached\n");
    T_Z(news_of(p, 1, "", "size = 50; asked = 2026-03-02T09:00:00-03:00", &plain),
        "  persona     none → small\n"
        "  fit         0    → 40\n"
        "  grade       C    → B\n"
        "  stage       new  → mql\n"
        "  first_call  none → at_risk, due Mon 2 Mar 2026 14:00\n");
}

static void clauses(void)
{
    const Leads f = leads_new(lead_policy, rows);
    const Pair p = {&f, &f};
    t_group("clauses");
    T_Z(news_of(p, 0, "", "called = 2026-03-02T13:45:00-03:00", &plain),
        "  first_call  running, due Mon 2 Mar 2026 17:30 → met\n");
    T_Z(news_of(p, 0, "", "asked = 2026-02-27T13:45:00-03:00", &plain),
        "  first_call  running, due Mon 2 Mar 2026 17:30\n"
        "              → breached, due Fri 27 Feb 2026 17:45\n");
    T_Z(news_of(p, 0, "", "asked = 2026-03-02T11:45:00-03:00", &plain),
        "  first_call  due Mon 2 Mar 2026 17:30 → Mon 2 Mar 2026 16:45\n");
    T_Z(news_of(p, 0, "", "asked = missing", &plain),
        "  first_call  running, due Mon 2 Mar 2026 17:30 → undetermined\n");
    T_Z(news_of(p, 0, "", "gone = 2026-03-02T13:45:00-03:00", &plain),
        "  stage       mql → exit lost\n"
        "  first_call  running, due Mon 2 Mar 2026 17:30 → cancelled\n");
    T_Z(news_of(p, 0, "called = 2026-03-02T13:45:00-03:00",
                "called = 2026-03-02T13:50:00-03:00", &plain),
        "");
}

static void looks(void)
{
    const Leads f = leads_new(lead_policy, rows);
    const Pair p = {&f, &f};
    const ViewLook ascii = {.ascii = true, .width = 40},
                   colour = {.colour = true, .width = 80};
    t_group("looks");
    T_Z(news_of(p, 0, "", "size = 4; called = 2026-03-02T13:45:00-03:00", &ascii),
        "  persona     small -> none\n"
        "  fit         40    -> 0\n"
        "  grade       B     -> C\n"
        "  stage       mql   -> new\n"
        "  first_call  running, due Mon 2 Mar 2026 17:30\n"
        "              -> none\n");
    T_Z(news_of(p, 0, "title = \"ceo\"",
                "title = \"boss\"; gone = "
                "2026-03-01T13:45:00-03:00",
                &colour),
        "  fit    60 → \033[31m40\033[0m\n"
        "  grade  A  → \033[31mB\033[0m\n");
    T_Z(news_of(p, 0, "", "called = 2026-03-02T13:45:00-03:00", &colour),
        "  first_call  running, due Mon 2 Mar 2026 17:30 → \033[32mmet\033[0m\n");
}

static void as_json(void)
{
    const Leads f = leads_new(lead_policy, rows);
    const Pair p = {&f, &f};
    t_group("JSON");
    T_Z(news_of(p, 0, "", "", NULL), "[]");
    T_Z(news_of(p, 0, "", "size = 300", NULL),
        "[{\"what\":\"persona\",\"name\":\"persona\",\"from\":\"small\",\"to\":\"big\","
        "\"change\":null},"
        "{\"what\":\"score\",\"name\":\"fit\",\"from\":40,\"to\":25,\"change\":"
        "\"worse\"},"
        "{\"what\":\"grade\",\"name\":\"grade\",\"from\":\"B\",\"to\":\"C\",\"change\":"
        "\"worse\"},"
        "{\"what\":\"stage\",\"name\":\"stage\",\"from\":\"mql\",\"to\":\"new\","
        "\"change\":\"worse\"},"
        "{\"what\":\"clause\",\"name\":\"first_call\",\"from\":{\"status\":\"running\","
        "\"due\":\"2026-03-02T17:30:00-03:00\"},\"to\":{\"status\":\"none\",\"due\":"
        "null},\"change\":null}]");
    T_Z(news_of(p, 1, "created = missing", "", NULL),
        "[{\"what\":\"stage\",\"name\":\"stage\",\"from\":null,\"to\":\"new\","
        "\"change\":\"better\"}]");
}

/* Two policies: what both have by name is compared, whatever its number. */
static void policies(void)
{
    const char *const other =
        "policy \"P\" { timezone \"UTC\", parties sales }\n"
        "lead {\n  id text label\n  size number\n  source one of ads, event\n"
        "  asked timestamp\n  called timestamp\n}\n"
        "score extra in 0..10 { +5 when size > 1 }\n"
        "score fit in 0..100 { +60 when size > 1 }\n"
        "grade of fit { top from 50, B from 10, C otherwise }\n"
        "agreement base {\n  clause more {\n    by sales\n    keep size known\n  }\n"
        "  clause first_call {\n    by sales\n    starts asked\n    stops called\n"
        "    within 2 hours\n  }\n}\n";
    const Leads a = leads_new(lead_policy, rows), b = leads_new(other, rows);
    t_group("policies");
    T_Z(news_of((Pair){&a, &b}, 0, "", "", &plain),
        "  fit         40 → 60\n"
        "  grade       B  → top\n"
        "  first_call  due Mon 2 Mar 2026 17:30 → Mon 2 Mar 2026 18:30\n");
    T_Z(news_of((Pair){&b, &b}, 0, "", "size = 0", &plain),
        "  extra  5   → 0\n  fit    60  → 0\n  grade  top → C\n");
}

/* Two starts, the first one answered in time. */
static void instances(void)
{
    const char *const twice =
        "policy \"P\" { timezone \"UTC\", parties sales }\n"
        "lead {\n  id text label\n  one timestamp\n  two timestamp\n  a timestamp\n  b "
        "timestamp\n}\n"
        "agreement base {\n  clause `até já` {\n    by sales\n    starts one, two\n"
        "    stops a, b\n    within 2 hours\n  }\n}\n";
    const Leads f =
        leads_new(twice, "id | one | two | a | b\n"
                         " x | 2026-03-01T09:00:00Z | 2026-03-02T16:30:00Z | "
                         "2026-03-01T10:00:00Z | -");
    const Pair p = {&f, &f};
    t_group("instances");
    T_Z(news_of(p, 0, "", "a = 2026-03-01T12:00:00Z", &plain),
        "  até já #1  met → breached, due Sun 1 Mar 2026 11:00\n");
    T_Z(news_of(p, 0, "two = missing", "", &plain),
        "  até já #2  none → running, due Mon 2 Mar 2026 18:30\n");
    T_Z(news_of(p, 0, "two = missing", "", NULL),
        "[{\"what\":\"clause\",\"name\":\"até já\",\"instance\":2,\"from\":{\"status\":"
        "\"none\",\"due\":null},\"to\":{\"status\":\"running\",\"due\":"
        "\"2026-03-02T18:30:00+00:00\"},\"change\":null}]");
    T_Z(news_of(p, 0, "one = missing; two = missing", "one = missing; two = missing",
                &plain),
        "");
}

int main(void)
{
    T_BEGIN();
    a_lead();
    clauses();
    looks();
    as_json();
    policies();
    instances();
    return T_END();
}
