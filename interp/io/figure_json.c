/* figure_json.c -- why a figure is what it is, as JSON; values as a report's JSON has them.
 *
 * Form 1.  Every key stands in every figure; what there is none of is null or [].
 *
 *   { "form": 1, "as_of": INSTANT, "partial": flag, "figures": [FIGURE] }
 *
 *   FIGURE  {"name", "title", "measure": text, "type", "at": PLACE, "agreement": name | null,
 *            "counted": text, "per", "period", "start": INSTANT, "end": INSTANT (not in it),
 *            "ended", "group": null | [text | null | {"others": true}], "value", "over",
 *            "under", "shown": text, "target": null | {"at": "least" | "most", "value",
 *            "stands": PLACE}, "verdict", "reason": text, "baseline": null | {"percent",
 *            "last", "value", "of": [{"period", "value"}]}, "terms": [TERM]}
 *   TERM    {"name", "text", "value", "counted", "no_value", "left_out",
 *            "unknown", "lacking": [{"field", "count"}], "no_instant", "after_as_of",
 *            "other_groups", "elsewhere", "rank", "first_with_value": null | ROW,
 *            "records": [ROW]}; records: the first ones that count
 *   ROW     {"lead", "record": number, "file", "line", "instant", "value", "status", "due",
 *            "late"}; the last three of a clause's instances
 *   PLACE   null | {"file", "line"}
 */
#include "interp/base/mem.h"
#include "interp/io/figure_words.h"
#include "interp/io/json_out.h"
#include "interp/io/report_data.h"
#include "interp/lang/value.h"

typedef struct FigureJson {
    Json j;
    const Report *r;
    const FigureWhy *why;
    const CoreMeasure *m;
} FigureJson;

static const Str nothing = {NULL, 0};

static void put_place(FigureJson *x, const char *key, int id)
{
    if (figure_file(x->r, id) == NULL) {
        j_str(&x->j, key, nothing);
        return;
    }
    const bool was = x->j.flat;
    j_key(&x->j, key);
    x->j.flat = true;
    j_open(&x->j, '{');
    j_z(&x->j, "file", figure_file(x->r, id));
    j_count(&x->j, "line", (uint64_t)figure_line(x->r, id));
    j_close(&x->j, '}');
    x->j.flat = was;
}

/* -- records ---------------------------------------------------------------------------- */

static void put_row_value(FigureJson *x, const CoreTerm *t, const FigureRow *row)
{
    const CoreExpr *value = t->source[0].value;
    j_key(&x->j, "value");
    const Value v = {.type = value != NULL ? value->type : &type_number,
                     .missing = value == NULL,
                     .i64 = row->value,
                     .text = row->text};
    value_json(&x->j.b, &v, x->r->core->zone);
}

static void put_instance(FigureJson *x, const CoreTerm *t, const FigureRow *row)
{
    if (t->over != OVER_INSTANCES) {
        j_str(&x->j, "status", nothing);
        j_str(&x->j, "due", nothing);
        j_str(&x->j, "late", nothing);
        return;
    }
    const bool business = x->r->core->clauses[t->index].calendar != NULL;
    j_z(&x->j, "status", clause_status_name(row->status));
    j_instant(&x->j, "due", row->due_us);
    j_known(&x->j, "late", business ? &type_business : &type_duration, row->late);
}

static void put_row(FigureJson *x, const CoreTerm *t, const FigureRow *row)
{
    j_open(&x->j, '{');
    j_str(&x->j, "lead", row->lead);
    j_count(&x->j, "record", row->number);
    j_z(&x->j, "file", row->file);
    j_count(&x->j, "line", row->line);
    if (row->by_date)
        j_day(&x->j, "instant", row->at);
    else
        j_instant(&x->j, "instant", row->at);
    put_row_value(x, t, row);
    put_instance(x, t, row);
    j_close(&x->j, '}');
}

static void put_witness(FigureJson *x, const CoreTerm *t, const FigureTerm *of)
{
    if (of->witness == NULL) {
        j_str(&x->j, "first_with_value", nothing);
        return;
    }
    j_key(&x->j, "first_with_value");
    put_row(x, t, of->witness);
}

static void put_rows(FigureJson *x, const CoreTerm *t, const FigureTerm *of)
{
    j_key(&x->j, "records");
    j_open(&x->j, '[');
    for (int i = 0; i < of->n_rows; i++) {
        x->j.flat = false;
        j_next(&x->j);
        x->j.flat = true;
        put_row(x, t, &of->row[i]);
    }
    x->j.flat = false;
    j_close(&x->j, ']');
}

/* -- terms ------------------------------------------------------------------------------ */

static void put_lacking(FigureJson *x, const FigureTerm *t)
{
    j_key(&x->j, "lacking");
    j_open(&x->j, '[');
    for (int i = 0; i < t->core->n_fields; i++) {
        if (t->lacking[i] == 0)
            continue;
        j_next(&x->j);
        j_open(&x->j, '{');
        j_str(&x->j, "field", t->core->fields[i].name);
        j_count(&x->j, "count", t->lacking[i]);
        j_close(&x->j, '}');
    }
    j_close(&x->j, ']');
}

static void put_fates(FigureJson *x, const FigureTerm *t)
{
    static const char *const keys[N_FATES] = {[FATE_COUNTED] = "counted",
                                              [FATE_NO_VALUE] = "no_value",
                                              [FATE_NO] = "left_out",
                                              [FATE_UNKNOWN] = "unknown",
                                              [FATE_NO_INSTANT] = "no_instant",
                                              [FATE_AFTER] = "after_as_of",
                                              [FATE_OTHER_GROUP] = "other_groups",
                                              [FATE_ELSEWHERE] = "elsewhere"};
    for (int fate = 0; fate < (int)N_FATES; fate++)
        j_count(&x->j, keys[fate], t->fate[fate]);
}

static void put_term(FigureJson *x, int i)
{
    const CoreTerm *t = &x->r->core->terms[x->m->term[i]];
    const FigureTerm *of = &x->why->term[i];
    j_next(&x->j);
    j_open(&x->j, '{');
    j_str(&x->j, "name", term_name(x->r, x->m, i));
    j_str(&x->j, "text", t->text);
    j_figure_value(&x->j, "value", t->type, &x->why->figure->term[i]);
    x->j.flat = true;
    put_fates(x, of);
    put_lacking(x, of);
    if (of->rank > 0)
        j_count(&x->j, "rank", of->rank);
    else
        j_str(&x->j, "rank", nothing);
    put_witness(x, t, of);
    x->j.flat = false;
    put_rows(x, t, of);
    j_close(&x->j, '}');
}

/* -- the figure ------------------------------------------------------------------------- */

static void put_period(FigureJson *x)
{
    const PeriodRule *per = &x->m->per;
    const bool has = per->kind != PERIOD_NONE;
    const int32_t number = x->why->figure->period;
    j_z(&x->j, "counted", report_counts_by(x->r, x->why->set->measure));
    j_z(&x->j, "per", has ? period_word(per->kind) : NULL);
    j_z(&x->j, "period", has ? report_period_code(x->m, number) : NULL);
    j_instant(&x->j, "start", has ? period_start(per, number) : INT64_MIN);
    j_instant(&x->j, "end", has ? period_end(per, number) : INT64_MIN);
    j_flag(&x->j, "ended", x->why->figure->ended);
}

static void put_figure_value(FigureJson *x)
{
    const FigureValue *v = &x->why->figure->value;
    static const FigureValue none = {.missing = true};
    const bool has = x->m->value != NULL;
    j_figure_value(&x->j, "value", x->m->type, has ? v : &none);
    j_side(&x->j, "over", x->m->over, v, v->over);
    j_side(&x->j, "under", x->m->under, v, v->under);
    j_z(&x->j, "shown", has ? report_value(x->r, x->why->set, v) : NULL);
}

static void put_target(FigureJson *x)
{
    if (x->m->target == NULL) {
        j_str(&x->j, "target", nothing);
        return;
    }
    const bool least = x->m->at_least || x->m->role == MEASURE_ATTAINMENT;
    j_key(&x->j, "target");
    x->j.flat = true;
    j_open(&x->j, '{');
    j_z(&x->j, "at", least ? "least" : "most");
    j_figure_value(&x->j, "value", x->m->type, &x->why->set->target);
    put_place(x, "stands", figure_target_id(x->m));
    j_close(&x->j, '}');
    x->j.flat = false;
}

static void put_baseline_period(FigureJson *x, int back)
{
    const Figure *g = report_figure(x->why->set, x->why->figure->group,
                                    x->why->figure->period - back);
    if (g == NULL)
        return;
    j_next(&x->j);
    j_open(&x->j, '{');
    j_z(&x->j, "period", report_period_code(x->m, g->period));
    j_figure_value(&x->j, "value", x->m->type, &g->value);
    j_close(&x->j, '}');
}

static void put_baseline(FigureJson *x)
{
    if (x->m->baseline == 0) {
        j_str(&x->j, "baseline", nothing);
        return;
    }
    j_key(&x->j, "baseline");
    x->j.flat = true;
    j_open(&x->j, '{');
    j_count(&x->j, "percent", (uint64_t)x->m->baseline);
    j_count(&x->j, "last", (uint64_t)x->m->baseline_last);
    j_figure_value(&x->j, "value", x->m->type, &x->why->figure->baseline);
    j_key(&x->j, "of");
    j_open(&x->j, '[');
    for (int back = x->m->baseline_last; back > 0; back--)
        put_baseline_period(x, back);
    j_close(&x->j, ']');
    j_close(&x->j, '}');
    x->j.flat = false;
}

static void put_what(FigureJson *x)
{
    const Core *core = x->r->core;
    const bool level = x->m->level >= 0;
    j_z(&x->j, "name", report_figure_name(x->r, x->m));
    j_str(&x->j, "title", x->m->title);
    j_z(&x->j, "measure", figure_measures(x->r, x->m));
    j_z(&x->j, "type", x->m->type != NULL ? type_name(x->m->type) : NULL);
    put_place(x, "at", x->m->id);
    const int agreement =
        level ? core->clauses[x->m->clause].level[x->m->level].agreement : -1;
    j_str(&x->j, "agreement", level ? core->agreements[agreement].name : nothing);
}

static void put_figure(FigureJson *x)
{
    j_next(&x->j);
    j_open(&x->j, '{');
    put_what(x);
    put_period(x);
    j_group(&x->j, x->why->set, x->why->figure->group, x->m->n_splits);
    put_figure_value(x);
    put_target(x);
    j_z(&x->j, "verdict", verdict_word(x->why->figure->verdict));
    j_z(&x->j, "reason", x->m->value != NULL ? figure_reason(x->r, x->why) : NULL);
    put_baseline(x);
    j_key(&x->j, "terms");
    j_open(&x->j, '[');
    for (int i = 0; i < x->m->n_terms; i++)
        put_term(x, i);
    j_close(&x->j, ']');
    j_close(&x->j, '}');
}

void figure_json(Sink *out, const Report *r, const FigureWhy *const *why, int n)
{
    FigureJson x = {.j = {.out = out, .zone = r->core->zone}, .r = r};
    j_open(&x.j, '{');
    j_count(&x.j, "form", 1);
    j_instant(&x.j, "as_of", r->as_of_us);
    j_flag(&x.j, "partial", r->partial);
    j_key(&x.j, "figures");
    j_open(&x.j, '[');
    for (int i = 0; i < n; i++) {
        x.why = why[i];
        x.m = report_measure(r, why[i]->set);
        put_figure(&x);
    }
    j_close(&x.j, ']');
    j_close(&x.j, '}');
    j_end(&x.j);
}
