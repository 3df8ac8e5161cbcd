/* diag_mark.h -- one source line with its carets and labels, for diag_render.
 *
 * A mark is a stretch of one line in display columns from 0; a line has a window when it
 * is too long to be shown whole.
 */
#ifndef ACORDO_BASE_DIAG_MARK_H
#define ACORDO_BASE_DIAG_MARK_H

#include "interp/base/diag.h"

enum { MARKS_MAX = DIAG_MAX_LABELS + 1 };

typedef struct Mark {
    const Source *src;
    int line;         /* from 1 */
    int lo, hi;       /* display columns, half-open, hi > lo */
    bool first;       /* the finding's own span: carets */
    const char *text; /* NULL: nothing beside it */
} Mark;

typedef struct MarkStyle {
    const char *bar, *dots, *vertical;
    const char *caret_on, *label_on, *gutter_on, *off;
    int gutter; /* digits of the largest line number */
} MarkStyle;

Mark mark_of_span(Span at, bool first, const char *text);
/* The line, then its marks; all n are of one line. */
void mark_line(Buf *out, const MarkStyle *style, Mark *mark, int n);

#endif
