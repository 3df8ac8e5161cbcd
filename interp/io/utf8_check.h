/* utf8_check.h -- whether a chunk is UTF-8, 32 bytes at a time where the machine can. */
#ifndef ACORDO_IO_UTF8_CHECK_H
#define ACORDO_IO_UTF8_CHECK_H

#include "interp/base/str.h"

/* As utf8_valid of base/utf8.h, for text in bulk. */
bool utf8_check(Str s);

#endif
