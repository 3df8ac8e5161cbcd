/* report_make.c -- figures, cases and counts laid out by clause. */
#include "interp/study/report_make.h"

#include "interp/base/decimal.h"
#include "interp/base/mem.h"

/* -- clauses ---------------------------------------------------------------------------- */

static Str owner_of(const Core *core, const CoreClause *c)
{
    return c->party >= 0 ? core->parties[c->party] : (Str){NULL, 0};
}

static ReportCase *cases_of(const Core *core, const CoreClause *c, const Case *from,
                            int n)
{
    ReportCase *to = MEM_ARRAY(ReportCase, n + 1);
    for (int i = 0; i < n; i++)
        to[i] = (ReportCase){.lead = buf_copy(&from[i].lead),
                             .status = from[i].status,
                             .starts_us = from[i].starts_us,
                             .due_us = from[i].due_us,
                             .late = from[i].late,
                             .remaining = from[i].remaining,
                             .owner = owner_of(core, c)};
    return to;
}

/* Instances by status: the terms of the measure that counts them, all rows together. */
static void set_statuses(const Core *core, ReportClause *r, const FigureSet *f)
{
    const CoreMeasure *m = &core->measures[f->measure];
    r->statuses = f;
    for (int i = 0; i < f->n_figures && f->figure[i].group == 0; i++)
        for (int t = 0; t < m->n_terms && t < N_CLAUSE_STATUSES; t++)
            r->status[t] += (uint64_t)(f->figure[i].term[t].i64 / MICRO);
}

static void set_attainment(const CoreClause *c, ReportClause *r,
                           const FigureSet *figures)
{
    r->attainment = MEM_ARRAY(const FigureSet *, c->n_levels + 1);
    for (int i = 0; i < c->n_levels; i++)
        if (c->level[i].attainment >= 0)
            r->attainment[i] = &figures[c->level[i].attainment];
}

static void set_cases(const Core *core, const CoreClause *c, ReportClause *r,
                      const ClauseCases *cases)
{
    r->worst = cases_of(core, c, cases->worst, cases->n_worst);
    r->next = cases_of(core, c, cases->next, cases->n_next);
    r->n_worst = cases->n_worst;
    r->n_next = cases->n_next;
    r->open_late = cases->open_late;
    r->stops_before = cases->stops_before;
    r->starts_ignored = cases->starts_ignored;
    r->due_on = mem_bytes(sizeof cases->due_on);
    memcpy(r->due_on, cases->due_on, sizeof cases->due_on);
    r->n_due_on = DUE_DAYS;
}

static void set_clauses(Report *r, const Worklist *w)
{
    const Core *core = r->core;
    r->clause = MEM_ARRAY(ReportClause, core->n_clauses + 1);
    r->n_clauses = core->n_clauses;
    for (int i = 0; i < core->n_clauses; i++) {
        const CoreClause *c = &core->clauses[i];
        r->clause[i].clause = i;
        if (c->statuses >= 0)
            set_statuses(core, &r->clause[i], &r->figures[c->statuses]);
        set_attainment(c, &r->clause[i], r->figures);
        if (w != NULL)
            set_cases(core, c, &r->clause[i], worklist_clause(w, i));
    }
}

/* -- the standing measures -------------------------------------------------------------- */

static const FigureSet *of_role(const Report *r, MeasureRole role)
{
    for (int i = 0; i < r->core->n_measures; i++)
        if (r->core->measures[i].role == role)
            return &r->figures[i];
    return NULL;
}

/* The field that a term of the quality measure counts the lack of. */
static int field_asked(const Core *core, const CoreTerm *t)
{
    uint8_t *marks = MEM_ARRAY(uint8_t, core->n_fields + 1);
    core_direct_fields_of(core, t->source[0].where, marks);
    for (int i = 0; i < core->n_fields; i++)
        if (marks[i] != 0)
            return i;
    return -1;
}

static void set_quality(Report *r)
{
    r->quality = of_role(r, MEASURE_QUALITY);
    if (r->quality == NULL)
        return;
    const CoreMeasure *m = &r->core->measures[r->quality->measure];
    r->quality_field = MEM_ARRAY(int, m->n_terms + 1);
    for (int i = 0; i + 1 < m->n_terms; i++)
        r->quality_field[i] = field_asked(r->core, &r->core->terms[m->term[i]]);
}

/* -- the next review -------------------------------------------------------------------- */

static int32_t a_period_after(int32_t day, PeriodKind k)
{
    switch (k) {
    case PERIOD_NONE: return day;
    case PERIOD_DAY: return day + 1;
    case PERIOD_WEEK: return day + 7;
    case PERIOD_MONTH: return civil_add_months(day, 1);
    case PERIOD_QUARTER: return civil_add_months(day, 3);
    case PERIOD_SEMESTER: return civil_add_months(day, 6);
    case PERIOD_YEAR: return civil_add_months(day, 12);
    }
    return day;
}

static int32_t review_day(const Core *core)
{
    const int64_t last = core->reviewed != INT64_MIN ? core->reviewed : core->effective;
    return last == INT64_MIN ? INT32_MIN : a_period_after((int32_t)last, core->review);
}

int64_t review_due(const Core *core)
{
    const int32_t day = core->review != PERIOD_NONE ? review_day(core) : INT32_MIN;
    return day == INT32_MIN ? INT64_MIN : zone_to_instant(core->zone, day * USEC_DAY);
}

/* The review may be held all through its day. */
static bool is_overdue(const Core *core, int64_t as_of_us)
{
    return review_due(core) != INT64_MIN
           && zone_to_instant(core->zone, (review_day(core) + 1) * USEC_DAY)
                  <= as_of_us;
}

const Report *report_of_figures(const Session *s, const FigureSet *figures,
                                const Worklist *w, const ReportFrame *f)
{
    Report *r = MEM_NEW(Report);
    *r = (Report){.core = s->core,
                  .policy = s->name,
                  .as_of_us = f->as_of_us,
                  .scenario = f->scenario,
                  .settings = f->settings,
                  .reading = f->reading,
                  .choosing = f->choosing,
                  .where = f->where,
                  .n_kept = f->n_kept,
                  .input = f->input,
                  .n_inputs = f->n_inputs,
                  .figures = figures,
                  .overflow = f->overflow,
                  .div_zero = f->div_zero,
                  .no_instant = f->no_instant,
                  .review_due_us = review_due(s->core),
                  .review_overdue = is_overdue(s->core, f->as_of_us),
                  .partial = f->partial,
                  .periods = f->periods};
    r->funnel = of_role(r, MEASURE_FUNNEL);
    set_quality(r);
    set_clauses(r, w);
    return r;
}

const Report *report_make(const Session *s, const Assess *a, const ReportFrame *f)
{
    return report_of_figures(s, measures_close(assess_measures(a)), assess_worklist(a),
                             f);
}
