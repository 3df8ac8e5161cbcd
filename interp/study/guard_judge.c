/* guard_judge.c -- terms from an impact, then the guard's expression over them. */
#include "interp/study/guard_judge.h"

#include "interp/base/mem.h"
#include "interp/engine/eval.h"
#include "interp/io/colvalue.h"
#include "interp/lang/value.h"
#include "interp/study/made_rows.h"

typedef struct Judging {
    const Session *after;
    const Impact *impact;
    int64_t as_of_us;
} Judging;

/* A value of a term as people read it; missing: there is none. */
typedef struct TermValue {
    bool missing;
    int64_t i64;
    const char *shown;
} TermValue;

static const char none[] = "–";

/* -- leads ------------------------------------------------------------------------------ */

static int member_of(const ImpactMatrix *m, Str name)
{
    for (int i = 0; i < m->n; i++)
        if (str_eq(m->member[i], name))
            return i;
    return -1;
}

/* The matrix of the funnel, or of the grade, that has the name. */
static const ImpactMatrix *matrix_with(const Impact *m, Str name)
{
    for (int i = 0; i < m->n_matrices; i++) {
        const ImpactMatrix *x = &m->matrix[i];
        if ((x->kind == IMPACT_PLACE || x->kind == IMPACT_GRADE)
            && member_of(x, name) >= 0)
            return x;
    }
    return NULL;
}

static uint64_t total(const ImpactMatrix *m, int member, bool after)
{
    uint64_t n = 0;
    for (int k = 0; k < m->n; k++)
        n += m->count[after ? k * m->n + member : member * m->n + k];
    return n;
}

/* Nobody is no share of anybody: 0%. */
static TermValue share(uint64_t part, uint64_t whole)
{
    if (whole == 0)
        return (TermValue){.shown = "0%"};
    const int64_t micros = (int64_t)(part * (uint64_t)MICRO / whole);
    return (TermValue){.i64 = micros,
                       .shown = str_format("%s (%s)", report_share(part, whole),
                                           msg_text(MSG_IMP_PART_OF, report_count(part), report_count(whole)))};
}

static TermValue moved(const Judging *j, const GuardTerm *t)
{
    if (t->from.n == 0)
        return share(j->impact->moved, j->impact->n);
    const ImpactMatrix *m = matrix_with(j->impact, t->from);
    const int from = m != NULL ? member_of(m, t->from) : -1;
    const int to = m != NULL ? member_of(m, t->to) : -1;
    if (from < 0 || to < 0)
        return (TermValue){.missing = true, .shown = none};
    return share(m->count[from * m->n + to], total(m, from, false));
}

static TermValue leads(const Judging *j, const GuardTerm *t)
{
    const ImpactMatrix *m = matrix_with(j->impact, t->from);
    if (m == NULL)
        return (TermValue){.missing = true, .shown = none};
    const uint64_t n = total(m, member_of(m, t->from), t->is_new);
    return (TermValue){.i64 = (int64_t)n * MICRO, .shown = report_count(n)};
}

/* -- figures ---------------------------------------------------------------------------- */

static TermValue figure(const Judging *j, const GuardTerm *t)
{
    const Report *r = t->is_new ? j->impact->after : j->impact->before;
    for (int i = 0; i < r->core->n_measures; i++) {
        const CoreMeasure *m = &r->core->measures[i];
        if (!measure_is_called(r->core, m, t->from) || m->type->kind != t->type->kind)
            continue;
        const Figure *f = report_last_ended(&r->figures[i]);
        if (f == NULL || f->value.missing)
            break;
        return (TermValue){.i64 = f->value.i64,
                           .shown = report_value(r, &r->figures[i], &f->value)};
    }
    return (TermValue){.missing = true, .shown = none};
}

static TermValue value_of(const Judging *j, const GuardTerm *t)
{
    switch (t->kind) {
    case GUARD_MOVED: return moved(j, t);
    case GUARD_LEADS: return leads(j, t);
    case GUARD_FIGURE: return figure(j, t);
    }
    return (TermValue){.missing = true, .shown = none};
}

/* -- one guard -------------------------------------------------------------------------- */

static const CoreExpr *constant(const GuardTerm *t, TermValue v)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_CONST,
                    .type = t->type,
                    .depth = 1,
                    .missing = v.missing,
                    .i64 = v.i64};
    return e;
}

/* A record whose fields are the terms, and the one condition over it. */
static GuardVerdict decide(const Judging *j, const CoreGuard *g, const TermValue *value)
{
    const Core *core = core_of_guard(j->after->core, g);
    CoreGiven *given = MEM_ARRAY(CoreGiven, g->n_terms + 1);
    for (int i = 0; i < g->n_terms; i++)
        given[i] =
            (CoreGiven){j->after->core->n_fields + i, constant(&g->term[i], value[i])};
    const CoreRecord record = {.fact = -1, .given = given, .n_given = g->n_terms};
    CoreExpr *const extra[] = {g->expr};
    const ProgramWant want = {.extra = extra, .n_extra = 1};
    Eval *ev = eval_new(program_plan(core, &want));
    MadeRows *rows = made_rows_new(core, &record, 1);
    session_apply(j->after, ev);
    made_rows_at(rows, j->as_of_us);
    eval_batch(ev, &rows->batch);
    const Column *c = eval_extra(ev, 0);
    const GuardVerdict v = column_missing(c, 0) ? GUARD_UNDETERMINED
                           : col_flag(c, 0)     ? GUARD_HOLDS
                                                : GUARD_BROKEN;
    made_rows_free(rows);
    eval_free(ev);
    return v;
}

static GuardResult judge(const Judging *j, const CoreGuard *g)
{
    TermValue *value = MEM_ARRAY(TermValue, g->n_terms + 1);
    Buf b = {0};
    for (int i = 0; i < g->n_terms; i++) {
        value[i] = value_of(j, &g->term[i]);
        buf_format(&b, "%s%s = %s", i > 0 ? ", " : "", str_z(g->term[i].text),
                   value[i].shown);
    }
    GuardResult r = {.title = str_z(g->title),
                     .verdict = decide(j, g, value),
                     .values = str_z(buf_view(&b))};
    buf_free(&b);
    return r;
}

/* -- all -------------------------------------------------------------------------------- */

static const char *date_text(int64_t day)
{
    const Value v = {.type = &type_date, .i64 = day};
    Buf b = {0};
    value_print(&b, &v, NULL, (Str){0}, false);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* The accept that ends last. */
static void find_accept(const Judging *j, int guard, GuardResult *r)
{
    const Core *core = j->after->core;
    const int64_t today = zone_to_wall(core->zone, j->as_of_us) / USEC_DAY;
    int64_t until = INT64_MIN;
    for (int i = 0; i < core->n_accepts; i++) {
        const CoreAccept *a = &core->accepts[i];
        if (a->guard != guard || a->until < until)
            continue;
        until = a->until;
        r->by = str_z(a->by);
        r->because = str_z(a->because);
        r->until = date_text(a->until);
        r->expired = today > a->until;
    }
}

static const char *parties_of(const Core *core)
{
    Buf b = {0};
    for (int i = 0; i < core->n_parties; i++)
        buf_format(&b, "%s%s", i > 0 ? ", " : "", str_z(core->parties[i]));
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

GuardResults *guards_judge(const Session *after, const CoreGuard *const *given, int n,
                           const Impact *m, int64_t as_of_us)
{
    const Judging j = {after, m, as_of_us};
    const Core *core = after->core;
    GuardResults *all = MEM_NEW(GuardResults);
    all->item = MEM_ARRAY(GuardResult, core->n_guards + n + 1);
    all->parties = parties_of(core);
    for (int i = 0; i < core->n_guards; i++) {
        GuardResult *r = &all->item[all->n++];
        *r = judge(&j, &core->guards[i]);
        r->text = str_z(core->guards[i].text);
        r->at = core->span[core->guards[i].id];
        find_accept(&j, i, r);
    }
    for (int i = 0; i < n; i++)
        all->item[all->n++] = judge(&j, given[i]);
    return all;
}
