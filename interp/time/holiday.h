/* holiday.h -- days off by rule: fixed dates, Easter, the nth weekday of a month.
 *
 * A Holidays is the list of days of 1970 to 2100 that rules give, sorted, each once per
 * name.  Easter is the Gregorian computus (Meeus/Jones/Butcher).  Collected; constant.
 */
#ifndef ACORDO_TIME_HOLIDAY_H
#define ACORDO_TIME_HOLIDAY_H

#include "interp/base/str.h"

typedef enum HolidayKind {
    HOLIDAY_FIXED,  /* day, month; 29 February only where there is one */
    HOLIDAY_EASTER, /* offset days from Easter Sunday */
    HOLIDAY_NTH, /* nth weekday of month; nth 0: the last; one that is not there: none */
    HOLIDAY_DATE /* one date: `date` */
} HolidayKind;

typedef struct HolidayRule {
    HolidayKind kind;
    int day, month, offset, nth, weekday; /* weekday 0 Monday … 6 Sunday */
    int32_t date;
    int from_year, until_year; /* both in; 0: no bound */
    bool
        observed; /* of a Saturday the Friday before, of a Sunday the Monday after; the day
                      itself then is none.  May fall into the neighbouring year */
    Str title;
} HolidayRule;

typedef struct HolidayDay {
    int32_t day;
    Str title;
} HolidayDay;

typedef struct Holidays {
    HolidayDay *day; /* ascending; of one day in order of the rules */
    int n;
} Holidays;

const Holidays *holidays_make(const HolidayRule *rule, int n);
bool holidays_has(const Holidays *h, int32_t day);
Str holidays_title(const Holidays *h, int32_t day); /* the first; n = 0: none */

#endif
