/* why_not_values.c -- what a condition compares, and how far apart that is. */
#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/expr_name.h"
#include "interp/study/why_not_part.h"

/* A comparison by size, and the one that is its contrary. */
static const struct Order {
    KernelId kernel, contrary;
    bool up; /* the left side is to be the greater */
} orders[] = {
    {K_LT, K_GE, false}, {K_LE, K_GT, false}, {K_GT, K_LE, true}, {K_GE, K_LT, true}};

static const struct Order *order_of(KernelId kernel)
{
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (orders[i].kernel == kernel)
            return &orders[i];
    return NULL;
}

/* -- distance ----------------------------------------------------------------------- */

const char *why_value(const Whys *w, const Type *type, int64_t v)
{
    Buf b = {0};
    const Value value = {.type = type, .i64 = v};
    value_print(&b, &value, w->core->zone, w->core->currency, true);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* In the type's own unit; of instants and dates the time between. */
static bool apart(const Type *type, int64_t have, int64_t need, bool up, int64_t *d)
{
    const bool differs = up ? !__builtin_sub_overflow(need, have, d)
                            : !__builtin_sub_overflow(have, need, d);
    if (type->kind == TY_DATE && differs)
        return !__builtin_mul_overflow(*d, USEC_DAY, d) && *d > 0;
    return differs && *d > 0;
}

const char *why_distance(const Whys *w, const Type *type, int64_t have, int64_t need,
                         bool up)
{
    int64_t d;
    const bool moment = type->kind == TY_TIMESTAMP || type->kind == TY_DATE;
    const bool sized = type->kind == TY_NUMBER || type->kind == TY_MONEY
                       || type->kind == TY_DURATION || type->kind == TY_BUSINESS;
    if ((!moment && !sized) || !apart(type, have, need, up, &d))
        return "";
    const char *text = why_value(w, moment ? &type_duration : type, d);
    if (moment)
        return msg_text(up ? MSG_WHYNOT_EARLY : MSG_WHYNOT_LATE, text);
    return msg_text(up ? MSG_WHYNOT_SHORT : MSG_WHYNOT_OVER, text);
}

/* -- sides ----------------------------------------------------------------------------- */

static bool known_i64(const Whys *w, const CoreExpr *e, int64_t *v)
{
    const Column *c = why_column(w, e);
    if (e->kind == CORE_CONST) {
        *v = e->i64;
        return !e->missing && type_phys(e->type) == PHYS_I64;
    }
    if (c == NULL || c->phys != PHYS_I64 || column_missing(c, w->row.r))
        return false;
    *v = col_i64(c, w->row.r);
    return true;
}

/* A field that leaves the condition open is named among those that are missing. */
static void put_side(const Whys *w, Buf *out, CoreExpr *e, bool open)
{
    e = expr_unfolded(e);
    const Column *c = why_column(w, e);
    if (c == NULL || (open && column_missing(c, w->row.r)))
        return;
    Buf value = {0};
    col_print(&value, c, w->row.r, e->type, w->core, true);
    if (out->n > 0)
        buf_z(out, ", ");
    buf_z(out,
          msg_text(MSG_WHYNOT_IS, expr_name_z(w->core, e), str_z(buf_view(&value))));
    buf_free(&value);
}

static const char *distance_of(const Whys *w, const CoreExpr *e, bool want)
{
    const struct Order *o = e->kind == CORE_CALL ? order_of(e->kernel) : NULL;
    int64_t left, right;
    if (o == NULL || !known_i64(w, e->arg[0], &left)
        || !known_i64(w, e->arg[1], &right))
        return "";
    const bool up = o->up == want;
    if (e->arg[0]->kind == CORE_CONST)
        return why_distance(w, e->arg[1]->type, right, left, !up);
    return why_distance(w, e->arg[0]->type, left, right, up);
}

const char *why_values(const Whys *w, CoreExpr *e, bool want)
{
    const bool open = why_holding(w, e) == HOLDS_UNKNOWN;
    Buf b = {0};
    if (e->kind == CORE_FIELD)
        put_side(w, &b, e, open);
    for (int i = 0; i < e->n; i++)
        if (e->kind != CORE_IF && !expr_has_parts(e->arg[i]))
            put_side(w, &b, e->arg[i], open);
    const char *far = distance_of(w, e, want);
    const char *z = b.n == 0 ? NULL
                    : far[0] == 0
                        ? str_z(buf_view(&b))
                        : msg_text(MSG_WHYNOT_APART, str_z(buf_view(&b)), far);
    buf_free(&b);
    return z;
}
