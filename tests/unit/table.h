/* table.h -- a few leads as a written table, for tests of the engine.
 *
 *     Table *t = table_new(policy, "visits | title\n 5 | CEO\n - | boss");
 *     T_Z(table_says(t, "visits > 3"), "yes | missing");
 *
 * The first line names fields, those not named are missing; "-" is missing; a list's parts
 * stand between commas.  Equal texts of a column get equal codes unless t->coded is no.
 */
#ifndef ACORDO_TESTS_TABLE_H
#define ACORDO_TESTS_TABLE_H

#include "grammar/parse.h"
#include "interp/base/decimal.h"
#include "interp/base/diag_render.h"
#include "interp/engine/eval.h"
#include "interp/lang/value.h"
#include "interp/sema/sema.h"
#include "tests/unit/t.h"

typedef struct Table {
    Core *core;
    Str cells;
    bool coded, constant_now;
    int batch_rows; /* 0: all rows in one batch */
    int64_t now;
    Arena *arena;
    Batch batch;
} Table;

static const SemaEnv table_env = {.zone_dir = "/usr/share/zoneinfo"};

static inline void table_findings(const Diags *ds)
{
    Buf b = {0};
    for (int i = 0; i < ds->n; i++)
        printf("  %s\n", ds->item[i]->text);
    buf_free(&b);
}

static inline Table *table_new(const char *policy, const char *cells)
{
    Table *t = MEM_NEW(Table);
    Diags *ds = diags_new();
    const Parsed *p = parse_file(source_new("test", str_of(policy)), ds);
    t->core = diags_any_error(ds) ? NULL : sema_policy(p, &table_env, ds);
    if (t->core == NULL)
        table_findings(ds);
    t->cells = str_of(cells);
    t->coded = true;
    t->now = INT64_C(1782907200) * USEC_SECOND; /* 2026-07-01T12:00Z */
    t->arena = arena_new(1 << 16);
    return t;
}

/* The part of s up to c, which is taken off with it. */
static inline Str table_cut(Str *s, char c)
{
    const char *at = s->n > 0 ? memchr(s->p, c, s->n) : NULL;
    const size_t n = at != NULL ? (size_t)(at - s->p) : s->n;
    const Str part = str_trim(str_sub(*s, 0, n));
    *s = str_sub(*s, at != NULL ? n + 1 : n, s->n);
    return part;
}

/* Cell (row, column) of the table; the heading is row 0. */
static inline Str table_cell(const Table *t, int row, int column)
{
    Str rest = t->cells, line = {NULL, 0}, cell = {NULL, 0};
    for (int r = 0; r <= row; r++)
        line = table_cut(&rest, '\n');
    for (int c = 0; c <= column; c++)
        cell = table_cut(&line, '|');
    return cell;
}

static inline int table_rows(const Table *t)
{
    int n = 0;
    for (Str rest = t->cells; rest.n > 0; n++)
        table_cut(&rest, '\n');
    return n - 1;
}

static inline int table_column(const Table *t, Str field)
{
    for (int c = 0; c < 32; c++)
        if (str_eq(table_cell(t, 0, c), field))
            return c;
    return -1;
}

static inline Text table_text(Table *t, Str s, int row, int column)
{
    char *p = memset(arena_alloc(t->arena, s.n + 16, 1), 0x7f, s.n + 16);
    uint32_t code = 0;
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    for (int r = row; t->coded && column >= 0 && r >= 1; r--)
        if (str_eq(table_cell(t, r, column), s))
            code = (uint32_t)r;
    return (Text){p, (uint32_t)s.n, code};
}

static inline int64_t table_i64(const Type *type, Str s)
{
    int64_t v = 0;
    if (type->kind == TY_ENUM)
        return enum_find(type->of, s);
    if (type->kind == TY_DATE || type->kind == TY_TIMESTAMP) {
        civil_read(s, &v);
        return type->kind == TY_DATE ? v / USEC_DAY : v;
    }
    T_INT(dec_read(s, false, &v), DEC_OK);
    return v;
}

static inline void table_list(Table *t, Column *c, int r, const Type *elem, Str s)
{
    uint32_t n = c->list.start[r];
    while (s.n > 0) {
        const Str part = table_cut(&s, ',');
        if (c->list.elem->phys == PHYS_TEXT)
            c->list.elem->text[n++] = table_text(t, part, r, -1);
        else
            c->list.elem->i64[n++] = table_i64(elem, part);
    }
    c->list.start[r + 1] = n;
}

static inline void table_put(Table *t, Column *c, int r, const CoreField *f, Str s,
                             int row, int column)
{
    const bool missing = column < 0 || str_is(s, "-");
    const Str value = missing ? (Str){"", 0} : s;
    c->null[r] = missing;
    switch (c->phys) {
    case PHYS_I64: c->i64[r] = missing ? 0 : table_i64(f->type, value); break;
    case PHYS_FLAG: c->flag[r] = str_is(value, "yes"); break;
    case PHYS_TEXT: c->text[r] = table_text(t, value, missing ? 0 : row, column); break;
    case PHYS_LIST: table_list(t, c, r, f->type->elem, value); break;
    }
}

static inline void table_column_fill(Table *t, Column *c, int field, int first, int n)
{
    const CoreField *f = &t->core->fields[field];
    const int column = table_column(t, f->name);
    *c = (Column){.phys = type_phys(f->type), .form = FORM_FLAT};
    void *data = memset(arena_alloc(t->arena, 16 * (size_t)(n + 1), 16), 0,
                        16 * (size_t)(n + 1));
    c->null = ARENA_ARRAY(t->arena, uint8_t, n);
    if (c->phys == PHYS_I64)
        c->i64 = data;
    else if (c->phys == PHYS_FLAG)
        c->flag = data;
    else if (c->phys == PHYS_TEXT)
        c->text = data;
    else {
        c->list.start = data;
        c->list.elem = ARENA_ARRAY(t->arena, Column, 1);
        *c->list.elem = (Column){.phys = type_phys(f->type->elem), .form = FORM_FLAT};
        if (c->list.elem->phys == PHYS_TEXT)
            c->list.elem->text = ARENA_ARRAY(t->arena, Text, 16 * n);
        else
            c->list.elem->i64 = ARENA_ARRAY(t->arena, int64_t, 16 * n);
    }
    for (int r = 0; r < n; r++) {
        const int row = first + r + 1;
        table_put(t, c, r, f, column >= 0 ? table_cell(t, row, column) : (Str){"", 0},
                  row, column);
    }
}

/* Rows first … first + n - 1 as a batch, until the next call. */
static inline const Batch *table_batch(Table *t, int first, int n)
{
    arena_reset(t->arena);
    t->batch = (Batch){.n = n, .n_cols = t->core->n_fields, .arena = t->arena};
    t->batch.col = ARENA_ARRAY(t->arena, Column, t->core->n_fields);
    for (int i = 0; i < t->core->n_fields; i++)
        table_column_fill(t, &t->batch.col[i], i, first, n);
    t->batch.now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT};
    t->batch.now.i64 = ARENA_ARRAY(t->arena, int64_t, 1);
    t->batch.now.i64[0] = t->now;
    return &t->batch;
}

static inline Value table_value(const Column *c, int row, const Type *type)
{
    const int r = c->form == FORM_FLAT ? row : 0;
    Value v = {.type = type, .missing = column_missing(c, row)};
    if (v.missing)
        return v;
    switch (c->phys) {
    case PHYS_I64: v.i64 = c->i64[r]; break;
    case PHYS_FLAG: v.i64 = c->flag[r]; break;
    case PHYS_TEXT: v.text = str_copy((Str){c->text[r].p, c->text[r].n}); break;
    case PHYS_LIST: {
        const uint32_t from = c->list.start[r];
        Value *item = MEM_ARRAY(Value, c->list.start[r + 1] - from);
        v.n_items = (int)(c->list.start[r + 1] - from);
        for (int i = 0; i < v.n_items; i++)
            item[i] = table_value(c->list.elem, (int)from + i, type->elem);
        v.item = item;
        break;
    }
    }
    return v;
}

static inline CoreExpr *table_expr(Table *t, const char *text)
{
    Diags *ds = diags_new();
    const Parsed *p = parse_expr(source_new("expression", str_of(text)), LANG_EN, ds);
    CoreExpr *e =
        diags_any_error(ds) ? NULL : sema_expr(t->core, p, NULL, &table_env, ds);
    if (e == NULL)
        table_findings(ds);
    return e;
}

static inline void table_show(Buf *b, const Table *t, const Column *c, int r,
                              const Type *type)
{
    const Value v = table_value(c, r, type);
    if (b->n > 0)
        buf_z(b, " | ");
    value_print(b, &v, t->core->zone, t->core->currency, false);
}

/* An expression's values, row by row; a marked row ends with "!" (overflow) or "/". */
static inline const char *table_says(Table *t, const char *text)
{
    CoreExpr *e = t->core != NULL ? table_expr(t, text) : NULL;
    Buf b = {0};
    if (e == NULL)
        return "no core";
    const ProgramWant want = {.extra = &e, .n_extra = 1};
    Eval *ev = eval_new(program_plan(t->core, &want));
    const int n = table_rows(t), step = t->batch_rows > 0 ? t->batch_rows : n;
    for (int first = 0; first < n; first += step) {
        const int rows = n - first < step ? n - first : step;
        eval_batch(ev, table_batch(t, first, rows));
        for (int r = 0; r < rows; r++) {
            table_show(&b, t, eval_extra(ev, 0), r, e->type);
            if ((eval_marks(ev)[r] & MARK_OVERFLOW) != 0)
                buf_char(&b, '!');
            if ((eval_marks(ev)[r] & MARK_DIV_ZERO) != 0)
                buf_char(&b, '/');
        }
    }
    eval_free(ev);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

#endif
