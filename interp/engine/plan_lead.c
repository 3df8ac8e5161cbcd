/* plan_lead.c -- what every lead has: persona, scores, grades, its place in the funnel.
 *
 * All of it is planned for all rows, whatever selection an expression that asks is under.
 */
#include "interp/engine/plan.h"

#include "interp/base/mem.h"

/* -- the first of several conditions ----------------------------------------------- */

static bool in_order(const int64_t *value, int n, int64_t otherwise)
{
    for (int i = 0; i < n; i++)
        if (value[i] != i)
            return false;
    return otherwise == n;
}

static int first_of(Plan *pl, const char *name, const int *cond, const int64_t *value,
                    int n, int64_t otherwise, bool real)
{
    FirstStep *info = MEM_NEW(FirstStep);
    *info = (FirstStep){value, otherwise, in_order(value, n, otherwise)};
    Step s = plan_draft(name, step_first, -1, cond, n);
    s.info = info;
    s.index = real;
    const int slot = plan_put(pl, &s, PHYS_I64, PHYS_I64);
    pl->p->slot[slot].may_mark = false;
    return slot;
}

static int persona_slot(Plan *pl)
{
    const Core *c = pl->core;
    int *cond = MEM_ARRAY(int, c->n_personas);
    int64_t *value = MEM_ARRAY(int64_t, c->n_personas);
    for (int i = 0; i < c->n_personas; i++) {
        cond[i] = plan_expr(pl, c->personas[i].when);
        value[i] = i;
    }
    return first_of(pl, "persona", cond, value, c->n_personas, c->n_personas, true);
}

/* What a policy without personas says of every lead: nothing. */
static int nobody(Plan *pl)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e =
        (CoreExpr){.kind = CORE_CONST, .type = &type_number, .missing = true, .id = -1};
    return plan_new_slot(pl, (Slot){.kind = SLOT_CONST, .phys = PHYS_I64, .value = e});
}

int plan_given(Plan *pl, int column)
{
    return plan_new_slot(pl,
                         (Slot){.kind = SLOT_FIELD, .phys = PHYS_I64, .index = column});
}

int plan_persona(Plan *pl)
{
    const int outer = pl->sel;
    pl->sel = NO_SEL;
    if (pl->p->persona == NO_SLOT && !items_has(pl->items, ITEM_PERSONA, 0))
        pl->p->persona = plan_given(pl, program_given_persona(pl->core));
    if (pl->p->persona == NO_SLOT)
        pl->p->persona = pl->core->n_personas > 0 ? persona_slot(pl) : nobody(pl);
    pl->sel = outer;
    return pl->p->persona;
}

/* -- grades ------------------------------------------------------------------------ */

static int at_least(Plan *pl, int score, const CoreBand *b, const CoreExpr *bound)
{
    const int arg[2] = {score, plan_expr(pl, bound)};
    return plan_call(pl, K_GE, b->id, arg, 2);
}

/* The last band is `otherwise`, which has no bound. */
int plan_bands(Plan *pl, int grade, int of, int by)
{
    const CoreGrade *g = &pl->core->grades[grade];
    const bool real = of == pl->p->score[g->of];
    int *cond = MEM_ARRAY(int, g->n_bands);
    int64_t *value = MEM_ARRAY(int64_t, g->n_bands);
    int64_t otherwise = 0;
    int n = 0;
    for (int i = 0; i < g->n_bands; i++) {
        const CoreBand *b = &g->bands[i];
        if (b->from == NULL) {
            otherwise = b->member;
            break;
        }
        cond[n] = at_least(pl, of, b, b->from);
        if (b->by != NULL)
            cond[n] =
                plan_logic(pl, CORE_AND, b->id, cond[n], at_least(pl, by, b, b->by));
        value[n++] = b->member;
    }
    return first_of(pl, real ? "grade" : "grade at an end", cond, value, n, otherwise,
                    real);
}

static int grade_slot(Plan *pl, int grade)
{
    const CoreGrade *g = &pl->core->grades[grade];
    const int of = plan_score(pl, g->of);
    const int by = g->by >= 0 ? plan_score(pl, g->by) : NO_SLOT;
    return plan_bands(pl, grade, of, by);
}

static int grade_certain(Plan *pl, int grade)
{
    const CoreGrade *g = &pl->core->grades[grade];
    const int *low = pl->p->low, *high = pl->p->high;
    const int ends[2] = {
        plan_bands(pl, grade, low[g->of], g->by >= 0 ? low[g->by] : NO_SLOT),
        plan_bands(pl, grade, high[g->of], g->by >= 0 ? high[g->by] : NO_SLOT)};
    return plan_call(pl, K_EQ, g->id, ends, 2);
}

int plan_grade(Plan *pl, int grade)
{
    Program *p = pl->p;
    const int outer = pl->sel;
    pl->sel = NO_SEL;
    if (p->grade[grade] == NO_SLOT) {
        p->grade[grade] = grade_slot(pl, grade);
        if (pl->explain)
            p->grade_certain[grade] = grade_certain(pl, grade);
    }
    pl->sel = outer;
    return p->grade[grade];
}

/* -- the funnel -------------------------------------------------------------------- */

static int holds_step(Plan *pl, const CoreStage *stage, int when, int since)
{
    const int arg[3] = {when, since,
                        plan_new_slot(pl, (Slot){.kind = SLOT_NOW, .phys = PHYS_I64})};
    const Step s = plan_draft("holds", step_holds, stage->id, arg, 3);
    const int slot = plan_put(pl, &s, PHYS_FLAG, PHYS_I64);
    pl->p->slot[slot].may_mark = false;
    return slot;
}

static bool has_since(const Plan *pl)
{
    for (int i = 0; i < pl->core->n_stages; i++)
        if (pl->stage_since[i] != NO_SLOT)
            return true;
    return false;
}

/* arg: for each stage and exit whether it holds, then the sinces. */
void plan_places(Plan *pl, const int *when, int *stage, int *exit, int *holds)
{
    const Core *c = pl->core;
    const int n = c->n_stages;
    int *arg = MEM_ARRAY(int, 2 * n);
    for (int i = 0; i < n; i++) {
        holds[i] = holds_step(pl, &c->stages[i], when[i], pl->stage_since[i]);
        arg[i] = holds[i];
        arg[n + i] = pl->stage_since[i];
    }
    FunnelStep *info = MEM_NEW(FunnelStep);
    *info = (FunnelStep){n, c->n_exits, has_since(pl)};
    Step s = plan_draft("funnel", step_funnel, -1, arg, 2 * n);
    s.info = info;
    *stage = plan_new_slot(pl, (Slot){.kind = SLOT_STEP, .phys = PHYS_I64});
    *exit = plan_new_slot(pl, (Slot){.kind = SLOT_STEP, .phys = PHYS_I64});
    s.out[0] = *stage;
    s.out[1] = *exit;
    s.n_out = 2;
    plan_append(pl, &s);
}

/* The low end of a `when` holds where it is yes, the high end where it is not no. */
static int surely(Plan *pl, int flag)
{
    const Step s = plan_draft("surely", step_surely, -1, &flag, 1);
    const int slot = plan_put(pl, &s, PHYS_FLAG, PHYS_I64);
    pl->p->slot[slot].may_mark = false;
    return slot;
}

static int possibly(Plan *pl, int flag)
{
    return plan_not(pl, -1, surely(pl, plan_not(pl, -1, flag)));
}

static int stage_certain(Plan *pl)
{
    const Core *c = pl->core;
    const int n = c->n_stages;
    int *low = MEM_ARRAY(int, n), *high = MEM_ARRAY(int, n), *holds = MEM_ARRAY(int, n);
    int place[4];
    for (int i = 0; i < n; i++) {
        low[i] = high[i] = NO_SLOT;
        if (c->stages[i].when == NULL)
            continue;
        const Ends ends = plan_ends(pl, c->stages[i].when);
        low[i] = surely(pl, ends.low);
        high[i] = possibly(pl, ends.high);
    }
    plan_places(pl, low, &place[0], &place[1], holds);
    plan_places(pl, high, &place[2], &place[3], holds);
    const Step s = plan_draft("same place", step_same_place, -1, place, 4);
    return plan_put(pl, &s, PHYS_FLAG, PHYS_I64);
}

/* reached(S): S or a later stage holds; an exit: it holds. */
static void plan_reached(Plan *pl)
{
    const int n = pl->core->n_stages, first_exit = n - pl->core->n_exits;
    for (int i = n - 1; i >= 0; i--)
        pl->reached[i] = i + 1 < first_exit
                             ? plan_logic(pl, CORE_OR, pl->core->stages[i].id,
                                          pl->holds[i], pl->reached[i + 1])
                             : pl->holds[i];
}

static int since_missing(Plan *pl, int stage)
{
    const int arg[2] = {pl->holds[stage], pl->stage_since[stage]};
    const Step s = plan_draft("since missing", step_since_missing,
                              pl->core->stages[stage].id, arg, 2);
    const int slot = plan_put(pl, &s, PHYS_FLAG, PHYS_I64);
    pl->p->slot[slot].may_mark = false;
    return slot;
}

int plan_since(Plan *pl, int stage)
{
    const int now = plan_new_slot(pl, (Slot){.kind = SLOT_NOW, .phys = PHYS_I64});
    const int arg[3] = {pl->reached[stage], pl->stage_since[stage], now};
    const Step s = plan_draft("since", step_since, pl->core->stages[stage].id, arg, 3);
    const int slot = plan_put(pl, &s, PHYS_I64, PHYS_I64);
    pl->p->slot[slot].may_mark = false;
    return slot;
}

static void explain_funnel(Plan *pl)
{
    for (int i = 0; i < pl->core->n_stages; i++) {
        pl->p->since[i] = plan_since(pl, i);
        pl->p->since_missing[i] = since_missing(pl, i);
        pl->p->reached[i] = pl->reached[i];
    }
    pl->p->stage_certain = stage_certain(pl);
}

static void funnel_slots(Plan *pl)
{
    const Core *c = pl->core;
    const int n = c->n_stages;
    int *when = MEM_ARRAY(int, n);
    pl->holds = MEM_ARRAY(int, n);
    pl->stage_since = MEM_ARRAY(int, n);
    pl->reached = MEM_ARRAY(int, n);
    for (int i = 0; i < n; i++) {
        const CoreStage *s = &c->stages[i];
        when[i] = s->when != NULL ? plan_expr(pl, s->when) : NO_SLOT;
        plan_marks(pl, when[i]);
        pl->stage_since[i] = s->since != NULL ? plan_expr(pl, s->since) : NO_SLOT;
        plan_marks(pl, pl->stage_since[i]);
    }
    plan_places(pl, when, &pl->p->stage, &pl->p->exit, pl->holds);
    plan_reached(pl);
    if (pl->explain)
        explain_funnel(pl);
}

void plan_funnel(Plan *pl)
{
    const int outer = pl->sel;
    pl->sel = NO_SEL;
    if (pl->holds == NULL)
        funnel_slots(pl);
    pl->sel = outer;
}

/* -- a lead ------------------------------------------------------------------------ */

/* What one item needs of another it plans itself, so any order would do. */
void plan_lead(Plan *pl)
{
    const Core *c = pl->core;
    if (items_has(pl->items, ITEM_PERSONA, 0))
        plan_persona(pl);
    for (int i = 0; i < c->n_scores; i++)
        if (items_has(pl->items, ITEM_SCORE, i))
            plan_score(pl, i);
    for (int i = 0; i < c->n_grades; i++)
        if (items_has(pl->items, ITEM_GRADE, i))
            plan_grade(pl, i);
    if (items_has(pl->items, ITEM_FUNNEL, 0))
        plan_funnel(pl);
    plan_clauses(pl);
}
