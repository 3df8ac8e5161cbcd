/* repl_complete.h -- what may stand at a place of a line, and readline's asking for it. */
#ifndef ACORDO_APP_REPL_COMPLETE_H
#define ACORDO_APP_REPL_COMPLETE_H

#include "interp/app/repl.h"

/* Words that fit line[start … end), sorted, without repeats; n: how many.  files: a file's
 * name may stand there, which readline completes by itself.  Collected. */
const char *const *repl_words_at(const Repl *r, Str line, size_t start, int *n,
                                 bool *files);
/* Has readline ask, from now on. */
void repl_complete_for(const Repl *r);

#endif
