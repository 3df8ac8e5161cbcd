/* report_charts.c -- what the charts of a report show; report_svg.c draws them. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/report_page.h"
#include "interp/lang/clause.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

enum { LEAST_POINTS = 2, MOST_GROUPS = 10 };

static Chart *chart_new(ChartKind kind, const char *id, const char *title, int n)
{
    Chart *c = MEM_NEW(Chart);
    c->kind = kind;
    c->id = id;
    c->title = title;
    c->point = MEM_ARRAY(ChartPoint, n);
    return c;
}

static const char *taken(Buf *b)
{
    const char *text = buf_copy(b).p;
    buf_free(b);
    return text;
}

/* "Oct 2026 91.8%, Nov 2026 93%": every point, for who hears the page. */
static const char *points_text(const Chart *c, const char *lead)
{
    Buf b = {0};
    buf_z(&b, lead);
    for (int i = 0; i < c->n; i++)
        buf_format(&b, "%s %s %s", i > 0 ? ";" : "", c->point[i].label,
                   c->point[i].shown);
    return taken(&b);
}

/* -- a value a period ----------------------------------------------------------------- */

static void widen(Chart *c, int64_t v)
{
    if (v < c->lo)
        c->lo = v;
    if (v > c->hi)
        c->hi = v;
}

/* A number of one digit and noughts, not above v. */
static int64_t step_below(int64_t v)
{
    int64_t step = 1;
    while (step <= v / 10)
        step *= 10;
    return step * (v / step >= 5 ? 5 : v / step >= 2 ? 2 : 1);
}

static int64_t length_step(int64_t v)
{
    static const int64_t seconds[] = {1,     5,     10,    30,    60,   300,
                                      600,   900,   1800,  3600,  7200, 14400,
                                      21600, 43200, 86400, 172800};
    int n = (int)(sizeof seconds / sizeof *seconds);
    for (int i = n - 1; i >= 0; i--)
        if (seconds[i] * USEC_SECOND <= v)
            return seconds[i] * USEC_SECOND;
    return step_below(v);
}

/* Counts: their axis has no fractions. */
static bool all_whole(const Chart *c)
{
    for (int i = 0; i < c->n; i++)
        if (!c->point[i].missing && c->point[i].value % MICRO != 0)
            return false;
    return true;
}

static bool is_length(const Type *t)
{
    return t->kind == TY_DURATION || t->kind == TY_BUSINESS;
}

/* Whole steps around the values, in units that people count in.  Shares end at 100 %; what
 * lies in the upper part of its range does not waste paper on the lower. */
static void set_axis(Chart *c, const Type *t)
{
    int64_t span = c->hi - c->lo;
    if (c->lo >= 0 && c->lo < c->hi / 2)
        c->lo = 0;
    int64_t third = (span > 0 ? span : c->hi > 0 ? c->hi : MICRO) / 3 + 1;
    int64_t step = is_length(t) && !business_is_days(c->hi) ? length_step(third)
                                                            : step_below(third);
    if (c->whole && step < MICRO / 20)
        step = MICRO / 20;
    if (!c->whole && t->kind == TY_NUMBER && all_whole(c) && step < MICRO)
        step = MICRO;
    c->lo = c->lo / step * step - (c->lo < 0 && c->lo % step != 0 ? step : 0);
    if (c->has_target && c->lo == c->target && c->lo >= step)
        c->lo -= step; /* the target's line is not the axis */
    if (c->hi <= INT64_MAX - step)
        c->hi = (c->hi + step - 1) / step * step;
    if (c->whole && c->hi > MICRO)
        c->hi = MICRO;
    if (c->hi <= c->lo)
        c->hi = c->lo + step;
}

static void add_point(Chart *c, const Report *r, const FigureSet *f, const Figure *g)
{
    const CoreMeasure *m = report_measure(r, f);
    ChartPoint *p = &c->point[c->n++];
    p->label = report_period(m, g->period);
    p->shown = report_value(r, f, &g->value);
    p->missing = g->value.missing || g->value.overflow;
    p->value = g->value.i64;
    p->open = !g->ended;
    p->verdict = g->verdict;
    p->has_baseline = m->baseline > 0 && !g->baseline.missing && !g->baseline.overflow;
    p->baseline = g->baseline.i64;
    bool first = c->lo > c->hi;
    if (!p->missing) {
        if (first)
            c->lo = c->hi = p->value;
        widen(c, p->value);
    }
    if (p->has_baseline && c->lo <= c->hi)
        widen(c, p->baseline);
}

static Chart *trend(const Report *r, const FigureSet *f, ChartKind kind,
                    const char *title)
{
    const CoreMeasure *m = report_measure(r, f);
    int n = report_periods(f);
    if (m->value == NULL && m->role == MEASURE_STATUSES)
        return NULL;
    if (m->per.kind == PERIOD_NONE || n < LEAST_POINTS || f->n_figures < n)
        return NULL;
    if (m->type == NULL || type_phys(m->type) != PHYS_I64)
        return NULL;
    Chart *c = chart_new(kind, NULL, title, n);
    c->lo = 1; /* above hi: no value yet */
    for (int32_t i = report_shown_from(r, f); i <= f->last; i++)
        add_point(c, r, f, report_figure(f, 0, i));
    if (c->lo > c->hi)
        return NULL;
    c->has_target = m->target != NULL && !f->target.missing && !f->target.overflow;
    c->target = f->target.i64;
    c->target_text = report_target(r, f);
    c->whole = report_is_share(r, f);
    if (c->has_target)
        widen(c, c->target);
    return c;
}

/* Business days and lengths do not share an axis; a mark of the axis is a value as any. */
static const char *axis_text(const Report *r, const FigureSet *f, int64_t v)
{
    FigureValue value = {.i64 = v};
    return report_value(r, f, &value);
}

Chart *chart_trend(const Report *r, const FigureSet *f, const char *title)
{
    const CoreMeasure *m = report_measure(r, f);
    Chart *c = trend(r, f, CHART_TREND, title);
    if (c == NULL)
        return NULL;
    if (m->type->kind != TY_DATE && m->type->kind != TY_TIMESTAMP)
        set_axis(c, m->type);
    c->lo_text = axis_text(r, f, c->lo);
    c->hi_text = axis_text(r, f, c->hi);
    Str name = m->clause >= 0 ? r->core->clauses[m->clause].name : m->name;
    c->id = report_anchor(m->clause >= 0 ? "chart-clause" : "chart-kpi", name);
    if (m->clause >= 0)
        c->id = str_format("%s-%d", c->id, m->level);
    const char *lead = c->target_text != NULL
                           ? msg_text(MSG_REP_CHART_TARGET, c->target_text)
                           : raw(MSG_REP_CHART_TREND);
    c->about = points_text(c, lead);
    return c;
}

Chart *chart_spark(const Report *r, const FigureSet *f)
{
    Chart *c = trend(r, f, CHART_SPARK, NULL);
    if (c == NULL)
        return NULL;
    if (c->hi <= c->lo)
        c->lo = c->hi > INT64_MIN + MICRO ? c->hi - MICRO : c->lo;
    c->about = points_text(c, report_measure_title(r, f->measure));
    return c;
}

const char *chart_spark_text(const Chart *c)
{
    static const char *const levels[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    Buf b = {0};
    for (int i = 0; i < c->n; i++) {
        const ChartPoint *p = &c->point[i];
        Int128 at = ((Int128)p->value - c->lo) * 7 / ((Int128)c->hi - c->lo);
        buf_z(&b, p->missing ? "·" : levels[at < 0 ? 0 : at > 7 ? 7 : (int)at]);
    }
    return taken(&b);
}

/* -- a value a group ------------------------------------------------------------------ */

/* Counts can be added up over the shown periods; other values are of the last whole one. */
static bool adds_up(const Report *r, const FigureSet *f)
{
    const CoreMeasure *m = report_measure(r, f);
    return m->under == NULL && m->n_terms == 1 && m->value != NULL
           && m->value->kind == CORE_FIELD && m->type->kind == TY_NUMBER
           && r->core->terms[m->term[0]].agg == AGG_COUNT;
}

static int32_t last_whole(const FigureSet *f)
{
    const Figure *g = report_last_ended(f);
    return g != NULL ? g->period : f->first;
}

static FigureValue group_value(const Report *r, const FigureSet *f, int group, bool sum)
{
    FigureValue v = {.missing = !sum};
    if (!sum) {
        const Figure *g = report_figure(f, group, last_whole(f));
        return g != NULL ? g->value : v;
    }
    for (int32_t i = report_shown_from(r, f); i <= f->last; i++) {
        const Figure *g = report_figure(f, group, i);
        if (g != NULL && !g->value.missing && !g->value.overflow)
            v.i64 += g->value.i64;
    }
    return v;
}

/* Keeps the largest MOST_GROUPS, ties in order of the groups; how many is c->n. */
static void keep_largest(Chart *c, ChartPoint p)
{
    int at = c->n;
    while (at > 0 && c->point[at - 1].value < p.value)
        at--;
    if (at == MOST_GROUPS)
        return;
    c->n += c->n < MOST_GROUPS;
    for (int i = c->n - 1; i > at; i--)
        c->point[i] = c->point[i - 1];
    c->point[at] = p;
}

/* Texts are made only of the groups that are kept. */
static void name_largest(Chart *c, const Report *r, const FigureSet *f, bool sum)
{
    int n_splits = report_measure(r, f)->n_splits;
    for (int i = 0; i < c->n; i++) {
        int group = c->point[i].group;
        FigureValue v = group_value(r, f, group, sum);
        c->point[i].label = report_group(f, group, n_splits);
        c->point[i].shown = report_value(r, f, &v);
    }
}

static const char *groups_title(const Report *r, const FigureSet *f, bool sum)
{
    const CoreMeasure *m = report_measure(r, f);
    if (m->per.kind == PERIOD_NONE)
        return raw(MSG_REP_BY_GROUP);
    const char *last = report_period(m, sum ? f->last : last_whole(f));
    return sum ? msg_text(MSG_REP_BY_GROUP_SUM,
                          report_period(m, report_shown_from(r, f)), last)
               : msg_text(MSG_REP_BY_GROUP_IN, last);
}

Chart *chart_groups(const Report *r, const FigureSet *f)
{
    const CoreMeasure *m = report_measure(r, f);
    bool sum = m->type != NULL && adds_up(r, f);
    if (f->n_groups < LEAST_POINTS || report_periods(f) == 0 || m->type == NULL
        || type_phys(m->type) != PHYS_I64 || m->type->kind == TY_DATE
        || m->type->kind == TY_TIMESTAMP)
        return NULL;
    Chart *c = chart_new(CHART_BARS, report_anchor("chart-groups", m->name),
                         groups_title(r, f, sum), MOST_GROUPS);
    for (int g = 1; g < f->n_groups; g++) {
        FigureValue v = group_value(r, f, g, sum);
        int64_t value = v.missing ? 0 : v.i64;
        if (!v.overflow && value >= 0)
            keep_largest(
                c, (ChartPoint){.group = g, .missing = v.missing, .value = value});
    }
    if (f->n_groups - 1 > MOST_GROUPS)
        c->title = msg_text(MSG_REP_LARGEST, c->title, str_format("%d", MOST_GROUPS));
    name_largest(c, r, f, sum);
    c->hi = c->n > 0 ? c->point[0].value : 0;
    c->about = points_text(c, "");
    return c->hi > 0 ? c : NULL;
}

/* -- the funnel, what is due ---------------------------------------------------------- */

Chart *chart_funnel(const Report *r)
{
    const Core *core = r->core;
    if (r->funnel == NULL || r->funnel->n_figures == 0)
        return NULL;
    Chart *c = chart_new(CHART_FUNNEL, "chart-funnel", raw(MSG_REP_FUNNEL_CHART),
                         core->n_stages);
    const FigureValue *term = r->funnel->figure[0].term;
    uint64_t before = 0;
    for (int i = 0, at = 0; i < core->n_stages - core->n_exits; i++) {
        const CoreStage *s = &core->stages[i];
        int64_t n = term[at].i64 > 0 ? term[at].i64 / MICRO : 0;
        c->point[c->n++] = (ChartPoint){
            .label = str_z(s->title.n > 0 ? s->title : s->name),
            .shown = report_count((uint64_t)n),
            .note = i > 0 && before > 0 ? report_share((uint64_t)n, before) : NULL,
            .value = n};
        if (n > c->hi)
            c->hi = n;
        before = (uint64_t)n;
        at += i > 0 ? 3 : 2;
    }
    c->about = points_text(c, "");
    return c->hi > 0 ? c : NULL;
}

Chart *chart_days(const Report *r, const ReportClause *rc)
{
    int64_t today = report_as_of_day(r), all = 0;
    if (rc->n_due_on == 0)
        return NULL;
    Chart *c = chart_new(CHART_DAYS,
                         report_anchor("chart-due", r->core->clauses[rc->clause].name),
                         raw(MSG_REP_DUE_CHART), rc->n_due_on);
    for (int i = 0; i < rc->n_due_on; i++) {
        c->point[c->n++] = (ChartPoint){.label = report_day(today + i),
                                        .tick = report_day_short(today + i),
                                        .shown = report_count(rc->due_on[i]),
                                        .value = rc->due_on[i]};
        all += rc->due_on[i];
        if (rc->due_on[i] > c->hi)
            c->hi = rc->due_on[i];
    }
    c->about = points_text(c, "");
    return all > 0 ? c : NULL;
}
