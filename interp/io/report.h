/* report.h -- what a report shows, and the formats that show it.
 *
 * A Report is made by study/report_make.c from figures; the formats only lay it out, so
 * that all of them say the same.  JSON is the documented, stable form (io/report_json.c);
 * CSV is one figure a line; text is for a terminal; Markdown for a comment; HTML one page
 * that stands alone, with charts drawn in SVG.  Collected.
 */
#ifndef ACORDO_IO_REPORT_H
#define ACORDO_IO_REPORT_H

#include "interp/engine/measure.h"
#include "interp/io/reader.h"
#include "interp/io/sink.h"

typedef struct ReportInput {
    const char *name;        /* file; of several their names joined */
    const char *const *file; /* each of them, for commands to repeat */
    int n_files;
    Str what; /* "lead" or a fact's name */
    ReadStats stats;
    uint64_t repeated; /* rows of a table that a later one with the same key replaced */
} ReportInput;

/* A lead that somebody must look at.  INT64_MIN: there is no such instant or length, as of a
 * `keep` that is due at once. */
typedef struct ReportCase {
    Str lead;
    ClauseStatus status;
    int64_t starts_us, due_us;
    int64_t late;      /* in the clause's own time */
    int64_t remaining; /* likewise */
    Str owner;         /* party that owes */
} ReportCase;

/* A clause, over one or more levels. */
typedef struct ReportClause {
    int clause;
    const FigureSet *statuses;          /* NULL: a clause with `measure` */
    uint64_t status[N_CLAUSE_STATUSES]; /* of all its instances */
    const FigureSet **attainment;       /* by level; NULL: it states no target */
    ReportCase *worst,
        *next; /* the latest of those breached and open; those due next */
    int n_worst, n_next;
    uint64_t
        open_late; /* breached, and neither stopped nor called off: somebody must act */
    uint64_t stops_before, starts_ignored;
    /* how much falls due on each of the coming days: counts by day from the as-of day */
    uint32_t *due_on;
    int n_due_on;
} ReportClause;

typedef struct Report {
    const Core *core;
    const char
        *policy; /* as the user named it, for commands to repeat; NULL: unknown */
    int64_t as_of_us;
    const char *scenario;        /* NULL: none */
    const char *const *settings; /* "mql_bar=70", NULL past the last */
    const char *const *reading;  /* options in pairs, "in", "csv": how inputs were read;
                                    NULL past the last */
    const char *const *choosing; /* likewise: which leads and periods are in figures */
    const char *where; /* the condition of leads that are in it; NULL: all are */
    uint64_t n_kept;   /* those, of the accepted ones */
    ReportInput *input;
    int n_inputs;
    const FigureSet *figures; /* by measure */
    ReportClause *clause;
    int n_clauses;
    const FigureSet *funnel, *quality; /* NULL: none */
    int *quality_field; /* field of each term of `quality` but the last */
    uint64_t overflow, div_zero, no_instant;
    int64_t
        review_due_us; /* first instant of the next review's day; INT64_MIN: none agreed */
    bool review_overdue;
    bool partial;
    int periods; /* how many a person is shown: the last ones */
} Report;

typedef enum ReportFormat {
    REPORT_TEXT,
    REPORT_MARKDOWN,
    REPORT_JSON,
    REPORT_CSV,
    REPORT_HTML
} ReportFormat;

typedef struct ReportLook {
    bool colour;
    int width;  /* of the terminal; 0: 80 */
    bool ascii; /* bars, marks and arrows in ASCII; texts of policy and leads stay */
} ReportLook;

/* look: of text alone; NULL: 80 columns, no colour.  A sink that fails is the caller's to
 * see (sink.h). */
void report_write(Sink *out, const Report *r, ReportFormat format,
                  const ReportLook *look);

#endif
