/* oracle_score.c -- rules, groups, caps and ranges of one lead. */
#include "tests/prop/oracle_part.h"

/* -- scores -------------------------------------------------------------------------- */

/* Points, and the least and the most that they may be; 128 bits, and FAR is no bound. */
typedef struct Points {
    Int128 sum, low, high;
} Points;

static const Int128 FAR = (Int128)1 << 100;

static Int128 within(Int128 v, Int128 lo, Int128 hi)
{
    return v < lo ? lo : v > hi ? hi : v;
}
static Points points_within(Points p, Int128 lo, Int128 hi)
{
    return (Points){within(p.sum, lo, hi), within(p.low, lo, hi),
                    within(p.high, lo, hi)};
}

static Answer signed_points(Oracle *o, const CoreRule *r)
{
    Answer a = oracle_eval(o, r->points);

    if (r->minus)
        a.is.i64 = -a.is.i64;
    return a;
}

static Int128 cap_of(Answer cap)
{
    return cap.is.missing ? FAR : cap.is.i64 < 0 ? 0 : cap.is.i64;
}
static Answer rule_cap(Oracle *o, const CoreRule *r)
{
    return r->cap != NULL ? oracle_eval(o, r->cap) : missing(0);
}

static Points apply_rules(Oracle *o, const CoreRule *rules, int n);

static Points apply_group(Oracle *o, const CoreRule *r)
{
    const Answer cap = rule_cap(o, r);
    const Points all = apply_rules(o, r->rules, r->n_rules);
    const Points kept = points_within(all, -cap_of(cap), cap_of(cap));

    bool yes = false;

    if (cap.is.missing)
        o->lead.marks |= cap.marks;
    o->lead.rule_points[r->rule] =
        (int64_t)within(kept.sum - all.sum, -INT64_MAX, INT64_MAX);
    o->lead.rule_state[r->rule] = OUTCOME_NO;
    for (int i = 0; i < r->n_rules; i++) {
        const int one = o->lead.rule_state[r->rules[i].rule];
        if (one == OUTCOME_YES || (one == OUTCOME_UNKNOWN && !yes))
            o->lead.rule_state[r->rule] = one;
        yes |= one == OUTCOME_YES;
    }
    return kept;
}

/* Its state; *amount: the points before the cap, where it is yes. */
static int rule_state(Oracle *o, const CoreRule *r, Answer points, Int128 *amount)
{
    const Answer when = r->when != NULL ? oracle_ask(o, r->when) : number(1);
    const Answer cap = rule_cap(o, r);
    Answer a = points;

    *amount = 0;
    if (!is_yes(when))
        return is_no(when) ? OUTCOME_NO : OUTCOME_UNKNOWN;
    if (r->kind == RULE_PER) {
        const Answer both[2] = {points, oracle_eval(o, r->per)};
        a = oracle_call(o, K_MUL, both, 2);
    }
    o->lead.marks |= (a.is.missing ? a.marks : 0) | (cap.is.missing ? cap.marks : 0);
    if (a.is.missing)
        return OUTCOME_UNKNOWN;
    *amount = a.is.i64;
    return OUTCOME_YES;
}

/* What an open rule may give. */
static Points open_points(const CoreRule *r, Answer points, Int128 cap)
{
    const Int128 p = points.is.i64;

    if (points.is.missing)
        return (Points){0, -cap, cap};
    if (r->kind == RULE_PER)
        return (Points){0, p < 0 ? -cap : 0, p > 0 ? cap : 0};
    return (Points){0, p < 0 ? within(p, -cap, cap) : 0,
                    p > 0 ? within(p, -cap, cap) : 0};
}

static Points apply_one(Oracle *o, const CoreRule *r)
{
    const Answer points = signed_points(o, r);
    const Int128 cap = cap_of(rule_cap(o, r));
    Int128 amount;
    const int state = rule_state(o, r, points, &amount);
    const Int128 given = within(amount, -cap, cap);
    Points p = {given, given, given};

    o->lead.rule_state[r->rule] = state;
    o->lead.rule_points[r->rule] = (int64_t)given;
    if (state == OUTCOME_UNKNOWN || oracle_is_open(o, r->when)
        || oracle_is_open(o, r->points) || oracle_is_open(o, r->per)
        || oracle_is_open(o, r->cap))
        p = open_points(r, points, cap);
    p.sum = given;
    return p;
}

static Points apply_rules(Oracle *o, const CoreRule *rules, int n)
{
    Points total = {0};

    for (int i = 0; i < n; i++) {
        const CoreRule *r = &rules[i];
        const Points p = r->kind == RULE_GROUP ? apply_group(o, r) : apply_one(o, r);

        total.sum += p.sum;
        total.low += p.low;
        total.high += p.high;
    }
    return total;
}

static Points composed(Oracle *o, const CoreScore *s)
{
    const Answer a = oracle_ask(o, s->expr);
    const Ends ends = oracle_ends(o, s->expr);
    const Int128 sum = a.is.missing ? 0 : a.is.i64;

    if (ends.low.is.missing || ends.high.is.missing)
        return (Points){sum, -FAR, FAR};
    return (Points){sum, ends.low.is.i64, ends.high.is.i64};
}

void oracle_score(Oracle *o, int i)
{
    const CoreScore *s = &o->core->scores[i];
    const Int128 lo = s->has_range ? s->lo : -(Int128)INT64_MAX,
                 hi = s->has_range ? s->hi : INT64_MAX;

    if (o->done.score[i])
        return;
    o->done.score[i] = true;
    const Points all =
        s->expr != NULL ? composed(o, s) : apply_rules(o, s->rules, s->n_rules);
    const Points kept = points_within(all, lo, hi);
    const Int128 clamp = kept.sum - all.sum;

    if (!s->has_range && clamp != 0)
        o->lead.marks |= SEEN_OVERFLOW;
    o->lead.score[i] = (Value){.i64 = (int64_t)kept.sum};
    o->lead.low[i] = (Value){.i64 = (int64_t)kept.low};
    o->lead.high[i] = (Value){.i64 = (int64_t)kept.high};
    o->lead.clamp_fits[i] = clamp >= INT64_MIN && clamp <= INT64_MAX;
    o->lead.clamp[i] = o->lead.clamp_fits[i] ? (int64_t)clamp : 0;
}
