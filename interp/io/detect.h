/* detect.h -- what an input is, from its first bytes, then from its name. */
#ifndef ACORDO_IO_DETECT_H
#define ACORDO_IO_DETECT_H

#include "interp/io/window.h"

/* Fills the window, passes over a byte order mark, and says what follows; options may have
 * said it already.  False with a finding where it is no text. */
bool detect(Window *w, const ReadOptions *o, InputFormat *format, Diags *diags);

#endif
