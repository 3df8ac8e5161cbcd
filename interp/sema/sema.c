/* sema.c -- the checker's face: a policy, an expression, the calculator's empty core. */
#include "interp/sema/sema.h"

#include "interp/base/mem.h"
#include "interp/sema/check_calendar.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/guard_part.h"
#include "interp/sema/later.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/module.h"
#include "interp/sema/remark.h"

static Core *core_empty(void)
{
    Core *c = MEM_NEW(Core);
    Enum *none = MEM_NEW(Enum);
    none->otherwise = -1;
    c->zone = zone_load("", STR("UTC"));
    c->effective = c->reviewed = INT64_MIN;
    c->year_starts = 1;
    c->until = INT64_MAX;
    c->label = -1;
    c->persona_enum = c->stage_enum = c->exit_enum = none;
    c->scope = scope_new();
    return c;
}

Core *sema_empty(void) { return core_empty(); }

/* A policy without a lead has nothing to decide on. */
static bool has_lead(Sema *s, const Parsed *p)
{
    Span at = {p->src, 0, 0};
    if (s->decls[N_LEAD].n > 0)
        return true;
    if (n_items(p->file) > 0)
        at = s->decls[N_POLICY].n > 0 ? s->decls[N_POLICY].item[0]->at
                                      : p->file->kid[0]->at;
    diag_help(say(s, E0401, at, MSG_POLICY_NO_LEAD), MSG_LEAST_LEAD);
    return false;
}

/* Modules' declarations come first in each list; whether a name is from one is seen by
 * its source. */
static void mark_modules(Sema *s)
{
    for (int i = 0; i < scope_count(s->scope); i++) {
        Sym *sym = scope_at(s->scope, i);
        sym->from_module = sym->at.src == NULL || module_has(s, sym->at);
    }
}

/* What facts and figures have of the policy, when all of it is known. */
static void share_parts(Core *root)
{
    for (int i = 0; i < root->n_facts; i++)
        core_share(root, root->facts[i].core);
    if (root->figures != NULL)
        core_share(root, root->figures);
}

static void check_all(Sema *s)
{
    check_head(s);
    check_holidays(s);
    check_calendars(s);
    later_declarations(s);
    check_lead(s);
    check_facts(s);
    check_thresholds(s);
    check_sets(s);
    declare_defines(s);
    declare_rules(s);
    declare_grades(s);
    declare_funnel(s);
    declare_agreements(s);
    declare_kpis(s);
    check_defines(s);
    check_rules(s);
    check_grades(s);
    check_funnel(s);
    check_agreements(s);
    check_kpis(s);
    check_promises(s);
    check_standing(s);
    s->clause = NULL;
    check_scenarios(s);
    check_tests(s);
    check_guards(s);
    share_parts(s->root);
    mark_modules(s);
}

Core *sema_policy(const Parsed *p, const SemaEnv *env, Diags *diags)
{
    if (diags_any_error(diags))
        return NULL;
    Sema s = {.core = core_empty(), .env = env, .diags = diags, .from = p->src->name};
    s.root = s.core;
    s.scope = s.core->scope;
    gather(&s, p);
    if (!has_lead(&s, p))
        return NULL;
    check_all(&s);
    if (diags_any_error(diags))
        return NULL;
    check_order(&s);
    if (diags_any_error(diags))
        return NULL;
    check_unused(&s);
    if (env != NULL && env->lints)
        check_lints(&s);
    return s.core;
}

int sema_mark(const Core *core) { return core->n_spans; }

void sema_forget(Core *core, int mark)
{
    for (int i = mark; i < core->n_spans; i++)
        core->span[i] = (Span){0};
    core->n_spans = mark;
}

/* Any value that can be shown: a calendar is none. */
static CoreExpr *check_value(Sema *s, const Node *n)
{
    CoreExpr *e = check_expr(s, n);
    const Type *t = e->type->kind == TY_LIST ? e->type->elem : e->type;
    if (t->kind != TY_CALENDAR)
        return e;
    Diag *d = say(s, E0306, n->span, MSG_CALENDAR_IS_NO_VALUE, span_words(n->span));
    if (t == e->type)
        diag_help(d, MSG_CALENDAR_IN_CALL, span_words(n->span));
    return core_error(s, n->span);
}

CoreExpr *sema_expr(Core *core, const Parsed *e, const Type *want, const SemaEnv *env,
                    Diags *diags)
{
    Sema s = {.root = core,
              .core = core,
              .scope = core->scope,
              .env = env,
              .diags = diags,
              .from = e->src->name};
    int errors = diags->n_errors;
    CoreExpr *out;
    MEM_PUSH(s.file, s.n_files, s.cap_files) = e;
    if (e->file == NULL || errors > 0)
        return NULL;
    if (want != NULL && want->kind == TY_FLAG)
        out = check_flag(&s, e->file);
    else if (want != NULL)
        out = check_typed(&s, e->file, want, span_words(e->file->span));
    else
        out = check_value(&s, e->file);
    return diags->n_errors == errors && !is_error(out) ? out : NULL;
}

CoreGuard *sema_guard(Core *core, const Parsed *e, const SemaEnv *env, Diags *diags)
{
    Sema s = {.root = core,
              .core = core,
              .scope = core->scope,
              .env = env,
              .diags = diags,
              .from = e->src->name};
    const int errors = diags->n_errors;
    MEM_PUSH(s.file, s.n_files, s.cap_files) = e;
    if (e->file == NULL || errors > 0)
        return NULL;
    CoreGuard *g = MEM_NEW(CoreGuard);
    check_guard_expr(&s, g, e->file);
    g->title = g->text;
    return diags->n_errors == errors ? g : NULL;
}

/* A bare word is first a member of the field's list; a constant keeps within its range. */
static CoreExpr *check_field_value(Sema *s, const Node *n, const CoreField *f)
{
    const char *whose = str_format("`%s`", str_z(f->name));
    if (n->kind == N_LIST_OF && f->type->kind == TY_LIST)
        return literal_of_type(s, n, f->type, whose);
    CoreExpr *e = check_beside(s, n, f->type->kind == TY_ENUM ? f->type->of : NULL);
    if (is_error(e))
        return NULL;
    if (!type_same(e->type, f->type))
        return literal_of_type(s, n, f->type, whose); /* says what it should be */
    if (is_const(e) && type_phys(f->type) == PHYS_I64 && !in_field_range(f, e->i64)) {
        say_out_of_range(s, n->span, f);
        return NULL;
    }
    return e;
}

CoreExpr *sema_field_value(Core *core, const Parsed *e, int field, Diags *diags)
{
    Sema s = {.root = core, .core = core, .scope = core->scope, .diags = diags};
    const int errors = diags->n_errors;
    MEM_PUSH(s.file, s.n_files, s.cap_files) = e;
    if (e->file == NULL || errors > 0)
        return NULL;
    CoreExpr *out = check_field_value(&s, e->file, &core->fields[field]);
    return diags->n_errors == errors ? out : NULL;
}
