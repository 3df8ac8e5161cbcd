/* impact_part.h -- what the parts of impact_make.c share: compared columns, the top, groups. */
#ifndef ACORDO_STUDY_IMPACT_PART_H
#define ACORDO_STUDY_IMPACT_PART_H

#include "interp/base/decimal.h"
#include "interp/study/impact_make.h"

/* -- names of both (impact_names.c) */

/* One column of either outcome, under numbers of members of both. */
typedef struct Lane {
    ImpactMatrix m;
    int old, now;               /* of the grade or clause; -1: not there */
    const uint16_t *old_number; /* by member of the policy; NULL: they are the same */
    const uint16_t *now_number;
    int n_old, n_now; /* members of each */
    uint16_t none;    /* number of what is no member */
    uint64_t *count;  /* m.count; its diagonal is set at the end */
    uint64_t *before; /* [4][n]: four, so that no count waits for the last one */
} Lane;

Lane *impact_lanes(const Core *before, const Core *after, int *n);
ImpactOnly *impact_only(const Core *before, const Core *after, int *n);

/* n rows from `at` on, in numbers of both; room: for n. */
const uint16_t *lane_rows(const Lane *l, const Outcome *o, bool now, int64_t at, int n,
                          uint16_t *room);

/* -- groups (impact_group.c) */

typedef struct Grouping Grouping;

Grouping *grouping_new(const char *text, const Type *type, int n_places);
/* row: of c, of each of the n; NULL: in order.  places: of the n, before and after; NULL: no
 * funnel.  changed: of each, not 0. */
void grouping_add(Grouping *g, const Column *c, const int *row, int n,
                  const uint16_t *const place[2], const uint16_t *changed);
void grouping_end(Grouping *g, Impact *m, const Core *core); /* frees it */

#endif
