/* gate.c -- what a report says no to. */
#include "interp/study/gate.h"

GateFault gate_read(const Core *core, const char *text, Gate *out)
{
    static const Str open = {"open:", 5};
    const Str s = str_of(text);
    *out = (Gate){.kind = GATE_MISSED, .clause = -1};
    if (str_is(s, "missed"))
        return GATE_SOUND;
    out->kind = str_is(s, "breach") ? GATE_BREACH : GATE_OPEN;
    if (out->kind == GATE_BREACH)
        return GATE_SOUND;
    if (!str_starts(s, open))
        return GATE_UNKNOWN;
    out->clause = core_clause(core, str_sub(s, open.n, s.n));
    if (out->clause < 0)
        return GATE_NO_CLAUSE;
    return core->clauses[out->clause].kind == CLAUSE_MEASURE ? GATE_NO_CASES
                                                             : GATE_SOUND;
}

static void put_name(Buf *b, Str name)
{
    buf_z(b, b->n > 0 ? ", " : "");
    buf_str(b, name);
}

/* The verdict of the last figure of all rows that has one which will stay. */
static bool is_missed(const FigureSet *f)
{
    bool missed = false;
    for (int i = 0; i < f->n_figures && f->figure[i].group == 0; i++)
        if (f->figure[i].verdict == VERDICT_KEPT
            || f->figure[i].verdict == VERDICT_MISSED)
            missed = f->figure[i].verdict == VERDICT_MISSED;
    return missed;
}

/* A clause by its name; with the agreement where several have a target of their own. */
static const char *name_of(const Core *core, const CoreMeasure *m)
{
    if (m->clause < 0)
        return str_z(m->name);
    const CoreClause *c = &core->clauses[m->clause];
    if (c->n_levels < 2)
        return str_z(c->name);
    const CoreAgreement *a = &core->agreements[c->level[m->level].agreement];
    return str_format("%s.%s", str_z(a->name), str_z(c->name));
}

static void put_missed(Buf *b, const Report *r)
{
    for (int i = 0; i < r->core->n_measures; i++) {
        const CoreMeasure *m = &r->core->measures[i];
        if (is_missed(&r->figures[i]))
            put_name(b, str_of(name_of(r->core, m)));
    }
}

static void put_breached(Buf *b, const Report *r, const Gate *g)
{
    for (int i = 0; i < r->n_clauses; i++) {
        const ReportClause *c = &r->clause[i];
        const bool met = g->kind == GATE_BREACH ? c->status[STATUS_BREACHED] > 0
                                                : i == g->clause && c->open_late > 0;
        if (met)
            put_name(b, r->core->clauses[c->clause].name);
    }
}

const char *gate_met(const Report *r, const Gate *g)
{
    Buf b = {0};
    if (g->kind == GATE_MISSED)
        put_missed(&b, r);
    else
        put_breached(&b, r, g);
    const char *names = b.n > 0 ? str_z(buf_view(&b)) : NULL;
    buf_free(&b);
    return names;
}
