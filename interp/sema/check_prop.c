/* check_prop.c -- properties of a clause's instance: `first_contact.status`. */
#include "interp/sema/check_clause.h"
#include "interp/sema/remark.h"

typedef enum PropType {
    PROP_OF_STATUS,
    PROP_OF_STAMP,
    PROP_OF_TIME,
    PROP_OF_NUMBER
} PropType;

static const struct {
    Keyword word;
    PropType type;
} props[N_CLAUSE_PROPS] = {
#define PROP(id, keyword, en, type, sentence) [id] = {keyword, PROP_OF_##type},
#include "interp/lang/clause.def"
};

static const Type *prop_type(Sema *s, const Node *n, int clause, ClauseProp p)
{
    switch (props[p].type) {
    case PROP_OF_STATUS: return type_enum(&clause_status);
    case PROP_OF_STAMP: return &type_timestamp;
    case PROP_OF_TIME: return clause_time(s, clause, n->span);
    case PROP_OF_NUMBER: return &type_number;
    }
    return &type_error;
}

static CoreExpr *say_no_prop(Sema *s, const Node *n, const Node *name, int clause)
{
    Str known[N_CLAUSE_PROPS];
    Buf b = {0};
    for (int i = 0; i < N_CLAUSE_PROPS; i++) {
        known[i] = str_of(word_at(s, name->span, clause_prop_name((ClauseProp)i)));
        buf_z(&b, i > 0 ? ", ." : ".");
        buf_str(&b, known[i]);
    }
    Diag *d = say(s, E0310, name->span, MSG_NO_PROPERTY,
                  str_z(s->root->clauses[clause].name), str_z(name->text));
    Str near = scope_nearest(name->text, known, N_CLAUSE_PROPS);
    if (near.n > 0)
        diag_help(d, MSG_NEAR_NAME, str_z(near));
    diag_help(d, MSG_CLAUSE_PROPERTIES, str_z(buf_view(&b)));
    buf_free(&b);
    return core_error(s, n->span);
}

static int prop_named(const Node *name)
{
    int p = 0;
    while (p < N_CLAUSE_PROPS && !is_word(name, props[p].word))
        p++;
    return p;
}

bool names_prop(const Node *name) { return prop_named(name) < N_CLAUSE_PROPS; }

CoreExpr *clause_prop(Sema *s, const Node *n, const Node *name, int clause, int lane)
{
    int p = prop_named(name);
    if (s->root->clauses[clause].kind == CLAUSE_MEASURE) {
        say(s, E0310, name->span, MSG_MEASURE_HAS_NO_CLOCK,
            str_z(s->root->clauses[clause].name));
        return core_error(s, n->span);
    }
    if (p == N_CLAUSE_PROPS)
        return say_no_prop(s, n, name, clause);
    const Type *type = prop_type(s, n, clause, (ClauseProp)p);
    if (type->kind == TY_ERROR)
        return core_error(s, n->span);
    CoreExpr *e = core_new(s, CORE_CLAUSE, type, n->span, 0);
    e->index = clause;
    e->prop = (ClauseProp)p;
    e->lane = lane;
    return e;
}
