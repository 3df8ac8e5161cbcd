/* git_file.h -- a file of a revision: `git:REV:path`.
 *
 * As `git show REV:path` takes it: path is from the top of the repository that the command
 * runs in, `./path` from here; without REV it is the index's.  `git` is run without a shell.
 */
#ifndef ACORDO_STUDY_GIT_FILE_H
#define ACORDO_STUDY_GIT_FILE_H

#include "interp/study/text_file.h"

/* What stands behind `git:`, or NULL: path is a file's. */
const char *git_object(const char *path);
/* TEXT_GIT: *out is what git said, its first line; n = 0: git is not installed. */
TextFault git_file_read(const char *object, Str *out);
bool git_file_exists(const char *object);

#endif
