/* how_to_test.c -- how-to has as few changes as all values of small domains tried together.
 *
 *     SEED=n N=policies …/how_to_test
 *
 * Random small policies over two numbers of 0 … 4, an enumeration and a flag.  Every lead that
 * these can be is made and evaluated; how-to needs no more changes than the nearest of those
 * that get there is away, and each of its ways gets there when it is evaluated afresh: so it
 * has as few as there are.  What is fixed stays.  Numbers move to whole ones, as those that
 * they are compared with are.  Why-not of the same lead says something unless it is there.
 */
#include "interp/io/colvalue.h"
#include "interp/io/json_check.h"
#include "interp/study/how_to_make.h"
#include "interp/study/made_rows.h"
#include "tests/prop/rng.h"
#include "tests/unit/t.h"
#include <stdlib.h>

enum { FIELDS = 4, MICRO = 1000000, HALVES = 9, STARTS = 4, DEPTH = 2 };

static const char *const names[FIELDS] = {"a", "b", "c", "d"};

/* A lead by the number of each value: halves, members, flags; one past the last: missing. */
typedef struct Lead {
    int v[FIELDS];
} Lead;

typedef struct World {
    Session *session;
    Goal goal;
    const char *text, *asked;
    int fixed; /* field, or FIELDS */
    bool sums; /* a condition on both numbers was made: one is enough to be complete */
    int n[FIELDS];
    Rng *rng;
} World;

static int from_environment(const char *name, int otherwise)
{
    const char *z = getenv(name);
    return z != NULL ? (int)strtol(z, NULL, 10) : otherwise;
}

/* -- policies --------------------------------------------------------------------------- */

static const char *simple(World *w)
{
    const int k = rng_below(w->rng, 5);
    switch (rng_below(w->rng, 12)) {
    case 0: return str_format("a >= %d", k);
    case 1: return str_format("a = %d", k);
    case 2: return str_format("a < %d", k);
    case 3: return str_format("a in %d..%d", k / 2, k);
    case 4: return str_format("b > %d", k);
    case 5: return str_format("b != %d", k);
    case 6: return k < 3 ? "c = x" : "c in [y, z]";
    case 7: return "d";
    case 8: return str_format("a * 2 > %d", k);
    case 9: return k < 3 ? "b known" : "c missing";
    case 10:
        if (w->sums)
            return "c != y";
        w->sums = true;
        return str_format("a + b %s %d", k < 3 ? ">=" : "<", k + 1);
    default: break;
    }
    return "not d";
}

static const char *condition(World *w, int depth)
{
    if (depth == 0 || rng_chance(w->rng, 40))
        return simple(w);
    const char *a = condition(w, depth - 1), *b = condition(w, depth - 1);
    switch (rng_below(w->rng, 3)) {
    case 0: return str_format("(%s and %s)", a, b);
    case 1: return str_format("(%s or %s)", a, b);
    default: break;
    }
    return str_format("not (%s)", a);
}

static const char *rules(World *w)
{
    Buf b = {0};
    for (int i = 0; i < 3; i++)
        buf_format(&b, "  %c%d when %s\n", rng_chance(w->rng, 70) ? '+' : '-',
                   rng_range(w->rng, 1, 6), condition(w, DEPTH));
    if (rng_chance(w->rng, 50))
        buf_format(&b, "  %c1 per a\n", rng_chance(w->rng, 70) ? '+' : '-');
    if (rng_chance(w->rng, 50))
        buf_format(&b, "  +2 per b up to %d points\n", rng_range(w->rng, 1, 6));
    if (rng_chance(w->rng, 50))
        buf_format(
            &b, "  group \"g\" up to 4 points {\n    +3 when %s\n    +3 when %s\n  }\n",
            condition(w, 1), condition(w, 1));
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static const char *policy(World *w)
{
    const char *fixed[FIELDS];
    for (int f = 0; f < FIELDS; f++)
        fixed[f] = f == w->fixed ? " fixed" : "";
    return str_format(
        "policy \"P\" { timezone \"UTC\" }\n"
        "lead {\n  id text label\n  a number in 0..4%s\n  b number in 0..4%s\n"
        "  c one of x, y, z%s\n  d flag%s\n}\n"
        "persona p when %s\npersona q when %s\n"
        "score s in 0..20 {\n%s  +2 when persona = q\n}\n"
        "grade of s { top from 8, mid from 4, low otherwise }\n"
        "threshold bar = 5\n"
        "funnel {\n  stage new\n  stage mql when s >= bar and %s\n  stage won when %s\n"
        "}\n",
        fixed[0], fixed[1], fixed[2], fixed[3], condition(w, DEPTH), condition(w, 1),
        rules(w), simple(w), condition(w, DEPTH));
}

static const char *asked(World *w)
{
    static const char *const named[] = {"mql", "top", "mid", "p", "q", "won"};
    const int i = rng_below(w->rng, 9);
    if (i < 6)
        return named[i];
    return i == 6   ? str_format("s >= %d", rng_range(w->rng, 1, 9))
           : i == 7 ? str_format("s < %d", rng_range(w->rng, 1, 9))
                    : condition(w, DEPTH);
}

typedef struct Misses {
    const Core *core;
    uint8_t *field;
} Misses;

static void see_known(void *ctx, const CoreExpr *e)
{
    const Misses *m = ctx;
    if (e->kind == CORE_KNOWN)
        core_direct_fields_of(m->core, e, m->field);
}

/* Only a value that something asks to be there may be taken away. */
static const uint8_t *may_miss(const World *w)
{
    const Core *core = w->session->core;
    Misses m = {core, mem_alloc((size_t)core->n_fields + 1)};
    core_walk(core, w->goal.expr, true, see_known, &m);
    return m.field;
}

static bool load(World *w)
{
    static const int values[FIELDS] = {HALVES, HALVES, 3, 2};
    w->sums = false;
    w->fixed = rng_below(w->rng, FIELDS + 2);
    w->text = policy(w);
    w->asked = asked(w);
    w->session = session_new(diags_new());
    if (session_load_text(w->session, "generated", str_of(w->text)) != LOAD_OK
        || !goal_of(w->session, w->asked, &w->goal))
        return false;
    const uint8_t *misses = may_miss(w);
    for (int f = 0; f < FIELDS; f++)
        w->n[f] = values[f] + misses[f + 1];
    return true;
}

/* -- leads ------------------------------------------------------------------------------ */

static CoreExpr *value(const World *w, int f, int v)
{
    static const int values[FIELDS] = {HALVES, HALVES, 3, 2};
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_CONST,
                    .type = w->session->core->fields[f + 1].type,
                    .id = -1,
                    .depth = 1,
                    .missing = v >= values[f],
                    .i64 = v >= values[f] ? 0
                           : f < 2        ? v * (MICRO / 2)
                                          : v};
    return e;
}

static CoreGiven *given(const World *w, const Lead *l)
{
    CoreGiven *g = MEM_ARRAY(CoreGiven, FIELDS);
    for (int f = 0; f < FIELDS; f++)
        g[f] = (CoreGiven){f + 1, value(w, f, l->v[f])};
    return g;
}

static OneLeadWant want_of(const World *w, const Lead *l)
{
    return (OneLeadWant){
        .session = w->session, .given = given(w, l), .n_given = FIELDS};
}

static int all_leads(const World *w, Lead *out)
{
    int n = 0;
    Lead l;
    for (l.v[0] = 0; l.v[0] < w->n[0]; l.v[0]++)
        for (l.v[1] = 0; l.v[1] < w->n[1]; l.v[1]++)
            for (l.v[2] = 0; l.v[2] < w->n[2]; l.v[2]++)
                for (l.v[3] = 0; l.v[3] < w->n[3]; l.v[3]++)
                    out[n++] = l;
    return n;
}

/* Which of the leads are there: all in batches, without how-to's own rows. */
static void evaluate(const World *w, const Lead *lead, int n, bool *there)
{
    CoreExpr *goal = w->goal.expr;
    const ProgramWant want = {.extra = &goal, .n_extra = 1};
    Eval *ev = eval_new(program_plan(w->session->core, &want));
    for (int at = 0; at < n; at += BATCH_ROWS) {
        const int rows = n - at < BATCH_ROWS ? n - at : BATCH_ROWS;
        CoreRecord *r = MEM_ARRAY(CoreRecord, rows);
        for (int i = 0; i < rows; i++)
            r[i] = (CoreRecord){.fact = -1,
                                .given = given(w, &lead[at + i]),
                                .n_given = FIELDS,
                                .id = -1};
        MadeRows *made = made_rows_new(w->session->core, r, rows);
        eval_batch(ev, &made->batch);
        const Column *c = eval_extra(ev, 0);
        for (int i = 0; i < rows; i++)
            there[at + i] = !column_missing(c, i) && col_flag(c, i);
        made_rows_free(made);
    }
    eval_free(ev);
}

static int changes(const World *w, const Lead *a, const Lead *b)
{
    int n = 0;
    for (int f = 0; f < FIELDS; f++) {
        n += a->v[f] != b->v[f];
        if (f == w->fixed && a->v[f] != b->v[f])
            return FIELDS + 1;
    }
    return n;
}

/* Numbers that move are whole, or as they were. */
static bool is_whole(const Lead *from, const Lead *to)
{
    for (int f = 0; f < 2; f++)
        if (to->v[f] != from->v[f] && to->v[f] < HALVES && to->v[f] % 2 != 0)
            return false;
    return true;
}

static int fewest(const World *w, const Lead *from, const Lead *lead, const bool *there,
                  int n)
{
    int least = FIELDS + 1;
    for (int i = 0; i < n; i++) {
        const bool counts = there[i] && is_whole(from, &lead[i]);
        const int own = counts ? changes(w, from, &lead[i]) : FIELDS + 1;
        least = own < least ? own : least;
    }
    return least;
}

/* -- what is held --------------------------------------------------------------------------- */

static bool gets_there(const World *w, const Lead *from, const Way *way)
{
    OneLeadWant want = want_of(w, from);
    CoreExpr *goal = w->goal.expr;
    CoreGiven *g = MEM_ARRAY(CoreGiven, FIELDS + way->n);
    memcpy(g, want.given, FIELDS * sizeof *g);
    for (int i = 0; i < way->n; i++) {
        g[FIELDS + i] = (CoreGiven){way->change[i].field, way->change[i].value};
        if (way->change[i].field == 0 || way->change[i].field == w->fixed + 1)
            return false;
    }
    want.given = g;
    want.n_given += way->n;
    want.extra = &goal;
    want.n_extra = 1;
    OneLead *l = one_lead_new(&want);
    const Column *c = eval_extra(one_lead_row(l).eval, 0);
    const bool there = !column_missing(c, 0) && col_flag(c, 0);
    one_lead_free(l);
    return there;
}

static bool is_json(void (*put)(Buf *, const World *, const void *), const World *w,
                    const void *of)
{
    Buf b = {0};
    put(&b, w, of);
    Fault fault;
    const bool fine = json_check(buf_view(&b), &fault);
    buf_free(&b);
    return fine;
}

static void put_how(Buf *b, const World *w, const void *of)
{
    how_to_json(b, w->session->core, of);
}
static void put_why(Buf *b, const World *w, const void *of)
{
    why_not_json(b, w->session->core, of);
}

static void show(const World *w, const Lead *from, const HowTo *h, int least)
{
    const ViewLook look = {.width = 100};
    Buf b = {0};
    how_to_text(&b, w->session->core, h, &look);
    printf("%s\ngoal %s, fixed %d, from", w->text, w->asked, w->fixed);
    for (int f = 0; f < FIELDS; f++)
        printf(" %s=%d", names[f], from->v[f]);
    printf(": %d\n%s\n", least, str_z(buf_view(&b)));
    buf_free(&b);
}

static void hold(const World *w, const Lead *from, int least)
{
    const OneLeadWant want = want_of(w, from);
    const HowTo *h = how_to_make(&want, &w->goal, NULL);
    const WhyNot *why = why_not_make(&want, &w->goal);
    const int found = h->there ? 0 : h->n > 0 ? h->way[0].n : FIELDS + 1;
    bool confirmed = true;
    for (int i = 0; i < h->n; i++)
        confirmed &= gets_there(w, from, &h->way[i]) && h->way[i].n == found;
    if (found > least || !confirmed)
        show(w, from, h, least);
    T_OK(found <= least);
    T_OK(confirmed);
    T_OK(h->exhausted);
    T_OK(why->there == h->there);
    T_OK(why->there == (why->n == 0));
    T_OK(is_json(put_how, w, h));
    T_OK(is_json(put_why, w, why));
}

static void one_policy(World *w)
{
    const int most = (HALVES + 1) * (HALVES + 1) * 4 * 3;
    Lead *lead = mem_bytes((size_t)most * sizeof *lead);
    bool *there = mem_bytes((size_t)most);
    const int n = all_leads(w, lead);
    evaluate(w, lead, n, there);
    for (int i = 0; i < STARTS; i++) {
        const Lead *from = &lead[rng_below(w->rng, n)];
        hold(w, from, fewest(w, from, lead, there, n));
    }
}

int main(void)
{
    const int seed = from_environment("SEED", 1), n = from_environment("N", 60);
    int refused = 0;
    T_BEGIN();
    for (int i = 0; i < n; i++) {
        Rng rng = {(uint64_t)seed * 1000003 + (uint64_t)i};
        World w = {.rng = &rng};
        t_group(str_format("seed %d, policy %d", seed, i));
        if (load(&w))
            one_policy(&w);
        else
            refused++;
    }
    T_OK(refused < n / 3 + 1);
    return T_END();
}
