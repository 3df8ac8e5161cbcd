/* text_file.h -- a whole file as text, in the collected heap. */
#ifndef ACORDO_STUDY_TEXT_FILE_H
#define ACORDO_STUDY_TEXT_FILE_H

#include "interp/base/str.h"

enum { TEXT_FILE_LIMIT = 16 << 20 };

typedef enum TextFault {
    TEXT_OK,
    TEXT_ABSENT,
    TEXT_DIRECTORY,
    TEXT_DENIED,
    TEXT_BROKEN,
    TEXT_LARGE /* over the limit: `out` is empty, its n the size where known */
} TextFault;

/* "-" is standard input.  The text is NUL-ended. */
TextFault text_file_read(const char *path, Str *out);
bool text_file_exists(const char *path);

#endif
