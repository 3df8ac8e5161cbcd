/* decided.c -- stand-in. */
#include "interp/study/decided.h"
#include "interp/base/mem.h"
#include "interp/study/report_make.h"
Decided *decided_new(const LeadBase *b, const DecideWant *w)
{
    const Session *s = w->session;
    Decided *d = MEM_NEW(Decided);
    Outcome *o = outcome_new(s->core, kept_rows_n(b->leads));
    Assess *a = assess_new(s, w->as_of_us, 12, b->table, NULL);
    const ProgramWant want = {.lead = true};
    Eval *ev = eval_new(assess_program(a, &want));
    int64_t now = w->as_of_us, first = 0;
    session_apply(s, ev);
    for (int i = 0; i < s->core->n_facts; i++) {
        eval_set_table(ev, i, b->table[i]);
        for (int k = 0; b->fact[i] != NULL && k < kept_rows_batches(b->fact[i]); k++) {
            Batch x = *kept_rows_batch(b->fact[i], k);
            x.now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &now};
            assess_fact(a, i, &x);
        }
    }
    for (int k = 0; k < kept_rows_batches(b->leads); k++) {
        Batch x = *kept_rows_batch(b->leads, k);
        x.now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &now};
        eval_batch(ev, &x);
        assess_leads(a, &x, ev, NULL);
        outcome_put(o, first, ev, x.n);
        first += x.n;
    }
    const ReportFrame f = {.as_of_us = now, .periods = 12, .n_kept = (uint64_t)first, .input = b->input, .n_inputs = b->n_inputs};
    *d = (Decided){s, s->threshold, now, o, report_make(s, a, &f)};
    eval_free(ev);
    assess_free(a);
    return d;
}
void decided_free(Decided *d) { (void)d; }
void base_ask(const LeadBase *b, const Session *s, int64_t as_of_us, CoreExpr *e, DecidedTake *take, void *ctx)
{
    CoreExpr *own = MEM_NEW(CoreExpr);
    *own = *e;
    const ProgramWant want = {.extra = &own, .n_extra = 1};
    Eval *ev = eval_new(program_plan(s->core, &want));
    session_apply(s, ev);
    for (int i = 0; i < s->core->n_facts; i++)
        eval_set_table(ev, i, b->table[i]);
    int64_t first = 0;
    for (int k = 0; k < kept_rows_batches(b->leads); k++) {
        Batch x = *kept_rows_batch(b->leads, k);
        x.now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &as_of_us};
        eval_batch(ev, &x);
        if (!take(ctx, first, &x, eval_extra(ev, 0)))
            break;
        first += x.n;
    }
    eval_free(ev);
}
