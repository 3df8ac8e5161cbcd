/* k_rule.c -- points: rules, groups, scores.
 *
 * An account's sums are narrow where the bounds of its rules keep 64 bits from overflowing:
 * what WHEN rules give is then counted in 16 bits, in a common unit, where it fits.  The
 * wide form adds in 128 bits and carries the least and the most that open rules could make
 * of the sum.
 */
#include "interp/engine/eval_state.h"

#include <string.h>

static const Int128 far_away = (Int128)1 << 100;

static inline Int128 within(Int128 v, Int128 lo, Int128 hi)
{
    return v < lo ? lo : v > hi ? hi : v;
}

static const Column *optional(const Eval *ev, int slot)
{
    return slot != NO_SLOT ? &ev->col[slot] : NULL;
}

/* -- accounts ---------------------------------------------------------------------- */

static int64_t cap_value(const Column *cap)
{
    if (cap == NULL || column_null(cap, 0) != 0)
        return INT64_MAX;
    return cap->i64[0] < 0 ? 0 : cap->i64[0];
}

/* What a WHEN rule of constant points gives where it applies. */
static int64_t rule_gives(const Eval *ev, const RuleStep *u)
{
    const Column *points = &ev->col[u->points];
    const int64_t cap = cap_value(optional(ev, u->cap)), p = points->i64[0];
    const int64_t kept = p > cap ? cap : p < -cap ? -cap : p;
    if (column_null(points, 0) != 0)
        return 0;
    return u->minus ? -kept : kept;
}

static bool fits_narrow(const Eval *ev, const ScoreStep *s)
{
    Int128 most = 0;
    for (int i = 0; i < s->n_bounded; i++) {
        const Int128 v = ev->col[s->bounded[i]].i64[0];
        most += v < 0 ? -v : v;
    }
    return most <= INT64_MAX;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* The unit in which the WHEN rules' points are whole and, all together, fit in 16 bits; 0
 * where there is none.  A score of 5 and 20 points counts in fives. */
static int64_t small_unit(const Eval *ev, const ScoreStep *s)
{
    int64_t unit = 0;
    Int128 most = 0;
    for (int i = 0; i < s->n_whens; i++) {
        const int64_t v = rule_gives(ev, s->when[i]);
        unit = common_divisor(unit, v);
        most += v < 0 ? -(Int128)v : v;
    }
    return unit != 0 && unit <= INT32_MAX && most / unit <= INT16_MAX ? unit : 0;
}

/* The form that a score's sums take; it turns only with the thresholds. */
static void choose_form(const Eval *ev, AccountRows *a, const Account *plan,
                        const ScoreStep *s)
{
    a->is_wide = plan->wide || !fits_narrow(ev, s);
    a->unit = a->is_wide ? 0 : small_unit(ev, s);
    a->settings = ev->settings;
}

void step_account(Eval *ev, const Step *s)
{
    const Account *plan = &ev->p->account[s->index];
    AccountRows *a = &ev->account[s->index];
    if (plan->parent >= 0) {
        a->is_wide = ev->account[plan->parent].is_wide;
        a->unit = ev->account[plan->parent].unit;
    } else if (a->settings != ev->settings)
        choose_form(ev, a, plan, s->info);
    a->narrow_used = false;
    if (a->is_wide)
        memset(a->wide, 0, sizeof *a->wide * (size_t)ev->n);
    else
        memset(a->few, 0, sizeof *a->few * (size_t)ev->n);
}

/* The 64-bit sums, cleared when first asked for. */
static int64_t *narrow_sums(AccountRows *a, int n)
{
    if (!a->narrow_used)
        memset(a->narrow, 0, sizeof *a->narrow * (size_t)n);
    a->narrow_used = true;
    return a->narrow;
}

KERNEL_CLONES static void add_units(int64_t *restrict to, const int16_t *restrict few,
                                    int32_t unit, int n)
{
    for (int r = 0; r < n; r++)
        to[r] += (int64_t)few[r] * unit;
}

/* All that a narrow account holds, in micros. */
static const int64_t *total(AccountRows *a, int n)
{
    int64_t *sums = narrow_sums(a, n);
    if (a->unit != 0)
        add_units(sums, a->few, (int32_t)a->unit, n);
    return sums;
}

/* -- rules, narrow ----------------------------------------------------------------- */

KERNEL_CLONES static void add_few(int16_t *restrict to, const uint8_t *restrict yes,
                                  int16_t points, int n)
{
    for (int r = 0; r < n; r++)
        to[r] = (int16_t)(to[r] + (points & -(int16_t)yes[r]));
}

KERNEL_CLONES static void add_where(int64_t *restrict to, const uint8_t *restrict yes,
                                    int64_t points, int n)
{
    for (int r = 0; r < n; r++)
        to[r] += points & -(int64_t)yes[r];
}

static void add_all(int64_t *to, int64_t points, int n)
{
    for (int r = 0; r < n; r++)
        to[r] += points;
}

/* What is missing adds nothing: its product counts as 0. */
KERNEL_CLONES static void add_capped(int64_t *restrict to, const int64_t *restrict v,
                                     int64_t cap, int sign, int n)
{
    for (int r = 0; r < n; r++) {
        const int64_t up = v[r] > cap ? cap : v[r];
        const int64_t kept = up < -cap ? MUTATE(16, -cap, up) : up;
        to[r] += sign < 0 ? -kept : kept;
    }
}

static void add_capped_known(int64_t *to, const Column *v, int64_t cap, int sign, int n)
{
    for (int r = 0; r < n; r++) {
        const int64_t x = v->i64[column_row(v, r)];
        const int64_t kept = x > cap ? cap : x < -cap ? -cap : x;
        if (column_null(v, r) == 0)
            to[r] += sign < 0 ? -kept : kept;
    }
}

static void per_narrow(Eval *ev, const RuleStep *u)
{
    int64_t *to = narrow_sums(&ev->account[u->account], ev->n);
    const int64_t cap = cap_value(optional(ev, u->cap));
    const int sign = u->minus ? -1 : 1;
    const Column *v = &ev->col[u->product];
    if (v->form == FORM_FLAT && v->null == NULL)
        add_capped(to, v->i64, cap, sign, ev->n);
    else
        add_capped_known(to, v, cap, sign, ev->n);
}

static void when_narrow(Eval *ev, const RuleStep *u)
{
    AccountRows *a = &ev->account[u->account];
    const Column *when = &ev->col[u->when];
    const int64_t gives = rule_gives(ev, u);
    if (when->form == FORM_CONSTANT) {
        if (when->flag[0] != 0)
            add_all(narrow_sums(a, ev->n), gives, ev->n);
    } else if (a->unit != 0)
        add_few(a->few, when->flag, (int16_t)(gives / a->unit), ev->n);
    else
        add_where(narrow_sums(a, ev->n), when->flag, gives, ev->n);
}

/* -- rules, wide ------------------------------------------------------------------- */

/* The columns of a rule, those that it does not have being NULL. */
typedef struct RuleCols {
    const Column *when, *points, *product, *cap, *open;
} RuleCols;

static inline bool is_open(const RuleCols *c, int r)
{
    return c->open != NULL && c->open->flag[column_row(c->open, r)] != 0;
}

/* What an open PER rule could give, by the sign of its points. */
static Points open_per(const RuleStep *u, const RuleCols *c, int r, Int128 cap)
{
    if (column_null(c->points, r) != 0)
        return (Points){0, -cap, cap};
    const int64_t p = c->points->i64[column_row(c->points, r)];
    if (p == 0)
        return (Points){0, 0, 0};
    const bool up = (p > 0) != u->minus;
    return (Points){0, up ? 0 : -cap, up ? cap : 0};
}

static Points per_row(const RuleStep *u, const RuleCols *c, int r, Int128 cap,
                      int *state)
{
    const bool known = column_null(c->product, r) == 0;
    *state = known ? RULE_YES : RULE_UNKNOWN;
    const Points open = open_per(u, c, r, cap);
    if (!known)
        return open;
    const Int128 v = c->product->i64[column_row(c->product, r)];
    const Int128 kept = within(u->minus ? -v : v, -cap, cap);
    if (!is_open(c, r))
        return (Points){kept, kept, kept};
    return (Points){kept, open.low, open.high};
}

static Points when_row(const RuleStep *u, const RuleCols *c, int r, Int128 cap,
                       int *state)
{
    const uint8_t unknown = column_null(c->when, r);
    const bool yes = unknown == 0 && c->when->flag[column_row(c->when, r)] != 0;
    const bool missing = column_null(c->points, r) != 0;
    *state = unknown != 0 || (yes && missing) ? RULE_UNKNOWN : yes ? RULE_YES : RULE_NO;
    if (*state == RULE_NO && !is_open(c, r))
        return (Points){0, 0, 0};
    if (missing)
        return (Points){0, -cap, cap};
    const Int128 p = c->points->i64[column_row(c->points, r)];
    const Int128 kept = within(u->minus ? -p : p, -cap, cap);
    const Int128 sum = *state == RULE_YES ? kept : 0;
    if (*state == RULE_YES && !is_open(c, r))
        return (Points){sum, sum, sum};
    return (Points){sum, kept < 0 ? kept : 0, kept > 0 ? kept : 0};
}

/* Points and cap are asked only where `when` is yes; those of PER rules by steps. */
static void when_marks(Eval *ev, const RuleCols *c, int r)
{
    if (column_null(c->when, r) != 0 || c->when->flag[column_row(c->when, r)] == 0)
        return;
    ev->marks[r] |= (uint8_t)(column_null(c->points, r) >> 1);
    if (c->cap != NULL)
        ev->marks[r] |= (uint8_t)(column_null(c->cap, r) >> 1);
}

static Int128 cap_at(const Column *cap, int r)
{
    if (cap == NULL || column_null(cap, r) != 0)
        return far_away;
    const int64_t v = cap->i64[column_row(cap, r)];
    return v < 0 ? 0 : v;
}

static void add_points(Points *to, Points p)
{
    to->sum += p.sum;
    to->low = within(to->low + p.low, -far_away, far_away);
    to->high = within(to->high + p.high, -far_away, far_away);
}

static int64_t narrow(Int128 v)
{
    return (int64_t)within(v, -(Int128)INT64_MAX, INT64_MAX);
}

static void rule_wide(Eval *ev, const RuleStep *u)
{
    const RuleCols c = {optional(ev, u->when), optional(ev, u->points),
                        optional(ev, u->product), optional(ev, u->cap),
                        optional(ev, u->open)};
    Points *to = ev->account[u->account].wide;
    for (int r = 0; r < ev->n; r++) {
        int state;
        const Int128 cap = cap_at(c.cap, r);
        const Points p =
            u->per ? per_row(u, &c, r, cap, &state) : when_row(u, &c, r, cap, &state);
        add_points(&to[r], p);
        if (!u->per)
            when_marks(ev, &c, r);
        if (ev->rule_state == NULL)
            continue;
        ev->rule_state[u->rule][r] = (uint8_t)state;
        ev->rule_points[u->rule][r] = narrow(p.sum);
    }
}

void step_rule(Eval *ev, const Step *s)
{
    const RuleStep *u = s->info;
    if (ev->account[u->account].is_wide)
        rule_wide(ev, u);
    else if (u->per)
        per_narrow(ev, u);
    else
        when_narrow(ev, u);
}

/* -- groups ------------------------------------------------------------------------ */

static uint8_t group_state(const Eval *ev, const GroupStep *g, int r)
{
    bool any[3] = {false, false, false};
    for (int i = 0; i < g->n_inside; i++)
        any[ev->rule_state[g->inside[i]][r]] = true;
    return any[RULE_YES] ? RULE_YES : any[RULE_UNKNOWN] ? RULE_UNKNOWN : RULE_NO;
}

static void group_wide(Eval *ev, const GroupStep *g, const Column *cap)
{
    const Points *from = ev->account[g->account].wide;
    Points *to = ev->account[ev->p->account[g->account].parent].wide;
    for (int r = 0; r < ev->n; r++) {
        const Int128 most = cap_at(cap, r);
        const Points all = from[r],
                     kept = {within(all.sum, MUTATE(17, -most, -far_away), most),
                             within(all.low, -most, most),
                             within(all.high, -most, most)};
        add_points(&to[r], kept);
        if (ev->rule_state == NULL)
            continue;
        ev->rule_state[g->rule][r] = group_state(ev, g, r);
        ev->rule_points[g->rule][r] = narrow(kept.sum - all.sum);
    }
}

void step_group(Eval *ev, const Step *s)
{
    const GroupStep *g = s->info;
    const Column *cap = optional(ev, g->cap);
    if (ev->account[g->account].is_wide)
        group_wide(ev, g, cap);
    else
        add_capped(narrow_sums(&ev->account[ev->p->account[g->account].parent], ev->n),
                   total(&ev->account[g->account], ev->n), cap_value(cap), 1, ev->n);
}

/* -- scores ------------------------------------------------------------------------ */

KERNEL_CLONES static void clamp_rows(int64_t *restrict to, const int64_t *restrict from,
                                     int64_t lo, int64_t hi, int n)
{
    for (int r = 0; r < n; r++) {
        const int64_t up = from[r] < lo ? lo : from[r];
        to[r] = up > hi ? MUTATE(18, hi, up) : up;
    }
}

/* The row's points before the range.  A composed score whose end is missing has none. */
static Points composed_row(const Eval *ev, const ScoreStep *s, int r)
{
    const Column *v = &ev->col[s->expr];
    const Int128 sum = column_null(v, r) != 0 ? 0 : v->i64[column_row(v, r)];
    if (s->low == NO_SLOT)
        return (Points){sum, sum, sum};
    const Column *low = &ev->col[s->low], *high = &ev->col[s->high];
    if (column_null(low, r) != 0 || column_null(high, r) != 0)
        return (Points){sum, -far_away, far_away};
    return (Points){sum, low->i64[column_row(low, r)], high->i64[column_row(high, r)]};
}

static void put_score(Eval *ev, const Step *s, int r, Points p)
{
    const ScoreStep *u = s->info;
    const Int128 kept = within(p.sum, u->lo, u->hi);
    ev->col[s->out[0]].i64[r] = (int64_t)kept;
    if (!u->has_range && kept != p.sum)
        ev->marks[r] |= MARK_OVERFLOW;
    if (s->n_out == 1)
        return;
    ev->score_clamp[u->score][r] = narrow(kept - p.sum);
    ev->col[s->out[1]].i64[r] = (int64_t)within(p.low, u->lo, u->hi);
    ev->col[s->out[2]].i64[r] = (int64_t)within(p.high, u->lo, u->hi);
}

static void begin_columns(Eval *ev, const Step *s)
{
    for (int i = 0; i < s->n_out; i++) {
        ev->col[s->out[i]].form = FORM_FLAT;
        ev->col[s->out[i]].null = NULL;
    }
}

void step_score(Eval *ev, const Step *s)
{
    const ScoreStep *u = s->info;
    AccountRows *a = u->account >= 0 ? &ev->account[u->account] : NULL;
    begin_columns(ev, s);
    if (a != NULL && !a->is_wide) {
        clamp_rows(ev->col[s->out[0]].i64, total(a, ev->n), u->lo, u->hi, ev->n);
        return;
    }
    for (int r = 0; r < ev->n; r++)
        put_score(ev, s, r, a != NULL ? a->wide[r] : composed_row(ev, u, r));
}
