/* lead_sums.c -- marks and missing instants, counted. */
#include "interp/study/lead_sums.h"

#include "interp/base/mem.h"
#include "interp/engine/outcome.h"

StageInstants stage_instants(const Core *core)
{
    StageInstants at = {.of = MEM_ARRAY(int, core->n_stages + 1),
                        .extra = MEM_ARRAY(CoreExpr *, core->n_stages + 1)};
    for (int i = 0; i < core->n_stages; i++) {
        const CoreStage *stage = &core->stages[i];
        at.of[i] = -1;
        if (stage->when == NULL || stage->since == NULL)
            continue;
        CoreExpr *e = MEM_NEW(CoreExpr);
        e->kind = CORE_SINCE;
        e->index = i;
        e->id = stage->id;
        e->type = &type_timestamp;
        at.of[i] = at.n;
        at.extra[at.n++] = e;
    }
    return at;
}

static bool is_kept(const uint8_t *keep, int r) { return keep == NULL || keep[r] != 0; }

void lead_sums_marks(LeadSums *s, const Eval *ev, int n, const uint8_t *keep)
{
    const uint8_t *marks = eval_marks(ev);
    for (int r = 0; r < n; r++) {
        if (marks[r] == 0 || !is_kept(keep, r))
            continue;
        s->overflow += (marks[r] & MARK_OVERFLOW) != 0;
        s->div_zero += (marks[r] & MARK_DIV_ZERO) != 0;
    }
}

void lead_sums_instants(LeadSums *s, const Core *core, const StageInstants *at,
                        int first, const Eval *ev, int n, const uint8_t *keep)
{
    if (at->n == 0)
        return;
    const Column *stage = eval_stage(ev);
    const Column *exit = core->n_exits > 0 ? eval_exit(ev) : NULL;
    for (int r = 0; r < n; r++) {
        const int place = place_of(core, stage, exit, r);
        const int instant = place >= 0 ? at->of[place] : -1;
        s->no_instant += instant >= 0 && is_kept(keep, r)
                         && column_missing(eval_extra(ev, first + instant), r);
    }
}
