/* holiday.h -- days off by rule: fixed dates, Easter, the nth weekday of a month.
 *
 * A Holidays is the list of the days of 1970 to 2100 that rules give, sorted, each once
 * per name.  Collected; constant once made.  Titles are borrowed from the rules.
 */
#ifndef ACORDO_TIME_HOLIDAY_H
#define ACORDO_TIME_HOLIDAY_H

#include "interp/base/str.h"

typedef enum HolidayKind {
    HOLIDAY_FIXED,  /* day, month; 29 February only where there is one */
    HOLIDAY_EASTER, /* offset days from Easter Sunday */
    HOLIDAY_NTH, /* nth weekday of month; nth 0: the last; one that is not there: none */
    HOLIDAY_DATE /* one date: `date`, days since 1970 */
} HolidayKind;

typedef struct HolidayRule {
    HolidayKind kind;
    int day, month, offset, nth, weekday; /* weekday 0 Monday … 6 Sunday */
    int32_t date;
    int from_year, until_year; /* of the day before it is moved; both in; 0: no bound */
    bool
        observed; /* of a Saturday the Friday before, of a Sunday the Monday after; the day
                      itself then is none.  May fall into the neighbouring year */
    Str title;
} HolidayRule;

typedef struct HolidayDay {
    int32_t day; /* since 1970 */
    Str title;
} HolidayDay;

typedef struct Holidays {
    HolidayDay *day; /* ascending; of one day in order of the rules */
    int n;
} Holidays;

const Holidays *holidays_make(const HolidayRule *rule, int n);
bool holidays_has(const Holidays *h, int32_t day);
Str holidays_title(const Holidays *h, int32_t day); /* the first; n = 0: none */

/* Easter Sunday of a Gregorian year, as days since 1970 (the computus of Meeus, Jones and
 * Butcher: "Astronomical Algorithms", chapter 8). */
int32_t holiday_easter(int year);

#endif
