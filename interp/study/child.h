/* child.h -- another program, run to its end without a shell.
 *
 * It gets a short input, and this process's environment and directory.  What it writes to
 * standard output is kept up to a limit, past which it is ended; of standard error the
 * beginning is.
 */
#ifndef ACORDO_STUDY_CHILD_H
#define ACORDO_STUDY_CHILD_H

#include "interp/base/str.h"

typedef struct Child {
    bool started; /* false: no such program, or no room for one more */
    bool fine;    /* it ended by itself, with 0 */
    bool large;   /* over the limit: out is empty, out.n what was read of it */
    Str out;      /* collected, NUL-ended */
    Str said;     /* the same, of standard error */
} Child;

enum { CHILD_INPUT = 4096 }; /* what every pipe holds */

/* argv ends with NULL; its first is looked for in PATH.  input has at most CHILD_INPUT bytes. */
Child child_run(const char *const *argv, Str input, size_t limit);

#endif
