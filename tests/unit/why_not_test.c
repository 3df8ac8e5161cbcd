/* why_not_test.c -- what keeps a lead from a goal, down to the values that are compared. */
#include "tests/unit/goal_fixture.h"

static const ViewLook wide = {.width = 110}, colour = {.colour = true, .width = 110},
                      narrow = {.ascii = true, .width = 44};

static const char *const rows =
    "id | size | title | source | created | asked | gone\n"
    " a | 4 | boss | ads | 2026-03-01T09:00:00-03:00 | 2026-03-05T09:00:00-03:00 | -\n"
    " b | - | - | - | 2026-03-01T09:00:00-03:00 | - | -\n"
    " c | 50 | ceo | - | 2026-03-01T09:00:00-03:00 | 2026-03-01T09:00:00-03:00 | "
    "2026-03-02T09:00:00-03:00\n"
    " d | - | a\033[31mb | - | - | - | -";

static void stages(void)
{
    const Leads f = leads_new(lead_policy, rows);
    t_group("stages");
    T_Z(why_not_of(&f, 0, "", "mql", &wide),
        "mql: not there\n"
        "  ✗ fit >= 40                     fit is 0: 40 short\n"
        "    ✗ fit                         0\n"
        "      ✗ +40 when persona = small  persona is none\n"
        "        ✗ size in 5..200          size is 4: 1 short\n"
        "      ✗ +25 when persona = big    persona is none\n"
        "      ✗ +20 when title = \"ceo\"    title is \"boss\"\n"
        "      ✓ -10 when source = ads     source is ads\n"
        "  ✗ since asked                   asked is 2026-03-05T09:00:00-03:00: 2 days "
        "19 hours too late\n");
    T_Z(why_not_of(&f, 1, "", "mql", &wide),
        "mql: not there\n"
        "  ✗ fit >= 40                     fit is 0: 40 short\n"
        "    ? fit                         0; could be 0 to 20 if all were known\n"
        "      ✗ +40 when persona = small  persona is none\n"
        "        ? size in 5..200          missing: size\n"
        "      ✗ +25 when persona = big    persona is none\n"
        "      ? +20 when title = \"ceo\"    missing: title\n");
    T_Z(why_not_of(&f, 2, "", "mql", &wide),
        "mql: not there\n"
        "  ✗ no exit  exit is lost, since 2026-03-02T09:00:00-03:00\n");
    T_Z(why_not_of(&f, 0, "", "lost", &wide), "lost: not there\n"
                                              "  ✗ since gone  missing: gone\n");
    T_Z(why_not_of(&f, 0, "", "new", &wide), "new: it is there already\n");
}

static void grades(void)
{
    const Leads f = leads_new(lead_policy, rows);
    t_group("grades and personas");
    T_Z(why_not_of(&f, 0, "size = 50", "A", &wide),
        "A: not there\n"
        "  ✗ A: fit >= 60                fit is 30: 30 short\n"
        "    ✗ fit                       30\n"
        "      ✗ +25 when persona = big  persona is small\n"
        "        ✗ size > 200            size is 50: 150 short\n"
        "      ✗ +20 when title = \"ceo\"  title is \"boss\"\n"
        "      ✓ -10 when source = ads   source is ads\n");
    T_Z(why_not_of(&f, 0, "size = 50", "C", &wide), "C: it is there already\n");
    T_Z(why_not_of(&f, 0, "size = 50", "grade = C", &wide),
        "grade = C: it is there already\n");
    T_Z(why_not_of(&f, 0, "size = 300", "small", &wide),
        "small: not there\n"
        "  ✓ persona big comes first  size > 200\n"
        "  ✗ size in 5..200           size is 300: 100 too much\n");
    T_Z(why_not_of(&f, 0, "size = 50", "none", &wide),
        "none: not there\n"
        "  ✓ persona small comes first  size in 5..200\n");
}

static void conditions(void)
{
    const Leads f = leads_new(lead_policy, rows);
    t_group("conditions");
    T_Z(why_not_of(&f, 0, "", "size > 10 or title = \"ceo\" and source = event", &wide),
        "size > 10 or title = \"ceo\" and source = event: not there\n"
        "  ✗ one of these\n"
        "    ✗ size > 10                         size is 4: 6 short\n"
        "    ✗ title = \"ceo\" and source = event\n"
        "      ✗ title = \"ceo\"                   title is \"boss\"\n"
        "      ✗ source = event                  source is ads\n");
    T_Z(why_not_of(&f, 0, "", "not (source = ads) and size known", &wide),
        "not (source = ads) and size known: not there\n"
        "  ✗ not source = ads  source is ads\n");
    T_Z(why_not_of(&f, 1, "", "size in 5..200 or title known", &wide),
        "size in 5..200 or title known: not known to be there\n"
        "  ? one of these\n"
        "    ? size in 5..200  missing: size\n"
        "    ✗ title known     title is missing\n");
    T_Z(why_not_of(&f, 0, "", "asked < now and created > 2026-03-02T00:00:00-03:00",
                   &wide),
        "asked < now and created > 2026-03-02T00:00:00-03:00: not there\n"
        "  ✗ asked < now                          asked is 2026-03-05T09:00:00-03:00, "
        "now is 2026-03-02T14:00:00-03:00:\n"
        "                                         2 days 19 hours too late\n"
        "  ✗ created > 2026-03-02T00:00:00-03:00  created is "
        "2026-03-01T09:00:00-03:00: 15 hours too early\n");
    T_Z(why_not_of(&f, 0, "", "asked - created < 2 days", &wide),
        "asked - created < 2 days: not there\n"
        "  ✗ asked - created < 2 days  asked - created is 4 days: 2 days too much\n");
    T_Z(why_not_of(&f, 0, "", "100 - fit < 30", &wide),
        "100 - fit < 30: not there\n"
        "  ✗ 100 - fit < 30                100 - fit is 100: 70 too much\n"
        "    ✗ fit                         0\n"
        "      ✗ +40 when persona = small  persona is none\n"
        "        ✗ size in 5..200          size is 4: 1 short\n"
        "      ✗ +25 when persona = big    persona is none\n"
        "      ✗ +20 when title = \"ceo\"    title is \"boss\"\n"
        "      ✓ -10 when source = ads     source is ads\n");
    T_Z(why_not_of(&f, 0, "", "stage = mql", &wide),
        "stage = mql: not there\n"
        "  ✗ stage = mql                     stage is new\n"
        "    ✗ fit >= 40                     fit is 0: 40 short\n"
        "      ✗ fit                         0\n"
        "        ✗ +40 when persona = small  persona is none\n"
        "          ✗ size in 5..200          size is 4: 1 short\n"
        "        ✗ +25 when persona = big    persona is none\n"
        "        ✗ +20 when title = \"ceo\"    title is \"boss\"\n"
        "        ✓ -10 when source = ads     source is ads\n"
        "    ✗ since asked                   asked is 2026-03-05T09:00:00-03:00: 2 "
        "days 19 hours too late\n");
    T_Z(why_not_of(&f, 0, "", "first_call.status = met", &wide),
        "first_call.status = met: not there\n"
        "  ✗ first_call.status = met  first_call.status is none\n");
}

static void looks(void)
{
    const Leads f = leads_new(lead_policy, rows);
    t_group("looks");
    T_Z(why_not_of(&f, 0, "", "mql", &narrow),
        "mql: not there\n"
        "  x fit >= 40\n"
        "      fit is 0: 40 short\n"
        "    x fit                         0\n"
        "      x +40 when persona = small\n"
        "          persona is none\n"
        "        x size in 5..200\n"
        "            size is 4: 1 short\n"
        "      x +25 when persona = big\n"
        "          persona is none\n"
        "      x +20 when title = \"ceo\"\n"
        "          title is \"boss\"\n"
        "      + -10 when source = ads\n"
        "          source is ads\n"
        "  x since asked\n"
        "      asked is 2026-03-05T09:00:00-03:00: 2\n"
        "      days 19 hours too late\n");
    T_Z(why_not_of(&f, 1, "", "size > 10", &colour),
        "size > 10: not known to be there\n"
        "  \033[33m?\033[0m size > 10  \033[2mmissing:\033[0m \033[2msize\033[0m\n");
    T_Z(why_not_of(&f, 1, "", "size > 10", NULL),
        "{\"goal\":{\"kind\":\"condition\",\"name\":\"size > "
        "10\"},\"there\":false,\"holds\":null,\"later\":null,\"causes\":[{"
        "\"condition\":\"size > "
        "10\",\"holds\":null,\"values\":null,\"missing\":[\"size\"],\"at\":{\"file\":"
        "\"goal\",\"line\":1},\"causes\":[]}]}");
    T_Z(why_not_of(&f, 3, "", "title = \"ceo\"", &wide),
        "title = \"ceo\": not there\n"
        "  ✗ title = \"ceo\"  title is \"a\\u001b[31mb\"\n");
}

static const char *const capped =
    "policy \"P\" { timezone \"UTC\" }\n"
    "lead {\n  id text label\n  n number\n  a flag\n  b flag\n  c flag\n}\n"
    "threshold most = 6\n"
    "score s in 0..10 {\n  +1 per n up to most points\n"
    "  group \"g\" up to 3 points {\n    +3 when a\n    +2 when b\n  }\n"
    "  -4 when c\n  +1 when n > 100\n  +1 when n > 200\n  +1 when n > 300\n  +1 when n "
    "> "
    "400\n}\n"
    "score u = 5 - 2 * s\n";

static void scores(void)
{
    const Leads f = leads_new(capped, "id | n | a | b | c\n x | 2 | yes | yes | yes\n"
                                      " y | - | no | no | no");
    t_group("scores");
    T_Z(why_not_of(&f, 0, "", "s >= 9", &wide),
        "s >= 9: not there\n"
        "  ✗ s >= 9                          s is 1: 8 short\n"
        "    ✗ s                             1\n"
        "      ✗ +1 per n up to most points  n is 2: gives 2\n"
        "      ✓ -4 when c                   c is yes\n"
        "      ✗ +1 when n > 100             n is 2: 98 short\n"
        "      ✗ +1 when n > 200             n is 2: 198 short\n"
        "      ✗ +1 when n > 300             n is 2: 298 short\n");
    T_Z(why_not_of(&f, 1, "", "s >= 5", &wide),
        "s >= 5: not there\n"
        "  ✗ s >= 5                          s is 0: 5 short\n"
        "    ? s                             0; could be 0 to 10 if all were known\n"
        "      ? +1 per n up to most points  missing: n\n"
        "      ✗ +3 when a                   a is no\n"
        "      ✗ +2 when b                   b is no\n"
        "      ? +1 when n > 100             missing: n\n"
        "      ? +1 when n > 200             missing: n\n");
    T_Z(why_not_of(&f, 0, "", "u >= 5", &wide),
        "u >= 5: not there\n"
        "  ✗ u >= 5                            u is 3: 2 short\n"
        "    ✗ u                               3\n"
        "      ✗ s                             1\n"
        "        ✓ +3 when a                   a is yes\n"
        "        ✗ +1 per n up to most points  n is 2: gives 2\n"
        "        ✓ +2 when b                   b is yes\n");
    T_Z(why_not_of(&f, 0, "a = no", "s > 10", &wide),
        "s > 10: not there\n"
        "  ✗ s > 10                          s is 0: 10 short\n"
        "    ✗ s                             0\n"
        "      ✗ +1 per n up to most points  n is 2: gives 2\n"
        "      ✓ -4 when c                   c is yes\n"
        "      ✗ +3 when a                   a is no\n"
        "      ✗ +1 when n > 100             n is 2: 98 short\n"
        "      ✗ +1 when n > 200             n is 2: 198 short\n");
}

int main(void)
{
    T_BEGIN();
    stages();
    grades();
    conditions();
    looks();
    scores();
    return T_END();
}
