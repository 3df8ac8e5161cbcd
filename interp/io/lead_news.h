/* lead_news.h -- one lead before and after, and nothing that stayed: "score 54 → 69".
 *
 * Of two rows that were evaluated with `explain`, each with its own policy: what both have is
 * matched by name.  Of a clause its status is news, and its due instant unless it has ended in
 * time; that time passes (elapsed, late) is none.
 *
 *     fit            54 → 69
 *     stage          new → mql
 *     first_contact  none → running, due Mon 2 Mar 2026 14:30
 *
 * As JSON an array of {"what":"score","name":"fit","from":54,"to":69,"change":"better"}; what:
 * persona, score, grade, stage (an exit too) or clause; change: better, worse or null; from and
 * to of a clause {"status":"running","due":"2026-…"}, with "instance":2 beside its name where
 * it has several; null: in no stage.
 */
#ifndef ACORDO_IO_LEAD_NEWS_H
#define ACORDO_IO_LEAD_NEWS_H

#include "interp/io/lead_views.h"

typedef struct LeadNews {
    const char *what;      /* "persona", "score", "grade", "stage", "clause" */
    const char *name;      /* "persona", "fit", "grade", "stage", "first_contact" */
    int instance;          /* of a clause that has several, from 1; else 0 */
    const char *from, *to; /* "54", "new", "running, due Mon 2 Mar 2026 14:30" */
    const char *from_json, *to_json;
    bool better, worse; /* a higher score, grade or stage; met, at risk or breached */
} LeadNews;

/* Collected; n: how many. */
LeadNews *lead_news(const Core *old_core, Row old, const Core *new_core, Row now,
                    int *n);
void lead_news_text(Buf *out, const LeadNews *news, int n, const ViewLook *look);
void lead_news_json(Buf *out, const LeadNews *news, int n);

#endif
