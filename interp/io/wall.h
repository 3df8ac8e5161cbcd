/* wall.h -- instants and lengths as people say them: "Mon 2 Mar 15:30", "2 h 30 min". */
#ifndef ACORDO_IO_WALL_H
#define ACORDO_IO_WALL_H

#include "interp/time/tz.h"

void wall_day(Buf *out, int32_t day, bool year);           /* "Mon 2 Mar", "… 2026" */
void wall_time(Buf *out, int64_t wall_us);                 /* "15:30", "15:30:05" */
void wall_instant(Buf *out, const Zone *z, int64_t at_us); /* "Mon 2 Mar 2026 15:30" */
/* Microseconds as days of 24 hours (elapsed alone), hours, minutes, seconds. */
void wall_length(Buf *out, int64_t us, bool elapsed);
int32_t wall_day_of(const Zone *z, int64_t at_us);
const char *wall_text(const Zone *z, int64_t at_us); /* collected */
const char *wall_length_text(int64_t us, bool elapsed);

#endif
