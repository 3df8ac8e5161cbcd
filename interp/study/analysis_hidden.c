/* analysis_hidden.c -- alternatives that are never taken: personas, stages, levels of a clause.
 *
 * A lead has the first persona whose condition is yes, is in the last stage that holds, and is
 * under the most specific level that states a line.
 */
#include "interp/base/mem.h"
#include "interp/lang/clause.h"
#include "interp/study/analysis_part.h"

static bool hides(const Analysis *a, const CoreExpr *const *by, int n,
                  const CoreExpr *e)
{
    return proof_none(a->proof, (Conditions){&e, e != NULL}, (Conditions){by, n});
}

/* Which of n hides it alone; -1: only together; -2: they do not. */
static int hidden_by(const Analysis *a, const CoreExpr *const *by, int n,
                     const CoreExpr *e)
{
    for (int i = 0; i < n; i++)
        if (hides(a, &by[i], 1, e))
            return i;
    return n > 1 && hides(a, by, n, e) ? -1 : -2;
}

static void help_lead(const Analysis *a, Diag *d, const CoreExpr *when,
                      const CoreExpr *taken, const char *name)
{
    FoundLead f;
    CoreExpr *const both[] = {(CoreExpr *)(uintptr_t)when,
                              (CoreExpr *)(uintptr_t)taken};
    if (seek_yes(&a->seek, expr_and(both, 2), &f))
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
    if (!analysis_owns(a, p[i].id) || reads_lost(a, when[i]) || is_dead(a, when[i]))
        return;
    const int by = hidden_by(a, when, i, when[i]);
    if (by == -2)
        return;
    Diag *d = diag_at(a->want->diags, W0642, a->core->span[p[i].id], MSG_PERSONA_HIDDEN,
                      str_z(p[i].name));
    for (int k = by >= 0 ? by : 0; k < (by >= 0 ? by + 1 : i); k++)
        if (d->n_labels < DIAG_MAX_LABELS)
            diag_label(d, a->core->span[p[k].id], MSG_COMES_FIRST);
    help_in_force(a, d, when[i]);
    if (by >= 0)
        help_lead(a, d, when[i], when[by], str_z(p[by].name));
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

static CoreExpr *node(CoreKind kind, KernelId k, CoreExpr *x, CoreExpr *y)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = kind, .kernel = k, .type = &type_flag, .id = -1};
    e->arg = MEM_ARRAY(CoreExpr *, 3);
    e->arg[e->n++] = x;
    if (y != NULL)
        e->arg[e->n++] = y;
    for (int i = 0; i < e->n; i++)
        e->depth = e->arg[i]->depth >= e->depth ? e->arg[i]->depth + 1 : e->depth;
    return e;
}

static CoreExpr *now_node(void)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_NOW, .type = &type_timestamp, .id = -1, .depth = 1};
    return e;
}

/* Its condition, and that its instant has come; with a condition, a missing one will do. */
static CoreExpr *stage_holds(const CoreStage *s)
{
    if (s->since == NULL)
        return s->when;
    CoreExpr *come = node(CORE_CALL, K_LE, s->since, now_node());
    if (s->when == NULL)
        return come;
    CoreExpr *missing =
        node(CORE_NOT, K_ADD, node(CORE_KNOWN, K_ADD, s->since, NULL), NULL);
    return node(CORE_AND, K_ADD, s->when, node(CORE_OR, K_ADD, missing, come));
}

/* A stage that holds always has no expression; hides() asks then whether the others do. */
static void look_at_stage(Analysis *a, CoreExpr *const *holds, int i)
{
    const CoreStage *st = a->core->stages;
    const int last = a->core->n_stages - a->core->n_exits;
    const CoreExpr **by = MEM_ARRAY(const CoreExpr *, last + 1);
    int n = 0, which[64], found = -2;
    for (int k = i + 1; k < last && n < 64; k++)
        if (holds[k] != NULL && !reads_lost(a, holds[k])) {
            which[n] = k;
            by[n++] = holds[k];
        }
    if (n > 0)
        found = hidden_by(a, by, n, holds[i]);
    if (found == -2)
        return;
    Diag *d = diag_at(a->want->diags, W0642, a->core->span[st[i].id], MSG_STAGE_HIDDEN,
                      str_z(st[i].name));
    for (int k = found >= 0 ? found : 0; k < (found >= 0 ? found + 1 : n); k++)
        if (d->n_labels < DIAG_MAX_LABELS)
            diag_label(d, a->core->span[st[which[k]].id], MSG_COMES_LATER);
    help_in_force(a, d, st[i].when != NULL ? st[i].when : by[found >= 0 ? found : 0]);
    if (found >= 0 && holds[i] != NULL)
        help_lead(a, d, holds[i], by[found], str_z(st[which[found]].name));
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

static void say_level(Analysis *a, const CoreClause *cl, int level, ClauseLine line,
                      int by)
{
    const CoreClauseLevel *l = &cl->level[level];
    const CoreAgreement *ag = a->core->agreements;
    Diag *d = diag_at(a->want->diags, W0642, a->core->span[l->line_id[line]],
                      MSG_LEVEL_HIDDEN, str_z(cl->name), str_z(ag[l->agreement].name));
    if (by < 0)
        return;
    diag_label(d, a->core->span[cl->level[by].line_id[line]], MSG_LEVEL_FIRST);
    help_in_force(a, d, cl->level[by].when);
    if (l->when != NULL)
        help_lead(a, d, l->when, cl->level[by].when,
                  str_z(ag[cl->level[by].agreement].name));
}

static void look_at_line(Analysis *a, const CoreClause *cl, int level, ClauseLine line)
{
    const CoreClauseLevel *l = &cl->level[level];
    const CoreExpr **by = MEM_ARRAY(const CoreExpr *, cl->n_levels + 1);
    int *which = mem_bytes(((size_t)cl->n_levels + 1) * sizeof *which);
    if ((l->states & (1u << line)) == 0 || !analysis_owns(a, l->line_id[line]))
        return;
    const int n = before(cl, level, line, by, which);
    if (n == 0)
        return;
    const int found = hidden_by(a, by, n, l->when);
    if (found != -2)
        say_level(a, cl, level, line, found >= 0 ? which[found] : -1);
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
