/* check_standing.c -- the measures that every report has, whatever the policy asks for:
 * clauses by status, targets and what was attained, the funnel, and what is missing.
 *
 * They are made of the core, not of text; each term is written as the language would say
 * it.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"

/* -- small expressions */

static CoreExpr *prop(Sema *s, int clause, int lane, ClauseProp p, const Type *type)
{
    Span at = s->root->span[s->root->clauses[clause].id];
    CoreExpr *e = core_new(s, CORE_CLAUSE, type, at, 0);
    e->index = clause;
    e->prop = p;
    e->lane = lane;
    return e;
}

static CoreExpr *equals(Sema *s, CoreExpr *a, int64_t value)
{
    Span at = core_at(s, a);
    return core_call(s, K_EQ, &type_flag, at, 2,
                     (CoreExpr *const[]){a, core_const(s, a->type, value, at)});
}

static CoreExpr *has_status(Sema *s, int clause, int lane, ClauseStatus status)
{
    return equals(s, prop(s, clause, lane, PROP_STATUS, type_enum(&clause_status)),
                  status);
}

static CoreExpr *of_stage(Sema *s, CoreKind kind, const Type *type, int stage)
{
    Span at = s->root->span[s->root->stages[stage].id];
    CoreExpr *e = core_new(s, kind, type, at, 0);
    e->index = stage;
    return e;
}

/* -- measures of terms */

static CoreMeasure measure_new(Sema *s, MeasureRole role, Str name, Str title, int id)
{
    const Core *c = s->root;
    return (CoreMeasure){.role = role,
                         .name = name,
                         .title = title,
                         .clause = -1,
                         .level = -1,
                         .per = {PERIOD_NONE, c->year_starts, c->zone},
                         .type = &type_number,
                         .id = id};
}

static CoreTerm count_new(const CoreMeasure *m, TermOver over, int index, int n_sources,
                          const char *text)
{
    return (CoreTerm){.agg = AGG_COUNT,
                      .over = over,
                      .index = index,
                      .type = &type_number,
                      .source = MEM_ARRAY(TermSource, n_sources),
                      .n_sources = n_sources,
                      .n_splits = m->n_splits,
                      .per = m->per,
                      .text = str_of(text),
                      .id = m->id};
}

static void add_term(Sema *s, CoreMeasure *m, const CoreTerm *t, int room)
{
    if (m->term == NULL)
        m->term = MEM_ARRAY(int, room);
    m->term[m->n_terms++] = term_number(s, t);
}

static void add_count(Sema *s, CoreMeasure *m, CoreExpr *where, const char *text,
                      int room)
{
    CoreTerm t = count_new(m, OVER_LEADS, -1, 1, text);
    t.source[0].where = where;
    add_term(s, m, &t, room);
}

/* -- clauses by status */

/* A lead without an instance has none in its first lane; the others are empty too. */
static int lanes_with(const CoreClause *cl, ClauseStatus status)
{
    return status == STATUS_NONE ? 1 : clause_lanes(cl);
}

static const char *status_text(const CoreClause *cl, ClauseStatus status)
{
    return str_format("count(%s where status = %s)", str_z(cl->name),
                      clause_status_name(status));
}

static void add_statuses(Sema *s, int clause)
{
    CoreClause *cl = &s->root->clauses[clause];
    CoreMeasure m = measure_new(s, MEASURE_STATUSES, cl->name, cl->title, cl->id);
    m.clause = clause;
    for (int i = 0; i < N_CLAUSE_STATUSES; i++) {
        ClauseStatus status = (ClauseStatus)i;
        CoreTerm t = count_new(&m, OVER_INSTANCES, clause, lanes_with(cl, status),
                               status_text(cl, status));
        for (int k = 0; k < t.n_sources; k++)
            t.source[k].where = has_status(s, clause, k, status);
        add_term(s, &m, &t, N_CLAUSE_STATUSES);
    }
    cl->statuses = s->root->n_measures;
    add_measure(s, &m);
}

/* -- what was attained of a target */

/* The line `split by` of the level, or of the next more general one that has it. */
static const Node *split_line(const Sema *s, int clause, int level)
{
    for (int k = level; k < s->root->clauses[clause].n_levels; k++)
        if (s->clause[clause].level[k].line[LINE_SPLIT] != NULL)
            return s->clause[clause].level[k].line[LINE_SPLIT];
    return NULL;
}

static CoreExpr *target_instant(Sema *s, int clause, int lane,
                                const CoreClauseTarget *t)
{
    static const ClauseProp by[] = {
        [BY_DUE] = PROP_DUE, [BY_START] = PROP_STARTS, [BY_STOP] = PROP_STOPPED};
    if (s->root->clauses[clause].kind == CLAUSE_KEEP)
        return t->of;
    return prop(s, clause, lane, by[t->by], &type_timestamp);
}

/* Instances whose target this level supplies; a lead without one is in no period. */
static CoreExpr *of_level(Sema *s, const CoreClause *cl, int level, CoreExpr *status)
{
    if (cl->target_level == NULL)
        return status;
    CoreExpr *e = core_new(s, CORE_AND, &type_flag, core_at(s, status), 2);
    core_set_arg(e, 0, status);
    core_set_arg(e, 1, equals(s, cl->target_level, level * MICRO));
    return e;
}

static bool attained_sources(Sema *s, const CoreMeasure *m, CoreTerm *t,
                             ClauseStatus status, const Node *splits)
{
    const CoreClause *cl = &s->root->clauses[m->clause];
    const CoreClauseTarget *target = &cl->level[m->level].target;
    for (int k = 0; k < t->n_sources; k++) {
        TermSource *src = &t->source[k];
        CoreExpr *where = has_status(s, m->clause, k, status);
        src->where = status == STATUS_NONE
                         ? core_const(s, &type_flag, 0, core_at(s, where))
                         : of_level(s, cl, m->level, where);
        src->at = target_instant(s, m->clause, k, target);
        if (!check_splits(s, m->clause, k, splits, src))
            return false;
    }
    return true;
}

/* met ÷ (met + breached) */
static void take_share(Sema *s, CoreMeasure *m)
{
    Place old = place_enter(s, OF_FIGURES, NULL);
    Span at = s->root->span[m->id];
    CoreExpr *met = core_new(s, CORE_FIELD, &type_number, at, 0);
    CoreExpr *breached = core_new(s, CORE_FIELD, &type_number, at, 0);
    met->index = m->term[STATUS_MET];
    breached->index = m->term[STATUS_BREACHED];
    m->over = met;
    m->under =
        core_call(s, K_ADD, &type_number, at, 2, (CoreExpr *const[]){met, breached});
    m->value = core_call(s, K_DIV, &type_number, at, 2,
                         (CoreExpr *const[]){m->over, m->under});
    place_leave(s, &old);
}

static void add_attainment(Sema *s, int clause, int level)
{
    CoreClause *cl = &s->root->clauses[clause];
    CoreClauseLevel *l = &cl->level[level];
    const Node *line = split_line(s, clause, level);
    bool quiet = s->quiet;
    CoreMeasure m =
        measure_new(s, MEASURE_ATTAINMENT, cl->name, cl->title, l->target.id);
    m.clause = clause;
    m.level = level;
    m.per.kind = l->target.per;
    take_splits(s, line, &m);
    if (l->target.of != NULL)
        m.of_text = one_line(core_at(s, l->target.of));
    for (int i = 0; i < N_CLAUSE_STATUSES; i++) {
        ClauseStatus status = (ClauseStatus)i;
        CoreTerm t = count_new(&m, OVER_INSTANCES, clause, lanes_with(cl, status),
                               status_text(cl, status));
        bool ok = attained_sources(s, &m, &t, status, kid(line, 0));
        s->quiet = true; /* what is odd about a split was said of the first */
        if (!ok)
            break;
        add_term(s, &m, &t, N_CLAUSE_STATUSES);
    }
    s->quiet = quiet;
    if (m.n_terms < N_CLAUSE_STATUSES)
        return;
    take_share(s, &m);
    m.target = l->target.share;
    m.at_least = true;
    l->attainment = s->root->n_measures;
    add_measure(s, &m);
    cl->splits = m.splits;
    cl->n_splits = m.n_splits;
}

static void add_clauses(Sema *s)
{
    const Core *c = s->root;
    for (int i = 0; i < c->n_clauses; i++)
        if (c->clauses[i].kind != CLAUSE_MEASURE && clause_lanes(&c->clauses[i]) > 0)
            add_statuses(s, i);
    for (int i = 0; i < c->n_clauses; i++)
        for (int k = 0; k < c->clauses[i].n_levels; k++)
            if (c->clauses[i].kind != CLAUSE_MEASURE
                && c->clauses[i].level[k].has_target
                && c->clauses[i].level[k].target.share != NULL
                && clause_lanes(&c->clauses[i]) > 0)
                add_attainment(s, i, k);
}

/* -- the funnel */

enum { TERMS_A_STAGE = 3 };

static void add_in_it(Sema *s, CoreMeasure *m, int stage, int room)
{
    const Core *c = s->root;
    const CoreStage *st = &c->stages[stage];
    int first = st->is_exit ? c->n_stages - c->n_exits : 0;
    const Enum *of = st->is_exit ? c->exit_enum : c->stage_enum;
    CoreExpr *in =
        of_stage(s, st->is_exit ? CORE_EXIT : CORE_STAGE, type_enum(of), stage);
    in->index = -1;
    add_count(s, m, equals(s, in, stage - first),
              str_format("count(lead where %s = %s)", st->is_exit ? "exit" : "stage",
                         str_z(st->name)),
              room);
}

static void add_time_to(Sema *s, CoreMeasure *m, int stage, int room)
{
    const CoreStage *st = &s->root->stages[stage];
    const char *to = str_z(st->name), *from = str_z(st[-1].name);
    CoreTerm t =
        count_new(m, OVER_LEADS, -1, 1,
                  str_format("median(lead.(%s.since - %s.since) where reached(%s))", to,
                             from, to));
    t.agg = AGG_QUANTILE;
    t.percent = 50;
    t.type = &type_duration;
    t.source[0].where = of_stage(s, CORE_REACHED, &type_flag, stage);
    t.source[0].value = core_call(
        s, K_SUB, &type_duration, s->root->span[st->id], 2,
        (CoreExpr *const[]){of_stage(s, CORE_SINCE, &type_timestamp, stage),
                            of_stage(s, CORE_SINCE, &type_timestamp, stage - 1)});
    add_term(s, m, &t, room);
}

static void add_funnel(Sema *s)
{
    const Core *c = s->root;
    const int room = c->n_stages * TERMS_A_STAGE;
    if (c->n_stages == 0)
        return;
    CoreMeasure m =
        measure_new(s, MEASURE_FUNNEL, STR("funnel"), STR("funnel"), c->stages[0].id);
    for (int i = 0; i < c->n_stages; i++) {
        const CoreStage *st = &c->stages[i];
        add_count(s, &m, of_stage(s, CORE_REACHED, &type_flag, i),
                  str_format("count(lead where reached(%s))", str_z(st->name)), room);
        add_in_it(s, &m, i, room);
        if (i > 0 && !st->is_exit)
            add_time_to(s, &m, i, room);
    }
    add_measure(s, &m);
}

/* -- what is missing of what is asked */

typedef struct Reads {
    const Core *c;
    uint8_t *field;
} Reads;

static void see_field(void *ctx, const CoreExpr *e)
{
    Reads *r = ctx;
    if (e->kind == CORE_FIELD && core_may_miss(r->c, e))
        r->field[e->index] = 1;
}

static void read_term(Reads *r, const CoreTerm *t)
{
    for (int i = 0; i < t->n_sources && t->over != OVER_FACTS; i++) {
        const TermSource *src = &t->source[i];
        core_walk(r->c, src->value, false, see_field, r);
        core_walk(r->c, src->where, false, see_field, r);
        core_walk(r->c, src->at, false, see_field, r);
        for (int k = 0; k < t->n_splits; k++)
            core_walk(r->c, src->split[k], false, see_field, r);
    }
}

/* Fields that rules, clauses or measures read and that a lead may lack. */
static void read_all(Reads *r)
{
    const Core *c = r->c;
    for (int i = 0; i < c->n_personas; i++)
        core_walk(c, c->personas[i].when, false, see_field, r);
    for (int i = 0; i < c->n_scores; i++)
        core_walk_score(c, i, false, see_field, r);
    for (int i = 0; i < c->n_stages; i++) {
        core_walk(c, c->stages[i].when, false, see_field, r);
        core_walk(c, c->stages[i].since, false, see_field, r);
    }
    for (int i = 0; i < c->n_clauses; i++)
        core_walk_clause(c, i, false, see_field, r);
    for (int i = 0; i < c->n_terms; i++)
        read_term(r, &c->terms[i]);
}

static CoreExpr *is_missing(Sema *s, int field)
{
    Span at = s->root->span[s->root->fields[field].id];
    CoreExpr *e = core_new(s, CORE_FIELD, s->root->fields[field].type, at, 0);
    CoreExpr *known = core_new(s, CORE_KNOWN, &type_flag, at, 1);
    CoreExpr *not = core_new(s, CORE_NOT, &type_flag, at, 1);
    e->index = field;
    core_set_arg(known, 0, e);
    core_set_arg(not, 0, known);
    return not ;
}

static void add_quality(Sema *s)
{
    const Core *c = s->root;
    Reads r = {c, MEM_ARRAY(uint8_t, c->n_fields + 1)};
    const int room = c->n_fields + 1;
    if (c->n_fields == 0)
        return;
    CoreMeasure m = measure_new(s, MEASURE_QUALITY, STR("quality"), STR("quality"),
                                c->fields[0].id);
    read_all(&r);
    for (int i = 0; i < c->n_fields; i++)
        if (r.field[i])
            add_count(
                s, &m, is_missing(s, i),
                str_format("count(lead where %s missing)", str_z(c->fields[i].name)),
                room);
    if (m.n_terms == 0)
        return;
    add_count(s, &m, NULL, "count(lead)", room);
    add_measure(s, &m);
}

/* What is wrong has been said: a report of it will not be made. */
void check_standing(Sema *s)
{
    if (diags_any_error(s->diags))
        return;
    (void)figures_of(s);
    add_clauses(s);
    add_funnel(s);
    add_quality(s);
}
