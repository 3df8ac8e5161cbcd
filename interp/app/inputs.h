/* inputs.h -- options that say how inputs are read, and the inputs' names. */
#ifndef ACORDO_APP_INPUTS_H
#define ACORDO_APP_INPUTS_H

#include "interp/app/app.h"
#include "interp/io/reader.h"

typedef struct Inputs {
    ReadOptions read;
    const char *const *name;
    int n;
} Inputs;

/* The operands from the first-th on; standard input where there are none.  False: said. */
bool inputs_of(App *app, int first, Inputs *out);

#endif
