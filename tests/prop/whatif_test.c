/* whatif_test.c -- whatever is changed of a policy, its text as it stands means what is in force.
 *
 * Of the real policies of examples/ and tests/, and of generated ones: thresholds are moved,
 * declarations are typed again with other numbers, clauses too, new ones are added, changes
 * are undone.  After each the saved text is loaded and its core compared; the scenario of what
 * was moved moves the same.
 *
 *     SEED=n N=policies EDITS=n …/whatif_test
 */
#include "grammar/fmt.h"
#include "interp/study/literal_node.h"
#include "tests/prop/gen_core_policy.h"
#include "tests/unit/t.h"
#include "tests/unit/whatif_fixture.h"
#include <stdlib.h>

typedef struct Run {
    Rng *rng;
    WhatIf *w;
    int taken, refused;
} Run;

static Str formatted(const Node *n, const Parsed *p)
{
    Buf b = {0};
    fmt_declaration(&b, NULL, n, p->file, p->language);
    Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

/* -- edits: a text to type, or NULL ----------------------------------------------------------- */

/* One digit is another. */
static const char *with_other_digit(Rng *rng, Str text)
{
    char *z = mem_bytes(text.n + 1);
    memcpy(z, text.p, text.n);
    z[text.n] = '\0';
    for (int tries = 0; tries < 40 && text.n > 0; tries++) {
        char *c = &z[rng_below(rng, (int)text.n)];
        if (*c >= '0' && *c <= '9') {
            *c = (char)('0' + rng_below(rng, 10));
            break;
        }
    }
    return z;
}

static const Node *some(Rng *rng, const Node *list)
{
    return n_items(list) > 0 ? list->kid[rng_below(rng, list->n)] : NULL;
}

static const char *declaration_again(Run *r)
{
    const Parsed *p = whatif_parsed(r->w);
    const Node *n = some(r->rng, p->file);
    return n != NULL && n->kind != N_LANGUAGE
               ? with_other_digit(r->rng, formatted(n, p))
               : NULL;
}

static const char *clause_again(Run *r)
{
    const Parsed *p = whatif_parsed(r->w);
    for (int tries = 0; tries < 20; tries++) {
        const Node *n = some(r->rng, p->file);
        const Node *clause =
            n != NULL && n->kind == N_AGREEMENT ? some(r->rng, kid(n, 4)) : NULL;
        if (clause != NULL)
            return with_other_digit(r->rng, formatted(clause, p));
    }
    return NULL;
}

static const char *declaration_new(Run *r)
{
    static const char *const text[] = {
        "language en\nthreshold zz%d = %d in 0..1000",
        "language en\ndefine zz%d = now > 2026-01-0%dT00:00Z",
        "language en\nscore zz%d {  # new\n  +%d when now > 2026-01-01T00:00Z\n}",
        "language en\npersona zz%d when %d > 5\n",
        "language en\nscenario zz%d { zz1 = %d }\n",
    };
    const char *shape = text[rng_below(r->rng, sizeof text / sizeof *text)];
    Buf b = {0};
    const char *number = str_format("%d", rng_range(r->rng, 1, 9));
    for (; *shape != '\0'; shape++) {
        if (*shape == '%' && shape[1] == 'd') {
            buf_z(&b, number);
            number = str_format("%d", rng_range(r->rng, 1, 9));
            shape++;
        } else {
            buf_char(&b, *shape);
        }
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* -- steps ------------------------------------------------------------------------------------- */

static void count(Run *r, const char *finding)
{
    if (getenv("SAY") != NULL)
        printf("  %s: %s\n", whatif_state(r->w)->said, finding);
    const bool fine = finding[0] == '\0' || strstr(finding, "taken") != NULL;
    r->taken += fine;
    r->refused += !fine;
}

static int64_t other_value(Rng *rng, const Core *core, const CoreThreshold *t)
{
    const int64_t part = t->value / 100 * rng_range(rng, 40, 160);
    if (t->type->kind == TY_CALENDAR)
        return rng_below(rng, core->n_calendars);
    if (t->type->kind == TY_DATE)
        return t->value + rng_range(rng, -40, 40);
    if (t->type->kind == TY_PERIOD || (t->type->kind == TY_BUSINESS && t->type->days))
        return t->value + rng_below(rng, 3);
    return t->type->kind == TY_BUSINESS || t->type->kind == TY_DURATION
               ? part / 60000000 * 60000000
               : part;
}

static void move(Run *r)
{
    const Session *s = whatif_state(r->w)->session;
    Buf b = {0};
    if (s->core->n_thresholds == 0)
        return;
    const int i = rng_below(r->rng, s->core->n_thresholds);
    const CoreThreshold *t = &s->core->thresholds[i];
    if (t->type->kind == TY_CALENDAR)
        return;
    fmt_expr(&b, literal_of_threshold(s->core, i, other_value(r->rng, s->core, t)),
             s->language);
    if (t->type->kind == TY_BUSINESS && rng_chance(r->rng, 40)
        && s->core->n_calendars > 0)
        buf_format(
            &b, " %s %s", s->language == LANG_PT ? "em" : "on",
            str_z(s->core->calendars[rng_below(r->rng, s->core->n_calendars)].name));
    count(r, moved(r->w, str_z(t->name), str_z(buf_view(&b))));
    buf_free(&b);
}

static void scenario(Run *r)
{
    const Core *c = whatif_state(r->w)->session->core;
    if (c->n_scenarios > 0)
        count(r,
              with_scenario(
                  r->w, str_z(c->scenarios[rng_below(r->rng, c->n_scenarios)].name)));
}

static void type(Run *r, const char *text)
{
    if (text != NULL)
        count(r, typed(r->w, text));
}

static void step(Run *r)
{
    const int dice = rng_below(r->rng, 100);
    if (dice < 35)
        move(r);
    else if (dice < 45)
        scenario(r);
    else if (dice < 65)
        type(r, declaration_again(r));
    else if (dice < 75)
        type(r, clause_again(r));
    else if (dice < 87)
        type(r, declaration_new(r));
    else if (dice < 95)
        (void)whatif_undo(r->w);
    else if (dice < 98)
        (void)whatif_redo(r->w);
    else
        (void)whatif_reset(r->w);
}

/* -- what holds ---------------------------------------------------------------------------------- */

/* Lines of a module's agreements have no place in the policy. */
static bool has_place_for_all(const WhatIf *w)
{
    Buf b = {0};
    const int left = whatif_policy(&b, w);
    buf_free(&b);
    return left == 0;
}

/* Typed as a scenario, what was moved moves the same. */
static const char *scenario_moves_the_same(Run *r)
{
    Buf b = {0};
    const Session *s = whatif_state(r->w)->session;
    const char *wrong = "";
    if (!whatif_scenario_text(&b, r->w, STR("what_was_moved"), STR("a \"title\"")))
        return wrong;
    const char *text = str_z(buf_view(&b)), *found = typed(r->w, text);
    buf_free(&b);
    if (found[0] != '\0')
        return str_format("%s is refused: %s", text, found);
    const Core *c = whatif_state(r->w)->session->core;
    const CoreScenario *sc = &c->scenarios[c->n_scenarios - 1];
    int64_t *v = MEM_ARRAY(int64_t, c->n_thresholds + 1);
    for (int i = 0; i < c->n_thresholds; i++)
        v[i] = c->thresholds[i].value;
    for (int i = 0; i < sc->n_moves; i++)
        v[sc->moves[i].threshold] = sc->moves[i].value;
    for (int i = 0; i < c->n_thresholds; i++)
        if (v[i] != s->threshold[i])
            wrong =
                str_format("%s moves %s otherwise", text, str_z(c->thresholds[i].name));
    (void)whatif_undo(r->w);
    return wrong;
}

static void edit(Session *loaded, Rng *rng, int edits)
{
    Run r = {.rng = rng, .w = whatif_new(loaded, 0)};
    T_STR(str_of(saved(r.w)), loaded->parsed->src->raw);
    for (int i = 0; i < edits; i++) {
        const int before = t_state.failed;
        step(&r);
        if (has_place_for_all(r.w))
            T_Z(means_the_same(r.w), "");
        T_Z(scenario_moves_the_same(&r), "");
        if (t_state.failed > before)
            return;
    }
    printf("%s: %d taken, %d refused\n", loaded->name, r.taken, r.refused);
}

static int from_environment(const char *name, int otherwise)
{
    const char *z = getenv(name);

    return z != NULL ? (int)strtol(z, NULL, 10) : otherwise;
}

static void real_policies(Rng *rng, int edits)
{
    static const char *const paths[] = {
        "examples/clinic/policy.sla",     "examples/crm/policy.sla",
        "examples/software/policy.sla",   "tests/lang/clauses/levels.sla",
        "tests/lang/clauses/modules.sla", "tests/lang/decls/calendars.sla",
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        Session *s = session_new(diags_new());
        t_group(paths[i]);
        if (session_load(s, paths[i], false) == LOAD_OK)
            edit(s, rng, edits);
        else
            printf("%s does not load\n", paths[i]);
    }
}

static void generated(Rng *rng, int n, int edits)
{
    for (int i = 0; i < n; i++) {
        TypedGen *g = typed_policy_new(rng, rng_range(rng, 1, 3));
        if (rng_chance(rng, 70))
            typed_agreements(g);
        Session *s = session_new(diags_new());
        t_group(str_format("policy %d", i));
        if (session_load_text(s, "generated", typed_policy_text(g)) == LOAD_OK)
            edit(s, rng, edits);
    }
}

int main(void)
{
    const uint64_t seed = (uint64_t)from_environment("SEED", 1);
    const int n = from_environment("N", 30), edits = from_environment("EDITS", 30);
    Rng rng = {seed};

    T_BEGIN();
    printf("SEED=%" PRIu64 " N=%d EDITS=%d\n", seed, n, edits);
    real_policies(&rng, edits);
    generated(&rng, n, edits / 3);
    return T_END();
}
