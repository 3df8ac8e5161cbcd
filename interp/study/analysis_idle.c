/* analysis_idle.c -- parts of a condition that decide nothing: what is left says the same.
 *
 * Of `employees > 10 and employees > 50` the first part; of `a or b` a part that another one
 * holds of.  A part that asks whether something is known is there for the reader, and for what
 * becomes of a lead without it.
 */
#include "interp/base/mem.h"
#include "interp/study/analysis_part.h"

enum { PARTS_MOST = 12 };

typedef struct Parts {
    const CoreExpr *item[PARTS_MOST];
    int n;
} Parts;

/* Both ends of `x in 1..5` stand where it does: they are one part. */
static bool is_range(const Analysis *a, const CoreExpr *e)
{
    const Span at = analysis_at(a, e), first = analysis_at(a, e->arg[0]);
    return at.lo == first.lo && at.hi == first.hi;
}

static void gather(const Analysis *a, CoreKind kind, const CoreExpr *e, Parts *p)
{
    if (e->kind != kind || is_range(a, e)) {
        if (p->n < PARTS_MOST)
            p->item[p->n++] = e;
        return;
    }
    for (int i = 0; i < e->n; i++)
        gather(a, kind, e->arg[i], p);
}

static bool asks_known(const CoreExpr *e)
{
    return e->kind == CORE_KNOWN || (e->kind == CORE_NOT && asks_known(e->arg[0]));
}

/* Does the rest say what all say?  In a chain of `and` the rest then implies the part, in one of
 * `or` the part implies the rest. */
static bool is_idle(const Analysis *a, CoreKind kind, const CoreExpr *part,
                    Conditions rest)
{
    const Conditions one = {&part, 1};
    return kind == CORE_AND ? proof_none(a->proof, rest, one)
                            : proof_none(a->proof, one, rest);
}

static Conditions without(const Parts *p, int i, const CoreExpr **room)
{
    int n = 0;
    for (int k = 0; k < p->n; k++)
        if (k != i)
            room[n++] = p->item[k];
    return (Conditions){room, n};
}

/* The one other part that makes it idle, where there is one. */
static const CoreExpr *reason(const Analysis *a, CoreKind kind, const Parts *p, int i)
{
    for (int k = 0; k < p->n; k++)
        if (k != i && is_idle(a, kind, p->item[i], (Conditions){&p->item[k], 1}))
            return p->item[k];
    return NULL;
}

static void say_idle(Analysis *a, CoreKind kind, const Parts *p, int i)
{
    const CoreExpr *by = reason(a, kind, p, i);
    Diag *d = diag_at(a->want->diags, W0645, analysis_at(a, p->item[i]), MSG_PART_IDLE);
    if (by != NULL && analysis_owns(a, by->id))
        diag_label(d, analysis_at(a, by),
                   kind == CORE_AND ? MSG_IDLE_SINCE : MSG_IDLE_BESIDE);
    help_in_force(a, d, p->item[i]);
}

static void look_into(Analysis *a, const CoreExpr *e)
{
    const CoreKind kind = e->kind;
    const CoreExpr *room[PARTS_MOST];
    Parts p = {.n = 0};
    if ((kind != CORE_AND && kind != CORE_OR) || is_range(a, e))
        return;
    gather(a, kind, e, &p);
    for (int i = 0; i < p.n; i++) {
        if (!analysis_owns(a, p.item[i]->id) || asks_known(p.item[i]))
            continue;
        if (is_idle(a, kind, p.item[i], without(&p, i, room))) {
            say_idle(a, kind, &p, i);
            return;
        }
    }
    for (int i = 0; i < p.n; i++)
        look_into(a, p.item[i]);
}

/* What is found dead, or met by all, was said. */
static void see_condition(Analysis *a, const CoreExpr *when)
{
    const Conditions none = {NULL, 0}, one = {&when, 1};
    if (analysis_reads_record(a, when) && !reads_lost(a, when)
        && !proof_none(a->proof, one, none) && !proof_none(a->proof, none, one))
        look_into(a, when);
}

void find_idle(Analysis *a) { analysis_conditions(a, see_condition); }
