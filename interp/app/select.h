/* select.h -- `--select a, b + 1`: a list of expressions, with their texts as names. */
#ifndef ACORDO_APP_SELECT_H
#define ACORDO_APP_SELECT_H

#include "interp/app/app.h"

typedef struct Selection {
    CoreExpr **expr;
    Str *name;
    int n;
    size_t cap_expr, cap_name;
} Selection;

/* False with findings in s->diags, or said.  text NULL: nothing is selected. */
bool select_of(App *app, Session *s, const char *text, Selection *out);

#endif
