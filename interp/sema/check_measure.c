/* check_measure.c -- `kpi`: its lines, its figure, its periods, groups and target.
 *
 * A KPI of the policy that is called like one of a used module restates it: what it does
 * not say is the module's.  KPIs of modules that the policy does not name are no KPIs of
 * it, but may be parts of others.  A KPI's name in another one stands for its expression,
 * whose terms keep their own instants.
 */
#include "interp/base/mem.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/module.h"
#include "interp/sema/remark.h"
#include "interp/sema/test_part.h"

typedef struct Kpi {
    Str name, title;
    MeasureLines lines;
    const Node *decl;
    Sym *sym;
    bool own; /* the policy states it */
    bool wrong;
    SymState state;
    CoreMeasure measure; /* once done */
} Kpi;

/* -- lines */

static const char *measure_words(NodeKind kind)
{
    switch ((int)kind) {
    case N_M_MEASURE: return "measure";
    case N_M_PER: return "per";
    case N_M_SPLIT: return "split by";
    case N_M_TARGET: return "target";
    case N_M_BASELINE: return "baseline";
    }
    return NULL;
}

static const Node **line_slot(MeasureLines *l, NodeKind kind)
{
    switch ((int)kind) {
    case N_M_MEASURE: return &l->measure;
    case N_M_PER: return &l->per;
    case N_M_SPLIT: return &l->split;
    case N_M_TARGET: return &l->target;
    case N_M_BASELINE: return &l->baseline;
    }
    return NULL;
}

/* Lines of one body over those that l has already. */
static void take_lines(Sema *s, const Node *body, MeasureLines *l)
{
    MeasureLines mine = {0};
    for (int i = 0; i < n_items(body); i++) {
        const Node *line = body->kid[i];
        const Node **at = line_slot(&mine, line->kind);
        if (at == NULL)
            continue;
        if (*at != NULL) {
            Diag *d = say(s, E0404, line->span, MSG_LINE_TWICE,
                          word_at(s, line->span, measure_words(line->kind)));
            diag_label(d, (*at)->span, MSG_FIRST_HERE);
            continue;
        }
        *at = line;
        *line_slot(l, line->kind) = line;
    }
}

/* -- periods, groups, target, baseline */

static bool take_per(Sema *s, const Node *line, Measuring *m)
{
    if (line == NULL)
        return true;
    m->per = (PeriodRule){period_of_node(s, kid(line, 0)), s->root->year_starts,
                          s->root->zone};
    m->period = str_z(text_of(kid(line, 0)));
    m->of = kid(line, 1);
    return m->per.kind != PERIOD_NONE;
}

static bool count_in(Sema *s, const Node *n, int most, int *out)
{
    int64_t v = 0;
    CoreExpr *e = literal_check(s, n);
    if (is_error(e) || !core_value(e, &v))
        return false;
    if (v % 1000000 == 0 && v >= 1000000 && v / 1000000 <= most) {
        *out = (int)(v / 1000000);
        return true;
    }
    say(s, E0466, n->span, MSG_NOT_WHOLE, span_words(n->span), str_format("%d", most));
    return false;
}

enum { TOP_MAX = 1000, BASELINE_MAX = 1000 };

void take_splits(Sema *s, const Node *line, CoreMeasure *out)
{
    const Node *items = kid(line, 0);
    out->n_splits = n_items(items);
    out->splits = MEM_ARRAY(CoreSplit, out->n_splits + 1);
    for (int i = 0; i < out->n_splits; i++) {
        const Node *n = items->kid[i];
        out->splits[i].text = one_line(kid(n, 0)->span);
        if (kid(n, 1) != NULL)
            (void)count_in(s, kid(n, 1), TOP_MAX, &out->splits[i].top);
        for (int k = 0; k < i; k++)
            if (str_eq(out->splits[k].text, out->splits[i].text))
                diag_label(
                    say(s, E0404, n->span, MSG_LINE_TWICE, str_z(out->splits[i].text)),
                    items->kid[k]->span, MSG_FIRST_HERE);
    }
}

static void see_figure(void *ctx, const CoreExpr *e)
{
    *(bool *)ctx |=
        e->kind == CORE_FIELD || e->kind == CORE_NOW || e->kind == CORE_LOOKUP;
}

/* `target 95%`, `target at least 95% per month`: what a clock's target says. */
static bool target_shape(Sema *s, const Node *line)
{
    const Node *extra = kid(line, 1) != NULL ? kid(line, 1) : kid(line, 3);
    if (extra != NULL) {
        say(s, E0467, extra->span, MSG_TARGET_HAS_PER, word_at(s, line->span, "per"));
        return false;
    }
    if (line->word != 0)
        return true;
    Diag *d = say(s, E0467, line->span, MSG_TARGET_LEAST_OR_MOST);
    const char *value = span_words(kid(line, 0)->span);
    diag_help(d, MSG_TARGET_WRITE, value);
    return false;
}

static void take_target(Sema *s, const Node *line, CoreMeasure *out)
{
    bool computed = false;
    if (line == NULL || !target_shape(s, line) || out->type->kind == TY_ERROR)
        return;
    CoreExpr *e = check_typed(s, kid(line, 0), out->type,
                              phrase(s, line->span, MSG_ITS_TARGET, str_z(out->name)));
    if (is_error(e))
        return;
    core_walk(s->core, e, false, see_figure, &computed);
    if (computed) {
        say(s, E0220, kid(line, 0)->span, MSG_WANTS_CONSTANT,
            phrase(s, line->span, MSG_ITS_TARGET, str_z(out->name)));
        return;
    }
    out->target = e;
    out->at_least = line->word == KW_AT_LEAST;
}

static void take_baseline(Sema *s, const Node *line, CoreMeasure *out)
{
    if (line == NULL)
        return;
    Str word = text_of(kid(line, 0));
    int percent = percent_of(word), last = 0;
    if (percent < 1 || percent > 99)
        say(s, E0466, kid(line, 0)->span, MSG_NO_QUANTILE, str_z(word));
    else if (out->per.kind == PERIOD_NONE)
        say(s, E0467, line->span, MSG_BASELINE_NO_PER, str_z(word));
    else if (count_in(s, kid(line, 1), BASELINE_MAX, &last)) {
        out->baseline = percent;
        out->baseline_last = last;
    }
}

/* -- the figure */

static bool may_be_figure(const Type *t)
{
    return t->kind == TY_NUMBER || t->kind == TY_MONEY || t->kind == TY_DURATION
           || t->kind == TY_BUSINESS || t->kind == TY_DATE || t->kind == TY_TIMESTAMP
           || t->kind == TY_ERROR;
}

/* The one expression of a `measure` line, or NULL with a finding. */
static const Node *the_expression(Sema *s, const Node *line)
{
    const Node *items = kid(line, 0);
    if (n_items(items) == 1)
        return items->kid[0];
    if (n_items(items) > 1)
        diag_help(say(s, E0461, items->kid[1]->span, MSG_ONE_FIGURE),
                  MSG_ONE_FIGURE_HELP);
    return NULL;
}

static CoreExpr *check_figure(Sema *s, const Node *line, Measuring *m)
{
    const Node *n = the_expression(s, line);
    if (n == NULL)
        return core_error(s, line->span);
    CoreExpr *e = check_expr(s, n);
    if (!may_be_figure(e->type)) {
        say(s, E0461, n->span, MSG_FIGURE_KIND, a_type(e->type));
        return core_error(s, n->span);
    }
    if (!is_error(e) && m->n_terms == 0) {
        diag_help(say(s, E0461, n->span, MSG_NO_AGGREGATE, span_words(n->span)),
                  MSG_NO_AGGREGATE_HELP);
        return core_error(s, n->span);
    }
    return e;
}

/* Where the figure ends in a division, it is kept as two. */
static void take_value(CoreMeasure *out, CoreExpr *e, const Measuring *m)
{
    out->type = e->type;
    out->value = e;
    out->term = m->term;
    out->n_terms = m->n_terms;
    if (e->kind == CORE_CALL && e->kernel == K_DIV) {
        out->over = e->arg[0];
        out->under = e->arg[1];
    }
}

Core *figures_of(Sema *s)
{
    if (s->root->figures == NULL) {
        s->root->figures = core_part(s);
        s->root->figures->scope = s->root->scope;
    }
    return s->root->figures;
}

bool check_measure_lines(Sema *s, const MeasureLines *l, Span at, CoreExpr *only,
                         CoreMeasure *out)
{
    int errors = s->diags->n_errors;
    Measuring m = {.splits = kid(l->split, 0), .only = only};
    struct Measuring *old = s->measuring;
    if (l->measure == NULL) {
        if (!s->names_lost)
            diag_help(say(s, E0467, at, MSG_NO_MEASURE, str_z(out->name)),
                      MSG_NO_MEASURE_HELP);
        return false;
    }
    (void)figures_of(s);
    if (!take_per(s, l->per, &m))
        return false;
    take_splits(s, l->split, out);
    out->per = m.per;
    out->of_text = m.of != NULL ? one_line(m.of->span) : STR("");
    out->text = one_line(kid(l->measure, 0)->span);
    out->id = core_span(s, at);
    Place place = place_enter(s, OF_FIGURES, NULL);
    s->measuring = &m;
    take_value(out, check_figure(s, l->measure, &m), &m);
    if (out->type->kind != TY_ERROR && m.of != NULL && !m.of_used)
        diag_help(say(s, E0464, m.of->span, MSG_OF_NOT_USED), MSG_OF_NOT_USED_HELP,
                  m.period);
    s->measuring = NULL; /* a target is no figure */
    take_target(s, l->target, out);
    take_baseline(s, l->baseline, out);
    s->measuring = old;
    place_leave(s, &place);
    return s->diags->n_errors == errors && out->type->kind != TY_ERROR;
}

void add_measure(Sema *s, const CoreMeasure *m)
{
    MEM_PUSH(s->root->measures, s->root->n_measures, s->cap_measures) = *m;
}

/* -- KPIs by name */

static Kpi *kpi_named(const Sema *s, Str name)
{
    for (int i = 0; i < s->n_kpis; i++)
        if (str_eq(s->kpis[i].name, name))
            return &s->kpis[i];
    return NULL;
}

static bool from_policy(const Sema *s, const Node *decl)
{
    return !module_has(s, decl->at);
}

static void restate(Kpi *k, const Node *decl)
{
    k->decl = decl;
    k->sym->decl = decl;
    k->sym->at = kid(decl, 0)->span;
}

static void declare_kpi(Sema *s, const Node *decl)
{
    Kpi *k = kpi_named(s, text_of(kid(decl, 0)));
    Standing st = k == NULL ? SAME_FILE : module_standing(s, decl->at, k->decl->at);
    if (st == COLLIDES) {
        say_collision(s, k->name, kid(decl, 0)->span, k->sym->at);
        return;
    }
    if (st == REPLACES)
        restate(k, decl);
    else {
        k = &s->kpis[s->n_kpis];
        *k = (Kpi){.name = text_of(kid(decl, 0)), .decl = decl};
        k->title = k->name;
        k->sym = declare(s, SYM_KPI, kid(decl, 0), decl, s->n_kpis++);
    }
    k->own = from_policy(s, decl);
    k->title = text_or(kid(decl, 1), k->title);
    take_lines(s, kid(decl, 2), &k->lines);
}

void declare_kpis(Sema *s)
{
    const NodeList *l = &s->decls[N_KPI];
    s->kpis = MEM_ARRAY(Kpi, l->n + 1);
    for (int i = 0; i < l->n; i++)
        declare_kpi(s, l->item[i]);
}

static void check_kpi(Sema *s, Kpi *k)
{
    if (k->state != SYM_NEW)
        return;
    Measuring *old = s->measuring;
    k->state = SYM_BUSY;
    k->measure = (CoreMeasure){.role = MEASURE_KPI,
                               .name = k->name,
                               .title = k->title,
                               .clause = -1,
                               .level = -1,
                               .type = &type_error};
    s->measuring = NULL;
    if (!check_measure_lines(s, &k->lines, kid(k->decl, 0)->span, NULL, &k->measure))
        k->wrong = true;
    s->measuring = old;
    k->state = SYM_DONE;
}

/* In order of writing; another may have asked for it already. */
void check_kpis(Sema *s)
{
    const NodeList *l = &s->decls[N_KPI];
    for (int i = 0; i < l->n; i++) {
        Kpi *k = kpi_named(s, text_of(kid(l->item[i], 0)));
        if (k->decl != l->item[i] || !k->own)
            continue;
        check_kpi(s, k);
        if (!k->wrong)
            add_measure(s, &k->measure);
    }
}

/* -- a KPI in a KPI */

/* Its expression again, in the periods and groups of the one that names it. */
static CoreExpr *inline_kpi(Sema *s, const Kpi *k, Span use)
{
    Measuring *m = s->measuring;
    const Measuring old = *m;
    bool quiet = s->quiet;
    m->use = old.inlined ? old.use : use;
    m->inlined = true;
    if (k->lines.per != NULL)
        m->of = kid(k->lines.per, 1);
    s->quiet = true;
    CoreExpr *e = check_expr(s, kid(k->lines.measure, 0)->kid[0]);
    s->quiet = quiet;
    m->inlined = old.inlined;
    m->of = old.of;
    return e;
}

static CoreExpr *kpi_value(Sema *s, const Node *n, Kpi *k)
{
    if (k->state == SYM_BUSY) {
        diag_label(say(s, E0309, k->sym->at, MSG_CIRCLE, str_z(k->name)), n->span,
                   MSG_USED_HERE);
        k->wrong = true;
        return core_error(s, n->span);
    }
    check_kpi(s, k);
    if (k->wrong)
        return core_error(s, n->span);
    if (++s->expansions > MAX_EXPANSIONS) {
        if (s->expansions == MAX_EXPANSIONS + 1)
            say(s, E0213, n->span, MSG_TOO_MANY_CALLS);
        return core_error(s, n->span);
    }
    return inline_kpi(s, k, n->span);
}

CoreExpr *check_kpi_name(Sema *s, const Node *n, const Sym *sym)
{
    if (s->whose == OF_FIGURES && s->measuring != NULL)
        return kpi_value(s, n, &s->kpis[sym->index]);
    CoreExpr *e = check_expected_kpi(s, n, sym);
    if (e != NULL)
        return e;
    Diag *d = say(s, E0468, n->span, MSG_KPI_NOT_HERE, str_z(sym->name));
    diag_label(d, sym->at, MSG_DECLARED_HERE);
    diag_help(d, MSG_KPI_NOT_HERE_HELP, str_z(sym->name));
    return core_error(s, n->span);
}
