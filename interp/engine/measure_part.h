/* measure_part.h -- the states of measures, as the files of the room share them.
 *
 * A Feed is what is asked of one kind of record: expressions, and the sources that read
 * them.  A State is one measure: its rows fall into groups (by splits) and those with their
 * period into cells; each term has a state a cell.
 */
#ifndef ACORDO_ENGINE_MEASURE_PART_H
#define ACORDO_ENGINE_MEASURE_PART_H

#include "interp/base/decimal.h"
#include "interp/engine/bag.h"
#include "interp/engine/measure.h"
#include "interp/engine/numbering.h"
#include "interp/engine/period_table.h"

enum {
    KEY_MISSING = 0
}; /* the key of a split: 0, or 1 + member, flag or text's number */

/* By cell, what its aggregate needs; the rest is NULL. */
typedef struct TermState {
    AggKind agg;
    int percent;
    uint64_t *count;  /* rows, or known values */
    Int128 *sum;      /* SUM */
    int64_t *extreme; /* MIN, MAX */
    Bag *bag;         /* QUANTILE, DISTINCT */
    Texts *text;      /* DISTINCT of texts: the bag has their numbers */
    bool folded;      /* these compare folded */
    uint64_t outside, unknown;
} TermState;

typedef struct State {
    const CoreMeasure *measure;
    bool has_periods, each_period;
    PeriodTable instants, dates; /* periods by either */
    Texts **text;                /* by split; NULL: not texts */
    const Type **split_type;     /* by split */
    Pairs *level;   /* by split but the first: group of the splits before × key */
    Pairs cells;    /* period × group */
    uint64_t *rows; /* by cell: of all terms */
    TermState *term;
    uint32_t cap; /* cells that there is room for */
} State;

/* Where a source's columns stand among the extras of its feed; NO_EXTRA: not asked. */
enum { NO_EXTRA = -1 };
typedef struct FeedSource {
    int measure, term; /* term: of the measure's */
    int value, where, at;
    int *split;
    CodeNumbers *code;      /* by split */
    CodeNumbers value_code; /* DISTINCT of texts */
    bool by_date;           /* `at` is a date, else an instant */
} FeedSource;

/* each: asked once a period of `rule`, else with the row's own instant.  fact -1: leads. */
typedef struct Feed {
    const Core *core;
    int fact;
    bool each;
    PeriodRule rule;
    CoreExpr **extra; /* alive by the pin of the core */
    int n_extra, cap_extra;
    FeedSource *source;
    int n_sources, cap_sources;
    const Program *program; /* the evaluation keeps it */
    Eval *eval;             /* both NULL: the caller's */
} Feed;

/* The rows of a batch that a source takes, and where they go.  The next source may take the
 * same rows in the same periods: it does where it is asked the same. */
typedef struct Rows {
    bool made;
    const Column *where, *at; /* NULL: not asked */
    const PeriodRule *rule;   /* NULL: no periods */
    uint64_t outside, unknown;
    int n;
    uint16_t row[BATCH_ROWS];
    int32_t period[BATCH_ROWS];
    uint32_t group[BATCH_ROWS];
    uint32_t cell[BATCH_ROWS];
} Rows;

struct Measures {
    const Core *core;
    void *pin;
    MeasureOptions options;
    int64_t *threshold;
    FactTable **table;
    State *state;
    int n_states;
    Feed *feed; /* 0: leads with instants of their own */
    int n_feeds, cap_feeds;
    int first; /* of feed 0's extras in the caller's program */
    Rows rows;
};

/* One batch of one source; period: of all its rows, where its feed is asked for each. */
typedef struct Taking {
    const Batch *batch;
    const Eval *eval;
    int first;           /* extra 0 of the feed */
    const uint8_t *keep; /* or NULL */
    bool each, last;     /* last: it is the last period that they are asked for */
    int32_t period;
} Taking;

void state_take(State *s, FeedSource *src, Rows *rows,
                const Taking *t); /* k_measure.c */

/* measure_state.c */
void state_init(State *s, const Core *core, const CoreMeasure *m);
void state_free(State *s);
void state_room(State *s); /* for all of its cells */
void state_merge(State *into, const State *from);

/* measure.c: thresholds and tables of an evaluation over `core` as the options say. */
void measures_settle(const Measures *m, Eval *ev, const Core *core);

/* measure_group.c: the groups that are shown, put into f; collected.  By raw group (below
 * n_raw): the number of the group that shows it. */
int *figure_groups(const State *s, FigureSet *f);
/* measure_value.c: what a term has in several cells together; in none: of nothing. */
FigureValue term_value(const TermState *t, const uint32_t *cell, int n);
/* measure_figure.c: values over terms; target: by figure, filled in where there is one. */
void figures_work_out(const Measures *m, FigureSet *f, FigureValue *target);
/* measure_verdict.c: baselines, then verdicts. */
void figures_judge(const Measures *m, FigureSet *f, const FigureValue *target);
/* measure_growth.c: what more records and a later instant can do to a measure's value. */
bool measure_only_grows(const Core *core, const CoreMeasure *m);
bool measure_groups_stay(const Core *core, const CoreMeasure *m);

static inline int32_t cell_period(const State *s, uint32_t cell)
{
    return (int32_t)(pair_high(s->cells.pair[cell]) ^ UINT32_C(0x80000000));
}
static inline uint32_t cell_group(const State *s, uint32_t cell)
{
    return pair_low(s->cells.pair[cell]);
}
static inline uint64_t cell_pair(int32_t period, uint32_t group)
{
    return pair_of((uint32_t)period ^ UINT32_C(0x80000000), group);
}
/* The keys of a group, a split each. */
void group_keys(const State *s, uint32_t group, uint32_t *key);

#endif
