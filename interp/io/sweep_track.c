/* sweep_track.c -- what a sweep follows: stages, figures, clauses, a point a step. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/sweep_part.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

const char *sweep_value(const Sweep *s, int64_t value)
{
    const Report face = {.core = s->core};
    const CoreThreshold *t = &s->core->thresholds[s->threshold];
    int64_t percent;
    if (!report_in_percent(&face, t->id) || !dec_mul(value, 100 * MICRO, &percent))
        return report_exact(&face, t->type, value);
    return str_format("%s%%", report_exact(&face, &type_number, percent));
}

typedef struct Tracks {
    Track *item;
    int n;
    size_t cap;
} Tracks;

static Track *add_track(Tracks *all, const Sweep *s, TrackKind kind, const char *name)
{
    Track *t = &MEM_PUSH(all->item, all->n, all->cap);
    *t = (Track){.kind = kind, .name = name, .plot = name};
    t->point = MEM_ARRAY(TrackPoint, s->n + 1);
    for (int i = 0; i < s->n; i++)
        t->point[i] = (TrackPoint){.text = "", .missing = true};
    return t;
}

/* -- stages --------------------------------------------------------------------------- */

static const char *place_name(const Core *c, int place)
{
    if (place == c->n_stages)
        return raw(MSG_IMP_NO_STAGE);
    const char *name = str_z(c->stages[place].name);
    return c->stages[place].is_exit ? msg_text(MSG_IMP_EXIT, name) : name;
}

static uint64_t leads_of(const Sweep *s, const SweepStep *step)
{
    uint64_t n = 0;
    for (int i = 0; i <= s->core->n_stages; i++)
        n += step->place[i];
    return n;
}

static void follow_place(Tracks *all, const Sweep *s, int place)
{
    Track *t = add_track(all, s, TRACK_PLACE, place_name(s->core, place));
    for (int i = 0; i < s->n; i++) {
        const SweepStep *step = &s->step[i];
        if (!step->legal)
            continue;
        const uint64_t n = step->place[place], of = leads_of(s, step);
        t->point[i] = (TrackPoint){.text = report_count(n),
                                   .value = (int64_t)n,
                                   .bar = n > 0 ? 1 + report_permille(n, of) : 0};
    }
}

/* -- figures -------------------------------------------------------------------------- */

static TrackPoint figure_point(const Report *r, const FigureSet *f)
{
    const Figure *g = report_last_ended(f);
    if (g == NULL)
        return (TrackPoint){.text = raw(MSG_REP_NOT_THERE), .missing = true};
    const char *value = report_value(r, f, &g->value);
    return (TrackPoint){
        .text = g->verdict == VERDICT_NONE
                    ? value
                    : msg_text(MSG_SWEEP_FIGURE, value, report_mark(g->verdict)),
        .value = g->value.i64,
        .missing = g->value.missing,
        .verdict = g->verdict};
}

static void follow_figure(Tracks *all, const Sweep *s, int measure)
{
    const Report face = {.core = s->core};
    Track *t = add_track(all, s, TRACK_FIGURE,
                         report_figure_name(&face, &s->core->measures[measure]));
    t->measure = measure;
    for (int i = 0; i < s->n; i++) {
        const Report *r = s->step[i].report;
        if (s->step[i].legal)
            t->point[i] = figure_point(r, &r->figures[measure]);
    }
}

/* -- clauses -------------------------------------------------------------------------- */

static void follow_clause(Tracks *all, const Sweep *s, int clause)
{
    const char *name = str_z(s->core->clauses[clause].name);
    Track *t = add_track(all, s, TRACK_CLAUSE, msg_text(MSG_SWEEP_LOAD_OF, name));
    t->plot = msg_text(MSG_SWEEP_LATE, name);
    for (int i = 0; i < s->n; i++) {
        const SweepStep *step = &s->step[i];
        if (!step->legal)
            continue;
        t->point[i] = (TrackPoint){.text = msg_text(MSG_SWEEP_LOAD,
                                                    report_count(step->applies[clause]),
                                                    report_count(step->late[clause])),
                                   .value = (int64_t)step->late[clause]};
    }
}

/* -- all ------------------------------------------------------------------------------ */

static bool same_point(const TrackPoint *a, const TrackPoint *b)
{
    return a->value == b->value && a->missing == b->missing && a->verdict == b->verdict
           && strcmp(a->text, b->text) == 0;
}

static int legal_steps(const Sweep *s)
{
    int n = 0;
    for (int i = 0; i < s->n; i++)
        n += s->step[i].legal;
    return n;
}

/* A single step is shown whole, but for stages that nobody is in. */
static bool stands_alone(const Track *t, const TrackPoint *p, int n_legal)
{
    return n_legal == 1 && (t->kind != TRACK_PLACE || p->value > 0);
}

static void find_moving(Track *t, const Sweep *s, int n_legal)
{
    const TrackPoint *first = NULL;
    for (int i = 0; i < s->n; i++) {
        const TrackPoint *p = &t->point[i];
        if (!s->step[i].legal)
            continue;
        first = first != NULL ? first : p;
        t->moves = t->moves || !same_point(first, p) || stands_alone(t, p, n_legal);
        t->varies =
            t->varies || first->value != p->value || first->missing != p->missing;
    }
}

Track *sweep_tracks(const Sweep *s, int *n)
{
    const Core *c = s->core;
    Tracks all = {0};
    *n = 0;
    if (legal_steps(s) == 0)
        return NULL;
    for (int i = 0; c->n_stages > 0 && i <= c->n_stages; i++)
        follow_place(&all, s, i);
    for (int i = 0; i < s->n_measures; i++)
        follow_figure(&all, s, s->measure[i]);
    for (int i = 0; i < c->n_clauses; i++)
        if (c->clauses[i].kind != CLAUSE_MEASURE)
            follow_clause(&all, s, i);
    for (int i = 0; i < all.n; i++)
        find_moving(&all.item[i], s, legal_steps(s));
    *n = all.n;
    return all.item;
}

static bool is_judged(Verdict v) { return v == VERDICT_KEPT || v == VERDICT_MISSED; }

int track_judged(const Track *t, const Sweep *s, int from)
{
    while (from < s->n && !(s->step[from].legal && is_judged(t->point[from].verdict)))
        from++;
    return from;
}
