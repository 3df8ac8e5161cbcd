/* check_term.c -- aggregates: `sum(lead.deal_value where reached(won) at won_at)`.
 *
 * An aggregate is one term, a field of figures; `mean` is two, a sum and a count, so that
 * its division is the last one and exact.  What stands in the brackets is checked over the
 * records that are counted, by the periods and groups of the measure that it is part of.
 */
#include "interp/base/mem.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"

typedef struct AggWord {
    Keyword word;
    AggKind agg;
    int percent;
    bool mean;
} AggWord;

static const AggWord agg_words[] = {
    {KW_COUNT, AGG_COUNT, 0, false},       {KW_SUM, AGG_SUM, 0, false},
    {KW_MEAN, AGG_SUM, 0, true},           {KW_MIN, AGG_MIN, 0, false},
    {KW_MAX, AGG_MAX, 0, false},           {KW_MEDIAN, AGG_QUANTILE, 50, false},
    {KW_DISTINCT, AGG_DISTINCT, 0, false},
};

/* An aggregate as it is written. */
typedef struct Asked {
    const Node *call;
    AggWord word;
    const char *name; /* "p90", for messages */
    TermOver over;
    int index;         /* fact */
    const Node *base;  /* the name of what is counted */
    const Node *value; /* what is taken of each record; NULL: it is counted */
    const Node *where, *window, *at;
} Asked;

int percent_of(Str word)
{
    int p = 0;
    if (str_is(word, "median"))
        return 50;
    if (word.n < 2 || word.n > 4 || word.p[0] != 'p')
        return 0;
    for (size_t i = 1; i < word.n; i++) {
        if (word.p[i] < '0' || word.p[i] > '9')
            return 0;
        p = p * 10 + (word.p[i] - '0');
    }
    return p;
}

static bool agg_word(const Node *name, AggWord *out)
{
    for (size_t i = 0; i < sizeof agg_words / sizeof *agg_words; i++)
        if (is_word(name, agg_words[i].word)) {
            *out = agg_words[i];
            return true;
        }
    *out = (AggWord){KW_NO_WORD, AGG_QUANTILE, percent_of(name->text), false};
    return out->percent > 0;
}

/* -- what is counted */

/* The name before the dot of `lead.(E)`, `spend.amount`; the expression itself elsewhere. */
static const Node *base_of(const Node *n)
{
    n = bare(n);
    if (n != NULL && (n->kind == N_MEMBER || n->kind == N_EACH_OF))
        return bare(kid(n, 0));
    return n;
}

static bool source_of(const Sema *s, const Node *base, Asked *a)
{
    if (base == NULL || base->kind != N_NAME)
        return false;
    const Sym *sym = scope_find(s->scope, base->text);
    if (sym == NULL && is_word(base, KW_LEAD)) {
        a->over = OVER_LEADS;
        return true;
    }
    if (sym == NULL || (sym->kind != SYM_FACT && sym->kind != SYM_CLAUSE))
        return false;
    a->over = sym->kind == SYM_FACT ? OVER_FACTS : OVER_INSTANCES;
    a->index = sym->index;
    return true;
}

static const Node *argument(const Node *call)
{
    const Node *args = kid(call, 1);
    const Node *arg = n_items(args) == 1 ? args->kid[0] : NULL;
    return arg != NULL && arg->kind == N_ARG ? kid(arg, 0) : arg;
}

bool is_aggregate(Sema *s, const Node *call)
{
    Asked a;
    AggWord w;
    const Node *name = kid(call, 0), *arg = argument(call);
    const Sym *own = scope_find(s->scope, name->text);
    if (arg == NULL || !agg_word(name, &w)
        || (own != NULL && own->kind == SYM_FUNCTION))
        return false;
    return s->whose == OF_FIGURES || source_of(s, base_of(arg), &a);
}

/* `sum(deal_value)` wants `sum(lead.deal_value)`. */
static void say_not_counted(Sema *s, const Asked *a, const Node *arg)
{
    const Node *n = bare(arg), *root = base_of(arg);
    const Sym *sym = n->kind == N_NAME ? scope_find(s->root->scope, n->text) : NULL;
    if (n->kind == N_NAME && sym == NULL) {
        say_unknown_name(s, n);
        return;
    }
    Diag *d = say(s, E0463, n->span, MSG_NOT_COUNTED, a->name, span_words(n->span));
    bool deep = root->kind == N_MEMBER && is_word(base_of(root), KW_LEAD);
    if (deep)
        diag_help(d, MSG_WRITE,
                  str_format("%s(lead.(%s.%s))", a->name,
                             span_words(kid(root, 1)->span),
                             span_words(kid(n, 1)->span)));
    else if (sym != NULL && sym->kind != SYM_KPI && sym->kind != SYM_THRESHOLD)
        diag_help(d, MSG_WRITE,
                  str_format("%s(lead.%s)", a->name, span_words(n->span)));
}

static bool read_call(Sema *s, const Node *call, Asked *a)
{
    const Node *arg = kid(call, 1)->kid[0], *expr = argument(call), *n = bare(expr);
    *a = (Asked){.call = call, .name = str_z(kid(call, 0)->text), .index = -1};
    (void)agg_word(kid(call, 0), &a->word);
    a->base = base_of(expr);
    if (!source_of(s, a->base, a)) {
        say_not_counted(s, a, expr);
        return false;
    }
    a->value = n->kind == N_NAME ? NULL : kid(n, 1);
    if (arg->kind == N_ARG) {
        a->where = kid(arg, 1);
        a->window = kid(arg, 2);
        a->at = kid(arg, 3);
    }
    if (a->window == NULL)
        return true;
    diag_help(say(s, E0464, a->window->span, MSG_WINDOW_IN_MEASURE,
                  span_words(a->window->span)),
              MSG_WINDOW_HELP);
    return false;
}

/* -- the parts of a term */

static CoreExpr *check_dated(Sema *s, const Node *n, MsgId whose)
{
    CoreExpr *e = check_expr(s, n);
    TypeKind k = e->type->kind;
    if (k == TY_ERROR || k == TY_TIMESTAMP || k == TY_DATE)
        return e;
    say(s, E0201, n->span, MSG_WANTS_TYPE, phrase(s, n->span, whose),
        a_type(&type_timestamp), a_type(e->type));
    return core_error(s, n->span);
}

/* `per month` alone leaves open in which month a record counts: the two rates that are
 * mixed up most, and what stands at the end of a month, are written in three ways. */
static void say_no_instant(Sema *s, const Asked *a)
{
    const char *word = word_at(s, a->call->span, s->measuring->period);
    Diag *d = say(s, E0464, a->call->span, MSG_TERM_NO_INSTANT,
                  span_words(a->call->span), word);
    if (s->measuring->inlined)
        diag_label(d, s->measuring->use, MSG_PART_OF);
    diag_help(d, MSG_COHORT_HELP, word, some_instant(s->root, false));
    diag_help(d, MSG_PERIOD_HELP, word, some_instant(s->root, true));
    diag_help(d, MSG_STANDING_HELP, word);
}

static CoreExpr *check_own_at(Sema *s, const Asked *a)
{
    const Measuring *m = s->measuring;
    if (m->per.kind == PERIOD_NONE && !m->inlined) {
        diag_help(say(s, E0464, a->at->span, MSG_AT_NO_PER), MSG_AT_NO_PER_HELP);
        return core_error(s, a->at->span);
    }
    if (m->of != NULL && a->over != OVER_FACTS && !m->inlined) {
        diag_help(say(s, E0464, a->at->span, MSG_AT_AND_OF), MSG_AT_AND_OF_HELP);
        return core_error(s, a->at->span);
    }
    return check_dated(s, a->at, MSG_ITS_AT);
}

/* The instant that puts a record into a period; NULL where there are none, or where it is
 * asked of all records for each. */
static CoreExpr *check_at(Sema *s, const Asked *a)
{
    Measuring *m = s->measuring;
    if (a->at != NULL) {
        CoreExpr *e = check_own_at(s, a);
        return m->per.kind == PERIOD_NONE && !is_error(e) ? NULL : e;
    }
    if (m->per.kind == PERIOD_NONE || m->asks)
        return NULL;
    if (a->over == OVER_FACTS)
        return s->fact->at;
    if (m->of != NULL) {
        m->of_used = true;
        return check_dated(s, m->of, MSG_PERIOD_INSTANT);
    }
    say_no_instant(s, a);
    return core_error(s, a->call->span);
}

static bool splits_by(const Type *t)
{
    return t->kind == TY_TEXT || t->kind == TY_FLAG || t->kind == TY_ENUM
           || t->kind == TY_ERROR;
}

static CoreExpr *check_split(Sema *s, const Node *n)
{
    const Node *name = bare(n);
    if (s->whose == OF_FACT && name->kind == N_NAME
        && scope_find(s->scope, name->text) == NULL) {
        Diag *d = say(s, E0340, n->span, MSG_SPLIT_NOT_IN_FACT, str_z(s->fact->name),
                      str_z(name->text));
        diag_label(d, s->root->span[s->fact->id], MSG_DECLARED_HERE);
        return core_error(s, n->span);
    }
    CoreExpr *e = check_expr(s, n);
    if (splits_by(e->type))
        return e;
    Diag *d = say(s, E0465, n->span, MSG_SPLIT_KIND, a_type(e->type));
    if (e->type->kind == TY_TIMESTAMP || e->type->kind == TY_DATE)
        diag_help(d, MSG_SPLIT_BY_TIME);
    else
        diag_help(d, MSG_SPLIT_BANDS, span_words(n->span));
    return core_error(s, n->span);
}

/* In the place of the record, which is entered. */
static bool split_source(Sema *s, const Node *splits, TermSource *src)
{
    src->split = MEM_ARRAY(CoreExpr *, n_items(splits) + 1);
    bool ok = true;
    for (int i = 0; i < n_items(splits); i++) {
        src->split[i] = check_split(s, kid(splits->kid[i], 0));
        ok &= !is_error(src->split[i]);
    }
    return ok;
}

static CoreExpr *both(Sema *s, CoreExpr *a, CoreExpr *b, Span at)
{
    if (a == NULL || b == NULL)
        return a != NULL ? a : b;
    CoreExpr *e = core_new(s, CORE_AND, &type_flag, at, 2);
    core_set_arg(e, 0, a);
    core_set_arg(e, 1, b);
    return is_error(a) || is_error(b) ? core_error(s, at) : e;
}

/* The lane has an instance. */
static CoreExpr *is_there(Sema *s, int clause, int lane, Span at)
{
    const Type *status = type_enum(&clause_status);
    CoreExpr *arg[2] = {core_new(s, CORE_CLAUSE, status, at, 0),
                        core_const(s, status, STATUS_NONE, at)};
    arg[0]->index = clause;
    arg[0]->prop = PROP_STATUS;
    arg[0]->lane = lane;
    return core_call(s, K_NE, &type_flag, at, 2, arg);
}

static CoreExpr *check_where(Sema *s, const Asked *a)
{
    Span at = a->call->span;
    CoreExpr *own = a->where != NULL ? check_flag(s, a->where) : NULL;
    CoreExpr *only = a->over == OVER_FACTS ? NULL : s->measuring->only;
    if (a->over == OVER_INSTANCES)
        own = both(s, is_there(s, a->index, s->lane, at), own, at);
    return both(s, only, own, at);
}

/* What is behind the dot is a name of the record, whatever else is called so. */
static CoreExpr *check_value(Sema *s, const Asked *a)
{
    if (a->value == NULL)
        return NULL;
    if (a->over == OVER_FACTS && a->value->kind == N_NAME
        && core_field(s->core, a->value->text) < 0)
        return say_no_fact_field(s, a->value);
    if (a->over == OVER_INSTANCES && a->value->kind == N_NAME)
        return clause_prop(s, a->value, a->value, a->index, s->lane);
    return check_expr(s, a->value);
}

static bool any_error(const CoreExpr *a, const CoreExpr *b, const CoreExpr *c)
{
    return (a != NULL && is_error(a)) || (b != NULL && is_error(b))
           || (c != NULL && is_error(c));
}

static bool check_source(Sema *s, const Asked *a, CoreTerm *t, int lane)
{
    TermSource *src = &t->source[lane];
    Measuring *m = s->measuring;
    const CoreFact *fact = a->over == OVER_FACTS ? &s->root->facts[a->index] : NULL;
    Place old = place_enter(s, fact != NULL ? OF_FACT : OF_LEAD, fact);
    s->instance = a->over == OVER_INSTANCES ? a->index + 1 : 0;
    s->lane = lane;
    m->may_ask = m->per.kind != PERIOD_NONE && m->of == NULL && a->at == NULL;
    m->asks = false;
    m->dated = a->at != NULL ? a->at : fact == NULL ? m->of : NULL;
    src->value = check_value(s, a);
    src->where = check_where(s, a);
    m->may_ask = false;
    bool ok = !any_error(src->value, src->where, NULL);
    src->at = ok ? check_at(s, a) : NULL;
    ok = ok && !any_error(src->at, NULL, NULL) && split_source(s, m->splits, src);
    t->each_period = m->per.kind != PERIOD_NONE && src->at == NULL;
    m->dated = NULL;
    place_leave(s, &old);
    return ok;
}

bool check_splits(Sema *s, int clause, int lane, const Node *splits, TermSource *src)
{
    Place old = place_enter(s, OF_LEAD, NULL);
    s->instance = clause + 1;
    s->lane = lane;
    bool ok = split_source(s, splits, src);
    place_leave(s, &old);
    return ok;
}

/* A clause is asked once a lane, and what is odd about it said once. */
static bool check_sources(Sema *s, const Asked *a, CoreTerm *t)
{
    bool quiet = s->quiet, ok = true;
    for (int i = 0; i < t->n_sources && ok; i++) {
        s->quiet = quiet || i > 0;
        ok = check_source(s, a, t, i);
    }
    s->quiet = quiet;
    return ok && t->n_sources > 0;
}

static int lanes_of(Sema *s, const Asked *a)
{
    const CoreClause *c =
        a->over == OVER_INSTANCES ? &s->root->clauses[a->index] : NULL;
    if (c != NULL && c->kind == CLAUSE_MEASURE)
        say(s, E0310, a->base->span, MSG_MEASURE_HAS_NO_CLOCK, str_z(c->name));
    return c == NULL ? 1 : clause_lanes(c);
}

/* -- types */

static bool adds_up(const Type *t)
{
    return t->kind == TY_NUMBER || t->kind == TY_MONEY || t->kind == TY_DURATION
           || t->kind == TY_BUSINESS;
}

static bool has_order(const Type *t)
{
    return adds_up(t) || t->kind == TY_DATE || t->kind == TY_TIMESTAMP;
}

static const Type *result_type(const Asked *a, const Type *of)
{
    switch (a->word.agg) {
    case AGG_COUNT: return &type_number;
    case AGG_DISTINCT:
        return of != NULL && of->kind != TY_LIST ? &type_number : &type_error;
    case AGG_SUM: return of != NULL && adds_up(of) ? of : &type_error;
    case AGG_MIN:
    case AGG_MAX:
    case AGG_QUANTILE: return of != NULL && has_order(of) ? of : &type_error;
    }
    return &type_error;
}

static void help_type(Diag *d, const Asked *a, const Type *of)
{
    const char *base = str_z(a->base->text), *value = span_words(a->value->span);
    if (of->kind == TY_FLAG)
        diag_help(d, MSG_WRITE, str_format("count(%s where %s)", base, value));
    else if (has_order(of))
        diag_help(d, MSG_AGG_OF_INSTANTS);
    else if (of->kind == TY_LIST)
        diag_help(d, MSG_WRITE, str_format("sum(%s.(count(%s)))", base, value));
    else
        diag_help(d, MSG_AGG_OF_TEXTS);
}

static void say_wrong_type(Sema *s, const Asked *a, const Type *of)
{
    if (of == NULL) {
        diag_help(say(s, E0211, a->call->span, MSG_AGG_OF_WHAT, a->name,
                      str_z(a->base->text)),
                  MSG_WRITE, str_format("%s(%s.FIELD)", a->name, str_z(a->base->text)));
        return;
    }
    help_type(
        say(s, E0211, a->value->span, MSG_WRONG_ARGUMENTS, a->name, type_words(of)), a,
        of);
}

/* -- terms */

static void use_term(Measuring *m, int term)
{
    for (int i = 0; i < m->n_terms; i++)
        if (m->term[i] == term)
            return;
    MEM_PUSH(m->term, m->n_terms, m->cap_terms) = term;
}

/* The figure of a term: a field of root->figures. */
static CoreExpr *figure(Sema *s, const CoreTerm *t, Span at)
{
    CoreExpr *e = core_new(s, CORE_FIELD, t->type, at, 0);
    e->index = term_number(s, t);
    use_term(s->measuring, e->index);
    return e;
}

/* The call as if another aggregate had been written: "sum(lead.visits)". */
static Str text_as(const char *word, Span at)
{
    Str t = one_line(at);
    size_t open = 0;
    while (open < t.n && t.p[open] != '(')
        open++;
    return str_of(str_format("%s%s", word, str_z(str_sub(t, open, t.n))));
}

static CoreExpr *mean(Sema *s, const Asked *a, const CoreTerm *t)
{
    CoreTerm sum = *t, n = *t;
    Span at = a->call->span;
    sum.text = text_as("sum", at);
    n.agg = AGG_COUNT;
    n.type = &type_number;
    n.text = text_as("count", at);
    CoreExpr *const arg[] = {figure(s, &sum, at), figure(s, &n, at)};
    const Overload *o = overload_find(OP_DIV, t->type->kind, TY_NUMBER);
    return core_call(s, o->kernel, t->type, at, 2, arg);
}

static CoreExpr *say_no_place(Sema *s, const Node *call)
{
    if (s->measuring != NULL)
        say(s, E0461, call->span, MSG_AGG_IN_AGG, span_words(call->span));
    else
        diag_help(say(s, E0460, call->span, MSG_AGG_NOT_HERE, span_words(call->span)),
                  MSG_AGG_NOT_HERE_HELP, span_words(call->span));
    return core_error(s, call->span);
}

CoreExpr *check_aggregate(Sema *s, const Node *call)
{
    Asked a;
    Span at = call->span;
    if (s->whose != OF_FIGURES || s->measuring == NULL)
        return say_no_place(s, call);
    if (!read_call(s, call, &a))
        return core_error(s, at);
    if (a.word.percent > 99) {
        say(s, E0466, kid(call, 0)->span, MSG_NO_QUANTILE, a.name);
        return core_error(s, at);
    }
    CoreTerm t = {.agg = a.word.agg,
                  .percent = a.word.percent,
                  .over = a.over,
                  .index = a.index,
                  .n_sources = lanes_of(s, &a),
                  .n_splits = n_items(s->measuring->splits),
                  .per = s->measuring->per,
                  .text = one_line(at),
                  .id = core_span(s, at)};
    t.source = MEM_ARRAY(TermSource, t.n_sources + 1);
    if (!check_sources(s, &a, &t))
        return core_error(s, at);
    const Type *of = t.source->value != NULL ? t.source->value->type : NULL;
    t.type = result_type(&a, of);
    if (t.type->kind == TY_ERROR) {
        say_wrong_type(s, &a, of);
        return core_error(s, at);
    }
    return a.word.mean ? mean(s, &a, &t) : figure(s, &t, at);
}

bool is_term_instant(const Sema *s, const Node *n)
{
    const Node *at = s->measuring != NULL ? bare(s->measuring->dated) : NULL;
    n = bare(n);
    return at != NULL && n->kind == N_NAME && at->kind == N_NAME
           && str_eq(n->text, at->text);
}

CoreExpr *check_period_edge(Sema *s, const Node *member)
{
    const Node *base = kid(member, 0), *name = kid(member, 1);
    bool start = is_word(name, KW_START), end = is_word(name, KW_END);
    if (!is_word(base, KW_PERIOD) || (!start && !end))
        return NULL;
    if (s->measuring == NULL || !s->measuring->may_ask) {
        diag_help(
            say(s, E0464, member->span, MSG_PERIOD_EDGE, span_words(member->span)),
            MSG_PERIOD_EDGE_HELP);
        return core_error(s, member->span);
    }
    s->measuring->asks = true;
    return core_new(s, start ? CORE_PERIOD_START : CORE_PERIOD_END, &type_timestamp,
                    member->span, 0);
}
