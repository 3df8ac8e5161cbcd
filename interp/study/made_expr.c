/* made_expr.c -- nodes without a text. */
#include "interp/study/made_expr.h"

#include "interp/base/mem.h"

static CoreExpr *node(CoreKind kind, const Type *t)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = kind, .type = t, .id = -1, .depth = 1, .index = -1};
    e->arg = MEM_ARRAY(CoreExpr *, 2);
    return e;
}

/* A graph of the core is not changed by who refers to it: the operand stays as it is. */
static CoreExpr *with(CoreExpr *e, const CoreExpr *arg)
{
    if (arg == NULL)
        return e;
    e->arg[e->n++] = (CoreExpr *)(uintptr_t)arg;
    if (arg->depth >= e->depth)
        e->depth = arg->depth + 1;
    return e;
}

static CoreExpr *flag(CoreKind kind, const CoreExpr *a, const CoreExpr *b)
{
    return with(with(node(kind, &type_flag), a), b);
}

CoreExpr *made_score(const Core *core, int score)
{
    CoreExpr *e = node(CORE_SCORE, &type_number);
    e->index = score;
    e->id = core->scores[score].id;
    return e;
}

CoreExpr *made_call(KernelId k, const Type *t, const CoreExpr *a, const CoreExpr *b)
{
    CoreExpr *e = with(with(node(CORE_CALL, t), a), b);
    e->kernel = k;
    return e;
}

static CoreExpr *is_member(CoreKind kind, const Enum *of, int member)
{
    const Type *t = type_enum(of);
    CoreExpr *c = node(CORE_CONST, t);
    c->i64 = member;
    return made_call(K_EQ, &type_flag, node(kind, t), c);
}

CoreExpr *made_is_persona(const Core *core, int persona)
{
    return is_member(CORE_PERSONA, core->persona_enum, persona);
}

CoreExpr *made_is_stage(const Core *core, int stage)
{
    return is_member(CORE_STAGE, core->stage_enum, stage);
}

CoreExpr *made_now(void) { return node(CORE_NOW, &type_timestamp); }
CoreExpr *made_known(const CoreExpr *e) { return flag(CORE_KNOWN, e, NULL); }
CoreExpr *made_not(const CoreExpr *e) { return flag(CORE_NOT, e, NULL); }
CoreExpr *made_and(const CoreExpr *a, const CoreExpr *b)
{
    return flag(CORE_AND, a, b);
}
CoreExpr *made_or(const CoreExpr *a, const CoreExpr *b) { return flag(CORE_OR, a, b); }
