/* text_edit.h -- a source's text with pieces of it exchanged; all else is as it was given,
 * byte for byte.
 */
#ifndef ACORDO_STUDY_TEXT_EDIT_H
#define ACORDO_STUDY_TEXT_EDIT_H

#include "interp/base/source.h"

typedef struct TextEdit {
    uint32_t lo, hi; /* of the source's text, half-open */
    Str text;        /* its lines end in '\n' */
} TextEdit;

typedef struct TextEdits {
    TextEdit *item;
    int n;
    size_t cap;
} TextEdits;

/* In order of place; they do not overlap.  text is kept, not copied. */
void text_edit(TextEdits *e, uint32_t lo, uint32_t hi, Str text);
/* At the end, on a line of its own; nothing where there is no text. */
void text_edit_end(TextEdits *e, const Source *src, Str text);
/* Line ends of what is put in are those of the source. */
void text_edited(Buf *out, const Source *src, const TextEdits *e);

#endif
