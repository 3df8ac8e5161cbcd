/* oracle_part.h -- what the oracle's files share: the state of one lead's evaluation. */
#ifndef ACORDO_TESTS_PROP_ORACLE_PART_H
#define ACORDO_TESTS_PROP_ORACLE_PART_H

#include "interp/base/arena.h"
#include "tests/prop/oracle.h"

/* What has been worked out for the lead so far. */
typedef struct Done {
    bool persona, funnel;
    bool *score, *grade, *clause;
} Done;

struct Oracle {
    const Core *core;
    int64_t *threshold;
    struct Pattern *pattern;
    int n_patterns;
    size_t cap_patterns;
    const Value *field;
    int64_t now;
    Done done, asked; /* asked: with all that it reads, see oracle_items.c */
    OracleLead lead;
    Arena *arena; /* of what is worked out for the lead */
};

/* Zeroed, until the next lead. */
void *oracle_room(Arena *arena, size_t n);
#define ROOM(arena, T, n) ((T *)oracle_room((arena), sizeof(T) * (size_t)(n)))

/* One kernel on operands, all known unless its row in kernels.def says OWN. */
Value oracle_kernel(const Oracle *o, KernelId k, const Value *arg, int n,
                    unsigned *marks);

/* A value, and why it is missing if it is: OracleMark bits. */
typedef struct Answer {
    Value is;
    unsigned marks;
} Answer;

static inline Answer missing(unsigned marks)
{
    return (Answer){{.missing = true}, marks};
}
static inline Answer number(int64_t v) { return (Answer){{.i64 = v}, 0}; }
static inline bool is_yes(Answer a) { return !a.is.missing && a.is.i64 != 0; }
static inline bool is_no(Answer a) { return !a.is.missing && a.is.i64 == 0; }

Answer oracle_eval(Oracle *o, const CoreExpr *e);
/* The same for its own sake: why it is missing is a mark of the lead. */
Answer oracle_ask(Oracle *o, const CoreExpr *e);
/* A kernel on answers: its own marks, or those of what was missing. */
Answer oracle_call(Oracle *o, KernelId k, const Answer *arg, int n);

/* Each works out one thing of the lead, once. */
void oracle_persona(Oracle *o);
void oracle_score(Oracle *o, int score);
void oracle_grade(Oracle *o, int grade);
void oracle_funnel(Oracle *o);
void oracle_clause(Oracle *o, int clause);
/* Whether there is an exit that a clause's clocks may end in. */
bool oracle_exits_cancel(const Core *core, const CoreClause *c);
Value oracle_clause_prop(Oracle *o, const CoreExpr *e);

/* Scores that an expression reads, at any depth: a bit each. */
typedef uint64_t Scores;
Scores oracle_reads(const Core *c, const CoreExpr *e);
/* Does e read a score whose ends differ? */
bool oracle_is_open(Oracle *o, const CoreExpr *e);

/* The least and the most that a number can be; either missing: no bounds at all. */
typedef struct Ends {
    Answer low, high;
} Ends;
Ends oracle_ends(Oracle *o, const CoreExpr *e);

/* A condition, whatever the open scores are. */
typedef struct Maybe {
    bool must, may; /* yes in any case; yes in some case */
} Maybe;
Maybe oracle_maybe(Oracle *o, const CoreExpr *e);

#endif
