/* oracle.c -- persona, grades and stages of one lead. */
#include "interp/base/mem.h"
#include "tests/prop/oracle_part.h"

Oracle *oracle_new(const Core *core)
{
    Oracle *o = MEM_NEW(Oracle);

    o->core = core;
    o->threshold = MEM_ARRAY(int64_t, core->n_thresholds);
    for (int i = 0; i < core->n_thresholds; i++)
        o->threshold[i] = core->thresholds[i].value;
    o->arena = arena_new(1 << 16);
    return o;
}

void oracle_set_threshold(Oracle *o, int threshold, int64_t value)
{
    o->threshold[threshold] = value;
}

/* -- persona and grades -------------------------------------------------------------- */

void oracle_persona(Oracle *o)
{
    int i = 0;

    if (o->done.persona)
        return;
    o->done.persona = true;
    while (i < o->core->n_personas && !is_yes(oracle_ask(o, o->core->personas[i].when)))
        i++;
    o->lead.persona = (Value){.i64 = i};
}

/* score >= bound, where there is a bound. */
static Answer at_least(Oracle *o, Value score, const CoreExpr *bound)
{
    if (bound == NULL)
        return number(1);
    const Answer both[2] = {{score, 0}, oracle_eval(o, bound)};

    return oracle_call(o, K_GE, both, 2);
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

void oracle_grade(Oracle *o, int grade)
{
    const CoreGrade *g = &o->core->grades[grade];
    OracleLead *l = &o->lead;
    unsigned unused = 0;

    if (o->done.grade[grade])
        return;
    o->done.grade[grade] = true;
    oracle_score(o, g->of);
    if (g->by >= 0)
        oracle_score(o, g->by);
    l->grade[grade] = (Value){.i64 = band_of(o, g, l->score, &l->marks)};
    l->grade_certain[grade] =
        band_of(o, g, l->low, &unused) == band_of(o, g, l->high, &unused);
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

void oracle_funnel(Oracle *o)
{
    const Core *c = o->core;
    OracleLead *l = &o->lead;
    const int n = c->n_stages;
    Answer *since = ROOM(o->arena, Answer, n);
    bool *holds = ROOM(o->arena, bool, n), *least = ROOM(o->arena, bool, n),
         *most = ROOM(o->arena, bool, n);

    if (o->done.funnel)
        return;
    o->done.funnel = true;
    for (int i = 0; i < n; i++) {
        const CoreStage *s = &c->stages[i];
        since[i] = s->since != NULL ? oracle_ask(o, s->since) : missing(0);
        const Maybe m =
            s->when != NULL ? oracle_maybe(o, s->when) : (Maybe){true, true};
        holds[i] = stage_holds(s, s->when == NULL || is_yes(oracle_ask(o, s->when)),
                               since[i], o->now);
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

void *oracle_room(Arena *arena, size_t n)
{
    return memset(arena_alloc(arena, n + 1, _Alignof(max_align_t)), 0, n + 1);
}

static void forget(Oracle *o)
{
    const Core *c = o->core;
    OracleLead *l = &o->lead;

    arena_reset(o->arena);
    o->done = (Done){.score = ROOM(o->arena, bool, c->n_scores),
                     .grade = ROOM(o->arena, bool, c->n_grades),
                     .clause = ROOM(o->arena, bool, c->n_clauses)};
    o->asked = (Done){.score = ROOM(o->arena, bool, c->n_scores),
                      .grade = ROOM(o->arena, bool, c->n_grades),
                      .clause = ROOM(o->arena, bool, c->n_clauses)};
    *l = (OracleLead){.score = ROOM(o->arena, Value, c->n_scores),
                      .low = ROOM(o->arena, Value, c->n_scores),
                      .high = ROOM(o->arena, Value, c->n_scores),
                      .clamp_fits = ROOM(o->arena, bool, c->n_scores),
                      .clamp = ROOM(o->arena, int64_t, c->n_scores),
                      .rule_state = ROOM(o->arena, int, c->n_rules),
                      .rule_points = ROOM(o->arena, int64_t, c->n_rules),
                      .grade = ROOM(o->arena, Value, c->n_grades),
                      .grade_certain = ROOM(o->arena, bool, c->n_grades),
                      .since = ROOM(o->arena, Value, c->n_stages),
                      .since_missing = ROOM(o->arena, bool, c->n_stages),
                      .reached = ROOM(o->arena, bool, c->n_stages),
                      .clause = ROOM(o->arena, OracleClause, c->n_clauses)};
}

const OracleLead *oracle_start(Oracle *o, const Value *field, int64_t now)
{
    forget(o);
    o->field = field;
    o->now = now;
    return &o->lead;
}

const OracleLead *oracle_lead(Oracle *o, const Value *field, int64_t now)
{
    oracle_start(o, field, now);
    oracle_persona(o);
    for (int i = 0; i < o->core->n_scores; i++)
        oracle_score(o, i);
    for (int i = 0; i < o->core->n_grades; i++)
        oracle_grade(o, i);
    oracle_funnel(o);
    for (int i = 0; i < o->core->n_clauses; i++)
        oracle_clause(o, i);
    return &o->lead;
}
