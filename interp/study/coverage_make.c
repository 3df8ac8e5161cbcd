/* coverage_make.c -- what a policy owes its tests, and counting what they give. */
#include "interp/study/coverage_make.h"

#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "interp/io/colvalue.h"
#include "interp/study/test_world.h"

typedef enum Ask { ASK_FLAG, ASK_RULE, ASK_PLACE, ASK_GRADE, ASK_STATUS } Ask;

/* How an item is asked of a lead. */
typedef struct Asked {
    Ask ask;
    int index;    /* extra, rule, stage, grade, clause */
    int state[3]; /* by yes, no, unknown, or status: its outcome, or -1 */
} Asked;

typedef struct Covering {
    const Session *s;
    const Core *core;
    Coverage *out;
    Asked *source; /* by item */
    int n_sources;
    size_t cap_sources;
    CoreExpr **extra;
    int n_extra;
    size_t cap_extra;
} Covering;

enum { YES, NO, UNKNOWN };

/* -- what is owed ----------------------------------------------------------------------- */

/* Modules of the library are not the policy's to test. */
static bool is_own(const Covering *c, int id)
{
    for (int i = 0; i < c->s->n_files; i++)
        if (c->core->span[id].src == c->s->file[i]->src)
            return true;
    return false;
}

static CoverItem *add(Covering *c, const char *kind, const char *name, Asked source,
                      int n)
{
    MEM_PUSH(c->source, c->n_sources, c->cap_sources) = source;
    CoverItem *i = &MEM_PUSH(c->out->item, c->out->n, c->out->cap);
    *i = (CoverItem){
        .kind = kind, .name = name, .outcome = MEM_ARRAY(CoverOutcome, n + 1)};
    return i;
}

static int owe(CoverItem *i, const char *name)
{
    i->outcome[i->n].name = name;
    return i->n++;
}

static CoverItem *add_states(Covering *c, const char *kind, const char *name, Ask ask,
                             int index, bool may_be_no, bool may_miss)
{
    CoverItem *i = add(c, kind, name, (Asked){.ask = ask, .index = index}, 3);
    Asked *s = &c->source[c->out->n - 1];
    s->state[YES] = owe(i, "yes");
    s->state[NO] = may_be_no ? owe(i, "no") : -1;
    s->state[UNKNOWN] = may_miss ? owe(i, "unknown") : -1;
    return i;
}

static void add_condition(Covering *c, const char *kind, Str name, CoreExpr *e, int id)
{
    if (e == NULL || e->kind == CORE_CONST || !is_own(c, id))
        return;
    MEM_PUSH(c->extra, c->n_extra, c->cap_extra) = e;
    add_states(c, kind, str_z(name), ASK_FLAG, c->n_extra - 1, true,
               core_may_miss(c->core, e));
}

static void add_rules(Covering *c, const CoreScore *s, const CoreRule *rule, int n)
{
    for (int i = 0; i < n; i++) {
        const CoreRule *r = &rule[i];
        if (r->kind == RULE_GROUP) {
            add_rules(c, s, r->rules, r->n_rules);
            continue;
        }
        CoreExpr *e = r->kind == RULE_WHEN ? r->when : r->per;
        if (e == NULL || !is_own(c, r->id))
            continue;
        add_states(c, "rule", str_z(r->text), ASK_RULE, r->rule, r->kind == RULE_WHEN,
                   core_may_miss(c->core, e))
            ->of = str_z(s->name);
    }
}

static void add_grade(Covering *c, int grade)
{
    const CoreGrade *g = &c->core->grades[grade];
    if (!is_own(c, g->id))
        return;
    CoverItem *i = add(c, "grade", str_z(g->name),
                       (Asked){.ask = ASK_GRADE, .index = grade}, g->members->n);
    for (int m = 0; m < g->members->n; m++)
        owe(i, str_z(g->members->member[m]));
}

static void add_stage(Covering *c, int stage)
{
    const CoreStage *s = &c->core->stages[stage];
    if (!is_own(c, s->id))
        return;
    const char *kind = s->is_exit ? "exit" : "stage";
    owe(add(c, kind, str_z(s->name), (Asked){.ask = ASK_PLACE, .index = stage}, 1),
        "reached");
    add_condition(c, str_format("%s when", kind), s->name, s->when, s->id);
}

static void add_clause(Covering *c, int clause)
{
    const CoreClause *cl = &c->core->clauses[clause];
    if (cl->kind == CLAUSE_MEASURE || !is_own(c, cl->id))
        return;
    CoverItem *i = add(c, "clause", str_z(cl->name),
                       (Asked){.ask = ASK_STATUS, .index = clause}, 3);
    Asked *s = &c->source[c->out->n - 1];
    s->state[0] = owe(i, "met");
    s->state[1] = owe(i, "breached");
    s->state[2] = cl->n_cancels > 0 ? owe(i, "cancelled") : -1;
    add_condition(c, "clause for", cl->name, cl->applies, cl->id);
    add_condition(c, "clause excused", cl->name, cl->excused, cl->id);
}

static void find_items(Covering *c)
{
    const Core *core = c->core;
    for (int i = 0; i < core->n_personas; i++)
        add_condition(c, "persona", core->personas[i].name, core->personas[i].when,
                      core->personas[i].id);
    for (int i = 0; i < core->n_scores; i++)
        add_rules(c, &core->scores[i], core->scores[i].rules, core->scores[i].n_rules);
    for (int i = 0; i < core->n_grades; i++)
        add_grade(c, i);
    for (int i = 0; i < core->n_stages; i++)
        add_stage(c, i);
    for (int i = 0; i < core->n_agreements; i++)
        add_condition(c, "agreement for", core->agreements[i].name,
                      core->agreements[i].when, core->agreements[i].id);
    for (int i = 0; i < core->n_clauses; i++)
        add_clause(c, i);
}

/* -- what is seen ----------------------------------------------------------------------- */

static int flag_of(const Column *c, int r)
{
    return column_missing(c, r) ? UNKNOWN : col_flag(c, r) ? YES : NO;
}

static int rule_of(Row row, int rule)
{
    const uint8_t state = eval_rule_state(row.eval, rule)[row.r];
    return state == RULE_YES ? YES : state == RULE_NO ? NO : UNKNOWN;
}

static bool is_reached(Row row, int stage)
{
    const Column *c = eval_reached(row.eval, stage);
    return !column_missing(c, row.r) && col_flag(c, row.r);
}

static void see_statuses(Covering *c, int item, Row row)
{
    static const ClauseStatus status[] = {STATUS_MET, STATUS_BREACHED,
                                          STATUS_CANCELLED};
    const Asked *s = &c->source[item];
    const CoreClause *cl = &c->core->clauses[s->index];
    for (int lane = 0; lane < clause_lanes(cl); lane++)
        for (int k = 0; k < 3; k++)
            if (s->state[k] >= 0
                && col_i64(eval_clause(row.eval, s->index, lane, PROP_STATUS), row.r)
                       == (int64_t)status[k])
                c->out->item[item].outcome[s->state[k]].seen++;
}

static void see_item(Covering *c, int item, Row row)
{
    const Asked *s = &c->source[item];
    CoverOutcome *o = c->out->item[item].outcome;
    int state = -1;
    switch (s->ask) {
    case ASK_FLAG:
        state = s->state[flag_of(eval_extra(row.eval, s->index), row.r)];
        break;
    case ASK_RULE: state = s->state[rule_of(row, s->index)]; break;
    case ASK_PLACE: state = is_reached(row, s->index) ? 0 : -1; break;
    case ASK_GRADE: state = (int)col_i64(eval_grade(row.eval, s->index), row.r); break;
    case ASK_STATUS: see_statuses(c, item, row); break;
    }
    if (state >= 0)
        o[state].seen++;
}

static void see_test(Covering *c, const CoreTest *t)
{
    World *w = world_new(c->s, t, c->extra, c->n_extra);
    for (int i = 0; i < t->n_expect; i++) {
        if (i > 0 && t->expect_at_us[i] == t->expect_at_us[i - 1])
            continue;
        world_at(w, t->expect_at_us[i]);
        for (int lead = 0; lead < t->n_leads; lead++)
            for (int item = 0; item < c->out->n; item++)
                see_item(c, item, world_lead(w, lead));
    }
    world_free(w);
}

const Coverage *coverage_of(const Session *s)
{
    Covering c = {.s = s, .core = s->core, .out = MEM_NEW(Coverage)};
    find_items(&c);
    for (int i = 0; i < s->core->n_tests; i++)
        see_test(&c, &s->core->tests[i]);
    return c.out;
}
