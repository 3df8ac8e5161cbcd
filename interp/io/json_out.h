/* json_out.h -- JSON text, a key or an element at a time.
 *
 *     Json j = {.out = sink, .zone = zone};
 *     j_open(&j, '{');  j_z(&j, "name", "x");  j_close(&j, '}');  j_end(&j);
 *
 * Each key stands on a line of its own, indented; while `flat` all is on one line.  Texts are
 * escaped (RFC 8259).  Bytes go to the sink in blocks; its failure is the caller's to see.
 * The buffer is malloc'ed until j_end.
 */
#ifndef ACORDO_IO_JSON_OUT_H
#define ACORDO_IO_JSON_OUT_H

#include "interp/io/sink.h"
#include "interp/lang/type.h"
#include "interp/time/tz.h"

typedef struct Json {
    Buf b;            /* written values may be put into it after j_next or j_key */
    Sink *out;        /* NULL: all stays in b, which is the caller's */
    const Zone *zone; /* of instants */
    int depth;
    bool first, flat;
} Json;

void j_open(Json *j, char bracket);
void j_close(Json *j, char bracket);
void j_next(Json *j);                 /* before each element of a list */
void j_key(Json *j, const char *key); /* before each value of an object */
void j_end(Json *j);                  /* after the last bracket */

/* Keys with their values; a text of no bytes is null. */
void j_str(Json *j, const char *key, Str s);
void j_z(Json *j, const char *key, const char *z); /* NULL: null */
void j_count(Json *j, const char *key, uint64_t n);
void j_flag(Json *j, const char *key, bool flag);
void j_value(Json *j, const char *key, const Type *t, int64_t v); /* as value_json */
/* INT64_MIN: null. */
void j_known(Json *j, const char *key, const Type *t, int64_t v);
void j_instant(Json *j, const char *key, int64_t us);
void j_day(Json *j, const char *key, int64_t day); /* INT64_MIN and _MAX: null */

#endif
