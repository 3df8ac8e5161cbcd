/* record.c -- what the formats say alike of a record. */
#include "interp/io/record.h"

#include "interp/io/encoding.h"
#include "interp/io/utf16.h"

bool record_not_text(Fault *f, const Window *w, Str s, ptrdiff_t bad)
{
    size_t at = (size_t)bad;
    MsgId msg = !encoding_is_utf16(w->encoding)     ? DATA_NOT_UTF8
                : utf16_is_odd(str_sub(s, at, s.n)) ? DATA_ODD_END
                                                    : DATA_HALF_PAIR;
    return fault_number(f, E0503, msg, s.p + at, window_span(w, s.p, at) + 1);
}
