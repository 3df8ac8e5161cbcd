/* line_diff.h -- two texts as a unified diff of lines, three lines around each change. */
#ifndef ACORDO_APP_LINE_DIFF_H
#define ACORDO_APP_LINE_DIFF_H

#include "interp/base/str.h"

/* Appends nothing where the texts are equal. */
void line_diff(Buf *out, const char *old_name, Str old_text, const char *new_name,
               Str new_text, bool colour);

#endif
