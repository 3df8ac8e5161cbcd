/* how_to_test.c -- the fewest changes that bring a lead to a goal, as people would make them. */
#include "tests/unit/goal_fixture.h"

static const ViewLook wide = {.width = 120}, ascii = {.ascii = true, .width = 120};

/* Each way on a line of its own: "size 3 -> 5 & title …", without what comes of it. */
static const char *ways(const Leads *f, const char *given, const char *goal)
{
    const OneLeadWant w = goal_lead(f, 0, given);
    const Goal g = goal_in(f, goal);
    const HowTo *h = how_to_make(&w, &g, NULL);
    Buf b = {0};
    if (h->there)
        buf_z(&b, "there");
    for (int i = 0; i < h->n; i++)
        for (int k = 0; k < h->way[i].n; k++) {
            const Change *c = &h->way[i].change[k];
            buf_format(&b, "%s%s %s -> %s",
                       k > 0   ? " & "
                       : i > 0 ? "\n"
                               : "",
                       str_z(f->session->core->fields[c->field].name), c->from, c->to);
        }
    if (!h->there && h->n == 0)
        buf_format(&b, "none of %d%s", h->most, h->exhausted ? "" : ", cut");
    return leads_text(&b);
}

static Leads of(const char *fields, const char *rest, const char *cells)
{
    return leads_new(
        str_format("policy \"P\" { timezone \"America/Sao_Paulo\", currency "
                   "BRL }\nlead {\n  id text label\n%s}\n%s\n",
                   fields, rest),
        cells);
}

static void numbers(void)
{
    const Leads f = of("  n number\n  r number in 10..20\n  m money\n  k number\n", "",
                       "id | n | r | m | k\n x | 3 | 12 | 100 | 2.5");
    t_group("numbers");
    T_Z(ways(&f, "", "n > 5"), "n 3 -> 6");
    T_Z(ways(&f, "", "n >= 5"), "n 3 -> 5");
    T_Z(ways(&f, "", "n < 3"), "n 3 -> 2");
    T_Z(ways(&f, "", "n = 7"), "n 3 -> 7");
    T_Z(ways(&f, "", "n != 3"), "n 3 -> 2");
    T_Z(ways(&f, "", "n > 2 and n < 4"), "there");
    T_Z(ways(&f, "", "n > 3 and n < 4"), "n 3 -> 3.5");
    T_Z(ways(&f, "", "n > 5.25"), "n 3 -> 5.26");
    T_Z(ways(&f, "", "n * 4 > 30"), "n 3 -> 8");
    T_Z(ways(&f, "", "n / 3 >= 5"), "n 3 -> 15");
    T_Z(ways(&f, "", "k > 3"), "k 2.5 -> 3.1");
    T_Z(ways(&f, "", "m > 200 BRL"), "m 100 BRL -> 200.01 BRL");
    T_Z(ways(&f, "", "m / 3 >= 50 BRL"), "m 100 BRL -> 150 BRL");
    T_Z(ways(&f, "", "r > 25"), "none of 1");
    T_Z(ways(&f, "n = missing", "n > 5"), "n missing -> 6");
    T_Z(ways(&f, "", "n missing"), "n 3 -> missing");
}

/* Neither field alone gets there, and where it turns depends on the other. */
static void together(void)
{
    const Leads f =
        of("  a number in 0..30\n  b number in 0..30\n", "", "id | a | b\n x | 0 | 0");
    t_group("two fields");
    T_Z(ways(&f, "", "a + b >= 50 and a + b <= 52"), "a 0 -> 20 & b 0 -> 30");
    T_Z(ways(&f, "", "a - b > 3"), "a 0 -> 4");
    T_Z(ways(&f, "", "a + b > 60"), "none of 2");
}

static void times(void)
{
    const Leads f = of("  seen timestamp\n  made timestamp\n  day date\n", "",
                       "id | seen | made | day\n x | 2026-02-20T09:00:00-03:00 | "
                       "2026-02-10T09:00:00-03:00 | 2026-03-01");
    t_group("times");
    T_Z(ways(&f, "", "seen - made > 14 days"),
        "seen 2026-02-20T09:00:00-03:00 -> 2026-02-24T09:01:00-03:00\n"
        "made 2026-02-10T09:00:00-03:00 -> 2026-02-06T08:59:00-03:00");
    T_Z(ways(&f, "", "now - seen <= 2 days"),
        "seen 2026-02-20T09:00:00-03:00 -> 2026-02-28T14:00:00-03:00");
    T_Z(ways(&f, "", "seen > now"),
        "seen 2026-02-20T09:00:00-03:00 -> 2026-03-02T14:01:00-03:00");
    T_Z(ways(&f, "seen = missing", "seen <= now"),
        "seen missing -> 2026-03-02T14:00:00-03:00");
    T_Z(ways(&f, "", "day >= 2026-03-05"), "day 2026-03-01 -> 2026-03-05");
    T_Z(ways(&f, "", "weekday_of(day) = fri"), "day 2026-03-01 -> 2026-02-27");
}

static void words(void)
{
    const Leads f =
        of("  t text\n  s text folded\n  e text\n  o one of x, y, z\n"
           "  l list of text\n  d flag\n",
           "set free = [\"gmail.com\", \"uol.com.br\"]",
           "id | t | s | e | o | l | d\n x | abc | Saúde | a@gmail.com | x | "
           "- | no");
    t_group("texts, members, flags, lists");
    T_Z(ways(&f, "", "t = \"q\""), "t \"abc\" -> \"q\"");
    T_Z(ways(&f, "", "t != \"abc\""), "t \"abc\" -> \"other\"");
    T_Z(ways(&f, "", "t contains \"xy\" and t ends with \"z!\""),
        "t \"abc\" -> \"xy z!\"");
    T_Z(ways(&f, "", "length(t) >= 5"), "t \"abc\" -> \"xxxxx\"");
    T_Z(ways(&f, "", "s in [\"Odontología\", \"Ótica\"]"),
        "s \"Saúde\" -> \"Odontología\"");
    T_Z(ways(&f, "", "domain(e) = \"x.com\""), "e \"a@gmail.com\" -> \"a@x.com\"");
    T_Z(ways(&f, "", "not (domain(e) in free)"),
        "e \"a@gmail.com\" -> \"a@example.com\"");
    T_Z(ways(&f, "", "t matches /\\b(owner|s[oó]ci[oa]|ceo)\\b/"),
        "t \"abc\" -> \"owner\"");
    T_Z(ways(&f, "", "t matches /s[oó]ci[oa]/ and not (t = \"socio\")"),
        "t \"abc\" -> \"abc socio\"");
    T_Z(ways(&f, "", "t matches /^(?=x)x+$/"), "none of 1, cut");
    T_Z(ways(&f, "", "o in [y, z]"), "o x -> y");
    T_Z(ways(&f, "", "o = y or o = z and d or o in [y, z] and d"), "o x -> y");
    T_Z(ways(&f, "", "d"), "d no -> yes");
    T_Z(ways(&f, "l = [\"p\", \"q\"]", "l contains \"r\""),
        "l [\"p\", \"q\"] -> [\"p\", \"q\", \"r\"]");
    T_Z(ways(&f, "l = [\"p\"]", "l contains \"r\" and l contains \"s\""),
        "l [\"p\"] -> [\"p\", \"r\", \"s\"]");
    T_Z(ways(&f, "l = [\"p\", \"q\"]", "not (l contains \"p\")"),
        "l [\"p\", \"q\"] -> [\"q\"]");
}

static const char *const scored =
    "score fit in 0..100 {\n  +10 per n up to 50 points\n  +20 when d\n  +20 when big\n"
    "  -30 when n > 8\n}\n"
    "score total = 50% * fit\n"
    "grade of total { A from 40, B from 20, C otherwise }\n"
    "funnel {\n  stage new\n  stage mql when total >= 20 since at_\n  stage won since "
    "won_\n"
    "  exit lost since gone\n}\n";

static Leads of_scores(void)
{
    return of(
        "  n number\n  d flag\n  big flag fixed\n  at_ timestamp\n  won_ timestamp\n"
        "  gone timestamp\n",
        scored, "id | n | d | big | at_ | won_ | gone\n x | 1 | no | no | - | - | -");
}

static void scores(void)
{
    const Leads f = of_scores();
    t_group("scores, grades, stages");
    T_Z(ways(&f, "", "B"), "n 1 -> 4");
    T_Z(ways(&f, "", "fit >= 70"), "n 1 -> 5 & d no -> yes");
    T_Z(ways(&f, "", "A"), "none of 2");
    T_Z(ways(&f, "big = yes", "A"), "n 1 -> 4 & d no -> yes");
    T_Z(ways(&f, "n = missing; d = yes", "B"), "n missing -> 2");
    T_Z(ways(&f, "gone = 2026-03-01T09:00:00-03:00; n = 4", "mql"),
        "gone 2026-03-01T09:00:00-03:00 -> 2026-03-02T14:01:00-03:00\n"
        "at_ missing -> 2026-03-02T14:00:00-03:00\n"
        "won_ missing -> 2026-03-02T14:00:00-03:00");
    T_Z(ways(&f, "", "won"), "won_ missing -> 2026-03-02T14:00:00-03:00");
    T_Z(ways(&f, "", "lost"), "gone missing -> 2026-03-02T14:00:00-03:00");
    T_Z(ways(&f, "n = 5", "mql"), "there");
}

static void as_text(void)
{
    const Leads f = of_scores();
    t_group("as text");
    T_Z(how_to_of(&f, 0, "", "B", &wide),
        "B: one change is enough\n\n  n  1 → 4\n"
        "     then fit 10 → 40, total 5 → 20, grade C → B, stage new → mql\n");
    T_Z(how_to_of(&f, 0, "", "fit >= 70", &ascii),
        "fit >= 70: it takes 2 changes\n\n  n  1 -> 5\n  d  no -> yes\n"
        "     then fit 10 -> 70, total 5 -> 35, grade C -> B, stage new -> mql\n");
    T_Z(how_to_of(&f, 0, "", "A", &wide),
        "A: no way with up to 2 changes\n"
        "  No values that its conditions tell apart would do it together.\n"
        "  Fields that may not move: big\n");
    T_Z(how_to_of(&f, 0, "n = 5", "mql", &wide), "mql: it is there already\n");
    T_Z(how_to_of(&f, 0, "", "big", &wide), "big: nothing that a lead brings decides "
                                            "it\n  Fields that may not move: big\n");
    T_Z(how_to_of(&f, 0, "", "B", NULL),
        "{\"goal\":{\"kind\":\"grade\",\"name\":\"B\",\"grade\":\"grade\"},\"there\":"
        "false,"
        "\"most\":1,\"exhausted\":true,\"ways\":[{\"changes\":[{\"field\":\"n\","
        "\"from\":1,"
        "\"to\":4}],\"news\":[{\"what\":\"score\",\"name\":\"fit\",\"from\":10,\"to\":"
        "40,"
        "\"change\":\"better\"},{\"what\":\"score\",\"name\":\"total\",\"from\":5,"
        "\"to\":20,"
        "\"change\":\"better\"},{\"what\":\"grade\",\"name\":\"grade\",\"from\":\"C\","
        "\"to\":\"B\",\"change\":\"better\"},{\"what\":\"stage\",\"name\":\"stage\","
        "\"from\":\"new\",\"to\":\"mql\",\"change\":\"better\"}]}],\"patterns\":[],"
        "\"fixed\":[\"big\"]}");
}

static bool at_once(void) { return true; }

static void stopped(void)
{
    const Leads f = of_scores();
    const OneLeadWant w = goal_lead(&f, 0, "");
    const Goal g = goal_in(&f, "A");
    const HowTo *h = how_to_make(&w, &g, at_once);
    t_group("stopped");
    T_INT(h->n, 0);
    T_OK(!h->exhausted);
}

static void goals(void)
{
    const Leads f = of("  n number\n",
                       "persona A when n > 3\nscore s in 0..9 { +1 per n }\n"
                       "grade g1 of s { A from 5, B otherwise }\ngrade g2 of s { A "
                       "from 7, C otherwise }\n"
                       "funnel {\n  stage `em análise`\n  stage mql when n > 1\n}\n",
                       "id | n\n x | 0");
    Goal g;
    t_group("goals");
    T_INT(goal_in(&f, "mql").kind, GOAL_STAGE);
    T_INT(goal_in(&f, "em análise").index, 0);
    T_INT(goal_in(&f, "`em análise`").index, 0);
    T_INT(goal_in(&f, "  B ").member, 1);
    T_INT(goal_in(&f, "g2 A").index, 1);
    T_INT(goal_in(&f, "persona A").kind, GOAL_PERSONA);
    T_INT(goal_in(&f, "n > 3 and s < 2").kind, GOAL_CONDITION);
    T_OK(!goal_of(f.session, "A", &g));
    T_Z(goal_findings(&f),
        "E0302 `A` stands for several things: g1 A, g2 A, persona A");
    T_OK(!goal_of(f.session, "mqll", &g));
    T_Z(goal_findings(&f),
        "E0301 there is no stage, grade or persona `mqll` to be reached; did you mean "
        "`mql`?; what can be asked for: stage em análise, mql, g1 A, B, g2 A, C, "
        "persona "
        "A, none; or a condition, such as `s >= 60`");
    T_OK(!goal_of(f.session, "n >", &g));
    T_OK(strncmp(goal_findings(&f), "E0", 2) == 0);
    T_OK(!goal_of(f.session, " ", &g));
    T_OK(strncmp(goal_findings(&f), "E0301 which stage", 17) == 0);
}

int main(void)
{
    T_BEGIN();
    numbers();
    together();
    times();
    words();
    scores();
    as_text();
    stopped();
    goals();
    return T_END();
}
