/* check_clause.h -- clauses while they are checked: the nodes of each level's lines, and
 * what the lines mean before a level inherits from the next.
 *
 * Drafts stand beside the core: Sema.clause[i].level[k] is of core clauses[i].level[k], most
 * specific first.  They are gone once the policy is checked.
 */
#ifndef ACORDO_SEMA_CHECK_CLAUSE_H
#define ACORDO_SEMA_CHECK_CLAUSE_H

#include "interp/sema/check_expr.h"

typedef struct InstantList {
    CoreExpr **item;
    int n;
} InstantList;

typedef struct LevelDraft {
    const Node *node; /* the clause as this agreement writes it */
    const Node *line[N_CLAUSE_LINES];
    CoreExpr *expr[N_CLAUSE_LINES]; /* FOR EXCUSED KEEP WARN_AT WARN_DUE, AFTER_EXIT */
    InstantList starts, stops, cancels;
    AllowanceKind allowance; /* of a level that states one */
} LevelDraft;

typedef struct ClauseDraft {
    LevelDraft *level;
    SymState clock; /* whether its allowances were checked */
    bool mixed;     /* its lines do not make one promise, and that was said */
    bool undecided; /* nothing says which of two levels goes first, and that was said */
} ClauseDraft;

/* -- check_agreement.c */
/* Both of the policy, or both of one module: they are held against each other. */
bool agreements_beside(const Core *c, int a, int b);

/* -- check_clause.c */
/* Sorts the lines of all levels and tells which kind of promise they make. */
void sort_clause_lines(Sema *s, int clause);
void check_clause(Sema *s, int clause);
/* `by`, `excused when` …: a line's words, as the file at `at` spells them. */
const char *line_words(const Sema *s, Span at, ClauseLine line);
/* The first or last field that holds an instant, for proposals. */
const char *some_instant(const Core *c, bool last);
/* Says that a form waits for events, which one final record a lead does not tell. */
void say_needs_events(Sema *s, Span at, MsgId form);

/* -- check_allowance.c: within, due, keep … within */
/* Checks the allowances of all levels, once; false where they rest on themselves, which is
 * said at `use`. */
bool check_allowances(Sema *s, int clause, Span use);
/* `2 business days`, `2 dias úteis`: the adjective where the language has it; 0: none. */
const char *quantity_words(const Sema *s, Span at, const char *amount,
                           Keyword adjective, Keyword unit);
/* `2 days`, which may be 48 hours or two days of work: true with a finding.  on: the
 * calendar beside it, or NULL.  line: what a line that is moved holds, or NULL. */
bool days_are_ambiguous(Sema *s, const Node *length, const Node *on, const Type *line);
/* What elapsed, remaining and late of a clause are; type_error where nobody can say. */
const Type *clause_time(Sema *s, int clause, Span use);

/* -- check_level.c: the other lines of one level */
void check_level(Sema *s, int clause, int level);
void check_actions(Sema *s, int clause, int level); /* of `warn` and `breach` */
/* A share v that is not 0% to 100%: 95 for 95%. */
void say_share(Sema *s, const Node *n, const char *whose, int64_t v);
void check_since_when(Sema *s, int clause); /* `keep … within` needs an instant */
CoreExpr *check_instant(Sema *s, const Node *n, const char *whose);
TargetBy target_by(Sema *s, const Node *name); /* DUE with a finding */
/* A constant of a clause's line becomes a threshold; what is computed stays as it is. */
CoreExpr *line_threshold(Sema *s, int clause, int level, const char *word, CoreExpr *e);

/* -- check_lower.c: levels to one expression a line */
/* AND or OR of n conditions; one is itself, none is NULL.  id: where it is told to stand. */
CoreExpr *join_flags(Sema *s, CoreKind kind, CoreExpr **arg, int n, int id);
void lower_clause(Sema *s, int clause);

/* -- demand.c: conditions of agreements; NULL: for all leads */
/* No lead meets both: they ask one thing to have different members. */
bool core_disjoint(const CoreExpr *a, const CoreExpr *b);
/* Whoever meets a meets b, as far as the text tells. */
bool core_implies(const CoreExpr *a, const CoreExpr *b);

/* -- check_supply.c */
/* Each level's lines that nobody supplies to some lead that it is for. */
void check_supply(Sema *s, int clause);

/* -- remark_warning.c: warns of warnings that come no later than their clock starts */
void remark_warnings(Sema *s, int clause);

/* -- check_tighter.c */
/* Each level's lines against the more general ones; also fills CoreClauseLevel.relaxes. */
void check_tighter(Sema *s, int clause);
typedef struct Relaxing {
    int agreement, than; /* whose line would ask for less than whose */
    ClauseLine line;
} Relaxing;
/* Whether some level that does not say `relaxes` asks for less than a more general one does
 * with these values; in_force: by threshold. */
bool values_relax(const Core *c, int clause, const int64_t *in_force, Relaxing *out);

/* -- check_move.c: lines that scenarios and settings move */
/* A path CLAUSE.within, AGREEMENT.CLAUSE.target; the threshold that it names, or -1 with a
 * finding. */
int line_moved(Sema *s, Span at, const Str *name, int n);
/* Help: the two lines of a clause that can be moved, as paths spell them. */
void help_moves(const Sema *s, Diag *d, Span at, const char *clause);
const char *path_words(const Str *name, int n); /* `base.call.within` */
/* A value that the line could have as text; false with a finding. */
bool line_value(Sema *s, int threshold, const Node *value, int64_t *out);

#endif
