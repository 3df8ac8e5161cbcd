/* length.h -- lengths of time as records write them.
 *
 *     1 hour 30 minutes     the units of the language, in English or Portuguese
 *     PT1H30M  P1DT2H  P2W  ISO 8601, without years and months, which have no fixed length
 *     01:30:00              hours, minutes and seconds
 *
 * `01:30` could be hours and minutes or minutes and seconds: it is refused, by its own
 * answer, so that the sentence can say why.  Nothing here allocates.
 */
#ifndef ACORDO_IO_LENGTH_H
#define ACORDO_IO_LENGTH_H

#include "interp/base/decimal.h"

typedef enum LengthFault {
    LENGTH_FINE,
    LENGTH_ROUNDED,   /* an amount had more than six places */
    LENGTH_NONE,      /* no length of time */
    LENGTH_TWO_PARTS, /* hh:mm */
    LENGTH_RANGE      /* more microseconds than 64 bits hold */
} LengthFault;

LengthFault length_read(Str s, int64_t *out_us);

#endif
