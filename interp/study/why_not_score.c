/* why_not_score.c -- what keeps a score, a grade, a persona, a stage from being another. */
#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/expr_name.h"
#include "interp/io/lead_part.h"
#include "interp/study/why_not_part.h"

/* -- rules ------------------------------------------------------------------------------- */

/* A rule, and how much the score would move the way that is wanted. */
typedef struct Gain {
    const CoreRule *rule;
    int64_t micros; /* INT64_MAX: no end */
} Gain;

typedef struct Gains {
    Gain *item;
    int n;
    size_t cap;
    bool up;
} Gains;

static bool value_of(const Whys *w, const CoreExpr *e, int64_t *v)
{
    const Column *c = why_column(w, e);
    if (c == NULL) {
        *v = e->i64;
        return !e->missing;
    }
    if (column_missing(c, w->row.r))
        return false;
    *v = col_i64(c, w->row.r);
    return true;
}

/* What it gives at the most: its points, or as far as its cap goes. */
static int64_t full(const Whys *w, const CoreRule *rule)
{
    int64_t points, cap;
    if (!value_of(w, rule->points, &points) || points == INT64_MIN)
        return 0;
    points = rule->minus ? -points : points;
    if (rule->cap == NULL || !value_of(w, rule->cap, &cap) || cap < 0)
        return rule->kind == RULE_WHEN ? points
               : points > 0            ? INT64_MAX
               : points < 0            ? -INT64_MAX
                                       : 0;
    if (rule->kind == RULE_WHEN)
        return points > cap ? cap : points < -cap ? -cap : points;
    return points > 0 ? cap : points < 0 ? -cap : 0;
}

/* Between what it gives now, and nothing or everything. */
static int64_t gain_of(const Whys *w, const CoreRule *rule, bool up)
{
    const int64_t most = full(w, rule),
                  now = eval_rule_points(w->row.eval, rule->rule)[w->row.r];
    const int64_t best = (most > 0) == up ? most : 0;
    if (best == INT64_MAX || best == -INT64_MAX)
        return INT64_MAX;
    return up ? best - now : now - best;
}

/* A group that its cap cuts gives no more, whatever its rules do. */
static void gains_add(const Whys *w, Gains *g, const CoreRule *rules, int n)
{
    for (int i = 0; i < n; i++) {
        const CoreRule *rule = &rules[i];
        const int64_t now = eval_rule_points(w->row.eval, rule->rule)[w->row.r];
        if (rule->kind == RULE_GROUP) {
            if (g->up ? now >= 0 : now <= 0)
                gains_add(w, g, rule->rules, rule->n_rules);
            continue;
        }
        const int64_t gain = gain_of(w, rule, g->up);
        if (gain > 0)
            MEM_PUSH(g->item, g->n, g->cap) = (Gain){rule, gain};
    }
}

/* The largest first, those alike as they stand. */
static void gains_sort(Gains *g)
{
    for (int i = 1; i < g->n; i++) {
        const Gain x = g->item[i];
        int k = i;
        for (; k > 0 && g->item[k - 1].micros < x.micros; k--)
            g->item[k] = g->item[k - 1];
        g->item[k] = x;
    }
}

static Holding rule_holds(const Whys *w, const CoreRule *rule)
{
    static const Holding of[] = {
        [RULE_NO] = HOLDS_NO, [RULE_YES] = HOLDS_YES, [RULE_UNKNOWN] = HOLDS_UNKNOWN};
    return of[eval_rule_state(w->row.eval, rule->rule)[w->row.r]];
}

/* "visits is 3: gives 15" */
static void say_per(Whys *w, Cause *c, const CoreRule *rule)
{
    const char *points =
        number_text(eval_rule_points(w->row.eval, rule->rule)[w->row.r]);
    const Column *per = why_column(w, rule->per);
    c->missing = why_missing(w, rule->per);
    if (per == NULL || column_missing(per, w->row.r))
        return;
    Buf b = {0};
    col_print(&b, per, w->row.r, rule->per->type, w->core, true);
    c->values = msg_text(
        MSG_WHYNOT_APART,
        msg_text(MSG_WHYNOT_IS, expr_name_z(w->core, rule->per), str_z(buf_view(&b))),
        msg_text(MSG_WHYNOT_POINTS, points));
    buf_free(&b);
    c->holds = HOLDS_NO;
    why_rests_on(w, c, rule->per, true);
}

/* A single condition stands in the rule's own text: only its values are said. */
static void lift_only_part(Cause *c, const CoreExpr *when)
{
    if (c->n != 1 || c->part[0].id != when->id)
        return;
    const Cause only = c->part[0];
    c->values = only.values;
    c->missing = only.missing;
    c->part = only.part;
    c->n = only.n;
    c->cap = only.cap;
}

static void why_rule(Whys *w, Cause *into, const CoreRule *rule)
{
    Cause *c = why_add(
        into,
        (Cause){.holds = rule_holds(w, rule), .text = rule->text, .id = rule->id});
    if (rule->kind == RULE_PER) {
        say_per(w, c, rule);
        return;
    }
    if (rule->when == NULL)
        return;
    if (c->holds == HOLDS_YES) {
        c->values = why_values(w, rule->when, false);
        return;
    }
    why_condition(w, c, rule->when, true);
    lift_only_part(c, rule->when);
}

static void why_rules(Whys *w, Cause *into, const CoreScore *s, bool up)
{
    Gains g = {.up = up};
    gains_add(w, &g, s->rules, s->n_rules);
    gains_sort(&g);
    for (int i = 0; i < g.n && i < WHY_RULES; i++)
        why_rule(w, into, g.item[i].rule);
}

/* -- scores -------------------------------------------------------------------------------- */

static bool below_nought(const Whys *w, const CoreExpr *e)
{
    int64_t v;
    return (e->kind == CORE_CONST || e->kind == CORE_THRESHOLD) && value_of(w, e, &v)
           && v < 0;
}

/* Scores that the expression is made of, each the way that moves it as wanted: what is taken
 * away is to be less. */
static void why_parts(Whys *w, Cause *into, const CoreExpr *e, bool up)
{
    if (e->kind == CORE_SCORE) {
        why_score(w, into, e->index, up);
        return;
    }
    if (e->kind != CORE_CALL && e->kind != CORE_IF && e->kind != CORE_OTHERWISE)
        return;
    const bool turns =
        e->kernel == K_NEG
        || (e->kernel == K_MUL
            && (below_nought(w, e->arg[0]) || below_nought(w, e->arg[1])));
    for (int i = e->kind == CORE_IF ? 1 : 0; i < e->n; i++) {
        const bool right = e->kernel == K_SUB && i == 1;
        why_parts(w, into, e->arg[i], up != (turns || right));
    }
}

void why_score(Whys *w, Cause *into, int score, bool up)
{
    const CoreScore *s = &w->core->scores[score];
    const int64_t now = col_i64(eval_score(w->row.eval, score), w->row.r);
    const char *doubt = interval_text(w->row, score);
    const bool ends = s->has_range && now == (up ? s->hi : s->lo);
    const char *value = number_text(now);
    if (w->seen_score[score])
        return;
    w->seen_score[score] = 1;
    if (ends)
        value =
            str_format("%s; %s", value, msg_text(MSG_WHYNOT_RANGE, number_text(now)));
    else if (doubt[0] != '\0')
        value = str_format("%s; %s", value, doubt);
    Cause c = {.holds = doubt[0] != '\0' ? HOLDS_UNKNOWN : HOLDS_NO,
               .text = s->name,
               .id = s->id,
               .values = value};
    if (!ends && s->expr != NULL) {
        c.missing = why_missing(w, s->expr);
        why_parts(w, &c, s->expr, up);
    } else if (!ends) {
        why_rules(w, &c, s, up);
    }
    why_add(into, c);
}

/* -- grades -------------------------------------------------------------------------------- */

static bool in_set(const CoreSet *set, int64_t v)
{
    for (int i = 0; i < set->n; i++)
        if (set->i64[i] == v)
            return true;
    return false;
}

static int band_now(const Whys *w, int grade)
{
    const CoreGrade *g = &w->core->grades[grade];
    const int64_t now = col_i64(eval_grade(w->row.eval, grade), w->row.r);
    int i = 0;
    while (i + 1 < g->n_bands && g->bands[i].member != now)
        i++;
    return i;
}

/* The nearest band that would do, better ones first; where none is wanted in particular the
 * next better one; -1: none. */
static int band_wanted(const Whys *w, int grade, const CoreSet *to)
{
    const CoreGrade *g = &w->core->grades[grade];
    const int now = band_now(w, grade);
    for (int i = now - 1; i >= 0; i--)
        if (to == NULL || in_set(to, g->bands[i].member))
            return i;
    for (int i = now + 1; to != NULL && i < g->n_bands; i++)
        if (in_set(to, g->bands[i].member))
            return i;
    return -1;
}

/* "B from 40   total is 31: 9 short" */
static void why_bar(Whys *w, Cause *into, Str member, CoreExpr *bar, int score)
{
    const int64_t now = col_i64(eval_score(w->row.eval, score), w->row.r);
    int64_t from;
    if (bar == NULL || !value_of(w, bar, &from) || now >= from)
        return;
    Buf text = {0};
    buf_str(&text, member);
    buf_z(&text, ": ");
    buf_str(&text, w->core->scores[score].name);
    buf_format(&text, " >= %s", number_text(from));
    const char *is =
        msg_text(MSG_WHYNOT_IS, str_z(w->core->scores[score].name), number_text(now));
    Cause *c = why_add(
        into,
        (Cause){.holds = HOLDS_NO,
                .text = buf_copy(&text),
                .id = bar->id,
                .values = msg_text(MSG_WHYNOT_APART, is,
                                   why_distance(w, &type_number, now, from, true))});
    buf_free(&text);
    why_score(w, c, score, true);
}

/* Worse than asked is too little of a score, better too much. */
void why_grade(Whys *w, Cause *into, int grade, const CoreSet *to)
{
    const CoreGrade *g = &w->core->grades[grade];
    const int band = band_wanted(w, grade, to);
    if (band < 0)
        return;
    if (band > band_now(w, grade)) {
        why_score(w, into, g->of, false);
        return;
    }
    const Str member = g->members->member[g->bands[band].member];
    why_bar(w, into, member, g->bands[band].from, g->of);
    if (g->by >= 0)
        why_bar(w, into, member, g->bands[band].by, g->by);
}

/* -- personas ------------------------------------------------------------------------------ */

/* The persona that came first, its condition being to be other than yes. */
static void why_before(Whys *w, Cause *into, int who)
{
    const CorePersona *p = &w->core->personas[who];
    why_add(into, (Cause){.holds = HOLDS_YES,
                          .text = str_of(msg_text(MSG_WHYNOT_FIRST, str_z(p->name))),
                          .id = p->id,
                          .values = p->when != NULL ? core_text_z(w->core, p->when->id)
                                                    : NULL});
}

void why_persona(Whys *w, Cause *into, int64_t member)
{
    const Core *core = w->core;
    const int64_t now = col_i64(eval_persona(w->row.eval), w->row.r);
    if (w->seen_persona || now == member)
        return;
    w->seen_persona = true;
    if (now < member && now < core->n_personas)
        why_before(w, into, (int)now);
    if (member < core->n_personas && core->personas[member].when != NULL)
        why_condition(w, into, core->personas[member].when, true);
}

/* -- stages -------------------------------------------------------------------------------- */

static void why_since(Whys *w, Cause *into, const CoreStage *s)
{
    int64_t since;
    const bool known = value_of(w, s->since, &since);
    const int64_t now = lead_now(w->row);
    if (known ? since <= now : s->when != NULL)
        return;
    const char *name = expr_name_z(w->core, s->since);
    Cause *c = why_add(into, (Cause){.holds = HOLDS_NO,
                                     .text = str_of(msg_text(MSG_WHYNOT_SINCE, name)),
                                     .id = s->since->id});
    if (!known) {
        c->missing = why_missing(w, s->since);
        return;
    }
    const char *is = why_value(w, &type_timestamp, since);
    c->values = msg_text(MSG_WHYNOT_APART, msg_text(MSG_WHYNOT_IS, name, is),
                         why_distance(w, &type_timestamp, since, now, false));
}

static bool is_reached(const Whys *w, int stage)
{
    const Column *c = eval_reached(w->row.eval, stage);
    return !column_missing(c, w->row.r) && col_flag(c, w->row.r);
}

void why_stage(Whys *w, Cause *into, int stage)
{
    const CoreStage *s = &w->core->stages[stage];
    if (w->seen_stage[stage] || is_reached(w, stage))
        return;
    w->seen_stage[stage] = 1;
    if (s->when != NULL)
        why_condition(w, into, s->when, true);
    if (s->since != NULL)
        why_since(w, into, s);
}

/* -- what a condition compares ----------------------------------------------------------- */

/* Members that the condition e, or its contrary, wants of its first operand. */
static const CoreSet *members_of(const CoreExpr *e, bool want)
{
    CoreSet *set = MEM_NEW(CoreSet);
    if (e->kind == CORE_IN_SET && want)
        return e->set;
    if (e->kind != CORE_CALL || e->n != 2 || e->arg[1]->kind != CORE_CONST
        || e->kernel != (want ? K_EQ : K_NE))
        return NULL;
    set->n = 1;
    set->i64 = &e->arg[1]->i64;
    return set;
}

static void why_members(Whys *w, Cause *into, const CoreExpr *subject,
                        const CoreSet *to)
{
    if (subject->kind == CORE_GRADE)
        why_grade(w, into, subject->index, to);
    for (int i = 0; to != NULL && i < to->n; i++) {
        if (subject->kind == CORE_PERSONA)
            why_persona(w, into, to->i64[i]);
        else if (subject->kind == CORE_STAGE)
            why_stage(w, into, (int)to->i64[i]);
        else if (subject->kind == CORE_EXIT)
            why_stage(w, into, w->core->n_stages - w->core->n_exits + (int)to->i64[i]);
    }
}

static const struct Direction {
    KernelId kernel;
    bool up;
} directions[] = {{K_GT, true}, {K_GE, true}, {K_LT, false}, {K_LE, false}};

/* The left side is to be the greater for yes; an `=` says neither: see the values. */
static bool goes_up(const Whys *w, const CoreExpr *e, bool want)
{
    int64_t left, right;
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++)
        if (e->kernel == directions[i].kernel)
            return directions[i].up == want;
    return !value_of(w, e->arg[0], &left) || !value_of(w, e->arg[1], &right)
           || left < right;
}

void why_rests_on(Whys *w, Cause *into, const CoreExpr *e, bool up)
{
    switch (e->kind) {
    case CORE_REACHED:
    case CORE_SINCE: why_stage(w, into, e->index); break;
    case CORE_SCORE: why_score(w, into, e->index, up); break;
    case CORE_IN_SET: why_members(w, into, e->arg[0], members_of(e, up)); break;
    case CORE_KNOWN: why_rests_on(w, into, e->arg[0], up); break;
    case CORE_CALL:
        if (e->type->kind == TY_FLAG && e->n == 2
            && type_phys(e->arg[0]->type) == PHYS_I64) {
            const bool more = goes_up(w, e, up);
            why_members(w, into, e->arg[0], members_of(e, up));
            why_parts(w, into, e->arg[0], more);
            why_parts(w, into, e->arg[1], !more);
        } else {
            why_parts(w, into, e, up);
        }
        break;
    case CORE_IF:
    case CORE_OTHERWISE: why_parts(w, into, e, up); break;
    case CORE_GRADE: why_grade(w, into, e->index, NULL); break;
    case CORE_CONST:
    case CORE_FIELD:
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_MATCH:
    case CORE_PERSONA:
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_CLAUSE:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: break;
    }
}
