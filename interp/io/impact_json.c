/* impact_json.c -- an impact as JSON: exact, in one order of keys, on one line.
 *
 * Form 1.  Every key stands in every impact; what there is none of is null or [].  Values are
 * written as report_json.c writes them.
 *
 *   { "form": 1, "leads": n, "moved": n,       those of whom anything changed
 *     "only_before": [{"what", "name"}], "only_after": [the same],
 *     "matrices": [ {"what": "stage" | "grade" | "clause" | "persona", "name", "title",
 *                    "moved", "members": [text], "before": [n], "after": [n],
 *                    "moves": [{"from", "to", "leads"}]} ],     by member; moves that are
 *     "scores": [ {"name", "title", "up", "down", "same", "least", "most", "mean",
 *                  "sizes": [number], "down_by": [n], "up_by": [n]} ],
 *     "figures": [ {"name", "title", "per", "before": SIDE, "after": SIDE} ],   changed ones
 *     "by": null | text, "values": n,
 *     "groups": [ {"group": null | text | {"others": true}, "leads", "moved",
 *                  "before": null | [n], "after": null | [n]} ],  by member of the stages
 *     "top": [ {"lead", "changes": [{"what", "name", "from", "to"}],
 *               "why": null | text} ] }                    why: where it was asked
 *
 * The last member of "stage" is null: in no stage.  A score that fell or rose by sizes[k] or
 * more, and by less than the next, counts in down_by[k], up_by[k].
 *
 *   SIDE   null | {"period", "value", "over", "under", "target": null | {"at", "value"},
 *          "verdict"}
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/impact.h"
#include "interp/io/report_data.h"

static const char *const kinds[] = {[IMPACT_PLACE] = "stage",
                                    [IMPACT_GRADE] = "grade",
                                    [IMPACT_STATUS] = "clause",
                                    [IMPACT_PERSONA] = "persona"};

static void put_text(Json *j, Str s)
{
    if (s.p == NULL)
        buf_z(&j->b, "null");
    else
        buf_json(&j->b, s);
}

static Str member(const ImpactMatrix *m, int64_t i)
{
    return m->kind == IMPACT_PLACE && i == m->n - 1 ? (Str){NULL, 0} : m->member[i];
}

static void j_member(Json *j, const char *key, const ImpactMatrix *m, int64_t i)
{
    j_key(j, key);
    put_text(j, member(m, i));
}

/* -- matrices ------------------------------------------------------------------------- */

static void j_totals(Json *j, const ImpactMatrix *m, const char *key, bool after)
{
    uint64_t *n = MEM_ARRAY(uint64_t, m->n + 1);
    for (int from = 0; from < m->n; from++)
        for (int to = 0; to < m->n; to++)
            n[after ? to : from] += m->count[from * m->n + to];
    j_counts(j, key, n, m->n);
}

static void j_moves(Json *j, const ImpactMatrix *m)
{
    j_key(j, "moves");
    j_open(j, '[');
    for (int i = 0; i < m->n * m->n; i++) {
        const int from = i / m->n, to = i % m->n;
        if (from == to || m->count[i] == 0)
            continue;
        j_next(j);
        j_open(j, '{');
        j_member(j, "from", m, from);
        j_member(j, "to", m, to);
        j_count(j, "leads", m->count[i]);
        j_close(j, '}');
    }
    j_close(j, ']');
}

static void j_matrix(Json *j, const ImpactMatrix *m)
{
    j_next(j);
    j_open(j, '{');
    j_z(j, "what", kinds[m->kind]);
    j_str(j, "name", m->name);
    j_str(j, "title", m->title);
    j_count(j, "moved", m->moved);
    j_key(j, "members");
    j_open(j, '[');
    for (int i = 0; i < m->n; i++) {
        j_next(j);
        put_text(j, member(m, i));
    }
    j_close(j, ']');
    j_totals(j, m, "before", false);
    j_totals(j, m, "after", true);
    j_moves(j, m);
    j_close(j, '}');
}

/* -- scores --------------------------------------------------------------------------- */

static void j_score(Json *j, const ImpactScore *s)
{
    j_next(j);
    j_open(j, '{');
    j_str(j, "name", s->name);
    j_str(j, "title", s->title);
    j_count(j, "up", s->up);
    j_count(j, "down", s->down);
    j_count(j, "same", s->same);
    j_value(j, "least", &type_number, s->least);
    j_value(j, "most", &type_number, s->most);
    j_value(j, "mean", &type_number, s->mean);
    j_key(j, "sizes");
    j_open(j, '[');
    for (int k = 0; k < IMPACT_SIZES; k++) {
        j_next(j);
        dec_buf(&j->b, s->size[k]);
    }
    j_close(j, ']');
    j_counts(j, "down_by", s->down_by, IMPACT_SIZES);
    j_counts(j, "up_by", s->up_by, IMPACT_SIZES);
    j_close(j, '}');
}

/* -- figures -------------------------------------------------------------------------- */

static void j_side_of(Json *j, const char *key, const Report *r, const FigureSet *f,
                      const Figure *g)
{
    j_key(j, key);
    if (f == NULL || g == NULL)
        buf_z(&j->b, "null");
    else
        j_brief(j, r, f, g);
}

static void j_figure(Json *j, const Impact *m, const ImpactFigure *f)
{
    const Report *r = f->now != NULL ? m->after : m->before;
    const CoreMeasure *c = report_measure(r, f->now != NULL ? f->now : f->old);
    j_next(j);
    j_open(j, '{');
    j_z(j, "name", report_figure_name(r, c));
    j_z(j, "title", impact_figure_title(r, f->now != NULL ? f->now : f->old));
    j_z(j, "per", c->per.kind != PERIOD_NONE ? period_word(c->per.kind) : NULL);
    j_side_of(j, "before", m->before, f->old, f->from);
    j_side_of(j, "after", m->after, f->now, f->to);
    j_close(j, '}');
}

static void j_figures(Json *j, const Impact *m)
{
    int n;
    const ImpactFigure *f = impact_figures(m, &n);
    j_key(j, "figures");
    j_open(j, '[');
    for (int i = 0; i < n; i++)
        j_figure(j, m, &f[i]);
    j_close(j, ']');
}

/* -- leads and groups ----------------------------------------------------------------- */

static void j_group_of(Json *j, const ImpactGroup *g, int n_places)
{
    j_next(j);
    j_open(j, '{');
    j_key(j, "group");
    if (g->others)
        buf_z(&j->b, "{\"others\": true}");
    else
        put_text(j, g->name);
    j_count(j, "leads", g->n);
    j_count(j, "moved", g->moved);
    if (g->before == NULL) {
        j_z(j, "before", NULL);
        j_z(j, "after", NULL);
    } else {
        j_counts(j, "before", g->before, n_places);
        j_counts(j, "after", g->after, n_places);
    }
    j_close(j, '}');
}

static void j_groups(Json *j, const Impact *m)
{
    j_z(j, "by", m->by);
    j_count(j, "values", m->group_values);
    j_key(j, "groups");
    j_open(j, '[');
    for (int i = 0; i < m->n_groups; i++)
        j_group_of(j, &m->group[i], m->n_matrices > 0 ? m->matrix[0].n : 0);
    j_close(j, ']');
}

static void j_move(Json *j, const ImpactMove *x)
{
    j_next(j);
    j_open(j, '{');
    j_z(j, "what", x->score != NULL ? "score" : kinds[x->matrix->kind]);
    j_str(j, "name", x->score != NULL ? x->score->name : x->matrix->name);
    if (x->score != NULL) {
        j_value(j, "from", &type_number, x->from);
        j_value(j, "to", &type_number, x->to);
    } else {
        j_member(j, "from", x->matrix, x->from);
        j_member(j, "to", x->matrix, x->to);
    }
    j_close(j, '}');
}

static void j_lead(Json *j, const ImpactLead *l)
{
    j_next(j);
    j_open(j, '{');
    j_str(j, "lead", l->lead);
    j_key(j, "changes");
    j_open(j, '[');
    for (int i = 0; i < l->n; i++)
        j_move(j, &l->move[i]);
    j_close(j, ']');
    if (l->why.p != NULL)
        j_str(j, "why", l->why);
    j_close(j, '}');
}

/* -- the whole ------------------------------------------------------------------------ */

static void j_only(Json *j, const Impact *m, const char *key, bool added)
{
    j_key(j, key);
    j_open(j, '[');
    for (int i = 0; i < m->n_only; i++) {
        if (m->only[i].added != added)
            continue;
        j_next(j);
        j_open(j, '{');
        j_z(j, "what", m->only[i].what);
        j_str(j, "name", m->only[i].name);
        j_close(j, '}');
    }
    j_close(j, ']');
}

static void j_lists(Json *j, const Impact *m)
{
    j_key(j, "matrices");
    j_open(j, '[');
    for (int i = 0; i < m->n_matrices; i++)
        j_matrix(j, &m->matrix[i]);
    j_close(j, ']');
    j_key(j, "scores");
    j_open(j, '[');
    for (int i = 0; i < m->n_scores; i++)
        j_score(j, &m->score[i]);
    j_close(j, ']');
    j_figures(j, m);
    j_groups(j, m);
    j_key(j, "top");
    j_open(j, '[');
    for (int i = 0; i < m->n_top; i++)
        j_lead(j, &m->top[i]);
    j_close(j, ']');
}

void impact_json(Buf *out, const Impact *m)
{
    Json j = {.b = *out, .zone = m->after->core->zone, .flat = true};
    j_open(&j, '{');
    j_count(&j, "form", 1);
    j_count(&j, "leads", m->n);
    j_count(&j, "moved", m->moved);
    j_only(&j, m, "only_before", false);
    j_only(&j, m, "only_after", true);
    j_lists(&j, m);
    j_close(&j, '}');
    *out = j.b;
}
