/* checker.h -- the checker's state, shared by its files; nobody else includes it.
 *
 * A Sema lives for one call of sema_policy or sema_expr.  Every check_ function says what
 * is wrong itself and returns something whole: an expression of type_error silences all
 * that is built on it.
 */
#ifndef ACORDO_SEMA_CHECKER_H
#define ACORDO_SEMA_CHECKER_H

#include "interp/sema/scope.h"
#include "interp/sema/sema.h"

/* Nodes of one kind, in order of writing; of modules first. */
typedef struct NodeList {
    const Node **item;
    int n;
    size_t cap;
} NodeList;

/* The parameters of the define that is being expanded; NULL elsewhere. */
typedef struct Frame {
    Sym *param;
    int n;
} Frame;

/* Whose names an expression uses: a lead's, a fact's, figures', or those of a test that
 * gives several leads, where one of them must be named first; of a change of policy none. */
typedef enum Whose { OF_LEAD, OF_FACT, OF_FIGURES, OF_GIVEN, OF_GUARD } Whose;

typedef struct Sema {
    Core *root; /* the policy's */
    Core *core; /* what expressions are over: root, or a fact's, or root->figures */
    Scope *scope;
    Whose whose;
    const CoreFact *fact; /* OF_FACT */
    int instance; /* OF_LEAD: 1 + the clause whose instance has names of its own */
    int lane;
    struct Measuring *measuring; /* the measure that is checked; NULL outside */
    struct Expecting *expecting; /* the test whose expectations are checked */
    struct Guarding *guarding;   /* the guard that is checked */
    struct Kpi *kpis;            /* check_measure.c */
    int n_kpis;
    size_t cap_terms, cap_figures, cap_measures; /* room in root's terms, measures … */
    const SemaEnv *env;
    Diags *diags;
    const char *from;    /* the policy's file, for modules and set files */
    const Parsed **file; /* what is checked: the policy and its modules */
    int n_files;
    size_t cap_files;
    Map *unknown;               /* names that were said to be unknown */
    Map *modules;               /* path -> Module */
    struct Module *main_module; /* the policy's own file */
    Map *given;                 /* name -> the declaration that has it so far */
    bool names_lost;            /* a module is missing: an unknown name may be its */
    bool in_module;             /* declarations are being read from one */
    bool no_currency;           /* that the policy names none was said */
    bool asks_whom;             /* a `for`: unknown is undetermined there, and not no */
    bool quiet;                 /* a body that was checked before is expanded again */
    const Frame *frame;
    int depth;        /* of nested expressions */
    int expansions;   /* calls of defines so far */
    NodeList guarded; /* names whose being known the conditions around ask */
    NodeList past;    /* names asked whether they have come by now, or that need not */
    NodeList decls[N_NODE_KINDS];
    int n_foreign[N_NODE_KINDS];        /* the first of decls are from modules */
    size_t cap_thresholds, cap_parties; /* room in Core.thresholds, Core.parties */
    struct ClauseDraft *clause; /* beside Core.clauses; NULL once they are checked */
} Sema;

enum { MAX_EXPR_DEPTH = 500, MAX_EXPANSIONS = 20000 };

void node_list_add(NodeList *l, const Node *n);

/* -- core.c: making nodes */
int core_span(Sema *s, Span at);
CoreExpr *core_new(Sema *s, CoreKind kind, const Type *type, Span at, int n_args);
CoreExpr *core_const(Sema *s, const Type *type, int64_t i64, Span at);
CoreExpr *core_const_text(Sema *s, const Type *type, Str text, Span at);
CoreExpr *core_call(Sema *s, KernelId k, const Type *type, Span at, int n,
                    CoreExpr *const *args);
CoreExpr *core_error(Sema *s, Span at);
void core_set_arg(CoreExpr *e, int i, CoreExpr *arg); /* keeps depth */
static inline bool is_error(const CoreExpr *e) { return e->type->kind == TY_ERROR; }
static inline bool is_const(const CoreExpr *e) { return e->kind == CORE_CONST; }
/* The value of an expression of constants and plain arithmetic. */
bool core_value(const CoreExpr *e, int64_t *out);
const Type *type_of_kind(TypeKind k);

/* -- core_walk.c: likewise, see core.h */
void core_walk_score(const Core *c, int score, bool through, CoreSee *see, void *ctx);
void core_walk_clause(const Core *c, int clause, bool through, CoreSee *see, void *ctx);
/* Whether exits may cancel its instances. */
bool core_clause_reads_exits(const Core *c, const CoreClause *cl);
bool core_moves_with_time(const Core *c, const CoreExpr *e);

/* -- literal.c: constants from the text */
CoreExpr *literal_check(Sema *s, const Node *n); /* leaves and quantities */
bool literal_date(Sema *s, const Node *n, int64_t *days);
bool literal_stamp(Sema *s, const Node *n, int64_t *usec);
/* A TIME, 00:00 … 24:00, as minutes of the day; false with a finding. */
bool literal_time(Sema *s, const Node *n, int *minutes);
/* A constant of type want, or NULL with a finding; whose: what asks for it, for the
 * sentence ("`default` of `visits`"). */
CoreExpr *literal_of_type(Sema *s, const Node *n, const Type *want, const char *whose);
void value_text(Buf *b, const Core *c, const Type *type, int64_t v);

/* -- check_policy.c */
void check_head(Sema *s);
const Zone *zone_of_node(Sema *s, const Node *n);  /* NULL with a finding */
PeriodKind period_of_node(Sema *s, const Node *n); /* NONE with a finding */

/* -- check_lead.c */
void check_lead(Sema *s);
typedef struct FieldBlock {
    const Node *body, *missing; /* missing: the head's markers, or NULL */
    bool first;                 /* nothing stands before it */
} FieldBlock;
/* Fields of blocks, those of modules first, into s->core and s->scope. */
void check_fields(Sema *s, FieldBlock *block, int n_blocks);
bool in_field_range(const CoreField *f, int64_t v);
void say_out_of_range(Sema *s, Span at, const CoreField *f);

/* -- check_values.c: thresholds, sets, defines */
void check_thresholds(Sema *s);
void check_sets(Sema *s);
void declare_defines(Sema *s);
void check_defines(Sema *s);

/* -- check_rules.c, check_grade.c, check_funnel.c: first the names, then what they hold */
void declare_rules(Sema *s);
void check_rules(Sema *s);
void declare_grades(Sema *s);
void check_grades(Sema *s);
void declare_funnel(Sema *s);
void check_funnel(Sema *s);

/* -- check_agreement.c: first the names and who states what, then the lines */
void declare_agreements(Sema *s);
void check_agreements(Sema *s);

/* -- check_scenario.c, check_test.c */
void check_scenarios(Sema *s);
int find_scenario(Sema *s, Span at, Str name); /* -1 with a finding */
void check_tests(Sema *s);

/* -- check_fact.c, check_measure.c, check_promise.c, check_standing.c: measures last, in the
 * order of Core.measures */
void check_facts(Sema *s);
void declare_kpis(Sema *s);
void check_kpis(Sema *s);
void check_promises(Sema *s);
void check_standing(Sema *s);

/* -- order.c: circles, and what is computed after what; lint.c: what nobody uses;
 * lint_style.c: what is seldom meant */
void check_order(Sema *s);
void check_unused(Sema *s);
void check_lints(Sema *s);

/* -- module.c: the files of a policy, their declarations sorted by kind */
void gather(Sema *s, const Parsed *p);

/* -- declare.c: names */
/* Declares a name, or reports who has it. */
Sym *declare(Sema *s, SymKind kind, const Node *name, const Node *decl, int index);
/* A name that other names of its own kind must not repeat; false with a finding. */
bool unique(Sema *s, Map *seen, const Node *name);
/* A range of literals of one type; false with a finding, or where there is none. */
bool check_range(Sema *s, const Node *range, const Type *type, const char *whose,
                 int64_t *lo, int64_t *hi);
Str text_or(const Node *title, Str otherwise);
Str path_text(const Node *path); /* "a.b.c" */

#endif
