/* figure.h -- why one figure of a report is what it is, and the formats that say so.
 *
 * A FigureWhy is made by study/figure_trace.c of the records that a report reads; text is for
 * people, JSON (its form: figure_json.c's head) for tools.  What each prints of a figure is
 * what the report prints of it.  Collected.
 */
#ifndef ACORDO_IO_FIGURE_H
#define ACORDO_IO_FIGURE_H

#include "interp/io/report.h"

/* What became of a record in a term; the first that fits from the bottom up: a record of
 * another period is not asked anything else.  Where each status of a clause has a term, a case
 * is in that of its status alone. */
typedef enum Fate {
    FATE_COUNTED,
    FATE_NO_VALUE, /* it would count, but the value to add, rank or tell apart is missing */
    FATE_NO,       /* of this period and group, and the condition is no */
    FATE_UNKNOWN,     /* whether the condition holds is unknown */
    FATE_NO_INSTANT,  /* it would count, but the instant that places it is missing */
    FATE_AFTER,       /* of this period, but its instant is after the as-of instant */
    FATE_OTHER_GROUP, /* of another group */
    FATE_ELSEWHERE,   /* of another period, or of none and the condition is no */
    N_FATES
} Fate;

typedef struct FigureRow {
    Str lead;         /* the label, or a fact's key, or the record's number */
    const char *file; /* the input that has it */
    uint64_t line, number;
    int64_t at; /* instant, or day where by_date; INT64_MIN: not placed by one */
    bool by_date;
    int64_t value; /* of what is added, ranked or told apart; see text */
    Str text;      /* the value where it is a text */
    /* of an instance of a clause: */
    ClauseStatus status;
    int64_t due_us, late; /* INT64_MIN: missing */
} FigureRow;

typedef struct FigureTerm {
    uint64_t fate[N_FATES];  /* of the records, or of a clause's instances */
    const uint64_t *lacking; /* by field: of those unknown, how many lack it */
    const Core *core;        /* whose fields those are */
    uint64_t rank;           /* QUANTILE: from 1; 0: no value */
    const FigureRow
        *witness; /* QUANTILE, MIN, MAX: the first record with the value; or NULL */
    const FigureRow *row; /* the first that count, in order of the records */
    int n_rows;
} FigureTerm;

typedef struct FigureWhy {
    const FigureSet *set;
    const Figure *figure;
    FigureTerm *term; /* by the measure's terms */
    int limit;        /* rows that are shown of a list */
} FigureWhy;

void figure_text(Sink *out, const Report *r, const FigureWhy *const *why, int n);
void figure_json(Sink *out, const Report *r, const FigureWhy *const *why, int n);

#endif
