/* lead_card_test.c -- a lead at a glance: its record, what-ifs on it, what became of it. */
#include "tests/unit/lead_fixture.h"

static const char *const rows =
    "id | name | size | title | source | created | asked | called | gone | notes\n"
    " plain | Ana | 50 | boss | event | 2026-02-20T12:00:00Z | 2026-03-02T16:30:00Z | "
    "- | - | -\n"
    " -  | - | -  | -    | -     | - | - | - | - | -\n"
    " 李雷 | Łukasz Wiśniewski of a house with a name that does not end | 50 | - | ads "
    "| - | - | - | - | a,b";

static const ViewLook plain = {.width = 80};

static const char *card_of(const Leads *f, int r, const char *given,
                           const ViewLook *look)
{
    uint8_t *changed = MEM_ARRAY(uint8_t, 32);
    int n;
    const CoreGiven *values = leads_given(f, given, &n);
    for (int i = 0; i < n; i++)
        changed[values[i].field] = 1;
    const LeadRecord record = {r >= 0 ? f->batch : NULL, r, changed};
    OneLead *l = leads_row(f, r, given);
    Buf out = {0};
    if (look != NULL)
        lead_card_text(&out, f->session->core, one_lead_row(l), n > 0 ? &record : NULL,
                       look);
    else
        lead_card_json(&out, f->session->core, one_lead_row(l), n > 0 ? &record : NULL);
    one_lead_free(l);
    return leads_text(&out);
}

static void a_lead(void)
{
    const Leads f = leads_new(lead_policy, rows);
    const ViewLook narrow = {.width = 40, .ascii = true}, colour = {.colour = true};
    t_group("a lead");
    T_Z(card_of(&f, 0, "", &plain),
        "plain  record 1, as of Mon 2 Mar 2026 14:00\n"
        "\n"
        "  name     Ana                            size     50\n"
        "  title    boss                           source   event\n"
        "  created  Fri 20 Feb 2026 09:00          asked    Mon 2 Mar 2026 13:30\n"
        "  missing: called, gone, notes\n"
        "\n"
        "  persona     small\n"
        "  fit         40  ██████▍\n"
        "  grade       B\n"
        "  stage       mql  since Mon 2 Mar 2026 13:30, 30 min ago\n"
        "\n"
        "  first_call  running       due Mon 2 Mar 2026 17:30, 3 h 30 min left on "
        "office\n"
        "  titled      met\n");
    T_Z(card_of(&f, 1, "", &plain),
        "#2  as of Mon 2 Mar 2026 14:00\n"
        "\n"
        "  missing: id, name, size, title, source, created, asked, called, gone, "
        "notes\n"
        "\n"
        "  persona     none\n"
        "  fit         0                    could be 0 to 20 if all were known\n"
        "  grade       C\n"
        "  stage       no stage\n"
        "\n"
        "  titled      breached\n");
    T_Z(card_of(&f, -1, "", &plain),
        "nobody  as of Mon 2 Mar 2026 14:00\n"
        "\n"
        "  missing: id, name, size, title, source, created, asked, called, gone, "
        "notes\n"
        "\n"
        "  persona     none\n"
        "  fit         0                    could be 0 to 20 if all were known\n"
        "  grade       C\n"
        "  stage       no stage\n"
        "\n"
        "  titled      breached\n");
    T_Z(card_of(&f, 2, "", &plain),
        "李雷  record 3, as of Mon 2 Mar 2026 14:00\n"
        "\n"
        "  name    Łukasz Wiśniewski of a house with a name that does not end\n"
        "  size    50                              source  ads\n"
        "  notes   [\"a\", \"b\"]\n"
        "  missing: title, created, asked, called, gone\n"
        "\n"
        "  persona     small\n"
        "  fit         30  ████▊             could be 30 to 50 if all were known\n"
        "  grade       C  could change if all were known\n"
        "  stage       no stage  could change if all were known\n"
        "\n"
        "  titled      breached\n");
    T_Z(card_of(&f, 0, "size = 300; title = missing; gone = 2026-03-02T13:45:00-03:00",
                &plain),
        "plain  record 1, as of Mon 2 Mar 2026 14:00\n"
        "\n"
        "  name     Ana                            size     300 (record: 50)\n"
        "  title    missing (record: boss)         source   event\n"
        "  created  Fri 20 Feb 2026 09:00          asked    Mon 2 Mar 2026 13:30\n"
        "  gone     Mon 2 Mar 2026 13:45 (record: missing)\n"
        "  missing: called, notes\n"
        "\n"
        "  persona     big\n"
        "  fit         25  ████              could be 25 to 45 if all were known\n"
        "  grade       C  could change if all were known\n"
        "  exit        lost  since Mon 2 Mar 2026 13:45, 15 min ago\n"
        "\n"
        "  titled      breached\n");
    T_Z(card_of(&f, 0, "title = \"CEO\"; called = 2026-03-02T13:45:00-03:00", &plain),
        "plain  record 1, as of Mon 2 Mar 2026 14:00\n"
        "\n"
        "  name     Ana                            size     50\n"
        "  title    CEO (record: boss)             source   event\n"
        "  created  Fri 20 Feb 2026 09:00          asked    Mon 2 Mar 2026 13:30\n"
        "  called   Mon 2 Mar 2026 13:45 (record: missing)\n"
        "  missing: gone, notes\n"
        "\n"
        "  persona     small\n"
        "  fit         60  █████████▌\n"
        "  grade       A\n"
        "  stage       mql  since Mon 2 Mar 2026 13:30, 30 min ago\n"
        "\n"
        "  first_call  met           stopped Mon 2 Mar 2026 13:45\n"
        "  titled      met\n");
    T_Z(card_of(&f, 0, "name = \"a\\nb\\u{1b}[31m\"; asked = missing", &plain),
        "plain  record 1, as of Mon 2 Mar 2026 14:00\n"
        "\n"
        "  name     a b [31m (record: Ana)         size     50\n"
        "  title    boss                           source   event\n"
        "  created  Fri 20 Feb 2026 09:00\n"
        "  asked    missing (record: Mon 2 Mar 2026 13:30)\n"
        "  missing: called, gone, notes\n"
        "\n"
        "  persona     small\n"
        "  fit         40  ██████▍\n"
        "  grade       B\n"
        "  stage       mql\n"
        "\n"
        "  first_call  undetermined\n"
        "  titled      met\n");
    T_Z(card_of(&f, 2, "", &narrow), "李雷  record 3, as of Mon 2 Mar 2026\n"
                                     "  14:00\n"
                                     "\n"
                                     "  name    Łukasz Wiśniewski of a house …\n"
                                     "  size    50\n"
                                     "  source  ads\n"
                                     "  notes   [\"a\", \"b\"]\n"
                                     "  missing: title, created, asked,\n"
                                     "    called, gone\n"
                                     "\n"
                                     "  persona     small\n"
                                     "  fit         30  could be 30 to 50 if\n"
                                     "              all were known\n"
                                     "  grade       C  could change if all\n"
                                     "              were known\n"
                                     "  stage       no stage  could change if\n"
                                     "              all were known\n"
                                     "\n"
                                     "  titled      breached\n");
    T_Z(card_of(&f, 0, "size = 40", &colour),
        "\033[1mplain\033[0m  \033[2mrecord\033[0m \033[2m1,\033[0m \033[2mas\033[0m "
        "\033[2mof\033[0m \033[2mMon\033[0m \033[2m2\033[0m \033[2mMar\033[0m "
        "\033[2m2026\033[0m \033[2m14:00\033[0m\n"
        "\n"
        "  name     Ana                            size     \033[33m40 (record: "
        "50)\033[0m\n"
        "  title    boss                           source   event\n"
        "  created  Fri 20 Feb 2026 09:00          asked    Mon 2 Mar 2026 13:30\n"
        "  \033[2mmissing:\033[0m \033[2mcalled,\033[0m \033[2mgone,\033[0m "
        "\033[2mnotes\033[0m\n"
        "\n"
        "  persona     small\n"
        "  fit         40  \033[36m██████▍\033[0m\n"
        "  grade       B\n"
        "  stage       mql  \033[2msince\033[0m \033[2mMon\033[0m \033[2m2\033[0m "
        "\033[2mMar\033[0m \033[2m2026\033[0m \033[2m13:30,\033[0m \033[2m30\033[0m "
        "\033[2mmin\033[0m \033[2mago\033[0m\n"
        "\n"
        "  first_call  running       \033[2mdue\033[0m \033[2mMon\033[0m "
        "\033[2m2\033[0m \033[2mMar\033[0m \033[2m2026\033[0m \033[2m17:30,\033[0m "
        "\033[2m3\033[0m \033[2mh\033[0m \033[2m30\033[0m \033[2mmin\033[0m "
        "\033[2mleft\033[0m \033[2mon\033[0m \033[2moffice\033[0m\n"
        "  titled      \033[32mmet\033[0m\n");
    T_Z(card_of(&f, 0, "size = 40", NULL),
        "{\"lead\":\"plain\",\"now\":\"2026-03-02T14:00:00-03:00\",\"fields\":{\"id\":"
        "\"plain\",\"name\":\"Ana\",\"size\":40,\"title\":\"boss\",\"source\":"
        "\"event\",\"created\":\"2026-02-20T09:00:00-03:00\",\"asked\":\"2026-03-02T13:"
        "30:00-03:00\"},\"missing\":[\"called\",\"gone\",\"notes\"],\"given\":{"
        "\"size\":50},\"persona\":\"small\",\"scores\":{\"fit\":{\"value\":40,\"low\":"
        "40,\"high\":40}},\"grades\":{\"grade\":\"B\"},\"stage\":\"mql\",\"exit\":null,"
        "\"since\":\"2026-03-02T13:30:00-03:00\",\"clauses\":[{\"clause\":\"first_"
        "call\",\"status\":\"running\",\"starts\":\"2026-03-02T13:30:00-03:00\","
        "\"due\":\"2026-03-02T17:30:00-03:00\",\"remaining\":\"210 business "
        "minutes\",\"late\":\"0 business "
        "hours\"},{\"clause\":\"titled\",\"status\":\"met\",\"starts\":null,\"due\":"
        "null,\"remaining\":null,\"late\":null}]}");
    T_Z(card_of(&f, -1, "title = \"x\"", NULL),
        "{\"lead\":null,\"now\":\"2026-03-02T14:00:00-03:00\",\"fields\":{\"title\":"
        "\"x\"},\"missing\":[\"id\",\"name\",\"size\",\"source\",\"created\",\"asked\","
        "\"called\",\"gone\",\"notes\"],\"given\":{\"title\":null},\"persona\":"
        "\"none\",\"scores\":{\"fit\":{\"value\":0,\"low\":0,\"high\":0}},\"grades\":{"
        "\"grade\":\"C\"},\"stage\":null,\"exit\":null,\"since\":null,\"clauses\":[{"
        "\"clause\":\"titled\",\"status\":\"met\",\"starts\":null,\"due\":null,"
        "\"remaining\":null,\"late\":null}]}");
}

/* No persona, score, funnel, clause or label; a money field, a date, a flag, a length. */
static void bare(void)
{
    const Leads f = leads_new("policy \"P\" { timezone \"UTC\", currency BRL }\n"
                              "lead { price money, day date, ok flag, took duration, "
                              "code text }\n",
                              "price | day | ok | code\n 1250.5 | 2026-03-02 | yes | "
                              "0123456789 0123456789 0123456789 0123456789 0123456789 "
                              "0123456789 0123456789 0123456789");
    t_group("bare");
    T_Z(card_of(&f, 0, "", &plain),
        "#1  as of Mon 2 Mar 2026 17:00\n"
        "\n"
        "  price  1250.5 BRL                       day    Mon 2 Mar 2026\n"
        "  ok     yes\n"
        "  code   0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
        "0123…\n"
        "  missing: took\n");
    T_Z(card_of(&f, 0, "", NULL),
        "{\"lead\":1,\"now\":\"2026-03-02T17:00:00+00:00\",\"fields\":{\"price\":1250."
        "5,\"day\":\"2026-03-02\",\"ok\":true,\"code\":\"0123456789 0123456789 "
        "0123456789 0123456789 0123456789 0123456789 0123456789 "
        "0123456789\"},\"missing\":[\"took\"],\"given\":{},\"persona\":null,\"scores\":"
        "{},\"grades\":{},\"stage\":null,\"exit\":null,\"since\":null,\"clauses\":[]}");
}

/* Scores without a range; several instances, of which one is late. */
static void clauses(void)
{
    const char *const policy =
        "policy \"P\" { timezone \"UTC\", parties sales }\n"
        "lead {\n  id text label\n  one timestamp\n  two timestamp\n  a timestamp\n"
        "  vip flag\n  level number\n}\n"
        "score worth { +2 per level }\n"
        "score risk in -10..10 { -20 when vip }\n"
        "agreement base {\n"
        "  clause call {\n    by sales\n    starts one, two\n    stops a\n"
        "    within 10 hours\n  }\n"
        "  clause tidy {\n    by sales\n    excused when vip\n"
        "    keep level known within 2 hours\n    target 90% per month of one\n  }\n"
        "}\n";
    const Leads f =
        leads_new(policy, "id | one | two | a | vip | level\n"
                          " a label that is longer than the half of the width of it | "
                          "2026-02-27T06:00:00Z | 2026-03-02T16:30:00Z | "
                          "2026-02-27T19:00:00Z | no | 1234.5\n"
                          " y | 2026-02-27T06:00:00Z | - | - | no | -");
    t_group("clauses");
    T_Z(card_of(&f, 0, "", &plain),
        "a label that is longer than the half of…  record 1, as of Mon 2 Mar 2026 "
        "17:00\n"
        "\n"
        "  one    Fri 27 Feb 2026 06:00            two    Mon 2 Mar 2026 16:30\n"
        "  a      Fri 27 Feb 2026 19:00            vip    no\n"
        "  level  1234.5\n"
        "\n"
        "  worth    2469\n"
        "  risk        0  ████████\n"
        "\n"
        "  call #1  breached      due Fri 27 Feb 2026 16:00, late by 3 h\n"
        "  call #2  running       due Tue 3 Mar 2026 02:30, 9 h 30 min left\n"
        "  tidy     met\n");
    T_Z(card_of(&f, 1, "", &plain),
        "y  record 2, as of Mon 2 Mar 2026 17:00\n"
        "\n"
        "  one  Fri 27 Feb 2026 06:00              vip  no\n"
        "  missing: two, a, level\n"
        "\n"
        "  worth  0                    could be 0 or more if all were known\n"
        "  risk   0  ████████\n"
        "\n"
        "  call   breached      due Fri 27 Feb 2026 16:00, late by 3 d 1 h\n"
        "  tidy   breached      due Fri 27 Feb 2026 08:00, late by 3 d 9 h\n");
    T_Z(card_of(&f, 1, "vip = yes", &plain),
        "y  record 2, as of Mon 2 Mar 2026 17:00\n"
        "\n"
        "  one  Fri 27 Feb 2026 06:00              vip  yes (record: no)\n"
        "  missing: two, a, level\n"
        "\n"
        "  worth    0                    could be 0 or more if all were known\n"
        "  risk   -10\n"
        "\n"
        "  call   breached      due Fri 27 Feb 2026 16:00, late by 3 d 1 h\n"
        "  tidy   excused\n");
    T_Z(card_of(&f, 0, "", NULL),
        "{\"lead\":\"a label that is longer than the half of the width of "
        "it\",\"now\":\"2026-03-02T17:00:00+00:00\",\"fields\":{\"id\":\"a label that "
        "is longer than the half of the width of "
        "it\",\"one\":\"2026-02-27T06:00:00+00:00\",\"two\":\"2026-03-02T16:30:00+00:"
        "00\",\"a\":\"2026-02-27T19:00:00+00:00\",\"vip\":false,\"level\":1234.5},"
        "\"missing\":[],\"given\":{},\"persona\":null,\"scores\":{\"worth\":{\"value\":"
        "2469,\"low\":2469,\"high\":2469},\"risk\":{\"value\":0,\"low\":0,\"high\":0}},"
        "\"grades\":{},\"stage\":null,\"exit\":null,\"since\":null,\"clauses\":[{"
        "\"clause\":\"call\",\"instance\":1,\"status\":\"breached\",\"starts\":\"2026-"
        "02-27T06:00:00+00:00\",\"due\":\"2026-02-27T16:00:00+00:00\",\"remaining\":\"-"
        "3 hours\",\"late\":\"3 "
        "hours\"},{\"clause\":\"call\",\"instance\":2,\"status\":\"running\","
        "\"starts\":\"2026-03-02T16:30:00+00:00\",\"due\":\"2026-03-03T02:30:00+00:"
        "00\",\"remaining\":\"9 hours 30 minutes\",\"late\":\"0 "
        "seconds\"},{\"clause\":\"tidy\",\"status\":\"met\",\"starts\":\"2026-02-27T06:"
        "00:00+00:00\",\"due\":\"2026-02-27T08:00:00+00:00\",\"remaining\":null,"
        "\"late\":null}]}");
}

int main(void)
{
    T_BEGIN();
    a_lead();
    bare();
    clauses();
    return T_END();
}
