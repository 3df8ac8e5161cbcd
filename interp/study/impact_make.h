/* impact_make.h -- two outcomes of the same rows, compared.
 *
 * Rows are given in parts, in order, so that a stream may be compared as well as a base; the
 * size of the parts changes nothing:
 *
 *     Impacting *i = impact_begin(old_core, new_core);
 *     impact_add(i, old, new, …) …
 *     const Impact *m = impact_end(i, before, after);
 *
 * Most changed: by how many stages a lead moved (from or to an exit: as many as there are;
 * "none" is before the first), then by the largest change of a score, then by the number of
 * changes, then in order of the rows.
 *
 * A few nanoseconds a row where nothing changes.  On the collector's thread.
 */
#ifndef ACORDO_STUDY_IMPACT_MAKE_H
#define ACORDO_STUDY_IMPACT_MAKE_H

#include "interp/engine/outcome.h"
#include "interp/io/impact.h"

typedef struct Impacting Impacting;

/* Groups that are shown; values of `by` that are told apart, what comes after them is of the
 * others. */
enum { IMPACT_TOP = 10, IMPACT_GROUPS = 12, IMPACT_VALUES = 1 << 16 };

Impacting *impact_begin(const Core *before, const Core *after);
/* A lead's name, asked only for leads that may be shown (collected). */
typedef Str ImpactLabel(void *ctx, int64_t row);
/* All rows of both; first: the number of the first of them among all. */
void impact_add(Impacting *i, const Outcome *before, const Outcome *after,
                int64_t first, ImpactLabel *label, void *ctx);
/* Before the first part: why a lead changed, asked of those that may be shown. */
void impact_why(Impacting *i, ImpactLabel *why);
/* What the rows are grouped by, before the first of them; no list. */
void impact_by(Impacting *i, const char *text, const Type *type);
/* The values of rows of the last part, first … first + n - 1, a batch at most, while its
 * outcomes are there.  row: where each stands in c; NULL: in order.  Texts of all batches have
 * their codes from one dictionary. */
void impact_group(Impacting *i, int64_t first, const Column *c, const int *row, int n);
/* Collected.  The Impacting is no more. */
const Impact *impact_end(Impacting *i, const Report *before, const Report *after);

#endif
