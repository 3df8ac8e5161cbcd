/* encoding.h -- bytes of other encodings to UTF-8, and the check of UTF-8 by chunk.
 *
 * latin1 is ISO 8859-1.  windows-1252 is the web's table (WHATWG): the five bytes that it
 * leaves open become the control characters of their number.  UTF-16 is as in utf16.h.
 * Nothing is lost, so the UTF-8 tells how many bytes of the input it stands for.
 */
#ifndef ACORDO_IO_ENCODING_H
#define ACORDO_IO_ENCODING_H

#include "interp/io/reader.h"

enum {
    ENCODING_GROWTH = 3, /* bytes of UTF-8 that one byte may become */
    ENCODING_HELD = 3,   /* bytes, at most, of a character that is cut off */
    ENCODING_MARK = 3,   /* bytes of the longest byte order mark */
};

/* What the byte order mark says that an input begins with; `said` where there is none. */
Encoding encoding_marked(Str head, Encoding said);
bool encoding_is_utf16(Encoding e);
/* Writes at most in.n × ENCODING_GROWTH bytes to out; returns their number.  *used: bytes of
 * in that are done with; all of them where `last`, nothing more will come. */
size_t encoding_to_utf8(Encoding e, Str in, bool last, char *out, size_t *used);
/* Bytes of the input that became s. */
size_t encoding_span(Encoding e, Str s);
/* Whether p[0 … n) is UTF-8; a sequence that the end cuts off is left out: *whole is what
 * was looked at. */
bool encoding_check(const char *p, size_t n, size_t *whole);

#endif
