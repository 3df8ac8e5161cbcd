/* text_input.h -- a text as an input of the reader: a file without a name.
 *
 * So what is given on the command line, and the examples of `help`, are read by the same
 * code as any other records.
 */
#ifndef ACORDO_APP_TEXT_INPUT_H
#define ACORDO_APP_TEXT_INPUT_H

#include "interp/base/str.h"
#include <stdio.h>

typedef struct TextInput {
    FILE *file;
    const char *name; /* for reader_open */
} TextInput;

bool text_input_open(TextInput *in, Str text);
void text_input_close(TextInput *in);

#endif
