/* figure_trace_part.h -- the state of a trace, as its two files share it. */
#ifndef ACORDO_STUDY_FIGURE_TRACE_PART_H
#define ACORDO_STUDY_FIGURE_TRACE_PART_H

#include "interp/engine/numbering.h"
#include "interp/study/figure_trace.h"
#include "interp/study/first_seen.h"

enum { OF_LEADS = -1, NOT_ASKED = -1 };

typedef struct TraceRow {
    RowRef row;
    Buf lead, text; /* malloc'ed */
    bool by_date;
    int64_t at, value, due_us, late;
    ClauseStatus status;
} TraceRow;

/* What a term saw of one group; of `others`, of one combination of their texts. */
typedef struct Pot {
    uint64_t fate[N_FATES];
    uint64_t *lacking; /* by field */
    TraceRow *row;     /* [limit] */
    int n_rows;
    TraceRow extreme; /* MIN, MAX: the first of the best so far; row.number 0: none */
    FirstSeen first;  /* QUANTILE */
} Pot;

typedef struct TracedTerm {
    const CoreTerm *term;
    const Core *core; /* of its records */
    Pot **pot;        /* by number of the others' texts; NULL: not seen */
    int n_pots;
    size_t cap;
    uint64_t other_group, elsewhere;
} TracedTerm;

/* A source of a term; numbers are those of extras of its feed. */
typedef struct TracedSource {
    int term, lane;
    int value, where, at, *split;
    bool by_date;
    const Type **split_type;
    const uint8_t *direct,
        *through; /* fields that `where` reads itself, and at any depth */
} TracedSource;

/* What is asked of one kind of record. */
typedef struct TraceFeed {
    int fact; /* or OF_LEADS */
    bool each, lanes;
    const Core *core;
    CoreExpr **extra;
    int n_extra;
    size_t cap_extra;
    TracedSource *source;
    int n_sources;
    size_t cap_sources;
    Eval *eval;
} TraceFeed;

struct FigureTrace {
    const Core *core;
    const CoreMeasure *measure;
    TraceAsk ask;
    int64_t start_us, end_us; /* of the period */
    int32_t first_day, end_day;
    TracedTerm *term;
    TraceFeed *feed;
    int n_feeds;
    size_t cap_feeds;
    Texts *
        others; /* texts of the splits asked for as others, each with its length before */
    Buf key, label;
};

#endif
