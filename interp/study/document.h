/* document.h -- the agreement as a document to read and to sign.
 *
 * Made of the core: what is agreed, in the order in which the heads of two departments read
 * it.  Conditions are put into words from the tree; every other value is the core's.  The
 * page is laid out by io/report_page.h, as Markdown or HTML.  Nothing in it depends on a
 * clock: the years whose holidays it lists are given.  Collected.
 */
#ifndef ACORDO_STUDY_DOCUMENT_H
#define ACORDO_STUDY_DOCUMENT_H

#include "interp/io/report_page.h"
#include "interp/study/session.h"

/* The years that closed days are listed for. */
typedef struct DocYears {
    int first, last;
} DocYears;

/* Those of the policy's own term, as far as it is short, else the year of its start or last
 * review, whichever is later; `now` where it has none of them. */
DocYears document_years(const Core *core, int now);
const Page *document_make(const Session *s, Language to, DocYears years);

#endif
