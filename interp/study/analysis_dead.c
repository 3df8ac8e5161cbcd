/* analysis_dead.c -- conditions that no lead meets, and those that every lead does. */
#include "interp/base/mem.h"
#include "interp/study/analysis_part.h"

enum { PARTS_MOST = 12 };

static void see_record(void *ctx, const CoreExpr *e)
{
    *(bool *)ctx |=
        core_is_decided(e) || e->kind == CORE_FIELD || e->kind == CORE_LOOKUP;
}

bool analysis_reads_record(const Analysis *a, const CoreExpr *e)
{
    bool found = false;
    core_walk(a->core, e, false, see_record, &found);
    return found;
}

static bool never(const Analysis *a, const CoreExpr *const *e, int n)
{
    return proof_none(a->proof, (Conditions){e, n}, (Conditions){NULL, 0});
}

static bool always(const Analysis *a, const CoreExpr *e)
{
    return proof_none(a->proof, (Conditions){NULL, 0}, (Conditions){&e, 1});
}

/* -- which part it is -------------------------------------------------------------------------- */

/* What a name stands for may be elsewhere. */
static Span part_at(const Analysis *a, const CoreExpr *part, const CoreExpr *when)
{
    const Span at = analysis_at(a, part), in = analysis_at(a, when);
    return at.src == in.src && at.lo >= in.lo && at.hi <= in.hi ? at : in;
}

static void parts_of(const CoreExpr *e, const CoreExpr **part, int *n)
{
    if (e->kind != CORE_AND) {
        if (*n < PARTS_MOST)
            part[(*n)++] = e;
        return;
    }
    for (int i = 0; i < e->n; i++)
        parts_of(e->arg[i], part, n);
}

/* Where the fault is: one part that nothing meets, or the second of two that nothing meets
 * together, the first being *other. */
static const CoreExpr *fault_of(const Analysis *a, const CoreExpr *when,
                                const CoreExpr **other)
{
    const CoreExpr *part[PARTS_MOST];
    int n = 0;
    parts_of(when, part, &n);
    for (int i = 0; i < n; i++)
        if (never(a, &part[i], 1))
            return part[i];
    for (int i = 0; i < n; i++)
        for (int k = 0; k < i; k++) {
            const CoreExpr *two[] = {part[k], part[i]};
            *other = part[k];
            if (never(a, two, 2))
                return part[i];
        }
    *other = NULL;
    return when;
}

/* -- what is left after the field's own limits -------------------------------------------------- */

static void see_range(void *ctx, const CoreExpr *e)
{
    struct {
        const Analysis *a;
        Diag *d;
    } *c = ctx;
    if (e->kind != CORE_FIELD || c->d->n_labels >= DIAG_MAX_LABELS)
        return;
    const CoreField *f = &c->a->core->fields[e->index];
    const bool ranged = (f->flags & (FIELD_HAS_LO | FIELD_HAS_HI)) != 0;
    if (!ranged || f->id < 0)
        return;
    const Span at = c->a->core->span[f->id];
    for (int i = 0; i < c->d->n_labels; i++)
        if (c->d->label[i].span.lo == at.lo)
            return;
    diag_label(c->d, at, MSG_FIELD_RANGE);
}

static void label_ranges(const Analysis *a, Diag *d, const CoreExpr *when)
{
    struct {
        const Analysis *a;
        Diag *d;
    } c = {a, d};
    core_walk(a->core, when, false, see_range, &c);
}

static void say_dead(Analysis *a, const CoreExpr *when)
{
    const CoreExpr *other = NULL;
    const CoreExpr *part = fault_of(a, when, &other);
    Diag *d = diag_at(a->want->diags, W0640, part_at(a, part, when), MSG_NO_LEAD_MEETS);
    if (other != NULL && analysis_owns(a, other->id)) {
        diag_label(d, analysis_at(a, other), MSG_PART_FIRST);
        diag_what(d, MSG_PART_SECOND);
    }
    label_ranges(a, d, part);
    help_in_force(a, d, when);
}

static void see_dead(Analysis *a, const CoreExpr *when)
{
    if (!analysis_reads_record(a, when) || reads_lost(a, when))
        return;
    if (never(a, &when, 1)) {
        say_dead(a, when);
    } else if (always(a, when)) {
        Diag *d =
            diag_at(a->want->diags, W0641, analysis_at(a, when), MSG_EVERY_LEAD_MEETS);
        label_ranges(a, d, when);
        help_in_force(a, d, when);
    }
}

void find_dead(Analysis *a) { analysis_conditions(a, see_dead); }
