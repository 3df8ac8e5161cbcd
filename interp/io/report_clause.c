/* report_clause.c -- one clause on the page: standing, instances, attainment, cases. */
#include "interp/base/mem.h"
#include "interp/io/report_page.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

/* A level that has no leads left, such as a template's, has no measure. */
static bool is_of_level(const CoreMeasure *m, int clause, int level)
{
    return m->role == MEASURE_CLAUSE && m->clause == clause && m->level == level;
}

const FigureSet *clause_level_set(const Report *r, const ReportClause *rc, int level)
{
    const CoreClause *c = &r->core->clauses[rc->clause];
    if (c->kind != CLAUSE_MEASURE)
        return rc->attainment != NULL ? rc->attainment[level] : NULL;
    for (int i = c->measure; i >= 0 && i < r->core->n_measures; i++)
        if (is_of_level(&r->core->measures[i], rc->clause, level))
            return &r->figures[i];
    return NULL;
}

Verdict clause_verdict(const Report *r, const ReportClause *rc, int *worst)
{
    static const int badness[] = {[VERDICT_NONE] = 0,
                                  [VERDICT_OPEN] = 1,
                                  [VERDICT_NO_VALUE] = 1,
                                  [VERDICT_KEPT] = 2,
                                  [VERDICT_MISSED] = 3};
    Verdict v = VERDICT_NONE;
    *worst = -1;
    for (int l = 0; l < r->core->clauses[rc->clause].n_levels; l++) {
        const FigureSet *f = clause_level_set(r, rc, l);
        Verdict own = f != NULL ? report_standing(r, f).verdict : VERDICT_NONE;
        if (badness[own] <= badness[v])
            continue;
        v = own;
        *worst = l;
    }
    return v;
}

static int levels_with_target(const Report *r, const ReportClause *rc)
{
    int n = 0;
    for (int l = 0; l < r->core->clauses[rc->clause].n_levels; l++)
        n += clause_level_set(r, rc, l) != NULL;
    return n;
}

const char *clause_level_title(const Report *r, const ReportClause *rc, int level)
{
    const char *title = report_clause_title(r, rc->clause);
    const CoreClause *c = &r->core->clauses[rc->clause];
    if (levels_with_target(r, rc) < 2)
        return title;
    return msg_text(MSG_REP_CLAUSE_AT, title, report_agreement(r, &c->level[level]));
}

/* -- instances by status -------------------------------------------------------------- */

static void put_statuses(Page *p, const ReportClause *rc)
{
    static const struct {
        ClauseStatus status;
        Tone tone;
        bool always;
    } order[] = {
        {STATUS_MET, TONE_GOOD, true},       {STATUS_BREACHED, TONE_BAD, true},
        {STATUS_AT_RISK, TONE_WARN, true},   {STATUS_RUNNING, TONE_PLAIN, true},
        {STATUS_PAUSED, TONE_PLAIN, false},  {STATUS_CANCELLED, TONE_PLAIN, false},
        {STATUS_EXCUSED, TONE_PLAIN, false}, {STATUS_UNDETERMINED, TONE_WARN, false},
        {STATUS_NONE, TONE_DIM, false},
    };
    uint64_t applies = 0;
    for (int s = STATUS_NONE + 1; s < (int)N_CLAUSE_STATUSES; s++)
        applies += rc->status[s];
    PageBlock *b = page_put(p, BLOCK_FACTS, NULL, TONE_PLAIN);
    page_cell(b, raw(MSG_REP_APPLIES), report_count(applies), TONE_PLAIN);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        uint64_t n = rc->status[order[i].status];
        if (n == 0 && !order[i].always)
            continue;
        page_cell(b, report_status(order[i].status), report_count(n),
                  n > 0 ? order[i].tone : TONE_DIM);
        if (order[i].status == STATUS_BREACHED && rc->open_late > 0)
            page_cell(b, raw(MSG_REP_STILL_OPEN), report_count(rc->open_late),
                      TONE_BAD);
    }
}

/* -- cases ---------------------------------------------------------------------------- */

/* The owner is worth a column where it is not the clause's party throughout. */
static bool owners_differ(const Report *r, const ReportClause *rc, const ReportCase *c,
                          int n)
{
    int party = r->core->clauses[rc->clause].party;
    for (int i = 0; i < n; i++)
        if (c[i].owner.n > 0
            && (party < 0 || !str_eq(c[i].owner, r->core->parties[party])))
            return true;
    return false;
}

static Tone case_tone(ClauseStatus s)
{
    return s == STATUS_BREACHED  ? TONE_BAD
           : s == STATUS_AT_RISK ? TONE_WARN
                                 : TONE_PLAIN;
}

/* What a `keep` without a length asks for was due at no instant. */
static bool any_due(const ReportCase *c, int n)
{
    for (int i = 0; i < n; i++)
        if (c[i].due_us != INT64_MIN)
            return true;
    return false;
}

typedef struct CaseColumns {
    bool late, due, owner;
} CaseColumns;

static void put_case(Page *p, PageTable *t, const ReportClause *rc, const ReportCase *c,
                     const CaseColumns *has)
{
    const Report *r = p->r;
    PageRow *row = page_row(t);
    int at = 0;
    row->cell[at++].text = str_z(c->lead);
    row->cell[at++] =
        (PageCell){.text = report_status(c->status), .tone = case_tone(c->status)};
    if (has->due) {
        row->cell[at++].text = report_instant(r, c->due_us);
        row->cell[at++].text =
            report_length(r, rc->clause, has->late ? c->late : c->remaining);
    }
    if (has->owner)
        row->cell[at].text = str_z(c->owner);
    row->explain = report_explain_lead(r, c->lead);
}

enum { CASE_COLUMNS = 5 };

static int case_columns(const CaseColumns *has, PageColumn *col)
{
    const bool late = has->late;
    int n = 0;
    col[n++] = (PageColumn){raw(MSG_REP_LEAD), false, 0};
    col[n++] = (PageColumn){raw(MSG_REP_STATUS), false, 3};
    if (has->due) {
        col[n++] =
            (PageColumn){raw(late ? MSG_REP_WAS_DUE : MSG_REP_IS_DUE), false, late};
        col[n++] =
            (PageColumn){raw(late ? MSG_REP_LATE_BY : MSG_REP_LEFT), true, !late};
    }
    if (has->owner)
        col[n++] = (PageColumn){raw(MSG_REP_OWNER), false, 2};
    return n;
}

static void put_cases(Page *p, const ReportClause *rc, const ReportCase *c, int n,
                      bool late)
{
    const CaseColumns has = {
        .late = late, .due = any_due(c, n), .owner = owners_differ(p->r, rc, c, n)};
    const MsgId worst = has.due ? MSG_REP_WORST : MSG_REP_WORST_KEEP;
    PageColumn col[CASE_COLUMNS];
    if (n == 0)
        return;
    const int columns = case_columns(&has, col);
    PageTable *t = page_table(p, raw(late ? worst : MSG_REP_DUE_NEXT), col, columns);
    for (int i = 0; i < n; i++)
        put_case(p, t, rc, &c[i], &has);
}

/* -- the clause ----------------------------------------------------------------------- */

static void put_levels(Page *p, const ReportClause *rc)
{
    const CoreClause *c = &p->r->core->clauses[rc->clause];
    if (c->n_levels < 2)
        return;
    for (int l = 0; l < c->n_levels; l++)
        page_put(p, BLOCK_NOTE, report_level_says(p->r, rc->clause, l), TONE_DIM);
}

static void put_count_note(Page *p, uint64_t n, MsgId one, MsgId many)
{
    if (n > 0)
        page_put(p, BLOCK_NOTE, msg_text(n == 1 ? one : many, report_count(n)),
                 TONE_DIM);
}

static const char *level_caption(const Report *r, const ReportClause *rc, int level)
{
    const FigureSet *f = clause_level_set(r, rc, level);
    const CoreMeasure *m = report_measure(r, f);
    const CoreClauseLevel *l = &r->core->clauses[rc->clause].level[level];
    const char *target = report_target(r, f);
    const char *name = report_agreement(r, l), *per = report_per(m->per.kind);
    if (target == NULL)
        return name;
    if (m->per.kind == PERIOD_NONE)
        return msg_text(MSG_REP_LEVEL_TARGET, name, target);
    return msg_text(MSG_REP_LEVEL_TARGET_PER, name, target, per);
}

static const char *chart_title(const Report *r, const ReportClause *rc, int level)
{
    const CoreClause *c = &r->core->clauses[rc->clause];
    if (levels_with_target(r, rc) > 1)
        return report_agreement(r, &c->level[level]);
    const CoreMeasure *m = report_measure(r, clause_level_set(r, rc, level));
    return msg_text(MSG_REP_CHART_BY, report_per(m->per.kind));
}

static void put_level_charts(Page *p, const ReportClause *rc)
{
    for (int l = 0; l < p->r->core->clauses[rc->clause].n_levels; l++) {
        const FigureSet *f = clause_level_set(p->r, rc, l);
        if (f != NULL)
            page_chart(p, chart_trend(p->r, f, chart_title(p->r, rc, l)));
    }
    page_chart(p, chart_days(p->r, rc));
}

static void put_level_tables(Page *p, const ReportClause *rc)
{
    if (levels_with_target(p->r, rc) == 0)
        return;
    page_put(p, BLOCK_FOLD, raw(MSG_REP_BY_PERIOD), TONE_PLAIN);
    for (int l = 0; l < p->r->core->clauses[rc->clause].n_levels; l++) {
        const FigureSet *f = clause_level_set(p->r, rc, l);
        if (f == NULL)
            continue;
        page_periods(p, f, level_caption(p->r, rc, l));
        page_groups(p, f);
        page_figure_notes(p, f);
    }
    page_put(p, BLOCK_FOLD_END, NULL, TONE_PLAIN);
}

static const FigureSet *most_general(const Report *r, const ReportClause *rc)
{
    const FigureSet *f = NULL;
    for (int l = r->core->clauses[rc->clause].n_levels - 1; l >= 0 && f == NULL; l--)
        f = clause_level_set(r, rc, l);
    return f;
}

/* How the clause stands where it stands worst, and at which of several levels that is. */
static const char *level_standing(const Report *r, const ReportClause *rc, int level)
{
    const char *standing = report_standing_text(r, clause_level_set(r, rc, level));
    const CoreClause *c = &r->core->clauses[rc->clause];
    if (levels_with_target(r, rc) < 2)
        return standing;
    return msg_text(MSG_REP_LEVEL_STANDING, report_agreement(r, &c->level[level]),
                    standing);
}

static uint64_t not_listed(uint64_t all, int listed)
{
    return all > (uint64_t)listed ? all - (uint64_t)listed : 0;
}

void page_clause(Page *p, const ReportClause *rc)
{
    const Report *r = p->r;
    const CoreClause *c = &r->core->clauses[rc->clause];
    const uint64_t to_come = rc->status[STATUS_AT_RISK] + rc->status[STATUS_RUNNING];
    int worst;
    Verdict v = clause_verdict(r, rc, &worst);
    PageBlock *item =
        page_put(p, BLOCK_ITEM, report_clause_title(r, rc->clause), report_tone(v));
    item->id = report_anchor("clause", c->name);
    item->aside = worst >= 0 ? level_standing(r, rc, worst) : raw(MSG_REP_NO_TARGET);
    put_levels(p, rc);
    if (c->kind != CLAUSE_MEASURE)
        put_statuses(p, rc);
    else if (most_general(r, rc) != NULL)
        page_latest(p, most_general(r, rc));
    put_level_charts(p, rc);
    put_level_tables(p, rc);
    put_cases(p, rc, rc->worst, rc->n_worst, true);
    put_count_note(p, not_listed(rc->open_late, rc->n_worst), MSG_REP_MORE_LATE_ONE,
                   MSG_REP_MORE_LATE);
    put_cases(p, rc, rc->next, rc->n_next, false);
    if (rc->n_next > 0)
        put_count_note(p, not_listed(to_come, rc->n_next), MSG_REP_MORE_NEXT_ONE,
                       MSG_REP_MORE_NEXT);
    put_count_note(p, rc->stops_before, MSG_REP_STOPS_BEFORE_ONE, MSG_REP_STOPS_BEFORE);
    put_count_note(p, rc->starts_ignored, MSG_REP_STARTS_IGNORED_ONE,
                   MSG_REP_STARTS_IGNORED);
}
