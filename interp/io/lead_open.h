/* lead_open.h -- what is missing of a lead, and what that leaves open; for lead_missing.c.
 *
 * Collected.
 */
#ifndef ACORDO_IO_LEAD_OPEN_H
#define ACORDO_IO_LEAD_OPEN_H

#include "interp/io/derivation.h"

typedef struct Open {
    const char *what; /* "rule", "score", "persona", "stage", "exit", "clause" */
    const char *name; /* of the score, persona, stage or clause */
    const char
        *text; /* of the policy: "+20 when title = \"ceo\"", "keep title known" */
} Open;

typedef struct OpenField {
    int field;
    Open *open;
    int n;
    size_t cap;
} OpenField;

typedef struct LeadOpen {
    OpenField *field; /* missing and read by something, in the core's order */
    int n;
    size_t cap;
    uint8_t **could_be; /* by grade and member: it could be that; NULL: of two scores */
} LeadOpen;

LeadOpen *lead_open(const Core *core, Row row);

#endif
