/* assess.h -- how the agreement is kept: measures and worklists over a policy's records.
 *
 * Whoever reads the records gives them in batches: those of facts first, then the leads,
 * evaluated by the program that assess_program makes.  report_make turns what was gathered
 * into a Report.  malloc'ed; made and freed on the collector's thread.
 */
#ifndef ACORDO_STUDY_ASSESS_H
#define ACORDO_STUDY_ASSESS_H

#include "interp/engine/measure.h"
#include "interp/study/session.h"
#include "interp/study/worklist.h"

typedef struct Assess Assess;

/* periods: how many are asked for where a measure is asked for each; 0: 12.  table: by
 * fact, NULL where there is none.  asked: see MeasureOptions. */
Assess *assess_new(const Session *s, int64_t as_of_us, int periods,
                   FactTable *const *table, const uint8_t *asked);
void assess_free(Assess *a);
/* The program of the leads: what `want` asks for and, after its extras, our own. */
const Program *assess_program(Assess *a, const ProgramWant *want);
bool assess_uses_fact(const Assess *a, int fact);
void assess_fact(Assess *a, int fact, const Batch *b);
void assess_leads(Assess *a, const Batch *b, const Eval *ev, const uint8_t *keep);

const Measures *assess_measures(const Assess *a);
const Worklist *assess_worklist(const Assess *a);

#endif
