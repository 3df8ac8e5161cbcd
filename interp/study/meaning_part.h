/* meaning_part.h -- what the files of meaning share; nobody else includes it.
 *
 * A direction says how a value of the new policy stands to that of the old one, for every
 * lead: UP is at least as high; of a condition, it holds for no fewer leads.
 */
#ifndef ACORDO_STUDY_MEANING_PART_H
#define ACORDO_STUDY_MEANING_PART_H

#include "interp/sema/core_canon.h"
#include "interp/study/meaning_make.h"

typedef enum Dir { DIR_SAME, DIR_UP, DIR_DOWN, DIR_MIXED } Dir;

static inline Dir dir_join(Dir a, Dir b)
{
    return a == DIR_SAME || a == b ? b : b == DIR_SAME ? a : DIR_MIXED;
}
static inline Dir dir_flip(Dir d)
{
    return d == DIR_UP ? DIR_DOWN : d == DIR_DOWN ? DIR_UP : d;
}

typedef struct Compare {
    const Session *before, *after;
    CanonSide old, now;
    /* By number in the new core: what became of each; MIXED until it was compared. */
    Dir *field, *score, *grade, *stage, *reached, *clause, *fact, *calendar;
    Dir persona, funnel;
    int left; /* comparisons of nodes that may still be made */
    Meaning *out;
    MeaningItem item; /* that is being compared */
} Compare;

/* meaning_order.c.  NULL is a condition that always holds. */
Dir dir_of(Compare *c, const CoreExpr *old, const CoreExpr *now);
/* Of a node that stands for what has a name: what became of that. */
Dir dir_of_name(const Compare *c, const CoreExpr *e);

/* meaning_lines.c: what of the item at hand changed.  more_is: the verdict where the value is
 * higher, the condition wider; DIFFERENT: whichever way. */
void item_begin(Compare *c, const char *kind, Str name);
void item_end(Compare *c);
void item_only(Compare *c, const char *kind, Str name, bool added, MeaningVerdict v);
void put_change(Compare *c, const char *what, const char *at, const char *from,
                const char *to, MeaningVerdict v);
void put_plain(Compare *c, const char *what, Str from, Str to);
Dir put_expr(Compare *c, const char *what, const char *at, const CoreExpr *old,
             const CoreExpr *now, MeaningVerdict more_is);
/* What it reads of what changed, as what the item changes through. */
void put_through(Compare *c, const CoreExpr *now);
const char *old_text(const Compare *c, const CoreExpr *e); /* as written; NULL of NULL */
const char *now_text(const Compare *c, const CoreExpr *e);
/* "4 business hours", as the policy's language writes it. */
const char *value_shown(const Session *s, const CoreExpr *e);
/* Collected: blanks and line ends joined. */
const char *text_joined(Str text);

/* meaning_score.c, _grade.c, _funnel.c, _clause.c, _kpi.c, _guard.c: one kind of declaration each */
void compare_persona(Compare *c);
void compare_score(Compare *c, int now);
void compare_grade(Compare *c, int now);
void compare_funnel(Compare *c);
void compare_clause(Compare *c, int now);
/* Of a clause with `measure`: what changed of it. */
Dir compare_clause_measure(Compare *c, const CoreClause *a, const CoreClause *b);
void compare_kpis(Compare *c);
void compare_guards(Compare *c);

#endif
