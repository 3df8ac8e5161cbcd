/* report_data.h -- the formats of a report for machines: exact, whole, one order. */
#ifndef ACORDO_IO_REPORT_DATA_H
#define ACORDO_IO_REPORT_DATA_H

#include "interp/io/report.h"

void report_json(Sink *out, const Report *r); /* its form: report_json.c's head */
void report_csv(Sink *out, const Report *r);  /* likewise */

/* Words of the two, never translated: "kept", "missed", "open", "no value"; NULL: none. */
const char *verdict_word(Verdict v);
/* What a term of a measure is called: as written, a status, a field, "stage reached". */
Str term_name(const Report *r, const CoreMeasure *m, int term);
/* Type of what a measure's `over` or `under` counts. */
const Type *side_type(const CoreExpr *side);

#endif
