/* proof_score.c -- what a score can be at the least and at the most.
 *
 * Rules whose conditions read the same terms are looked at together: of `+40 when size = s` and
 * `+25 when size = l` only one applies.  Rules that share nothing add up.  Where together they
 * are too much, each is taken by itself, which bounds the score less closely.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/study/made_expr.h"
#include "interp/study/proof_part.h"

enum { COMBINATIONS_MOST = 4 * PROOF_MOST };

/* The rules of one score, numbered as they are gone through; those in a group after it. */
typedef struct Tally {
    Proof *p;
    Boxes *b;
    int *root; /* by Core.n_rules: of the rule's condition, or -1 */
} Tally;

typedef struct Sum {
    Int128 lo, hi;
} Sum;

static Sum sum_of(Bounds b)
{
    const Int128 far = (Int128)1 << 90;
    return (Sum){b.lo == -INT64_MAX ? -far : b.lo, b.hi == INT64_MAX ? far : b.hi};
}

static Sum with_nought(Sum s)
{
    return (Sum){s.lo < 0 ? s.lo : 0, s.hi > 0 ? s.hi : 0};
}

static Int128 kept(Int128 v, Int128 cap) { return v > cap ? cap : v < -cap ? -cap : v; }

static Sum capped(const Tally *t, const CoreExpr *cap, Sum s)
{
    if (cap == NULL)
        return s;
    const Bounds b = proof_bounds(t->p, cap);
    if (b.hi == INT64_MAX || proof_may_miss(t->p->core, cap))
        return s;
    const Int128 most = b.hi < 0 ? 0 : b.hi;
    return (Sum){kept(s.lo, most), kept(s.hi, most)};
}

static Sum signed_sum(const CoreRule *r, Sum s)
{
    return r->minus ? (Sum){-s.hi, -s.lo} : s;
}

/* -- one rule ---------------------------------------------------------------------------------- */

static Sum per_sum(const Tally *t, const CoreRule *r)
{
    const CoreExpr *product = made_call(K_MUL, &type_number, r->points, r->per);
    const Sum s = sum_of(proof_bounds(t->p, product));
    return signed_sum(r, capped(t, r->cap, with_nought(s)));
}

static Sum when_sum(const Tally *t, const CoreRule *r, Truth holds)
{
    Sum s = {0, 0};
    if (holds == YES)
        s = signed_sum(r, capped(t, r->cap, sum_of(proof_bounds(t->p, r->points))));
    if (holds == YES && proof_may_miss(t->p->core, r->points))
        s = with_nought(s);
    return s;
}

static Sum rules_sum(const Tally *t, const CoreRule *r, int n, bool open);

/* open: whether the conditions hold is not known. */
static Sum rule_sum(const Tally *t, const CoreRule *r, bool open)
{
    switch (r->kind) {
    case RULE_WHEN:
        return open ? with_nought(when_sum(t, r, YES))
                    : when_sum(t, r, boxes_truth(t->b, t->root[r->rule]));
    case RULE_PER: return per_sum(t, r);
    case RULE_GROUP: return capped(t, r->cap, rules_sum(t, r->rules, r->n_rules, open));
    }
    return (Sum){0, 0};
}

static Sum rules_sum(const Tally *t, const CoreRule *r, int n, bool open)
{
    Sum all = {0, 0};
    for (int i = 0; i < n; i++) {
        const Sum one = rule_sum(t, &r[i], open);
        all = (Sum){all.lo + one.lo, all.hi + one.hi};
    }
    return all;
}

/* -- rules that belong together ------------------------------------------------------------------ */

static void roots_of(const Tally *t, const CoreRule *r, int *root, int *n)
{
    if (t->root[r->rule] >= 0)
        root[(*n)++] = t->root[r->rule];
    for (int i = 0; i < r->n_rules; i++)
        roots_of(t, &r->rules[i], root, n);
}

/* The least and the most that these rules come to together, over all combinations. */
static Sum together(const Tally *t, const CoreScore *s, const int *part, int id)
{
    Sum out = {0, 0}, open = {0, 0};
    int *root = MEM_ARRAY(int, t->p->core->n_rules + 1), n = 0;
    for (int i = 0; i < s->n_rules; i++)
        if (part[i] == id) {
            const Sum one = rule_sum(t, &s->rules[i], true);
            open = (Sum){open.lo + one.lo, open.hi + one.hi};
            roots_of(t, &s->rules[i], root, &n);
        }
    if (t->p->left <= 0 || !boxes_start(t->b, root, n, COMBINATIONS_MOST))
        return open;
    bool begun = false;
    do {
        t->p->left -= t->b->n_nodes;
        Sum sum = {0, 0};
        for (int i = 0; i < s->n_rules; i++)
            if (part[i] == id) {
                const Sum one = rule_sum(t, &s->rules[i], false);
                sum = (Sum){sum.lo + one.lo, sum.hi + one.hi};
            }
        out.lo = begun && out.lo < sum.lo ? out.lo : sum.lo;
        out.hi = begun && out.hi > sum.hi ? out.hi : sum.hi;
        begun = true;
    } while (boxes_next(t->b));
    return out;
}

static bool share(const bool *a, const bool *b, int n)
{
    for (int i = 0; i < n; i++)
        if (a[i] && b[i])
            return true;
    return false;
}

/* Rules that read a dimension in common get one number; so does all that hangs together. */
static int *parts_of(const Tally *t, const CoreScore *s)
{
    const int n = t->b->n_dims;
    int *part = MEM_ARRAY(int, s->n_rules + 1);
    bool **dim = MEM_ARRAY(bool *, s->n_rules + 1);
    for (int i = 0; i < s->n_rules; i++) {
        int *root = MEM_ARRAY(int, t->p->core->n_rules + 1), n_roots = 0;
        dim[i] = MEM_ARRAY(bool, n + 1);
        roots_of(t, &s->rules[i], root, &n_roots);
        for (int k = 0; k < n_roots; k++)
            boxes_marks(t->b, root[k], dim[i]);
        part[i] = i;
        for (int k = 0; k < i; k++)
            if (part[k] != part[i] && share(dim[k], dim[i], n)) {
                const int old = part[k];
                for (int j = 0; j <= i; j++)
                    part[j] = part[j] == old ? i : part[j];
            }
    }
    return part;
}

static void add_conditions(Tally *t, const CoreRule *r, int n)
{
    for (int i = 0; i < n; i++) {
        t->root[r[i].rule] = r[i].when != NULL ? boxes_add(t->b, r[i].when) : -1;
        add_conditions(t, r[i].rules, r[i].n_rules);
    }
}

static Sum sum_of_rules(Proof *p, const CoreScore *s, bool whole)
{
    Tally t = {.p = p, .b = boxes_new(p, whole)};
    t.root = MEM_ARRAY(int, p->core->n_rules + 1);
    add_conditions(&t, s->rules, s->n_rules);
    boxes_cut(t.b);
    if (t.b->lost)
        return rules_sum(&t, s->rules, s->n_rules, true);
    const int *part = parts_of(&t, s);
    Sum all = {0, 0};
    for (int i = 0; i < s->n_rules; i++) {
        bool first = true;
        for (int k = 0; k < i; k++)
            first &= part[k] != part[i];
        if (!first)
            continue;
        const Sum one = together(&t, s, part, part[i]);
        all = (Sum){all.lo + one.lo, all.hi + one.hi};
    }
    return all;
}

/* Both are bounds, so the closer end of each is one. */
static Sum rules_of(Proof *p, const CoreScore *s)
{
    const Sum a = sum_of_rules(p, s, true), b = sum_of_rules(p, s, false);
    return (Sum){a.lo > b.lo ? a.lo : b.lo, a.hi < b.hi ? a.hi : b.hi};
}

static Sum score_sum(Proof *p, const CoreScore *s)
{
    if (s->expr == NULL)
        return rules_of(p, s);
    const Sum sum = sum_of(proof_bounds(p, s->expr));
    return proof_may_miss(p->core, s->expr) ? with_nought(sum) : sum;
}

static int64_t within(Int128 v, int64_t lo, int64_t hi)
{
    return (int64_t)(v < lo ? lo : v > hi ? hi : v);
}

Bounds proof_score(Proof *p, int score)
{
    const CoreScore *s = &p->core->scores[score];
    const int64_t lo = s->has_range ? s->lo : -INT64_MAX,
                  hi = s->has_range ? s->hi : INT64_MAX;
    if (!p->known[score]) {
        const Sum sum = score_sum(p, s);
        p->score[score] = (Bounds){within(sum.lo, lo, hi), within(sum.hi, lo, hi)};
        p->known[score] = true;
    }
    return p->score[score];
}
