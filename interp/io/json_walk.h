/* json_walk.h -- one record from JSON text to cells, in one forward walk.
 *
 * The walk is fast and says only yes or no; json_walk_why looks again, slowly, at what it
 * refused.
 */
#ifndef ACORDO_IO_JSON_WALK_H
#define ACORDO_IO_JSON_WALK_H

#include "interp/io/fault.h"
#include "interp/io/json_keys.h"

typedef struct JsonWalk JsonWalk;
typedef const char *JsonWalkFn(JsonWalk *w, const char *p);

struct JsonWalk {
    JsonWalkFn *object; /* the walk for this processor */
    JsonKeys *keys;
    Cell *cells; /* keys->n_cells; before them one for what no field wants */
    Cell *parts; /* of this record's lists */
    uint32_t n_parts, parts_cap;
    bool lines; /* a line end is a blank */
    Str twice;  /* the key that stood there already; p NULL: none did */
    const char *twice_at;
    uint64_t grown;
};

void json_walk_init(JsonWalk *w, Slot *slots, int n_slots, bool lines);
void json_walk_free(JsonWalk *w);
/* p is at the brace of a record: the byte after it, or NULL. */
const char *json_walk(JsonWalk *w, const char *p);
/* The same walk for any processor and for those with AVX2 (json_walk_loop.h); p is at a
 * brace. */
JsonWalkFn json_walk_plain, json_walk_avx2;
void json_parts_grow(JsonWalk *w); /* room for one more part */
/* Why s is not a record. */
void json_walk_why(const JsonWalk *w, Str s, Fault *f);

#endif
