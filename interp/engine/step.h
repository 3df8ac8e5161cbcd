/* step.h -- a kernel's call made ready, for the step functions of several files. */
#ifndef ACORDO_ENGINE_STEP_H
#define ACORDO_ENGINE_STEP_H

#include "interp/engine/eval_state.h"

/* Operands, output, selection; nulls joined where the step is strict. */
void step_begin(Eval *ev, const Step *s, Call *c);
/* Clears flags beside nulls where the step is strict. */
void step_end(const Step *s, Call *c);

#endif
