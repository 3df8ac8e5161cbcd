/* guard.h -- guards on a change, as they were judged, and how that is shown.
 *
 * Made by study/guard_judge.c.  Collected.
 */
#ifndef ACORDO_IO_GUARD_H
#define ACORDO_IO_GUARD_H

#include "interp/base/source.h"
#include "interp/io/json_out.h"
#include "interp/io/report_page.h"

struct Suite; /* cases.h */

typedef enum GuardVerdict { GUARD_HOLDS, GUARD_BROKEN, GUARD_UNDETERMINED } GuardVerdict;

typedef struct GuardResult {
    const char *title, *text; /* of the command line: its text, and NULL */
    GuardVerdict verdict;
    const char *values; /* "moved(mql, new) = 3.1%"; of its terms, in order */
    const char *by, *because, *until; /* who accepted it; NULL: nobody */
    bool expired;                     /* that ended before the as-of instant */
    Span at;                          /* src NULL: of the command line */
} GuardResult;

typedef struct GuardResults {
    GuardResult *item;
    int n;
    const char *parties; /* "marketing, sales": whose agreement it is; "": not named */
} GuardResults;

/* Broken, and nobody who still may accepted it. */
bool guard_fails(const GuardResult *g);
const char *guard_failed(const GuardResults *g); /* their titles; NULL: none */
const char *guard_unknown(const GuardResults *g);
void guards_put(Page *p, const GuardResults *g);
void guards_json(Json *j, const GuardResults *g); /* a list, as the value at hand */
void guards_cases(struct Suite *suite, const GuardResults *g);

#endif
