/* whose.c -- whose names an expression uses: a lead's, a fact's, or figures'. */
#include "interp/base/mem.h"
#include "interp/sema/guard_part.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"
#include "interp/sema/test_part.h"

void core_share(const Core *root, Core *part)
{
    part->title = root->title;
    part->zone = root->zone;
    part->currency = root->currency;
    part->effective = root->effective;
    part->until = root->until;
    part->year_starts = root->year_starts;
    part->thresholds = root->thresholds;
    part->n_thresholds = root->n_thresholds;
    part->holidays = root->holidays;
    part->n_holidays = root->n_holidays;
    part->calendars = root->calendars;
    part->n_calendars = root->n_calendars;
    part->facts = root->facts;
    part->n_facts = root->n_facts;
    part->span = root->span;
    part->n_spans = root->n_spans;
}

Core *core_part(Sema *s)
{
    Core *c = MEM_NEW(Core);
    Enum *none = MEM_NEW(Enum);
    none->otherwise = -1;
    c->label = -1;
    c->persona_enum = c->stage_enum = c->exit_enum = none;
    core_share(s->root, c);
    return c;
}

Place place_enter(Sema *s, Whose whose, const CoreFact *fact)
{
    Place old = {s->core,     s->scope, s->whose,  s->fact,
                 s->instance, s->frame, s->guarded};
    s->instance = 0;
    s->whose = whose;
    s->fact = fact;
    s->core = whose == OF_FACT      ? fact->core
              : whose == OF_FIGURES ? s->root->figures
                                    : s->root;
    s->scope = whose == OF_FACT ? fact->core->scope : s->root->scope;
    if (whose == OF_FACT || whose == OF_LEAD)
        s->frame = NULL;
    s->guarded = (NodeList){0};
    if (s->core != s->root)
        core_share(s->root, s->core);
    return old;
}

void place_leave(Sema *s, const Place *old)
{
    s->core = old->core;
    s->scope = old->scope;
    s->whose = old->whose;
    s->fact = old->fact;
    s->instance = old->instance;
    s->frame = old->frame;
    s->guarded = old->guarded;
    if (s->core != s->root)
        core_share(s->root, s->core);
}

typedef struct Reading {
    int n_fields; /* of the policy: what comes after them is an ask */
    bool lead;
} Reading;

static void see_lead(void *ctx, const CoreExpr *e)
{
    static const bool of_policy[] = {
        [CORE_CONST] = true,  [CORE_THRESHOLD] = true,   [CORE_NOW] = true,
        [CORE_CALL] = true,   [CORE_AND] = true,         [CORE_OR] = true,
        [CORE_NOT] = true,    [CORE_IF] = true,          [CORE_OTHERWISE] = true,
        [CORE_KNOWN] = true,  [CORE_IN_SET] = true,      [CORE_MATCH] = true,
        [CORE_LOOKUP] = true, [CORE_PERIOD_END] = false,
    };
    Reading *r = ctx;
    bool is_ask = e->kind == CORE_FIELD && e->index >= r->n_fields;
    r->lead |= !of_policy[e->kind] && !is_ask;
}

bool reads_lead(const Sema *s, const CoreExpr *e)
{
    Reading r = {s->root->n_fields, false};
    core_walk(s->root, e, false, see_lead, &r);
    return r.lead;
}

bool stands_here(const Sema *s, const Sym *define)
{
    return s->whose == OF_LEAD || define->expr == NULL || !reads_lead(s, define->expr);
}

/* `sum(lead.visits)` for a field that can be added up, else `count(lead where ...)`. */
static void help_aggregate(Sema *s, Diag *d, const Node *n)
{
    if (n->kind == N_MEMBER && is_word(kid(n, 0), KW_LEAD))
        n = kid(n, 1);
    const char *name = span_words(n->span);
    if (n->kind == N_MEMBER && names_prop(kid(n, 1))) {
        diag_help(d, MSG_WRITE_OF_INSTANCES, name, span_words(kid(n, 0)->span));
        return;
    }
    const Sym *sym = n->kind == N_NAME ? scope_find(s->root->scope, n->text) : NULL;
    const Type *t = sym != NULL && sym->kind == SYM_FIELD
                        ? s->root->fields[sym->index].type
                        : &type_error;
    if (t->kind == TY_NUMBER || t->kind == TY_MONEY || t->kind == TY_DURATION)
        diag_help(d, MSG_WRITE_SUM_OF, name);
    else if (t->kind == TY_FLAG)
        diag_help(d, MSG_WRITE_COUNT_WHERE, name);
    else
        diag_help(d, MSG_WRITE_COUNT_OF, name);
}

CoreExpr *say_own_prefix(Sema *s, const Node *member)
{
    const Node *base = kid(member, 0);
    diag_help(say(s, E0310, base->span, MSG_OWN_PREFIX, span_words(base->span)),
              MSG_WRITE, span_words(kid(member, 1)->span));
    return core_error(s, member->span);
}

CoreExpr *say_not_here(Sema *s, const Node *n)
{
    bool own = s->whose == OF_FACT && n->kind == N_MEMBER && kid(n, 0)->kind == N_NAME
               && str_eq(kid(n, 0)->text, s->fact->name);
    if (own)
        return say_own_prefix(s, n);
    if (s->whose == OF_GUARD)
        return say_not_in_guard(s, n);
    if (s->whose == OF_GIVEN)
        return say_which_lead(s, n);
    if (s->whose == OF_FACT)
        say(s, E0340, n->span, MSG_FACT_HAS_NO_LEAD, span_words(n->span),
            str_z(s->fact->name));
    else
        help_aggregate(
            s, say(s, E0462, n->span, MSG_ONE_LEADS_VALUE, span_words(n->span)), n);
    return core_error(s, n->span);
}
