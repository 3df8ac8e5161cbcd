/* later.h -- what the grammar takes and the checker refuses for now (later.def). */
#ifndef ACORDO_SEMA_LATER_H
#define ACORDO_SEMA_LATER_H

#include "interp/sema/checker.h"

typedef enum LaterForm {
#define LATER_FORM(form, noun) form,
#include "interp/sema/later.def"
    N_LATER_FORMS
} LaterForm;

/* Says that the form at `at` is not evaluated yet. */
void later_form(Sema *s, Span at, LaterForm form);
/* Reports the declarations that later.def names, declares their names so that nothing is
 * said of what uses them, and counts as used what they use. */
void later_declarations(Sema *s);
bool later_call(Str name);
/* Counts every name under n as used. */
void later_mark_used(Sema *s, const Node *n);

#endif
