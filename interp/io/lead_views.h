/* lead_views.h -- what a person asks of one lead: its record, its times, what is missing.
 *
 * Of a row that was evaluated with `explain`.  Text is for a terminal; JSON one value.
 */
#ifndef ACORDO_IO_LEAD_VIEWS_H
#define ACORDO_IO_LEAD_VIEWS_H

#include "interp/io/derivation.h"

typedef struct ViewLook {
    bool colour, ascii;
    int width; /* of the terminal; 0: 80 */
} ViewLook;

/* The lead at a glance: label, fields with their values (what-ifs marked), scores with bars,
 * grade, stage, what is owed and by when. */
void lead_card_text(Buf *out, const Core *core, Row row, const uint8_t *changed /* by field; NULL */,
                    const ViewLook *look);
void lead_card_json(Buf *out, const Core *core, Row row);

/* What happened and what comes: stages, starts, warnings, dues, stops, exits in order of time,
 * with a line for now; lengths as a clause's own time. */
void lead_timeline_text(Buf *out, const Core *core, Row row, const ViewLook *look);
void lead_timeline_json(Buf *out, const Core *core, Row row);

/* Fields that are missing and that something reads: which rules, conditions and clauses they
 * leave open, and between what the scores, the grade and the stage could be. */
void lead_missing_text(Buf *out, const Core *core, Row row, const ViewLook *look);
void lead_missing_json(Buf *out, const Core *core, Row row);

#endif
