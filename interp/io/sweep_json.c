/* sweep_json.c -- a sweep as JSON: exact, in one order of keys, on one line.
 *
 * Form 1.  Every key stands in every sweep.  Values are written as report_json.c writes them.
 *
 *   { "form": 1,
 *     "threshold": {"name", "title", "type"}, "now": VALUE,     in force
 *     "stages": [text | null], "clauses": [text],               the last stage: in none
 *     "figures": [{"name", "title"}],
 *     "steps": [ {"value": VALUE, "legal": flag, "in_force": flag,
 *                 "stages": [n], "applies": [n], "late": [n],
 *                 "figures": [SIDE]} ] }
 *
 * Lists of a step go with those above; of a step that is not legal they are null.  SIDE: of
 * the last whole period, as in impact_json.c.  Clauses count leads by their latest instance;
 * of a clause with `measure` they are 0.
 */
#include "interp/base/mem.h"
#include "interp/io/impact.h"
#include "interp/io/report_data.h"
#include "interp/io/sweep.h"

static void j_names(Json *j, const Sweep *s)
{
    j_key(j, "stages");
    j_open(j, '[');
    for (int i = 0; i < s->core->n_stages; i++) {
        j_next(j);
        buf_json(&j->b, s->core->stages[i].name);
    }
    j_next(j);
    buf_z(&j->b, "null");
    j_close(j, ']');
    j_key(j, "clauses");
    j_open(j, '[');
    for (int i = 0; i < s->core->n_clauses; i++) {
        j_next(j);
        buf_json(&j->b, s->core->clauses[i].name);
    }
    j_close(j, ']');
}

static void j_figure_names(Json *j, const Sweep *s)
{
    const Report face = {.core = s->core};
    j_key(j, "figures");
    j_open(j, '[');
    for (int i = 0; i < s->n_measures; i++) {
        const FigureSet f = {.measure = s->measure[i]};
        j_next(j);
        j_open(j, '{');
        j_z(j, "name", report_figure_name(&face, &s->core->measures[s->measure[i]]));
        j_z(j, "title", impact_figure_title(&face, &f));
        j_close(j, '}');
    }
    j_close(j, ']');
}

/* -- steps ---------------------------------------------------------------------------- */

static void j_counted(Json *j, const char *key, const uint64_t *n, int count)
{
    if (n == NULL)
        j_z(j, key, NULL);
    else
        j_counts(j, key, n, count);
}

static void j_step_figures(Json *j, const Sweep *s, const SweepStep *step)
{
    if (!step->legal) {
        j_z(j, "figures", NULL);
        return;
    }
    j_key(j, "figures");
    j_open(j, '[');
    for (int i = 0; i < s->n_measures; i++) {
        const FigureSet *f = &step->report->figures[s->measure[i]];
        const Figure *g = report_last_ended(f);
        j_next(j);
        if (g != NULL)
            j_brief(j, step->report, f, g);
        else
            buf_z(&j->b, "null");
    }
    j_close(j, ']');
}

static void j_step(Json *j, const Sweep *s, const SweepStep *step)
{
    const Core *c = s->core;
    j_next(j);
    j_open(j, '{');
    j_value(j, "value", c->thresholds[s->threshold].type, step->value);
    j_flag(j, "legal", step->legal);
    j_flag(j, "in_force", step->in_force);
    j_counted(j, "stages", step->legal ? step->place : NULL, c->n_stages + 1);
    j_counted(j, "applies", step->legal ? step->applies : NULL, c->n_clauses);
    j_counted(j, "late", step->legal ? step->late : NULL, c->n_clauses);
    j_step_figures(j, s, step);
    j_close(j, '}');
}

void sweep_json(Buf *out, const Sweep *s)
{
    const CoreThreshold *t = &s->core->thresholds[s->threshold];
    Json j = {.b = *out, .zone = s->core->zone, .flat = true};
    j_open(&j, '{');
    j_count(&j, "form", 1);
    j_key(&j, "threshold");
    j_open(&j, '{');
    j_str(&j, "name", t->name);
    j_str(&j, "title", t->title);
    j_z(&j, "type", type_name(t->type));
    j_close(&j, '}');
    j_value(&j, "now", t->type, s->now);
    j_names(&j, s);
    j_figure_names(&j, s);
    j_key(&j, "steps");
    j_open(&j, '[');
    for (int i = 0; i < s->n; i++)
        j_step(&j, s, &s->step[i]);
    j_close(&j, ']');
    j_close(&j, '}');
    *out = j.b;
}
