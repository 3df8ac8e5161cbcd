/* plan_score.c -- scores: rules added up in accounts, one for the score, one a group.
 *
 * Without --explain, and where constants bound every rule, an account adds in 64 bits;
 * else in 128, with the interval beside the sum.
 */
#include "interp/engine/plan.h"

#include "interp/base/mem.h"

static int new_account(Plan *pl, int score, int parent)
{
    Program *p = pl->p;
    MEM_PUSH(p->account, p->n_accounts, p->account_cap) =
        (Account){.score = score,
                  .parent = parent,
                  .depth = pl->depth++,
                  .wide = pl->explain || (parent >= 0 && p->account[parent].wide)};
    p->n_depths = pl->depth > p->n_depths ? pl->depth : p->n_depths;
    return p->n_accounts - 1;
}

/* What a score's planning gathers besides steps. */
typedef struct Sum {
    Plan *pl;
    int score;
    int *bounded;
    int n_bounded;
    size_t bounded_cap;
    bool unbounded;
    const RuleStep **when;
    int n_whens;
    size_t when_cap;
} Sum;

static void bound(Sum *sum, int slot)
{
    if (slot != NO_SLOT && plan_is_given(sum->pl, slot))
        MEM_PUSH(sum->bounded, sum->n_bounded, sum->bounded_cap) = slot;
    else
        sum->unbounded = true;
}

static int optional(Plan *pl, const CoreExpr *e)
{
    return e != NULL ? plan_expr(pl, e) : NO_SLOT;
}

static int either(Plan *pl, int a, int b)
{
    return a == NO_SLOT ? b : b == NO_SLOT ? a : plan_logic(pl, CORE_OR, -1, a, b);
}

static int rule_open(Plan *pl, const CoreRule *r)
{
    const CoreExpr *const part[] = {r->when, r->points, r->per, r->cap};
    int open = NO_SLOT;
    for (int i = 0; pl->explain && i < 4; i++)
        if (part[i] != NULL)
            open = either(pl, open, plan_open(pl, part[i]));
    return open;
}

static void plan_rule(Sum *sum, const CoreRule *r, int account)
{
    Plan *pl = sum->pl;
    const bool per = r->kind == RULE_PER;
    RuleStep *info = MEM_NEW(RuleStep);
    *info = (RuleStep){.rule = r->rule,
                       .per = per,
                       .minus = r->minus,
                       .account = account,
                       .when = optional(pl, per ? NULL : r->when),
                       .points = plan_expr(pl, r->points),
                       .product = NO_SLOT,
                       .cap = optional(pl, r->cap),
                       .open = rule_open(pl, r)};
    if (per) {
        const int pair[2] = {info->points, plan_expr(pl, r->per)};
        info->product = plan_call(pl, K_MUL, r->id, pair, 2);
        plan_marks(pl, info->product);
        plan_marks(pl, info->cap);
    } else {
        plan_marks(pl, info->when);
        MEM_PUSH(sum->when, sum->n_whens, sum->when_cap) = info;
    }
    if (info->cap != NO_SLOT)
        bound(sum, info->cap);
    else
        bound(sum, per ? NO_SLOT : info->points);
    if (!per && !plan_is_given(pl, info->points))
        sum->unbounded = true;
    const int arg[] = {info->when, info->points, info->product, info->cap, info->open};
    Step s = plan_draft("rule", step_rule, r->id, arg, 5);
    s.info = info;
    plan_append(pl, &s);
}

static void plan_rules(Sum *sum, const CoreRule *rules, int n, int account);

static void begin(Plan *pl, int account)
{
    Step s = plan_draft("account", step_account, -1, NULL, 0);
    s.index = account;
    plan_append(pl, &s);
}

static void plan_group(Sum *sum, const CoreRule *r, int parent)
{
    Plan *pl = sum->pl;
    int *inside = MEM_ARRAY(int, r->n_rules);
    for (int i = 0; i < r->n_rules; i++)
        inside[i] = r->rules[i].rule;
    const int account = new_account(pl, sum->score, parent);
    GroupStep *info = MEM_NEW(GroupStep);
    *info = (GroupStep){.rule = r->rule,
                        .account = account,
                        .cap = optional(pl, r->cap),
                        .inside = inside,
                        .n_inside = r->n_rules};
    if (info->cap != NO_SLOT && !plan_is_given(pl, info->cap))
        sum->unbounded = true;
    plan_marks(pl, info->cap);
    begin(pl, account);
    plan_rules(sum, r->rules, r->n_rules, account);
    Step s = plan_draft("group", step_group, r->id, &info->cap, 1);
    s.info = info;
    plan_append(pl, &s);
    pl->depth--;
}

static void plan_rules(Sum *sum, const CoreRule *rules, int n, int account)
{
    for (int i = 0; i < n; i++)
        if (rules[i].kind == RULE_GROUP)
            plan_group(sum, &rules[i], account);
        else
            plan_rule(sum, &rules[i], account);
}

static int score_column(Plan *pl)
{
    return plan_new_slot(pl, (Slot){.kind = SLOT_STEP, .phys = PHYS_I64});
}

static void end(Plan *pl, int score, ScoreStep *info, const int *arg, int n)
{
    Program *p = pl->p;
    Step s = plan_draft("score", step_score, pl->core->scores[score].id, arg, n);
    s.info = info;
    s.out[s.n_out++] = p->score[score] = score_column(pl);
    if (pl->explain) {
        s.out[s.n_out++] = p->low[score] = score_column(pl);
        s.out[s.n_out++] = p->high[score] = score_column(pl);
    }
    plan_append(pl, &s);
}

static ScoreStep *new_score(const CoreScore *s, int score)
{
    ScoreStep *info = MEM_NEW(ScoreStep);
    *info = (ScoreStep){.score = score,
                        .account = -1,
                        .has_range = s->has_range,
                        .lo = s->has_range ? s->lo : -INT64_MAX,
                        .hi = s->has_range ? s->hi : INT64_MAX,
                        .expr = NO_SLOT,
                        .low = NO_SLOT,
                        .high = NO_SLOT};
    return info;
}

static void plan_composed(Plan *pl, int score)
{
    const CoreScore *s = &pl->core->scores[score];
    ScoreStep *info = new_score(s, score);
    info->expr = plan_expr(pl, s->expr);
    plan_marks(pl, info->expr);
    if (pl->explain) {
        const Ends ends = plan_ends(pl, s->expr);
        info->low = ends.low;
        info->high = ends.high;
    }
    const int arg[] = {info->expr, info->low, info->high};
    end(pl, score, info, arg, 3);
}

static void plan_summed(Plan *pl, int score)
{
    const CoreScore *s = &pl->core->scores[score];
    Sum sum = {.pl = pl, .score = score};
    ScoreStep *info = new_score(s, score);
    info->account = new_account(pl, score, -1);
    const int first = pl->p->n_accounts - 1;
    begin(pl, info->account);
    Step *opening = &pl->p->step[pl->p->n_steps - 1];
    opening->info = info;
    plan_rules(&sum, s->rules, s->n_rules, info->account);
    info->bounded = sum.bounded;
    info->n_bounded = sum.n_bounded;
    info->when = sum.when;
    info->n_whens = sum.n_whens;
    for (int i = first; sum.unbounded && i < pl->p->n_accounts; i++)
        if (pl->p->account[i].score == score)
            pl->p->account[i].wide = true;
    end(pl, score, info, NULL, 0);
    pl->depth--;
}

int plan_score(Plan *pl, int score)
{
    const int outer = pl->sel;
    pl->sel = NO_SEL;
    if (!items_has(pl->items, ITEM_SCORE, score))
        pl->p->score[score] = plan_given(pl, program_given_score(pl->core, score));
    if (pl->p->score[score] == NO_SLOT) {
        if (pl->core->scores[score].expr != NULL)
            plan_composed(pl, score);
        else
            plan_summed(pl, score);
    }
    pl->sel = outer;
    return pl->p->score[score];
}
