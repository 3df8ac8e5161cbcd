/* json_text.h -- the escapes of JSON texts, which someone has checked before. */
#ifndef ACORDO_IO_JSON_TEXT_H
#define ACORDO_IO_JSON_TEXT_H

#include "interp/base/str.h"

/* s without its escapes into out, which has room for s.n bytes; the number of bytes. */
size_t json_unescape(Str s, char *out);
/* The escape at p (a backslash; readable up to a byte that cannot belong to one): bytes of
 * it, 0 where it is none, -1 where it is half of a surrogate pair. */
int json_escape_length(const char *p);

#endif
