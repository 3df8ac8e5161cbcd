/* scalar.h -- one trimmed text to one value of a field's type.
 *
 * Nothing here knows of JSON or CSV.  16 bytes past the text may be read.
 */
#ifndef ACORDO_IO_SCALAR_H
#define ACORDO_IO_SCALAR_H

#include "interp/base/decimal.h"
#include "interp/sema/core.h"

/* As dec_read; short plain numbers take a fast path. */
DecStatus scalar_number(Str s, bool comma, int64_t *out);
/* yes/no, y/n, true/false, t/f, 1/0, sim/não/nao, s/n without case: 1, 0, or -1. */
int scalar_flag(Str s);

typedef enum StampFault {
    STAMP_FINE,
    STAMP_NONE,
    STAMP_NO_HOUR,
    STAMP_HAS_HOUR
} StampFault;
/* A timestamp (microseconds) or date (days) as the field says. */
StampFault scalar_timestamp(Str s, const CoreField *f, int64_t *out);
StampFault scalar_date(Str s, const CoreField *f, int64_t *out);

#endif
