/* impact.h -- what a change does to leads: before and after, side by side, and how it is shown.
 *
 * Made by study/impact_make.c of two outcomes of the same rows and the reports beside them.
 * What both policies have is matched by name; members are those of both: the old one's in its
 * order, each that the new one adds behind the one it follows there.  Collected.
 */
#ifndef ACORDO_IO_IMPACT_H
#define ACORDO_IO_IMPACT_H

#include "interp/io/report_page.h"

typedef enum ImpactKind {
    IMPACT_PLACE, /* stages, then exits, then "none" */
    IMPACT_GRADE,
    IMPACT_STATUS, /* of one clause; a policy without the clause has `none` */
    IMPACT_PERSONA
} ImpactKind;

/* Leads by what they were (row) and are (column).  Members are names of the policy or words
 * of the language, as JSON has them. */
typedef struct ImpactMatrix {
    ImpactKind kind;
    Str name, title; /* of the grade, of the clause; "stage", "persona" */
    const Str *member;
    int n;
    int n_stages;          /* PLACE: members before the first exit */
    const uint64_t *count; /* [n * n], from × n + to */
    uint64_t moved;        /* off its diagonal */
} ImpactMatrix;

enum { IMPACT_SIZES = 4 };

/* down[k], up[k]: leads whose score fell or rose by size[k] or more, and by less than
 * size[k + 1].  Sizes are 1, 2 or 5 times a power of ten, but for the first: the smallest
 * change there can be. */
typedef struct ImpactScore {
    Str name, title;
    uint64_t up, down, same;
    int64_t least,
        most;     /* change in micros, of those that changed; within ±INT64_MAX */
    int64_t mean; /* of all leads, rounded half to even */
    int64_t size[IMPACT_SIZES];
    uint64_t down_by[IMPACT_SIZES], up_by[IMPACT_SIZES];
} ImpactScore;

/* One thing that changed of a lead.  Of a score from and to are micros, else members. */
typedef struct ImpactMove {
    const ImpactMatrix *matrix; /* NULL: a score */
    const ImpactScore *score;
    int64_t from, to;
} ImpactMove;

typedef struct ImpactLead {
    int64_t row;
    Str lead;         /* as results name it */
    ImpactMove *move; /* matrices in their order, then scores */
    int n;
    Str why; /* n = 0: nobody was asked */
} ImpactLead;

/* The same for the leads of one value of `by`. */
typedef struct ImpactGroup {
    Str name; /* as values are written; p NULL: missing, or others */
    bool others;
    uint64_t n, moved;
    const uint64_t *before, *after; /* by member of the place matrix; NULL: no funnel */
} ImpactGroup;

/* What one of the two policies has alone. */
typedef struct ImpactOnly {
    const char *what; /* "grade", "score", "clause" */
    Str name;
    bool added; /* the new one */
} ImpactOnly;

typedef struct Impact {
    const Report *before, *after; /* figures with their targets; figures NULL: none */
    uint64_t n, moved;            /* leads; of them those of whom anything changed */
    ImpactMatrix *matrix;         /* place, grades, statuses, persona */
    int n_matrices;
    ImpactScore *score;
    int n_scores;
    ImpactOnly *only;
    int n_only;
    ImpactLead *top; /* most changed first */
    int n_top;
    const char *by;     /* NULL: not grouped */
    ImpactGroup *group; /* most moved first; then missing, then others */
    int n_groups;
    uint64_t group_values; /* how many `by` has, the missing one not counted */
} Impact;

/* A KPI or a share of kept promises of which something changed: its value in the last whole
 * period, its verdict or its target.  A side that has no such figure: NULL. */
typedef struct ImpactFigure {
    const FigureSet *old, *now;
    const Figure *from, *to;
} ImpactFigure;

bool impact_shows(const CoreMeasure *m); /* a KPI, an attainment, a clause's measure */
/* Those whose verdict turned first; collected. */
ImpactFigure *impact_figures(const Impact *m, int *n);
const char *impact_figure_title(const Report *r, const FigureSet *f);
Verdict impact_verdict(const Figure *f); /* NONE where there is no figure */

/* Only what changed, or that nothing did.  The page is for text and Markdown. */
const Page *impact_page(const Impact *m);
/* Its first line, and what stands below it, for a page of more. */
const char *impact_line(const Impact *m);
void impact_put(Page *p, const Impact *m);
void impact_json(Buf *out, const Impact *m); /* one object, on one line */

#endif
