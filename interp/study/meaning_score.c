/* meaning_score.c -- scores of two policies, rule by rule. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/study/meaning_part.h"

typedef struct Rules {
    const CoreRule *old, *now;
    int n_old, n_now;
    bool *taken; /* of old */
} Rules;

/* Whether its points count for a lead: WHEN, PER and GROUP by what they ask. */
static bool same_asked(const Compare *c, const CoreRule *a, const CoreRule *b)
{
    return a->kind == b->kind && a->n_rules == b->n_rules && str_eq(a->title, b->title)
           && canon_expr(&c->old, a->when) == canon_expr(&c->now, b->when)
           && canon_expr(&c->old, a->per) == canon_expr(&c->now, b->per);
}

static bool same_points(const Compare *c, const CoreRule *a, const CoreRule *b)
{
    return a->kind == b->kind && a->minus == b->minus && a->kind != RULE_GROUP
           && canon_expr(&c->old, a->points) == canon_expr(&c->now, b->points)
           && canon_expr(&c->old, a->cap) == canon_expr(&c->now, b->cap);
}

static bool same_rule(const Compare *c, const CoreRule *a, const CoreRule *b)
{
    if (!same_asked(c, a, b) || a->minus != b->minus
        || canon_expr(&c->old, a->points) != canon_expr(&c->now, b->points)
        || canon_expr(&c->old, a->cap) != canon_expr(&c->now, b->cap))
        return false;
    bool *taken = MEM_ARRAY(bool, a->n_rules + 1);
    for (int i = 0; i < b->n_rules; i++) {
        int k = 0;
        while (k < a->n_rules
               && (taken[k] || !same_rule(c, &a->rules[k], &b->rules[i])))
            k++;
        if (k == a->n_rules)
            return false;
        taken[k] = true;
    }
    return true;
}

/* What no lead gets less than nothing of: constant points, by sign. */
static int sign_of(const CanonSide *s, const CoreRule *r)
{
    const CoreExpr *e = r->points;
    int64_t v;
    if (r->kind != RULE_WHEN || e == NULL)
        return 0;
    if (e->kind == CORE_THRESHOLD)
        v = s->threshold[e->index];
    else if (e->kind == CORE_CONST && !e->missing)
        v = e->i64;
    else
        return 0;
    v = r->minus ? -v : v;
    return (v > 0) - (v < 0);
}

static Dir by_sign(int sign)
{
    return sign > 0 ? DIR_UP : sign < 0 ? DIR_DOWN : DIR_MIXED;
}

/* Both are there: what it gives a lead. */
static Dir rule_dir(Compare *c, const CoreRule *a, const CoreRule *b)
{
    const int sign = sign_of(&c->now, b);
    if (a->kind != b->kind || b->kind != RULE_WHEN)
        return DIR_MIXED;
    const Dir when = dir_of(c, a->when, b->when);
    Dir points = dir_of(c, a->points, b->points);
    if (a->minus != b->minus)
        points = sign != 0 && sign_of(&c->old, a) == -sign ? by_sign(sign) : DIR_MIXED;
    else if (b->minus)
        points = dir_flip(points);
    if (canon_expr(&c->old, a->cap) != canon_expr(&c->now, b->cap))
        return DIR_MIXED;
    if (when == DIR_SAME)
        return points;
    return points != DIR_SAME || sign == 0 ? DIR_MIXED
           : sign > 0                      ? when
                                           : dir_flip(when);
}

static MeaningVerdict verdict_of(Dir d)
{
    return d == DIR_UP     ? MEANING_LOOSER
           : d == DIR_DOWN ? MEANING_TIGHTER
                           : MEANING_DIFFERENT;
}

typedef bool Alike(const Compare *c, const CoreRule *a, const CoreRule *b);

static int find_rule(const Compare *c, const Rules *r, const CoreRule *now,
                     Alike *alike)
{
    for (int k = 0; k < r->n_old; k++)
        if (!r->taken[k] && alike(c, &r->old[k], now))
            return k;
    return -1;
}

static void put_rule_through(Compare *c, const CoreRule *r)
{
    const CoreExpr *reads[] = {r->when, r->points, r->per, r->cap};
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++)
        put_through(c, reads[i]);
    for (int i = 0; i < r->n_rules; i++)
        put_rule_through(c, &r->rules[i]);
}

/* What its rules ask for may have changed though it reads the same. */
static Dir same_rule_dir(Compare *c, const CoreRule *a, const CoreRule *b)
{
    if (b->kind == RULE_WHEN)
        return rule_dir(c, a, b);
    Dir d = dir_join(dir_of(c, a->points, b->points), dir_of(c, a->per, b->per));
    for (int i = 0; i < b->n_rules; i++)
        for (int k = 0; k < a->n_rules; k++)
            if (same_rule(c, &a->rules[k], &b->rules[i])) {
                d = dir_join(d, same_rule_dir(c, &a->rules[k], &b->rules[i]));
                break;
            }
    return d == DIR_SAME ? DIR_SAME : DIR_MIXED;
}

static Dir pair_same(Compare *c, Rules *r, bool *done)
{
    Dir all = DIR_SAME;
    for (int i = 0; i < r->n_now; i++) {
        const int k = find_rule(c, r, &r->now[i], same_rule);
        done[i] = k >= 0;
        if (k < 0)
            continue;
        r->taken[k] = true;
        const Dir d = same_rule_dir(c, &r->old[k], &r->now[i]);
        if (d != DIR_SAME)
            put_rule_through(c, &r->now[i]);
        all = dir_join(all, d);
    }
    return all;
}

static Dir pair_changed(Compare *c, Rules *r, bool *done, Alike *alike)
{
    Dir all = DIR_SAME;
    for (int i = 0; i < r->n_now; i++) {
        const int k = done[i] ? -1 : find_rule(c, r, &r->now[i], alike);
        if (k < 0)
            continue;
        done[i] = r->taken[k] = true;
        const Dir d = rule_dir(c, &r->old[k], &r->now[i]);
        put_change(c, "rule", NULL, str_z(r->old[k].text), str_z(r->now[i].text),
                   verdict_of(d));
        all = dir_join(all, d == DIR_SAME ? DIR_MIXED : d);
    }
    return all;
}

static Dir put_unpaired(Compare *c, const Rules *r, const bool *done)
{
    Dir all = DIR_SAME;
    for (int k = 0; k < r->n_old; k++) {
        if (r->taken[k])
            continue;
        const Dir d = by_sign(-sign_of(&c->old, &r->old[k]));
        put_change(c, "rule", NULL, str_z(r->old[k].text), NULL, verdict_of(d));
        all = dir_join(all, d);
    }
    for (int i = 0; i < r->n_now; i++) {
        if (done[i])
            continue;
        const Dir d = by_sign(sign_of(&c->now, &r->now[i]));
        put_change(c, "rule", NULL, NULL, str_z(r->now[i].text), verdict_of(d));
        all = dir_join(all, d);
    }
    return all;
}

static Dir rules_dir(Compare *c, const CoreScore *a, const CoreScore *b)
{
    Rules r = {a->rules, b->rules, a->n_rules, b->n_rules,
               MEM_ARRAY(bool, a->n_rules + 1)};
    bool *done = MEM_ARRAY(bool, b->n_rules + 1);
    Dir d = pair_same(c, &r, done);
    d = dir_join(d, pair_changed(c, &r, done, same_asked));
    d = dir_join(d, pair_changed(c, &r, done, same_points));
    return dir_join(d, put_unpaired(c, &r, done));
}

static const char *range_text(const CoreScore *s)
{
    Buf b = {0};
    if (s->has_range) {
        dec_buf(&b, s->lo);
        buf_z(&b, "..");
        dec_buf(&b, s->hi);
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static Dir range_dir(Compare *c, const CoreScore *a, const CoreScore *b)
{
    Dir d = DIR_SAME;
    if (a->has_range != b->has_range)
        d = DIR_MIXED;
    else if (a->lo != b->lo || a->hi != b->hi)
        d = a->lo <= b->lo && a->hi <= b->hi   ? DIR_UP
            : a->lo >= b->lo && a->hi >= b->hi ? DIR_DOWN
                                               : DIR_MIXED;
    if (d != DIR_SAME)
        put_change(c, "in", NULL, a->has_range ? range_text(a) : NULL,
                   b->has_range ? range_text(b) : NULL, verdict_of(d));
    return d;
}

void compare_score(Compare *c, int now)
{
    const CoreScore *b = &c->now.core->scores[now];
    const int old = core_score(c->old.core, b->name);
    if (old < 0) {
        item_only(c, "score", b->name, true, MEANING_DIFFERENT);
        return;
    }
    const CoreScore *a = &c->old.core->scores[old];
    item_begin(c, "score", b->name);
    Dir d = range_dir(c, a, b);
    if (a->expr != NULL && b->expr != NULL)
        d = dir_join(d, put_expr(c, "=", NULL, a->expr, b->expr, MEANING_LOOSER));
    else if (a->expr != b->expr) {
        put_change(c, "=", NULL, old_text(c, a->expr), now_text(c, b->expr),
                   MEANING_DIFFERENT);
        d = DIR_MIXED;
    }
    c->score[now] = dir_join(d, rules_dir(c, a, b));
    item_end(c);
}
