/* diff.h -- a change of policy as it is shown: its meaning, and what it does to leads.
 *
 * The first line says all: the verdict, what changed, for how many leads, which targets turn.
 * Collected.
 */
#ifndef ACORDO_IO_DIFF_H
#define ACORDO_IO_DIFF_H

#include "interp/io/guard.h"
#include "interp/io/impact.h"
#include "interp/io/meaning.h"

typedef struct Diff {
    const char *before, *after; /* the policies, as the user named them */
    const Meaning *meaning;
    const Impact *impact;       /* NULL: no leads were given */
    const GuardResults *guards; /* NULL: likewise */
} Diff;

/* For text and Markdown.  items: how many changed declarations it shows at most. */
const Page *diff_page(const Diff *d, int items);
const char *diff_line(const Diff *d);      /* the first line */
void diff_markdown(Buf *out, const Diff *d); /* below what hosts take as a comment */
/* One object: {"form": 1, "before", "after", "verdict", "line", "partial": flag, "changes": [as
 * meaning_json.c], "impact": null | as impact_json.c, "guards": null | as guard.c} */
void diff_json(Buf *out, const Diff *d);
/* The verdict and each guard as test cases. */
void diff_cases(Buf *out, const Diff *d, bool junit);

#endif
