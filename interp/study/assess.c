/* assess.c -- measures and worklists of one pass. */
#include "interp/study/assess.h"

#include "interp/base/mem.h"
#include <stdlib.h>

struct Assess {
    Measures *measures;
    Worklist *worklist;
};

Assess *assess_new(const Session *s, int64_t as_of_us, int periods,
                   FactTable *const *table, const uint8_t *asked)
{
    Assess *a = calloc(1, sizeof *a);
    if (a == NULL)
        mem_exhausted();
    const MeasureOptions o = {.as_of_us = as_of_us,
                              .window = periods,
                              .threshold = s->threshold,
                              .table = table,
                              .asked = asked};
    a->measures = measures_new(s->core, &o);
    a->worklist = worklist_new(s->core, as_of_us);
    return a;
}

void assess_free(Assess *a)
{
    if (a == NULL)
        return;
    measures_free(a->measures);
    worklist_free(a->worklist);
    free(a);
}

const Program *assess_program(Assess *a, const ProgramWant *want)
{
    int first;
    ProgramWant all = *want;
    all.lead = true;
    return measures_program(a->measures, &all, &first);
}

bool assess_uses_fact(const Assess *a, int fact)
{
    return measures_use_fact(a->measures, fact);
}

void assess_fact(Assess *a, int fact, const Batch *b)
{
    measures_fact(a->measures, fact, b);
}

void assess_leads(Assess *a, const Batch *b, const Eval *ev, const uint8_t *keep)
{
    measures_leads(a->measures, b, ev, keep);
    worklist_add(a->worklist, b, ev, keep);
}

const Measures *assess_measures(const Assess *a) { return a->measures; }
const Worklist *assess_worklist(const Assess *a) { return a->worklist; }
