/* how_to_values.c -- fields that may move, and the values that are tried for them. */
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/wall.h"
#include "interp/study/how_to_part.h"

enum { MEMBERS_MOST = 256 };

#define USEC_MINUTE (60 * USEC_SECOND)

/* -- constants ------------------------------------------------------------------------- */

static CoreExpr *constant(const Type *t)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_CONST, .type = t, .id = -1, .depth = 1, .index = -1};
    return e;
}

const CoreExpr *const_i64(const Type *t, int64_t v)
{
    CoreExpr *e = constant(t);
    e->i64 = v;
    return e;
}

const CoreExpr *const_text(const Type *t, Str s)
{
    CoreExpr *e = constant(t);
    e->text = str_copy(s);
    return e;
}

const CoreExpr *const_missing(const Type *t)
{
    CoreExpr *e = constant(t);
    e->missing = true;
    return e;
}

static const CoreExpr *const_of_list(const Column *c, int r, const Type *t)
{
    const int row = column_row(c, r);
    const uint32_t from = c->list.start[row], to = c->list.start[row + 1];
    CoreExpr *e = constant(t);
    e->n = (int)(to - from);
    e->arg = MEM_ARRAY(CoreExpr *, e->n + 1);
    for (int i = 0; i < e->n; i++) {
        e->arg[i] = constant(t->elem);
        *e->arg[i] = *const_of_column(c->list.elem, (int)from + i, t->elem);
    }
    return e;
}

const CoreExpr *const_of_column(const Column *c, int r, const Type *t)
{
    if (column_missing(c, r))
        return const_missing(t);
    switch (c->phys) {
    case PHYS_I64: return const_i64(t, col_i64(c, r));
    case PHYS_FLAG: return const_i64(t, col_flag(c, r));
    case PHYS_TEXT: return const_text(t, col_text(c, r));
    case PHYS_LIST: return const_of_list(c, r, t);
    }
    return const_missing(t);
}

bool const_is(const CoreExpr *a, const CoreExpr *b)
{
    if (a->missing || b->missing)
        return a->missing && b->missing;
    if (a->i64 != b->i64 || !str_eq(a->text, b->text) || a->n != b->n)
        return false;
    for (int i = 0; i < a->n; i++)
        if (!const_is(a->arg[i], b->arg[i]))
            return false;
    return true;
}

/* -- candidates ------------------------------------------------------------------------ */

bool mover_may(const Quest *q, const Mover *m, int64_t v)
{
    const CoreField *f = &q->core->fields[m->field];
    return ((f->flags & FIELD_HAS_LO) == 0 || v >= f->lo)
           && ((f->flags & FIELD_HAS_HI) == 0 || v <= f->hi);
}

void mover_add(const Quest *q, Mover *m, const CoreExpr *value, int64_t cost)
{
    const CoreField *f = &q->core->fields[m->field];
    if (const_is(value, m->now) || (value->missing && (f->flags & FIELD_REQUIRED) != 0)
        || (!value->missing && m->step != 0 && !mover_may(q, m, value->i64)))
        return;
    for (int i = 0; i < m->n; i++)
        if (const_is(m->item[i].value, value))
            return;
    if (m->step == 0 && m->now->missing)
        cost += COST_WHOLE;
    MEM_PUSH(m->item, m->n, m->cap) = (Candidate){value, cost};
}

static uint64_t distance(int64_t a, int64_t b)
{
    return a < b ? (uint64_t)b - (uint64_t)a : (uint64_t)a - (uint64_t)b;
}

/* d ÷ (d + scale): what was large moves far for little.  To bring what is not there costs a
 * whole change more: a step of what is there is easier to make, and so is one that leaves its
 * sign. */
int64_t mover_cost(const Mover *m, int64_t to)
{
    const bool moment = m->type->kind == TY_TIMESTAMP || m->type->kind == TY_DATE;
    const uint64_t month = m->type->kind == TY_DATE ? 30 : (uint64_t)(30 * USEC_DAY);
    const uint64_t d = distance(m->anchor, to) / 2;
    const uint64_t scale =
        (moment ? month : distance(m->anchor, 0) + (uint64_t)m->step) / 2 + 1;
    __extension__ typedef unsigned __int128 Wide;
    const bool sized = m->type->kind == TY_NUMBER || m->type->kind == TY_MONEY;
    const bool turns = sized && to < 0 && m->anchor >= 0;
    return (m->now->missing || turns ? COST_WHOLE : 0)
           + (int64_t)((Wide)COST_WHOLE * d / ((Wide)d + scale));
}

static void enum_candidates(const Quest *q, Mover *m)
{
    for (int i = 0; i < m->type->of->n && i < MEMBERS_MOST; i++)
        mover_add(q, m, const_i64(m->type, i), COST_OTHER);
}

static bool reads(const Quest *q, const CoreExpr *e, int field)
{
    uint8_t *marks = mem_alloc((size_t)q->core->n_fields + 1);
    if (e != NULL)
        core_direct_fields_of(q->core, e, marks);
    return e != NULL && marks[field] != 0;
}

/* Conditions ask whether it is there, or something stands in for it. */
static bool missing_matters(const Quest *q, int field)
{
    for (int i = 0; i < q->asked->n; i++) {
        const CoreExpr *e = q->asked->of[i];
        const bool asks = e->kind == CORE_KNOWN || e->kind == CORE_OTHERWISE
                          || (e->kind == CORE_CALL
                              && (e->kernel == K_EARLIEST || e->kernel == K_LATEST));
        if (asks && reads(q, e, field))
            return true;
    }
    for (int i = 0; i < q->core->n_stages; i++)
        if (reads(q, q->core->stages[i].since, field))
            return true;
    return false;
}

static void candidates_of(Quest *q, Mover *m)
{
    switch (m->type->kind) {
    case TY_FLAG:
        mover_add(q, m, const_i64(m->type, 1), COST_OTHER);
        mover_add(q, m, const_i64(m->type, 0), COST_OTHER);
        break;
    case TY_ENUM: enum_candidates(q, m); break;
    case TY_TEXT: text_candidates(q, m); break;
    case TY_LIST: list_candidates(q, m); break;
    case TY_NUMBER:
    case TY_MONEY:
    case TY_DATE:
    case TY_TIMESTAMP:
    case TY_DURATION:
    case TY_BUSINESS:
    case TY_PERIOD:
    case TY_CALENDAR:
    case TY_ERROR:
    case N_TYPE_KINDS: break;
    }
    if (missing_matters(q, m->field))
        mover_add(q, m, const_missing(m->type), COST_NONE);
}

/* -- steps and anchors ------------------------------------------------------------------ */

static int places(int64_t micros)
{
    int n = 6;
    for (; n > 0 && micros % 10 == 0; n--)
        micros /= 10;
    return n;
}

static int places_of_operand(const Quest *q, const CoreExpr *e)
{
    if (e->type->kind != TY_NUMBER)
        return 0;
    if (e->kind == CORE_THRESHOLD)
        return places(q->lead->session->threshold[e->index]);
    return e->kind == CORE_CONST && !e->missing ? places(e->i64) : 0;
}

/* As fine as the field itself and what it is compared with; whole numbers stay whole. */
static int64_t number_step(const Quest *q, const Mover *m)
{
    static const int64_t step[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    int most = m->now->missing ? 0 : places(m->now->i64);
    for (int i = 0; i < q->asked->n; i++) {
        const CoreExpr *e = q->asked->of[i];
        if (e->n == 0 || e->type->kind != TY_FLAG || !reads(q, e, m->field))
            continue;
        for (int k = 0; k < e->n; k++) {
            const int own = places_of_operand(q, e->arg[k]);
            most = own > most ? own : most;
        }
        for (int k = 0; e->set != NULL && e->set->i64 != NULL && k < e->set->n; k++) {
            const int own = places(e->set->i64[k]);
            most = e->set->elem->kind == TY_NUMBER && own > most ? own : most;
        }
    }
    return step[most];
}

static int64_t in_range(const CoreField *f, int64_t v)
{
    if ((f->flags & FIELD_HAS_LO) != 0 && v < f->lo)
        return f->lo;
    return (f->flags & FIELD_HAS_HI) != 0 && v > f->hi ? f->hi : v;
}

static void set_scale(const Quest *q, Mover *m)
{
    const CoreField *f = &q->core->fields[m->field];
    const int64_t now = q->lead->as_of_us;
    int64_t from = 0;
    switch (m->type->kind) {
    case TY_NUMBER: m->step = number_step(q, m); break;
    case TY_MONEY: m->step = 10000; break;
    case TY_DATE:
        m->step = 1;
        from = wall_day_of(q->core->zone, now);
        break;
    case TY_TIMESTAMP:
        m->step = USEC_MINUTE;
        from = now;
        break;
    case TY_DURATION:
    case TY_BUSINESS: m->step = USEC_MINUTE; break;
    case TY_FLAG:
    case TY_ENUM:
    case TY_TEXT:
    case TY_LIST:
    case TY_PERIOD:
    case TY_CALENDAR:
    case TY_ERROR:
    case N_TYPE_KINDS: break;
    }
    m->anchor = m->now->missing ? in_range(f, from) : m->now->i64;
}

/* -- what reads a field ------------------------------------------------------------------ */

static void see_decided(void *ctx, const CoreExpr *e)
{
    *(bool *)ctx |= core_is_decided(e);
}

static Mover *mover_of(const Quest *q, int field)
{
    for (int i = 0; i < q->n_movers; i++)
        if (q->mover[i].field == field)
            return &q->mover[i];
    return NULL;
}

static void not_exact(Quest *q, const CoreExpr *e)
{
    for (int i = 0; e != NULL && i < q->n_movers; i++)
        if (reads(q, e, q->mover[i].field))
            q->mover[i].exact = false;
}

/* Conditions are split into those that `and`, `or`, `not` join; one on a field alone is a
 * leaf of it. */
static void split(Quest *q, const CoreExpr *e)
{
    const int extra = e != NULL ? asked_find(q->asked, e) : -1;
    bool derived = false;
    int n = 0, only = -1;
    if (extra < 0)
        return;
    if (e->kind == CORE_AND || e->kind == CORE_OR || e->kind == CORE_NOT) {
        for (int i = 0; i < e->n; i++)
            split(q, e->arg[i]);
        return;
    }
    core_walk(q->core, e, false, see_decided, &derived);
    for (int f = 0; f < q->core->n_fields; f++)
        if (reads(q, e, f)) {
            n++;
            only = f;
        }
    Mover *m = n == 1 && !derived ? mover_of(q, only) : NULL;
    if (m != NULL)
        MEM_PUSH(m->leaf, m->n_leaves, m->cap_leaves) = extra;
    else
        not_exact(q, e);
}

/* Of what was asked alone: the rest has no part in the goal. */
static void split_policy(Quest *q)
{
    const Core *c = q->core;
    for (int i = 0; i < c->n_personas; i++)
        split(q, c->personas[i].when);
    for (int i = 0; i < c->n_rules; i++) {
        split(q, c->rule[i]->when);
        not_exact(q, c->rule[i]->points);
        not_exact(q, c->rule[i]->per);
        not_exact(q, c->rule[i]->cap);
    }
    for (int i = 0; i < c->n_scores; i++)
        not_exact(q, c->scores[i].expr);
    for (int i = 0; i < c->n_grades; i++)
        for (int k = 0; k < c->grades[i].n_bands; k++) {
            not_exact(q, c->grades[i].bands[k].from);
            not_exact(q, c->grades[i].bands[k].by);
        }
    for (int i = 0; i < c->n_stages; i++) {
        split(q, c->stages[i].when);
        not_exact(q, c->stages[i].since);
    }
}

static void find_leaves(Quest *q)
{
    split(q, q->goal->expr);
    split_policy(q);
    for (int i = 0; i < q->asked->n; i++)
        if (q->asked->of[i]->kind == CORE_CLAUSE)
            for (int k = 0; k < q->n_movers; k++)
                q->mover[k].exact = false;
}

/* -- classes ----------------------------------------------------------------------------- */

/* Those that cost the same stay as they stand. */
static void sort_by_cost(Mover *m)
{
    for (int i = 1; i < m->n; i++) {
        const Candidate x = m->item[i];
        int k = i;
        for (; k > 0 && m->item[k - 1].cost > x.cost; k--)
            m->item[k] = m->item[k - 1];
        m->item[k] = x;
    }
}

/* Of values that answer every condition alike the cheapest stays; none that answer as the
 * lead's own does. */
static void keep_one_of_each(Mover *m, const uint64_t *sign, uint64_t own)
{
    uint64_t *kept = mem_bytes(((size_t)m->n + 1) * sizeof *kept);
    int n = 0;
    for (int i = 0; i < m->n; i++) {
        bool known = sign[i] == own;
        for (int k = 0; k < n; k++)
            known |= kept[k] == sign[i];
        if (known)
            continue;
        kept[n] = sign[i];
        m->item[n++] = m->item[i];
    }
    m->n = n;
}

static void into_classes(Trial *t, Mover *m)
{
    uint64_t *sign = mem_bytes(((size_t)m->n + 1) * sizeof *sign), own = 0;
    for (int at = 0; at <= m->n; at += BATCH_ROWS - 1) {
        trial_clear(t);
        trial_row(t);
        for (int i = at; i < m->n && i < at + BATCH_ROWS - 1; i++)
            trial_put(t, trial_row(t), m->field, m->item[i].value);
        trial_run(t);
        own = trial_sign(t, 0, m->leaf, m->n_leaves);
        for (int r = 1; r < trial_n(t); r++)
            sign[at + r - 1] = trial_sign(t, r, m->leaf, m->n_leaves);
    }
    keep_one_of_each(m, sign, own);
}

void movers_sort(Quest *q)
{
    for (int i = 0; i < q->n_movers; i++)
        sort_by_cost(&q->mover[i]);
}

void movers_make(Quest *q)
{
    const Core *c = q->core;
    uint8_t *marks = mem_alloc((size_t)c->n_fields + 1);
    core_fields_of(c, q->goal->expr, marks);
    q->mover = MEM_ARRAY(Mover, c->n_fields + 1);
    q->how->fixed = MEM_ARRAY(int, c->n_fields + 1);
    for (int f = 0; f < c->n_fields; f++) {
        const Type *t = c->fields[f].type;
        if (!marks[f])
            continue;
        if ((c->fields[f].flags & (FIELD_FIXED | FIELD_LABEL)) != 0)
            q->how->fixed[q->how->n_fixed++] = f;
        else
            q->mover[q->n_movers++] =
                (Mover){.field = f,
                        .type = t,
                        .now = const_of_column(&q->base.batch->col[f], q->base.r, t),
                        .exact = true};
    }
    find_leaves(q);
    for (int i = 0; i < q->n_movers; i++) {
        set_scale(q, &q->mover[i]);
        candidates_of(q, &q->mover[i]);
    }
    scale_candidates(q);
    Trial *t = trial_new(q, q->asked->extra, q->asked->n);
    movers_sort(q);
    for (int i = 0; i < q->n_movers; i++)
        if (q->mover[i].exact)
            into_classes(t, &q->mover[i]);
    trial_free(t);
}
