/* whatif_save.h -- what was found, as text of the language: the policy as it stands, a scenario. */
#ifndef ACORDO_STUDY_WHATIF_SAVE_H
#define ACORDO_STUDY_WHATIF_SAVE_H

#include "interp/study/whatif.h"

/* The policy's own file with what was typed in its places; thresholds and lines of clauses
 * that were moved stand at their new values.  Comments, layout and line ends elsewhere are
 * those of the file, byte for byte.  It parses and means what is in force, but for lines of
 * a module's agreements: the policy has no place for them, and they stand at the module's
 * values.  Their number. */
int whatif_policy(Buf *out, const WhatIf *w);
/* `scenario NAME "title" { … }` of the thresholds that were moved, in the policy's language;
 * false: none was.  title: n 0, none. */
bool whatif_scenario_text(Buf *out, const WhatIf *w, Str name, Str title);

#endif
