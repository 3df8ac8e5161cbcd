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

static void add_decision(Parts *ps, const Core *core)
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
    part_add(ps, PART_MARKS, FROM_MARKS, 0, STR("marks"));
}

Parts *parts_of(const Core *core, const WriteOptions *o)
{
    Parts *ps = MEM_NEW(Parts);
    for (int i = 0; i < o->n_select; i++)
        part_add(ps, PART_VALUE, FROM_EXTRA, i, o->select_name[i])->type =
            o->select[i]->type;
    if (o->n_select == 0)
        add_decision(ps, core);
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
    case FROM_MARKS: return NULL;
    }
    return NULL;
}

void parts_bind(Parts *ps, const Batch *b, const Eval *ev)
{
    for (int i = 0; i < ps->n; i++)
        ps->part[i].col = part_column(&ps->part[i], b, ev);
    ps->marks = eval_marks(ev);
}
