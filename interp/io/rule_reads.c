/* rule_reads.c -- the fields of every rule, once a policy. */
#include "interp/io/rule_reads.h"

#include "interp/base/mem.h"

uint8_t *expr_reads(const Core *core, const CoreExpr *e)
{
    uint8_t *marks = mem_bytes((size_t)core->n_fields + 1);
    memset(marks, 0, (size_t)core->n_fields + 1);
    if (e != NULL)
        core_direct_fields_of(core, e, marks);
    return marks;
}

static uint8_t *reads_of_rule(const Core *core, const CoreRule *rule)
{
    const CoreExpr *const part[] = {rule->when, rule->per, rule->cap};
    uint8_t *marks = expr_reads(core, rule->points);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (part[i] != NULL)
            core_direct_fields_of(core, part[i], marks);
    return marks;
}

const RuleReads *rule_reads(const Core *core)
{
    RuleReads *reads = MEM_NEW(RuleReads);
    reads->rule = MEM_ARRAY(uint8_t *, core->n_rules);
    reads->score = MEM_ARRAY(uint8_t *, core->n_scores);
    for (int i = 0; i < core->n_rules; i++)
        reads->rule[i] = reads_of_rule(core, core->rule[i]);
    for (int i = 0; i < core->n_scores; i++)
        reads->score[i] = expr_reads(core, core->scores[i].expr);
    return reads;
}
