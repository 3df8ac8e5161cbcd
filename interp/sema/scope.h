/* scope.h -- the one name space of a policy: what each name stands for, and where.
 *
 * A Scope outlives the check: sema_expr looks later expressions up in it.  Symbols are
 * kept in order of declaration.  Collected.
 */
#ifndef ACORDO_SEMA_SCOPE_H
#define ACORDO_SEMA_SCOPE_H

#include "grammar/ast.h"
#include "interp/base/map.h"
#include "interp/sema/core.h"

typedef enum SymKind {
    SYM_FIELD,     /* index: core field */
    SYM_DEFINE,    /* expr: its value, once resolved */
    SYM_FUNCTION,  /* a define with parameters; decl is its node */
    SYM_PARAM,     /* expr: the argument, or what stands for it */
    SYM_THRESHOLD, /* index */
    SYM_SET,       /* set */
    SYM_SCORE,     /* index */
    SYM_GRADE,     /* index */
    SYM_STAGE,     /* index, stages and exits */
    SYM_FACT,      /* index: core fact */
    SYM_KPI,       /* index: Sema.kpis; a value in measures only */
    SYM_CLAUSE,    /* index */
    SYM_CALENDAR,  /* index */
    SYM_HOLIDAYS,  /* index */
    SYM_LATER, /* declared in a block that is not evaluated yet: nothing is said of it */
} SymKind;

typedef enum SymState { SYM_NEW, SYM_BUSY, SYM_DONE } SymState;

/* A set of constants: its elements, and the two forms in which they are asked for. */
typedef struct SetValue {
    const Type *elem; /* type_error where the set could not be read */
    CoreExpr **item;  /* CONST; n of them, in order of writing */
    int n;
    CoreSet *plain, *folded;
} SetValue;

typedef struct Sym {
    SymKind kind;
    SymState state;
    Str name;
    Span at;
    const Node *decl;
    int index;
    bool used, from_module;
    CoreExpr *expr;
    SetValue *set;
    const CoreSet *days; /* of holidays, once asked for */
} Sym;

/* A long enumeration, and where its members are: found once, asked often. */
typedef struct MemberIndex {
    const Enum *of;
    Map *at; /* member -> its place in of->member */
} MemberIndex;

typedef struct Scope {
    Map *names;
    const struct Scope *outer; /* of a fact: the policy's, for what is of no lead */
    MemberIndex *index;
    int n_index;
    size_t cap_index;
    const Enum *weekday; /* what weekday_of gives */
    size_t cap_spans;    /* room in Core.span */
} Scope;

Scope *scope_new(void);
/* A scope of a fact's fields inside a policy's. */
Scope *scope_inside(const Scope *outer);
/* Inside a fact's scope also what the policy's has and no lead. */
Sym *scope_find(const Scope *s, Str name);
/* The symbol that holds the name already, or NULL when it was added. */
Sym *scope_add(Scope *s, Sym *sym);
int scope_count(const Scope *s);
Sym *scope_at(const Scope *s, int i);
/* As enum_find, in constant time. */
int scope_member(Scope *s, const Enum *of, Str member);
/* The nearest of n names within two edits, or {NULL, 0}; short names get one edit. */
Str scope_nearest(Str name, const Str *of, int n);

#endif
