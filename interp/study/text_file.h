/* text_file.h -- a whole file, or one of a git revision, as text, in the collected heap. */
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
    TEXT_GIT, /* of git:REV:path: no such revision, see git_file.h */
    TEXT_LARGE /* over the limit: `out` is empty, its n the size where known */
} TextFault;

/* "-" is standard input, git:REV:path a file of a revision.  The text is NUL-ended. */
TextFault text_file_read(const char *path, Str *out);
bool text_file_exists(const char *path);
/* The folder of a file's name with its last slash; of git:REV:name it ends with the colon; ""
 * for a bare name. */
Str text_file_folder(const char *path);

#endif
