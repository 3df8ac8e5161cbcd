/* cells_cut.c -- constants of conditions, carried down to the fields.
 *
 * `f(x) > k` is turned into `x > g(k)` with the inverse g of f, step by step.  Where f is of
 * several fields, each is cut as if the others were not there: a guess, as is said in cells.h.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/wall.h"
#include "interp/study/cells_part.h"
#include "interp/study/how_to_part.h"

enum { CUTS_OF_FIELD = 400, TEXTS_OF_FIELD = 400, OF_SET = 200, OF_PATTERN = 8 };

static const int64_t usec_day = USEC_DAY;

/* -- what no lead changes ---------------------------------------------------------------- */

static bool fixed_call(const CoreExpr *e, const int64_t *v, int64_t *out)
{
    switch (e->kernel) {
    case K_ADD: return !__builtin_add_overflow(v[0], v[1], out);
    case K_SUB: return !__builtin_sub_overflow(v[0], v[1], out);
    case K_NEG: return !__builtin_sub_overflow((int64_t)0, v[0], out);
    case K_MUL: return dec_mul(v[0], v[1], out);
    case K_DIV: return v[1] != 0 && dec_div(v[0], v[1], out);
    default: return false;
    }
}

bool fixed_value(const CellsWant *w, const CoreExpr *e, bool now, int64_t *v)
{
    int64_t of[2] = {0, 0};
    if (e->kind == CORE_THRESHOLD) {
        *v = w->threshold != NULL ? w->threshold[e->index]
                                  : w->core->thresholds[e->index].value;
        return true;
    }
    if (e->kind == CORE_NOW)
        *v = w->now_us;
    if (e->kind == CORE_CONST)
        *v = e->i64;
    if (e->kind != CORE_CALL || e->n == 0 || e->n > 2 || e->depth > WALKED_DEPTH)
        return (e->kind == CORE_NOW && now)
               || (e->kind == CORE_CONST && !e->missing
                   && type_phys(e->type) != PHYS_TEXT
                   && type_phys(e->type) != PHYS_LIST);
    for (int i = 0; i < e->n; i++)
        if (!fixed_value(w, e->arg[i], now, &of[i]))
            return false;
    return fixed_call(e, of, v);
}

/* -- on a scale --------------------------------------------------------------------------- */

static void cut_field(Cuts *c, int field, int64_t v)
{
    FieldCuts *f = &c->field[field];
    for (int i = 0; i < f->n; i++)
        if (f->at[i] == v)
            return;
    if (f->n < CUTS_OF_FIELD)
        MEM_PUSH(f->at, f->n, f->cap) = v;
}

/* What stands in for a side of which nothing is known. */
static int64_t usual(const Cuts *c, const CoreExpr *e)
{
    if (e->type->kind == TY_TIMESTAMP)
        return c->want->now_us;
    return e->type->kind == TY_DATE ? wall_day_of(c->want->core->zone, c->want->now_us)
                                    : 0;
}

/* Side k of two, so that kernel(side, other) is v. */
static bool solved(KernelId kernel, int k, int64_t other, int64_t v, int64_t *side)
{
    switch (kernel) {
    case K_ADD: return !__builtin_sub_overflow(v, other, side);
    case K_SUB:
        return k == 0 ? !__builtin_add_overflow(v, other, side)
                      : !__builtin_sub_overflow(other, v, side);
    case K_MUL: return other != 0 && dec_div(v, other, side);
    case K_DIV:
        return k == 0 ? dec_mul(v, other, side) : v != 0 && dec_div(other, v, side);
    case K_DATE_ADD:
        *side = k == 0 ? v - other / usec_day : (v - other) * usec_day;
        return true;
    case K_DATE_SUB:
        *side = k == 0 ? v + other / usec_day : (other - v) * usec_day;
        return true;
    case K_DATE_DIFF:
        *side = k == 0 ? other + v / usec_day : other - v / usec_day;
        return true;
    default: return false;
    }
}

static void cut_two(Cuts *c, const CoreExpr *e, int64_t v)
{
    for (int k = 0; k < 2; k++) {
        const CoreExpr *other = e->arg[1 - k];
        int64_t of = 0, side = 0, fixed = 0;
        if (fixed_value(c->want, e->arg[k], true, &fixed))
            continue;
        if (!fixed_value(c->want, other, true, &of))
            of = usual(c, other);
        if (solved(e->kernel, k, of, v, &side))
            cut_at(c, e->arg[k], side);
    }
}

static void cut_each(Cuts *c, const CoreExpr *e, int from, int64_t v)
{
    for (int i = from; i < e->n; i++)
        cut_at(c, e->arg[i], v);
}

static void cut_day(Cuts *c, const CoreExpr *e, int64_t day)
{
    if (day > INT32_MIN && day < INT32_MAX)
        cut_at(c, e->arg[0], zone_to_instant(c->want->core->zone, day * usec_day));
}

static Str letters(int64_t n)
{
    Buf b = {0};
    buf_repeat(&b, 'x', (int)n);
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static void cut_length(Cuts *c, const CoreExpr *e, int64_t v)
{
    enum { LENGTH_MOST = 200 };
    for (int64_t n = v / MICRO - 1; n <= v / MICRO + 1; n++)
        if (n > 0 && n <= LENGTH_MOST)
            cut_text(c, e->arg[0], letters(n));
}

static void cut_call(Cuts *c, const CoreExpr *e, int64_t v)
{
    switch (e->kernel) {
    case K_ADD:
    case K_SUB:
    case K_MUL:
    case K_DIV:
    case K_DATE_ADD:
    case K_DATE_SUB:
    case K_DATE_DIFF: cut_two(c, e, v); return;
    case K_ABS: cut_at(c, e->arg[0], v); cut_at(c, e->arg[0], v == INT64_MIN ? v : -v); return;
    case K_NEG: cut_at(c, e->arg[0], v == INT64_MIN ? v : -v); return;
    case K_ROUND:
    case K_FLOOR:
    case K_CEIL:
    case K_CLAMP: cut_at(c, e->arg[0], v); return;
    case K_MIN:
    case K_MAX:
    case K_EARLIEST:
    case K_LATEST: cut_each(c, e, 0, v); return;
    case K_DATE_OF: cut_day(c, e, v); return;
    case K_LENGTH: cut_length(c, e, v); return;
    default: return;
    }
}

void cut_at(Cuts *c, const CoreExpr *e, int64_t v)
{
    if (e->depth > WALKED_DEPTH)
        return;
    switch (e->kind) {
    case CORE_FIELD: cut_field(c, e->index, v); return;
    case CORE_CALL: cut_call(c, e, v); return;
    case CORE_IF: cut_each(c, e, 1, v); return;
    case CORE_OTHERWISE: cut_each(c, e, 0, v); return;
    case CORE_SINCE:
        if (c->want->core->stages[e->index].since != NULL)
            cut_at(c, c->want->core->stages[e->index].since, v);
        return;
    case CORE_CONST:
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_KNOWN:
    case CORE_IN_SET:
    case CORE_MATCH:
    case CORE_PERSONA:
    case CORE_SCORE:
    case CORE_GRADE:
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_REACHED:
    case CORE_CLAUSE:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: return;
    }
}

/* -- texts -------------------------------------------------------------------------------- */

static void text_of_field(Cuts *c, int field, Str text)
{
    FieldCuts *f = &c->field[field];
    for (int i = 0; i < f->n_texts; i++)
        if (str_eq(f->text[i], text))
            return;
    if (f->n_texts < TEXTS_OF_FIELD)
        MEM_PUSH(f->text, f->n_texts, f->cap_texts) = text;
}

static void cut_domain(Cuts *c, const CoreExpr *e, Str domain)
{
    bool of_domain = false;
    const int field = subject_field(e, &of_domain);
    if (field >= 0)
        c->field[field].address = true;
    cut_text(c, e->arg[0], str_of(str_format("name@%s", str_z(domain))));
}

void cut_text(Cuts *c, const CoreExpr *e, Str text)
{
    if (e->depth > WALKED_DEPTH)
        return;
    if (e->kind == CORE_FIELD)
        text_of_field(c, e->index, text);
    else if (e->kind == CORE_CALL && e->kernel == K_DOMAIN)
        cut_domain(c, e, text);
    else if (e->kind == CORE_CALL
             && (e->kernel == K_FOLD || e->kernel == K_LOWER || e->kernel == K_TRIM
                 || e->kernel == K_FOLD_LIST))
        cut_text(c, e->arg[0], text);
    else if (e->kind == CORE_IF || e->kind == CORE_OTHERWISE)
        for (int i = e->kind == CORE_IF; i < e->n; i++)
            cut_text(c, e->arg[i], text);
}

/* -- conditions --------------------------------------------------------------------------- */

static void cuts_of_set(Cuts *c, const CoreExpr *e)
{
    for (int i = 0; i < e->set->n && i < OF_SET; i++)
        if (e->set->text != NULL)
            cut_text(c, e->arg[0], e->set->text[i]);
        else
            cut_at(c, e->arg[0], e->set->i64[i]);
}

static void cuts_of_pattern(Cuts *c, const CoreExpr *e)
{
    Str text[OF_PATTERN];
    const int n = pattern_texts(e->regex->pattern, text, OF_PATTERN);
    for (int i = 0; i < n; i++)
        cut_text(c, e->arg[0], text[i]);
}

/* `a > b` of two that leads change: as if one of them were where it usually is. */
static void cuts_of_pair(Cuts *c, const CoreExpr *e)
{
    for (int k = 0; k < 2; k++) {
        int64_t v = 0;
        const CoreExpr *other = e->arg[1 - k];
        if (other->kind == CORE_CONST && type_phys(other->type) == PHYS_TEXT)
            cut_text(c, e->arg[k], other->text);
        else if (fixed_value(c->want, other, true, &v))
            cut_at(c, e->arg[k], v);
        else if (type_phys(other->type) == PHYS_I64 && other->type->kind != TY_ENUM)
            cut_at(c, e->arg[k], usual(c, other));
    }
}

static void cuts_of_element(Cuts *c, const CoreExpr *e)
{
    int64_t v = 0;
    if (e->arg[1]->kind == CORE_CONST && e->arg[1]->type->kind == TY_TEXT)
        cut_text(c, e->arg[0], e->arg[1]->text);
    else if (fixed_value(c->want, e->arg[1], false, &v)
             && e->arg[0]->kind == CORE_FIELD)
        cut_field(c, e->arg[0]->index, v);
}

/* Points for each: none, one, and as many as the cap lets count. */
static void cuts_of_per(Cuts *c, const CoreRule *r, int n)
{
    for (int i = 0; i < n; i++) {
        int64_t points = 0, cap = 0, most = 0;
        cuts_of_per(c, r[i].rules, r[i].n_rules);
        if (r[i].kind != RULE_PER)
            continue;
        cut_at(c, r[i].per, 0);
        cut_at(c, r[i].per, MICRO);
        if (r[i].cap != NULL && fixed_value(c->want, r[i].points, true, &points)
            && points != 0 && fixed_value(c->want, r[i].cap, true, &cap)
            && dec_div(cap, points, &most))
            cut_at(c, r[i].per, most);
    }
}

/* A stage is reached once its instant has come. */
static void cuts_of_sinces(Cuts *c)
{
    const Core *core = c->want->core;
    for (int i = 0; i < core->n_stages; i++)
        if (core->stages[i].since != NULL)
            cut_at(c, core->stages[i].since, c->want->now_us);
}

static void see(void *ctx, const CoreExpr *e)
{
    Cuts *c = ctx;
    const Core *core = c->want->core;
    if (e->kind == CORE_SCORE && e->index >= 0)
        cuts_of_per(c, core->scores[e->index].rules, core->scores[e->index].n_rules);
    if (e->kind == CORE_STAGE || e->kind == CORE_EXIT || e->kind == CORE_REACHED)
        cuts_of_sinces(c);
    if (e->kind == CORE_FIELD)
        c->field[e->index].read = true;
    else if (e->kind == CORE_IN_SET)
        cuts_of_set(c, e);
    else if (e->kind == CORE_MATCH)
        cuts_of_pattern(c, e);
    else if (e->kind == CORE_CALL && e->kernel == K_LIST_HAS)
        cuts_of_element(c, e);
    else if (e->kind == CORE_CALL && e->n == 2 && e->type->kind == TY_FLAG)
        cuts_of_pair(c, e);
}

void cuts_of(Cuts *c, const CoreExpr *e)
{
    if (e != NULL)
        core_walk(c->want->core, e, true, see, c);
}

/* -- what is no condition ------------------------------------------------------------------ */

static void cuts_of_rules(Cuts *c, const CoreRule *rules, int n)
{
    for (int i = 0; i < n; i++) {
        cuts_of(c, rules[i].points);
        cuts_of(c, rules[i].when);
        cuts_of(c, rules[i].per);
        cuts_of(c, rules[i].cap);
        cuts_of_rules(c, rules[i].rules, rules[i].n_rules);
    }
    cuts_of_per(c, rules, n);
}

static void cuts_of_stage(Cuts *c, const CoreStage *s)
{
    cuts_of(c, s->when);
    cuts_of(c, s->since);
}

static void cuts_of_all(Cuts *c, CoreExpr *const *e, int n)
{
    for (int i = 0; i < n; i++)
        cuts_of(c, e[i]);
}

static void cuts_of_clause(Cuts *c, const CoreClause *cl)
{
    CoreExpr *const one[] = {cl->applies, cl->settled, cl->excused, cl->keep,
                             cl->within};
    cuts_of_all(c, one, sizeof one / sizeof *one);
    cuts_of_all(c, cl->starts, cl->n_starts);
    cuts_of_all(c, cl->stops, cl->n_stops);
    cuts_of_all(c, cl->cancels, cl->n_cancels);
    for (int i = 0; i < cl->n_starts; i++)
        cut_at(c, cl->starts[i], c->want->now_us);
}

void cuts_of_policy(Cuts *c)
{
    const Core *core = c->want->core;
    for (int i = 0; i < core->n_personas; i++)
        cuts_of(c, core->personas[i].when);
    for (int i = 0; i < core->n_scores; i++) {
        cuts_of_rules(c, core->scores[i].rules, core->scores[i].n_rules);
        cuts_of(c, core->scores[i].expr);
    }
    for (int i = 0; i < core->n_stages; i++)
        cuts_of_stage(c, &core->stages[i]);
    cuts_of_sinces(c);
    for (int i = 0; i < core->n_clauses; i++)
        cuts_of_clause(c, &core->clauses[i]);
}
