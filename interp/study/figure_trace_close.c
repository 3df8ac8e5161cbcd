/* figure_trace_close.c -- a trace beside its figure: which pots are of the group, and what
 * they hold together. */
#include "interp/study/figure_trace_part.h"

#include "interp/base/mem.h"
#include "interp/io/report_words.h"

/* -- the group -------------------------------------------------------------------------- */

static bool is_asked(const FigureSet *f, int group, const GroupAsk *ask, int n_splits)
{
    for (int i = 0; i < n_splits; i++) {
        const Str text = f->group[group][i];
        const GroupKind kind = report_is_others(f, group, i) ? GROUP_OTHERS
                               : text.p == NULL              ? GROUP_MISSING
                                                             : GROUP_TEXT;
        if (kind != ask[i].kind || (kind == GROUP_TEXT && !str_eq(text, ask[i].text)))
            return false;
    }
    return true;
}

/* -1: it has no such group. */
static int group_of(const FigureTrace *t, const FigureSet *f)
{
    if (t->ask.group == NULL)
        return 0;
    for (int g = 1; g < f->n_groups; g++)
        if (is_asked(f, g, t->ask.group, t->measure->n_splits))
            return g;
    return -1;
}

/* A text that its split shows by itself is none of the others. */
static bool is_shown(const FigureSet *f, int split, Str text)
{
    for (int g = 1; g < f->n_groups; g++)
        if (!report_is_others(f, g, split) && f->group[g][split].p != NULL
            && str_eq(f->group[g][split], text))
            return true;
    return false;
}

static bool is_of_others(const FigureTrace *t, const FigureSet *f, uint32_t number)
{
    if (number >= texts_count(t->others))
        return true; /* nothing was asked for as others */
    Str key = texts_text(t->others, number);
    for (int i = 0; i < t->measure->n_splits; i++) {
        uint32_t n;
        if (t->ask.group[i].kind != GROUP_OTHERS)
            continue;
        memcpy(&n, key.p, sizeof n);
        if (is_shown(f, i, (Str){key.p + sizeof n, n}))
            return false;
        key = str_sub(key, sizeof n + n, key.n);
    }
    return true;
}

/* -- rows ------------------------------------------------------------------------------- */

static const char *file_of(const TraceInputs *in, const CoreTerm *term, uint32_t source)
{
    return term->over == OVER_FACTS ? in->fact[term->index].name[source]
                                    : in->lead[source];
}

static FigureRow *row_of(const TraceInputs *in, const CoreTerm *term,
                         const TraceRow *from)
{
    FigureRow *row = MEM_NEW(FigureRow);
    *row = (FigureRow){.lead = buf_copy(&from->lead),
                       .file = file_of(in, term, from->row.source),
                       .line = from->row.line,
                       .number = from->row.number,
                       .at = from->at,
                       .by_date = from->by_date,
                       .value = from->value,
                       .text = buf_copy(&from->text),
                       .status = from->status,
                       .due_us = from->due_us,
                       .late = from->late};
    return row;
}

/* -- pots together ---------------------------------------------------------------------- */

/* The next row in order of the records; next: by pot, how many were taken. */
static const TraceRow *next_row(Pot *const *pot, int n, int *next)
{
    int best = -1;
    for (int i = 0; i < n; i++)
        if (next[i] < pot[i]->n_rows
            && (best < 0
                || pot[i]->row[next[i]].row.number
                       < pot[best]->row[next[best]].row.number))
            best = i;
    return best < 0 ? NULL : &pot[best]->row[next[best]++];
}

static void join_rows(const FigureTrace *t, const CoreTerm *term, Pot *const *pot,
                      int n, const TraceInputs *in, FigureTerm *to)
{
    FigureRow *row = MEM_ARRAY(FigureRow, t->ask.limit + 1);
    int *next = MEM_ARRAY(int, n + 1);
    const TraceRow *from;
    while (to->n_rows < t->ask.limit && (from = next_row(pot, n, next)) != NULL)
        row[to->n_rows++] = *row_of(in, term, from);
    to->row = row;
}

static void join_counts(const TracedTerm *term, Pot *const *pot, int n, FigureTerm *to)
{
    uint64_t *lacking = MEM_ARRAY(uint64_t, term->core->n_fields + 1);
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < (int)N_FATES; k++)
            to->fate[k] += pot[i]->fate[k];
        for (int k = 0; k < term->core->n_fields; k++)
            lacking[k] += pot[i]->lacking[k];
    }
    to->lacking = lacking;
}

static const FigureRow *first_with(const CoreTerm *term, Pot *const *pot, int n,
                                   int64_t value, const TraceInputs *in)
{
    const FirstEntry *best = NULL;
    for (int i = 0; i < n; i++) {
        const FirstEntry *e = first_seen_find(&pot[i]->first, value);
        if (e != NULL && (best == NULL || e->row.number < best->row.number))
            best = e;
    }
    if (best == NULL)
        return NULL;
    FigureRow *row = MEM_NEW(FigureRow);
    *row = (FigureRow){.lead = str_copy(best->lead),
                       .file = file_of(in, term, best->row.source),
                       .line = best->row.line,
                       .number = best->row.number,
                       .at = INT64_MIN,
                       .value = value};
    return row;
}

static const FigureRow *extreme_with(const CoreTerm *term, Pot *const *pot, int n,
                                     int64_t value, const TraceInputs *in)
{
    const TraceRow *best = NULL;
    for (int i = 0; i < n; i++) {
        const TraceRow *e = &pot[i]->extreme;
        if (e->row.number != 0 && e->value == value
            && (best == NULL || e->row.number < best->row.number))
            best = e;
    }
    return best != NULL ? row_of(in, term, best) : NULL;
}

static void set_witness(const CoreTerm *term, Pot *const *pot, int n,
                        const FigureValue *value, const TraceInputs *in, FigureTerm *to)
{
    if (value->missing)
        return;
    if (term->agg == AGG_QUANTILE) {
        to->rank = (to->fate[FATE_COUNTED] * (uint64_t)term->percent + 99) / 100;
        to->witness = first_with(term, pot, n, value->i64, in);
    } else if (term->agg == AGG_MIN || term->agg == AGG_MAX) {
        to->witness = extreme_with(term, pot, n, value->i64, in);
    }
}

static FigureTerm close_term(const FigureTrace *t, int i, const FigureSet *set,
                             const FigureValue *value, const TraceInputs *in)
{
    const TracedTerm *term = &t->term[i];
    FigureTerm to = {.core = term->core};
    Pot **pot = MEM_ARRAY(Pot *, term->n_pots + 1);
    int n = 0;
    to.fate[FATE_OTHER_GROUP] = term->other_group;
    to.fate[FATE_ELSEWHERE] = term->elsewhere;
    for (int k = 0; k < term->n_pots; k++) {
        if (term->pot[k] != NULL && is_of_others(t, set, (uint32_t)k))
            pot[n++] = term->pot[k];
        else if (term->pot[k] != NULL)
            for (int fate = 0; fate < (int)N_FATES; fate++)
                to.fate[FATE_OTHER_GROUP] += term->pot[k]->fate[fate];
    }
    join_counts(term, pot, n, &to);
    join_rows(t, term->term, pot, n, in, &to);
    set_witness(term->term, pot, n, value, in, &to);
    return to;
}

const FigureWhy *figure_trace_close(const FigureTrace *t, const FigureSet *set,
                                    const TraceInputs *in)
{
    const int group = group_of(t, set);
    const Figure *figure = report_figure(set, group, t->ask.period);
    if (figure == NULL)
        return NULL;
    FigureWhy *why = MEM_NEW(FigureWhy);
    *why = (FigureWhy){.set = set, .figure = figure, .limit = t->ask.limit};
    why->term = MEM_ARRAY(FigureTerm, t->measure->n_terms + 1);
    for (int i = 0; i < t->measure->n_terms; i++)
        why->term[i] = close_term(t, i, set, &figure->term[i], in);
    return why;
}
