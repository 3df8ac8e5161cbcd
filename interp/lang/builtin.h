/* builtin.h -- the language's functions, from builtins.def. */
#ifndef ACORDO_LANG_BUILTIN_H
#define ACORDO_LANG_BUILTIN_H

#include "interp/lang/op.h"

typedef struct Builtin {
    const char *name, *signature;
    KernelId kernel;
    const char *about, *example, *value;
} Builtin;

const Builtin *builtin_table(int *n);
const Builtin *builtin_find(Str name); /* first row of that name, or NULL */

#endif
