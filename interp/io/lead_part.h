/* lead_part.h -- what the views of a lead share: where it stands, and a clause's instances.
 *
 * Of a row that was evaluated with `explain`.  Texts are collected.
 */
#ifndef ACORDO_IO_LEAD_PART_H
#define ACORDO_IO_LEAD_PART_H

#include "interp/io/lead_views.h"

#define NO_INSTANT INT64_MIN /* also: no length */

/* One instance; instants in microseconds, lengths in the clause's own time. */
typedef struct Instance {
    ClauseStatus status;
    int64_t starts_us, warned_us, due_us, stopped_us;
    int64_t ended_us; /* stopped or called off */
    int64_t elapsed, remaining, late;
} Instance;

/* How many the row has of a clause with lanes, at least one: of a clause that has not started
 * the one that is `none` or `undetermined`.  i: below it. */
int lead_instances(const Core *core, Row row, int clause);
Instance lead_instance(const Core *core, Row row, int clause, int i);
/* NULL: elapsed time. */
const CoreCalendar *lead_calendar(const Core *core, Row row, int clause);
/* It runs, or is late: its due instant matters still. */
bool instance_is_owed(const Instance *i);
bool status_is_open(ClauseStatus s);
const char *status_paint(ClauseStatus s); /* its colour; "": none */

/* The stage or exit, by its number in core->stages; -1: neither. */
int lead_place(const Core *core, Row row);
int64_t lead_since(const Core *core, Row row); /* of that */
/* The field's value is a what-if; record may be NULL. */
bool record_gives(const LeadRecord *record, int field);
/* The row is of no record: see one_lead.h. */
bool lead_is_nobody(const Batch *b, int r);
/* The label's value, or the record's number: as decisions name a lead. */
void row_label(Buf *out, const Core *core, const Batch *b, int r);
int64_t lead_now(Row row);
int wide_text(const char *text,
              int columns); /* its columns, or as many if it has fewer */
int view_width(const ViewLook *look);
/* How much of its range a score is, in so many columns; of a score with a range that is not
 * empty. */
void score_bar(Buf *out, const CoreScore *s, int64_t v, int cells,
               const ViewLook *look);
/* "first_contact", or "first_contact #2" of several; instance from 1, 0: the only one. */
const char *instance_name(const char *clause, int instance);
/* "3 h 30 min left on office", "2 d 1 h left", "late by …"; "": nothing is owed or it has no
 * due instant. */
const char *left_text(const Core *core, Row row, int clause, const Instance *i);
/* Its two largest units, rounded down: "2 d 3 h", "in 3 h 20 min", "2 d 3 h ago",
 * "now". */
const char *rounded_text(int64_t us);
const char *relative_text(int64_t us);
/* A length of a clause's own time. */
void json_length(Buf *out, const Core *core, int clause, int64_t us);
/* `"scores":{"fit":{"value":54,"low":44,"high":79}}`; null: no end. */
void json_scores(Buf *out, const Core *core, Row row, bool *first);
/* `{"lead":"L-1","now":"2026-…"`, open for more keys. */
void json_head(Buf *out, const Core *core, Row row, bool *first);
const char *number_text(int64_t micros);

/* `,"key":`, the first of an object without its comma. */
void json_key(Buf *out, bool *first, const char *key);
/* null where it is NO_INSTANT; in the policy's zone. */
void json_instant(Buf *out, const Core *core, int64_t at_us);

#endif
