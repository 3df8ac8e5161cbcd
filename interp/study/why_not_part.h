/* why_not_part.h -- what the parts of why-not share: one lead, evaluated, and causes found.
 *
 * Each function appends to the parts of `into` what keeps something from being as it is
 * wanted; nothing where it is so.
 */
#ifndef ACORDO_STUDY_WHY_NOT_PART_H
#define ACORDO_STUDY_WHY_NOT_PART_H

#include "interp/io/why_not.h"
#include "interp/study/asked.h"

/* A score, a stage, the persona is explained where it is first met, and named after that. */
typedef struct Whys {
    const Core *core;
    Row row;
    const Asked *asked;
    uint8_t *seen_score, *seen_stage;
    bool seen_persona;
} Whys;

enum { WHY_RULES = 5 };

Cause *why_add(Cause *into, Cause cause);
/* The value of an expression that was asked; NULL: a constant. */
const Column *why_column(const Whys *w, const CoreExpr *e);
Holding why_holding(const Whys *w, const CoreExpr *e);
/* Fields that e itself reads, and that the lead lacks; NULL: none. */
const uint8_t *why_missing(const Whys *w, const CoreExpr *e);

/* want: yes or no. */
void why_condition(Whys *w, Cause *into, CoreExpr *e, bool want);
/* What a value under e rests on: scores, grades, personas, stages. */
void why_rests_on(Whys *w, Cause *into, const CoreExpr *e, bool up);
void why_score(Whys *w, Cause *into, int score, bool up);
/* to: members that would do; NULL: any better one. */
void why_grade(Whys *w, Cause *into, int grade, const CoreSet *to);
void why_persona(Whys *w, Cause *into, int64_t member);
void why_stage(Whys *w, Cause *into, int stage);

/* "total is 39, mql_bar is 40: 1 short" of a comparison or another condition; NULL: there is
 * nothing to say.  want: the answer that would do. */
const char *why_values(const Whys *w, CoreExpr *e, bool want);
const char *why_value(const Whys *w, const Type *type,
                      int64_t v); /* as it is written */
/* "1 short", "2 days too late": what `have` lacks of `need`; "": nothing. */
const char *why_distance(const Whys *w, const Type *type, int64_t have, int64_t need,
                         bool up);

#endif
