/* fault.h -- making Faults, and Rejects of them. */
#ifndef ACORDO_IO_FAULT_H
#define ACORDO_IO_FAULT_H

#include "interp/io/cell.h"
#include "interp/io/reader.h"

enum { FAULT_SHOWN = 200 }; /* bytes of a value that a reject holds */

/* All of these say false, so that a decoder can end with them. */
bool fault_put(Fault *f, DiagCode code, MsgId msg, const char *at);
bool fault_value(Fault *f, DiagCode code, MsgId msg, Str field, Str value, Str more);
bool fault_number(Fault *f, DiagCode code, MsgId msg, const char *at, uint64_t value);
/* v in digits that end before `end`; 20 bytes of room. */
Str fault_digits(char *end, uint64_t v);
/* s, or as much of it as fits into n bytes without cutting a code point. */
Str fault_clip(Str s, size_t n);
/* The sentence of f, appended to out, NUL-ended. */
void fault_say(Buf *out, const Fault *f);

#endif
