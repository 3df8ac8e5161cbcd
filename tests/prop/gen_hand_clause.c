/* gen_hand_clause.c -- random clauses: conditions as text, the rest as nodes. */
#include "tests/prop/gen_hand_clause.h"
#include "interp/base/decimal.h"
#include "interp/base/mem.h"

#define HOURS(h) ((h)*INT64_C(3600) * USEC_SECOND)

enum { MOST_STARTS = 4, MOST_STOPS = 3 };

typedef struct Maker {
    Core *core;
    TypedGen *g;
    const HandReader *reader;
    bool refused;
} Maker;

/* -- nodes ----------------------------------------------------------------------------- */

static CoreExpr *node(CoreKind kind, const Type *type, int n)
{
    CoreExpr *e = MEM_NEW(CoreExpr);

    *e = (CoreExpr){
        .kind = kind, .type = type, .id = -1, .depth = 1, .index = -1, .n = n};
    e->arg = MEM_ARRAY(CoreExpr *, n);
    return e;
}

static CoreExpr *constant(const Type *type, int64_t v)
{
    CoreExpr *e = node(CORE_CONST, type, 0);

    e->i64 = v;
    return e;
}

static CoreExpr *absent(const Type *type)
{
    CoreExpr *e = constant(type, 0);

    e->missing = true;
    return e;
}

static CoreExpr *choice(CoreExpr *when, CoreExpr *yes, CoreExpr *no)
{
    CoreExpr *e = node(CORE_IF, yes->type, 3);

    e->arg[0] = when;
    e->arg[1] = yes;
    e->arg[2] = no;
    e->depth = when->depth + 1;
    return e;
}

/* -- expressions of a kind ------------------------------------------------------------- */

static CoreExpr *expr(Maker *m, Want want, int depth)
{
    Buf b = {0};

    typed_expr(m->g, &b, want, rng_chance(m->g->rng, 75) ? 0 : depth, 0);
    CoreExpr *e = m->reader->read(m->reader->ctx, buf_view(&b));
    buf_free(&b);
    m->refused |= e == NULL;
    return e != NULL ? e : absent(&type_flag);
}

static CoreExpr *flag(Maker *m) { return expr(m, WANT_FLAG, 2); }
static CoreExpr *instant(Maker *m) { return expr(m, WANT_STAMP, 2); }

static CoreExpr *maybe_flag(Maker *m, int chance)
{
    return rng_chance(m->g->rng, chance) ? flag(m) : NULL;
}

/* Yes or no, never unknown. */
static CoreExpr *maybe_known(Maker *m, int chance)
{
    if (!rng_chance(m->g->rng, chance))
        return NULL;
    CoreExpr *e = node(CORE_KNOWN, &type_flag, 1);
    e->arg[0] = flag(m);
    e->depth = e->arg[0]->depth + 1;
    return e;
}

static CoreExpr *of_levels(Maker *m, CoreExpr *a, CoreExpr *b)
{
    return rng_chance(m->g->rng, 60) ? a : choice(flag(m), a, b);
}

static int64_t some_length(Rng *rng)
{
    static const int64_t odd[] = {0, 1, -1, INT64_MAX, HOURS(24 * 365) * 200};

    if (rng_chance(rng, 8))
        return odd[rng_below(rng, 5)];
    return HOURS(rng_range(rng, 0, rng_chance(rng, 50) ? 60 : 400)) / 2;
}

static int64_t some_business(Rng *rng)
{
    if (rng_chance(rng, 35))
        return rng_range(rng, 1, 4) * BUSINESS_DAY;
    const int64_t v = some_length(rng);
    return business_is_days(v) ? HOURS(3) : v;
}

/* -- an allowance ------------------------------------------------------------------------ */

static void business_allowance(Maker *m, CoreClause *c)
{
    Rng *rng = m->g->rng;

    c->allowance = ALLOW_BUSINESS;
    c->within = of_levels(m, constant(&type_business, some_business(rng)),
                          constant(&type_business, some_business(rng)));
    c->calendar =
        of_levels(m, constant(&type_calendar, 0), constant(&type_calendar, 1));
    if (rng_chance(rng, 10))
        c->calendar = choice(flag(m), c->calendar, absent(&type_calendar));
}

static void allowance(Maker *m, CoreClause *c)
{
    Rng *rng = m->g->rng;

    switch (rng_below(rng, 5)) {
    case 0:
        c->allowance = ALLOW_PERIOD;
        c->within = constant(
            &type_period, rng_chance(rng, 50) ? rng_range(rng, 0, 3)
                                              : rng_below(rng, 3) * (INT64_C(1) << 32));
        return;
    case 1:
        c->allowance = ALLOW_DUE;
        c->within = instant(m);
        return;
    case 2:
        c->allowance = ALLOW_ELAPSED;
        c->within = of_levels(m, constant(&type_duration, some_length(rng)),
                              rng_chance(rng, 30) ? absent(&type_duration)
                                                  : constant(&type_duration, HOURS(9)));
        return;
    }
    business_allowance(m, c);
}

static void warnings(Maker *m, CoreClause *c)
{
    Rng *rng = m->g->rng;

    if (rng_chance(rng, 50))
        c->warn_share =
            of_levels(m, constant(&type_number, rng_range(rng, 0, 12) * 100000),
                      absent(&type_number));
    if (rng_chance(rng, 40))
        c->warn_before = of_levels(
            m,
            constant(c->allowance == ALLOW_BUSINESS ? &type_business : &type_duration,
                     HOURS(rng_range(rng, 0, 30)) / 4),
            constant(&type_duration, HOURS(1)));
}

/* -- a clause ------------------------------------------------------------------------------ */

static CoreExpr **instants(Maker *m, int n)
{
    CoreExpr **e = MEM_ARRAY(CoreExpr *, n);

    for (int i = 0; i < n; i++)
        e[i] = instant(m);
    return e;
}

static void levels(Maker *m, CoreClause *c)
{
    Rng *rng = m->g->rng;

    c->n_levels = rng_range(rng, 1, 3);
    c->level = MEM_ARRAY(CoreClauseLevel, c->n_levels);
    for (int i = 0; i < c->n_levels; i++) {
        CoreClauseLevel *l = &c->level[i];
        l->when = maybe_flag(m, i + 1 < c->n_levels ? 80 : 30);
        l->states = rng_chance(rng, 70) ? 1U << LINE_WITHIN : 1U << LINE_BY;
        l->attainment = -1;
    }
}

static void clock_lines(Maker *m, CoreClause *c)
{
    Rng *rng = m->g->rng;

    c->kind = CLAUSE_CLOCK;
    c->n_starts = rng_chance(rng, 50) ? 1 : rng_range(rng, 1, MOST_STARTS);
    c->starts = instants(m, c->n_starts);
    c->start_lost = MEM_ARRAY(CoreExpr *, c->n_starts);
    for (int i = 0; i < c->n_starts; i++)
        c->start_lost[i] = maybe_known(m, 30);
    c->n_stops = rng_below(rng, rng_chance(rng, 50) ? 2 : MOST_STOPS + 1);
    c->stops = instants(m, c->n_stops);
    c->stop_is_aggregate = MEM_ARRAY(bool, c->n_stops);
    for (int i = 0; i < c->n_stops; i++)
        c->stop_is_aggregate[i] = rng_chance(rng, 25);
    c->n_cancels = rng_chance(rng, 50) ? 0 : rng_range(rng, 1, 2);
    c->cancels = instants(m, c->n_cancels);
    if (rng_chance(rng, 30))
        c->after_exit = rng_chance(rng, 50) ? constant(&type_flag, 1) : flag(m);
    allowance(m, c);
}

static void keep_lines(Maker *m, CoreClause *c)
{
    c->kind = CLAUSE_KEEP;
    c->keep = flag(m);
    c->allowance = ALLOW_NONE;
    c->n_starts = rng_below(m->g->rng, 2);
    c->starts = instants(m, c->n_starts);
    if (rng_chance(m->g->rng, 70))
        allowance(m, c);
}

static void clause(Maker *m, CoreClause *c, int number)
{
    *c = (CoreClause){.name = str_of(str_format("clause%d", number)),
                      .party = -1,
                      .measure = -1,
                      .statuses = -1,
                      .id = -1};
    c->applies = maybe_flag(m, 35);
    c->settled = maybe_known(m, 20);
    c->excused = maybe_flag(m, 25);
    levels(m, c);
    if (rng_chance(m->g->rng, 80))
        clock_lines(m, c);
    else
        keep_lines(m, c);
    warnings(m, c);
}

/* -- calendars ---------------------------------------------------------------------------- */

static const CalendarDays weekdays = {DAYS_WEEK, 0, 4, NULL},
                          every_day = {DAYS_WEEK, 0, 6, NULL},
                          nights = {DAYS_WEEK, 4, 5, NULL};
static const TimeRange office[] = {{540, 720}, {780, 1080}}, late[] = {{1320, 120}},
                       noon[] = {{720, 780}};

/* Office hours with lunch; every day but noon, and nights of the week-end. */
static void calendars(Core *core)
{
    const CalendarLine first[] = {{true, &weekdays, 1, office, 2}};
    const CalendarLine second[] = {{true, &every_day, 1, office, 1},
                                   {true, &nights, 1, late, 1},
                                   {false, &every_day, 1, noon, 1}};

    core->calendars = MEM_ARRAY(CoreCalendar, 2);
    core->n_calendars = 2;
    core->calendars[0] = (CoreCalendar){
        .name = STR("office"), .calendar = calendar_compile(core->zone, first, 1)};
    core->calendars[1] = (CoreCalendar){
        .name = STR("nights"), .calendar = calendar_compile(core->zone, second, 3)};
}

bool hand_clauses(Core *core, TypedGen *g, const HandReader *reader)
{
    Maker m = {core, g, reader, false};
    const int n = rng_range(g->rng, 1, 3);
    CoreClause *c = MEM_ARRAY(CoreClause, n);

    if (core->n_calendars == 0)
        calendars(core);
    for (int i = 0; i < n; i++)
        clause(&m, &c[i], i);
    core->clauses = c;
    core->n_clauses = n;
    return !m.refused;
}

CoreExpr *hand_clause_prop(const Core *core, Rng *rng)
{
    static const Type *const types[N_CLAUSE_PROPS] = {
        [PROP_STARTS] = &type_timestamp,   [PROP_DUE] = &type_timestamp,
        [PROP_STOPPED] = &type_timestamp,  [PROP_ELAPSED] = &type_duration,
        [PROP_REMAINING] = &type_duration, [PROP_USED] = &type_number,
        [PROP_LATE] = &type_duration};
    const int i = rng_below(rng, core->n_clauses);
    const CoreClause *c = &core->clauses[i];
    const int lanes = c->kind == CLAUSE_KEEP ? 1 : c->n_starts;
    CoreExpr *e = node(CORE_CLAUSE, NULL, 0);

    e->index = i;
    e->prop = (ClauseProp)rng_below(rng, N_CLAUSE_PROPS);
    e->lane = rng_chance(rng, 50) ? LANE_LATEST : rng_below(rng, lanes);
    e->type = e->prop == PROP_STATUS ? type_enum(&clause_status) : types[e->prop];
    return e;
}
