/* analysis.c -- what is looked at, and the words that findings share. */
#include "interp/study/analysis.h"

#include "interp/base/mem.h"
#include "interp/lang/value.h"
#include "interp/study/analysis_part.h"

/* 2026-01-01T12:00Z, for a policy that does not say from when it holds: leads that are sought
 * have their instants around it. */
static const int64_t some_instant = INT64_C(1767268800000000);

bool analysis_gives(DiagCode code)
{
    return code == W0640 || code == W0641 || code == W0642 || code == W0643
           || code == W0644 || code == W0645;
}

bool analysis_owns(const Analysis *a, int id)
{
    return id >= 0 && a->core->span[id].src == a->want->own;
}

Span analysis_at(const Analysis *a, const CoreExpr *e) { return a->core->span[e->id]; }

const char *number_words(const Analysis *a, const Type *t, int64_t v)
{
    Buf b = {0};
    const Value value = {.type = t, .i64 = v};
    value_print(&b, &value, a->core->zone, a->core->currency, true);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* -- conditions of a policy ------------------------------------------------------------------ */

/* A define that several rules use is one condition. */
static bool is_new(Analysis *a, const CoreExpr *when)
{
    for (int i = 0; i < a->n_seen; i++)
        if (a->seen[i] == when)
            return false;
    MEM_PUSH(a->seen, a->n_seen, a->cap_seen) = when;
    return true;
}

static void see_one(Analysis *a, SeeCondition *see, const CoreExpr *when)
{
    if (when != NULL && analysis_owns(a, when->id) && is_new(a, when))
        see(a, when);
}

static void see_rules(Analysis *a, SeeCondition *see, const CoreRule *r, int n)
{
    for (int i = 0; i < n; i++) {
        see_one(a, see, r[i].when);
        see_rules(a, see, r[i].rules, r[i].n_rules);
    }
}

/* Where no agreement has a `for`, whom the clause applies to is what it says itself. */
static const CoreExpr *own_for(const CoreClause *cl)
{
    for (int i = 0; i < cl->n_levels; i++)
        if (cl->level[i].when != NULL)
            return NULL;
    return cl->applies;
}

void analysis_conditions(Analysis *a, SeeCondition *see)
{
    const Core *c = a->core;
    a->n_seen = 0;
    for (int i = 0; i < c->n_personas; i++)
        if (!a->persona_lost[i])
            see_one(a, see, c->personas[i].when);
    for (int i = 0; i < c->n_scores; i++)
        see_rules(a, see, c->scores[i].rules, c->scores[i].n_rules);
    for (int i = 0; i < c->n_stages; i++)
        see_one(a, see, c->stages[i].when);
    for (int i = 0; i < c->n_agreements; i++)
        see_one(a, see, c->agreements[i].when);
    for (int i = 0; i < c->n_clauses; i++) {
        see_one(a, see, own_for(&c->clauses[i]));
        see_one(a, see, c->clauses[i].excused);
    }
}

/* -- what findings share --------------------------------------------------------------------- */

typedef struct InForce {
    const Analysis *a;
    Diag *d;
} InForce;

static void see_threshold(void *ctx, const CoreExpr *e)
{
    const InForce *f = ctx;
    if (e->kind != CORE_THRESHOLD || f->d->n_help >= DIAG_MAX_HELP)
        return;
    const CoreThreshold *t = &f->a->core->thresholds[e->index];
    const int64_t *force = f->a->want->threshold;
    diag_help(f->d, MSG_AT_VALUE, str_z(t->name),
              number_words(f->a, t->type, force != NULL ? force[e->index] : t->value));
}

void help_in_force(const Analysis *a, Diag *d, const CoreExpr *e)
{
    InForce f = {a, d};
    core_walk(a->core, e, false, see_threshold, &f);
}

typedef struct Lost {
    const Analysis *a;
    bool found;
} Lost;

static void see_lost(void *ctx, const CoreExpr *e)
{
    Lost *l = ctx;
    for (int i = 0; i < l->a->n_bars; i++)
        l->found |= l->a->bar[i] == e;
    l->found |= l->a->any_lost && (e->kind == CORE_PERSONA || e->kind == CORE_GRADE);
}

bool reads_lost(const Analysis *a, const CoreExpr *e)
{
    Lost l = {a, false};
    core_walk(a->core, e, false, see_lost, &l);
    return l.found;
}

void analysis_find(const AnalysisWant *w)
{
    Analysis a = {.want = w, .core = w->core};
    const int64_t day = w->core->effective;
    const bool dated = day > -100000 && day < 1000000;
    a.proof = proof_new(w->core, w->threshold);
    a.seek = (Seek){w->core, w->threshold,
                    dated ? day * USEC_DAY + USEC_DAY / 2 : some_instant};
    a.persona_lost = MEM_ARRAY(bool, w->core->n_personas + 1);
    find_bars(&a);
    find_hidden(&a);
    find_dead(&a);
    if (!w->lints)
        return;
    find_idle(&a);
    find_same(&a);
}
