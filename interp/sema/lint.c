/* lint.c -- what is declared and never used.
 *
 * A define without parameters, like a field or a score, is a value of the lead that
 * `--select` and `--where` may ask for: it is of use although no rule names it.
 */
#include "interp/base/mem.h"
#include "interp/sema/checker.h"
#include "interp/sema/remark.h"

static const char *kind_words(SymKind k)
{
    switch (k) {
    case SYM_FUNCTION: return "define";
    case SYM_THRESHOLD: return "threshold";
    case SYM_SET: return "set";
    case SYM_CALENDAR: return "calendar";
    case SYM_FIELD:
    case SYM_DEFINE:
    case SYM_PARAM:
    case SYM_HOLIDAYS:
    case SYM_SCORE:
    case SYM_GRADE:
    case SYM_STAGE:
    case SYM_FACT:
    case SYM_KPI:
    case SYM_CLAUSE:
    case SYM_LATER: return NULL;
    }
    return NULL;
}

void check_unused(Sema *s)
{
    for (int i = 0; i < scope_count(s->scope); i++) {
        const Sym *sym = scope_at(s->scope, i);
        const char *what = kind_words(sym->kind);
        if (what != NULL && !sym->used && !sym->from_module)
            say(s, W0602, sym->at, MSG_NEVER_USED, word_at(s, sym->at, what),
                str_z(sym->name));
        if (sym->kind == SYM_HOLIDAYS && !sym->used && !sym->from_module)
            say(s, W0602, sym->at, MSG_HOLIDAYS_UNUSED, str_z(sym->name));
    }
}
