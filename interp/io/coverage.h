/* coverage.h -- what the tests of a policy have seen of it, by outcome, and how that is shown.
 *
 * Made by study/coverage_make.c.  Outcomes are of what the policy's own files declare: each
 * condition yes, no and, where something that it reads may be missing, unknown; each clause
 * met, breached, cancelled where it can be; each grade, stage and exit.  Layout, names and order
 * do not show in it.  Collected.
 */
#ifndef ACORDO_IO_COVERAGE_H
#define ACORDO_IO_COVERAGE_H

#include "interp/io/json_out.h"

typedef struct CoverOutcome {
    const char *name; /* "yes", "met", "A" */
    uint64_t seen;    /* leads, at each instant of each test */
} CoverOutcome;

typedef struct CoverItem {
    const char *kind, *name; /* "rule", "+10 when demo" */
    const char *of;          /* of a rule its score; NULL */
    CoverOutcome *outcome;   /* those that are owed */
    int n;
} CoverItem;

typedef struct Coverage {
    CoverItem *item;
    int n;
    size_t cap;
} Coverage;

int coverage_owed(const Coverage *c);
int coverage_seen(const Coverage *c);
/* Rounded down: 100 is all. */
int coverage_percent(const Coverage *c);
/* Only what was not seen, then how much was. */
void coverage_text(Buf *out, const Coverage *c);
void coverage_markdown(Buf *out, const Coverage *c);
/* {"percent", "seen", "owed", "items": [{"kind", "of", "name", "outcomes": {name: count}}]}, as
 * the value at hand */
void coverage_json(Json *j, const Coverage *c);

#endif
