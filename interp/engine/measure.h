/* measure.h -- figures of a stream: states by period and group that merge in any order.
 *
 * A Measures holds the states of all measures of a core.  Rows are added batch by batch; two
 * Measures that saw two parts of a stream merge to what one would have seen of the whole, in
 * any order, to the same bytes.  measures_close turns states into figures: periods filled,
 * groups in order, values worked out exactly.
 *
 * Memory: one state a period and group; QUANTILE and DISTINCT keep the different values they
 * saw (measures_kept says how many).  malloc'ed; not thread-safe, one a thread.
 *
 * Terms that are asked for each period are evaluated once a period of the window, which ends
 * with that of the as-of instant: see MeasureOptions.window.
 */
#ifndef ACORDO_ENGINE_MEASURE_H
#define ACORDO_ENGINE_MEASURE_H

#include "interp/engine/clock.h"
#include "interp/engine/table.h"

typedef struct MeasureOptions {
    int64_t as_of_us;
    int window;               /* periods that each_period terms are asked for; 0: 12 */
    const int64_t *threshold; /* in force, by threshold */
    Table *const *table;      /* by fact; NULL: was not given */
} MeasureOptions;

typedef struct Measures Measures;

Measures *measures_new(const Core *core, const MeasureOptions *o);
void measures_free(Measures *m);
/* The program that measures_leads reads its columns from: one that has all extras of terms,
 * beside what `want` asks for.  first: the number of the first such extra. */
const Program *measures_program(Measures *m, const ProgramWant *want, int *first);
void measures_leads(Measures *m, const Batch *b, const Eval *ev); /* after eval_batch */
void measures_fact(Measures *m, int fact, const Batch *b);
void measures_merge(Measures *into, const Measures *from); /* of one core and options */

/* A value that a figure has; a fraction where it ends in a division. */
typedef struct FigureValue {
    bool missing;        /* no value: divided by zero, or nothing to take it of */
    bool overflow;       /* it does not fit */
    int64_t i64;         /* rounded half to even, in the type's unit */
    int64_t over, under; /* exact: over ÷ under; under 0: not a division */
} FigureValue;

typedef enum Verdict {
    VERDICT_NONE, /* no target */
    VERDICT_KEPT, /* target met */
    VERDICT_MISSED,
    VERDICT_OPEN, /* the period has not ended, and it could still turn */
    VERDICT_NO_VALUE
} Verdict;

typedef struct Figure {
    int32_t period; /* number; 0 without periods */
    int group;      /* of FigureSet.group; 0: all together */
    bool ended;     /* the period lies before the as-of instant */
    FigureValue value;
    FigureValue *term; /* by the measure's terms */
    FigureValue baseline;
    Verdict verdict;
} Figure;

/* Groups: 0 is all rows together; then those of the splits, each a text a split ({NULL, 0}:
 * missing), ordered by splits in order of their texts, `others` last. */
typedef struct FigureSet {
    int measure;
    const Str **group; /* [n_groups][n_splits]; group[0] is NULL */
    const bool *is_others;
    int n_groups;
    Figure *figure; /* by group, then by period */
    int n_figures;
    int32_t first, last; /* periods, both in; last < first: none */
    FigureValue target;
    uint64_t outside; /* rows whose instant was missing or after as-of */
    uint64_t unknown; /* rows whose `where` was unknown */
    uint64_t kept;    /* values that quantiles and distinct had to keep */
} FigureSet;

/* One a measure, in the core's order; collected.  The states stay as they are. */
FigureSet *measures_close(const Measures *m);

#endif
