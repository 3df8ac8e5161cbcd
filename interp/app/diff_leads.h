/* diff_leads.h -- leads read once, decided by two policies, and compared. */
#ifndef ACORDO_APP_DIFF_LEADS_H
#define ACORDO_APP_DIFF_LEADS_H

#include "interp/app/pass.h"
#include "interp/io/impact.h"
#include "interp/io/meaning.h"

/* The pass has the new policy.  False: said, or a finding was put. */
bool diff_leads_open(Pass *p, Session *before);
/* Reads them all.  meaning gets its witnesses, from among them where they show its changes; why
 * a lead changed is said by it. */
const Impact *diff_leads(Pass *p, Meaning *meaning);

#endif
