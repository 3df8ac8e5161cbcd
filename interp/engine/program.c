/* program.c -- a program as text, for tests. */
#include "interp/engine/program.h"

#include "interp/base/decimal.h"

int program_n_steps(const Program *p) { return p->n_steps; }

bool program_reads(const Program *p, int column)
{
    for (int i = 0; i < p->n_slots; i++)
        if (p->slot[i].kind == SLOT_FIELD && p->slot[i].index == column)
            return true;
    return false;
}

bool program_looks_up(const Program *p, int fact)
{
    for (int i = 0; i < p->n_steps; i++)
        if (p->step[i].run == step_lookup && p->step[i].index == fact)
            return true;
    return false;
}

static void dump_slot(Buf *out, const Program *p, int slot)
{
    if (slot == NO_SLOT) {
        buf_char(out, '-');
        return;
    }
    const Slot *s = &p->slot[slot];
    switch (s->kind) {
    case SLOT_FIELD: buf_str(out, p->core->fields[s->index].name); break;
    case SLOT_THRESHOLD: buf_str(out, p->core->thresholds[s->index].name); break;
    case SLOT_NOW: buf_z(out, "now"); break;
    case SLOT_PERIOD: buf_z(out, s->index == 0 ? "period.start" : "period.end"); break;
    case SLOT_CLAUSE:
        buf_str(out, p->core->clauses[s->index].name);
        buf_format(out, ".%s", clause_prop_name(s->prop));
        if (s->lane != LANE_LATEST)
            buf_format(out, "[%d]", s->lane);
        break;
    case SLOT_STEP: buf_format(out, "%%%d", slot); break;
    case SLOT_CONST:
        if (s->value->missing)
            buf_z(out, "missing");
        else if (s->phys == PHYS_TEXT)
            buf_json(out, s->value->text);
        else
            buf_i64(out, s->value->i64);
        break;
    }
}

/* "%7 = K_GE visits, 5  ?1 #12": slot, kernel, operands, selection, core node. */
void program_dump(Buf *out, const Program *p)
{
    for (int i = 0; i < p->n_steps; i++) {
        const Step *s = &p->step[i];
        for (int o = 0; o < s->n_out; o++) {
            buf_z(out, o > 0 ? ", " : "");
            dump_slot(out, p, s->out[o]);
        }
        buf_format(out, "%s%s", s->n_out > 0 ? " = " : "", s->name);
        for (int a = 0; a < s->n; a++) {
            buf_z(out, a > 0 ? ", " : " ");
            dump_slot(out, p, s->arg[a]);
        }
        if (s->sel != NO_SEL)
            buf_format(out, "  ?%d", s->sel);
        if (s->node >= 0)
            buf_format(out, "  #%d", s->node);
        buf_char(out, '\n');
    }
}
