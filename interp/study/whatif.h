/* whatif.h -- a policy as it is thought about: what was changed since it was loaded, and back.
 *
 * A state is a policy with its thresholds, an instant, and what-ifs on leads.  Each change
 * makes a new one or is refused with findings; undo and redo walk them.  States share what
 * they do not change: one that moves a threshold has the core of the one before it.  Walking
 * from lead to lead is no change.  Collected.
 */
#ifndef ACORDO_STUDY_WHATIF_H
#define ACORDO_STUDY_WHATIF_H

#include "interp/study/session.h"

enum { WHATIF_UNDO = 1000 }; /* states kept: older ones are forgotten */

/* `employees = 50` on the lead of that row; stays until it is unset, whichever lead is looked at. */
typedef struct WhatGiven {
    int64_t row;
    int field;
    const CoreExpr *value; /* CONST, maybe missing */
} WhatGiven;

typedef struct WhatState {
    const Session
        *session; /* not changed once the state is made; who asks something of it
                               takes a copy of the struct with `diags` of its own */
    int64_t as_of_us;
    const WhatGiven *given; /* of a row and field the one that was said last */
    int n_given;
    const char *said; /* the line that made it; NULL: it was loaded */
    /* What the declaration that made it did away with: moves and what-ifs that the new policy
     * does not have or allow.  Sentences. */
    const char *const *lost;
    int n_lost;
} WhatState;

typedef struct WhatIf WhatIf;

/* The session may have loaded nothing; the first declaration then makes a policy, of which
 * nothing but a label is known of a lead until it says so. */
WhatIf *whatif_new(const Session *loaded, int64_t as_of_us);
const WhatState *whatif_state(const WhatIf *w); /* in force */
const WhatState *whatif_loaded(
    const WhatIf *w); /* thresholds and declarations of the file, as of
                                                    the instant at which it was loaded */
/* What is typed is read as text of this one: see parse_beside. */
const Parsed *whatif_parsed(const WhatIf *w);
/* Every change: false with findings in `diags`, and the state stays. */
/* Declarations that replace those of their kinds and names, or are added: `typed` is of
 * parse_beside.  A clause alone replaces the one of its name in the only agreement of the
 * policy that states it.  Of warnings, those are given that the state before did not have. */
bool whatif_declare(WhatIf *w, const Parsed *typed, Diags *diags);
bool whatif_set(WhatIf *w, Str name, Str value,
                Diags *diags); /* a threshold, CLAUSE.LINE */
bool whatif_scenario(WhatIf *w, const char *name,
                     Diags *diags); /* its moves, over the rest */
void whatif_give(WhatIf *w, WhatGiven given, const char *said);
bool whatif_unset(WhatIf *w, int64_t row,
                  int field); /* field -1: all of the lead's; false: none */
void whatif_at(WhatIf *w, int64_t as_of_us);
/* What was undone, as it was said; NULL: there is nothing. */
const char *whatif_undo(WhatIf *w);
const char *whatif_redo(WhatIf *w);
bool whatif_reset(
    WhatIf *w); /* to what was loaded, itself a change; false: nothing to reset */

/* Since it was loaded, a line each: "mql_bar = 40 → 55", "score fit { … }", … */
typedef struct WhatChange {
    enum { CHANGE_THRESHOLD, CHANGE_DECLARED, CHANGE_LEAD, CHANGE_INSTANT } kind;
    const char *name;      /* "mql_bar", "score fit", "employees" */
    const char *from, *to; /* NULL: was not there; DECLARED: as text, formatted */
    int64_t row;           /* LEAD */
} WhatChange;
WhatChange *whatif_changes(const WhatIf *w, int *n);

#endif
