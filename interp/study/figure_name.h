/* figure_name.h -- the names by which figures are asked for, and their periods and groups.
 *
 *     KPI                    as the policy calls it
 *     CLAUSE                 what was attained, of each level that states a target; where
 *                            none does, its instances by status; of `measure` its figure
 *     AGREEMENT.CLAUSE       the same of one level
 *     CLAUSE.status          its instances by status
 *     funnel, quality        the standing ones; a KPI of that name is shown beside it
 *
 * Collected.
 */
#ifndef ACORDO_STUDY_FIGURE_NAME_H
#define ACORDO_STUDY_FIGURE_NAME_H

#include "interp/study/figure_trace.h"

/* The measures that it names, into measure[n_measures]; how many, 0: none. */
int figure_named(const Core *core, Str name, int *measure);
const char *const *figure_names(const Core *core, int *n); /* all that there are */

/* A group as a report prints it, a word a split; NULL where it is not split so often. */
const GroupAsk *figure_group(const CoreMeasure *m, const char *const *word, int n);
/* The groups that a set has in one split, as a report prints them. */
const char *const *figure_group_words(const FigureSet *f, int split, int *n);

#endif
