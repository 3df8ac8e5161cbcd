/* figure_trace.h -- which records made a figure, gathered while a report's pass reads them.
 *
 * A trace is of one figure: a measure, a period, a group.  It asks of each record what the
 * measure's terms ask (engine/measure.h), by programs of its own, and counts what became of
 * it; the first records that count are kept.  The figure itself is the report's: a trace adds
 * to it, and its counts add up to it.
 *
 * Memory: the rows that are shown; for a quantile the first record of each value.  Where a
 * group stands for the others of a `top N`, which texts those are is known at the end only,
 * so each text keeps its own counts and rows till then.
 */
#ifndef ACORDO_STUDY_FIGURE_TRACE_H
#define ACORDO_STUDY_FIGURE_TRACE_H

#include "interp/engine/measure.h"
#include "interp/io/figure.h"
#include "interp/study/fact_files.h"
#include "interp/study/session.h"

typedef enum GroupKind { GROUP_TEXT, GROUP_MISSING, GROUP_OTHERS } GroupKind;
typedef struct GroupAsk {
    GroupKind kind;
    Str text;
} GroupAsk;

typedef struct TraceAsk {
    int measure;
    int32_t period;        /* its number; 0 without periods */
    const GroupAsk *group; /* a split each; NULL: all rows together */
    int limit;             /* rows of each term that are kept */
} TraceAsk;

/* The inputs' names, for rows to say where they stand. */
typedef struct TraceInputs {
    const char *const *lead;
    const FactInput *fact;
} TraceInputs;

typedef struct FigureTrace FigureTrace;

/* table: by fact, as the reader of facts fills them.  Collected, but for what
 * figure_trace_free gives back. */
FigureTrace *figure_trace_new(const Session *s, const TraceAsk *ask,
                              FactTable *const *table);
void figure_trace_free(FigureTrace *t);
/* keep: see measures_leads.  The batch's now is set. */
void figure_trace_leads(FigureTrace *t, const Batch *b, const uint8_t *keep);
void figure_trace_fact(FigureTrace *t, int fact, const Batch *b);
/* set: the measure's figures of the same records; NULL: it has no such figure. */
const FigureWhy *figure_trace_close(const FigureTrace *t, const FigureSet *set,
                                    const TraceInputs *in);

#endif
