/* figure_words.c -- places in the policy, exact values, reasons of verdicts. */
#include "interp/io/figure_words.h"

#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/report_data.h"
#include "interp/sema/remark.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

/* -- places ----------------------------------------------------------------------------- */

static Span span_at(const Report *r, int id)
{
    return id >= 0 && id < r->core->n_spans ? r->core->span[id] : (Span){0};
}

const char *figure_file(const Report *r, int id)
{
    const Span at = span_at(r, id);
    return at.src != NULL ? at.src->name : NULL;
}

int figure_line(const Report *r, int id)
{
    const Span at = span_at(r, id);
    return at.src != NULL ? source_pos(at.src, at.lo).line : 0;
}

const char *figure_place(const Report *r, int id)
{
    const char *file = figure_file(r, id);
    return file != NULL ? str_format("%s:%d", file, figure_line(r, id)) : NULL;
}

int figure_target_id(const CoreMeasure *m)
{
    return m->role == MEASURE_ATTAINMENT || m->target == NULL ? m->id : m->target->id;
}

/* -- what it measures ------------------------------------------------------------------- */

const char *figure_measures(const Report *r, const CoreMeasure *m)
{
    switch (m->role) {
    case MEASURE_KPI:
    case MEASURE_CLAUSE: return str_z(m->text);
    case MEASURE_ATTAINMENT:
        return msg_text(MSG_FIG_SHARE, str_z(one_line(span_at(r, m->id))));
    case MEASURE_STATUSES: return raw(MSG_FIG_STATUSES);
    case MEASURE_FUNNEL: return raw(MSG_FIG_FUNNEL);
    case MEASURE_QUALITY: return raw(MSG_FIG_QUALITY);
    }
    return NULL;
}

/* -- values ----------------------------------------------------------------------------- */

static const char *fraction(const Report *r, const CoreMeasure *m, const FigureValue *v)
{
    return str_format("%s ÷ %s", report_exact(r, side_type(m->over), v->over),
                      report_exact(r, side_type(m->under), v->under));
}

const char *figure_exact(const Report *r, const CoreMeasure *m, const FigureValue *v)
{
    const char *value = report_exact(r, m->type, v->i64);
    if (v->under == 0)
        return value;
    const bool even = (Int128)v->over * MICRO % v->under == 0;
    return str_format("%s %s %s", fraction(r, m, v), even ? "=" : "≈", value);
}

const char *figure_row_value(const Report *r, const CoreTerm *t, const FigureRow *row)
{
    const CoreExpr *value = t->source[0].value;
    if (value == NULL)
        return NULL;
    if (type_phys(value->type) != PHYS_TEXT)
        return report_exact(r, value->type, row->value);
    return row->text.n > 0 ? str_z(row->text) : raw(MSG_FIG_EMPTY);
}

/* -- reasons ---------------------------------------------------------------------------- */

static const char *end_of(const Report *r, const CoreMeasure *m, const Figure *g)
{
    return report_instant(r, period_end(&m->per, g->period));
}

static const char *judged(const Report *r, const FigureWhy *why, bool kept)
{
    const CoreMeasure *m = report_measure(r, why->set);
    const Figure *g = why->figure;
    const char *value =
        g->value.under != 0 ? fraction(r, m, &g->value) : figure_exact(r, m, &g->value);
    const char *says = msg_text(kept ? MSG_FIG_V_KEPT : MSG_FIG_V_MISSED, value,
                                report_target(r, why->set));
    return g->ended ? says : msg_text(MSG_FIG_V_EARLY, says, end_of(r, m, g));
}

const char *figure_reason(const Report *r, const FigureWhy *why)
{
    const CoreMeasure *m = report_measure(r, why->set);
    const Figure *g = why->figure;
    switch (g->verdict) {
    case VERDICT_NONE: return raw(MSG_FIG_V_NONE);
    case VERDICT_NO_VALUE: return raw(MSG_FIG_V_NO_VALUE);
    case VERDICT_KEPT:
    case VERDICT_MISSED: return judged(r, why, g->verdict == VERDICT_KEPT);
    case VERDICT_OPEN: break;
    }
    if (g->value.missing)
        return msg_text(MSG_FIG_V_OPEN_NONE, end_of(r, m, g));
    return msg_text(MSG_FIG_V_OPEN, report_value(r, why->set, &g->value),
                    end_of(r, m, g));
}
