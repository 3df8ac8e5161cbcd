/* modules.h -- the standard library as it is embedded in the binary.
 *
 * The rows are made from stdlib/ by stdlib/embed.sh; the last has no path.  A module is
 * parsed only when a policy uses it.
 */
#ifndef ACORDO_STUDY_MODULES_H
#define ACORDO_STUDY_MODULES_H

#include "interp/base/str.h"

typedef struct StdModule {
    const char *path; /* "std.calendar.br" */
    const unsigned char *text;
    size_t n;
} StdModule;

extern const StdModule std_modules[];

#endif
