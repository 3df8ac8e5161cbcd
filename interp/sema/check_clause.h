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
} ClauseDraft;

/* -- check_clause.c */
/* Sorts the lines of all levels and tells which kind of promise they make. */
void sort_clause_lines(Sema *s, int clause);
void check_clause(Sema *s, int clause);
/* `by`, `excused when` …: a line's words, as the file at `at` spells them. */
const char *line_words(const Sema *s, Span at, ClauseLine line);
/* Says that a form waits for events, which one final record a lead does not tell. */
void say_needs_events(Sema *s, Span at, MsgId form);

/* -- check_allowance.c: within, due, keep … within */
/* Checks the allowances of all levels, once; false where they rest on themselves, which is
 * said at `use`. */
bool check_allowances(Sema *s, int clause, Span use);
/* What elapsed, remaining and late of a clause are; type_error where nobody can say. */
const Type *clause_time(Sema *s, int clause, Span use);

/* -- check_level.c: the other lines of one level */
void check_level(Sema *s, int clause, int level);
CoreExpr *check_instant(Sema *s, const Node *n, const char *whose);
/* A constant of a clause's line becomes a threshold; what is computed stays as it is. */
CoreExpr *line_threshold(Sema *s, int clause, int level, const char *word, CoreExpr *e);

/* -- check_lower.c: levels to one expression a line */
void lower_clause(Sema *s, int clause);

/* -- check_tighter.c */
/* No two leads meet both: they ask one thing to have different members. */
bool core_disjoint(const CoreExpr *a, const CoreExpr *b);
bool core_same(const CoreExpr *a, const CoreExpr *b);
void check_tighter(Sema *s, int clause);

#endif
