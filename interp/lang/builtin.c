/* builtin.c -- the rows of builtins.def. */
#include "interp/lang/builtin.h"

static const Builtin rows[] = {
#define BUILTIN(name, signature, kernel, about, example, value) \
    {name, signature, kernel, about, example, value},
#include "interp/lang/builtins.def"
};
enum { N_ROWS = sizeof rows / sizeof *rows };

const Builtin *builtin_table(int *n)
{
    *n = N_ROWS;
    return rows;
}

const Builtin *builtin_find(Str name)
{
    for (int i = 0; i < N_ROWS; i++)
        if (str_is(name, rows[i].name))
            return &rows[i];
    return NULL;
}
