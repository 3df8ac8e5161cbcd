/* check_asked.c -- what an expectation reads beside its one lead: `lead "1".stage`, and
 * figures. */
#include "interp/base/mem.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/module.h"
#include "interp/sema/remark.h"
#include "interp/sema/test_part.h"

/* -- asks */

static bool same_ask(const CoreAsk *a, const CoreAsk *b)
{
    if (a->expr == NULL || b->expr == NULL)
        return a->expr == b->expr && a->measure == b->measure;
    return a->lead == b->lead && core_same(a->expr, b->expr);
}

/* The field that stands for it; the test has each ask once. */
static CoreExpr *asked(Sema *s, const CoreAsk *ask, Span at)
{
    CoreTest *t = s->expecting->test;
    int i = 0;
    while (i < t->n_asks && !same_ask(&t->ask[i], ask))
        i++;
    if (i == t->n_asks) {
        MEM_PUSH(t->ask, t->n_asks, s->expecting->cap_asks) = *ask;
        s->core = core_of_test(s->root, t);
    }
    CoreExpr *e = core_new(s, CORE_FIELD, ask->type, at, 0);
    e->index = s->root->n_fields + i;
    return e;
}

typedef struct Moving {
    const Sema *s;
    bool found;
} Moving;

static bool source_moves(const Core *c, const TermSource *src, int n_splits)
{
    CoreExpr *const part[] = {src->value, src->where, src->at};
    bool moves = false;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        moves |= part[i] != NULL && core_moves_with_time(c, part[i]);
    for (int i = 0; i < n_splits; i++)
        moves |= core_moves_with_time(c, src->split[i]);
    return moves;
}

/* With periods the instant tells which one is meant. */
static bool figure_moves(const Core *c, const CoreMeasure *m)
{
    bool moves =
        m->per.kind != PERIOD_NONE || core_moves_with_time(c->figures, m->value);
    for (int i = 0; i < m->n_terms; i++) {
        const CoreTerm *t = &c->terms[m->term[i]];
        const Core *over = t->over == OVER_FACTS ? c->facts[t->index].core : c;
        for (int k = 0; k < t->n_sources; k++)
            moves |= source_moves(over, &t->source[k], t->n_splits);
    }
    return moves;
}

static void see_asked(void *ctx, const CoreExpr *e)
{
    Moving *m = ctx;
    const Core *c = m->s->root;
    if (e->kind != CORE_FIELD || e->index < c->n_fields)
        return;
    const CoreAsk *ask = &m->s->expecting->test->ask[e->index - c->n_fields];
    m->found |= ask->expr != NULL ? core_moves_with_time(c, ask->expr)
                                  : figure_moves(c, &c->measures[ask->measure]);
}

bool asks_move_with_time(const Sema *s, const CoreExpr *e)
{
    Moving m = {s, false};
    core_walk(s->core, e, false, see_asked, &m);
    return m.found;
}

/* -- figures */

static CoreExpr *figure_asked(Sema *s, const Node *n, int measure)
{
    const CoreAsk ask = {.name = one_line(n->span),
                         .lead = -1,
                         .measure = measure,
                         .type = s->root->measures[measure].type,
                         .id = core_span(s, n->span)};
    return asked(s, &ask, n->span);
}

/* A module's KPI that the policy does not name is no KPI of it. */
CoreExpr *check_expected_kpi(Sema *s, const Node *n, const Sym *kpi)
{
    if (s->expecting == NULL)
        return NULL;
    int m = core_measure(s->root, kpi->name);
    if (m >= 0)
        return figure_asked(s, n, m);
    if (!module_has(s, kpi->at))
        return core_error(s, n->span); /* it was found wrong */
    const char *name = str_z(kpi->name);
    diag_help(say(s, E0468, n->span, MSG_KPI_OF_MODULE, name), MSG_KPI_OF_MODULE_HELP,
              name);
    return core_error(s, n->span);
}

/* Levels of a promise that have a figure of their own. */
static int figures_of_clause(const CoreClause *cl, int *first)
{
    int n = 0;
    for (int k = cl->n_levels - 1; k >= 0; k--)
        if (cl->level[k].attainment >= 0) {
            *first = k;
            n++;
        }
    return n;
}

CoreExpr *check_expected_clause(Sema *s, const Node *n, int clause)
{
    const CoreClause *cl = &s->root->clauses[clause];
    int first = -1;
    if (s->expecting == NULL || cl->kind != CLAUSE_MEASURE)
        return NULL;
    int figures = figures_of_clause(cl, &first);
    if (figures == 0)
        return core_error(s, n->span); /* it was found wrong */
    if (figures == 1)
        return figure_asked(s, n, cl->level[first].attainment);
    const char *name = str_z(cl->name);
    Diag *d = say(s, E0344, n->span, MSG_WHICH_LEVEL, name);
    diag_help(d, MSG_WRITE,
              str_format("%s.%s",
                         str_z(s->root->agreements[cl->level[first].agreement].name),
                         name));
    return core_error(s, n->span);
}

CoreExpr *check_expected_level(Sema *s, const Node *member)
{
    const Node *base = kid(member, 0), *name = kid(member, 1);
    int clause = name != NULL ? core_clause(s->root, name->text) : -1;
    if (s->expecting == NULL || base->kind != N_NAME || clause < 0)
        return NULL;
    const CoreClause *cl = &s->root->clauses[clause];
    for (int k = 0; cl->kind == CLAUSE_MEASURE && k < cl->n_levels; k++) {
        const CoreAgreement *a = &s->root->agreements[cl->level[k].agreement];
        if (str_eq(a->name, base->text) && cl->level[k].attainment >= 0)
            return figure_asked(s, member, cl->level[k].attainment);
    }
    return NULL;
}

/* -- one of several leads */

static Node *base_of(const Node *n)
{
    Node *base = kid(n, 0);
    while (base != NULL && base->kind == N_PAREN)
        base = kid(base, 0);
    return base;
}

/* The lead at the root of `lead "1".first_contact.status`; NULL: another root. */
static const Node *its_lead(const Node *n)
{
    while (n != NULL && (n->kind == N_MEMBER || n->kind == N_EACH_OF))
        n = base_of(n);
    return n != NULL && n->kind == N_LEAD_KEY ? n : NULL;
}

/* The same without its lead: what is asked of it. */
static Node *without_lead(const Node *n)
{
    Node *base = base_of(n);
    if (base->kind == N_LEAD_KEY)
        return kid(n, 1);
    base = without_lead(base);
    Node *out = ast_node(n->kind, n->span, 2, (Node *const[]){base, kid(n, 1)});
    out->span.lo = base->span.lo;
    return ast_at(out, n->at);
}

static const char *some_field(const Core *c)
{
    for (int i = 0; i < c->n_fields; i++)
        if (c->fields[i].type->kind == TY_TEXT)
            return str_z(c->fields[i].name);
    return "id";
}

static void help_label(Diag *d, const Core *c)
{
    diag_help(d, MSG_MARK_LABEL, str_format("%s text label", some_field(c)));
}

/* What the given leads are called, each once; how many there are. */
static int labels_given(const CoreTest *t, Str *known)
{
    int n = 0;
    for (int i = 0; i < t->n_leads; i++) {
        int k = 0;
        while (k < n && !str_eq(known[k], t->lead[i].label))
            k++;
        if (k == n && t->lead[i].label.n > 0)
            known[n++] = t->lead[i].label;
    }
    return n;
}

enum { LABELS_SHOWN = 10 };

static void say_no_lead(Sema *s, const Node *key)
{
    const CoreTest *t = s->expecting->test;
    Str *known = MEM_ARRAY(Str, t->n_leads + 1);
    int n = labels_given(t, known);
    Str label = text_of(kid(key, 0));
    Diag *d = say(s, E0341, kid(key, 0)->span, MSG_NO_LEAD_CALLED, str_z(label));
    if (n == 0) {
        diag_help(d, MSG_GIVE_LABEL, str_z(s->root->fields[s->root->label].name));
        return;
    }
    Buf b = {0};
    for (int i = 0; i < n && i < LABELS_SHOWN; i++)
        buf_format(&b, "%s\"%s\"", i > 0 ? ", " : "", str_z(known[i]));
    diag_help(d, MSG_LEADS_GIVEN,
              str_format("%s%s", str_z(buf_view(&b)), n > LABELS_SHOWN ? ", …" : ""));
    buf_free(&b);
}

/* The lead that is called so; -1 with a finding. */
static int lead_called(Sema *s, const Node *key)
{
    const CoreTest *t = s->expecting->test;
    Str label = text_of(kid(key, 0));
    int found = -1;
    if (s->root->label < 0) {
        help_label(say(s, E0342, key->span, MSG_NO_LABEL), s->root);
        return -1;
    }
    for (int i = 0; i < t->n_leads; i++) {
        if (label.n == 0 || !str_eq(t->lead[i].label, label))
            continue;
        if (found >= 0) {
            Diag *d = say(s, E0341, key->span, MSG_TWO_LEADS_CALLED, str_z(label));
            diag_label(d, s->root->span[t->lead[found].id], MSG_FIRST_HERE);
            diag_label(d, s->root->span[t->lead[i].id], MSG_SECOND_HERE);
            return -1;
        }
        found = i;
    }
    if (found < 0)
        say_no_lead(s, key);
    return found;
}

/* What stands behind the lead, over its record; of nothing else, nor of figures. */
static CoreExpr *over_lead(Sema *s, const Node *n)
{
    struct Expecting *old = s->expecting;
    Place place = place_enter(s, OF_LEAD, NULL);
    s->expecting = NULL;
    CoreExpr *e = check_expr(s, without_lead(n));
    s->expecting = old;
    place_leave(s, &place);
    return e;
}

CoreExpr *check_of_lead(Sema *s, const Node *n)
{
    const Node *key = its_lead(n);
    if (key == NULL)
        return NULL;
    if (s->expecting == NULL) {
        diag_help(say(s, E0343, key->span, MSG_LEAD_CALLED_HERE), MSG_LEAD_CALLED_HELP);
        return core_error(s, n->span);
    }
    if (key == n) {
        const char *text = span_words(n->span);
        diag_help(say(s, E0306, n->span, MSG_LEAD_IS_NO_VALUE, text), MSG_LEAD_WRITE,
                  text);
        return core_error(s, n->span);
    }
    int lead = lead_called(s, key);
    CoreExpr *e = lead >= 0 ? over_lead(s, n) : core_error(s, n->span);
    if (is_error(e) || is_const(e))
        return e;
    const CoreAsk ask = {.name = one_line(n->span),
                         .expr = e,
                         .lead = lead,
                         .measure = -1,
                         .type = e->type,
                         .id = core_span(s, n->span)};
    return asked(s, &ask, n->span);
}

bool is_one_leads(const Sema *s, const Node *member)
{
    const Node *base = kid(member, 0);
    const Sym *sym = base->kind == N_NAME ? scope_find(s->scope, base->text) : NULL;
    return is_of_lead(base)
           || (sym != NULL && (sym->kind == SYM_CLAUSE || sym->kind == SYM_STAGE));
}

/* `lead "1".visits`; what is more than a name and its property stands in brackets. */
static const char *with_lead(const Node *n, Str label)
{
    bool path = n->kind == N_NAME || n->kind == N_MEMBER;
    if (n->kind == N_MEMBER && is_word(kid(n, 0), KW_LEAD))
        n = kid(n, 1);
    return str_format(path ? "lead \"%.*s\".%s" : "lead \"%.*s\".(%s)", (int)label.n,
                      label.p, span_words(n->span));
}

CoreExpr *say_which_lead(Sema *s, const Node *n)
{
    const CoreTest *t = s->expecting->test;
    Str *known = MEM_ARRAY(Str, t->n_leads + 1);
    Diag *d = say(s, E0344, n->span, MSG_WHICH_GIVEN, span_words(n->span));
    if (s->root->label < 0)
        help_label(d, s->root);
    else if (labels_given(t, known) == 0)
        diag_help(d, MSG_GIVE_LABEL, str_z(s->root->fields[s->root->label].name));
    else
        diag_help(d, MSG_WRITE, with_lead(n, known[0]));
    return core_error(s, n->span);
}
