/* measure.h -- figures of a stream: states by period and group that merge in any order.
 *
 * A Measures holds the states of all measures of a core.  Rows are added batch by batch; two
 * Measures that saw two parts of a stream merge to what one would have seen of the whole, in
 * any order, to the same bytes.  measures_close turns states into figures: periods filled,
 * groups in order, values worked out exactly.
 *
 * Memory: one state a period and group; QUANTILE and DISTINCT keep the different values they
 * saw (FigureSet.kept says how many).  malloc'ed; one a thread.  Made, planned and freed on
 * the collector's thread; in between any one thread may use it.
 *
 * Terms that are asked for each period are evaluated once a period of the window, which ends
 * with that of the as-of instant: see MeasureOptions.window.  A measure that has one has
 * figures for the window alone, from the first period on in which a row counts.
 */
#ifndef ACORDO_ENGINE_MEASURE_H
#define ACORDO_ENGINE_MEASURE_H

#include "interp/base/decimal.h"
#include "interp/engine/clock.h"
#include "interp/engine/fact_table.h"

typedef struct MeasureOptions {
    int64_t as_of_us;
    int window; /* periods that each_period terms are asked for, beside those that a
                   baseline looks back to; 0: 12 */
    const int64_t *threshold; /* in force, by threshold */
    FactTable *const *table;  /* by fact; NULL: was not given */
    const uint8_t *asked; /* by measure, not 0: its figures are wanted, others have no
                                 records; NULL: all */
} MeasureOptions;

typedef struct Measures Measures;

Measures *measures_new(const Core *core, const MeasureOptions *o);
void measures_free(Measures *m);
/* Texts of all batches that one Measures sees of one column must have their codes from one
 * dictionary. */
/* The program that measures_leads reads its columns from: one that has all extras of terms,
 * beside what `want` asks for.  first: the number of the first such extra. */
const Program *measures_program(Measures *m, const ProgramWant *want, int *first);
/* m reads its columns from the program that was made for another of one core and options. */
void measures_share_program(Measures *m, const Measures *with);
/* After eval_batch of that program.  keep: a byte a row, not 0: it counts; NULL: all do. */
void measures_leads(Measures *m, const Batch *b, const Eval *ev, const uint8_t *keep);
void measures_fact(Measures *m, int fact, const Batch *b);
/* Some term is over the fact, or what is asked for each period looks into it (what is asked
 * of leads as they come does so in measures_program). */
bool measures_use_fact(const Measures *m, int fact);
bool measures_use_leads(const Measures *m);
void measures_merge(Measures *into, const Measures *from); /* of one core and options */

/* A value that a figure has; a fraction where it ends in a division. */
typedef struct FigureValue {
    bool missing;        /* no value: divided by zero, or nothing to take it of */
    bool overflow;       /* it does not fit: missing too */
    Int128 wide;         /* of a term: the sum that does not fit */
    int64_t i64;         /* rounded half to even, in the type's unit */
    int64_t over, under; /* exact: MICRO × over ÷ under in that unit, each as its own
                            column held it; under 0: not a division */
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
    bool
        ended; /* the period ends at or before the as-of instant; yes without periods */
    FigureValue value;    /* missing where the measure shows its terms */
    FigureValue *term;    /* by the measure's terms; counts in micros, as numbers are */
    FigureValue baseline; /* nearest rank of the values that the same group has in the K
                             periods before it, those without a value left out; missing
                             where there is none */
    Verdict verdict;
} Figure;

enum { FIGURES_MAX = 1 << 18 }; /* of a measure; then its earliest periods are cut */

/* Groups: 0 is all rows together; then those of the splits, each a text a split ({NULL, 0}:
 * missing, or others), ordered split by split by the bytes of their texts, missing after
 * them, others last.  Texts that compare folded are one group where they are equal so,
 * under the spelling that has most rows, of several the first by bytes.  `top N` ranks the
 * texts of its split by the rows that they had in all terms and periods, ties by text; what
 * is missing has no rank and is never of the others. */
typedef struct FigureSet {
    int measure;
    const Str **group;     /* [n_groups][n_splits]; group[0] is NULL */
    const bool **others;   /* likewise: it stands for those after the first N */
    const bool *is_others; /* by group: for one split at least it does */
    int n_groups;
    Figure *figure; /* by group, then by period */
    int n_figures;
    int32_t first, last; /* periods, both in; last < first: none */
    FigureValue target;  /* of all rows together in the last period */
    bool more_before;    /* `first` begins the window: what was before, was not asked */
    /* Of the term that has most of them: rows whose instant was missing or after as-of (of
     * an attainment, whose terms share no instance: of all together); rows whose `where`
     * was unknown, in the last period where it is asked for each. */
    uint64_t outside, unknown;
    uint64_t cut;  /* rows in periods before `first`: figures are FIGURES_MAX at most */
    uint64_t kept; /* values that quantiles and distinct had to keep */
} FigureSet;

/* One a measure, in the core's order; collected.  The states stay as they are. */
FigureSet *measures_close(const Measures *m);

#endif
