/* inputs.h -- options that say how inputs are read, and the inputs' names. */
#ifndef ACORDO_APP_INPUTS_H
#define ACORDO_APP_INPUTS_H

#include "interp/app/app.h"
#include "interp/study/fact_files.h"

typedef struct Inputs {
    ReadOptions read;
    const char *const *name; /* of leads */
    int n;
    FactInput *fact; /* by fact of the core */
    int n_facts;
} Inputs;

/* The operands from the first-th on: NAME=FILE is a file of that fact, `lead=FILE` and FILE
 * one of leads; standard input where no file of leads is named.  False: said. */
bool inputs_of(App *app, int first, const Core *core, Inputs *out);

#endif
