/* allow.h -- what a policy allows itself: `# acordo: allow W0612 reason`.
 *
 * Such a comment takes findings of its statement (statement.h) out of the list, with the
 * reason beside them.  Only warnings and lints about the text of a policy (W06) can be
 * allowed; what cannot be followed, has no reason, or is no longer needed is a finding
 * itself.  Of two comments that allow the same, the one of the smaller statement does.
 */
#ifndef ACORDO_STUDY_ALLOW_H
#define ACORDO_STUDY_ALLOW_H

#include "grammar/parse.h"

typedef struct AllowScope {
    const Parsed *const *file; /* the files whose comments count */
    int n;
    bool whole; /* every check was made: what allowed nothing is not needed */
    bool lints; /* lints were looked for, too */
    bool proofs; /* and what analysis.h gives */
} AllowScope;

void allow_findings(Diags *ds, const AllowScope *scope);

#endif
