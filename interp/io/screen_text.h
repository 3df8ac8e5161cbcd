/* screen_text.h -- text of data on a terminal: cleaned, painted, wrapped. */
#ifndef ACORDO_IO_SCREEN_TEXT_H
#define ACORDO_IO_SCREEN_TEXT_H

#include "interp/base/str.h"

/* Control characters become blanks, so no text can paint or move the cursor. */
void text_clean(Buf *out, Str s);
void text_padded(Buf *out, Str s, int columns); /* cleaned; blanks after it */
/* paint: an escape sequence; "" paints nothing.  Cleaned. */
void text_painted(Buf *out, Str s, const char *paint);
Str text_word(Str s,
              size_t *at); /* the next one from *at, which moves on; n = 0: none */
/* Words in lines of at most `width` columns, the first after `first` columns that stand
 * already, the others after `indent` blanks; the last line is ended too.  A word that is
 * longer than a line is broken. */
void text_wrapped(Buf *out, Str s, int width, int first, int indent, const char *paint);

#endif
