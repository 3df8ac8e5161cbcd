/* repl_base.c -- what is asked of the whole base: impact, sweeps, the report's parts. */
#include "interp/app/progress.h"
#include "interp/app/repl_state.h"
#include "interp/base/mem.h"
#include "interp/io/report_data.h"
#include "interp/study/figure_name.h"
#include "interp/study/sweep_run.h"

/* -- :impact ---------------------------------------------------------------------------- */

/* "by FIELD", or nothing. */
static bool by_of(Repl *r, Str args, CoreExpr **by, const char **text)
{
    *by = NULL;
    *text = NULL;
    if (args.n == 0)
        return true;
    if (!str_starts(args, STR("by ")) && !str_starts(args, STR("por "))) {
        repl_wrong(r, msg_text(MSG_REPL_WANTS, ":impact", "by EXPR"), NULL);
        return false;
    }
    *text = str_z(str_trim(str_sub(args, str_starts(args, STR("by ")) ? 3 : 4, args.n)));
    *by = session_expr(r->session, "<typed>", *text, NULL);
    return *by != NULL;
}

Exit repl_impact_all(Repl *r, Str args)
{
    CoreExpr *by;
    const char *text;
    if (!repl_has_base(r) || !by_of(r, args, &by, &text))
        return EXIT_USAGE;
    const Decided *before = repl_loaded(r);
    const Decided *after = before != NULL ? repl_current(r) : NULL;
    if (after == NULL)
        return EXIT_INTERRUPTED;
    repl_put_impact(r, repl_impact(r, before, after, by, text));
    return EXIT_DONE;
}

/* -- :sweep ----------------------------------------------------------------------------- */

/* "first_contact.within" of "base.first_contact.within". */
static bool is_line(const CoreThreshold *t, Str name)
{
    const char *dot = memchr(t->name.p, '.', t->name.n);
    return t->clause >= 0 && dot != NULL
           && str_eq(str_sub(t->name, (size_t)(dot + 1 - t->name.p), t->name.n), name);
}

/* By its name; a clause's line alone is that of the most general level that states it, as in
 * scenarios.  -1: none. */
static int threshold_named(const Core *core, Str name)
{
    int found = -1;
    for (int i = 0; i < core->n_thresholds; i++) {
        const CoreThreshold *t = &core->thresholds[i];
        if (str_eq(t->name, name))
            return i;
        if (is_line(t, name)
            && (found < 0 || t->level > core->thresholds[found].level))
            found = i;
    }
    return found;
}

static bool constant(Repl *r, Str text, const Type *type, int64_t *out)
{
    CoreExpr *e = session_expr(r->session, "<typed>", str_z(str_trim(text)), type);
    if (e == NULL)
        return false;
    if (e->kind == CORE_CONST && !e->missing) {
        *out = e->i64;
        return true;
    }
    repl_wrong(r, msg_text(MSG_REPL_SWEEP_CONST, str_z(text)), NULL);
    return false;
}

/* A round step of which the range has about twenty. */
static int64_t round_step(int64_t range, const Type *type)
{
    const int64_t unit = type->kind == TY_NUMBER || type->kind == TY_MONEY
                             ? (range >= 20 * MICRO ? MICRO : 1)
                             : 1;
    static const int64_t nice[] = {1, 2, 5};
    for (int64_t ten = unit;; ten *= 10)
        for (int i = 0; i < 3; i++)
            if (nice[i] * ten >= range / 20 || ten > INT64_MAX / 100)
                return nice[i] * ten;
}

static bool range_of(Repl *r, const CoreThreshold *t, Str text, SweepAsk *ask)
{
    const char *z = str_z(text), *dots = strstr(z, "..");
    const char *step = strstr(z, " step ");
    if (step == NULL)
        step = strstr(z, " passo ");
    const size_t end = step != NULL ? (size_t)(step - z) : text.n;
    if (text.n == 0 && t->has_range) {
        ask->from = t->lo;
        ask->to = t->hi;
    } else if (dots == NULL || !constant(r, (Str){z, (size_t)(dots - z)}, t->type, &ask->from)
               || !constant(r, (Str){dots + 2, end - (size_t)(dots + 2 - z)}, t->type,
                            &ask->to)) {
        if (!diags_any_error(r->diags) && r->wrong == NULL)
            repl_wrong(r, msg_text(MSG_REPL_WANTS, ":sweep", "THRESHOLD a..b [step s]"),
                       NULL);
        return false;
    }
    ask->by = round_step(ask->to - ask->from, t->type);
    return step == NULL
           || constant(r, str_of(step + (step[1] == 's' ? 6 : 7)), t->type, &ask->by);
}

static bool is_sound(Repl *r, const SweepAsk *ask)
{
    const char *most = str_format("%d", SWEEP_MOST);
    if (ask->by <= 0 || ask->from > ask->to)
        repl_wrong(r, msg_text(MSG_REPL_SWEEP_RANGE), NULL);
    else if (sweep_steps(ask->from, ask->to, ask->by) > SWEEP_MOST)
        repl_wrong(r, msg_text(MSG_REPL_SWEEP_MANY, most), NULL);
    else
        return true;
    return false;
}

static size_t first_word(Str args)
{
    size_t n = 0;
    while (n < args.n && args.p[n] != ' ')
        n++;
    return n;
}

typedef struct Sweeping {
    App *app;
    Progress progress;
} Sweeping;

static void show_step(void *ctx, int done, int of)
{
    Sweeping *s = ctx;
    progress_part(s->app, &s->progress, done, of);
}

static const Sweep *sweep_shown(Repl *r, SweepAsk *ask)
{
    Sweeping s = {.app = r->app};
    ask->step = show_step;
    ask->ctx = &s;
    progress_begin(r->app, &s.progress, true);
    const Sweep *sweep = sweep_run(r->base, ask);
    progress_end(r->app);
    if (sweep == NULL)
        repl_wrong(r, msg_text(MSG_REPL_STOPPED), NULL);
    return sweep;
}

Exit repl_sweep(Repl *r, Str args)
{
    const size_t n = first_word(args);
    const Str name = str_sub(args, 0, n);
    const Core *core = r->session->core;
    if (!repl_has_base(r))
        return EXIT_USAGE;
    const DecideWant want = repl_decide_want(r, whatif_state(r->whatif));
    SweepAsk ask = {.want = &want, .threshold = threshold_named(core, name)};
    if (ask.threshold < 0)
        return repl_wrong(r, msg_text(MSG_REPL_NO_THRESHOLD, str_z(name)), NULL);
    if (!range_of(r, &core->thresholds[ask.threshold], str_trim(str_sub(args, n, args.n)),
                  &ask)
        || !is_sound(r, &ask))
        return EXIT_USAGE;
    ask.known = repl_current(r);
    const Sweep *sweep = ask.known != NULL ? sweep_shown(r, &ask) : NULL;
    if (sweep == NULL)
        return EXIT_INTERRUPTED;
    if (r->json)
        sweep_json(&r->out, sweep);
    else
        repl_page(r, sweep_page(sweep));
    return EXIT_DONE;
}

/* -- the report's parts ----------------------------------------------------------------- */

static void put_kpis(Repl *r, const Report *report, const int *measure, int n)
{
    Page *p = page_new(report);
    for (int i = 0; i < n && !r->json; i++)
        page_kpi(p, &report->figures[measure[i]]);
    if (r->json)
        report_json_sets(&r->out, report, measure, n);
    else
        repl_page(r, page_done(p));
}

static void put_board(Repl *r, const Report *report)
{
    const Core *core = report->core;
    int *kpi = MEM_ARRAY(int, core->n_measures + 1), n = 0;
    Page *p = page_new(report);
    for (int i = 0; i < core->n_measures; i++)
        if (core->measures[i].role == MEASURE_KPI)
            kpi[n++] = i;
    page_kpi_board(p);
    if (r->json)
        report_json_sets(&r->out, report, kpi, n);
    else
        repl_page(r, page_done(p));
}

Exit repl_kpi(Repl *r, Str args)
{
    const Decided *d = repl_has_base(r) ? repl_current(r) : NULL;
    int *measure = MEM_ARRAY(int, r->session->core->n_measures + 1);
    if (d == NULL)
        return EXIT_USAGE;
    const int n = args.n > 0 ? figure_named(r->session->core, args, measure) : 0;
    if (args.n > 0 && n == 0)
        return repl_wrong(r, msg_text(MSG_REPL_NO_KPI, str_z(args)), NULL);
    if (n > 0)
        put_kpis(r, d->report, measure, n);
    else
        put_board(r, d->report);
    return EXIT_DONE;
}

Exit repl_funnel(Repl *r, Str args)
{
    (void)args;
    const Decided *d = repl_has_base(r) ? repl_current(r) : NULL;
    if (d == NULL)
        return EXIT_USAGE;
    const FigureSet *f = d->report->funnel;
    Page *p = page_new(d->report);
    page_funnel(p);
    if (!r->json)
        repl_page(r, page_done(p));
    else if (f != NULL)
        report_json_sets(&r->out, d->report, &f->measure, 1);
    return EXIT_DONE;
}

static void put_clauses(Repl *r, const Report *report, int clause)
{
    Page *p = page_new(report);
    if (clause < 0)
        page_party_boards(p);
    else
        page_clause(p, &report->clause[clause]);
    if (r->json)
        report_json_clauses(&r->out, report, clause);
    else
        repl_page(r, page_done(p));
}

Exit repl_clauses(Repl *r, Str args)
{
    const int clause = args.n > 0 ? core_clause(r->session->core, args) : -1;
    if (args.n > 0 && clause < 0)
        return repl_wrong(r, msg_text(MSG_REPL_NO_CLAUSE, str_z(args)), NULL);
    Decided *d = repl_has_base(r) ? repl_with_cases(r) : NULL;
    if (d == NULL)
        return EXIT_USAGE;
    put_clauses(r, d->report, clause);
    decided_free(d);
    return EXIT_DONE;
}
