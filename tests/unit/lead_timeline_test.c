/* lead_timeline_test.c -- what happened to a lead and what comes, in order of time. */
#include "tests/unit/lead_fixture.h"

static const char *const rows =
    "id | size | title | source | created | asked | called | gone\n"
    " plain | 50 | boss | event | 2026-02-20T12:00:00Z | 2026-03-02T16:30:00Z | - | -\n"
    " bare  | -  | -    | -     | - | - | - | -";

static const ViewLook plain = {.width = 80};

static const char *times_of(const Leads *f, int r, const char *given,
                            const ViewLook *look)
{
    return leads_view(f, r, given, look, lead_timeline_text, lead_timeline_json);
}

static void a_lead(void)
{
    const Leads f = leads_new(lead_policy, rows);
    t_group("a lead");
    T_Z(times_of(&f, 0, "", &plain),
        "● Fri 20 Feb 2026 09:00  10 d 5 h ago   stage new\n"
        "● Mon 2 Mar 2026 13:30   30 min ago     stage mql\n"
        "● Mon 2 Mar 2026 13:30   30 min ago     first_call starts\n"
        "▶ Mon 2 Mar 2026 14:00   now\n"
        "○ Mon 2 Mar 2026 16:30   in 2 h 30 min  first_call warns\n"
        "○ Mon 2 Mar 2026 17:30   in 3 h 30 min  first_call due, 3 h 30 min left on\n"
        "                                        office\n");
    T_Z(times_of(&f, 1, "", &plain), "▶ Mon 2 Mar 2026 14:00  now\n");
    T_Z(times_of(&f, -1, "", &plain), "▶ Mon 2 Mar 2026 14:00  now\n");
    T_Z(times_of(&f, 0, "called = 2026-03-02T13:45:00-03:00", &plain),
        "● Fri 20 Feb 2026 09:00  10 d 5 h ago  stage new\n"
        "● Mon 2 Mar 2026 13:30   30 min ago    stage mql\n"
        "● Mon 2 Mar 2026 13:30   30 min ago    first_call starts\n"
        "● Mon 2 Mar 2026 13:45   15 min ago    first_call stopped, met\n"
        "▶ Mon 2 Mar 2026 14:00   now\n");
    T_Z(times_of(&f, 0, "asked = 2026-02-27T13:45:00-03:00", &plain),
        "● Fri 20 Feb 2026 09:00  10 d 5 h ago  stage new\n"
        "● Fri 27 Feb 2026 13:45  3 d ago       stage mql\n"
        "● Fri 27 Feb 2026 13:45  3 d ago       first_call starts\n"
        "● Fri 27 Feb 2026 16:45  2 d 21 h ago  first_call warns\n"
        "● Fri 27 Feb 2026 17:45  2 d 20 h ago  first_call due, late by 4 h 15 min on\n"
        "                                       office\n"
        "▶ Mon 2 Mar 2026 14:00   now\n");
    T_Z(times_of(&f, 0, "asked = missing", &plain),
        "● Fri 20 Feb 2026 09:00  10 d 5 h ago  stage new\n"
        "▶ Mon 2 Mar 2026 14:00   now\n"
        "reached, and their instants are missing: mql\n");
}

/* What ended tells nothing of what would have come. */
static void ends(void)
{
    const Leads f = leads_new(lead_policy, rows);
    t_group("ends");
    T_Z(times_of(&f, 0,
                 "asked = 2026-02-27T13:45:00-03:00; called = "
                 "2026-03-02T13:45:00-03:00; gone = 2026-03-02T13:59:50-03:00",
                 &plain),
        "● Fri 20 Feb 2026 09:00    10 d 5 h ago  stage new\n"
        "● Fri 27 Feb 2026 13:45    3 d ago       stage mql\n"
        "● Fri 27 Feb 2026 13:45    3 d ago       first_call starts\n"
        "● Fri 27 Feb 2026 16:45    2 d 21 h ago  first_call warns\n"
        "● Fri 27 Feb 2026 17:45    2 d 20 h ago  first_call due\n"
        "● Mon 2 Mar 2026 13:45     15 min ago    first_call stopped, late by 4 h on\n"
        "                                         office\n"
        "● Mon 2 Mar 2026 13:59:50  10 s ago      exit lost\n"
        "▶ Mon 2 Mar 2026 14:00     now\n");
    T_Z(times_of(&f, 0, "gone = 2026-03-02T13:45:00-03:00", &plain),
        "● Fri 20 Feb 2026 09:00  10 d 5 h ago  stage new\n"
        "● Mon 2 Mar 2026 13:30   30 min ago    stage mql\n"
        "● Mon 2 Mar 2026 13:30   30 min ago    first_call starts\n"
        "● Mon 2 Mar 2026 13:45   15 min ago    exit lost\n"
        "● Mon 2 Mar 2026 13:45   15 min ago    first_call called off\n"
        "▶ Mon 2 Mar 2026 14:00   now\n");
}

static void looks(void)
{
    const Leads f = leads_new(lead_policy, rows);
    const ViewLook narrow = {.width = 40, .ascii = true}, colour = {.colour = true};
    t_group("looks");
    T_Z(times_of(&f, 0, "", &narrow),
        "* Fri 20 Feb 2026 09:00  10 d 5 h ago\n    stage new\n"
        "* Mon 2 Mar 2026 13:30   30 min ago\n    stage mql\n"
        "* Mon 2 Mar 2026 13:30   30 min ago\n    first_call starts\n"
        "> Mon 2 Mar 2026 14:00   now\n"
        "o Mon 2 Mar 2026 16:30   in 2 h 30 min\n    first_call warns\n"
        "o Mon 2 Mar 2026 17:30   in 3 h 30 min\n"
        "    first_call due, 3 h 30 min left on\n    office\n");
    T_Z(times_of(&f, 0, "", &colour),
        "● Fri 20 Feb 2026 09:00  10 d 5 h ago   stage new\n"
        "● Mon 2 Mar 2026 13:30   30 min ago     stage mql\n"
        "● Mon 2 Mar 2026 13:30   30 min ago     first_call starts\n"
        "\033[1m▶ Mon 2 Mar 2026 14:00   now\033[0m\n"
        "○ Mon 2 Mar 2026 16:30   in 2 h 30 min  \033[33mfirst_call\033[0m "
        "\033[33mwarns\033[0m\n"
        "○ Mon 2 Mar 2026 17:30   in 3 h 30 min  first_call due, 3 h 30 min left on\n"
        "                                        office\n");
}

static void as_json(void)
{
    const Leads f = leads_new(lead_policy, rows);
    t_group("JSON");
    T_Z(times_of(&f, 0, "created = missing", NULL),
        "{\"lead\":\"plain\",\"now\":\"2026-03-02T14:00:00-03:00\",\"events\":["
        "{\"at\":\"2026-03-02T13:30:00-03:00\",\"to_come\":false,\"what\":\"stage\","
        "\"name\":\"mql\"},"
        "{\"at\":\"2026-03-02T13:30:00-03:00\",\"to_come\":false,\"what\":\"start\","
        "\"name\":\"first_call\",\"status\":\"running\"},"
        "{\"at\":\"2026-03-02T16:30:00-03:00\",\"to_come\":true,\"what\":\"warning\","
        "\"name\":\"first_call\",\"status\":\"running\"},"
        "{\"at\":\"2026-03-02T17:30:00-03:00\",\"to_come\":true,\"what\":\"due\","
        "\"name\":\"first_call\",\"status\":\"running\",\"remaining\":\"210 business "
        "minutes\"}],\"no_instant\":[]}");
    T_Z(times_of(&f, 0, "id = missing; created = missing; asked = missing", NULL),
        "{\"lead\":1,\"now\":\"2026-03-02T14:00:00-03:00\",\"events\":[],"
        "\"no_instant\":[\"mql\"]}");
}

/* No funnel; several starts; `keep` with an allowance; what is excused; both warnings. */
static void clauses(void)
{
    const char *const policy =
        "policy \"P\" { timezone \"UTC\", parties sales }\n"
        "lead {\n  id text label\n  one timestamp\n  two timestamp\n  a timestamp\n"
        "  ok flag\n  vip flag\n}\n"
        "agreement base {\n"
        "  clause call {\n    by sales\n    starts one, two\n    stops a\n"
        "    within 10 hours\n    warn at 50%\n    warn 1 hour before due\n  }\n"
        "  clause tidy {\n    by sales\n    excused when vip\n"
        "    keep ok within 2 hours\n    target 90% per month of one\n  }\n}\n";
    const Leads f =
        leads_new(policy, "id | one | two | a | ok | vip\n"
                          " x | 2026-03-02T06:00:00Z | 2026-03-02T16:30:00Z | "
                          "2026-03-02T09:00:00Z | no | no");
    t_group("clauses");
    T_Z(times_of(&f, 0, "", &plain),
        "● Mon 2 Mar 2026 06:00  11 h ago       call #1 starts\n"
        "● Mon 2 Mar 2026 06:00  11 h ago       tidy starts\n"
        "● Mon 2 Mar 2026 08:00  9 h ago        tidy due, late by 9 h\n"
        "● Mon 2 Mar 2026 09:00  8 h ago        call #1 stopped, met\n"
        "● Mon 2 Mar 2026 16:30  30 min ago     call #2 starts\n"
        "▶ Mon 2 Mar 2026 17:00  now\n"
        "○ Mon 2 Mar 2026 21:30  in 4 h 30 min  call #2 warns\n"
        "○ Tue 3 Mar 2026 01:30  in 8 h 30 min  call #2 warns\n"
        "○ Tue 3 Mar 2026 02:30  in 9 h 30 min  call #2 due, 9 h 30 min left\n");
    T_Z(times_of(&f, 0, "ok = yes; two = missing", &plain),
        "● Mon 2 Mar 2026 06:00  11 h ago  call starts\n"
        "● Mon 2 Mar 2026 09:00  8 h ago   call stopped, met\n"
        "▶ Mon 2 Mar 2026 17:00  now\n");
    T_Z(times_of(&f, 0,
                 "vip = yes; one = 2026-03-02T12:00:00Z; two = missing; a = "
                 "missing",
                 &plain),
        "● Mon 2 Mar 2026 12:00  5 h ago  call starts\n"
        "● Mon 2 Mar 2026 12:00  5 h ago  tidy starts, excused\n"
        "● Mon 2 Mar 2026 17:00  now      call warns\n"
        "▶ Mon 2 Mar 2026 17:00  now\n"
        "○ Mon 2 Mar 2026 21:00  in 4 h   call warns\n"
        "○ Mon 2 Mar 2026 22:00  in 5 h   call due, 5 h left\n");
}

int main(void)
{
    T_BEGIN();
    a_lead();
    ends();
    looks();
    as_json();
    clauses();
    return T_END();
}
