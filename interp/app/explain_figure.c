/* explain_figure.c -- the pass of a report over the same inputs, with a trace of one figure.
 *
 * A clause that several levels state a target for has a figure each; they are traced side by
 * side.  Without --period the last one that has ended is shown, or where none has the one
 * that runs: both are traced, for which it is is known at the end.
 */
#include "interp/app/explain_figure.h"

#include "interp/app/report_out.h"
#include "interp/base/mem.h"
#include "interp/io/report_words.h"
#include "interp/study/figure_name.h"
#include "interp/study/figure_trace.h"

enum { LIMIT = 20, LIMIT_EACH = 3, LIMIT_MOST = 1000000, CHOICES = 2 };

/* A measure, and its figures that may be shown: the first that there is. */
typedef struct Wanted {
    int measure;
    int32_t period[CHOICES];
    FigureTrace *trace[CHOICES];
    int n;
    const GroupAsk *group;
} Wanted;

/* First: pass.c gives it back. */
typedef struct Asking {
    Pass pass;
    const char *name, *period; /* as asked; period NULL: not given */
    const char **group;
    int n_groups, limit; /* 0: not given */
    Wanted *wanted;
    int n_wanted;
    bool begun;
} Asking;

static const CoreMeasure *measure_of(const Asking *a, int measure)
{
    return &a->pass.s->core->measures[measure];
}

/* -- what is asked ---------------------------------------------------------------------- */

static const char *joined(const char *const *word, int n)
{
    Buf b = {0};
    for (int i = 0; i < n; i++)
        buf_format(&b, "%s%s", i > 0 ? ", " : "", word[i]);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static bool say_unknown(const Asking *a)
{
    int n;
    const char *const *names = figure_names(a->pass.s->core, &n);
    const char *near = nearest(a->name, names, n);
    app_say(a->pass.app,
            near != NULL ? msg_text(MSG_FIG_NEAR, a->name, near)
                         : msg_text(MSG_FIG_UNKNOWN, a->name),
            n > 0 ? msg_text(MSG_FIG_NAMES, joined(names, n))
                  : msg_text(MSG_FIG_NO_FIGURES));
    return false;
}

static const char *period_text(const PeriodRule *per, int32_t number)
{
    Buf b = {0};
    period_print(&b, per, number);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* False: it is not of the period's kind. */
static bool want_periods(const Asking *a, Wanted *w)
{
    const PeriodRule *per = &measure_of(a, w->measure)->per;
    w->n = 1;
    if (per->kind == PERIOD_NONE)
        return a->period == NULL;
    if (a->period != NULL)
        return period_read(per, str_of(a->period), &w->period[0]);
    const int32_t running = period_of(per, a->pass.as_of_us);
    w->period[0] = running - 1;
    w->period[1] = running;
    w->n = CHOICES;
    return true;
}

static bool say_period(const Asking *a, int measure)
{
    const PeriodRule *per = &measure_of(a, measure)->per;
    app_usage(a->pass.app,
              per->kind == PERIOD_NONE
                  ? msg_text(MSG_FIG_NO_PERIODS, a->name)
                  : msg_text(MSG_FIG_BAD_PERIOD, a->period, period_word(per->kind),
                             period_text(per, period_of(per, a->pass.as_of_us))));
    return false;
}

static bool say_groups(const Asking *a, int measure)
{
    const CoreMeasure *m = measure_of(a, measure);
    const char **text = MEM_ARRAY(const char *, m->n_splits + 1);
    for (int i = 0; i < m->n_splits; i++)
        text[i] = str_z(m->splits[i].text);
    app_usage(a->pass.app, m->n_splits == 0 ? msg_text(MSG_FIG_NOT_SPLIT, a->name)
                                            : msg_text(MSG_FIG_GROUPS, a->name,
                                                       joined(text, m->n_splits)));
    return false;
}

/* Of the figures that the name means, those that have such a period and such groups. */
static bool want_measures(Asking *a)
{
    const Core *core = a->pass.s->core;
    int *measure = MEM_ARRAY(int, core->n_measures + 1);
    const int n = figure_named(core, str_of(a->name), measure);
    bool any_period = false;
    a->wanted = MEM_ARRAY(Wanted, n + 1);
    for (int i = 0; i < n; i++) {
        Wanted w = {.measure = measure[i]};
        if (!want_periods(a, &w))
            continue;
        any_period = true;
        if (a->n_groups > 0)
            w.group = figure_group(measure_of(a, measure[i]), a->group, a->n_groups);
        if (a->n_groups == 0 || w.group != NULL)
            a->wanted[a->n_wanted++] = w;
    }
    if (n == 0)
        return say_unknown(a);
    if (!any_period)
        return say_period(a, measure[0]);
    return a->n_wanted > 0 || say_groups(a, measure[0]);
}

static void take_options(Asking *a)
{
    const Args *args = a->pass.app->args;
    a->period = args_value(args, OPT_PERIOD);
    a->group = MEM_ARRAY(const char *, args->n_given + 1);
    for (int i = 0; i < args->n_given; i++)
        if (args->given[i].id == OPT_GROUP)
            a->group[a->n_groups++] = args->given[i].value;
}

static const uint8_t *asked_of(const Asking *a)
{
    uint8_t *asked = mem_alloc((size_t)a->pass.s->core->n_measures + 1);
    for (int i = 0; i < a->n_wanted; i++)
        asked[a->wanted[i].measure] = 1;
    return asked;
}

/* -- records ---------------------------------------------------------------------------- */

/* Where each term is a figure of its own, there are as many lists. */
static int limit_of(const Asking *a, int measure)
{
    if (a->limit > 0)
        return a->limit;
    return measure_of(a, measure)->value != NULL ? LIMIT : LIMIT_EACH;
}

/* Once the files of facts have their tables, and before the first record. */
static void begin(Asking *a)
{
    Pass *p = &a->pass;
    for (int i = 0; !a->begun && i < a->n_wanted; i++)
        for (int k = 0; k < a->wanted[i].n; k++) {
            Wanted *w = &a->wanted[i];
            const TraceAsk ask = {w->measure, w->period[k], w->group,
                                  limit_of(a, w->measure)};
            w->trace[k] = figure_trace_new(p->s, &ask, fact_files_tables(p->facts));
        }
    a->begun = true;
}

static void take_fact(Pass *p, int fact, const Batch *b)
{
    Asking *a = (Asking *)p;
    begin(a);
    for (int i = 0; i < a->n_wanted; i++)
        for (int k = 0; k < a->wanted[i].n; k++)
            figure_trace_fact(a->wanted[i].trace[k], fact, b);
}

static void take_leads(Asking *a)
{
    for (int i = 0; i < a->n_wanted; i++)
        for (int k = 0; k < a->wanted[i].n; k++)
            figure_trace_leads(a->wanted[i].trace[k], a->pass.batch, a->pass.kept);
}

static void free_traces(Asking *a)
{
    for (int i = 0; i < a->n_wanted; i++)
        for (int k = 0; k < a->wanted[i].n; k++)
            figure_trace_free(a->wanted[i].trace[k]);
}

static bool prepare(Asking *a)
{
    Pass *p = &a->pass;
    const ProgramWant want = {.lead = true};
    take_options(a);
    if (!periods_wanted(p->app, &p->periods)
        || !app_count(p->app, OPT_LIMIT, LIMIT_MOST, MSG_FIG_BAD_LIMIT, &a->limit)
        || !pass_where(p) || !pass_inputs(p) || !want_measures(a))
        return false;
    p->assesses = true;
    p->asked = asked_of(a);
    p->on_fact = take_fact;
    return pass_open(p, &want);
}

/* -- what comes of it ------------------------------------------------------------------- */

static const FigureWhy *why_of(const Asking *a, const Wanted *w, const Report *r)
{
    const TraceInputs in = {a->pass.inputs.name, a->pass.inputs.fact};
    const FigureWhy *why = NULL;
    for (int k = 0; k < w->n && why == NULL; k++)
        why = figure_trace_close(w->trace[k], &r->figures[w->measure], &in);
    return why;
}

static bool has_word(const FigureSet *f, int split, const char *word)
{
    int n;
    const char *const *words = figure_group_words(f, split, &n);
    for (int i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* Each word stands for a group of its split, but no record has them together. */
static void say_no_combination(const Asking *a, const FigureSet *f)
{
    const CoreMeasure *m = measure_of(a, f->measure);
    const char **group = MEM_ARRAY(const char *, f->n_groups + 1);
    for (int g = 1; g < f->n_groups; g++)
        group[g - 1] = report_group(f, g, m->n_splits);
    app_say(a->pass.app,
            msg_text(MSG_FIG_NO_GROUP, a->name, joined(a->group, a->n_groups)),
            msg_text(MSG_FIG_GROUPS_ARE, joined(group, f->n_groups - 1)));
}

static void say_no_group(const Asking *a, const FigureSet *f)
{
    int n, split = 0;
    while (split < a->n_groups && has_word(f, split, a->group[split]))
        split++;
    if (split == a->n_groups) {
        say_no_combination(a, f);
        return;
    }
    const char *const *words = figure_group_words(f, split, &n);
    const char *near = nearest(a->group[split], words, n);
    app_say(a->pass.app,
            near != NULL ? msg_text(MSG_FIG_GROUP_NEAR, a->name, a->group[split], near)
                         : msg_text(MSG_FIG_NO_GROUP, a->name, a->group[split]),
            n > 0 ? msg_text(MSG_FIG_GROUPS_ARE, joined(words, n)) : NULL);
}

static void say_outside(const Asking *a, const FigureSet *f)
{
    const PeriodRule *per = &measure_of(a, f->measure)->per;
    const char *first = period_text(per, f->first), *last = period_text(per, f->last);
    app_say(a->pass.app,
            f->first == f->last
                ? msg_text(MSG_FIG_OUTSIDE_ONE, a->name, a->period, last)
                : msg_text(MSG_FIG_OUTSIDE, a->name, a->period, period_word(per->kind),
                           first, last),
            NULL);
}

/* The period, or the group: whatever of the two the figures do not have. */
static void say_none(const Asking *a, const Report *r)
{
    const Wanted *w = &a->wanted[0];
    const FigureSet *f = &r->figures[w->measure];
    if (a->period != NULL && (w->period[0] < f->first || w->period[0] > f->last)) {
        say_outside(a, f);
        return;
    }
    say_no_group(a, f);
}

static Exit show(Asking *a)
{
    Pass *p = &a->pass;
    const Report *r = report_of(p);
    const FigureWhy **why = MEM_ARRAY(const FigureWhy *, a->n_wanted + 1);
    const char *format = args_value(p->app->args, OPT_FORMAT);
    int n = 0;
    for (int i = 0; i < a->n_wanted; i++) {
        why[n] = why_of(a, &a->wanted[i], r);
        n += why[n] != NULL;
    }
    if (n > 0 && format != NULL && strcmp(format, "json") == 0)
        figure_json(p->out, r, why, n);
    else if (n > 0)
        figure_text(p->out, r, why, n);
    const Exit exit = pass_end(p);
    if (n > 0 || exit != EXIT_DONE)
        return exit;
    say_none(a, r);
    return EXIT_USAGE;
}

static Exit run(Asking *a)
{
    begin(a);
    while (pass_next(&a->pass))
        take_leads(a);
    progress_end(a->pass.app);
    return show(a);
}

Exit explain_figure(App *app, const char *name)
{
    Asking *a = MEM_NEW(Asking);
    a->name = name;
    Exit exit = pass_load(&a->pass, app);
    if (exit != EXIT_DONE)
        return exit;
    exit = prepare(a) ? run(a) : pass_abandon(&a->pass);
    free_traces(a);
    pass_free(&a->pass);
    return exit;
}
