/* oracle.c -- expressions, rules, grades and stages of one lead, by recursion. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "tests/prop/oracle.h"
#include "interp/base/mem.h"
#include <pcre2.h>

/* Which of a score's values an expression sees: its own, or an end of its interval. */
typedef enum World { REAL, LOW, HIGH } World;

typedef struct Pattern {
    const CoreRegex *regex;
    pcre2_code *code;
} Pattern;

/* What has been worked out for the lead so far. */
typedef struct Done {
    bool persona, funnel;
    bool *score, *grade;
} Done;

struct Oracle {
    const Core *core;
    int64_t *threshold;
    Pattern *pattern;
    int n_patterns;
    size_t cap_patterns;
    const Value *field;
    int64_t now;
    Done done;
    bool *holds; /* by stage */
    OracleLead lead;
};

static Value eval(Oracle *o, const CoreExpr *e, World w);
static void need_persona(Oracle *o);
static void need_score(Oracle *o, int score);
static void need_grade(Oracle *o, int grade);
static void need_funnel(Oracle *o);

Oracle *oracle_new(const Core *core)
{
    Oracle *o = MEM_NEW(Oracle);

    o->core = core;
    o->threshold = MEM_ARRAY(int64_t, core->n_thresholds);
    for (int i = 0; i < core->n_thresholds; i++)
        o->threshold[i] = core->thresholds[i].value;
    return o;
}

void oracle_free(Oracle *o)
{
    for (int i = 0; i < o->n_patterns; i++)
        pcre2_code_free(o->pattern[i].code);
    o->n_patterns = 0;
}

void oracle_set_threshold(Oracle *o, int threshold, int64_t value)
{
    o->threshold[threshold] = value;
}

/* -- expressions --------------------------------------------------------------------- */

static const Value unknown = {.missing = true};

static bool is_yes(Value v) { return !v.missing && v.i64 != 0; }
static bool is_no(Value v) { return !v.missing && v.i64 == 0; }

static Value constant(Oracle *o, const CoreExpr *e)
{
    Value v = {.missing = e->missing, .i64 = e->i64, .text = e->text};

    if (e->type->kind == TY_LIST && !e->missing) {
        Value *item = MEM_ARRAY(Value, e->n);
        for (int i = 0; i < e->n; i++)
            item[i] = eval(o, e->arg[i], REAL);
        v.item = item;
        v.n_items = e->n;
    }
    return v;
}

/* and: decider is no; or: decider is yes.  The first operand that decides ends it. */
static Value kleene(Oracle *o, const CoreExpr *e, World w, bool decider)
{
    Value all = {.i64 = !decider};

    for (int i = 0; i < e->n; i++) {
        const Value v = eval(o, e->arg[i], w);
        if (!v.missing && (v.i64 != 0) == decider)
            return (Value){.i64 = decider};
        if (v.missing)
            all = unknown;
    }
    return all;
}

static Value call(Oracle *o, const CoreExpr *e, World w)
{
    Value *arg = MEM_ARRAY(Value, e->n);

    for (int i = 0; i < e->n; i++)
        arg[i] = eval(o, e->arg[i], w);
    return oracle_kernel(e->kernel, arg, e->n, o->core->zone, &o->lead.marks);
}

static Value in_set(Value v, const CoreSet *set)
{
    const bool texts = type_phys(set->elem) == PHYS_TEXT;

    if (v.missing)
        return unknown;
    for (int i = 0; i < set->n; i++)
        if (texts ? str_eq(v.text, set->text[i]) : v.i64 == set->i64[i])
            return (Value){.i64 = 1};
    return (Value){.i64 = 0};
}

static pcre2_code *compiled(Oracle *o, const CoreRegex *regex)
{
    int error;
    PCRE2_SIZE at;

    for (int i = 0; i < o->n_patterns; i++)
        if (o->pattern[i].regex == regex)
            return o->pattern[i].code;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex->pattern.p, regex->pattern.n,
                                     PCRE2_UTF, &error, &at, NULL);
    MEM_PUSH(o->pattern, o->n_patterns, o->cap_patterns) = (Pattern){regex, code};
    return code;
}

static Value matches(Oracle *o, Value v, const CoreRegex *regex)
{
    if (v.missing)
        return unknown;
    const pcre2_code *code = compiled(o, regex);
    if (code == NULL)
        return unknown;
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    const int rc = pcre2_match(code, (PCRE2_SPTR)v.text.p, v.text.n, 0, 0, data, NULL);
    pcre2_match_data_free(data);
    if (rc < 0 && rc != PCRE2_ERROR_NOMATCH)
        return unknown;
    return (Value){.i64 = rc >= 0};
}

static Value score_in(Oracle *o, int i, World w)
{
    need_score(o, i);
    return w == LOW ? o->lead.low[i] : w == HIGH ? o->lead.high[i] : o->lead.score[i];
}

/* The grade that a score's value, or an end of its interval, gives. */
static Value band_of(Oracle *o, int grade, World w)
{
    const CoreGrade *g = &o->core->grades[grade];
    const Value of = score_in(o, g->of, w);
    const Value by = g->by >= 0 ? score_in(o, g->by, w) : (Value){0};

    for (int i = 0; i < g->n_bands; i++) {
        const CoreBand *b = &g->bands[i];
        const Value from = b->from != NULL ? eval(o, b->from, w) : (Value){0};
        const Value and_by = b->by != NULL ? eval(o, b->by, w) : (Value){0};

        if ((b->from == NULL || (!from.missing && of.i64 >= from.i64))
            && (b->by == NULL || (!and_by.missing && by.i64 >= and_by.i64)))
            return (Value){.i64 = b->member};
    }
    return unknown;
}

/* What a node is, marks aside; `since` and stages do not turn with the world: they are
 * asked of it in stage_in. */
static Value value_of(Oracle *o, const CoreExpr *e, World w)
{
    Value v;

    switch (e->kind) {
    case CORE_CONST: return constant(o, e);
    case CORE_FIELD: return o->field[e->index];
    case CORE_THRESHOLD: return (Value){.i64 = o->threshold[e->index]};
    case CORE_NOW: return (Value){.i64 = o->now};
    case CORE_CALL: return call(o, e, w);
    case CORE_AND: return kleene(o, e, w, false);
    case CORE_OR: return kleene(o, e, w, true);
    case CORE_NOT:
        v = eval(o, e->arg[0], w);
        return v.missing ? unknown : (Value){.i64 = v.i64 == 0};
    case CORE_IF:
        v = eval(o, e->arg[0], w);
        return v.missing ? unknown : eval(o, e->arg[v.i64 != 0 ? 1 : 2], w);
    case CORE_OTHERWISE:
        v = eval(o, e->arg[0], w);
        return v.missing ? eval(o, e->arg[1], w) : v;
    case CORE_KNOWN: return (Value){.i64 = !eval(o, e->arg[0], w).missing};
    case CORE_IN_SET: return in_set(eval(o, e->arg[0], w), e->set);
    case CORE_MATCH: return matches(o, eval(o, e->arg[0], w), e->regex);
    case CORE_PERSONA: need_persona(o); return o->lead.persona;
    case CORE_SCORE: return score_in(o, e->index, w);
    case CORE_GRADE:
        need_grade(o, e->index);
        return w == REAL ? o->lead.grade[e->index] : band_of(o, e->index, w);
    case CORE_STAGE: need_funnel(o); return o->lead.stage;
    case CORE_EXIT: need_funnel(o); return o->lead.exit;
    case CORE_SINCE: need_funnel(o); return o->lead.since[e->index];
    case CORE_REACHED: need_funnel(o); return (Value){.i64 = o->lead.reached[e->index]};
    }
    return unknown;
}

static Value eval(Oracle *o, const CoreExpr *e, World w)
{
    Value v = value_of(o, e, w);

    v.type = e->type;
    return v;
}

Value oracle_expr(Oracle *o, const CoreExpr *e) { return eval(o, e, REAL); }

/* -- persona and grades -------------------------------------------------------------- */

static void need_persona(Oracle *o)
{
    int i = 0;

    if (o->done.persona)
        return;
    o->done.persona = true;
    while (i < o->core->n_personas && !is_yes(eval(o, o->core->personas[i].when, REAL)))
        i++;
    o->lead.persona = (Value){.i64 = i};
}

static void need_grade(Oracle *o, int grade)
{
    if (o->done.grade[grade])
        return;
    o->done.grade[grade] = true;
    o->lead.grade[grade] = band_of(o, grade, REAL);

    const unsigned marks = o->lead.marks;
    const Value low = band_of(o, grade, LOW), high = band_of(o, grade, HIGH);
    o->lead.marks = marks;
    o->lead.grade_certain[grade] =
        low.i64 == o->lead.grade[grade].i64 && high.i64 == o->lead.grade[grade].i64;
}

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
static Points points_add(Points a, Points b)
{
    return (Points){a.sum + b.sum, within(a.low + b.low, -FAR, FAR),
                    within(a.high + b.high, -FAR, FAR)};
}
static Points points_within(Points p, Int128 lo, Int128 hi)
{
    return (Points){within(p.sum, lo, hi), within(p.low, lo, hi),
                    within(p.high, lo, hi)};
}

/* How many points a rule gives if it applies: signed, not yet capped. */
static Value rule_amount(Oracle *o, const CoreRule *r)
{
    Value v = eval(o, r->points, REAL);

    if (r->kind == RULE_PER) {
        const Value both[2] = {v, eval(o, r->per, REAL)};
        v = oracle_kernel(K_MUL, both, 2, o->core->zone, &o->lead.marks);
    }
    if (r->minus)
        v.i64 = -v.i64;
    return v;
}

static Int128 rule_cap(Oracle *o, const CoreRule *r)
{
    const Value cap = r->cap != NULL ? eval(o, r->cap, REAL) : unknown;

    return cap.missing ? FAR : cap.i64 < 0 ? 0 : cap.i64;
}

static Points apply_rules(Oracle *o, const CoreRule *rules, int n, int *state);

static Points apply_group(Oracle *o, const CoreRule *r, int *state)
{
    const Int128 cap = rule_cap(o, r);
    const Points all = apply_rules(o, r->rules, r->n_rules, state);
    const Points kept = points_within(all, -cap, cap);

    o->lead.rule_points[r->rule] = (int64_t)(kept.sum - all.sum);
    return kept;
}

static Points apply_one(Oracle *o, const CoreRule *r, int *state)
{
    const Value when =
        r->kind == RULE_WHEN ? eval(o, r->when, REAL) : (Value){.i64 = 1};

    *state = RULE_NO;
    if (is_no(when))
        return (Points){0};
    const unsigned marks = o->lead.marks;
    const Value v = rule_amount(o, r);
    const Int128 cap = rule_cap(o, r), most = within(v.i64, -cap, cap);

    *state = is_yes(when) && !v.missing ? RULE_YES : RULE_UNKNOWN;
    if (!is_yes(when))
        o->lead.marks = marks;
    if (v.missing)
        return (Points){0, -cap, cap};
    if (*state == RULE_UNKNOWN)
        return (Points){0, most < 0 ? most : 0, most > 0 ? most : 0};
    o->lead.rule_points[r->rule] = (int64_t)most;
    return (Points){most, most, most};
}

/* *state: yes if a rule is, else unknown if one is, else no. */
static Points apply_rules(Oracle *o, const CoreRule *rules, int n, int *state)
{
    Points total = {0};
    bool any[3] = {false};

    for (int i = 0; i < n; i++) {
        const CoreRule *r = &rules[i];
        int one;

        o->lead.rule_points[r->rule] = 0;
        total = points_add(total, r->kind == RULE_GROUP ? apply_group(o, r, &one)
                                                        : apply_one(o, r, &one));
        o->lead.rule_state[r->rule] = one;
        any[one] = true;
    }
    *state = any[RULE_YES] ? RULE_YES : any[RULE_UNKNOWN] ? RULE_UNKNOWN : RULE_NO;
    return total;
}

/* `score NAME = E`: the value, and what it is with every score at either end. */
static Points composed(Oracle *o, const CoreScore *s)
{
    const Value v = eval(o, s->expr, REAL);
    const unsigned marks = o->lead.marks;
    const Value a = eval(o, s->expr, LOW), b = eval(o, s->expr, HIGH);

    o->lead.marks = marks;
    if (v.missing || a.missing || b.missing)
        return (Points){v.missing ? 0 : v.i64, -FAR, FAR};
    Points p = {v.i64, v.i64, v.i64};
    p.low = within(p.low, -FAR, a.i64 < b.i64 ? a.i64 : b.i64);
    p.high = within(p.high, a.i64 > b.i64 ? a.i64 : b.i64, FAR);
    return p;
}

static void need_score(Oracle *o, int i)
{
    const CoreScore *s = &o->core->scores[i];
    const Int128 lo = s->has_range ? s->lo : -(Int128)INT64_MAX,
                 hi = s->has_range ? s->hi : INT64_MAX;
    int state;

    if (o->done.score[i])
        return;
    o->done.score[i] = true;
    const Points all =
        s->expr != NULL ? composed(o, s) : apply_rules(o, s->rules, s->n_rules, &state);
    const Points kept = points_within(all, lo, hi);
    const Int128 clamp = kept.sum - all.sum;

    if (!s->has_range && clamp != 0)
        o->lead.marks |= MARK_OVERFLOW;
    o->lead.score[i] = (Value){.i64 = (int64_t)kept.sum};
    o->lead.low[i] = (Value){.i64 = (int64_t)kept.low};
    o->lead.high[i] = (Value){.i64 = (int64_t)kept.high};
    o->lead.clamp_fits[i] = clamp >= INT64_MIN && clamp <= INT64_MAX;
    o->lead.clamp[i] = o->lead.clamp_fits[i] ? (int64_t)clamp : 0;
}

/* -- the funnel ---------------------------------------------------------------------- */

/* A place in the funnel: an index into stages, or -1. */
typedef struct Place {
    int stage, exit;
} Place;

static bool stage_holds(Oracle *o, int i, World w, Value *since)
{
    const CoreStage *s = &o->core->stages[i];

    *since = unknown;
    if (s->when != NULL && !is_yes(eval(o, s->when, w)))
        return false;
    if (s->since == NULL)
        return true;
    *since = eval(o, s->since, w);
    if (since->missing)
        return s->when != NULL;
    return since->i64 <= o->now;
}

/* a at or after b, a missing instant being the earliest. */
static bool at_or_after(Value a, Value b)
{
    return b.missing || (!a.missing && a.i64 >= b.i64);
}

static Place place_in(Oracle *o, World w, bool *holds, Value *since)
{
    const int first_exit = o->core->n_stages - o->core->n_exits;
    Place at = {-1, -1};

    for (int i = 0; i < o->core->n_stages; i++)
        holds[i] = stage_holds(o, i, w, &since[i]);
    for (int i = 0; i < first_exit; i++)
        if (holds[i])
            at.stage = i;
    const Value entered = at.stage >= 0 ? since[at.stage] : unknown;
    for (int i = first_exit; i < o->core->n_stages; i++)
        if (holds[i] && at_or_after(since[i], entered)
            && (at.exit < 0 || at_or_after(since[i], since[at.exit])))
            at.exit = i;
    if (at.exit >= 0)
        at.stage = -1;
    return at;
}

static void need_funnel(Oracle *o)
{
    const Core *c = o->core;
    OracleLead *l = &o->lead;
    const int n = c->n_stages, first_exit = n - c->n_exits;
    bool *holds = MEM_ARRAY(bool, n);

    if (o->done.funnel)
        return;
    o->done.funnel = true;
    const Place at = place_in(o, REAL, holds, l->since);
    l->stage = at.stage >= 0 ? (Value){.i64 = at.stage} : unknown;
    l->exit = at.exit >= 0 ? (Value){.i64 = at.exit - first_exit} : unknown;
    for (int i = 0; i < n; i++) {
        l->since_missing[i] =
            holds[i] && c->stages[i].since != NULL && l->since[i].missing;
        if (!holds[i])
            l->since[i] = unknown;
        l->reached[i] = holds[i];
        for (int later = i + 1; later < first_exit && i < first_exit; later++)
            l->reached[i] |= holds[later];
    }
    const unsigned marks = l->marks;
    Value *since = MEM_ARRAY(Value, n);
    const Place low = place_in(o, LOW, holds, since),
                high = place_in(o, HIGH, holds, since);
    l->marks = marks;
    l->stage_certain = low.stage == at.stage && low.exit == at.exit
                       && high.stage == at.stage && high.exit == at.exit;
}

/* -- a lead -------------------------------------------------------------------------- */

static void forget(Oracle *o)
{
    const Core *c = o->core;
    OracleLead *l = &o->lead;

    o->done = (Done){.score = MEM_ARRAY(bool, c->n_scores),
                     .grade = MEM_ARRAY(bool, c->n_grades)};
    *l = (OracleLead){.score = MEM_ARRAY(Value, c->n_scores),
                      .low = MEM_ARRAY(Value, c->n_scores),
                      .high = MEM_ARRAY(Value, c->n_scores),
                      .clamp_fits = MEM_ARRAY(bool, c->n_scores),
                      .clamp = MEM_ARRAY(int64_t, c->n_scores),
                      .rule_state = MEM_ARRAY(int, c->n_rules),
                      .rule_points = MEM_ARRAY(int64_t, c->n_rules),
                      .grade = MEM_ARRAY(Value, c->n_grades),
                      .grade_certain = MEM_ARRAY(bool, c->n_grades),
                      .since = MEM_ARRAY(Value, c->n_stages),
                      .since_missing = MEM_ARRAY(bool, c->n_stages),
                      .reached = MEM_ARRAY(bool, c->n_stages)};
}

const OracleLead *oracle_lead(Oracle *o, const Value *field, int64_t now)
{
    forget(o);
    o->field = field;
    o->now = now;
    need_persona(o);
    for (int i = 0; i < o->core->n_scores; i++)
        need_score(o, i);
    for (int i = 0; i < o->core->n_grades; i++)
        need_grade(o, i);
    need_funnel(o);
    return &o->lead;
}
