/* prove_test.c -- what is proved of all leads holds of random ones.
 *
 *     SEED=n N=policies …/prove_test
 *
 * Policies full of conditions that contradict and imply each other, as their constants are few;
 * then whole random ones.  The oracle, which shares no source with the proof, says of each
 * record: a condition that was proved dead is not yes, one that every lead meets is, a pair of
 * which one implies the other keeps to it, a hidden persona or stage has nobody, a score stays
 * within its bounds, and a bar out of reach is not crossed.  So many of each must have been
 * proved that silence does not pass.
 */
#include "interp/base/diag_render.h"
#include "interp/base/mem.h"
#include "interp/study/analysis.h"
#include "interp/study/made_expr.h"
#include "interp/study/proof.h"
#include "interp/study/session.h"
#include "tests/prop/gen_core_policy.h"
#include "tests/prop/gen_records.h"
#include "tests/prop/oracle.h"
#include "tests/unit/t.h"
#include <stdlib.h>

enum { N_RECORDS = 60, CONDITIONS_MOST = 60 };

static struct {
    int dead, always, implied, hidden_personas, hidden_stages, bars, bounds;
} proved;

/* -- small policies ---------------------------------------------------------------------------- */

static const char *pick(Rng *r, const char *const *of, int n)
{
    return of[rng_below(r, n)];
}
#define PICK(r, list) pick((r), (list), (int)(sizeof(list) / sizeof *(list)))

static const char *const comparison[] = {"<", "<=", ">", ">=", "=", "!="};
static const char *const whole[] = {"0", "1",  "2",   "3",  "5",
                                    "9", "10", "few", "20", "21"};
static const char *const number_term[] = {
    "n",         "k",      "k",         "n + k",           "n * 2",
    "d - 1",     "abs(k)", "length(x)", "(n otherwise 3)", "(if f then n else 2)",
    "min(n, d)", "s1",     "s2"};
static const char *const text_term[] = {"x", "x", "y", "domain(y)", "lower(y)"};
static const char *const text[] = {"\"a\"", "\"A\"", "\"b\"", "\"c.com\"", "\"\""};
static const char *const member[] = {"red", "green", "blue"};
static const char *const field_name[] = {"n", "k", "x", "y", "e", "f", "t", "d"};
static const char *const flag_atom[] = {"f",
                                        "g",
                                        "x contains \"a\"",
                                        "y matches /a+/",
                                        "t <= now",
                                        "t > now",
                                        "r < t",
                                        "t < r",
                                        "n < k",
                                        "k <= n",
                                        "e = green",
                                        "f = g",
                                        "now - r > 3 days",
                                        "now - r < 2 days",
                                        "x = y",
                                        "x != lower(y)",
                                        "l contains \"a\"",
                                        "\"b\" in l",
                                        "t >= r",
                                        "n in 3..9",
                                        "k in [1, 2, 3]",
                                        "x in [\"a\", \"b\"]",
                                        "x in texts",
                                        "y in texts",
                                        "e in [red, blue]",
                                        "grade = A",
                                        "grade in [B, C]",
                                        "persona = p0",
                                        "persona in [p1, p2]",
                                        "reached(b)",
                                        "stage = a",
                                        "stage known"};

/* How much of the policy a condition may ask of: personas of fields alone, scores of those and
 * of personas, the rest of all. */
enum { ASKS_FIELDS, ASKS_PERSONA, ASKS_SCORES, ASKS_ALL };

static int level_of(const char *atom)
{
    if (strstr(atom, "reached") != NULL || strstr(atom, "stage") != NULL)
        return ASKS_ALL;
    if (strstr(atom, "grade") != NULL || strcmp(atom, "s1") == 0
        || strcmp(atom, "s2") == 0)
        return ASKS_SCORES;
    return strstr(atom, "persona") != NULL ? ASKS_PERSONA : ASKS_FIELDS;
}

static const char *of_level(Rng *r, const char *const *list, int n, int asks)
{
    const char *z = pick(r, list, n);
    while (level_of(z) > asks)
        z = pick(r, list, n);
    return z;
}
#define OF_LEVEL(r, list, asks) \
    of_level((r), (list), (int)(sizeof(list) / sizeof *(list)), (asks))

static void atom(Rng *r, Buf *b, int asks)
{
    switch (rng_below(r, 8)) {
    case 0:
    case 1:
    case 2:
        buf_format(b, "%s %s %s", OF_LEVEL(r, number_term, asks), PICK(r, comparison),
                   PICK(r, whole));
        return;
    case 3:
        buf_format(b, "%s %s %s", PICK(r, text_term),
                   rng_chance(r, 80) ? "=" : "!=", PICK(r, text));
        return;
    case 4:
        buf_format(b, "e %s %s", rng_chance(r, 60) ? "=" : "!=", PICK(r, member));
        return;
    case 5:
        buf_format(b, "%s %s", PICK(r, field_name),
                   rng_chance(r, 60) ? "known" : "missing");
        return;
    default: buf_z(b, OF_LEVEL(r, flag_atom, asks)); return;
    }
}

static void condition(Rng *r, Buf *b, int depth, int asks)
{
    const int kind = depth == 0 ? 0 : rng_below(r, 8);
    if (kind == 0) {
        atom(r, b, asks);
    } else if (kind == 1) {
        buf_z(b, "not (");
        condition(r, b, depth - 1, asks);
        buf_z(b, ")");
    } else if (kind == 2) {
        buf_z(b, "(if ");
        condition(r, b, depth - 1, asks);
        buf_z(b, " then ");
        condition(r, b, depth - 1, asks);
        buf_z(b, " else ");
        condition(r, b, depth - 1, asks);
        buf_z(b, ")");
    } else {
        buf_z(b, "(");
        condition(r, b, depth - 1, asks);
        buf_z(b, kind < 6 ? " and " : " or ");
        condition(r, b, depth - 1, asks);
        buf_z(b, ")");
    }
}

static void line(Rng *r, Buf *b, const char *before, int asks)
{
    buf_z(b, before);
    condition(r, b, rng_range(r, 0, 2), asks);
    buf_z(b, "\n");
}

static void score(Rng *r, Buf *b, const char *head)
{
    buf_z(b, head);
    line(r, b, "  +40 when ", ASKS_PERSONA);
    line(r, b, "  +25 when ", ASKS_PERSONA);
    line(r, b, "  -15 when ", ASKS_PERSONA);
    if (rng_chance(r, 50))
        buf_z(b, "  +5 per k up to 20 points\n");
    buf_z(b, "  group \"g\" up to 30 points {\n");
    line(r, b, "    +20 when ", ASKS_PERSONA);
    line(r, b, "    +20 when ", ASKS_PERSONA);
    buf_z(b, "  }\n}\n");
}

static Str small_policy(Rng *r)
{
    Buf b = {0};
    buf_z(
        &b,
        "lead {\n  n number in 0..20\n  k number\n  d number default 2\n  x text "
        "folded\n"
        "  y text\n  e one of red, green, blue\n  o one of red, green, blue\n  f flag\n"
        "  g flag default no\n  t timestamp\n  r timestamp required\n"
        "  l list of text\n}\nset texts = [\"a\", \"b\", \"d\"]\n"
        "threshold few = 9 in 0..20\nthreshold bar = 30 in 0..100\n");
    for (int i = 0; i < 4; i++)
        line(r, &b, str_format("persona p%d \"P\" when ", i), ASKS_FIELDS);
    score(r, &b, "score s1 {\n");
    score(r, &b, rng_chance(r, 50) ? "score s2 in 0..60 {\n" : "score s2 {\n");
    buf_z(&b, "score total = 60% * s1 + 40% * s2\n"
              "grade of s1 { A from 60, B from bar, C otherwise }\n");
    buf_z(&b, "funnel {\n  stage a\n");
    line(r, &b, "  stage b when ", ASKS_SCORES);
    line(r, &b, "  stage c when total >= bar or ", ASKS_SCORES);
    buf_z(&b, rng_chance(r, 50) ? "  stage q since t\n" : "  stage q when f since t\n");
    line(r, &b, "  stage h when ", ASKS_SCORES);
    buf_z(&b, "}\nscore late {\n");
    for (int i = 0; i < 8; i++)
        line(r, &b, "  +1 when ", ASKS_ALL);
    buf_format(&b, "  +1 when total > %d\n  +1 when s1 < %d\n}\n", rng_range(r, 20, 90),
               rng_range(r, -20, 10));
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

/* -- what is held ---------------------------------------------------------------------------------- */

typedef struct World {
    Session *session;
    const Core *core;
    Proof *proof;
    Oracle *oracle;
    CoreExpr *condition[CONDITIONS_MOST];
    int n;
    CoreExpr *no[3 * CONDITIONS_MOST]; /* never yes */
    int n_no;
} World;

static const CoreExpr *const nothing[1];

static void add_condition(World *w, CoreExpr *e)
{
    if (e != NULL && w->n < CONDITIONS_MOST)
        w->condition[w->n++] = e;
}

static void gather(World *w)
{
    const Core *c = w->core;
    for (int i = 0; i < c->n_personas; i++)
        add_condition(w, c->personas[i].when);
    for (int i = 0; i < c->n_stages; i++)
        add_condition(w, c->stages[i].when);
    for (int i = 0; i < c->n_rules; i++)
        add_condition(w, c->rule[i]->when);
}

static void never(World *w, CoreExpr *e, int *count)
{
    if (w->n_no < 3 * CONDITIONS_MOST)
        w->no[w->n_no++] = e;
    (*count)++;
}

static bool none(const World *w, const CoreExpr *yes, const CoreExpr *no)
{
    return proof_none(w->proof, (Conditions){yes != NULL ? &yes : nothing, yes != NULL},
                      (Conditions){no != NULL ? &no : nothing, no != NULL});
}

/* "not yes" is not the same as "no": unknown is asked for, too. */
static CoreExpr *not_yes(const CoreExpr *e)
{
    return made_or(made_not(made_known(e)), made_not(e));
}

static void prove(World *w, Rng *rng)
{
    for (int i = 0; i < w->n; i++) {
        if (none(w, w->condition[i], NULL))
            never(w, w->condition[i], &proved.dead);
        if (none(w, NULL, w->condition[i]))
            never(w, not_yes(w->condition[i]), &proved.always);
    }
    for (int k = 0; w->n > 0 && k < 40; k++) {
        CoreExpr *a = w->condition[rng_below(rng, w->n)],
                 *b = w->condition[rng_below(rng, w->n)];
        if (a != b && none(w, a, b))
            never(w, made_and(a, not_yes(b)), &proved.implied);
    }
}

/* What the findings say, by where they stand. */
static void take_findings(World *w)
{
    const Core *c = w->core;
    Diags *ds = diags_new();
    analysis_find(&(AnalysisWant){
        .core = c, .own = w->session->parsed->src, .lints = true, .diags = ds});
    for (int i = 0; i < ds->n; i++) {
        const Diag *d = ds->item[i];
        for (int k = 0; d->code == W0642 && k < c->n_personas; k++)
            if (c->span[c->personas[k].id].lo == d->span.lo)
                never(w, made_is_persona(c, k), &proved.hidden_personas);
        for (int k = 0; d->code == W0642 && k < c->n_stages - c->n_exits; k++)
            if (c->span[c->stages[k].id].lo == d->span.lo)
                never(w, made_is_stage(c, k), &proved.hidden_stages);
        proved.bars += d->code == W0643;
    }
}

static const char *shown(const World *w, const Value *field)
{
    Buf b = {0};
    for (int i = 0; i < w->core->n_fields; i++) {
        buf_format(&b, " %s ", str_z(w->core->fields[i].name));
        value_print(&b, &field[i], w->core->zone, w->core->currency, true);
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static bool hold_bounds(World *w, const OracleLead *lead, const char *record)
{
    for (int i = 0; i < w->core->n_scores; i++) {
        const Bounds b = proof_score(w->proof, i);
        const int64_t v = lead->score[i].i64;
        if (v >= b.lo && v <= b.hi)
            continue;
        t_result(0, __LINE__, str_z(w->core->scores[i].name),
                 str_format("%" PRId64 " with%s", v, record),
                 str_format("%" PRId64 "..%" PRId64, b.lo, b.hi));
        return false;
    }
    return true;
}

static const char *words_of(const World *w, const CoreExpr *e)
{
    while (e->id < 0 && e->n > 0)
        e = e->arg[0];
    return e->id >= 0 ? str_z(span_text(w->core->span[e->id])) : "?";
}

static bool hold_record(World *w, const Value *field, int64_t now)
{
    const OracleLead *lead = oracle_lead(w->oracle, field, now);
    if (!hold_bounds(w, lead, shown(w, field)))
        return false;
    for (int i = 0; i < w->n_no; i++) {
        const Value v = oracle_expr(w->oracle, w->no[i]);
        if (v.missing || v.i64 == 0)
            continue;
        t_result(0, __LINE__, words_of(w, w->no[i]), shown(w, field), "no such lead");
        return false;
    }
    return true;
}

static bool hold(World *w, Rng *rng)
{
    RecordGen *g = record_gen_new(w->core, w->no, w->n_no);
    for (int i = 0; i < N_RECORDS; i++)
        if (!hold_record(w, record_gen(g, rng), record_gen_now(g, rng)))
            return false;
    return true;
}

static void test_policy(Str policy, Rng *rng)
{
    World w = {.session = session_new(diags_new())};
    if (session_load_text(w.session, "generated", policy) != LOAD_OK) {
        Buf b = {0};
        diags_render(&b, w.session->diags, DIAG_GNU, false);
        t_result(0, __LINE__, str_z(policy), str_z(buf_view(&b)), "no error");
        buf_free(&b);
        return;
    }
    w.core = w.session->core;
    w.proof = proof_new(w.core, NULL);
    w.oracle = oracle_new(w.core);
    gather(&w);
    prove(&w, rng);
    take_findings(&w);
    for (int i = 0; i < w.core->n_scores; i++) {
        const Bounds b = proof_score(w.proof, i);
        proved.bounds += b.lo > -INT64_MAX && b.hi < INT64_MAX;
    }
    const bool fine = hold(&w, rng);
    t_result(fine, __LINE__, "policy", fine ? "" : str_z(policy), "");
    oracle_free(w.oracle);
}

static int from_environment(const char *name, int otherwise)
{
    const char *z = getenv(name);
    return z != NULL ? (int)strtol(z, NULL, 10) : otherwise;
}

int main(void)
{
    Rng rng = {(uint64_t)from_environment("SEED", 1)};
    const int n = from_environment("N", 60);
    T_BEGIN();
    printf("SEED=%" PRIu64 " N=%d\n", rng.s, n);
    for (int i = 0; i < n; i++)
        test_policy(small_policy(&rng), &rng);
    for (int i = 0; i < n / 4; i++)
        test_policy(typed_policy_text(typed_policy_new(&rng, rng_range(&rng, 1, 3))),
                    &rng);
    printf(
        "dead %d, always %d, implied %d, personas %d, stages %d, bars %d, bounds %d\n",
        proved.dead, proved.always, proved.implied, proved.hidden_personas,
        proved.hidden_stages, proved.bars, proved.bounds);
    T_OK(proved.dead > n && proved.always > n / 5 && proved.implied > n
         && proved.hidden_personas > n / 20 && proved.hidden_stages > n / 20
         && proved.bars > n / 5 && proved.bounds > n);
    return T_END();
}
