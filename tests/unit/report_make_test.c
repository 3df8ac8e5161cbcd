/* report_make_test.c -- when the next review is due, and what a report has of its clauses. */
#include "interp/study/assess.h"
#include "interp/study/report_make.h"
#include "tests/unit/t.h"

static Session *session(const char *policy)
{
    Session *s = session_new(diags_new());
    T_OK(session_load_text(s, "test", str_of(policy)) == LOAD_OK);
    return s;
}

static const Report *report_at(const Session *s, const char *instant)
{
    ReportFrame f = {.periods = 3};
    civil_read(str_of(instant), &f.as_of_us);
    Assess *a = assess_new(s, f.as_of_us, f.periods, NULL, NULL);
    const Report *r = report_make(s, a, &f);
    assess_free(a);
    return r;
}

static const char *due(const char *lines)
{
    Buf b = {0};
    const Session *s =
        session(str_format("policy \"P\" {\n%s\n}\nlead { n number }\n", lines));
    const int64_t at = review_due(s->core);
    if (at != INT64_MIN)
        zone_print(&b, s->core->zone, at);
    const char *z = b.n > 0 ? str_z(buf_view(&b)) : "none";
    buf_free(&b);
    return z;
}

static void reviews(void)
{
    t_group("reviews");
    T_Z(due(""), "none");
    T_Z(due("review every quarter"), "none");
    T_Z(due("review every quarter, last 2026-11-30"), "2027-02-28T00:00:00+00:00");
    T_Z(due("review every week, last 2026-12-28"), "2027-01-04T00:00:00+00:00");
    T_Z(due("review every year, last 2024-02-29"), "2025-02-28T00:00:00+00:00");
    T_Z(due("effective 2026-01-01\nreview every semester"),
        "2026-07-01T00:00:00+00:00");
    T_Z(due("timezone \"America/Sao_Paulo\"\nreview every month, last 2026-05-20"),
        "2026-06-20T00:00:00-03:00");
}

/* It may be held all through its day. */
static void overdue(void)
{
    const Session *s = session("policy \"P\" { timezone \"America/Sao_Paulo\", review "
                               "every month, last 2026-05-20 }\n"
                               "lead { n number }\n");
    t_group("overdue");
    T_OK(!report_at(s, "2026-06-19T23:00:00-03:00")->review_overdue);
    T_OK(!report_at(s, "2026-06-20T23:59:59-03:00")->review_overdue);
    T_OK(report_at(s, "2026-06-21T00:00:00-03:00")->review_overdue);
}

/* Without a single record: all there, all empty. */
static void nothing_read(void)
{
    const Session *s = session("policy \"P\" { parties sales }\n"
                               "lead {\n  n number\n  s timestamp\n  e timestamp\n}\n"
                               "agreement base {\n  clause c {\n    by sales\n    "
                               "starts s\n    stops e\n    within 2 hours\n"
                               "    target 90% per month\n  }\n}\n"
                               "kpi k { measure sum(lead.n) }\n");
    const Report *r = report_at(s, "2026-06-19T12:00:00Z");
    t_group("nothing read");
    T_INT(r->n_clauses, 1);
    T_INT(r->clause[0].status[STATUS_MET], 0);
    T_OK(r->clause[0].attainment[0] != NULL);
    T_INT(r->clause[0].attainment[0]->n_figures, 1);
    T_INT(r->clause[0].attainment[0]->figure[0].verdict, VERDICT_OPEN);
    T_INT(r->clause[0].n_worst + r->clause[0].n_next, 0);
    T_OK(r->quality != NULL && r->funnel == NULL);
    T_INT(r->figures[0].figure[0].value.i64, 0);
    T_OK(!r->figures[0].figure[0].value.missing);
}

int main(void)
{
    T_BEGIN();
    reviews();
    overdue();
    nothing_read();
    return T_END();
}
