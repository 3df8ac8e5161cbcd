/* utf8.h -- validity, folding and width of text (utf8proc behind one file).
 *
 * fold: without case, accents and outer or repeated blanks: NFKD-decomposed, marks
 * stripped, case folded, blanks joined and trimmed.  "  São  PAULO " -> "sao paulo".
 */
#ifndef ACORDO_BASE_UTF8_H
#define ACORDO_BASE_UTF8_H

#include "interp/base/str.h"

bool utf8_valid(Str s);
ptrdiff_t utf8_fault(Str s);      /* offset of the first bad byte, or -1 */
int utf8_next(Str s, size_t *at); /* code point at *at; moves on; s is valid */
int utf8_put(char *out, int cp);  /* 1…4 bytes */
int utf8_count(Str s);            /* code points */
int utf8_width(Str s);            /* terminal columns */
bool utf8_is_ascii(Str s);
/* s folded into out (capacity cap); the number of bytes needed, which may exceed cap (then
 * nothing useful was written).  ASCII takes a fast path.  No allocation for ASCII. */
size_t utf8_fold(Str s, char *out, size_t cap);
size_t utf8_lower(Str s, char *out, size_t cap); /* full case mapping to lower */
Str utf8_fold_copy(Str s);                       /* collected */
Str utf8_nfc_copy(Str s);                        /* collected */

/* s, or as much of it as fits into so many columns with an ellipsis for its tail (0: all of
 * it); room holds what was made. */
Str utf8_cut(Str s, int columns, Buf *room);

#endif
