/* measure_verdict.c -- baselines and verdicts: fractions compared exactly.
 *
 * A value is a whole number of its unit, or MICRO × over ÷ under of it.  Two fractions are
 * compared by their products, in 128 bits: |over × under| is below 2^126.
 */
#include "interp/engine/measure_part.h"

#include "interp/base/mem.h"
#include <stdlib.h>

/* -- comparing -------------------------------------------------------------------------- */

static int sign(Int128 v) { return (v > 0) - (v < 0); }

/* A fraction against a whole number of the unit. */
static int against(const FigureValue *a, int64_t v)
{
    if (a->under == 0)
        return sign((Int128)a->i64 - v);
    const int c = sign((Int128)a->over * MICRO - (Int128)v * a->under);
    return a->under > 0 ? c : -c;
}

static int order(const FigureValue *a, const FigureValue *b)
{
    if (b->under == 0)
        return against(a, b->i64);
    if (a->under == 0)
        return -against(b, a->i64);
    const int c = sign((Int128)a->over * b->under - (Int128)b->over * a->under);
    return (a->under > 0) == (b->under > 0) ? c : -c;
}

static int by_value(const void *a, const void *b) { return order(a, b); }

/* -- baselines -------------------------------------------------------------------------- */

/* Nearest rank of the values that stand in the K figures before this one. */
static FigureValue baseline_of(const CoreMeasure *m, const Figure *figure, int before,
                               FigureValue *room)
{
    int n = 0;
    const int reach = before < m->baseline_last ? before : m->baseline_last;
    for (int i = 1; i <= reach; i++)
        if (!figure[-i].value.missing)
            room[n++] = figure[-i].value;
    if (n == 0)
        return (FigureValue){.missing = true};
    qsort(room, (size_t)n, sizeof *room, by_value);
    return room[(n * m->baseline + 99) / 100 - 1];
}

static void set_baselines(const CoreMeasure *m, FigureSet *f)
{
    const int periods = f->last - f->first + 1;
    FigureValue *room = MEM_ARRAY(FigureValue, m->baseline_last + 1);
    for (int i = 0; i < f->n_figures; i++)
        f->figure[i].baseline = baseline_of(m, &f->figure[i], i % periods, room);
}

/* -- verdicts --------------------------------------------------------------------------- */

static Verdict verdict_of(const CoreMeasure *m, const Figure *figure,
                          const FigureValue *target, bool only_grows)
{
    const bool compares = !figure->value.missing && !target->missing;
    if (!compares)
        return figure->ended ? VERDICT_NO_VALUE : VERDICT_OPEN;
    const int c = against(&figure->value, target->i64);
    const bool kept = m->at_least ? c >= 0 : c <= 0;
    if (figure->ended)
        return kept ? VERDICT_KEPT : VERDICT_MISSED;
    if (only_grows && kept == m->at_least)
        return kept ? VERDICT_KEPT : VERDICT_MISSED;
    return VERDICT_OPEN;
}

void figures_judge(const Measures *m, FigureSet *f, const FigureValue *target)
{
    const CoreMeasure *of = &m->core->measures[f->measure];
    if (of->baseline_last > 0)
        set_baselines(of, f);
    if (of->target == NULL)
        return;
    const bool only_grows = measure_only_grows(m->core, of);
    const bool stay = measure_groups_stay(m->core, of);
    for (int i = 0; i < f->n_figures; i++) {
        const int group = f->figure[i].group;
        const bool grows = only_grows && (group == 0 || (stay && !f->is_others[group]));
        f->figure[i].verdict = verdict_of(of, &f->figure[i], &target[i], grows);
    }
}
