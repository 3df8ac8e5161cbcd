/* impact_part.h -- what the parts of an impact's page share. */
#ifndef ACORDO_IO_IMPACT_PART_H
#define ACORDO_IO_IMPACT_PART_H

#include "interp/io/impact.h"

/* -- what is read off a matrix */
const char *impact_member(const ImpactMatrix *m, int i); /* "new", "exit lost", "met" */
uint64_t impact_total(const ImpactMatrix *m, int member, bool after);
uint64_t impact_went(const ImpactMatrix *m, int from, int to); /* 0 where they stayed */
bool impact_goes(const ImpactMatrix *m, int from);             /* some leave */
bool impact_comes(const ImpactMatrix *m, int to);              /* some arrive */
const ImpactMatrix *impact_places(const Impact *m);            /* NULL: no funnel */

void impact_say(Buf *b, bool first, const char *text); /* "a, b, c" */

/* -- tables; none where nothing changed */
void impact_put_clauses(Page *p, const Impact *m);
void impact_put_scores(Page *p, const Impact *m);
void impact_put_figures(Page *p, const Impact *m, const ImpactFigure *f, int n);
void impact_put_groups(Page *p, const Impact *m);
void impact_put_top(Page *p, const Impact *m);

#endif
