/* clock_test.c -- clauses by hand: which instances there are, what became of each.
 *
 * The calendar is Monday to Friday 09:00-12:00 and 13:00-18:00 in São Paulo (three hours
 * behind UTC), closed on Friday 2026-07-03.  2026-06-29 is a Monday.
 */
#include "interp/engine/clock.h"
#include "tests/unit/table.h"

static const char *const policy =
    "policy \"P\" { timezone \"America/Sao_Paulo\" }\n"
    "lead {\n  s timestamp\n  s2 timestamp\n  s3 timestamp\n  e timestamp\n"
    "  e2 timestamp\n  c timestamp\n  x timestamp\n  gone flag\n  d timestamp\n"
    "  f flag\n  g flag\n  n number\n}\n"
    "funnel {\n  stage new\n  exit lost when gone since x\n}\n";

enum { HOUR_MINUTES = 60 };
#define MINUTES(m) ((m)*60 * USEC_SECOND)
#define HOURS(h)   MINUTES((h)*HOUR_MINUTES)

static CoreExpr *constant(const Type *type, int64_t v)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_CONST, .type = type, .i64 = v, .id = -1};
    return e;
}

static const Calendar *office(void)
{
    static const CalendarDays week = {DAYS_WEEK, 0, 4, NULL};
    static const CalendarDays closed = {DAYS_DATES, 20637, 20637, NULL};
    static const TimeRange hours[] = {{540, 720}, {780, 1080}};
    const CalendarLine line[] = {{true, &week, 1, hours, 2},
                                 {false, &closed, 1, NULL, 0}};
    return calendar_compile(zone_load("/usr/share/zoneinfo", STR("America/Sao_Paulo")),
                            line, 2);
}

/* The one clause of the table's core, a clock from s to e without an allowance yet. */
static CoreClause *clause_new(const char *cells, Table **out)
{
    Table *t = table_new(policy, cells);
    Core *core = t->core;
    core->calendars = MEM_NEW(CoreCalendar);
    *core->calendars = (CoreCalendar){.name = STR("office"), .calendar = office()};
    core->n_calendars = 1;
    CoreClause *c = core->clauses = MEM_NEW(CoreClause);
    core->n_clauses = 1;
    *c = (CoreClause){.name = STR("first"), .kind = CLAUSE_CLOCK, .party = -1};
    c->starts = MEM_ARRAY(CoreExpr *, 3);
    c->start_lost = MEM_ARRAY(CoreExpr *, 3);
    c->stops = MEM_ARRAY(CoreExpr *, 2);
    c->cancels = MEM_ARRAY(CoreExpr *, 1);
    c->stop_is_aggregate = MEM_ARRAY(bool, 2);
    c->starts[c->n_starts++] = table_expr(t, "s");
    c->stops[c->n_stops++] = table_expr(t, "e");
    c->measure = c->statuses = -1;
    t->now = INT64_C(1782907200) * USEC_SECOND; /* Wednesday 2026-07-01 09:00 there */
    *out = t;
    return c;
}

static CoreClause *elapsed(const char *cells, int64_t within, Table **out)
{
    CoreClause *c = clause_new(cells, out);
    c->allowance = ALLOW_ELAPSED;
    c->within = constant(&type_duration, within);
    return c;
}

static CoreClause *business(const char *cells, int64_t within, Table **out)
{
    CoreClause *c = clause_new(cells, out);
    c->allowance = ALLOW_BUSINESS;
    c->within = constant(&type_business, within);
    c->calendar = constant(&type_calendar, 0);
    return c;
}

static const Type *prop_type(ClauseProp p)
{
    return p == PROP_STATUS    ? type_enum(&clause_status)
           : p == PROP_USED    ? &type_number
           : p <= PROP_STOPPED ? &type_timestamp
                               : &type_duration;
}

/* A property of a lane row by row; instants as "dd hh:mm" of São Paulo. */
static const char *says(Table *t, int lane, ClauseProp p)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_CLAUSE, .type = prop_type(p), .prop = p, .lane = lane};
    const ProgramWant want = {.extra = &e, .n_extra = 1};
    Eval *ev = eval_new(program_plan(t->core, &want));
    const int n = table_rows(t);
    Buf b = {0};
    eval_batch(ev, table_batch(t, 0, n));
    for (int r = 0; r < n; r++) {
        const Value v = table_value(eval_extra(ev, 0), r, e->type);
        Civil c;
        buf_z(&b, r > 0 ? " | " : "");
        if (v.missing || e->type != &type_timestamp) {
            value_print(&b, &v, t->core->zone, (Str){NULL, 0}, false);
            continue;
        }
        civil_of_usec(zone_to_wall(t->core->zone, v.i64), &c);
        buf_format(&b, "%02d %02d:%02d", c.day, c.hour, c.minute);
        if (c.second != 0)
            buf_format(&b, ":%02d", c.second);
    }
    eval_free(ev);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static const char *status(Table *t) { return says(t, LANE_LATEST, PROP_STATUS); }
static const char *latest(Table *t, ClauseProp p) { return says(t, LANE_LATEST, p); }

static void elapsed_time(void)
{
    Table *t;
    elapsed("s | e\n"
            "2026-07-01T08:00-03:00 | -\n"
            "2026-07-01T06:00-03:00 | -\n"
            "2026-06-30T06:00-03:00 | 2026-06-30T08:00-03:00\n"
            "2026-06-30T06:00-03:00 | 2026-06-30T08:00:00.000001-03:00\n"
            "2026-06-30T06:00-03:00 | 2026-06-30T05:00-03:00\n"
            "2026-07-01T09:00-03:00 | -\n"
            "2026-07-01T09:01-03:00 | -\n"
            "- | 2026-06-30T08:00-03:00\n"
            "2026-07-01T08:30-03:00 | 2026-07-01T10:00-03:00",
            HOURS(2), &t);
    t_group("elapsed");
    T_Z(status(t), "running | breached | met | breached | met | running | none | none "
                   "| running");
    T_Z(latest(t, PROP_DUE),
        "01 10:00 | 01 08:00 | 30 08:00 | 30 08:00 | 30 08:00 | 01 11:00 | missing "
        "| missing | 01 10:30");
    T_Z(latest(t, PROP_STOPPED), "missing | missing | 30 08:00 | 30 08:00 | 30 06:00 "
                                 "| missing | missing | missing | missing");
    T_Z(latest(t, PROP_LATE),
        "0 seconds | 1 hour | 0 seconds | 0.000001 seconds | 0 seconds | 0 seconds "
        "| missing | missing | 0 seconds");
    T_Z(latest(t, PROP_REMAINING), "1 hour | -1 hour | 0 seconds | -0.000001 seconds | "
                                   "2 hours | 2 hours | missing "
                                   "| missing | 1 hour 30 minutes");
    T_Z(latest(t, PROP_USED), "0.5 | 1.5 | 1 | 1 | 0 | 0 | missing | missing | 0.25");
}

/* Due on Tuesday 10:30 after 2 h 30 min of Monday; over lunch, a holiday, a week-end. */
static void business_time(void)
{
    Table *t;
    business("s | e\n"
             "2026-06-29T15:30-03:00 | 2026-06-30T10:30-03:00\n"
             "2026-06-29T15:30-03:00 | 2026-06-30T10:31-03:00\n"
             "2026-06-29T12:30-03:00 | -\n"
             "2026-06-29T07:00-03:00 | 2026-06-29T08:00-03:00\n"
             "2026-06-26T20:00-03:00 | 2026-06-27T11:00-03:00\n"
             "2026-06-26T14:00-03:00 | 2026-06-27T11:00-03:00\n"
             "2026-06-26T14:00-03:00 | 2026-06-29T09:00-03:00\n"
             "2026-06-26T14:00-03:00 | 2026-06-29T09:01-03:00",
             HOURS(4), &t);
    t_group("business");
    T_Z(latest(t, PROP_DUE), "30 10:30 | 30 10:30 | 29 17:00 | 29 14:00 | 29 14:00 "
                             "| 26 18:00 | 26 18:00 | 26 18:00");
    T_Z(status(t), "met | breached | breached | met | met | met | met | breached");
    T_Z(latest(t, PROP_ELAPSED),
        "4 hours | 4 hours 1 minute | 13 hours | 0 seconds | 0 seconds | 4 hours "
        "| 4 hours | 4 hours 1 minute");
}

static void whole_days(void)
{
    Table *t;
    CoreClause *c = business("s | e\n"
                             "2026-06-29T10:00-03:00 | -\n"
                             "2026-06-27T10:00-03:00 | 2026-06-30T18:00-03:00\n"
                             "2026-06-27T10:00-03:00 | 2026-07-01T08:59-03:00\n"
                             "2026-06-27T10:00-03:00 | 2026-07-01T09:00:01-03:00",
                             2 * BUSINESS_DAY, &t);
    t_group("business days");
    T_Z(latest(t, PROP_DUE), "01 18:00 | 30 18:00 | 30 18:00 | 30 18:00");
    T_Z(status(t), "running | met | met | running");
    t->now += HOURS(2);
    T_Z(status(t), "running | met | met | breached");
    T_Z(latest(t, PROP_REMAINING), "6 hours | 0 seconds | 0 seconds | -1 second");
    c->within = constant(&type_business, 3 * BUSINESS_DAY);
    T_Z(latest(t, PROP_DUE), "02 18:00 | 01 18:00 | 01 18:00 | 01 18:00");
    c->within = constant(&type_business, 5 * BUSINESS_DAY); /* over the closed Friday */
    T_Z(latest(t, PROP_DUE), "07 18:00 | 06 18:00 | 06 18:00 | 06 18:00");
}

/* A change of the clocks: the wall time a day on, or 24 hours. */
static void periods(void)
{
    Table *t;
    CoreClause *c = clause_new("s\n2026-01-31T10:00-03:00\n2018-11-03T10:00-03:00", &t);
    t_group("periods");
    c->allowance = ALLOW_PERIOD;
    c->within = constant(&type_period, INT64_C(1) << 32);
    T_Z(latest(t, PROP_DUE), "28 10:00 | 03 10:00");
    c->within = constant(&type_period, 1); /* the clocks went forward on the 4th */
    T_Z(latest(t, PROP_DUE), "01 10:00 | 04 10:00");
    T_Z(status(t), "breached | breached");
    c->allowance = ALLOW_ELAPSED;
    c->within = constant(&type_duration, HOURS(24));
    T_Z(latest(t, PROP_DUE), "01 10:00 | 04 11:00");
}

static void due_lines(void)
{
    Table *t;
    CoreClause *c = clause_new("s | e | d\n"
                               "2026-07-01T08:00-03:00 | - | 2026-07-01T10:00-03:00\n"
                               "2026-07-01T08:00-03:00 | - | 2026-07-01T07:00-03:00\n"
                               "2026-07-01T08:00-03:00 | - | -",
                               &t);
    t_group("due");
    c->allowance = ALLOW_DUE;
    c->within = table_expr(t, "d");
    T_Z(status(t), "running | breached | undetermined");
    T_Z(latest(t, PROP_LATE), "0 seconds | 2 hours | missing");
    T_Z(latest(t, PROP_USED), "0.5 | missing | missing");
    T_Z(latest(t, PROP_STARTS), "01 08:00 | 01 08:00 | 01 08:00");
}

static void allowances(void)
{
    Table *t;
    CoreClause *c = elapsed("s | e\n2026-07-01T08:00-03:00 | 2026-07-01T08:00-03:00\n"
                            "2026-07-01T08:00-03:00 | 2026-07-01T08:01-03:00\n"
                            "2026-07-01T09:00-03:00 | -\n2026-07-01T08:00-03:00 | -",
                            0, &t);
    t_group("allowances");
    T_Z(status(t), "met | breached | running | breached");
    T_Z(latest(t, PROP_USED), "missing | missing | missing | missing");
    c->within = constant(&type_duration, -1);
    T_Z(status(t), "undetermined | undetermined | undetermined | undetermined");
    T_Z(latest(t, PROP_STOPPED), "01 08:00 | 01 08:01 | missing | missing");
    c->within = constant(&type_duration, INT64_MAX);
    T_Z(status(t), "undetermined | undetermined | undetermined | undetermined");
    c->allowance = ALLOW_BUSINESS;
    c->within = constant(&type_business, 0);
    c->calendar = constant(&type_calendar, 0);
    T_Z(status(t), "met | met | running | running");
    c->calendar->missing = true;
    T_Z(status(t), "undetermined | undetermined | undetermined | undetermined");
    T_Z(latest(t, PROP_DUE), "missing | missing | missing | missing");
}

static void warnings(void)
{
    Table *t;
    CoreClause *c = elapsed("s\n2026-07-01T08:00-03:00\n2026-07-01T08:30-03:00\n"
                            "2026-07-01T08:29:59-03:00",
                            HOURS(2), &t);
    t_group("warnings");
    c->warn_share = constant(&type_number, 250000);
    T_Z(status(t), "at_risk | at_risk | at_risk");
    c->warn_share = constant(&type_number, 250001);
    T_Z(status(t), "at_risk | running | at_risk");
    c->warn_share = NULL;
    c->warn_before = constant(&type_duration, MINUTES(90));
    T_Z(status(t), "at_risk | at_risk | at_risk");
    c->warn_before = constant(&type_duration, MINUTES(90) - 1);
    T_Z(status(t), "at_risk | running | at_risk");
    c->warn_before = constant(&type_duration, HOURS(3)); /* more than there is */
    T_Z(status(t), "at_risk | at_risk | at_risk");
}

static void cancels(void)
{
    Table *t;
    CoreClause *c = elapsed("s | e | c\n"
                            "2026-06-30T08:00-03:00 | - | 2026-06-30T09:00-03:00\n"
                            "2026-06-30T08:00-03:00 | - | 2026-06-30T10:00-03:00\n"
                            "2026-06-30T08:00-03:00 | - | 2026-06-30T10:01-03:00\n"
                            "2026-06-30T08:00-03:00 | 2026-06-30T09:00-03:00 | "
                            "2026-06-30T09:00-03:00\n"
                            "2026-06-30T08:00-03:00 | 2026-06-30T11:00-03:00 | "
                            "2026-06-30T09:00-03:00\n"
                            "2026-06-30T08:00-03:00 | - | 2026-06-30T08:00-03:00\n"
                            "2026-06-30T08:00-03:00 | - | 2026-06-30T07:59-03:00",
                            HOURS(2), &t);
    t_group("cancels");
    c->cancels[c->n_cancels++] = table_expr(t, "c");
    T_Z(status(t), "cancelled | cancelled | breached | met | cancelled | cancelled "
                   "| breached");
    T_Z(latest(t, PROP_STOPPED), "missing | missing | missing | 30 09:00 | missing "
                                 "| missing | missing");
    T_Z(latest(t, PROP_ELAPSED),
        "1 hour | 2 hours | 2 hours 1 minute | 1 hour | 1 hour "
        "| 0 seconds | 1 day 1 hour");
}

/* x is when the lead left; where that is missing nobody knows whether it was in time. */
static void exits(void)
{
    Table *t;
    CoreClause *c =
        elapsed("s | e | gone | x\n"
                "2026-06-30T08:00-03:00 | - | yes | 2026-06-30T09:00-03:00\n"
                "2026-06-30T08:00-03:00 | - | yes | 2026-06-30T11:00-03:00\n"
                "2026-06-30T08:00-03:00 | 2026-06-30T09:00-03:00 | yes | "
                "2026-06-30T09:00-03:00\n"
                "2026-07-01T08:00-03:00 | - | yes | -\n"
                "2026-06-30T08:00-03:00 | - | yes | -\n"
                "2026-06-30T08:00-03:00 | 2026-06-30T09:00-03:00 | yes | -\n"
                "2026-07-01T08:00-03:00 | - | yes | 2026-06-30T09:00-03:00\n"
                "2026-07-01T08:00-03:00 | - | no | 2026-06-30T09:00-03:00",
                HOURS(2), &t);
    t_group("exits");
    T_Z(status(t), "cancelled | breached | met | undetermined | breached | met "
                   "| running | running");
    T_Z(latest(t, PROP_LATE), "0 seconds | 1 hour | 0 seconds | missing | 23 hours "
                              "| 0 seconds | 0 seconds | 0 seconds");
    T_Z(latest(t, PROP_DUE), "30 10:00 | 30 10:00 | 30 10:00 | 01 10:00 | 30 10:00 "
                             "| 30 10:00 | 01 10:00 | 01 10:00");
    c->after_exit = constant(&type_flag, 1);
    T_Z(status(t),
        "breached | breached | met | running | breached | met | running | running");
}

static void several_starts(void)
{
    Table *t;
    CoreClause *c = elapsed(
        "s | s2 | s3 | e | e2\n"
        "2026-06-30T08:00-03:00 | 2026-06-30T12:00-03:00 | - | "
        "2026-06-30T09:00-03:00 | -\n"
        "2026-06-30T12:00-03:00 | 2026-06-30T08:00-03:00 | - | "
        "2026-06-30T09:00-03:00 | 2026-06-30T13:00-03:00\n"
        "2026-06-30T08:00-03:00 | 2026-06-30T08:30-03:00 | 2026-06-30T09:00-03:00 | "
        "2026-06-30T09:00-03:00 | -\n"
        "2026-06-30T08:00-03:00 | 2026-06-30T08:00-03:00 | - | - | -\n"
        "2026-06-30T08:00-03:00 | 2026-06-30T12:00-03:00 | - | "
        "2026-06-30T09:00-03:00 | 2026-06-30T11:00-03:00\n"
        "2026-06-30T08:00-03:00 | 2026-07-02T12:00-03:00 | - | "
        "2026-06-30T09:00-03:00 | -",
        HOURS(2), &t);
    t_group("several starts");
    c->starts[c->n_starts++] = table_expr(t, "s2");
    c->starts[c->n_starts++] = table_expr(t, "s3");
    c->stops[c->n_stops++] = table_expr(t, "e2");
    T_Z(says(t, 0, PROP_STATUS), "met | met | met | breached | met | met");
    T_Z(says(t, 1, PROP_STATUS), "breached | met | breached | none | met | none");
    T_Z(says(t, 2, PROP_STATUS), "none | none | none | none | none | none");
    T_Z(status(t), "breached | met | breached | breached | met | met");
    T_Z(says(t, 1, PROP_STARTS), "30 12:00 | 30 12:00 | 30 09:00 | missing | 30 12:00 "
                                 "| missing");
    T_Z(says(t, 1, PROP_STOPPED), "missing | 30 13:00 | missing | missing | 30 12:00 "
                                  "| missing");
    T_Z(says(t, 0, PROP_STOPPED), "30 09:00 | 30 09:00 | 30 09:00 | missing | 30 09:00 "
                                  "| 30 09:00");
}

static const char *bytes_of(const uint8_t *v, int n)
{
    Buf b = {0};
    for (int i = 0; i < n; i++)
        buf_i64(&b, v[i]);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* With want.lead everything is asked, lanes and all. */
static void counts(void)
{
    Table *t;
    CoreClause *c = elapsed(
        "s | s2 | s3 | e\n"
        "2026-06-30T08:00-03:00 | 2026-06-30T08:30-03:00 | 2026-06-30T08:30-03:00 | -\n"
        "2026-06-30T08:00-03:00 | 2026-06-30T08:00-03:00 | - | "
        "2026-06-30T07:00-03:00\n"
        "2026-06-30T08:00-03:00 | 2026-07-30T08:00-03:00 | - | -",
        HOURS(2), &t);
    t_group("counts");
    c->starts[c->n_starts++] = table_expr(t, "s2");
    c->starts[c->n_starts++] = table_expr(t, "s3");
    c->warn_share = constant(&type_number, MICRO / 2);
    const ProgramWant want = {.lead = true};
    Eval *ev = eval_new(program_plan(t->core, &want));
    eval_batch(ev, table_batch(t, 0, 3));
    T_Z(bytes_of(eval_starts_ignored(ev, 0), 3), "200");
    T_Z(bytes_of(eval_stops_before(ev, 0), 3), "010");
    T_OK(eval_clause_calendar(ev, 0) == NULL);
    T_OK(eval_clause_level(ev, 0, LINE_BREACH) == NULL);
    const Column *warning = eval_clause_warning(ev, 0, 0);
    for (int r = 0; r < 3; r += 2)
        T_INT(warning->i64[r], eval_clause(ev, 0, 0, PROP_STARTS)->i64[r] + HOURS(1));
    T_OK(column_missing(warning, 1)); /* stopped before it came */
    T_OK(column_missing(eval_clause_warning(ev, 0, 1), 0));
    const uint64_t grown = eval_grown(ev);
    eval_batch(ev, table_batch(t, 0, 2));
    T_INT(eval_grown(ev), grown);
    eval_free(ev);
}

static void aggregates(void)
{
    Table *t;
    CoreClause *c = elapsed("s | e\n2026-06-30T08:00-03:00 | 2026-06-30T07:00-03:00\n"
                            "2026-06-30T08:00-03:00 | 2026-06-30T08:00-03:00",
                            HOURS(2), &t);
    t_group("aggregates");
    c->stop_is_aggregate[0] = true;
    T_Z(status(t), "breached | met");
}

static void conditions(void)
{
    Table *t;
    CoreClause *c = elapsed("s | e | f | g\n"
                            "2026-06-30T08:00-03:00 | - | yes | yes\n"
                            "2026-06-30T08:00-03:00 | - | no | yes\n"
                            "2026-06-30T08:00-03:00 | - | - | yes\n"
                            "2026-06-30T08:00-03:00 | - | yes | no\n"
                            "- | - | yes | yes\n"
                            "2026-06-30T08:00-03:00 | - | yes | -",
                            HOURS(2), &t);
    t_group("conditions");
    c->applies = table_expr(t, "f");
    T_Z(status(t), "breached | none | undetermined | breached | none | breached");
    c->settled = table_expr(t, "g known and g");
    T_Z(status(t),
        "breached | none | undetermined | undetermined | none | undetermined");
    c->settled = NULL;
    c->start_lost[0] = table_expr(t, "s missing");
    T_Z(status(t),
        "breached | none | undetermined | breached | undetermined | breached");
    c->excused = table_expr(t, "g");
    T_Z(status(t),
        "excused | none | undetermined | breached | undetermined | breached");
    T_Z(latest(t, PROP_STARTS),
        "30 08:00 | missing | missing | 30 08:00 | missing | 30 08:00");
}

static void promises(void)
{
    Table *t;
    CoreClause *c = clause_new("s | f\n"
                               "2026-07-01T08:00-03:00 | yes\n"
                               "2026-07-01T08:00-03:00 | no\n"
                               "2026-07-01T06:00-03:00 | no\n"
                               "2026-07-01T06:00-03:00 | -\n"
                               "- | no\n- | yes\n"
                               "2026-07-01T10:00-03:00 | no",
                               &t);
    t_group("promises");
    c->kind = CLAUSE_KEEP;
    c->keep = table_expr(t, "f");
    c->n_stops = 0;
    c->allowance = ALLOW_NONE;
    T_Z(status(t),
        "met | breached | breached | undetermined | breached | met | breached");
    T_Z(latest(t, PROP_STARTS),
        "missing | missing | missing | missing | missing | missing | missing");
    c->allowance = ALLOW_ELAPSED;
    c->within = constant(&type_duration, HOURS(2));
    T_Z(status(t),
        "met | running | breached | undetermined | undetermined | met | undetermined");
    T_Z(latest(t, PROP_DUE),
        "01 10:00 | 01 10:00 | 01 08:00 | 01 08:00 | missing | missing | missing");
    T_Z(latest(t, PROP_LATE), "missing | 0 seconds | 1 hour | missing | missing "
                              "| missing | missing");
    c->warn_share = constant(&type_number, MICRO / 2);
    c->excused = table_expr(t, "s = 2026-07-01T06:00-03:00");
    T_Z(status(t),
        "met | at_risk | excused | undetermined | undetermined | met | undetermined");
}

/* A condition of the funnel that asks for a clause, and one clause that asks for another. */
static void readers(void)
{
    Table *t;
    CoreClause *c = elapsed("s | n\n2026-07-01T08:00-03:00 | 1\n- | 2", HOURS(2), &t);
    t_group("readers");
    T_Z(table_says(t, "n > 1"), "no | yes");
    CoreExpr *due = MEM_NEW(CoreExpr);
    *due = (CoreExpr){.kind = CORE_CLAUSE,
                      .type = &type_timestamp,
                      .prop = PROP_DUE,
                      .lane = LANE_LATEST};
    CoreClause *two = MEM_ARRAY(CoreClause, 2);
    two[0] = two[1] = *c;
    two[1].starts = &due;
    two[1].n_stops = 0;
    t->core->clauses = two;
    t->core->n_clauses = 2;
    t->now += HOURS(3);
    CoreExpr *of_second = MEM_NEW(CoreExpr);
    *of_second = *due;
    of_second->index = 1;
    const ProgramWant want = {.extra = &of_second, .n_extra = 1};
    Eval *ev = eval_new(program_plan(t->core, &want));
    eval_batch(ev, table_batch(t, 0, 2));
    T_INT(eval_extra(ev, 0)->i64[0],
          INT64_C(1782907200) * USEC_SECOND + HOURS(3)); /* 08:00 and twice two hours */
    T_OK(column_missing(eval_extra(ev, 0), 1));
    eval_free(ev);
}

static void period_slots(void)
{
    Table *t = table_new(policy, "n\n 1");
    CoreExpr *e[2];
    t_group("period");
    for (int i = 0; i < 2; i++) {
        e[i] = MEM_NEW(CoreExpr);
        *e[i] = (CoreExpr){.kind = i == 0 ? CORE_PERIOD_START : CORE_PERIOD_END,
                           .type = &type_timestamp};
    }
    const ProgramWant want = {.extra = e, .n_extra = 2};
    Eval *ev = eval_new(program_plan(t->core, &want));
    for (int64_t p = 5; p < 7; p++) {
        eval_set_period(ev, p, p + 10);
        eval_batch(ev, table_batch(t, 0, 1));
        T_INT(eval_extra(ev, 0)->i64[0], p);
        T_INT(eval_extra(ev, 1)->i64[0], p + 10);
    }
    eval_free(ev);
}

int main(void)
{
    T_BEGIN();
    elapsed_time();
    business_time();
    whole_days();
    periods();
    due_lines();
    allowances();
    warnings();
    cancels();
    exits();
    several_starts();
    counts();
    aggregates();
    conditions();
    promises();
    readers();
    period_slots();
    return T_END();
}
