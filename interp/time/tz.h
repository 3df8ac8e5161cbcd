/* tz.h -- IANA zones from the system's TZif files (RFC 8536), read by ourselves.
 *
 * Gaps and overlaps as RFC 5545: a wall time in a gap moves on by the gap, an ambiguous
 * one is the first.  Past the last transition the file's footer rule holds.  TZ and
 * localtime are never asked.  At the very ends of 64 bits the offset counts as 0.
 * Collected.
 */
#ifndef ACORDO_TIME_TZ_H
#define ACORDO_TIME_TZ_H

#include "interp/time/civil.h"

typedef struct Zone Zone;

/* dir is "/usr/share/zoneinfo" unless a test says otherwise.  NULL when the name is not
 * there or not a TZif file (names with ".." are refused).  "UTC" needs no file. */
const Zone *zone_load(const char *dir, Str name);
Str zone_name(const Zone *z);
int32_t zone_offset(const Zone *z, int64_t instant_us); /* seconds east of UTC */
int64_t zone_to_instant(const Zone *z, int64_t wall_us);
static inline int64_t zone_to_wall(const Zone *z, int64_t instant_us)
{
    int64_t wall_us, offset_us = (int64_t)zone_offset(z, instant_us) * USEC_SECOND;
    return __builtin_add_overflow(instant_us, offset_us, &wall_us) ? instant_us
                                                                   : wall_us;
}
/* The nearest zone names, for "did you mean"; up to max; collected. */
int zone_suggest(const char *dir, Str name, Str *out, int max);

/* RFC 3339 in the zone: 2026-03-02T10:00:00-03:00, fraction only if there is one. */
void zone_print(Buf *b, const Zone *z, int64_t instant_us);
/* The same where ZONE_PUT_BYTES may be written; returns its end.  seen, which may be NULL and
 * is nought to begin with, keeps the texts of days: those of many records are few. */
enum { ZONE_PUT_BYTES = 48, DAY_TEXTS = 512, DAY_TEXT_BYTES = 16 };
typedef struct DayTexts {
    int64_t key[DAY_TEXTS]; /* the day, counted from long ago, so never 0 */
    char text[DAY_TEXTS][DAY_TEXT_BYTES];
    uint8_t n[DAY_TEXTS];
} DayTexts;
char *zone_put(char *to, const Zone *z, int64_t instant_us, DayTexts *seen);

#endif
