/* report_kpis.c -- the figures that both parties watch, and the funnel. */
#include "interp/base/mem.h"
#include "interp/io/report_page.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

enum { COL_KPI, COL_TREND, COL_LAST, COL_NOW, COL_TARGET, COL_BASELINE, COL_STANDING };

static PageCell value_cell(const Report *r, const FigureSet *f, const FigureValue *v)
{
    bool none = v->missing || v->overflow;
    return (PageCell){.text = report_value(r, f, v),
                      .tone = none ? TONE_DIM : TONE_PLAIN};
}

static void put_row(const Report *r, PageTable *t, const FigureSet *f)
{
    const CoreMeasure *m = report_measure(r, f);
    const Figure *last = report_last_ended(f);
    Standing s = report_standing(r, f);
    PageRow *row = page_row(t);
    row->cell[COL_KPI].text = report_measure_title(r, f->measure);
    row->cell[COL_KPI].href = report_anchor("kpi", m->name);
    Chart *spark = chart_spark(r, f);
    if (spark != NULL)
        row->cell[COL_TREND] =
            (PageCell){.text = chart_spark_text(spark), .spark = spark};
    if (last != NULL) {
        row->cell[COL_LAST] = value_cell(r, f, &last->value);
        if (m->baseline > 0)
            row->cell[COL_BASELINE] = value_cell(r, f, &last->baseline);
    }
    if (f->n_figures > 0 && m->per.kind != PERIOD_NONE && report_periods(f) > 0) {
        const Figure *now = report_figure(f, 0, f->last);
        if (now != NULL && !now->ended)
            row->cell[COL_NOW] = value_cell(r, f, &now->value);
    }
    if (report_target(r, f) != NULL)
        row->cell[COL_TARGET].text = report_target(r, f);
    row->cell[COL_STANDING] = (PageCell){
        .text = s.verdict == VERDICT_NONE ? ""
                                          : str_format("%s %s", report_mark(s.verdict),
                                                       report_standing_text(r, f)),
        .tone = report_tone(s.verdict)};
}

static bool is_kpi(const Report *r, int measure)
{
    return r->core->measures[measure].role == MEASURE_KPI;
}

void page_kpi_board(Page *p)
{
    const Report *r = p->r;
    const PageColumn col[] = {
        {raw(MSG_REP_KPI), false, 0},       {raw(MSG_REP_TREND), false, 4},
        {raw(MSG_REP_LAST_ENDED), true, 0}, {raw(MSG_REP_SO_FAR), true, 5},
        {raw(MSG_REP_TARGET), true, 2},     {raw(MSG_REP_BASELINE), true, 3},
        {raw(MSG_REP_STANDING), false, 1},
    };
    PageTable *t = page_table(p, NULL, col, sizeof col / sizeof *col);
    for (int i = 0; i < r->core->n_measures; i++)
        if (is_kpi(r, i))
            put_row(r, t, &r->figures[i]);
}

static const char *standing_or_nothing(const Report *r, const FigureSet *f)
{
    return report_standing(r, f).verdict == VERDICT_NONE ? NULL
                                                         : report_standing_text(r, f);
}

void page_kpi(Page *p, const FigureSet *f)
{
    const Report *r = p->r;
    const CoreMeasure *m = report_measure(r, f);
    Standing s = report_standing(r, f);
    PageBlock *item = page_put(p, BLOCK_ITEM, report_measure_title(r, f->measure),
                               report_tone(s.verdict));
    item->id = report_anchor("kpi", m->name);
    item->aside = standing_or_nothing(r, f);
    if (m->text.n > 0)
        page_put(p, BLOCK_NOTE, msg_text(MSG_REP_MEASURES, str_z(m->text)), TONE_DIM);
    page_latest(p, f);
    page_chart(p,
               chart_trend(r, f, msg_text(MSG_REP_CHART_BY, report_per(m->per.kind))));
    page_chart(p, chart_groups(r, f));
    page_put(p, BLOCK_FOLD, raw(MSG_REP_BY_PERIOD), TONE_PLAIN);
    page_periods(p, f, report_target(r, f));
    page_groups(p, f);
    page_figure_notes(p, f);
    page_put(p, BLOCK_FOLD_END, NULL, TONE_PLAIN);
}

void page_kpis(Page *p)
{
    const Report *r = p->r;
    int n = 0;
    for (int i = 0; i < r->core->n_measures; i++)
        n += is_kpi(r, i);
    if (n == 0)
        return;
    page_put(p, BLOCK_SECTION, raw(MSG_REP_KPIS), TONE_PLAIN)->id = "kpis";
    page_kpi_board(p);
    for (int i = 0; i < r->core->n_measures; i++)
        if (is_kpi(r, i))
            page_kpi(p, &r->figures[i]);
}
