/* ndjson.h -- a record a line.  Blank lines are not records. */
#ifndef ACORDO_IO_NDJSON_H
#define ACORDO_IO_NDJSON_H

#include "interp/io/json_walk.h"
#include "interp/io/record.h"

Found ndjson_next(JsonWalk *w, Window *win, Record *rec, Fault *fault);

#endif
