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

/* The record that what-ifs were laid over, as the row's core sees it. */
typedef struct LeadRecord {
    const Batch *batch; /* NULL: nobody's */
    int r;
    const uint8_t *given; /* by field: it has another value in the row */
} LeadRecord;

/* The lead at a glance: label, fields with their values (of a what-if also the record's),
 * scores with bars, grade, stage, what is owed and by when.  record: NULL: nothing was given.
 *
 * As JSON {"lead":"L-1","now":"2026-…","fields":{"size":50,…},"missing":["title",…],
 * "given":{"size":12},"persona":"small","scores":{"fit":{"value":54,"low":44,"high":79}},
 * "grades":{"grade":"B"},"stage":"mql","exit":null,"since":"2026-…","clauses":[{"clause":
 * "first_call","status":"running","starts":"2026-…","due":"2026-…","remaining":"2 business
 * hours","late":null}]}: `given` has what the record has; an end of a score that has none is
 * null, as is what the policy has not; of a clause with several instances each is told, with
 * "instance":2; `lead` is null where it is nobody. */
void lead_card_text(Buf *out, const Core *core, Row row, const LeadRecord *record,
                    const ViewLook *look);
void lead_card_json(Buf *out, const Core *core, Row row, const LeadRecord *record);

/* What happened and what comes: stages, starts, warnings, dues, stops, exits in order of time,
 * with a line for now; lengths as a clause's own time.
 *
 * As JSON {"lead":"L-1","now":"2026-…","events":[{"at":"2026-…","to_come":false,"what":"due",
 * "name":"first_call","status":"running","remaining":"2 business hours"}],"no_instant":
 * ["mql"]}; what: stage, start, warning, due, stop, called_off, exit; `status` of a clause,
 * `remaining` of a due instant, "instance":2 where there are several; `no_instant`: stages
 * that were reached and nobody knows when. */
void lead_timeline_text(Buf *out, const Core *core, Row row, const ViewLook *look);
void lead_timeline_json(Buf *out, const Core *core, Row row);

/* Fields that are missing and that something reads: which rules, conditions and clauses they
 * leave open, and between what the scores, the grades and the stage could be.  What only waits
 * for something to happen is told too: a stage without its instant, a clock without its stop.
 * Evaluates the conditions over the row's batch: cheap where that is one row.
 *
 * As JSON {"lead":"L-1","now":"2026-…","scores":{"fit":{"value":54,"low":44,"high":79}},
 * "grades":{"grade":{"value":"B","could_be":["A","B"]}},"stage":{"value":"mql","certain":true},
 * "fields":[{"field":"title","opens":[{"what":"rule","name":"fit","text":"+20 when …"}]}],
 * "nothing_open":["name"]}; what: rule, score, persona, stage, exit, clause; could_be is null of a
 * grade of two scores, value null of no stage. */
void lead_missing_text(Buf *out, const Core *core, Row row, const ViewLook *look);
void lead_missing_json(Buf *out, const Core *core, Row row);

#endif
