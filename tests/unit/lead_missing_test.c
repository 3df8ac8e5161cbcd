/* lead_missing_test.c -- what is missing of a lead, what it leaves open, what could be. */
#include "tests/unit/lead_fixture.h"

static const char *const rows =
    "id | name | size | title | source | created | asked | called | gone\n"
    " plain | - | 50 | boss | event | 2026-02-20T12:00:00Z | 2026-03-02T16:30:00Z | - "
    "| -\n"
    " bare  | - | -  | -    | -     | - | - | - | -\n"
    " full  | x | 50 | boss | event | 2026-02-20T12:00:00Z | 2026-03-02T16:30:00Z | "
    "2026-03-02T16:40:00Z | 2026-03-02T16:50:00Z";

static const ViewLook plain = {.width = 80};

static const char *missing_of(const Leads *f, int r, const char *given,
                              const ViewLook *look)
{
    return leads_view(f, r, given, look, lead_missing_text, lead_missing_json);
}

static void a_lead(void)
{
    const Leads f = leads_new(lead_policy, rows);
    const ViewLook narrow = {.width = 40, .colour = true};
    t_group("a lead");
    T_Z(missing_of(&f, 2, "", &plain), "nothing that the policy reads is missing\n");
    T_Z(missing_of(&f, 0, "", &plain), "called\n"
                                       "  first_call  stops called\n"
                                       "\n"
                                       "gone\n"
                                       "  exit lost   since gone\n");
    T_Z(missing_of(&f, 1, "", &plain),
        "fit            0, could be 0 to 20 if all were known\n"
        "\n"
        "size\n"
        "  persona big    when size > 200\n"
        "  persona small  when size in 5..200\n"
        "\n"
        "title\n"
        "  fit            +20 when title = \"ceo\"\n"
        "  titled         keep title known\n"
        "\n"
        "source\n"
        "  fit            -10 when source = ads\n"
        "\n"
        "created\n"
        "  stage new      since created\n"
        "\n"
        "gone\n"
        "  exit lost      since gone\n"
        "\n"
        "missing too, and leaving nothing open: asked, called\n");
    T_Z(missing_of(&f, -1, "size = 50", &plain),
        "fit        40, could be 30 to 60 if all were known\n"
        "grade      B, could be A, C\n"
        "stage      mql, could change if all were known\n"
        "\n"
        "title\n"
        "  fit        +20 when title = \"ceo\"\n"
        "  titled     keep title known\n"
        "\n"
        "source\n"
        "  fit        -10 when source = ads\n"
        "\n"
        "created\n"
        "  stage new  since created\n"
        "\n"
        "asked\n"
        "  stage mql  since asked\n"
        "\n"
        "gone\n"
        "  exit lost  since gone\n"
        "\n"
        "missing too, and leaving nothing open: called\n");
    T_Z(missing_of(&f, 0, "asked = missing", &plain),
        "asked\n"
        "  stage mql  since asked\n"
        "\n"
        "gone\n"
        "  exit lost  since gone\n"
        "\n"
        "missing too, and leaving nothing open: called\n");
    T_Z(missing_of(&f, 0, "called = 2026-03-02T13:45:00-03:00", &plain),
        "gone\n"
        "  exit lost  since gone\n");
    T_Z(missing_of(&f, 1, "", &narrow), "fit            0, could be 0 to 20 if\n"
                                        "               all were known\n"
                                        "\n"
                                        "\033[1msize\033[0m\n"
                                        "  persona big    when size > 200\n"
                                        "  persona small  when size in 5..200\n"
                                        "\n"
                                        "\033[1mtitle\033[0m\n"
                                        "  fit            +20 when title = \"ceo\"\n"
                                        "  titled         keep title known\n"
                                        "\n"
                                        "\033[1msource\033[0m\n"
                                        "  fit            -10 when source = ads\n"
                                        "\n"
                                        "\033[1mcreated\033[0m\n"
                                        "  stage new      since created\n"
                                        "\n"
                                        "\033[1mgone\033[0m\n"
                                        "  exit lost      since gone\n"
                                        "\n"
                                        "missing too, and leaving nothing open:\n"
                                        "  asked, called\n");
    T_Z(missing_of(&f, 0, "source = missing", NULL),
        "{\"lead\":\"plain\",\"now\":\"2026-03-02T14:00:00-03:00\",\"scores\":{\"fit\":"
        "{\"value\":40,\"low\":30,\"high\":40}},\"grades\":{\"grade\":{\"value\":\"B\","
        "\"could_be\":[\"B\",\"C\"]}},\"stage\":{\"value\":\"mql\",\"certain\":false},"
        "\"fields\":[{\"field\":\"source\",\"opens\":[{\"what\":\"rule\",\"name\":"
        "\"fit\",\"text\":\"-10 when source = "
        "ads\"}]},{\"field\":\"called\",\"opens\":[{\"what\":\"clause\",\"name\":"
        "\"first_call\",\"text\":\"stops "
        "called\"}]},{\"field\":\"gone\",\"opens\":[{\"what\":\"exit\",\"name\":"
        "\"lost\",\"text\":\"since gone\"}]}],\"nothing_open\":[]}");
    T_Z(missing_of(&f, 2, "", NULL),
        "{\"lead\":\"full\",\"now\":\"2026-03-02T14:00:00-03:00\",\"scores\":{\"fit\":{"
        "\"value\":40,\"low\":40,\"high\":40}},\"grades\":{\"grade\":{\"value\":\"B\","
        "\"could_be\":[\"B\"]}},\"stage\":{\"value\":\"lost\",\"certain\":true},"
        "\"fields\":[],\"nothing_open\":[]}");
}

/* Levels, groups, a score by an expression, a grade of two scores, a threshold in a band. */
static void others(void)
{
    const char *const policy =
        "policy \"P\" { timezone \"UTC\", parties sales }\n"
        "lead {\n  id text label\n  one timestamp\n  a timestamp\n  tier one of gold, "
        "tin\n"
        "  vip flag\n  hours duration\n  level number\n}\n"
        "threshold top = 30 in 0..100\n"
        "score worth {\n  group \"Level\" up to 10 points {\n    +2 per level up to 8 "
        "points\n"
        "    +5 when vip\n  }\n  -1 when level > 100\n}\n"
        "score twice in 0..50 = worth * 2 + 1\n"
        "grade of worth { A from top, B from 9, C from 4, D otherwise }\n"
        "agreement base {\n"
        "  clause call {\n    by sales\n    excused when vip\n    starts one\n    "
        "stops a\n"
        "    within hours\n  }\n}\n"
        "agreement golden level customer for tier = gold {\n"
        "  clause call {\n    warn at 50%\n  }\n}\n";
    const Leads f =
        leads_new(policy, "id | one | a | tier | vip | hours | level\n"
                          " x | 2026-03-02T16:30:00Z | - | - | - | - | -\n"
                          " y | 2026-03-02T16:30:00Z | - | tin | no | - | 3\n"
                          " z | - | - | gold | - | - | 2\n");
    t_group("others");
    T_Z(missing_of(&f, 0, "", &plain), "worth  0, could be -1 to 10 if all were known\n"
                                       "twice  1, could be 0 to 21 if all were known\n"
                                       "grade  D, could be B, C\n"
                                       "\n"
                                       "tier\n"
                                       "  call   golden: for tier = gold\n"
                                       "\n"
                                       "vip\n"
                                       "  worth  +5 when vip\n"
                                       "  call   excused when vip\n"
                                       "\n"
                                       "hours\n"
                                       "  call   within hours\n"
                                       "\n"
                                       "level\n"
                                       "  worth  +2 per level up to 8 points\n"
                                       "  worth  -1 when level > 100\n"
                                       "\n"
                                       "missing too, and leaving nothing open: a\n");
    T_Z(missing_of(&f, 1, "", &plain), "hours\n"
                                       "  call   within hours\n"
                                       "\n"
                                       "missing too, and leaving nothing open: a\n");
    T_Z(missing_of(&f, 2, "", &plain),
        "worth  4, could be 4 to 9 if all were known\n"
        "twice  9, could be 9 to 19 if all were known\n"
        "grade  C, could be B\n"
        "\n"
        "one\n"
        "  call   starts one\n"
        "\n"
        "vip\n"
        "  worth  +5 when vip\n"
        "\n"
        "missing too, and leaving nothing open: a, hours\n");
    T_Z(missing_of(&f, 0, "", NULL),
        "{\"lead\":\"x\",\"now\":\"2026-03-02T17:00:00+00:00\",\"scores\":{\"worth\":{"
        "\"value\":0,\"low\":-1,\"high\":10},\"twice\":{\"value\":1,\"low\":0,\"high\":"
        "21}},\"grades\":{\"grade\":{\"value\":\"D\",\"could_be\":[\"B\",\"C\",\"D\"]}}"
        ",\"stage\":{\"value\":null,\"certain\":true},\"fields\":[{\"field\":\"tier\","
        "\"opens\":[{\"what\":\"clause\",\"name\":\"call\",\"text\":\"golden: for tier "
        "= "
        "gold\"}]},{\"field\":\"vip\",\"opens\":[{\"what\":\"rule\",\"name\":\"worth\","
        "\"text\":\"+5 when "
        "vip\"},{\"what\":\"clause\",\"name\":\"call\",\"text\":\"excused when "
        "vip\"}]},{\"field\":\"hours\",\"opens\":[{\"what\":\"clause\",\"name\":"
        "\"call\",\"text\":\"within "
        "hours\"}]},{\"field\":\"level\",\"opens\":[{\"what\":\"rule\",\"name\":"
        "\"worth\",\"text\":\"+2 per level up to 8 "
        "points\"},{\"what\":\"rule\",\"name\":\"worth\",\"text\":\"-1 when level > "
        "100\"}]}],\"nothing_open\":[\"a\"]}");
}

/* As the lead was evaluated: with a threshold where it was moved to. */
static void moved(void)
{
    const Leads f = leads_new("policy \"P\" { timezone \"UTC\" }\n"
                              "lead { id text label, vip flag }\n"
                              "threshold top = 30 in 0..100\n"
                              "score worth in 0..40 { +20 when vip }\n"
                              "grade of worth { A from top, B otherwise }\n",
                              "id | vip\n x | -");
    t_group("moved");
    T_Z(missing_of(&f, 0, "", &plain), "worth  0, could be 0 to 20 if all were known\n"
                                       "\n"
                                       "vip\n"
                                       "  worth  +20 when vip\n");
    f.session->threshold[0] = 10000000;
    T_Z(missing_of(&f, 0, "", &plain), "worth  0, could be 0 to 20 if all were known\n"
                                       "grade  B, could be A\n"
                                       "\n"
                                       "vip\n"
                                       "  worth  +20 when vip\n");
}

int main(void)
{
    T_BEGIN();
    a_lead();
    others();
    moved();
    return T_END();
}
