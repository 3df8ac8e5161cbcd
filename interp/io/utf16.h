/* utf16.h -- UTF-16 to UTF-8 and back, with nothing lost on the way.
 *
 * What is no character stays what it was, as bytes that no UTF-8 has, so that the check of
 * UTF-8 finds it and its bytes can be told again: one half of a surrogate pair becomes the
 * three bytes of its number (ED A0…BF xx), an odd byte at the end becomes F8…FB xx.
 */
#ifndef ACORDO_IO_UTF16_H
#define ACORDO_IO_UTF16_H

#include "interp/base/str.h"

/* in[0 … n) to out, at most 3 bytes for each two and 2 for an odd one: their number.  *used:
 * bytes of in that are done with.  The rest, at most 3, belongs to a character that the end
 * cuts off; where `last`, nothing more will come, and *used is n. */
size_t utf16_to_utf8(bool big, const char *in, size_t n, bool last, char *out,
                     size_t *used);
/* Bytes of UTF-16 that became s. */
size_t utf16_span(Str s);
/* Those bytes, appended to out.  s is what utf16_to_utf8 wrote, whole characters of it. */
void utf16_of_utf8(bool big, Str s, Buf *out);
/* Whether the character at s.p, which is none, is the odd byte at an input's end. */
bool utf16_is_odd(Str s);

#endif
