/* analysis_hidden.c -- alternatives that are never taken: personas, stages, levels of a clause.
 *
 * A lead has the first persona whose condition is yes, is in the last stage that holds, and is
 * under the most specific level that states a line.
 */
#include "interp/base/mem.h"
#include "interp/lang/clause.h"
#include "interp/study/analysis_part.h"
#include "interp/study/made_expr.h"

static bool hides(const Analysis *a, const CoreExpr *const *by, int n,
                  const CoreExpr *e)
{
    return proof_none(a->proof, (Conditions){&e, e != NULL}, (Conditions){by, n});
}

/* Where all together are too much to look at. */
static int hidden_by_one(const Analysis *a, const CoreExpr *const *by, int n,
                         const CoreExpr *e, int *which)
{
    for (which[0] = 0; which[0] < n; which[0]++)
        if (hides(a, &by[which[0]], 1, e))
            return 1;
    return 0;
}

/* Some of n that together hide it, none of which could be left out, by their numbers; how many:
 * 0, they do not. */
static int hidden_by(const Analysis *a, const CoreExpr *const *by, int n,
                     const CoreExpr *e, int *which)
{
    const CoreExpr **left = MEM_ARRAY(const CoreExpr *, n + 1);
    int kept = n;
    if (n == 0)
        return 0;
    if (!hides(a, by, n, e))
        return proof_gave_up(a->proof) ? hidden_by_one(a, by, n, e, which) : 0;
    for (int i = 0; i < n; i++)
        which[i] = i;
    for (int out = n - 1; out >= 0 && kept > 1; out--) {
        int m = 0;
        for (int i = 0; i < kept; i++)
            if (i != out)
                left[m++] = by[which[i]];
        if (!hides(a, left, m, e))
            continue;
        for (int i = out; i + 1 < kept; i++)
            which[i] = which[i + 1];
        kept--;
    }
    return kept;
}

/* One that meets it and yet counts as the other. */
static void help_lead(const Analysis *a, Diag *d, const CoreExpr *when,
                      const CoreExpr *taken, const char *name)
{
    FoundLead f;
    if (seek_yes(&a->seek, made_and(when, taken), when, &f))
        diag_help(d, MSG_HIDDEN_LEAD, found_words(&a->seek, &f), name);
}

/* -- personas ------------------------------------------------------------------------------------ */

static bool is_dead(const Analysis *a, const CoreExpr *e)
{
    return proof_none(a->proof, (Conditions){&e, 1}, (Conditions){NULL, 0});
}

static void look_at_persona(Analysis *a, const CoreExpr *const *when, int i)
{
    const CorePersona *p = a->core->personas;
    int *which = mem_bytes(((size_t)i + 1) * sizeof *which);
    if (!analysis_owns(a, p[i].id) || reads_lost(a, when[i]) || is_dead(a, when[i]))
        return;
    const int n = hidden_by(a, when, i, when[i], which);
    if (n == 0)
        return;
    Diag *d = diag_at(a->want->diags, W0642, a->core->span[p[i].id], MSG_PERSONA_HIDDEN,
                      str_z(p[i].name));
    for (int k = 0; k < n && d->n_labels < DIAG_MAX_LABELS; k++)
        diag_label(d, a->core->span[p[which[k]].id], MSG_COMES_FIRST);
    help_in_force(a, d, when[i]);
    help_lead(a, d, when[i], made_is_persona(a->core, which[0]),
              str_z(p[which[0]].name));
    a->persona_lost[i] = a->any_lost = true;
}

static void find_personas(Analysis *a)
{
    const int n = a->core->n_personas;
    const CoreExpr **when = MEM_ARRAY(const CoreExpr *, n + 1);
    for (int i = 0; i < n; i++) {
        when[i] = a->core->personas[i].when;
        if (i > 0)
            look_at_persona(a, when, i);
    }
}

/* -- stages -------------------------------------------------------------------------------------- */

/* Its condition, and that its instant has come; with a condition, a missing one will do. */
static CoreExpr *stage_holds(const CoreStage *s)
{
    if (s->since == NULL)
        return s->when;
    CoreExpr *come = made_call(K_LE, &type_flag, s->since, made_now());
    CoreExpr *missing = made_not(made_known(s->since));
    return s->when == NULL ? come : made_and(s->when, made_or(missing, come));
}

/* A stage that holds always has no expression; hides() asks then whether the others do. */
static void look_at_stage(Analysis *a, CoreExpr *const *holds, int i)
{
    const CoreStage *st = a->core->stages;
    const int last = a->core->n_stages - a->core->n_exits;
    const CoreExpr **by = MEM_ARRAY(const CoreExpr *, last + 1);
    int *stage = mem_bytes(((size_t)last + 1) * sizeof *stage), all = 0;
    int *which = mem_bytes(((size_t)last + 1) * sizeof *which);
    for (int k = i + 1; k < last; k++)
        if (holds[k] != NULL && !reads_lost(a, holds[k])) {
            stage[all] = k;
            by[all++] = holds[k];
        }
    const int n = hidden_by(a, by, all, holds[i], which);
    if (n == 0)
        return;
    Diag *d = diag_at(a->want->diags, W0642, a->core->span[st[i].id], MSG_STAGE_HIDDEN,
                      str_z(st[i].name));
    for (int k = 0; k < n && d->n_labels < DIAG_MAX_LABELS; k++)
        diag_label(d, a->core->span[st[stage[which[k]]].id], MSG_COMES_LATER);
    help_in_force(a, d, by[which[0]]);
    if (holds[i] != NULL)
        help_lead(a, d, holds[i], made_is_stage(a->core, stage[which[0]]),
                  str_z(st[stage[which[0]]].name));
}

static void find_stages(Analysis *a)
{
    const int n = a->core->n_stages - a->core->n_exits;
    CoreExpr **holds = MEM_ARRAY(CoreExpr *, n + 1);
    for (int i = 0; i < n; i++)
        holds[i] = stage_holds(&a->core->stages[i]);
    for (int i = 0; i < n; i++)
        if (analysis_owns(a, a->core->stages[i].id)
            && (holds[i] == NULL
                || (!reads_lost(a, holds[i]) && !is_dead(a, holds[i]))))
            look_at_stage(a, holds, i);
}

/* -- levels -------------------------------------------------------------------------------------- */

/* The levels before it that state a line, by whom they are for. */
static int before(const CoreClause *cl, int level, ClauseLine line, const CoreExpr **by,
                  int *which)
{
    int n = 0;
    for (int i = 0; i < level; i++)
        if ((cl->level[i].states & (1u << line)) != 0 && cl->level[i].when != NULL) {
            which[n] = i;
            by[n++] = cl->level[i].when;
        }
    return n;
}

static void look_at_line(Analysis *a, const CoreClause *cl, int level, ClauseLine line)
{
    const CoreClauseLevel *l = &cl->level[level];
    const CoreAgreement *ag = a->core->agreements;
    const CoreExpr **by = MEM_ARRAY(const CoreExpr *, cl->n_levels + 1);
    int *at = mem_bytes(((size_t)cl->n_levels + 1) * sizeof *at);
    int *which = mem_bytes(((size_t)cl->n_levels + 1) * sizeof *which);
    if ((l->states & (1u << line)) == 0 || !analysis_owns(a, l->line_id[line]))
        return;
    const int n = hidden_by(a, by, before(cl, level, line, by, at), l->when, which);
    if (n == 0)
        return;
    Diag *d = diag_at(a->want->diags, W0642, a->core->span[l->line_id[line]],
                      MSG_LEVEL_HIDDEN, str_z(cl->name), str_z(ag[l->agreement].name));
    for (int k = 0; k < n && d->n_labels < DIAG_MAX_LABELS; k++)
        diag_label(d, a->core->span[cl->level[at[which[k]]].line_id[line]],
                   MSG_LEVEL_FIRST);
    help_in_force(a, d, by[which[0]]);
    if (l->when != NULL)
        help_lead(a, d, l->when, by[which[0]],
                  str_z(ag[cl->level[at[which[0]]].agreement].name));
}

static void find_levels(Analysis *a, const CoreClause *cl)
{
    for (int i = 1; i < cl->n_levels; i++) {
        if (cl->level[i].when != NULL
            && (reads_lost(a, cl->level[i].when) || is_dead(a, cl->level[i].when)))
            continue;
        for (int line = 0; line < N_CLAUSE_LINES; line++)
            look_at_line(a, cl, i, (ClauseLine)line);
    }
}

void find_hidden(Analysis *a)
{
    find_personas(a);
    find_stages(a);
    for (int i = 0; i < a->core->n_clauses; i++)
        find_levels(a, &a->core->clauses[i]);
}
