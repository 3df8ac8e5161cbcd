/* impact_fixture.h -- a small policy, its reports and outcomes by hand: for impacts and sweeps. */
#ifndef ACORDO_TESTS_IMPACT_FIXTURE_H
#define ACORDO_TESTS_IMPACT_FIXTURE_H

#include "interp/base/decimal.h"
#include "interp/engine/outcome.h"
#include "interp/io/json_check.h"
#include "interp/io/page_ascii.h"
#include "interp/study/assess.h"
#include "interp/study/report_make.h"
#include "tests/unit/t.h"

static const char fixture_policy[] =
    "policy \"P\" {\n  parties sales\n  currency BRL\n}\n"
    "lead {\n  n number\n  at timestamp\n  done timestamp\n}\n"
    "score fit in 0..100 {\n  +10 when n > 5\n}\n"
    "grade of fit { A from 50, B otherwise }\n"
    "threshold bar \"Bar\" = 40 in 0..100\n"
    "funnel {\n  stage new when n > 0\n  stage mql when fit >= bar\n"
    "  stage won when n > 90\n  exit lost when n < 0\n}\n"
    "agreement base \"All\" {\n  clause call \"A call\" {\n    by sales\n    starts "
    "at\n"
    "    stops done\n    within 2 hours\n    target 90% per month\n  }\n}\n"
    "kpi reach \"Reached\" {\n"
    "  measure count(lead where reached(mql)) / count(lead where reached(new))\n"
    "  per month of at\n  target at least 30%\n}\n"
    "kpi leads { measure count(lead where n > 0) }\n";

static inline const Session *session(const char *text)
{
    Session *s = session_new(diags_new());
    T_OK(session_load_text(s, "test", str_of(text)) == LOAD_OK);
    for (int i = 0; i < s->diags->n; i++)
        printf("  %s\n", s->diags->item[i]->text);
    return s;
}

/* -- reports and outcomes by hand ------------------------------------------------------- */

/* The last whole month's figure alone: `over` of 1,000 (of 100,000 where it is above), and
 * what comes of it. */
static inline void set_share(Report *r, int measure, int64_t over, Verdict v)
{
    FigureSet *set = MEM_NEW(FigureSet);
    *set = r->figures[measure];
    Figure *g = MEM_NEW(Figure);
    *g = (Figure){.ended = true, .verdict = v};
    g->period = set->last - 1;
    const int64_t under = over > 1000 ? 100000 : 1000;
    g->value = (FigureValue){
        .i64 = over * MICRO / under, .over = over * MICRO, .under = under * MICRO};
    set->first = set->last = g->period;
    set->figure = g;
    set->n_figures = 1;
    FigureSet *all = MEM_ARRAY(FigureSet, r->core->n_measures);
    memcpy(all, r->figures, sizeof *all * (size_t)r->core->n_measures);
    all[measure] = *set;
    r->figures = all;
}

static inline Report *report(const Session *s)
{
    ReportFrame f = {.periods = 3};
    Report *r = MEM_NEW(Report);
    civil_read(STR("2026-06-10T12:00:00Z"), &f.as_of_us);
    Assess *a = assess_new(s, f.as_of_us, f.periods, NULL, NULL);
    *r = *report_make(s, a, &f);
    assess_free(a);
    return r;
}

static inline int measure_of(const Core *c, MeasureRole role)
{
    for (int i = 0; i < c->n_measures; i++)
        if (c->measures[i].role == role)
            return i;
    return -1;
}

enum { ROWS = 6 };

static inline Outcome *outcome(const Core *c, const char *place, const char *status,
                               const int64_t *score)
{
    Outcome *o = MEM_NEW(Outcome);
    *o = (Outcome){.core = c, .n = ROWS};
    o->place = MEM_ARRAY(uint16_t, ROWS);
    o->grade = MEM_ARRAY(uint16_t *, 1);
    o->grade[0] = MEM_ARRAY(uint16_t, ROWS);
    o->score = MEM_ARRAY(int64_t *, 1);
    o->score[0] = MEM_ARRAY(int64_t, ROWS);
    o->status = MEM_ARRAY(uint8_t *, 1);
    o->status[0] = MEM_ARRAY(uint8_t, ROWS);
    for (int r = 0; r < ROWS; r++) {
        o->place[r] = place[r] == '-' ? PLACE_NONE : (uint16_t)(place[r] - '0');
        o->status[0][r] = (uint8_t)(status[r] - '0');
        o->score[0][r] = score[r] * MICRO;
        o->grade[0][r] = score[r] >= 50 ? 0 : 1;
    }
    return o;
}

static inline const char *page_shown(const Page *p, ReportLook look)
{
    Buf b = {0};
    page_text(&b, p, &look);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

#endif
