/* cells.c -- of each cell of a field one value. */
#include "interp/study/cells.h"

#include "interp/base/decimal.h"
#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/study/cells_part.h"
#include "interp/study/how_to_part.h"
#include <stdlib.h>

static bool may_be(const CoreField *f, const CoreExpr *value)
{
    const bool sized = type_phys(f->type) == PHYS_I64 && f->type->kind != TY_ENUM;
    if (value->missing)
        return (f->flags & FIELD_REQUIRED) == 0 && f->deflt == NULL;
    return !sized
           || (((f->flags & FIELD_HAS_LO) == 0 || value->i64 >= f->lo)
               && ((f->flags & FIELD_HAS_HI) == 0 || value->i64 <= f->hi));
}

bool cells_add(const Core *core, CellField *f, const CoreExpr *value)
{
    if (!may_be(&core->fields[f->field], value))
        return false;
    for (int i = 0; i < f->n; i++)
        if (const_is(f->value[i], value))
            return true;
    MEM_PUSH(f->value, f->n, f->cap) = value;
    return true;
}

typedef struct Making {
    const Core *core;
    const CoreField *of;
    const FieldCuts *cuts;
    CellField *cells;
} Making;

/* -- on a scale ----------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void add_i64(const Making *m, int64_t v)
{
    cells_add(m->core, m->cells, const_i64(m->of->type, v));
}

/* A step that people take: one, a day, an hour. */
static int64_t step_of(const Type *t)
{
    switch (t->kind) {
    case TY_NUMBER:
    case TY_MONEY: return MICRO;
    case TY_TIMESTAMP:
    case TY_DURATION:
    case TY_BUSINESS: return 3600 * USEC_SECOND;
    default: return 1;
    }
}

/* Between two cuts, as near to the lower as people would go. */
static void add_between(const Making *m, int64_t lo, int64_t hi)
{
    const int64_t step = step_of(m->of->type);
    if (hi - lo > step)
        add_i64(m, lo + step);
    else if (hi - lo > 1)
        add_i64(m, lo + (hi - lo) / 2);
}

/* A field's own ends are cuts, too. */
static int64_t *all_cuts(const Making *m, int *n)
{
    int64_t *at = MEM_ARRAY(int64_t, m->cuts->n + 3);
    *n = 0;
    for (int i = 0; i < m->cuts->n; i++)
        at[(*n)++] = m->cuts->at[i];
    if ((m->of->flags & FIELD_HAS_LO) != 0)
        at[(*n)++] = m->of->lo;
    if ((m->of->flags & FIELD_HAS_HI) != 0)
        at[(*n)++] = m->of->hi;
    if (*n == 0)
        at[(*n)++] = 0;
    qsort(at, (size_t)*n, sizeof *at, by_size);
    return at;
}

static void add_scale(const Making *m)
{
    int n = 0;
    const int64_t *at = all_cuts(m, &n), step = step_of(m->of->type);
    if (at[0] > INT64_MIN + 2 * step)
        add_i64(m, at[0] - step);
    for (int i = 0; i < n; i++) {
        add_i64(m, at[i]);
        if (i + 1 < n && at[i + 1] > INT64_MIN + step && at[i] < at[i + 1]
            && (at[i] > 0 || at[i + 1] < INT64_MAX + at[i]))
            add_between(m, at[i], at[i + 1]);
    }
    if (at[n - 1] < INT64_MAX - step)
        add_i64(m, at[n - 1] + step);
}

/* -- texts and lists ------------------------------------------------------------------------ */

static void add_texts(const Making *m)
{
    for (int i = 0; i < m->cuts->n_texts; i++)
        cells_add(m->core, m->cells, const_text(m->of->type, m->cuts->text[i]));
    const Str other =
        m->cuts->address ? STR("name@example.com") : str_of(msg_text(MSG_HOWTO_OTHER));
    cells_add(m->core, m->cells, const_text(m->of->type, other));
}

static CoreExpr *list_new(const Type *t, int room)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_CONST, .type = t, .id = -1, .depth = 1, .index = -1};
    e->arg = MEM_ARRAY(CoreExpr *, room + 1);
    return e;
}

static CoreExpr *element(const Type *t, const CoreExpr *e)
{
    CoreExpr *copy = MEM_NEW(CoreExpr);
    *copy = *e;
    copy->type = t;
    return copy;
}

/* None, each that conditions name alone, and all of them. */
static void add_lists(const Making *m)
{
    const FieldCuts *c = m->cuts;
    const Type *elem = m->of->type->elem;
    CoreExpr *all = list_new(m->of->type, c->n + c->n_texts);
    cells_add(m->core, m->cells, list_new(m->of->type, 0));
    for (int i = 0; i < c->n + c->n_texts; i++) {
        CoreExpr *one = list_new(m->of->type, 1);
        one->arg[one->n++] =
            element(elem, i < c->n ? const_i64(elem, c->at[i])
                                   : const_text(elem, c->text[i - c->n]));
        all->arg[all->n++] = one->arg[0];
        cells_add(m->core, m->cells, one);
    }
    cells_add(m->core, m->cells, all);
}

/* -- fields --------------------------------------------------------------------------------- */

static void add_members(const Making *m)
{
    for (int i = 0; i < m->of->type->of->n; i++)
        add_i64(m, i);
}

static void add_values(const Making *m)
{
    switch (m->of->type->kind) {
    case TY_NUMBER:
    case TY_MONEY:
    case TY_DATE:
    case TY_TIMESTAMP:
    case TY_DURATION:
    case TY_BUSINESS: add_scale(m); break;
    case TY_FLAG:
        add_i64(m, 1);
        add_i64(m, 0);
        break;
    case TY_ENUM: add_members(m); break;
    case TY_TEXT: add_texts(m); break;
    case TY_LIST: add_lists(m); break;
    case TY_PERIOD:
    case TY_CALENDAR:
    case TY_ERROR:
    case N_TYPE_KINDS: break;
    }
    cells_add(m->core, m->cells, const_missing(m->of->type));
}

CellField *cells_of(const CellsWant *w)
{
    const Core *core = w->core;
    Cuts c = {.want = w, .field = MEM_ARRAY(FieldCuts, core->n_fields + 1)};
    CellField *cells = MEM_ARRAY(CellField, core->n_fields + 1);
    if (w->expr == NULL)
        cuts_of_policy(&c);
    for (int i = 0; w->expr != NULL && i < w->n_exprs; i++)
        cuts_of(&c, w->expr[i]);
    for (int i = 0; i < core->n_fields; i++) {
        cells[i].field = i;
        if (c.field[i].read)
            add_values(&(Making){core, &core->fields[i], &c.field[i], &cells[i]});
    }
    return cells;
}
