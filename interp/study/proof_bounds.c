/* proof_bounds.c -- within what an integer lies: intervals, from the leaves up. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/study/proof_part.h"

static const Bounds unbounded = {-INT64_MAX, INT64_MAX};

static Int128 least(Int128 a, Int128 b) { return a < b ? a : b; }
static Int128 most(Int128 a, Int128 b) { return a > b ? a : b; }

static int64_t narrow(Int128 v)
{
    return (int64_t)(v > INT64_MAX ? INT64_MAX : v < -INT64_MAX ? -INT64_MAX : v);
}

/* What has no bound stays without, whatever is added. */
static Int128 far(int64_t v)
{
    return v == INT64_MAX    ? (Int128)1 << 100
           : v == -INT64_MAX ? -((Int128)1 << 100)
                             : v;
}

static Bounds either(Bounds a, Bounds b)
{
    return (Bounds){narrow(least(a.lo, b.lo)), narrow(most(a.hi, b.hi))};
}

/* -- kernels --------------------------------------------------------------------------------- */

static Bounds product(Bounds a, Bounds b)
{
    const int64_t x[] = {a.lo, a.hi}, y[] = {b.lo, b.hi};
    Bounds out = {INT64_MAX, -INT64_MAX};
    for (int i = 0; i < 4; i++) {
        int64_t v = 0;
        if (!dec_mul(x[i / 2], y[i % 2], &v))
            return unbounded;
        out = either(out, (Bounds){v, v});
    }
    return out;
}

static bool is_unbounded(Bounds a) { return a.lo == -INT64_MAX || a.hi == INT64_MAX; }

static Bounds plus(Bounds a, Bounds b)
{
    return (Bounds){narrow(far(a.lo) + far(b.lo)), narrow(far(a.hi) + far(b.hi))};
}

static Bounds negative(Bounds a) { return (Bounds){-a.hi, -a.lo}; }

static Bounds magnitude(Bounds a)
{
    const int64_t far_end = narrow(most(-(Int128)a.lo, a.hi));
    const int64_t near = a.lo > 0 ? a.lo : a.hi < 0 ? -a.hi : 0;
    return (Bounds){near, far_end};
}

static Bounds clamped(Bounds a, Bounds lo, Bounds hi)
{
    a.lo = narrow(most(a.lo, lo.lo));
    a.hi = narrow(least(a.hi, hi.hi));
    return a.lo <= a.hi ? a : unbounded;
}

/* The lower of the lower ends and the lower of the upper ones; or the higher. */
static Bounds extreme(Bounds a, Bounds b, bool low)
{
    Int128 (*const pick)(Int128, Int128) = low ? least : most;
    return (Bounds){narrow(pick(a.lo, b.lo)), narrow(pick(a.hi, b.hi))};
}

static Bounds extreme_of(Proof *p, const CoreExpr *e, bool low)
{
    Bounds out = proof_bounds(p, e->arg[0]);
    for (int i = 1; i < e->n; i++)
        out = extreme(out, proof_bounds(p, e->arg[i]), low);
    return out;
}

static Bounds rounded(Bounds a)
{
    const Bounds one = {-MICRO, MICRO};
    return plus(a, one);
}

static Bounds bounds_of_call(Proof *p, const CoreExpr *e)
{
    const Bounds a = e->n > 0 ? proof_bounds(p, e->arg[0]) : unbounded;
    const Bounds b = e->n > 1 ? proof_bounds(p, e->arg[1]) : unbounded;
    switch (e->kernel) {
    case K_ADD: return plus(a, b);
    case K_SUB: return plus(a, negative(b));
    case K_MUL: return is_unbounded(a) || is_unbounded(b) ? unbounded : product(a, b);
    case K_NEG: return negative(a);
    case K_ABS: return magnitude(a);
    case K_MIN: return extreme_of(p, e, true);
    case K_MAX: return extreme_of(p, e, false);
    case K_CLAMP: return clamped(a, b, proof_bounds(p, e->arg[2]));
    case K_ROUND:
    case K_FLOOR:
    case K_CEIL: return rounded(a);
    case K_LENGTH:
    case K_LIST_COUNT: return (Bounds){0, INT64_MAX};
    case K_HOUR_OF: return (Bounds){0, 23 * MICRO};
    case K_MONTH_OF: return (Bounds){MICRO, 12 * MICRO};
    default: return unbounded;
    }
}

/* -- terms ----------------------------------------------------------------------------------- */

static Bounds bounds_of_field(const CoreField *f)
{
    return (Bounds){(f->flags & FIELD_HAS_LO) != 0 ? f->lo : -INT64_MAX,
                    (f->flags & FIELD_HAS_HI) != 0 ? f->hi : INT64_MAX};
}

Bounds proof_bounds(Proof *p, const CoreExpr *e)
{
    int64_t v = 0;
    if (proof_fixed(p, e, &v))
        return (Bounds){v, v};
    if (e->type->kind == TY_ENUM)
        return (Bounds){0, e->type->of->n - 1};
    if (type_phys(e->type) != PHYS_I64 || e->depth > WALKED_DEPTH)
        return unbounded;
    switch (e->kind) {
    case CORE_FIELD: return bounds_of_field(&p->core->fields[e->index]);
    case CORE_SCORE: return proof_score(p, e->index);
    case CORE_CALL: return bounds_of_call(p, e);
    case CORE_IF: return either(proof_bounds(p, e->arg[1]), proof_bounds(p, e->arg[2]));
    case CORE_OTHERWISE:
        return either(proof_bounds(p, e->arg[0]), proof_bounds(p, e->arg[1]));
    default: return unbounded;
    }
}

/* -- missing --------------------------------------------------------------------------------- */

static bool never_fails(KernelId k)
{
    switch (k) {
    case K_FOLD:
    case K_FOLD_LIST:
    case K_LOWER:
    case K_TRIM:
    case K_LENGTH:
    case K_LIST_COUNT:
    case K_LIST_HAS:
    case K_CONTAINS:
    case K_STARTS:
    case K_ENDS:
    case K_MIN:
    case K_MAX: return true;
    default: return k >= K_EQ && k <= K_GE_TEXT;
    }
}

typedef struct Failing {
    const Core *core;
    bool found;
} Failing;

/* Beside what the fields lack: overflow, nought as a divisor, a pattern's limit, no stage. */
static void see_failing(void *ctx, const CoreExpr *e)
{
    Failing *f = ctx;
    const CoreStage *st = f->core->stages;
    const bool nowhere = e->kind == CORE_STAGE && f->core->n_stages > 0
                         && (st[0].when != NULL || st[0].since != NULL);
    f->found |= e->kind == CORE_MATCH || nowhere
                || (e->kind == CORE_CALL && !never_fails(e->kernel));
}

bool proof_may_miss(const Core *c, const CoreExpr *e)
{
    Failing f = {c, false};
    if (e->depth > WALKED_DEPTH || core_may_miss(c, e))
        return true;
    core_walk(c, e, false, see_failing, &f);
    return f.found;
}
