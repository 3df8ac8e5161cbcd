/* lead_news.h -- one lead before and after, and nothing that stayed: "score 54 → 69".
 *
 * Of two rows that were evaluated with `explain`, each with its own policy: what both have is
 * matched by name.
 */
#ifndef ACORDO_IO_LEAD_NEWS_H
#define ACORDO_IO_LEAD_NEWS_H

#include "interp/io/derivation.h"

typedef struct LeadNews {
    const char *name; /* "persona", "fit", "grade", "stage", "first_contact" */
    const char *from, *to; /* "54", "new", "running, due Mon 2 Mar 14:30" */
    const char *extra; /* of a clause that applies now: "due Mon 2 Mar 2026 14:30"; or NULL */
    bool better, worse; /* a higher score or stage, met instead of breached … */
} LeadNews;

/* Collected; n: how many. */
LeadNews *lead_news(const Core *old_core, Row old, const Core *new_core, Row now, int *n);
void lead_news_text(Buf *out, const LeadNews *news, int n, bool colour);
void lead_news_json(Buf *out, const LeadNews *news, int n); /* an array */

#endif
