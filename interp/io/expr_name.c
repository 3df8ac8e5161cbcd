/* expr_name.c -- names of the core's kinds of value. */
#include "interp/io/expr_name.h"

#include "interp/base/diag.h"
#include "interp/io/derivation.h"

CoreExpr *expr_unfolded(CoreExpr *e)
{
    bool fold =
        e->kind == CORE_CALL && (e->kernel == K_FOLD || e->kernel == K_FOLD_LIST);
    return fold ? expr_unfolded(e->arg[0]) : e;
}

bool expr_has_parts(const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_KNOWN:
    case CORE_IN_SET:
    case CORE_MATCH: return true;
    case CORE_CALL: return e->type->kind == TY_FLAG;
    case CORE_CONST:
    case CORE_FIELD:
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_IF:
    case CORE_OTHERWISE:
    case CORE_PERSONA:
    case CORE_SCORE:
    case CORE_GRADE:
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_SINCE:
    case CORE_REACHED:
    case CORE_CLAUSE:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: return false;
    }
    return false;
}

void expr_name(Buf *out, const Core *core, const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_FIELD: buf_str(out, core->fields[e->index].name); break;
    case CORE_THRESHOLD: buf_str(out, core->thresholds[e->index].name); break;
    case CORE_SCORE: buf_str(out, core->scores[e->index].name); break;
    case CORE_GRADE: buf_str(out, core->grades[e->index].name); break;
    case CORE_PERSONA: buf_z(out, msg_text(MSG_WORD_PERSONA)); break;
    case CORE_STAGE: buf_z(out, msg_text(MSG_WORD_STAGE)); break;
    case CORE_EXIT: buf_z(out, msg_text(MSG_WORD_EXIT)); break;
    case CORE_SINCE:
        buf_str(out, core->stages[e->index].name);
        buf_z(out, ".since");
        break;
    case CORE_REACHED:
        buf_format(out, "reached(%s)", str_z(core->stages[e->index].name));
        break;
    case CORE_NOW: buf_z(out, "now"); break;
    case CORE_CLAUSE:
        buf_str(out, core->clauses[e->index].name);
        buf_format(out, ".%s", clause_prop_name(e->prop));
        break;
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END:
    case CORE_CONST:
    case CORE_CALL:
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_IF:
    case CORE_OTHERWISE:
    case CORE_KNOWN:
    case CORE_IN_SET:
    case CORE_MATCH: core_text(out, core, e->id); break;
    }
}

const char *expr_name_z(const Core *core, const CoreExpr *e)
{
    Buf b = {0};
    expr_name(&b, core, e);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}
