/* pass_before.c -- the same leads under the policy before: `diff`. */
#include "interp/app/pass.h"
#include "interp/base/mem.h"
#include "interp/study/lead_base.h"

/* What both read alike is read once: a pipe could not be read again. */
void pass_before_readers(Pass *p, RejectSink rejects)
{
    PassBefore *o = p->before;
    const Core *old = o->s->core, *now = p->s->core;
    if (facts_read_alike(now, old))
        return;
    FactInput *input = MEM_ARRAY(FactInput, old->n_facts + 1);
    for (int i = 0; i < old->n_facts; i++)
        for (int k = 0; k < now->n_facts; k++)
            if (str_eq(old->facts[i].name, now->facts[k].name))
                input[i] = p->inputs.fact[k];
    o->facts = fact_files_new(old, input, &p->inputs.read, rejects, p->diags);
}

static FactFiles *facts_of(const Pass *p)
{
    return p->before->facts != NULL ? p->before->facts : p->facts;
}

FactTable *const *pass_before_tables(const Pass *p)
{
    return fact_files_tables(facts_of(p));
}

void pass_before_plan(Pass *p)
{
    PassBefore *o = p->before;
    FactTable *const *table = pass_before_tables(p);
    o->instants = stage_instants(o->s->core);
    const ProgramWant want = {
        .lead = true, .extra = o->instants.extra, .n_extra = o->instants.n};
    o->assess = assess_new(o->s, p->as_of_us, p->periods, table, NULL);
    o->eval = eval_new(assess_program(o->assess, &want));
    session_apply(o->s, o->eval);
    for (int i = 0; i < o->s->core->n_facts; i++)
        eval_set_table(o->eval, i, table[i]);
}

bool pass_before_fits(Pass *p)
{
    const PassBefore *o = p->before;
    bool fit = true;
    for (int i = 0; i < o->s->core->n_facts; i++) {
        if (!assess_uses_fact(o->assess, i) || fact_files_stats(facts_of(p), i) != NULL)
            continue;
        fact_not_given(o->s->core, i, p->diags);
        fit = false;
    }
    return fit;
}

bool pass_before_open(Pass *p)
{
    return p->before->facts == NULL || fact_files_open(p->before->facts);
}

static bool take(void *ctx, int fact, const Batch *b, const ReadStats *stats)
{
    (void)stats;
    assess_fact(((Pass *)ctx)->before->assess, fact, b);
    return true;
}

bool pass_before_facts(Pass *p)
{
    return p->before->facts == NULL
           || fact_files_read(p->before->facts, p->as_of_us, take, p);
}

void pass_before_fact(Pass *p, int fact, const Batch *b)
{
    if (p->before->facts == NULL && fact < p->before->s->core->n_facts)
        assess_fact(p->before->assess, fact, b);
}

void pass_before_next(Pass *p)
{
    PassBefore *o = p->before;
    o->batch = reader_batch(p->reader, 1);
    o->batch->now = p->batch->now;
    eval_batch(o->eval, o->batch);
    assess_leads(o->assess, o->batch, o->eval, p->kept);
    lead_sums_marks(&o->sums, o->eval, o->batch->n, p->kept);
    lead_sums_instants(&o->sums, o->s->core, &o->instants, 0, o->eval, o->batch->n,
                       p->kept);
}

void pass_before_free(Pass *p)
{
    PassBefore *o = p->before;
    if (o->assess != NULL)
        assess_free(o->assess);
    if (o->eval != NULL)
        eval_free(o->eval);
    if (o->facts != NULL)
        fact_files_free(o->facts);
}
