/* cases.h -- verdicts as test cases, for what reads JUnit XML or TAP.
 *
 * Findings of `check` and tests of policies both become cases (findings_cases.c,
 * test_cases.c); the two formats lay out the same list.  No times are in it: the bytes are
 * the same on each run.  Collected.
 */
#ifndef ACORDO_IO_CASES_H
#define ACORDO_IO_CASES_H

#include "interp/base/source.h"

typedef enum CaseVerdict { CASE_PASSED, CASE_FAILED, CASE_SKIPPED } CaseVerdict;

/* "expected" and what it was; texts may have several lines. */
typedef struct CaseNote {
    const char *key, *text;
} CaseNote;

enum { CASE_MAX_NOTES = 4 };

typedef struct Case {
    const char *name; /* one line */
    const char *file; /* NULL: nowhere */
    Pos at;           /* line 0: nowhere in the file */
    CaseVerdict verdict;
    const char *type;    /* "E0203"; NULL where it passed with nothing to say */
    const char *message; /* a sentence; of what is skipped, why */
    const char *detail;  /* all that is to say, in lines; NULL: nothing */
    CaseNote note[CASE_MAX_NOTES];
    int n_notes;
} Case;

typedef struct Suite {
    const char *name; /* the policy, as the user named it */
    Case *item;
    int n;
    size_t cap;
} Suite;

typedef struct Suites {
    Suite *item;
    int n;
    size_t cap;
} Suites;

Suite *suite_add(Suites *s, const char *name); /* valid until the next one */
Case *case_add(Suite *s, Case c);              /* likewise */
void case_note(Case *c, const char *key, const char *text);

/* XML as Jenkins, GitLab and others read it; what XML 1.0 cannot hold is replaced. */
void suites_junit(Buf *out, const Suites *s);
/* TAP version 14; what is to say is a block of YAML. */
void suites_tap(Buf *out, const Suites *s);

#endif
