/* findings_part.h -- what the formats of findings share; for interp/io/findings*.c only. */
#ifndef ACORDO_IO_FINDINGS_PART_H
#define ACORDO_IO_FINDINGS_PART_H

#include "interp/io/cases.h"
#include "interp/io/findings.h"

/* Findings of all policies, each once; what is allowed comes last. */
typedef struct FoundList {
    const Diag **item;
    int n, n_allowed; /* of n */
    size_t cap;
    int count[N_SEVERITIES]; /* of those that are not allowed */
} FoundList;

FoundList *found_list(const Findings *f);

const char *finding_file(const Diag *d); /* NULL: it is about the whole run */
/* Where it begins and ends, half-open; line 0: nowhere in a file. */
Pos finding_from(const Diag *d);
Pos finding_to(const Diag *d);
const char *finding_where(const Diag *d); /* "policy.sla:3:23" */
/* The sentence and what helps, in lines. */
const char *finding_text(const Diag *d);
const char *finding_rendered(const Diag *d); /* as `plain` shows it */
const char *findings_verdict(const Findings *f, const FoundList *all); /* one line */

void findings_cases(Suites *out, const Findings *f);

void findings_github(Buf *out, const Findings *f);
void findings_sarif(Buf *out, const Findings *f);
void findings_markdown(Buf *out, const Findings *f);

#endif
