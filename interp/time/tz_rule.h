/* tz_rule.h -- the footer of a TZif file: a POSIX TZ rule; private to interp/time. */
#ifndef ACORDO_TIME_TZ_RULE_H
#define ACORDO_TIME_TZ_RULE_H

#include "interp/base/str.h"

typedef enum RuleShape { RULE_JULIAN, RULE_DAY, RULE_MONTH } RuleShape;

typedef struct RuleDate {
    RuleShape shape;
    int day; /* Jn 1…365, n 0…365, or the weekday of Mm.w.d, 0 Sunday */
    int month, week;
    int seconds; /* wall time of the change, may be below 0 or above a day */
} RuleDate;

typedef struct Rule {
    bool has_dst;
    int32_t std, dst;    /* seconds east of UTC */
    RuleDate start, end; /* of daylight saving */
} Rule;

/* A change of offset: from `at` (seconds since 1970, UTC) on it is `offset`. */
typedef struct Change {
    int64_t at;
    int32_t offset;
} Change;

bool rule_read(Str s, Rule *out);
/* The two changes of a year in order of time; the rule has daylight saving. */
void rule_year(const Rule *r, int year, Change out[2]);
/* The change in force at `seconds`, in a rule with or without daylight saving; *before is
 * the offset until then. */
Change rule_change(const Rule *r, int64_t seconds, int32_t *before);

#endif
