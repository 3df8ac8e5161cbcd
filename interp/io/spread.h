/* spread.h -- how leads are spread over the values of an expression.
 *
 * Flags and lists by value; what has an order by its least, quartiles and most; texts by the
 * values that most leads have.  Made by study/spread_make.c.  Collected.
 */
#ifndef ACORDO_IO_SPREAD_H
#define ACORDO_IO_SPREAD_H

#include "interp/io/report_page.h"

typedef struct SpreadValue {
    const char *text;
    uint64_t n;
} SpreadValue;

enum { SPREAD_LEAST, SPREAD_QUARTER, SPREAD_MEDIAN, SPREAD_THREE, SPREAD_MOST, N_SPREAD };

typedef struct Spread {
    const char *text; /* as it was asked */
    const Core *core;
    const Type *type;
    uint64_t n, missing; /* leads; of them those without a value */
    SpreadValue *value;  /* of flags and enumerations in their order, of texts most leads first */
    int n_values;
    uint64_t others;           /* leads with other values than those */
    bool ordered;              /* `rank` is set */
    int64_t rank[N_SPREAD];    /* nearest rank, in the type's unit */
} Spread;

const Page *spread_page(const Spread *s);
/* {"leads": N, "missing": N, "values": [{"value": "yes", "leads": N}, …], "others": N} or, of
 * what has an order, {"leads", "missing", "least", "quarter", "median", "three_quarters", "most"}. */
void spread_json(Buf *out, const Spread *s);

#endif
