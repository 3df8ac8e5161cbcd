/* impact.h -- what a change does to leads: before and after, side by side, and how it is shown.
 *
 * Made by study/impact_make.c of two outcomes of the same rows and the reports beside them.
 * Names of stages, grades and clauses are those of both policies: the old one's in its order,
 * then what the new one adds.  Collected.
 */
#ifndef ACORDO_IO_IMPACT_H
#define ACORDO_IO_IMPACT_H

#include "interp/io/report_page.h"

typedef enum ImpactKind {
    IMPACT_PERSONA,
    IMPACT_GRADE,
    IMPACT_PLACE, /* stages, then exits, then "none" */
    IMPACT_STATUS /* of one clause */
} ImpactKind;

/* Leads by what they were (row) and are (column). */
typedef struct ImpactMatrix {
    ImpactKind kind;
    Str name, title;    /* of the grade, of the clause; "stage", "persona" */
    const Str *member;
    int n;
    const uint64_t *count; /* [n * n], from × n + to */
    uint64_t moved;        /* off its diagonal */
} ImpactMatrix;

enum { IMPACT_BUCKETS = 9 };

typedef struct ImpactScore {
    Str name, title;
    uint64_t up, down, same;
    int64_t least, most; /* change in micros */
    int64_t mean;        /* of all leads, rounded half to even */
    int64_t from[IMPACT_BUCKETS]; /* least change of a bucket; the middle one is no change */
    uint64_t bucket[IMPACT_BUCKETS];
} ImpactScore;

/* One thing that changed of a lead.  Of a score from and to are micros, else members. */
typedef struct ImpactMove {
    const ImpactMatrix *matrix; /* NULL: a score */
    const ImpactScore *score;
    int64_t from, to;
} ImpactMove;

typedef struct ImpactLead {
    int64_t row;
    Str lead; /* as results name it */
    ImpactMove *move;
    int n;
} ImpactLead;

/* The same for the leads of one value of `by`. */
typedef struct ImpactGroup {
    Str name; /* "(missing)", "(others)" */
    uint64_t n, moved;
    const uint64_t *before, *after; /* by member of the place matrix */
} ImpactGroup;

typedef struct Impact {
    const Report *before, *after; /* figures with their targets */
    uint64_t n, moved; /* leads; of them those of whom anything changed */
    ImpactMatrix *matrix;
    int n_matrices;
    ImpactScore *score;
    int n_scores;
    ImpactLead *top; /* most changed first */
    int n_top;
    const char *by; /* NULL: not grouped */
    ImpactGroup *group;
    int n_groups;
} Impact;

/* Only what changed, and that nothing did.  The page is for text and Markdown. */
const Page *impact_page(const Impact *m);
void impact_json(Buf *out, const Impact *m); /* one object */

#endif
