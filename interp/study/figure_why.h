/* figure_why.h -- of a figure that a test expects: its division, its terms, and which of
 * the records that the test gives each of them counts. */
#ifndef ACORDO_STUDY_FIGURE_WHY_H
#define ACORDO_STUDY_FIGURE_WHY_H

#include "interp/study/test_world.h"

/* Whole lines, each after `indent` blanks. */
void figure_why(Buf *out, const World *w, const Session *s, const CoreTest *t,
                int measure, int indent);
/* "0.25", "3000 BRL"; "no value" where there is none. */
void figure_print(Buf *out, const Core *core, const Type *type, const FigureValue *v);

#endif
