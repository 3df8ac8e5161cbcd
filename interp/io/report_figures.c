/* report_figures.c -- a set of figures as tables for people. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/report_page.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

static bool set_has_target(const Report *r, const FigureSet *f)
{
    return report_measure(r, f)->target != NULL;
}

static bool set_has_baseline(const Report *r, const FigureSet *f)
{
    return report_measure(r, f)->baseline > 0;
}

/* A figure's value; of a period that has not ended the text says so. */
static PageCell value_cell(const Report *r, const FigureSet *f, const Figure *g)
{
    PageCell c = {.text = report_value(r, f, &g->value)};
    if (g->value.missing || g->value.overflow) {
        c.tone = TONE_DIM;
        return c;
    }
    if (report_is_share(r, f)) {
        int64_t v = g->value.i64 < 0 ? 0 : g->value.i64;
        c.bar = 1 + (int)(v > MICRO ? 1000 : v / 1000);
        if (set_has_target(r, f))
            c.mark = 1 + (int)(f->target.i64 > MICRO ? 1000 : f->target.i64 / 1000);
    }
    return c;
}

static PageCell verdict_cell(const Figure *g)
{
    const char *mark = report_mark(g->verdict);
    return (PageCell){.text = str_format("%s %s", mark, report_verdict(g->verdict)),
                      .tone = report_tone(g->verdict)};
}

static uint64_t term_count(const Figure *g, int term)
{
    int64_t v = g->term != NULL ? g->term[term].i64 / MICRO : 0;
    return v > 0 ? (uint64_t)v : 0;
}

static PageCell count_cell(uint64_t n)
{
    return (PageCell){.text = report_count(n), .tone = n == 0 ? TONE_DIM : TONE_PLAIN};
}

/* What is not in attainment: neither met nor breached. */
static uint64_t apart(const Figure *g)
{
    uint64_t n = 0;
    for (int s = 0; s < (int)N_CLAUSE_STATUSES; s++)
        if (s != STATUS_NONE && s != STATUS_MET && s != STATUS_BREACHED)
            n += term_count(g, s);
    return n;
}

static int attainment_columns(PageColumn *col, int n)
{
    col[n++] = (PageColumn){raw(MSG_REP_S_MET), true, 2};
    col[n++] = (PageColumn){raw(MSG_REP_S_BREACHED), true, 2};
    col[n++] = (PageColumn){raw(MSG_REP_NOT_COUNTED), true, 3};
    return n;
}

enum { MOST_COLUMNS = 8, MOST_GROUP_ROWS = 60 };

static int period_columns(const Report *r, const FigureSet *f, PageColumn *col)
{
    const CoreMeasure *m = report_measure(r, f);
    bool attainment = m->role == MEASURE_ATTAINMENT;
    int n = 0;
    col[n++] = (PageColumn){raw(MSG_REP_PERIOD), false, 0};
    if (attainment)
        n = attainment_columns(col, n);
    col[n++] =
        (PageColumn){raw(attainment ? MSG_REP_ATTAINMENT : MSG_REP_VALUE), true, 0};
    if (set_has_baseline(r, f))
        col[n++] = (PageColumn){raw(MSG_REP_BASELINE), true, 4};
    if (m->target != NULL)
        col[n++] = (PageColumn){raw(MSG_REP_VERDICT), false, 1};
    return n;
}

static void fill_period(const Report *r, const FigureSet *f, const Figure *g,
                        PageRow *row)
{
    const CoreMeasure *m = report_measure(r, f);
    int at = 0;
    row->cell[at++].text = report_period(m, g->period);
    if (m->role == MEASURE_ATTAINMENT) {
        row->cell[at++] = count_cell(term_count(g, STATUS_MET));
        row->cell[at++] = count_cell(term_count(g, STATUS_BREACHED));
        row->cell[at++] = count_cell(apart(g));
    }
    row->cell[at++] = value_cell(r, f, g);
    if (set_has_baseline(r, f)) {
        row->cell[at++] =
            (PageCell){.text = report_value(r, f, &g->baseline), .tone = TONE_DIM};
    }
    if (m->target != NULL)
        row->cell[at] = verdict_cell(g);
    row->explain = report_explain(r, f, 0, g->period);
}

void page_latest(Page *p, const FigureSet *f)
{
    const Report *r = p->r;
    const CoreMeasure *m = report_measure(r, f);
    const Figure *last = report_last_ended(f), *now = report_figure(f, 0, f->last);
    if (last == NULL)
        return;
    PageBlock *b = page_put(p, BLOCK_FACTS, NULL, TONE_PLAIN);
    page_cell(b, report_period(m, last->period), report_value(r, f, &last->value),
              report_tone(last->verdict));
    if (now != NULL && now != last)
        page_cell(b, msg_text(MSG_REP_SO_FAR_IN, report_period(m, now->period)),
                  report_value(r, f, &now->value), TONE_DIM);
    if (report_target(r, f) != NULL)
        page_cell(b, str_z(msg_raw(MSG_REP_TARGET)), report_target(r, f), TONE_PLAIN);
    if (set_has_baseline(r, f))
        page_cell(b, str_z(msg_raw(MSG_REP_BASELINE)),
                  report_value(r, f, &last->baseline), TONE_PLAIN);
}

static const char *row_anchor(const Report *r, const FigureSet *f, int32_t period)
{
    const CoreMeasure *m = report_measure(r, f);
    const char *code = report_period_code(m, period);
    const char *kind = m->clause >= 0 ? "clause" : "kpi";
    Str name = m->clause >= 0 ? r->core->clauses[m->clause].name : m->name;
    if (m->clause >= 0 && r->core->clauses[m->clause].n_levels > 1) {
        int a = r->core->clauses[m->clause].level[m->level].agreement;
        code = str_format("%s--%s", str_z(r->core->agreements[a].name), code);
    }
    return str_format("%s--%s", report_anchor(kind, name),
                      report_anchor("at", str_of(code)) + 3);
}

void page_periods(Page *p, const FigureSet *f, const char *caption)
{
    PageColumn col[MOST_COLUMNS];
    int n = period_columns(p->r, f, col);
    int32_t from = report_shown_from(p->r, f);
    if (report_periods(f) == 0)
        return;
    PageTable *t = page_table(p, caption, col, n);
    for (int32_t i = f->last; i >= from; i--) {
        const Figure *g = report_figure(f, 0, i);
        if (g == NULL)
            continue;
        PageRow *row = page_row(t);
        fill_period(p->r, f, g, row);
        row->id = row_anchor(p->r, f, i);
    }
}

static const char *split_head(const Report *r, const FigureSet *f)
{
    const CoreMeasure *m = report_measure(r, f);
    Buf b = {0};
    for (int i = 0; i < m->n_splits; i++) {
        if (i > 0)
            buf_z(&b, " · ");
        buf_str(&b, m->splits[i].text);
    }
    const char *text = buf_copy(&b).p;
    buf_free(&b);
    return text;
}

/* Of the many figures of a row the latest whole one. */
static const char *explain_group(const Report *r, const FigureSet *f, int group)
{
    const Figure *last = report_last_ended(f);
    return report_explain(r, f, group, last != NULL ? last->period : f->last);
}

/* The newest periods stand first and are the last to be left out. */
void page_groups(Page *p, const FigureSet *f)
{
    const CoreMeasure *m = report_measure(p->r, f);
    int32_t from = report_shown_from(p->r, f);
    int shown = report_periods(f) > 0 ? f->last - from + 1 : 0;
    if (f->n_groups <= 1 || shown == 0)
        return;
    PageColumn *col = MEM_ARRAY(PageColumn, shown + 1);
    col[0] = (PageColumn){split_head(p->r, f), false, 0};
    for (int i = 0; i < shown; i++)
        col[i + 1] = (PageColumn){report_period(m, f->last - i), true, i};
    PageTable *t = page_table(p, NULL, col, shown + 1);
    t->matrix = true;
    int most = f->n_groups > MOST_GROUP_ROWS ? MOST_GROUP_ROWS : f->n_groups;
    for (int g = 0; g < most; g++) {
        PageRow *row = page_row(t);
        row->cell[0].text = report_group(f, g, m->n_splits);
        row->total = g == 0;
        row->explain = explain_group(p->r, f, g);
        for (int i = 0; i < shown; i++) {
            const Figure *x = report_figure(f, g, f->last - i);
            if (x != NULL)
                row->cell[i + 1] = value_cell(p->r, f, x);
            row->cell[i + 1].bar = row->cell[i + 1].mark = 0;
        }
    }
    if (most < f->n_groups)
        page_put(
            p, BLOCK_NOTE,
            msg_text(MSG_REP_MORE_GROUPS, report_count((uint64_t)(f->n_groups - most))),
            TONE_DIM);
}

/* -- notes ---------------------------------------------------------------------------- */

static void note_count(Page *p, uint64_t n, MsgId one, MsgId many)
{
    if (n > 0)
        page_put(p, BLOCK_NOTE, msg_text(n == 1 ? one : many, report_count(n)),
                 TONE_DIM);
}

static const char *keeps_text(const Report *r, const FigureSet *f)
{
    const CoreMeasure *m = report_measure(r, f);
    bool rank = false, distinct = false;
    for (int i = 0; i < m->n_terms; i++) {
        rank = rank || r->core->terms[m->term[i]].agg == AGG_QUANTILE;
        distinct = distinct || r->core->terms[m->term[i]].agg == AGG_DISTINCT;
    }
    const char *n = report_count(f->kept);
    return rank       ? msg_text(MSG_REP_NEAREST_RANK, n)
           : distinct ? msg_text(MSG_REP_DISTINCT_KEPT, n)
                      : NULL;
}

static void note_shown(Page *p, const FigureSet *f, const CoreMeasure *m)
{
    const int all = report_periods(f), shown = f->last - report_shown_from(p->r, f) + 1;
    if (all > 0 && shown < all)
        page_put(p, BLOCK_NOTE,
                 msg_text(MSG_REP_SHOWN_LAST, report_count((uint64_t)shown),
                          report_count((uint64_t)all), report_per(m->per.kind)),
                 TONE_DIM);
}

static bool is_asked_each(const Report *r, const CoreMeasure *m)
{
    bool each = false;
    for (int i = 0; i < m->n_terms && m->per.kind != PERIOD_NONE; i++)
        each = each || r->core->terms[m->term[i]].each_period;
    return each;
}

static void note_unknown(Page *p, const FigureSet *f, const CoreMeasure *m)
{
    if (!is_asked_each(p->r, m)) {
        note_count(p, f->unknown, MSG_REP_UNKNOWN_ONE, MSG_REP_UNKNOWN);
        return;
    }
    if (f->unknown > 0)
        page_put(p, BLOCK_NOTE,
                 msg_text(f->unknown == 1 ? MSG_REP_UNKNOWN_IN_ONE : MSG_REP_UNKNOWN_IN,
                          report_count(f->unknown), report_period(m, f->last)),
                 TONE_DIM);
}

void page_figure_notes(Page *p, const FigureSet *f)
{
    const Report *r = p->r;
    const CoreMeasure *m = report_measure(r, f);
    const bool cases = m->role == MEASURE_ATTAINMENT;
    const char *counts = report_counts_by(r, f->measure), *keeps = keeps_text(r, f);
    note_shown(p, f, m);
    if (counts != NULL)
        page_put(p, BLOCK_NOTE, counts, TONE_DIM);
    if (m->baseline > 0)
        page_put(p, BLOCK_NOTE,
                 msg_text(MSG_REP_BASELINE_IS, str_format("%d", m->baseline),
                          str_format("%d", m->baseline_last), report_per(m->per.kind)),
                 TONE_DIM);
    if (keeps != NULL)
        page_put(p, BLOCK_NOTE, keeps, TONE_DIM);
    note_count(p, f->outside, cases ? MSG_REP_OUTSIDE_CASE : MSG_REP_OUTSIDE_ONE,
               cases ? MSG_REP_OUTSIDE_CASES : MSG_REP_OUTSIDE);
    note_count(p, f->cut, MSG_REP_CUT_ONE, MSG_REP_CUT);
    note_unknown(p, f, m);
}
