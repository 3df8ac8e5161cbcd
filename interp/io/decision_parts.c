/* decision_parts.c -- from a core to the columns of its decisions. */
#include "interp/io/decision_parts.h"

#include "interp/base/mem.h"

Str piece_of(const Buf *b)
{
    char *p = mem_bytes(b->n + PIECE_PAD);
    memset(p, 0, b->n + PIECE_PAD);
    if (b->n > 0)
        memcpy(p, b->p, b->n);
    return (Str){p, b->n};
}

const char *mark_name(enum EvalMark m)
{
    switch (m) {
    case MARK_OVERFLOW: return "overflow";
    case MARK_DIV_ZERO: return "division_by_zero";
    }
    return "";
}

static Part *part_add(Parts *ps, PartKind kind, PartFrom from, int index, Str name)
{
    Part *p = &MEM_PUSH(ps->part, ps->n, ps->cap);
    *p = (Part){.kind = kind, .from = from, .index = index, .name = name};
    return p;
}

static void add_enum(Parts *ps, PartFrom from, int index, Str name, const Enum *of)
{
    part_add(ps, PART_ENUM, from, index, name)->of = of;
}

static void add_funnel(Parts *ps, const Core *core)
{
    if (core->n_stages > core->n_exits)
        add_enum(ps, FROM_STAGE, 0, STR("stage"), core->stage_enum);
    if (core->n_exits > 0)
        add_enum(ps, FROM_EXIT, 0, STR("exit"), core->exit_enum);
}

/* -- clauses ------------------------------------------------------------------------- */

/* A clause's levels as a list of words: the agreement of each. */
static const Enum *level_names(const Core *core, const CoreClause *c)
{
    Enum *e = MEM_NEW(Enum);
    *e = (Enum){.member = MEM_ARRAY(Str, c->n_levels), .n = c->n_levels};
    for (int i = 0; i < c->n_levels; i++)
        e->member[i] = core->agreements[c->level[i].agreement].name;
    return e;
}

/* What a decision says of an instance, by its keys. */
static const struct {
    PartKind kind;
    ClauseProp prop;
} told[] = {{PART_ENUM, PROP_STATUS},    {PART_STAMP, PROP_STARTS},
            {PART_STAMP, PROP_DUE},      {PART_STAMP, PROP_STOPPED},
            {PART_LENGTH, PROP_ELAPSED}, {PART_NUMBER, PROP_USED}};
enum { N_TOLD = sizeof told / sizeof *told };

static Part told_part(const Core *core, int clause, int lane, int i)
{
    const CoreClause *c = &core->clauses[clause];
    return (Part){.kind = told[i].kind,
                  .from = FROM_CLAUSE,
                  .index = clause,
                  .lane = lane,
                  .prop = told[i].prop,
                  .name = str_of(clause_prop_name(told[i].prop)),
                  .type = c->calendar != NULL ? &type_business : &type_duration,
                  .of = told[i].kind == PART_ENUM ? &clause_status : NULL};
}

static void add_instances(Parts *ps, const Core *core, int clause, int n_lanes)
{
    Part *p = part_add(ps, PART_INSTANCES, FROM_CLAUSE, clause, STR("instances"));
    p->n_inner = N_TOLD;
    p->n_lanes = n_lanes;
    p->inner = MEM_ARRAY(Part, N_TOLD * n_lanes);
    for (int lane = 0; lane < n_lanes; lane++)
        for (int i = 0; i < N_TOLD; i++)
            p->inner[lane * N_TOLD + i] = told_part(core, clause, lane, i);
}

/* NDJSON: an object a clause. */
static void add_clause(Parts *ps, const Core *core, int clause)
{
    const CoreClause *c = &core->clauses[clause];
    const int first = ps->n, n_lanes = clause_lanes(c);
    part_add(ps, PART_LEVEL, FROM_LEVEL, clause, STR("agreement"))->of =
        level_names(core, c);
    for (int i = 0; i < N_TOLD; i++)
        MEM_PUSH(ps->part, ps->n, ps->cap) = told_part(core, clause, LANE_LATEST, i);
    if (n_lanes > 1)
        add_instances(ps, core, clause, n_lanes);
    for (int i = first; i < ps->n; i++) {
        ps->part[i].group = STR("clauses");
        ps->part[i].item = c->name;
    }
}

/* CSV: the status, and when it is due. */
static void add_clause_columns(Parts *ps, const Core *core, int clause)
{
    const Str name = core->clauses[clause].name;
    Part due = told_part(core, clause, LANE_LATEST, 2);
    Part status = told_part(core, clause, LANE_LATEST, 0);
    due.name = str_of(str_format("%s_due", str_z(name)));
    status.name = name;
    MEM_PUSH(ps->part, ps->n, ps->cap) = status;
    MEM_PUSH(ps->part, ps->n, ps->cap) = due;
}

static void add_clause_cell(Parts *ps, const Core *core, int clause)
{
    Part *p =
        part_add(ps, PART_CLAUSE, FROM_CLAUSE, clause, core->clauses[clause].name);
    p->lane = LANE_LATEST;
    p->prop = PROP_STATUS;
}

static void add_clauses(Parts *ps, const Core *core, OutFormat format)
{
    for (int i = 0; i < core->n_clauses; i++) {
        if (clause_lanes(&core->clauses[i]) == 0)
            continue;
        switch (format) {
        case OUT_NDJSON: add_clause(ps, core, i); break;
        case OUT_CSV: add_clause_columns(ps, core, i); break;
        case OUT_TABLE: add_clause_cell(ps, core, i); break;
        }
    }
}

/* -- all ----------------------------------------------------------------------------- */

/* Scores stand in one object, grades with names of their own in another. */
static void set_groups(Parts *ps, const Core *core)
{
    const bool lone = core->n_grades == 1 && str_is(core->grades[0].name, "grade");
    for (int i = 0; i < ps->n; i++) {
        Part *p = &ps->part[i];
        if (p->from == FROM_SCORE)
            p->group = STR("scores");
        if (p->from == FROM_GRADE && !lone)
            p->group = STR("grades");
    }
}

static void add_decision(Parts *ps, const Core *core, OutFormat format)
{
    Part *lead = part_add(ps, PART_LEAD, FROM_LABEL, core->label, STR("lead"));
    if (core->label >= 0)
        lead->type = core->fields[core->label].type;
    if (core->n_personas > 0)
        add_enum(ps, FROM_PERSONA, 0, STR("persona"), core->persona_enum);
    for (int i = 0; i < core->n_scores; i++)
        part_add(ps, PART_NUMBER, FROM_SCORE, i, core->scores[i].name)->score =
            &core->scores[i];
    for (int i = 0; i < core->n_grades; i++)
        add_enum(ps, FROM_GRADE, i, core->grades[i].name, core->grades[i].members);
    add_funnel(ps, core);
    add_clauses(ps, core, format);
    part_add(ps, PART_MARKS, FROM_MARKS, 0, STR("marks"));
    set_groups(ps, core);
}

Parts *parts_of(const Core *core, const WriteOptions *o)
{
    Parts *ps = MEM_NEW(Parts);
    for (int i = 0; i < o->n_select; i++)
        part_add(ps, PART_VALUE, FROM_EXTRA, i, o->select_name[i])->type =
            o->select[i]->type;
    if (o->n_select == 0)
        add_decision(ps, core, o->format);
    return ps;
}

static const Column *part_column(const Part *p, const Batch *b, const Eval *ev)
{
    switch (p->from) {
    case FROM_LABEL: return p->index >= 0 ? &b->col[p->index] : NULL;
    case FROM_PERSONA: return eval_persona(ev);
    case FROM_SCORE: return eval_score(ev, p->index);
    case FROM_GRADE: return eval_grade(ev, p->index);
    case FROM_STAGE: return eval_stage(ev);
    case FROM_EXIT: return eval_exit(ev);
    case FROM_EXTRA: return eval_extra(ev, p->index);
    case FROM_CLAUSE: return eval_clause(ev, p->index, p->lane, p->prop);
    case FROM_LEVEL: return eval_clause_level(ev, p->index, LINE_WITHIN);
    case FROM_MARKS: return NULL;
    }
    return NULL;
}

static void part_bind(Part *p, const Batch *b, const Eval *ev)
{
    p->col = part_column(p, b, ev);
    if (p->kind == PART_CLAUSE)
        p->due = eval_clause(ev, p->index, LANE_LATEST, PROP_DUE);
    for (int i = 0; i < p->n_inner * p->n_lanes; i++)
        p->inner[i].col = part_column(&p->inner[i], b, ev);
}

void parts_bind(Parts *ps, const Batch *b, const Eval *ev)
{
    for (int i = 0; i < ps->n; i++)
        part_bind(&ps->part[i], b, ev);
    ps->marks = eval_marks(ev);
}
