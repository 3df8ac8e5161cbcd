/* report_rest.c -- the funnel, the data that all of it rests on, and how it is to be read. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/report_page.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

static void note_count(Page *p, uint64_t n, MsgId one, MsgId many)
{
    if (n > 0)
        page_put(p, BLOCK_NOTE, msg_text(n == 1 ? one : many, report_count(n)),
                 TONE_WARN);
}

/* -- the funnel ----------------------------------------------------------------------- */

static uint64_t count_of(const FigureValue *v)
{
    return v->i64 > 0 ? (uint64_t)(v->i64 / MICRO) : 0;
}

/* Terms of a stage: reached, in it now, and after the first stage the median time. */
static void put_stage(Page *p, PageTable *t, const FigureValue *term, int stage, int at,
                      uint64_t before)
{
    const Core *c = p->r->core;
    const CoreStage *s = &c->stages[stage];
    PageRow *row = page_row(t);
    uint64_t reached = count_of(&term[at]);
    row->cell[0].text = str_z(s->title.n > 0 ? s->title : s->name);
    row->cell[1].text = report_count(reached);
    if (stage > 0 && !s->is_exit) {
        row->cell[2] = (PageCell){
            .text = before > 0 ? report_share(reached, before) : raw(MSG_REP_NO_VALUE),
            .bar = before > 0 ? 1 + report_permille(reached, before) : 0};
        const FigureValue *m = &term[at + 2];
        row->cell[4].text =
            m->missing ? raw(MSG_REP_NO_VALUE) : report_rounded_length(p->r, m->i64);
    }
    row->cell[3].text = report_count(count_of(&term[at + 1]));
    row->explain = report_explain(p->r, p->r->funnel, 0, 0);
}

void page_funnel(Page *p)
{
    const Report *r = p->r;
    const PageColumn col[] = {{raw(MSG_REP_STAGE), false, 0},
                              {raw(MSG_REP_REACHED), true, 0},
                              {raw(MSG_REP_CONVERSION), true, 1},
                              {raw(MSG_REP_IN_IT_NOW), true, 3},
                              {raw(MSG_REP_MEDIAN_TIME), true, 2}};
    if (r->funnel == NULL || r->funnel->n_figures == 0)
        return;
    page_put(p, BLOCK_SECTION, raw(MSG_REP_FUNNEL), TONE_PLAIN)->id = "funnel";
    page_chart(p, chart_funnel(r));
    PageTable *t = page_table(p, NULL, col, sizeof col / sizeof *col);
    const FigureValue *term = r->funnel->figure[0].term;
    uint64_t before = 0, placed = 0;
    for (int i = 0, at = 0; i < r->core->n_stages; i++) {
        bool exit = r->core->stages[i].is_exit;
        put_stage(p, t, term, i, at, before);
        placed += count_of(&term[at + 1]);
        if (!exit)
            before = count_of(&term[at]);
        at += i > 0 && !exit ? 3 : 2;
    }
    page_put(p, BLOCK_NOTE, raw(MSG_REP_FUNNEL_IS), TONE_DIM);
    note_count(p, r->n_kept > placed ? r->n_kept - placed : 0, MSG_REP_NO_STAGE_ONE,
               MSG_REP_NO_STAGE);
    note_count(p, r->no_instant, MSG_SUM_NO_INSTANT_ONE, MSG_SUM_NO_INSTANT_MANY);
}

/* -- data quality --------------------------------------------------------------------- */

static void put_missing(Page *p)
{
    const Report *r = p->r;
    const PageColumn col[] = {{raw(MSG_REP_FIELD), false, 0},
                              {raw(MSG_REP_MISSING_IN), true, 0},
                              {raw(MSG_REP_OF_LEADS), true, 0}};
    if (r->quality == NULL || r->quality->n_figures == 0)
        return;
    int n = report_measure(r, r->quality)->n_terms - 1;
    const FigureValue *term = r->quality->figure[0].term;
    uint64_t all = count_of(&term[n]);
    PageTable *t = page_table(p, raw(MSG_REP_MISSING_FIELDS), col, 3);
    for (int i = 0; i < n; i++) {
        uint64_t gone = count_of(&term[i]);
        PageRow *row = page_row(t);
        row->cell[0].text = report_field_name(r, r->quality_field[i]);
        row->cell[1].text = report_count(gone);
        row->explain = report_explain(r, r->quality, 0, 0);
        row->cell[2] = (PageCell){.text = all > 0 ? report_share(gone, all)
                                                  : raw(MSG_REP_NO_VALUE),
                                  .tone = gone == 0 ? TONE_DIM : TONE_PLAIN,
                                  .bar = 1 + report_permille(gone, all)};
    }
}

static void put_rejects(Page *p)
{
    const Report *r = p->r;
    const PageColumn col[] = {{raw(MSG_REP_INPUT), false, 1},
                              {raw(MSG_REP_REASON), false, 0},
                              {raw(MSG_REP_CODE), false, 2},
                              {raw(MSG_REP_REJECTED), true, 0}};
    PageTable *t = NULL;
    for (int i = 0; i < r->n_inputs; i++)
        for (int c = 0; c < (int)N_DIAG_CODES; c++) {
            uint64_t n = r->input[i].stats.by_code[c];
            if (n == 0)
                continue;
            if (t == NULL)
                t = page_table(p, raw(MSG_REP_REJECTS_BY), col, 4);
            PageRow *row = page_row(t);
            row->cell[0].text = r->input[i].name;
            row->cell[1].text = diag_title((DiagCode)c);
            row->cell[2].text = diag_info((DiagCode)c)->name;
            row->cell[3].text = report_count(n);
        }
}

static void put_inputs(Page *p)
{
    const Report *r = p->r;
    const PageColumn col[] = {
        {raw(MSG_REP_INPUT), false, 0},   {raw(MSG_REP_HOLDS), false, 1},
        {raw(MSG_REP_READ), true, 2},     {raw(MSG_REP_ACCEPTED), true, 0},
        {raw(MSG_REP_REJECTED), true, 0},
    };
    if (r->n_inputs == 0)
        return;
    PageTable *t = page_table(p, raw(MSG_REP_INPUTS), col, 5);
    for (int i = 0; i < r->n_inputs; i++) {
        const ReadStats *s = &r->input[i].stats;
        PageRow *row = page_row(t);
        row->cell[0].text =
            strcmp(r->input[i].name, "-") == 0 ? raw(MSG_STDIN) : r->input[i].name;
        row->cell[1].text = str_z(r->input[i].what);
        row->cell[2].text = report_count(s->read);
        row->cell[3].text = report_count(s->accepted);
        row->cell[4] = (PageCell){.text = report_count(s->rejected),
                                  .tone = s->rejected > 0 ? TONE_WARN : TONE_DIM};
    }
}

static uint64_t undetermined(const Report *r)
{
    uint64_t n = 0;
    for (int i = 0; i < r->n_clauses; i++)
        n += r->clause[i].status[STATUS_UNDETERMINED];
    return n;
}

static void put_repeated(Page *p, const ReportInput *in)
{
    if (in->repeated > 0)
        page_put(
            p, BLOCK_NOTE,
            msg_text(in->repeated == 1 ? MSG_SUM_REPEATED_ONE : MSG_SUM_REPEATED_MANY,
                     report_count(in->repeated), str_z(in->what)),
            TONE_WARN);
}

static void put_data(Page *p)
{
    const Report *r = p->r;
    uint64_t rounded = 0, joined = 0;
    page_put(p, BLOCK_SECTION, raw(MSG_REP_DATA), TONE_PLAIN)->id = "data";
    put_inputs(p);
    put_rejects(p);
    put_missing(p);
    for (int i = 0; i < r->n_inputs; i++) {
        rounded += r->input[i].stats.rounded;
        joined += r->input[i].stats.otherwise;
    }
    for (int i = 0; i < r->n_inputs; i++)
        put_repeated(p, &r->input[i]);
    note_count(p, undetermined(r), MSG_REP_UNDETERMINED_ONE, MSG_REP_UNDETERMINED);
    note_count(p, rounded, MSG_SUM_ROUNDED_ONE, MSG_SUM_ROUNDED_MANY);
    note_count(p, joined, MSG_SUM_JOINED_ONE, MSG_SUM_JOINED_MANY);
    note_count(p, r->overflow, MSG_SUM_OVERFLOW_ONE, MSG_SUM_OVERFLOW_MANY);
    note_count(p, r->div_zero, MSG_SUM_DIV_ONE, MSG_SUM_DIV_MANY);
}

/* -- how to read it ------------------------------------------------------------------- */

typedef struct Shows {
    bool periods, fiscal, values, cases, business;
} Shows;

/* What the report shows decides what there is to explain. */
static Shows shows(const Report *r)
{
    const Core *c = r->core;
    Shows s = {0};
    for (int i = 0; i < c->n_measures; i++) {
        const CoreMeasure *m = &c->measures[i];
        const bool asked = m->role == MEASURE_KPI || m->clause >= 0;
        s.values |= asked;
        s.periods |= m->per.kind != PERIOD_NONE;
        s.fiscal |= c->year_starts > 1 && m->per.kind >= PERIOD_QUARTER;
    }
    for (int i = 0; i < c->n_clauses; i++) {
        s.cases |= c->clauses[i].kind != CLAUSE_MEASURE;
        s.business |= c->clauses[i].calendar != NULL;
    }
    return s;
}

static void read_so(Page *p, bool shown, const char *text)
{
    if (shown)
        page_put(p, BLOCK_NOTE, text, TONE_PLAIN);
}

static void put_reading(Page *p)
{
    const Core *c = p->r->core;
    const Shows s = shows(p->r);
    page_put(p, BLOCK_SECTION, raw(MSG_REP_HOW_TO_READ), TONE_PLAIN)->id = "reading";
    read_so(p, true, msg_text(MSG_REP_READ_PERIOD, str_z(zone_name(c->zone))));
    read_so(p, s.fiscal,
            msg_text(MSG_REP_READ_FISCAL, report_month_name(c->year_starts)));
    read_so(p, s.cases, raw(MSG_REP_READ_ATTAINMENT));
    read_so(p, s.periods, raw(MSG_REP_READ_OPEN));
    read_so(p, s.values, raw(MSG_REP_READ_ROUNDING));
    read_so(p, s.values, raw(MSG_REP_READ_NOVALUE));
    read_so(p, s.business, raw(MSG_REP_READ_LATE));
}

void page_rest(Page *p)
{
    page_funnel(p);
    put_data(p);
    put_reading(p);
}
