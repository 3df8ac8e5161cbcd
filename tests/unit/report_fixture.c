/* report_fixture.c -- the made-up agreement of report_fixture.h. */
#include "tests/unit/report_fixture.h"

#include "interp/base/decimal.h"
#include "interp/base/mem.h"

#define HOUR   (3600 * USEC_SECOND)
#define MINUTE (60 * USEC_SECOND)

enum { MONTHS = 14, QUARTERS = 6 };

typedef struct Maker {
    Report *r;
    Core *core;
    FigureSet *set; /* by measure, as Report.figures */
    uint32_t state;
    int months, quarters;   /* how many; the last ones of the tables below */
    int32_t month, quarter; /* numbers of the first ones */
} Maker;

/* Numbers that look like data and are the same each time. */
static int next(Maker *m, int lo, int hi)
{
    m->state = m->state * 1664525U + 1013904223U;
    return lo + (int)(m->state >> 16) % (hi - lo + 1);
}

/* The place of a period in the tables of months. */
static int at(const Maker *m, int p) { return p + MONTHS - m->months; }

static Str s(const char *z) { return str_of(z); }

/* -- the policy ----------------------------------------------------------------------- */

enum { ID_NONE, ID_PERCENT, N_IDS }; /* spans: of nothing, of a target in percent */

static void make_policy(Maker *m)
{
    static Str parties[] = {{"marketing", 9}, {"sales", 5}};
    Core *c = m->core;
    const Source *text = source_new("viva.sla", STR("target 25%\n"));
    c->title = s("Clínica Viva: marketing and sales");
    c->version = s("4");
    c->currency = s("BRL");
    c->zone = zone_load("/usr/share/zoneinfo", STR("America/Sao_Paulo"));
    c->effective = civil_days(2026, 1, 1);
    c->until = INT64_MAX;
    c->parties = parties;
    c->n_parties = 2;
    c->review = PERIOD_QUARTER;
    c->reviewed = civil_days(2026, 7, 3);
    c->year_starts = 1;
    c->label = -1;
    c->n_spans = N_IDS;
    c->span = MEM_ARRAY(Span, N_IDS);
    c->span[ID_PERCENT] = (Span){text, 0, 10};
}

static void make_fields(Maker *m)
{
    static const char *const names[] = {"email", "title", "sector", "employees",
                                        "mql_at"};
    Core *c = m->core;
    c->n_fields = 5;
    c->fields = MEM_ARRAY(CoreField, 5);
    for (int i = 0; i < 5; i++)
        c->fields[i] = (CoreField){.name = s(names[i]), .type = &type_text};
}

static void make_stages(Maker *m)
{
    static const struct {
        const char *name, *title;
    } stages[] = {{"new", "Lead"},           {"mql", "Marketing qualified"},
                  {"sal", "Sales accepted"}, {"sql", "Sales qualified"},
                  {"won", "Customer"},       {"returned", "Returned by sales"}};
    Core *c = m->core;
    c->n_stages = 6;
    c->n_exits = 1;
    c->stages = MEM_ARRAY(CoreStage, 6);
    for (int i = 0; i < 6; i++)
        c->stages[i] = (CoreStage){
            .name = s(stages[i].name), .title = s(stages[i].title), .is_exit = i == 5};
}

enum { BASE, GOLD, ENTERPRISE };

static void make_agreements(Maker *m)
{
    static const CoreAgreement all[] = {
        {.name = {"base", 4}, .title = {"All leads", 9}, .over = -1},
        {.name = {"gold", 4},
         .title = {"Plano Ouro", 10},
         .level = LEVEL_SERVICE,
         .text = {"plan = ouro", 11},
         .over = -1},
        {.name = {"enterprise", 10},
         .title = {"Enterprise accounts", 19},
         .level = LEVEL_CUSTOMER,
         .text = {"tier = enterprise and employees < 5000", 38},
         .over = -1},
    };
    m->core->n_agreements = 3;
    m->core->agreements = MEM_ARRAY(CoreAgreement, 3);
    memcpy(m->core->agreements, all, sizeof all);
}

/* -- measures ------------------------------------------------------------------------- */

static CoreExpr *expr(CoreKind kind, const Type *type, int index, int id)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    e->kind = kind;
    e->type = type;
    e->index = index;
    e->id = id;
    return e;
}

enum { MOST_MEASURES = 24, MOST_TERMS = 160 };

static int add_term(Maker *m, AggKind agg, const Type *type, const char *text)
{
    Core *c = m->core;
    c->terms[c->n_terms] = (CoreTerm){.agg = agg,
                                      .type = type,
                                      .text = s(text),
                                      .percent = agg == AGG_QUANTILE ? 90 : 0};
    return c->n_terms++;
}

/* A measure whose first term is `value`; with a second one, their division. */
static int add_measure(Maker *m, CoreMeasure how, int n_terms)
{
    Core *c = m->core;
    int i = c->n_measures++;
    how.n_terms = n_terms;
    how.term = MEM_ARRAY(int, n_terms);
    for (int t = 0; t < n_terms; t++)
        how.term[t] = c->n_terms - n_terms + t;
    int first = how.term[0];
    how.value = expr(CORE_FIELD, how.type, first, ID_NONE);
    c->measures[i] = how;
    m->set[i].measure = i;
    return i;
}

static void divides(Maker *m, int measure, int over_term, int under_term)
{
    CoreMeasure *x = &m->core->measures[measure];
    const Type *over = m->core->terms[over_term].type;
    x->over = expr(CORE_FIELD, over, over_term, ID_NONE);
    x->under = expr(CORE_FIELD, m->core->terms[under_term].type, under_term, ID_NONE);
    x->value = expr(CORE_CALL, x->type, 0, ID_NONE);
}

static PeriodRule per(const Maker *m, PeriodKind kind)
{
    return (PeriodRule){.kind = kind, .first_month = 1, .zone = m->core->zone};
}

/* -- figures -------------------------------------------------------------------------- */

static FigureSet *shape(Maker *m, int measure, int32_t first, int n, int groups)
{
    FigureSet *f = &m->set[measure];
    f->first = first;
    f->last = first + n - 1;
    f->n_groups = groups;
    f->n_figures = n * groups;
    f->figure = MEM_ARRAY(Figure, f->n_figures);
    f->group = MEM_ARRAY(const Str *, groups);
    f->others = MEM_ARRAY(const bool *, groups);
    for (int i = 0; i < f->n_figures; i++) {
        Figure *g = &f->figure[i];
        g->group = i / n;
        g->period = first + i % n;
        const PeriodRule *p = &m->core->measures[measure].per;
        g->ended = p->kind == PERIOD_NONE || period_end(p, g->period) <= m->r->as_of_us;
        g->term = MEM_ARRAY(FigureValue, m->core->measures[measure].n_terms);
        g->baseline.missing = true;
    }
    return f;
}

static FigureValue whole(int64_t micros) { return (FigureValue){.i64 = micros}; }

/* over ÷ under in the type's unit: the sides in micros, or over in its own. */
static FigureValue ratio(int64_t over, int64_t under)
{
    FigureValue v = {.over = over, .under = under};
    if (under == 0)
        return (FigureValue){.missing = true};
    v.i64 = (int64_t)dec_div_round((Int128)over * MICRO, under);
    return v;
}

static bool reaches(const FigureValue *v, int64_t target, bool at_least)
{
    Int128 over = v->under != 0 ? (Int128)v->over * MICRO : v->i64;
    Int128 bar = (Int128)target * (v->under != 0 ? v->under : 1);
    return at_least ? over >= bar : over <= bar;
}

static void judge(Maker *m, int measure, int64_t target)
{
    CoreMeasure *x = &m->core->measures[measure];
    FigureSet *f = &m->set[measure];
    f->target = whole(target);
    for (int i = 0; i < f->n_figures; i++) {
        Figure *g = &f->figure[i];
        if (g->value.missing)
            g->verdict = VERDICT_NO_VALUE;
        else if (!g->ended && x->per.kind != PERIOD_NONE)
            g->verdict = VERDICT_OPEN;
        else
            g->verdict =
                reaches(&g->value, target, x->at_least) ? VERDICT_KEPT : VERDICT_MISSED;
    }
}

/* -- KPIs ----------------------------------------------------------------------------- */

static const Str *text_group(const char *text)
{
    Str *g = MEM_ARRAY(Str, 1);
    g[0] = text != NULL ? s(text) : (Str){NULL, 0};
    return g;
}

static CoreSplit *split(const char *text)
{
    CoreSplit *p = MEM_ARRAY(CoreSplit, 1);
    p->text = s(text);
    return p;
}

static void name_groups(FigureSet *f, const char *const *names, int n)
{
    for (int i = 0; i < n; i++)
        f->group[i + 1] = text_group(names[i]);
    bool *others = MEM_ARRAY(bool, 1);
    others[0] = true;
    f->others[f->n_groups - 1] = others;
    f->group[f->n_groups - 1] = text_group(NULL);
}

/* Counts by counts: the groups' parts add up to those of all. */
static void make_conversion(Maker *m)
{
    static const char *const sources[] = {"indicação", "orgânico", "pago",
                                          "evento <b>\"&' x", NULL};
    int over = add_term(m, AGG_COUNT, &type_number, "count(lead where reached(sql))");
    int under = add_term(m, AGG_COUNT, &type_number, "count(lead where reached(mql))");
    int i = add_measure(
        m,
        (CoreMeasure){
            .name = s("mql_to_sql"),
            .title = s("MQL to SQL"),
            .text =
                s("count(lead where reached(sql)) / count(lead where reached(mql))"),
            .clause = -1,
            .level = -1,
            .per = per(m, PERIOD_MONTH),
            .of_text = s("mql.since"),
            .splits = split("source"),
            .n_splits = 1,
            .type = &type_number,
            .at_least = true,
            .target = expr(CORE_CONST, &type_number, 0, ID_PERCENT)},
        2);
    divides(m, i, over, under);
    FigureSet *f = shape(m, i, m->month, m->months, 7);
    name_groups(f, sources, 5);
    for (int p = 0; p < m->months; p++) {
        int all_over = 0, all_under = 0;
        for (int g = 1; g < 7; g++) {
            int n = at(m, p) == 3 && g == 4 ? 0 : next(m, 14, 70),
                k = n * next(m, 16, 38) / 100;
            Figure *x = &f->figure[g * m->months + p];
            x->value = ratio(k * MICRO, n * MICRO);
            x->term[0] = whole(k * MICRO);
            x->term[1] = whole(n * MICRO);
            all_over += k;
            all_under += n;
        }
        Figure *x = &f->figure[p];
        x->value = ratio(all_over * MICRO, all_under * MICRO);
        x->term[0] = whole(all_over * MICRO);
        x->term[1] = whole(all_under * MICRO);
    }
    f->outside = 12;
    f->unknown = 1;
    judge(m, i, MICRO / 4);
}

static void make_response(Maker *m)
{
    static const int minutes[MONTHS] = {312, 290, 275, 262, 240, 251, 228,
                                        236, 219, 240, 231, 244, 252, 198};
    add_term(m, AGG_QUANTILE, &type_business, "p90(first_contact.elapsed)");
    int i = add_measure(m,
                        (CoreMeasure){.name = s("response"),
                                      .title = s("Business time to first contact"),
                                      .text = s("p90(first_contact.elapsed)"),
                                      .clause = -1,
                                      .level = -1,
                                      .per = per(m, PERIOD_MONTH),
                                      .of_text = s("mql.since"),
                                      .type = &type_business,
                                      .target = expr(CORE_CONST, &type_business, 0, 0)},
                        1);
    FigureSet *f = shape(m, i, m->month, m->months, 1);
    for (int p = 0; p < m->months; p++)
        f->figure[p].value = f->figure[p].term[0] =
            whole(minutes[at(m, p)] * MINUTE + (at(m, p) == 11 ? 12 * USEC_SECOND : 0));
    f->kept = 1874;
    judge(m, i, 4 * HOUR);
}

static void make_revenue(Maker *m)
{
    static const int64_t won[QUARTERS] = {1180400, 1327950, 1611200,
                                          1498999, 1702310, 803550};
    add_term(m, AGG_SUM, &type_money, "sum(lead.deal_value where reached(won))");
    int i =
        add_measure(m,
                    (CoreMeasure){.name = s("revenue"),
                                  .title = s("Revenue won"),
                                  .text = s("sum(lead.deal_value where reached(won))"),
                                  .clause = -1,
                                  .level = -1,
                                  .per = per(m, PERIOD_QUARTER),
                                  .of_text = s("won_at"),
                                  .type = &type_money,
                                  .at_least = true,
                                  .baseline = 75,
                                  .baseline_last = 4,
                                  .target = expr(CORE_CONST, &type_money, 0, 0)},
                    1);
    FigureSet *f = shape(m, i, m->quarter, m->quarters, 1);
    for (int p = 0; p < m->quarters; p++) {
        int q = p + QUARTERS - m->quarters;
        int64_t cents = q == 3 ? 990000 : 0;
        f->figure[p].value = f->figure[p].term[0] = whole(won[q] * MICRO + cents);
        if (q >= 4)
            f->figure[p].baseline = whole((q == 4 ? won[3] : won[2]) * MICRO);
    }
    judge(m, i, 1500000 * MICRO);
}

static void make_reasons(Maker *m)
{
    static const char *const reasons[] = {"sem orçamento", "persona errada",
                                          "duplicado", "má hora", NULL};
    add_term(m, AGG_COUNT, &type_number, "count(lead where rejected_at known)");
    int i = add_measure(m,
                        (CoreMeasure){.name = s("why_returned"),
                                      .title = s("Why sales returned leads"),
                                      .text = s("count(lead where rejected_at known)"),
                                      .clause = -1,
                                      .level = -1,
                                      .per = per(m, PERIOD_MONTH),
                                      .of_text = s("rejected_at"),
                                      .splits = split("rejected_reason"),
                                      .n_splits = 1,
                                      .type = &type_number},
                        1);
    FigureSet *f = shape(m, i, m->month, m->months, 7);
    name_groups(f, reasons, 5);
    for (int p = 0; p < m->months; p++) {
        int all = 0;
        for (int g = 1; g < 7; g++) {
            int n = next(m, 0, 26 / g);
            f->figure[g * m->months + p].value = whole(n * MICRO);
            f->figure[g * m->months + p].term[0] = whole(n * MICRO);
            all += n;
        }
        f->figure[p].value = f->figure[p].term[0] = whole(all * MICRO);
    }
}

/* A ratio of money by a count; in one month it misses its target by a hair. */
static void make_cost(Maker *m)
{
    int over = add_term(m, AGG_SUM, &type_money, "sum(spend.amount)");
    int under = add_term(m, AGG_COUNT, &type_number, "count(lead where reached(won))");
    int i = add_measure(
        m,
        (CoreMeasure){.name = s("cost"),
                      .title = s("Cost of a customer"),
                      .text = s("sum(spend.amount) / count(lead where reached(won))"),
                      .clause = -1,
                      .level = -1,
                      .per = per(m, PERIOD_MONTH),
                      .type = &type_money,
                      .target = expr(CORE_CONST, &type_money, 0, 0)},
        2);
    divides(m, i, over, under);
    FigureSet *f = shape(m, i, m->month, m->months, 1);
    for (int p = 0; p < m->months; p++) {
        int n = at(m, p) == 2 ? 0 : next(m, 21, 34);
        int64_t spend = n * (int64_t)next(m, 780, 930) * MICRO + 37 * MICRO;
        if (at(m, p) == MONTHS - 2)
            spend = n * 900 * MICRO + 1;
        f->figure[p].value = ratio(spend, n * MICRO);
        f->figure[p].term[0] = whole(spend);
        f->figure[p].term[1] = whole(n * MICRO);
    }
    judge(m, i, 900 * MICRO);
}

static void make_won_share(Maker *m)
{
    int over = add_term(m, AGG_COUNT, &type_number, "count(lead where reached(won))");
    int under = add_term(m, AGG_COUNT, &type_number, "count(lead)");
    int i = add_measure(m,
                        (CoreMeasure){.name = s("won_share"),
                                      .title = s("Customers of all leads"),
                                      .text = s("count(lead where reached(won)) / "
                                                "count(lead)"),
                                      .clause = -1,
                                      .level = -1,
                                      .per = per(m, PERIOD_NONE),
                                      .type = &type_number},
                        2);
    divides(m, i, over, under);
    FigureSet *f = shape(m, i, 0, 1, 1);
    f->figure[0].value = ratio(372 * MICRO, 9874 * MICRO);
    f->figure[0].term[0] = whole(372 * MICRO);
    f->figure[0].term[1] = whole(9874 * MICRO);
}

/* -- clauses -------------------------------------------------------------------------- */

static void status_terms(Maker *m)
{
    for (int i = 0; i < (int)N_CLAUSE_STATUSES; i++)
        add_term(m, AGG_COUNT, &type_number, clause_status_name((ClauseStatus)i));
}

static int add_attainment(Maker *m, int clause, int level, const char *of)
{
    status_terms(m);
    int i = add_measure(
        m,
        (CoreMeasure){.role = MEASURE_ATTAINMENT,
                      .clause = clause,
                      .level = level,
                      .per = per(m, PERIOD_MONTH),
                      .of_text = s(of),
                      .type = &type_number,
                      .at_least = true,
                      .target = expr(CORE_CONST, &type_number, 0, ID_PERCENT)},
        N_CLAUSE_STATUSES);
    CoreMeasure *x = &m->core->measures[i];
    divides(m, i, x->term[STATUS_MET], x->term[STATUS_MET]);
    return i;
}

/* met of all each month; a month of nothing has no value. */
static const FigureSet *fill_attainment(Maker *m, int i, const int *met, const int *all,
                                        int64_t target)
{
    FigureSet *f = shape(m, i, m->month, m->months, 1);
    for (int p = 0; p < m->months; p++) {
        Figure *g = &f->figure[p];
        int k = at(m, p);
        g->value = ratio(met[k] * MICRO, all[k] * MICRO);
        g->term[STATUS_MET] = whole(met[k] * MICRO);
        g->term[STATUS_BREACHED] = whole((all[k] - met[k]) * MICRO);
        g->term[STATUS_CANCELLED] = whole(k % 3 * MICRO);
        if (k == MONTHS - 1)
            g->term[STATUS_RUNNING] = whole(31 * MICRO);
    }
    judge(m, i, target);
    return f;
}

static CoreClause *add_clause(Maker *m, const char *name, const char *title, int party,
                              ClauseKind kind, const int *agreements, int n)
{
    CoreClause *c = &m->core->clauses[m->core->n_clauses++];
    c->name = s(name);
    c->title = s(title);
    c->party = party;
    c->kind = kind;
    c->n_levels = n;
    c->level = MEM_ARRAY(CoreClauseLevel, n);
    c->measure = c->statuses = -1;
    for (int l = 0; l < n; l++) {
        c->level[l].agreement = agreements[l];
        c->level[l].attainment = -1;
        c->level[l].states = 1U << LINE_WITHIN | 1U << LINE_TARGET;
    }
    return c;
}

static ReportClause *report_clause(Maker *m, const uint64_t *status, uint64_t late)
{
    ReportClause *rc = &m->r->clause[m->r->n_clauses++];
    rc->clause = m->r->n_clauses - 1;
    memcpy(rc->status, status, sizeof rc->status);
    rc->open_late = late;
    return rc;
}

static ReportCase a_case(const Maker *m, const char *lead, ClauseStatus status,
                         int64_t due_in, int64_t late)
{
    return (ReportCase){.lead = s(lead),
                        .status = status,
                        .starts_us = m->r->as_of_us + due_in - 6 * HOUR,
                        .due_us = m->r->as_of_us + due_in,
                        .late = late,
                        .remaining = late > 0 ? -late : due_in,
                        .owner = s("sales")};
}

static void first_contact_cases(Maker *m, ReportClause *rc)
{
    static const uint32_t due[] = {19, 11, 0, 0, 6, 3, 1};
    rc->worst = MEM_ARRAY(ReportCase, 3);
    rc->worst[0] = a_case(m, "Sócia João Ávila", STATUS_BREACHED, -94 * HOUR,
                          31 * HOUR + 20 * MINUTE + USEC_SECOND);
    rc->worst[1] = a_case(m, "L-2210 <script>alert(1)</script>", STATUS_BREACHED,
                          -50 * HOUR, 17 * HOUR);
    rc->worst[2] = a_case(m, "L-2214", STATUS_BREACHED, -5 * HOUR, 45 * USEC_SECOND);
    rc->n_worst = 3;
    rc->next = MEM_ARRAY(ReportCase, 2);
    rc->next[0] = a_case(m, "L-2301", STATUS_AT_RISK, 40 * MINUTE, 0);
    rc->next[1] = a_case(m, "L-2302 \033[31mred", STATUS_RUNNING, 3 * HOUR, 0);
    rc->next[1].owner = s("Márcia & Cia");
    rc->n_next = 2;
    rc->due_on = MEM_ARRAY(uint32_t, 7);
    memcpy(rc->due_on, due, sizeof due);
    rc->n_due_on = 7;
    rc->stops_before = 2;
    rc->starts_ignored = 1;
}

static void make_first_contact(Maker *m)
{
    static const int levels[] = {ENTERPRISE, GOLD, BASE};
    static const int64_t targets[] = {990000, 970000, 950000};
    static const int met[3][MONTHS] = {
        {11, 12, 9, 14, 10, 13, 12, 15, 11, 12, 14, 13, 15, 6},
        {30, 28, 31, 0, 33, 36, 30, 29, 34, 31, 35, 38, 36, 19},
        {171, 168, 190, 182, 188, 196, 201, 187, 192, 199, 205, 183, 179, 121}};
    static const int all[3][MONTHS] = {
        {11, 12, 9, 14, 10, 13, 13, 15, 11, 12, 14, 13, 15, 6},
        {31, 29, 31, 0, 34, 37, 31, 29, 35, 31, 36, 39, 37, 19},
        {188, 180, 199, 190, 195, 204, 211, 193, 200, 206, 220, 197, 195, 128}};
    static const uint64_t status[N_CLAUSE_STATUSES] = {
        [STATUS_UNDETERMINED] = 3, [STATUS_EXCUSED] = 4,    [STATUS_CANCELLED] = 14,
        [STATUS_MET] = 3110,       [STATUS_BREACHED] = 149, [STATUS_AT_RISK] = 5,
        [STATUS_RUNNING] = 26};
    CoreClause *c = add_clause(m, "first_contact",
                               "Sales contacts every MQL within 4 business hours", 1,
                               CLAUSE_CLOCK, levels, 3);
    c->allowance = ALLOW_BUSINESS;
    c->calendar = expr(CORE_CONST, &type_calendar, 0, ID_NONE);
    c->level[2].states |= 1U << LINE_STARTS | 1U << LINE_STOPS;
    ReportClause *rc = report_clause(m, status, 9);
    rc->attainment = MEM_ARRAY(const FigureSet *, 3);
    for (int l = 0; l < 3; l++) {
        int i = c->level[l].attainment = add_attainment(m, 0, l, "");
        rc->attainment[l] = fill_attainment(m, i, met[l], all[l], targets[l]);
    }
    first_contact_cases(m, rc);
}

/* A clause of one level. */
static ReportClause *make_simple(Maker *m, const char *name, const char *title,
                                 ClauseKind kind, const char *of, int64_t target,
                                 const int *met, const int *all)
{
    static const int base[] = {BASE};
    int clause = m->core->n_clauses;
    uint64_t status[N_CLAUSE_STATUSES] = {[STATUS_RUNNING] = 12};
    CoreClause *c = add_clause(m, name, title, 1, kind, base, 1);
    for (int p = 0; p < m->months; p++) {
        status[STATUS_MET] += (uint64_t)met[at(m, p)];
        status[STATUS_BREACHED] += (uint64_t)(all[at(m, p)] - met[at(m, p)]);
    }
    ReportClause *rc = report_clause(m, status, 0);
    rc->attainment = MEM_ARRAY(const FigureSet *, 1);
    int i = c->level[0].attainment = add_attainment(m, clause, 0, of);
    rc->attainment[0] = fill_attainment(m, i, met, all, target);
    return rc;
}

static void make_sales_clauses(Maker *m)
{
    static const int tried[MONTHS] = {80, 84, 90, 0,  88, 91, 93,
                                      90, 86, 95, 99, 92, 94, 41};
    static const int all_tried[MONTHS] = {95, 92, 99,  0,   97,  99, 101,
                                          97, 95, 103, 108, 100, 99, 45};
    static const int said[MONTHS] = {160, 150, 171, 166, 170, 181, 190,
                                     170, 180, 190, 200, 181, 190, 110};
    static const int all_said[MONTHS] = {180, 170, 185, 181, 186, 195, 203,
                                         183, 192, 201, 214, 193, 200, 120};
    static const int why[MONTHS] = {40, 38, 41, 37,  40, 42, 45,
                                    39, 41, 44, 300, 42, 38, 22};
    static const int all_why[MONTHS] = {41, 38, 41, 38,  40, 42, 45,
                                        39, 41, 44, 301, 42, 38, 22};
    m->core->clauses[1].allowance = ALLOW_BUSINESS;
    make_simple(m, "persistence", "Six attempts in ten business days, by two channels",
                CLAUSE_CLOCK, "", 900000, tried, all_tried);
    make_simple(m, "verdict", "Sales accepts or returns every MQL", CLAUSE_CLOCK, "",
                900000, said, all_said)
        ->status[STATUS_UNDETERMINED] = 1;
    make_simple(m, "reasons", "Every return carries a reason", CLAUSE_KEEP,
                "rejected_at", MICRO, why, all_why);
    m->core->clauses[2].level[0].target.by = BY_STOP;
}

static void make_volume(Maker *m)
{
    static const int base[] = {BASE};
    static const int n[MONTHS] = {188, 180, 199, 190, 205, 204, 211,
                                  203, 200, 206, 220, 207, 200, 166};
    static const uint64_t none[N_CLAUSE_STATUSES] = {0};
    int clause = m->core->n_clauses;
    CoreClause *c = add_clause(m, "volume", "Marketing delivers 200 MQLs a month", 0,
                               CLAUSE_MEASURE, base, 1);
    add_term(m, AGG_COUNT, &type_number, "count(lead where reached(mql))");
    c->measure =
        add_measure(m,
                    (CoreMeasure){.role = MEASURE_CLAUSE,
                                  .name = s("volume"),
                                  .text = s("count(lead where reached(mql))"),
                                  .clause = clause,
                                  .level = 0,
                                  .per = per(m, PERIOD_MONTH),
                                  .of_text = s("mql.since"),
                                  .type = &type_number,
                                  .at_least = true,
                                  .target = expr(CORE_CONST, &type_number, 0, 0)},
                    1);
    FigureSet *f = shape(m, c->measure, m->month, m->months, 1);
    for (int p = 0; p < m->months; p++)
        f->figure[p].value = f->figure[p].term[0] = whole(n[at(m, p)] * MICRO);
    judge(m, c->measure, 200 * MICRO);
    report_clause(m, none, 0);
}

/* No target, and a title that a page must not take for markup. */
static void make_feedback(Maker *m)
{
    static const int base[] = {BASE};
    static const uint64_t status[N_CLAUSE_STATUSES] = {
        [STATUS_MET] = 71, [STATUS_BREACHED] = 6, [STATUS_PAUSED] = 2};
    CoreClause *c = add_clause(m, "retorno rápido",
                               "Marketing answers returns | <b>\"fast\" & well</b>", 0,
                               CLAUSE_CLOCK, base, 1);
    c->level[0].states = 1U << LINE_WITHIN;
    report_clause(m, status, 0);
}

/* -- the rest ------------------------------------------------------------------------- */

static void make_funnel(Maker *m)
{
    static const int reached[] = {9874, 2841, 2402, 702, 372, 566};
    static const int now[] = {6712, 333, 1489, 330, 372, 638};
    static const int64_t hours[] = {0, 31, 7, 190, 505};
    for (int i = 0; i < 16; i++)
        add_term(m, i >= 4 && i < 14 && (i - 4) % 3 == 0 ? AGG_QUANTILE : AGG_COUNT,
                 &type_number, "");
    int i = add_measure(
        m,
        (CoreMeasure){
            .role = MEASURE_FUNNEL, .clause = -1, .level = -1, .type = &type_number},
        16);
    m->core->measures[i].value = NULL;
    FigureSet *f = shape(m, i, 0, 1, 1);
    for (int st = 0, k = 0; st < 6; st++) {
        bool timed = st > 0 && st < 5;
        f->figure[0].term[k] = whole(reached[st] * MICRO);
        f->figure[0].term[k + 1] = whole(now[st] * MICRO);
        if (timed) {
            f->figure[0].term[k + 2] = whole(hours[st] * HOUR + 90 * USEC_SECOND);
            m->core->terms[m->core->measures[i].term[k + 2]].type = &type_duration;
        }
        k += timed ? 3 : 2;
    }
    m->r->funnel = f;
}

static void make_quality(Maker *m)
{
    static const int missing[] = {1204, 9873, 0, 2511, 1, 9874};
    for (int i = 0; i < 6; i++)
        add_term(m, AGG_COUNT, &type_number, "");
    int i = add_measure(
        m,
        (CoreMeasure){
            .role = MEASURE_QUALITY, .clause = -1, .level = -1, .type = &type_number},
        6);
    m->core->measures[i].value = NULL;
    FigureSet *f = shape(m, i, 0, 1, 1);
    m->r->quality_field = MEM_ARRAY(int, 5);
    for (int k = 0; k < 6; k++)
        f->figure[0].term[k] = whole(missing[k] * MICRO);
    for (int k = 0; k < 5; k++)
        m->r->quality_field[k] = k;
    m->r->quality = f;
}

static void make_inputs(Maker *m)
{
    static const char *const leads[] = {"export/leads d'água <2026>.csv"},
                             *const spend[] = {"spend.csv"};
    Report *r = m->r;
    r->input = MEM_ARRAY(ReportInput, 2);
    r->n_inputs = 2;
    r->input[0].name = leads[0];
    r->input[0].file = leads;
    r->input[0].n_files = 1;
    r->input[0].what = s("lead");
    r->input[0].stats = (ReadStats){
        .read = 9912, .accepted = 9874, .rejected = 38, .rounded = 4, .otherwise = 1};
    r->input[0].stats.by_code[E0507] = 30;
    r->input[0].stats.by_code[E0511] = 8;
    r->input[1].name = spend[0];
    r->input[1].file = spend;
    r->input[1].n_files = 1;
    r->input[1].what = s("spend");
    r->input[1].stats = (ReadStats){.read = 1210, .accepted = 1210};
}

static void make_report(Maker *m)
{
    static const Civil as_of = {2026, 11, 26, 9, 0, 0, 0},
                       due = {2026, 10, 1, 0, 0, 0, 0};
    Report *r = m->r;
    r->core = m->core;
    r->policy = "viva.sla";
    r->as_of_us = zone_to_instant(m->core->zone, civil_usec(&as_of));
    r->review_due_us = zone_to_instant(m->core->zone, civil_usec(&due));
    r->review_overdue = true;
    r->periods = 12;
    r->figures = m->set;
    r->clause = MEM_ARRAY(ReportClause, 6);
    r->no_instant = 7;
    r->div_zero = 1;
}

static Maker *maker_new(int months, int quarters)
{
    Maker *m = MEM_NEW(Maker);
    m->r = MEM_NEW(Report);
    m->core = MEM_NEW(Core);
    m->state = 2026;
    m->core->terms = MEM_ARRAY(CoreTerm, MOST_TERMS);
    m->core->measures = MEM_ARRAY(CoreMeasure, MOST_MEASURES);
    m->core->clauses = MEM_ARRAY(CoreClause, 6);
    m->set = MEM_ARRAY(FigureSet, MOST_MEASURES);
    make_policy(m);
    make_report(m);
    PeriodRule month = per(m, PERIOD_MONTH), quarter = per(m, PERIOD_QUARTER);
    m->months = months;
    m->quarters = quarters;
    m->month = period_of_day(&month, civil_days(2026, 11, 1)) - months + 1;
    m->quarter = period_of_day(&quarter, civil_days(2026, 10, 1)) - quarters + 1;
    return m;
}

static Report *make_all(Maker *m)
{
    make_fields(m);
    make_stages(m);
    make_agreements(m);
    make_conversion(m);
    make_response(m);
    make_revenue(m);
    make_reasons(m);
    make_cost(m);
    make_won_share(m);
    make_first_contact(m);
    make_sales_clauses(m);
    make_volume(m);
    make_feedback(m);
    make_funnel(m);
    make_quality(m);
    make_inputs(m);
    return m->r;
}

Report *fixture_report(void) { return make_all(maker_new(MONTHS, QUARTERS)); }

Report *fixture_small(void)
{
    Report *r = make_all(maker_new(3, 2));
    static const char *const settings[] = {"mql_bar=70", "note=it's", NULL};
    r->scenario = "stricter";
    r->settings = settings;
    return r;
}

Report *fixture_empty(void)
{
    Maker *m = maker_new(3, 2);
    m->core->title = (Str){NULL, 0};
    m->core->version = (Str){NULL, 0};
    m->core->n_parties = 0;
    m->core->review = PERIOD_NONE;
    m->r->review_due_us = INT64_MIN;
    m->r->review_overdue = false;
    m->r->policy = NULL;
    return m->r;
}
