/* json_walk.h -- one record from JSON text to cells, in one forward walk.
 *
 * The walk is fast and says only yes or no; json_walk_why looks again, slowly, at what it
 * refused.
 */
#ifndef ACORDO_IO_JSON_WALK_H
#define ACORDO_IO_JSON_WALK_H

#include "interp/io/fault.h"
#include "interp/io/json_keys.h"

typedef struct JsonWalk {
    JsonKeys *keys;
    Cell *cells; /* keys->n_cells */
    Cell *parts; /* of this record's lists */
    uint32_t n_parts, parts_cap;
    bool lines; /* a line end is a blank */
    Str twice;  /* the key that stood there already; p NULL: none did */
    const char *twice_at;
    uint64_t grown;
} JsonWalk;

void json_walk_init(JsonWalk *w, Slot *slots, int n_slots, bool lines);
void json_walk_free(JsonWalk *w);
/* p is at the brace of a record: the byte after it, or NULL. */
const char *json_walk(JsonWalk *w, const char *p);
/* Why s is not a record. */
void json_walk_why(const JsonWalk *w, Str s, Fault *f);

#endif
