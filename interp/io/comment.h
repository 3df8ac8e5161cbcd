/* comment.h -- a verdict with its reasons, as a comment on a pull request.
 *
 * GitHub-flavoured Markdown: the verdict is the first line, then a table, then what is to
 * say of each row, folded.  All of it stays below COMMENT_BYTES, the least that the usual
 * hosts take; what does not fit is counted in its last line.
 */
#ifndef ACORDO_IO_COMMENT_H
#define ACORDO_IO_COMMENT_H

#include "interp/base/str.h"

enum { COMMENT_BYTES = 65000 };

typedef struct CommentRow {
    const char *kind, *where, *text; /* the cells */
    const char *title, *detail;      /* folded: a heading and lines; NULL: nothing */
} CommentRow;

typedef struct Comment {
    const char *verdict;
    const char *head[3]; /* of the cells */
    const CommentRow *row;
    int n;
} Comment;

void comment_markdown(Buf *out, const Comment *c);

#endif
