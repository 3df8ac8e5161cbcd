/* repl_state.h -- what the commands share: the state in force, the base, the lead at hand. */
#ifndef ACORDO_APP_REPL_STATE_H
#define ACORDO_APP_REPL_STATE_H

#include "interp/app/repl.h"
#include "interp/io/impact.h"
#include "interp/io/lead_views.h"
#include "interp/io/report_page.h"

/* -- the policy and the leads (repl_open.c) */
Exit repl_load(Repl *r, const char *path);              /* NULL: a calculator */
Exit repl_open_data(Repl *r, const char *const *name, int n);
void repl_close(Repl *r); /* what is held outside the collected heap */

/* -- the state in force (repl_state.c) */
/* After the state changed: `session` follows. */
void repl_follow(Repl *r);
/* What the state in force, or what was loaded, makes of the base; NULL: there is no base, or
 * it was stopped, which was said. */
const Decided *repl_current(Repl *r);
const Decided *repl_loaded(Repl *r);
/* Decided anew; NULL: stopped, which was said.  The caller's: to be taken, or freed. */
Decided *repl_decide(Repl *r, const WhatState *s);
void repl_take(Repl *r, Decided *d, const WhatState *of); /* it is `current` now */
void repl_forget(Repl *r);
/* For the clauses of a report: with who must act.  The caller frees it. */
Decided *repl_with_cases(Repl *r);
DecideWant repl_decide_want(const Repl *r, const WhatState *s);
bool repl_has_base(Repl *r); /* false: said */

/* -- the lead at hand */
bool repl_has_lead(Repl *r); /* false: said */
OneLeadWant repl_lead_want(const Repl *r, const WhatState *s);
/* NULL where there is none at hand.  The Repl's: each stands until its place is asked again. */
typedef enum ReplPlace { LEAD_NOW, LEAD_BEFORE } ReplPlace;
OneLead *repl_lead(Repl *r, const WhatState *s, ReplPlace place);
void repl_forget_leads(Repl *r);

/* -- answers */
ViewLook repl_look(const Repl *r);
void repl_page(Repl *r, const Page *p); /* as text */
Exit repl_done(Repl *r, MsgId sentence, const char *what); /* a line of text; JSON: nothing */

/* -- a change of the state (repl_change.c): before it, and what it did */
typedef struct ReplBefore {
    const WhatState *state;
    const Decided *decided;
} ReplBefore;
ReplBefore repl_before(Repl *r);
/* What the policy's change did: news of the lead at hand, the impact on the base. */
Exit repl_after(Repl *r, const ReplBefore *b);
Exit repl_after_lead(Repl *r, const ReplBefore *b); /* of one lead's fields: its news */
/* by: NULL: not grouped.  Collected. */
const Impact *repl_impact(Repl *r, const Decided *before, const Decided *after,
                          CoreExpr *by, const char *by_text);
void repl_put_impact(Repl *r, const Impact *m);
/* A page of `acordo help`; false: there is none of that name. */
bool repl_page_of(Repl *r, Buf *b, const char *name);
/* Words of a line, quotes kept together and taken off; collected. */
const char **repl_words(Str args, int *n);
const char *repl_joined(const char *const *word); /* with blanks; NULL past the last */

#endif
