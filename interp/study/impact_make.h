/* impact_make.h -- two outcomes of the same rows, compared.
 *
 * Rows are given in parts, in order, so that a stream may be compared as well as a base:
 *
 *     Impacting *i = impact_begin(old_core, new_core, top);
 *     impact_add(i, old, new, …) …
 *     const Impact *m = impact_end(i, before, after);
 *
 * Most changed: by how many stages a lead moved (from or to an exit: as many as there are),
 * then by the largest change of a score, then by the number of changes, then in order of the
 * rows.
 */
#ifndef ACORDO_STUDY_IMPACT_MAKE_H
#define ACORDO_STUDY_IMPACT_MAKE_H

#include "interp/engine/outcome.h"
#include "interp/io/impact.h"

typedef struct Impacting Impacting;

enum { IMPACT_TOP = 10, IMPACT_GROUPS = 12 };

Impacting *impact_begin(const Core *before, const Core *after);
/* Rows of both; first: the number of the first of them among all.  label: a lead's name, asked
 * only for leads that may be shown (collected). */
typedef Str ImpactLabel(void *ctx, int64_t row);
void impact_add(Impacting *i, const Outcome *before, const Outcome *after, int64_t first,
                ImpactLabel *label, void *ctx);
/* What the rows are grouped by, given beside impact_add: one column a batch, of `type`. */
void impact_by(Impacting *i, const char *text, const Type *type);
void impact_group(Impacting *i, int64_t first, const Column *c, int n);
/* Collected; frees the Impacting. */
const Impact *impact_end(Impacting *i, const Report *before, const Report *after);

#endif
