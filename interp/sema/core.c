/* core.c -- making nodes of the core, and finding its parts by name. */
#include "interp/sema/core.h"

#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/sema/checker.h"

int core_span(Sema *s, Span at)
{
    Core *c = s->root;
    MEM_PUSH(c->span, c->n_spans, c->scope->cap_spans) = at;
    s->core->span = c->span; /* its parts number their places alike */
    s->core->n_spans = c->n_spans;
    return c->n_spans - 1;
}

CoreExpr *core_new(Sema *s, CoreKind kind, const Type *type, Span at, int n_args)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    e->kind = kind;
    e->type = type;
    e->id = core_span(s, at);
    e->depth = 1;
    e->index = -1;
    e->n = n_args;
    if (n_args > 0)
        e->arg = MEM_ARRAY(CoreExpr *, n_args);
    return e;
}

CoreExpr *core_error(Sema *s, Span at)
{
    return core_new(s, CORE_CONST, &type_error, at, 0);
}

CoreExpr *core_const(Sema *s, const Type *type, int64_t i64, Span at)
{
    CoreExpr *e = core_new(s, CORE_CONST, type, at, 0);
    e->i64 = i64;
    return e;
}

CoreExpr *core_const_text(Sema *s, const Type *type, Str text, Span at)
{
    CoreExpr *e = core_new(s, CORE_CONST, type, at, 0);
    e->text = str_copy(text);
    return e;
}

void core_set_arg(CoreExpr *e, int i, CoreExpr *arg)
{
    e->arg[i] = arg;
    if (arg->depth >= e->depth)
        e->depth = arg->depth + 1;
}

CoreExpr *core_call(Sema *s, KernelId k, const Type *type, Span at, int n,
                    CoreExpr *const *args)
{
    CoreExpr *e = core_new(s, CORE_CALL, type, at, n);
    e->kernel = k;
    for (int i = 0; i < n; i++)
        core_set_arg(e, i, args[i]);
    return e;
}

int clause_lanes(const CoreClause *c)
{
    switch (c->kind) {
    case CLAUSE_CLOCK: return c->n_starts;
    case CLAUSE_KEEP: return 1;
    case CLAUSE_MEASURE: break;
    }
    return 0;
}

const Type *type_of_kind(TypeKind k)
{
    static const Type *const plain[N_TYPE_KINDS] = {
        [TY_ERROR] = &type_error,         [TY_TEXT] = &type_text,
        [TY_NUMBER] = &type_number,       [TY_MONEY] = &type_money,
        [TY_FLAG] = &type_flag,           [TY_DATE] = &type_date,
        [TY_TIMESTAMP] = &type_timestamp, [TY_DURATION] = &type_duration,
        [TY_BUSINESS] = &type_business,   [TY_PERIOD] = &type_period,
    };
    return plain[k] != NULL ? plain[k] : &type_error;
}

static bool value_of_call(const CoreExpr *e, const int64_t *v, int64_t *out)
{
    if (e->kernel == K_ADD)
        return !__builtin_add_overflow(v[0], v[1], out);
    if (e->kernel == K_SUB)
        return !__builtin_sub_overflow(v[0], v[1], out);
    if (e->kernel == K_NEG)
        return !__builtin_sub_overflow((int64_t)0, v[0], out);
    if (e->kernel == K_MUL)
        return dec_mul(v[0], v[1], out);
    if (e->kernel == K_DIV)
        return dec_div(v[0], v[1], out);
    return false;
}

bool core_value(const CoreExpr *e, int64_t *out)
{
    int64_t v[2] = {0, 0};
    if (e->kind == CORE_CONST) {
        *out = e->i64;
        return !e->missing && type_phys(e->type) == PHYS_I64;
    }
    if (e->kind != CORE_CALL || e->n > 2)
        return false;
    for (int i = 0; i < e->n; i++)
        if (!core_value(e->arg[i], &v[i]))
            return false;
    return value_of_call(e, v, out);
}

int core_field(const Core *c, Str name)
{
    for (int i = 0; i < c->n_fields; i++)
        if (str_eq(c->fields[i].name, name))
            return i;
    return -1;
}

/* What the lead always has is not tested for being missing. */
static unsigned flags_of_ask(const Core *c, const CoreAsk *ask)
{
    return ask->expr != NULL && !core_may_miss(c, ask->expr) ? FIELD_REQUIRED : 0;
}

/* The policy's with room for n fields more. */
static Core *core_with_room(const Core *c, int n)
{
    Core *out = MEM_NEW(Core);
    *out = *c;
    out->fields = MEM_ARRAY(CoreField, c->n_fields + n + 1);
    for (int i = 0; i < c->n_fields; i++)
        out->fields[i] = c->fields[i];
    return out;
}

Core *core_of_test(const Core *c, const CoreTest *t)
{
    Core *out = core_with_room(c, t->n_asks);
    for (int i = 0; i < t->n_asks; i++)
        out->fields[out->n_fields++] = (CoreField){.name = t->ask[i].name,
                                                   .flags = flags_of_ask(c, &t->ask[i]),
                                                   .type = t->ask[i].type,
                                                   .zone = c->zone,
                                                   .currency_field = -1,
                                                   .id = t->ask[i].id};
    return out;
}

Core *core_of_guard(const Core *c, const CoreGuard *g)
{
    Core *out = core_with_room(c, g->n_terms);
    for (int i = 0; i < g->n_terms; i++)
        out->fields[out->n_fields++] = (CoreField){.name = g->term[i].text,
                                                   .type = g->term[i].type,
                                                   .zone = c->zone,
                                                   .currency_field = -1,
                                                   .id = g->term[i].id};
    return out;
}

bool measure_is_called(const Core *c, const CoreMeasure *m, Str name)
{
    if (m->role == MEASURE_KPI)
        return str_eq(m->name, name);
    if ((m->role != MEASURE_ATTAINMENT && m->role != MEASURE_CLAUSE) || m->clause < 0)
        return false;
    const CoreClause *cl = &c->clauses[m->clause];
    if (cl->n_levels <= 1)
        return str_eq(cl->name, name);
    const CoreAgreement *a = &c->agreements[cl->level[m->level].agreement];
    return name.n == a->name.n + 1 + cl->name.n && str_starts(name, a->name)
           && name.p[a->name.n] == '.' && str_ends(name, cl->name);
}

int core_threshold(const Core *c, Str name)
{
    for (int i = 0; i < c->n_thresholds; i++)
        if (str_eq(c->thresholds[i].name, name))
            return i;
    return -1;
}

int core_score(const Core *c, Str name)
{
    for (int i = 0; i < c->n_scores; i++)
        if (str_eq(c->scores[i].name, name))
            return i;
    return -1;
}

int core_grade(const Core *c, Str name)
{
    for (int i = 0; i < c->n_grades; i++)
        if (str_eq(c->grades[i].name, name))
            return i;
    return -1;
}

int core_stage(const Core *c, Str name)
{
    for (int i = 0; i < c->n_stages; i++)
        if (str_eq(c->stages[i].name, name))
            return i;
    return -1;
}

int core_clause(const Core *c, Str name)
{
    for (int i = 0; i < c->n_clauses; i++)
        if (str_eq(c->clauses[i].name, name))
            return i;
    return -1;
}

int core_calendar(const Core *c, Str name)
{
    for (int i = 0; i < c->n_calendars; i++)
        if (str_eq(c->calendars[i].name, name))
            return i;
    return -1;
}

int core_measure(const Core *c, Str name)
{
    for (int i = 0; i < c->n_measures; i++)
        if (c->measures[i].role == MEASURE_KPI && str_eq(c->measures[i].name, name))
            return i;
    return -1;
}
