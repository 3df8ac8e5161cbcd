/* markdown_text.h -- text in GitHub-flavoured Markdown, as text.
 *
 * No markup, no mentions, no references to issues, no lists by accident.
 */
#ifndef ACORDO_IO_MARKDOWN_TEXT_H
#define ACORDO_IO_MARKDOWN_TEXT_H

#include "interp/base/str.h"

/* One line: what ends a line, and other control characters, become blanks. */
void markdown_text(Buf *b, const char *z);

#endif
