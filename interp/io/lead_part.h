/* lead_part.h -- what the views of a lead share: where it stands, and a clause's instances.
 *
 * Of a row that was evaluated with `explain`.  Texts are collected.
 */
#ifndef ACORDO_IO_LEAD_PART_H
#define ACORDO_IO_LEAD_PART_H

#include "interp/io/derivation.h"

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
/* The label's value, or the record's number: as decisions name a lead. */
void row_label(Buf *out, const Core *core, const Batch *b, int r);
int64_t lead_now(Row row);
const char *number_text(int64_t micros);

/* `,"key":`, the first of an object without its comma. */
void json_key(Buf *out, bool *first, const char *key);
/* null where it is NO_INSTANT; in the policy's zone. */
void json_instant(Buf *out, const Core *core, int64_t at_us);

#endif
