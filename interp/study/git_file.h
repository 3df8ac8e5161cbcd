/* git_file.h -- a file of a revision: `git:REV:path`.
 *
 * What stands behind `git:` is what `git show` takes: path is from the top of the repository
 * that the command runs in, `./path` and `../path` from the current directory; without REV,
 * `git::path`, it is what is staged.  Symbolic links that stay in the revision are followed, but
 * not those that are staged.  A file of the disk whose name begins so is `./git:…`.
 * git is run once for a file, without a shell; a few times more to say why there is none.
 */
#ifndef ACORDO_STUDY_GIT_FILE_H
#define ACORDO_STUDY_GIT_FILE_H

#include "interp/base/diag.h"
#include "interp/study/text_file.h"

/* What stands behind `git:`, or NULL: the name is a file's. */
const char *git_object(const char *name);
/* The path in it, behind the colon that ends the revision; NULL: it has none. */
const char *git_object_path(const char *object);

/* TEXT_ABSENT: the revision is there and the path is not; TEXT_GIT: no revision, no repository,
 * no git. */
TextFault git_file_read(const char *object, Str *out);
bool git_file_exists(const char *object);
/* The finding for a fault of reading `name`, which is a git_object. */
void git_file_say(Diags *ds, const char *name);

#endif
