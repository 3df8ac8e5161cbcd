/* measure_close.c -- states to figures: periods filled, cells gathered by group. */
#include "interp/engine/measure_part.h"

#include "interp/base/mem.h"
#include <stdlib.h>

/* -- periods ---------------------------------------------------------------------------- */

static int32_t first_period(const State *s, int32_t last)
{
    int32_t first = last;
    for (uint32_t c = 0; c < s->cells.n; c++)
        first = cell_period(s, c) < first ? cell_period(s, c) : first;
    return first;
}

/* From the first period that has a record to that of as-of.  Whether periods before the
 * window have one was not asked. */
static void set_range(const Measures *m, const State *s, FigureSet *f)
{
    const PeriodRule *rule = &s->measure->per;
    f->last = s->has_periods ? period_of(rule, m->options.as_of_us) : 0;
    f->first = first_period(s, f->last);
    const int32_t window = f->last - m->options.window + 1;
    f->more_before = s->each_period && f->first <= window;
    if (f->more_before)
        f->first = window;
    const int most = FIGURES_MAX / f->n_groups > 0 ? FIGURES_MAX / f->n_groups : 1;
    if ((int64_t)f->last - f->first >= most)
        f->first = f->last - most + 1;
    for (uint32_t c = 0; c < s->cells.n; c++)
        f->cut += cell_period(s, c) < f->first ? s->rows[c] : 0;
}

static int n_periods(const FigureSet *f) { return f->last - f->first + 1; }

static void make_figures(const Measures *m, const State *s, FigureSet *f)
{
    const CoreMeasure *of = s->measure;
    const int periods = n_periods(f);
    f->n_figures = f->n_groups * periods;
    f->figure = MEM_ARRAY(Figure, f->n_figures);
    const size_t n_terms = (size_t)f->n_figures * (size_t)of->n_terms;
    FigureValue *term = mem_bytes(sizeof *term * (n_terms + 1));
    for (int i = 0; i < f->n_figures; i++) {
        Figure *g = &f->figure[i];
        g->group = i / periods;
        g->period = f->first + i % periods;
        g->ended =
            !s->has_periods || period_end(&of->per, g->period) <= m->options.as_of_us;
        g->term = term + (size_t)i * (size_t)of->n_terms;
        g->value.missing = g->baseline.missing = true;
    }
}

/* -- cells ------------------------------------------------------------------------------ */

typedef struct Gathered {
    int figure;
    uint32_t cell;
} Gathered;

static int by_figure(const void *a, const void *b)
{
    const Gathered *x = a, *y = b;
    if (x->figure != y->figure)
        return x->figure < y->figure ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

/* Each cell to the figure of its group, and to that of all rows together. */
static Gathered *gather(const State *s, const FigureSet *f, const int *shown, int *n)
{
    Gathered *g = MEM_ARRAY(Gathered, 2 * (size_t)s->cells.n + 1);
    *n = 0;
    for (uint32_t c = 0; c < s->cells.n; c++) {
        const int at = cell_period(s, c) - f->first;
        const int group = shown[cell_group(s, c)];
        if (at < 0)
            continue;
        g[(*n)++] = (Gathered){at, c};
        if (group > 0)
            g[(*n)++] = (Gathered){group * n_periods(f) + at, c};
    }
    qsort(g, (size_t)*n, sizeof *g, by_figure);
    return g;
}

static void set_terms(const State *s, FigureSet *f, const int *shown)
{
    int n, k = 0;
    const Gathered *g = gather(s, f, shown, &n);
    uint32_t *cell = MEM_ARRAY(uint32_t, n + 1);
    for (int i = 0; i < f->n_figures; i++) {
        int cells = 0;
        while (k < n && g[k].figure == i)
            cell[cells++] = g[k++].cell;
        for (int t = 0; t < s->measure->n_terms; t++)
            f->figure[i].term[t] = term_value(&s->term[t], cell, cells);
    }
}

/* -- a measure -------------------------------------------------------------------------- */

/* An instance has one status, so the terms of an attainment have no row in common; those of
 * other measures may have all.  A lead in an exit is in no stage: that is known, whatever
 * the funnel's terms ask. */
static void count_rows(const State *s, FigureSet *f)
{
    const bool asks = s->measure->role != MEASURE_FUNNEL;
    const bool apart = s->measure->role == MEASURE_ATTAINMENT;
    for (int i = 0; i < s->measure->n_terms; i++) {
        const TermState *t = &s->term[i];
        if (apart)
            f->outside += t->outside;
        else if (t->outside > f->outside)
            f->outside = t->outside;
        f->unknown = asks && t->unknown > f->unknown ? t->unknown : f->unknown;
        for (uint32_t c = 0; t->bag != NULL && c < s->cells.n; c++)
            f->kept += t->bag[c].n;
    }
}

static void close_one(const Measures *m, int measure, FigureSet *f)
{
    const State *s = &m->state[measure];
    f->measure = measure;
    const int *shown = figure_groups(s, f);
    set_range(m, s, f);
    make_figures(m, s, f);
    set_terms(s, f, shown);
    count_rows(s, f);
    FigureValue *target = MEM_ARRAY(FigureValue, f->n_figures + 1);
    figures_work_out(m, f, target);
    figures_judge(m, f, target);
    if (s->measure->target != NULL)
        f->target = target[n_periods(f) - 1];
}

FigureSet *measures_close(const Measures *m)
{
    FigureSet *f = MEM_ARRAY(FigureSet, m->n_states + 1);
    for (int i = 0; i < m->n_states; i++)
        close_one(m, i, &f[i]);
    return f;
}
