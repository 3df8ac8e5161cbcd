/* column_const.c -- from a column's form to a constant's. */
#include "interp/study/column_const.h"

#include "interp/base/mem.h"
#include "interp/io/colvalue.h"

static void take_list(CoreExpr *e, const Column *c, int r)
{
    const uint32_t from = c->list.start[r], to = c->list.start[r + 1];
    e->n = (int)(to - from);
    e->arg = MEM_ARRAY(CoreExpr *, e->n + 1);
    for (int i = 0; i < e->n; i++)
        e->arg[i] = column_const(c->list.elem, (int)from + i, e->type->elem);
}

CoreExpr *column_const(const Column *c, int r, const Type *type)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    e->kind = CORE_CONST;
    e->type = type;
    e->id = -1;
    e->depth = 1;
    e->missing = column_missing(c, r);
    if (e->missing)
        return e;
    switch (c->phys) {
    case PHYS_I64: e->i64 = col_i64(c, r); break;
    case PHYS_FLAG: e->i64 = col_flag(c, r); break;
    case PHYS_TEXT: e->text = str_copy(col_text(c, r)); break;
    case PHYS_LIST: take_list(e, c, column_row(c, r)); break;
    }
    return e;
}
