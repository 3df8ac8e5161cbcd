/* oracle.c -- expressions, rules, grades and stages of one lead, by recursion. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "tests/prop/oracle.h"
#include "interp/base/mem.h"
#include <pcre2.h>

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
    OracleLead lead;
};

/* A value, and why it is missing if it is: EvalMark bits. */
typedef struct Answer {
    Value is;
    unsigned marks;
} Answer;

static Answer eval(Oracle *o, const CoreExpr *e);
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

static Answer missing(unsigned marks) { return (Answer){{.missing = true}, marks}; }
static Answer number(int64_t v) { return (Answer){{.i64 = v}, 0}; }
static bool is_yes(Answer a) { return !a.is.missing && a.is.i64 != 0; }
static bool is_no(Answer a) { return !a.is.missing && a.is.i64 == 0; }

static Answer constant(Oracle *o, const CoreExpr *e)
{
    Value v = {.missing = e->missing, .i64 = e->i64, .text = e->text};

    if (e->type->kind == TY_LIST && !e->missing) {
        Value *item = MEM_ARRAY(Value, e->n);
        for (int i = 0; i < e->n; i++)
            item[i] = eval(o, e->arg[i]).is;
        v.item = item;
        v.n_items = e->n;
    }
    return (Answer){v, 0};
}

/* and: decider is no; or: decider is yes. */
static Answer kleene(Oracle *o, const CoreExpr *e, bool decider)
{
    bool decided = false, open = false;
    unsigned marks = 0;

    for (int i = 0; i < e->n; i++) {
        const Answer a = eval(o, e->arg[i]);
        decided |= decider ? is_yes(a) : is_no(a);
        open |= a.is.missing;
        if (a.is.missing)
            marks |= a.marks;
    }
    return decided ? number(decider) : open ? missing(marks) : number(!decider);
}

/* A kernel on answers: its own marks, or those of what was missing. */
static Answer call(Oracle *o, KernelId k, const Answer *arg, int n)
{
    Value *v = MEM_ARRAY(Value, n);
    unsigned own = 0, theirs = 0;
    bool any = false;

    for (int i = 0; i < n; i++) {
        v[i] = arg[i].is;
        any |= v[i].missing;
        if (v[i].missing)
            theirs |= arg[i].marks;
    }
    const Value r = oracle_kernel(k, v, n, o->core->zone, &own);
    return (Answer){r, !r.missing ? 0 : any ? theirs : own};
}

static Answer call_node(Oracle *o, const CoreExpr *e)
{
    Answer *arg = MEM_ARRAY(Answer, e->n);

    for (int i = 0; i < e->n; i++)
        arg[i] = eval(o, e->arg[i]);
    return call(o, e->kernel, arg, e->n);
}

static bool in_set(Value v, const CoreSet *set)
{
    const bool texts = type_phys(set->elem) == PHYS_TEXT;

    for (int i = 0; i < set->n; i++)
        if (texts ? str_eq(v.text, set->text[i]) : v.i64 == set->i64[i])
            return true;
    return false;
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

static Answer matches(Oracle *o, Value v, const CoreRegex *regex)
{
    const pcre2_code *code = compiled(o, regex);

    if (code == NULL)
        return missing(MARK_OVERFLOW);
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    const int rc = pcre2_match(code, (PCRE2_SPTR)v.text.p, v.text.n, 0, 0, data, NULL);
    pcre2_match_data_free(data);
    return rc == PCRE2_ERROR_NOMATCH ? number(0)
           : rc >= 0                 ? number(1)
                                     : missing(MARK_OVERFLOW);
}

static Answer lead_item(Oracle *o, const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_PERSONA: need_persona(o); return (Answer){o->lead.persona, 0};
    case CORE_SCORE:
        need_score(o, e->index);
        return (Answer){o->lead.score[e->index], 0};
    case CORE_GRADE:
        need_grade(o, e->index);
        return (Answer){o->lead.grade[e->index], 0};
    case CORE_STAGE: need_funnel(o); return (Answer){o->lead.stage, 0};
    case CORE_EXIT: need_funnel(o); return (Answer){o->lead.exit, 0};
    case CORE_SINCE: need_funnel(o); return (Answer){o->lead.since[e->index], 0};
    case CORE_REACHED: need_funnel(o); return number(o->lead.reached[e->index]);
    case CORE_CONST:
    case CORE_FIELD:
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_CALL:
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_IF:
    case CORE_OTHERWISE:
    case CORE_KNOWN:
    case CORE_IN_SET:
    case CORE_MATCH: break;
    }
    return missing(0);
}

static Answer answer_of(Oracle *o, const CoreExpr *e)
{
    Answer a;

    switch (e->kind) {
    case CORE_CONST: return constant(o, e);
    case CORE_FIELD: return (Answer){o->field[e->index], 0};
    case CORE_THRESHOLD: return number(o->threshold[e->index]);
    case CORE_NOW: return number(o->now);
    case CORE_CALL: return call_node(o, e);
    case CORE_AND: return kleene(o, e, false);
    case CORE_OR: return kleene(o, e, true);
    case CORE_NOT:
        a = eval(o, e->arg[0]);
        return a.is.missing ? a : number(a.is.i64 == 0);
    case CORE_IF:
        a = eval(o, e->arg[0]);
        return a.is.missing ? missing(a.marks) : eval(o, e->arg[a.is.i64 != 0 ? 1 : 2]);
    case CORE_OTHERWISE:
        a = eval(o, e->arg[0]);
        return a.is.missing ? eval(o, e->arg[1]) : a;
    case CORE_KNOWN: return number(!eval(o, e->arg[0]).is.missing);
    case CORE_IN_SET:
        a = eval(o, e->arg[0]);
        return a.is.missing ? missing(a.marks) : number(in_set(a.is, e->set));
    case CORE_MATCH:
        a = eval(o, e->arg[0]);
        return a.is.missing ? missing(a.marks) : matches(o, a.is, e->regex);
    case CORE_PERSONA:
    case CORE_SCORE:
    case CORE_GRADE:
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_SINCE:
    case CORE_REACHED: break;
    }
    return lead_item(o, e);
}

static Answer eval(Oracle *o, const CoreExpr *e)
{
    Answer a = answer_of(o, e);

    a.is.type = e->type;
    return a;
}

/* Asked for its own sake: why it is missing is a mark of the lead. */
static Answer ask(Oracle *o, const CoreExpr *e)
{
    const Answer a = eval(o, e);

    if (a.is.missing)
        o->lead.marks |= a.marks;
    return a;
}

Value oracle_expr(Oracle *o, const CoreExpr *e) { return ask(o, e).is; }

/* -- which scores an expression reads, at any depth: a bit each ------------------------ */

typedef uint64_t Scores;

static Scores reads(const Core *c, const CoreExpr *e);

static Scores rules_read(const Core *c, const CoreRule *r, int n)
{
    Scores all = 0;

    for (int i = 0; i < n; i++)
        all |= reads(c, r[i].points) | reads(c, r[i].when) | reads(c, r[i].per)
               | reads(c, r[i].cap) | rules_read(c, r[i].rules, r[i].n_rules);
    return all;
}
static Scores score_reads(const Core *c, int i)
{
    const CoreScore *s = &c->scores[i];

    return (Scores)1 << i | reads(c, s->expr) | rules_read(c, s->rules, s->n_rules);
}
static Scores grade_reads(const Core *c, int i)
{
    const CoreGrade *g = &c->grades[i];
    Scores all = score_reads(c, g->of) | (g->by >= 0 ? score_reads(c, g->by) : 0);

    for (int b = 0; b < g->n_bands; b++)
        all |= reads(c, g->bands[b].from) | reads(c, g->bands[b].by);
    return all;
}
static Scores funnel_reads(const Core *c)
{
    Scores all = 0;

    for (int i = 0; i < c->n_stages; i++)
        all |= reads(c, c->stages[i].when) | reads(c, c->stages[i].since);
    return all;
}
static Scores persona_reads(const Core *c)
{
    Scores all = 0;

    for (int i = 0; i < c->n_personas; i++)
        all |= reads(c, c->personas[i].when);
    return all;
}
static Scores reads(const Core *c, const CoreExpr *e)
{
    Scores all = 0;

    if (e == NULL)
        return 0;
    for (int i = 0; i < e->n; i++)
        all |= reads(c, e->arg[i]);
    if (e->kind == CORE_SCORE)
        all |= score_reads(c, e->index);
    if (e->kind == CORE_GRADE)
        all |= grade_reads(c, e->index);
    if (e->kind == CORE_PERSONA)
        all |= persona_reads(c);
    if (e->kind == CORE_STAGE || e->kind == CORE_EXIT || e->kind == CORE_SINCE
        || e->kind == CORE_REACHED)
        all |= funnel_reads(c);
    return all;
}
/* Does e read a score whose ends differ? */
static bool is_open(Oracle *o, const CoreExpr *e)
{
    const Scores read = reads(o->core, e);

    for (int i = 0; i < o->core->n_scores; i++)
        if (read >> i & 1) {
            need_score(o, i);
            if (o->lead.low[i].i64 < o->lead.high[i].i64)
                return true;
        }
    return false;
}

/* -- persona and grades -------------------------------------------------------------- */

static void need_persona(Oracle *o)
{
    int i = 0;

    if (o->done.persona)
        return;
    o->done.persona = true;
    while (i < o->core->n_personas && !is_yes(ask(o, o->core->personas[i].when)))
        i++;
    o->lead.persona = (Value){.i64 = i};
}

/* score >= bound, where there is a bound. */
static Answer at_least(Oracle *o, Value score, const CoreExpr *bound)
{
    if (bound == NULL)
        return number(1);
    const Answer both[2] = {{score, 0}, eval(o, bound)};

    return call(o, K_GE, both, 2);
}

static int band_of(Oracle *o, const CoreGrade *g, const Value *score, unsigned *marks)
{
    for (int i = 0; i < g->n_bands; i++) {
        const CoreBand *b = &g->bands[i];
        const Answer of = at_least(o, score[g->of], b->from);
        const Answer by = at_least(o, score[g->by >= 0 ? g->by : 0], b->by);

        if (is_yes(of) && is_yes(by))
            return b->member;
        if (!is_no(of) && !is_no(by))
            *marks |= of.marks | by.marks;
    }
    return -1;
}

static void need_grade(Oracle *o, int grade)
{
    const CoreGrade *g = &o->core->grades[grade];
    OracleLead *l = &o->lead;
    unsigned unused = 0;

    if (o->done.grade[grade])
        return;
    o->done.grade[grade] = true;
    need_score(o, g->of);
    if (g->by >= 0)
        need_score(o, g->by);
    l->grade[grade] = (Value){.i64 = band_of(o, g, l->score, &l->marks)};
    l->grade_certain[grade] =
        band_of(o, g, l->low, &unused) == band_of(o, g, l->high, &unused);
}

/* -- the ends of a number ------------------------------------------------------------ */

typedef struct Ends {
    Answer low, high; /* either missing: no bounds at all */
} Ends;

static const Ends no_bounds = {{{.missing = true}, 0}, {{.missing = true}, 0}};

static Ends ends_of(Oracle *o, const CoreExpr *e);

static Ends ends_swapped(Ends e) { return (Ends){e.high, e.low}; }

/* Each end of the result from the like ends of the operands. */
static Ends ends_by_ends(Oracle *o, KernelId k, const Ends *of, int n)
{
    Answer *low = MEM_ARRAY(Answer, n), *high = MEM_ARRAY(Answer, n);

    for (int i = 0; i < n; i++) {
        if (of[i].low.is.missing || of[i].high.is.missing)
            return no_bounds;
        low[i] = of[i].low;
        high[i] = of[i].high;
    }
    return (Ends){call(o, k, low, n), call(o, k, high, n)};
}

static Ends ends_of_call(Oracle *o, const CoreExpr *e)
{
    Ends *of = MEM_ARRAY(Ends, e->n);

    for (int i = 0; i < e->n; i++)
        of[i] = ends_of(o, e->arg[i]);
    if (e->kernel == K_SUB)
        of[1] = ends_swapped(of[1]);
    if (e->kernel == K_NEG)
        of[0] = ends_swapped(of[0]);
    if (e->kernel == K_MUL || e->kernel == K_DIV) {
        const int factor = reads(o->core, e->arg[1]) == 0;
        if (of[factor].low.is.i64 < 0)
            of[!factor] = ends_swapped(of[!factor]);
    }
    return ends_by_ends(o, e->kernel, of, e->n);
}

static bool goes_by_ends(Oracle *o, const CoreExpr *e)
{
    if (e->kind != CORE_CALL)
        return false;
    if (e->kernel == K_MUL)
        return reads(o->core, e->arg[0]) == 0 || reads(o->core, e->arg[1]) == 0;
    if (e->kernel == K_DIV)
        return reads(o->core, e->arg[1]) == 0;
    return e->kernel == K_ADD || e->kernel == K_SUB || e->kernel == K_NEG
           || e->kernel == K_MIN || e->kernel == K_MAX || e->kernel == K_CLAMP;
}

static Ends ends_of(Oracle *o, const CoreExpr *e)
{
    if (e->kind == CORE_SCORE) {
        need_score(o, e->index);
        return (Ends){{o->lead.low[e->index], 0}, {o->lead.high[e->index], 0}};
    }
    if (reads(o->core, e) != 0 && goes_by_ends(o, e))
        return ends_of_call(o, e);
    if (is_open(o, e))
        return no_bounds;
    const Answer a = eval(o, e);
    return (Ends){a, a};
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
static Points points_within(Points p, Int128 lo, Int128 hi)
{
    return (Points){within(p.sum, lo, hi), within(p.low, lo, hi),
                    within(p.high, lo, hi)};
}

static Answer signed_points(Oracle *o, const CoreRule *r)
{
    Answer a = eval(o, r->points);

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
    return r->cap != NULL ? eval(o, r->cap) : missing(0);
}

static Points apply_rules(Oracle *o, const CoreRule *rules, int n);

static Points apply_group(Oracle *o, const CoreRule *r)
{
    const Answer cap = rule_cap(o, r);
    const Points all = apply_rules(o, r->rules, r->n_rules);
    const Points kept = points_within(all, -cap_of(cap), cap_of(cap));

    if (cap.is.missing)
        o->lead.marks |= cap.marks;
    o->lead.rule_points[r->rule] = (int64_t)(kept.sum - all.sum);
    o->lead.rule_state[r->rule] = r->cap != NULL && cap.is.missing ? RULE_UNKNOWN
                                  : kept.sum != all.sum            ? RULE_YES
                                                                   : RULE_NO;
    return kept;
}

/* Its state; *amount: the points before the cap, where it is yes. */
static int rule_state(Oracle *o, const CoreRule *r, Answer points, Int128 *amount)
{
    const Answer when = r->when != NULL ? ask(o, r->when) : number(1);
    const Answer cap = rule_cap(o, r);
    Answer a = points;

    *amount = 0;
    if (!is_yes(when))
        return is_no(when) ? RULE_NO : RULE_UNKNOWN;
    if (r->kind == RULE_PER) {
        const Answer both[2] = {points, eval(o, r->per)};
        a = call(o, K_MUL, both, 2);
    }
    if (a.is.missing || (r->cap != NULL && cap.is.missing)) {
        o->lead.marks |= a.is.missing ? a.marks : cap.marks;
        return RULE_UNKNOWN;
    }
    *amount = a.is.i64;
    return RULE_YES;
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
    if (state == RULE_UNKNOWN || is_open(o, r->when) || is_open(o, r->points)
        || is_open(o, r->per) || is_open(o, r->cap))
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
    const Answer a = ask(o, s->expr);
    const Ends ends = ends_of(o, s->expr);
    const Int128 sum = a.is.missing ? 0 : a.is.i64;

    if (ends.low.is.missing || ends.high.is.missing)
        return (Points){sum, -FAR, FAR};
    return (Points){sum, ends.low.is.i64, ends.high.is.i64};
}

static void need_score(Oracle *o, int i)
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
        o->lead.marks |= MARK_OVERFLOW;
    o->lead.score[i] = (Value){.i64 = (int64_t)kept.sum};
    o->lead.low[i] = (Value){.i64 = (int64_t)kept.low};
    o->lead.high[i] = (Value){.i64 = (int64_t)kept.high};
    o->lead.clamp_fits[i] = clamp >= INT64_MIN && clamp <= INT64_MAX;
    o->lead.clamp[i] = o->lead.clamp_fits[i] ? (int64_t)clamp : 0;
}

/* -- a condition whatever the open scores are ------------------------------------------ */

typedef struct Maybe {
    bool must, may; /* yes in any case; yes in some case */
} Maybe;

static Maybe maybe_of(Oracle *o, const CoreExpr *e);

static Maybe maybe_compare(KernelId k, int64_t a_low, int64_t a_high, int64_t b_low,
                           int64_t b_high)
{
    const bool same = a_low == a_high && b_low == b_high && a_low == b_low,
               meet = a_low <= b_high && b_low <= a_high;

    if (k == K_EQ)
        return (Maybe){same, meet};
    if (k == K_NE)
        return (Maybe){!meet, !same};
    if (k == K_LT)
        return (Maybe){a_high < b_low, a_low < b_high};
    if (k == K_LE)
        return (Maybe){a_high <= b_low, a_low <= b_high};
    if (k == K_GT)
        return (Maybe){a_low > b_high, a_high > b_low};
    return (Maybe){a_low >= b_high, a_high >= b_low};
}

static Maybe maybe_ends(Oracle *o, const CoreExpr *e)
{
    const Ends a = ends_of(o, e->arg[0]), b = ends_of(o, e->arg[1]);

    if (a.low.is.missing || a.high.is.missing || b.low.is.missing || b.high.is.missing)
        return (Maybe){false, true};
    return maybe_compare(e->kernel, a.low.is.i64, a.high.is.i64, b.low.is.i64,
                         b.high.is.i64);
}

static Maybe maybe_all(Oracle *o, const CoreExpr *e, bool is_and)
{
    Maybe all = {is_and, is_and};

    for (int i = 0; i < e->n; i++) {
        const Maybe m = maybe_of(o, e->arg[i]);
        all.must = is_and ? all.must && m.must : all.must || m.must;
        all.may = is_and ? all.may && m.may : all.may || m.may;
    }
    return all;
}

static bool compares_numbers(const CoreExpr *e)
{
    return e->kind == CORE_CALL
           && (e->kernel == K_EQ || e->kernel == K_NE || e->kernel == K_LT
               || e->kernel == K_LE || e->kernel == K_GT || e->kernel == K_GE);
}

static Maybe maybe_of(Oracle *o, const CoreExpr *e)
{
    if (reads(o->core, e) != 0) {
        if (e->kind == CORE_AND || e->kind == CORE_OR)
            return maybe_all(o, e, e->kind == CORE_AND);
        if (e->kind == CORE_NOT) {
            const Maybe m = maybe_of(o, e->arg[0]);
            return (Maybe){!m.may, !m.must};
        }
        if (compares_numbers(e))
            return maybe_ends(o, e);
        if (is_open(o, e))
            return (Maybe){false, true};
    }
    const Answer a = eval(o, e);
    return (Maybe){is_yes(a), !is_no(a)};
}

/* -- the funnel ---------------------------------------------------------------------- */

/* Where a lead is: an index into stages, or -1; one of the two at most. */
typedef struct Place {
    int stage, exit;
} Place;

static bool stage_holds(const CoreStage *s, bool when, Answer since, int64_t now)
{
    if (s->when != NULL && !when)
        return false;
    if (s->since == NULL)
        return true;
    return since.is.missing ? s->when != NULL : since.is.i64 <= now;
}

/* a at or after b, a missing instant being the earliest. */
static bool at_or_after(Answer a, Answer b)
{
    return b.is.missing || (!a.is.missing && a.is.i64 >= b.is.i64);
}

static Place place_of(const Core *c, const bool *holds, const Answer *since)
{
    const int first_exit = c->n_stages - c->n_exits;
    Place at = {-1, -1};

    for (int i = 0; i < first_exit; i++)
        if (holds[i])
            at.stage = i;
    const Answer entered = at.stage >= 0 ? since[at.stage] : missing(0);
    for (int i = first_exit; i < c->n_stages; i++)
        if (holds[i] && at_or_after(since[i], entered)
            && (at.exit < 0 || at_or_after(since[i], since[at.exit])))
            at.exit = i;
    if (at.exit >= 0)
        at.stage = -1;
    return at;
}

static void tell_instants(Oracle *o, const bool *holds, const Answer *since)
{
    const Core *c = o->core;
    OracleLead *l = &o->lead;
    const int first_exit = c->n_stages - c->n_exits;

    for (int i = 0; i < c->n_stages; i++) {
        l->reached[i] = holds[i];
        for (int later = i + 1; later < first_exit && i < first_exit; later++)
            l->reached[i] |= holds[later];
        l->since_missing[i] =
            holds[i] && c->stages[i].since != NULL && since[i].is.missing;
        l->since[i] = l->reached[i] && !since[i].is.missing && since[i].is.i64 <= o->now
                          ? since[i].is
                          : missing(0).is;
    }
}

static void need_funnel(Oracle *o)
{
    const Core *c = o->core;
    OracleLead *l = &o->lead;
    const int n = c->n_stages;
    Answer *since = MEM_ARRAY(Answer, n);
    bool *holds = MEM_ARRAY(bool, n), *least = MEM_ARRAY(bool, n),
         *most = MEM_ARRAY(bool, n);

    if (o->done.funnel)
        return;
    o->done.funnel = true;
    for (int i = 0; i < n; i++) {
        const CoreStage *s = &c->stages[i];
        since[i] = s->since != NULL ? ask(o, s->since) : missing(0);
        const Maybe m = s->when != NULL ? maybe_of(o, s->when) : (Maybe){true, true};
        holds[i] = stage_holds(s, s->when == NULL || is_yes(ask(o, s->when)), since[i],
                               o->now);
        least[i] = stage_holds(s, m.must, since[i], o->now);
        most[i] = stage_holds(s, m.may, since[i], o->now);
    }
    const Place at = place_of(c, holds, since), low = place_of(c, least, since),
                high = place_of(c, most, since);
    l->stage = at.stage >= 0 ? number(at.stage).is : missing(0).is;
    l->exit = at.exit >= 0 ? number(at.exit - (n - c->n_exits)).is : missing(0).is;
    l->stage_certain = low.stage == high.stage && low.exit == high.exit;
    tell_instants(o, holds, since);
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
