/* decimal.h -- exact decimals with six places in 64 bits ("micros").
 *
 * 1.5 is 1_500_000.  Range: ±9_223_372_036_854.775807; INT64_MIN is never a value.
 * Reading, × and ÷ round half to even at the sixth place; products and sums are formed in
 * 128 bits.  Nothing here passes through floating point.
 */
#ifndef ACORDO_BASE_DECIMAL_H
#define ACORDO_BASE_DECIMAL_H

#include "interp/base/str.h"

#define MICRO INT64_C(1000000)
__extension__ typedef __int128 Int128;

typedef enum DecStatus { DEC_OK, DEC_ROUNDED, DEC_RANGE, DEC_SYNTAX } DecStatus;

/* Reads [-+]digits[.digits][(e|E)[+-]digits], whole text; with comma, `1.234.567,89` or
 * `1234,5` (groups of three by points are taken only if they are well formed). */
DecStatus dec_read(Str s, bool comma, int64_t *out);
/* Shortest form: "60", "-0.5", "0.000001".  At most 21 bytes; returns their number. */
int dec_print(char *out, int64_t micros);
void dec_buf(Buf *b, int64_t micros);

/* False on overflow or division by zero; *out is then untouched. */
bool dec_mul(int64_t a, int64_t b, int64_t *out); /* micros × micros */
bool dec_div(int64_t a, int64_t b, int64_t *out); /* micros ÷ micros */
bool dec_narrow(Int128 v, int64_t *out);
Int128 dec_div_round(Int128 a, Int128 b); /* half to even; b ≠ 0 */
/* nearest multiple of 10^-places (0…6): half to even; false on overflow */
bool dec_round(int64_t a, int places, int64_t *out);

#endif
