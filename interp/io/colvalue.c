/* colvalue.c -- a column's value by row, and its text. */
#include "interp/io/colvalue.h"

static Value value_at(const Column *c, int r, const Type *t)
{
    Value v = {.type = t, .missing = column_missing(c, r)};
    if (v.missing)
        return v;
    switch (c->phys) {
    case PHYS_I64: v.i64 = col_i64(c, r); break;
    case PHYS_FLAG: v.i64 = col_flag(c, r); break;
    case PHYS_TEXT: v.text = col_text(c, r); break;
    case PHYS_LIST: break;
    }
    return v;
}

typedef void PutItem(Buf *out, const Column *c, int r, const Type *t, const Core *core);

static void put_list(Buf *out, const Column *c, int r, const Type *t, const Core *core,
                     Str between, PutItem *item)
{
    int row = c->form == FORM_FLAT ? r : 0;
    buf_char(out, '[');
    for (uint32_t i = c->list.start[row]; i < c->list.start[row + 1]; i++) {
        if (i > c->list.start[row])
            buf_str(out, between);
        item(out, c->list.elem, (int)i, t->elem, core);
    }
    buf_char(out, ']');
}

void col_json(Buf *out, const Column *c, int r, const Type *t, const Core *core)
{
    if (t->kind == TY_LIST && !column_missing(c, r)) {
        put_list(out, c, r, t, core, STR(","), col_json);
        return;
    }
    Value v = value_at(c, r, t);
    value_json(out, &v, core->zone);
}

static void print_quoted(Buf *out, const Column *c, int r, const Type *t,
                         const Core *core)
{
    col_print(out, c, r, t, core, true);
}

void col_print(Buf *out, const Column *c, int r, const Type *t, const Core *core,
               bool quoted)
{
    if (t->kind == TY_LIST && !column_missing(c, r)) {
        put_list(out, c, r, t, core, STR(", "), print_quoted);
        return;
    }
    Value v = value_at(c, r, t);
    value_print(out, &v, core->zone, core->currency, quoted);
}

void col_join(Buf *out, const Column *c, int r, const Type *t, const Core *core,
              Str between)
{
    int row = c->form == FORM_FLAT ? r : 0;
    for (uint32_t i = c->list.start[row]; i < c->list.start[row + 1]; i++) {
        if (i > c->list.start[row])
            buf_str(out, between);
        col_print(out, c->list.elem, (int)i, t->elem, core, false);
    }
}
