/* meaning_order.c -- whether an expression only grew, only shrank, or neither.
 *
 * What is proved holds for every lead: missing values are missing in both.  Where nothing is
 * proved the answer is MIXED.
 */
#include "interp/base/mem.h"
#include "interp/study/meaning_part.h"

/* -- what stands by its name ------------------------------------------------------------ */

static Dir calendar_dir(const Compare *c, const CoreExpr *e)
{
    return e->type->kind == TY_CALENDAR && !e->missing ? c->calendar[e->i64] : DIR_SAME;
}

static Dir threshold_dir(const Compare *c, const CoreExpr *e)
{
    const Type *t = c->now.core->thresholds[e->index].type;
    return t->kind == TY_CALENDAR ? c->calendar[c->now.threshold[e->index]] : DIR_SAME;
}

/* Of what reads the same in both: what it stands for may have changed. */
Dir dir_of_name(const Compare *c, const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_FIELD: return c->now.field == NULL ? c->field[e->index] : DIR_SAME;
    case CORE_CONST: return calendar_dir(c, e);
    case CORE_THRESHOLD: return threshold_dir(c, e);
    case CORE_PERSONA: return c->persona == DIR_SAME ? DIR_SAME : DIR_MIXED;
    case CORE_SCORE: return c->score[e->index];
    case CORE_GRADE: return c->grade[e->index];
    case CORE_REACHED: return c->reached[e->index];
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_SINCE: return c->funnel == DIR_SAME ? DIR_SAME : DIR_MIXED;
    case CORE_CLAUSE: return c->clause[e->index] == DIR_SAME ? DIR_SAME : DIR_MIXED;
    case CORE_LOOKUP: return c->fact[e->index];
    default: return DIR_SAME;
    }
}

/* -- constants -------------------------------------------------------------------------- */

static bool is_constant(const CanonSide *s, const CoreExpr *e, int64_t *v)
{
    if (e->kind == CORE_THRESHOLD)
        *v = s->threshold[e->index];
    else if (e->kind == CORE_CONST && !e->missing)
        *v = e->i64;
    else
        return false;
    return type_phys(e->type) == PHYS_I64 && e->type->kind != TY_ENUM
           && e->type->kind != TY_CALENDAR;
}

/* Business days and business hours, months and days: no order without a calendar. */
static bool comparable(const Type *a, const Type *b, int64_t x, int64_t y)
{
    return a->kind == b->kind
           && (a->kind != TY_BUSINESS || business_is_days(x) == business_is_days(y))
           && (a->kind != TY_PERIOD || (x >> 32 > 0) == (y >> 32 > 0));
}

static Dir constant_dir(const Compare *c, const CoreExpr *a, const CoreExpr *b)
{
    int64_t x, y;
    if (!is_constant(&c->old, a, &x) || !is_constant(&c->now, b, &y)
        || !comparable(a->type, b->type, x, y))
        return DIR_MIXED;
    return x == y ? DIR_SAME : y > x ? DIR_UP : DIR_DOWN;
}

/* -- and, or, in ------------------------------------------------------------------------ */

/* An expression as the operands of `and` or `or`: of another it is the only one. */
typedef struct Operands {
    const CoreExpr *of;
    bool many;
    int n;
} Operands;

static Operands operands_of(const CoreExpr *e, CoreKind kind)
{
    return (Operands){e, e->kind == kind, e->kind == kind ? e->n : 1};
}

static const CoreExpr *operand(Operands o, int i)
{
    return o.many ? o.of->arg[i] : o.of;
}

static int same_operand(Compare *c, const CoreExpr *a, Operands b, const bool *taken)
{
    const int id = canon_expr(&c->old, a);
    for (int k = 0; k < b.n; k++)
        if (!taken[k] && canon_expr(&c->now, operand(b, k)) == id)
            return k;
    return -1;
}

static int like_operand(Compare *c, const CoreExpr *a, Operands b, const bool *taken,
                        Dir *dir)
{
    for (int k = 0; k < b.n; k++)
        if (!taken[k] && (*dir = dir_of(c, a, operand(b, k))) != DIR_MIXED)
            return k;
    return -1;
}

/* Operands that are alike are paired; what is left on one side alone narrows an `and` and
 * widens an `or`. */
static Dir junction_dir(Compare *c, const CoreExpr *old, const CoreExpr *now,
                        CoreKind kind)
{
    const Operands a = operands_of(old, kind), b = operands_of(now, kind);
    bool *taken = MEM_ARRAY(bool, b.n + 1), *paired = MEM_ARRAY(bool, a.n + 1);
    const Dir more = kind == CORE_AND ? DIR_DOWN : DIR_UP;
    Dir all = DIR_SAME;
    for (int i = 0; i < a.n; i++) {
        const int k = same_operand(c, operand(a, i), b, taken);
        paired[i] = k >= 0;
        if (k < 0)
            continue;
        taken[k] = true;
        all = dir_join(all, dir_of(c, operand(a, i), operand(b, k)));
    }
    for (int i = 0; i < a.n; i++) {
        Dir dir = DIR_MIXED;
        const int k = paired[i] ? -1 : like_operand(c, operand(a, i), b, taken, &dir);
        if (k >= 0)
            taken[k] = true;
        if (!paired[i])
            all = dir_join(all, k >= 0 ? dir : dir_flip(more));
    }
    for (int k = 0; k < b.n; k++)
        all = taken[k] ? all : dir_join(all, more);
    return all;
}

static Str element(const CoreSet *s, int i)
{
    if (s->text != NULL)
        return s->text[i];
    if (s->elem->kind == TY_ENUM)
        return s->elem->of->member[s->i64[i]];
    return (Str){(const char *)&s->i64[i], sizeof s->i64[i]};
}

static bool holds_all(const CoreSet *a, const CoreSet *of)
{
    for (int i = 0; i < of->n; i++) {
        bool found = false;
        for (int k = 0; k < a->n && !found; k++)
            found = str_eq(element(a, k), element(of, i));
        if (!found)
            return false;
    }
    return true;
}

static Dir set_dir(Compare *c, const CoreExpr *a, const CoreExpr *b)
{
    if (a->set->elem->kind != b->set->elem->kind
        || dir_of(c, a->arg[0], b->arg[0]) != DIR_SAME)
        return DIR_MIXED;
    const bool wider = holds_all(b->set, a->set), narrower = holds_all(a->set, b->set);
    return wider && narrower ? DIR_SAME
           : wider           ? DIR_UP
           : narrower        ? DIR_DOWN
                             : DIR_MIXED;
}

/* -- calls ------------------------------------------------------------------------------ */

static Dir pairwise(Compare *c, const CoreExpr *a, const CoreExpr *b)
{
    Dir all = DIR_SAME;
    for (int i = 0; i < a->n; i++)
        all = dir_join(all, dir_of(c, a->arg[i], b->arg[i]));
    return all;
}

/* A product by the same constant goes the way of its other factor. */
static Dir product_dir(Compare *c, const CoreExpr *a, const CoreExpr *b)
{
    for (int i = 0; i < 2; i++) {
        int64_t x, y;
        if (!is_constant(&c->old, a->arg[i], &x) || !is_constant(&c->now, b->arg[i], &y)
            || x != y)
            continue;
        const Dir d = dir_of(c, a->arg[1 - i], b->arg[1 - i]);
        return x >= 0 ? d : dir_flip(d);
    }
    return pairwise(c, a, b) == DIR_SAME ? DIR_SAME : DIR_MIXED;
}

static Dir call_dir(Compare *c, const CoreExpr *a, const CoreExpr *b)
{
    if (a->kernel != b->kernel || a->n != b->n)
        return DIR_MIXED;
    switch (b->kernel) {
    case K_ADD:
    case K_MIN:
    case K_MAX:
    case K_EARLIEST:
    case K_LATEST: return pairwise(c, a, b);
    case K_NEG: return dir_flip(dir_of(c, a->arg[0], b->arg[0]));
    case K_MUL: return product_dir(c, a, b);
    case K_SUB:
    case K_GT:
    case K_GE:
        return dir_join(dir_of(c, a->arg[0], b->arg[0]),
                        dir_flip(dir_of(c, a->arg[1], b->arg[1])));
    case K_LT:
    case K_LE:
        return dir_join(dir_flip(dir_of(c, a->arg[0], b->arg[0])),
                        dir_of(c, a->arg[1], b->arg[1]));
    default: return pairwise(c, a, b) == DIR_SAME ? DIR_SAME : DIR_MIXED;
    }
}

/* -- all -------------------------------------------------------------------------------- */

/* Of nodes of one kind. */
static Dir alike_dir(Compare *c, const CoreExpr *a, const CoreExpr *b)
{
    switch (b->kind) {
    case CORE_CALL: return call_dir(c, a, b);
    case CORE_NOT: return dir_flip(dir_of(c, a->arg[0], b->arg[0]));
    case CORE_IN_SET: return set_dir(c, a, b);
    case CORE_IF:
        return dir_of(c, a->arg[0], b->arg[0]) != DIR_SAME
                   ? DIR_MIXED
                   : dir_join(dir_of(c, a->arg[1], b->arg[1]),
                              dir_of(c, a->arg[2], b->arg[2]));
    default: return DIR_MIXED;
    }
}

typedef struct Below {
    const Compare *c;
    bool changed;
} Below;

static void see(void *ctx, const CoreExpr *e)
{
    Below *b = ctx;
    b->changed |= dir_of_name(b->c, e) != DIR_SAME;
}

/* Of what reads the same: what its parts stand for. */
static Dir parts_dir(Compare *c, const CoreExpr *a, const CoreExpr *b)
{
    Below below = {.c = c};
    core_walk(c->now.core, b, false, see, &below);
    if (!below.changed)
        return DIR_SAME;
    if (b->n == 0 || b->kind == CORE_CONST)
        return dir_of_name(c, b);
    Dir d = alike_dir(c, a, b);
    if (b->kind == CORE_AND || b->kind == CORE_OR)
        d = junction_dir(c, a, b, b->kind);
    if (d == DIR_MIXED && a->n == b->n && pairwise(c, a, b) == DIR_SAME)
        d = DIR_SAME;
    return dir_join(d, dir_of_name(c, b));
}

static Dir differing_dir(Compare *c, const CoreExpr *a, const CoreExpr *b)
{
    Dir d = constant_dir(c, a, b);
    for (int i = 0; i < 2 && d == DIR_MIXED; i++) {
        const CoreKind kind = i == 0 ? CORE_AND : CORE_OR;
        if (a->kind == kind || b->kind == kind)
            d = junction_dir(c, a, b, kind);
    }
    return d == DIR_MIXED && a->kind == b->kind && a->type->kind == b->type->kind
               ? alike_dir(c, a, b)
               : d;
}

Dir dir_of(Compare *c, const CoreExpr *old, const CoreExpr *now)
{
    if (old == NULL || now == NULL)
        return old == now ? DIR_SAME : now == NULL ? DIR_UP : DIR_DOWN;
    if (--c->left < 0)
        return DIR_MIXED;
    return canon_expr(&c->old, old) == canon_expr(&c->now, now)
               ? parts_dir(c, old, now)
               : differing_dir(c, old, now);
}
