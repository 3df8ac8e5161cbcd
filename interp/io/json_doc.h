/* json_doc.h -- records inside a JSON document, cut out of the stream one by one.
 *
 * A document is an array of objects; an object with such an array under a dotted path, or
 * under `records`; or objects one after the other, each over any number of lines.  Memory
 * is constant.  What follows the array is not looked at.
 */
#ifndef ACORDO_IO_JSON_DOC_H
#define ACORDO_IO_JSON_DOC_H

#include "interp/io/json_walk.h"
#include "interp/io/record.h"

typedef struct JsonDoc {
    bool array;  /* else objects one after the other */
    bool inside; /* the array is a member: what follows it is not looked at */
    bool first, closed;
} JsonDoc;

/* Whether the object that head begins with has, as far as head goes, a member `records`
 * that is a list. */
bool json_doc_has_records(Str head);
/* Goes to the first record; false with a finding where there can be none. */
bool json_doc_open(JsonDoc *d, Window *w, Str path, Diags *diags);
Found json_doc_next(JsonDoc *d, JsonWalk *x, Window *w, Record *rec, Fault *fault,
                    Diags *diags);

#endif
