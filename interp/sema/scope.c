/* scope.c -- names and symbols. */
#include "interp/sema/scope.h"

#include "interp/base/mem.h"

static const Enum *weekday_enum(void)
{
    static const char *const day[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    Enum *e = MEM_NEW(Enum);
    e->name = STR("weekday");
    e->n = 7;
    e->member = MEM_ARRAY(Str, 7);
    e->otherwise = -1;
    for (int i = 0; i < e->n; i++)
        e->member[i] = str_of(day[i]);
    return e;
}

Scope *scope_new(void)
{
    Scope *s = MEM_NEW(Scope);
    s->names = map_new();
    s->weekday = weekday_enum();
    return s;
}

Scope *scope_inside(const Scope *outer)
{
    Scope *s = MEM_NEW(Scope);
    s->names = map_new();
    s->outer = outer;
    s->weekday = outer->weekday;
    return s;
}

/* Does it stand for the same beside any record?  Whether a define reads a lead is seen
 * where it is used. */
static bool of_policy(SymKind kind)
{
    switch (kind) {
    case SYM_DEFINE:
    case SYM_FUNCTION:
    case SYM_THRESHOLD:
    case SYM_SET:
    case SYM_FACT:
    case SYM_KPI:
    case SYM_CALENDAR:
    case SYM_HOLIDAYS:
    case SYM_LATER: return true;
    case SYM_FIELD:
    case SYM_PARAM:
    case SYM_SCORE:
    case SYM_GRADE:
    case SYM_CLAUSE:
    case SYM_STAGE: return false;
    }
    return false;
}

Sym *scope_find(const Scope *s, Str name)
{
    Sym *own = map_get(s->names, name);
    if (own != NULL || s->outer == NULL)
        return own;
    Sym *outer = scope_find(s->outer, name);
    return outer != NULL && of_policy(outer->kind) ? outer : NULL;
}

Sym *scope_add(Scope *s, Sym *sym)
{
    Sym *held = map_get(s->names, sym->name);
    if (held == NULL)
        map_put(s->names, sym->name, sym);
    return held;
}

int scope_count(const Scope *s) { return map_count(s->names); }

Sym *scope_at(const Scope *s, int i) { return map_value(s->names, i); }

static const MemberIndex *index_of(Scope *s, const Enum *of)
{
    for (int i = 0; i < s->n_index; i++)
        if (s->index[i].of == of)
            return &s->index[i];
    MemberIndex made = {of, map_new()};
    for (int i = 0; i < of->n; i++)
        map_put(made.at, of->member[i], &of->member[i]);
    MEM_PUSH(s->index, s->n_index, s->cap_index) = made;
    return &s->index[s->n_index - 1];
}

enum { SHORT_ENUM = 32 };

int scope_member(Scope *s, const Enum *of, Str member)
{
    if (of->n <= SHORT_ENUM)
        return enum_find(of, member);
    const Str *at = map_get(index_of(s, of)->at, member);
    return at != NULL ? (int)(at - of->member) : -1;
}

Str scope_nearest(Str name, const Str *of, int n)
{
    int limit = name.n <= 1 ? 0 : name.n <= 3 ? 1 : 2;
    Str best = {0};
    for (int i = 0; i < n; i++) {
        int d = str_distance(name, of[i], limit);
        if (d > limit)
            continue;
        best = of[i];
        limit = d - 1;
        if (limit < 0)
            break;
    }
    return best;
}
