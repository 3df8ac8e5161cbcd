/* colvalue.h -- one value of a column, for writers and explanations.
 *
 * Lists are printed element by element, so nothing is allocated for a record.
 */
#ifndef ACORDO_IO_COLVALUE_H
#define ACORDO_IO_COLVALUE_H

#include "interp/engine/column.h"
#include "interp/lang/value.h"
#include "interp/sema/core.h"

void col_json(Buf *out, const Column *c, int r, const Type *t, const Core *core);
void col_print(Buf *out, const Column *c, int r, const Type *t, const Core *core,
               bool quoted);
/* A list's elements bare, as a CSV cell has them. */
void col_join(Buf *out, const Column *c, int r, const Type *t, const Core *core,
              Str between);

static inline int64_t col_i64(const Column *c, int r)
{
    return c->i64[c->form == FORM_FLAT ? r : 0];
}
static inline bool col_flag(const Column *c, int r)
{
    return c->flag[c->form == FORM_FLAT ? r : 0] != 0;
}
static inline Str col_text(const Column *c, int r)
{
    const Text *t = &c->text[c->form == FORM_FLAT ? r : 0];
    return (Str){t->p, t->n};
}

#endif
