/* encoding.h -- bytes of older encodings to UTF-8, and the check of UTF-8 by chunk.
 *
 * latin1 is ISO 8859-1.  windows-1252 is the web's table (WHATWG): the five bytes that it
 * leaves open become the control characters of their number.  One byte becomes one code
 * point, so an offset in the input as given is a count of code points.
 */
#ifndef ACORDO_IO_ENCODING_H
#define ACORDO_IO_ENCODING_H

#include "interp/io/reader.h"

enum { ENCODING_GROWTH = 3 }; /* bytes of UTF-8 that one byte may become */

/* Writes at most n × ENCODING_GROWTH bytes to out; returns their number. */
size_t encoding_to_utf8(Encoding e, const char *in, size_t n, char *out);
size_t encoding_count(const char *p, size_t n); /* code points of UTF-8 */
/* Whether p[0 … n) is UTF-8; a sequence that the end cuts off is left out: *whole is what
 * was looked at. */
bool encoding_check(const char *p, size_t n, size_t *whole);

#endif
