/* text_input.c -- by way of tmpfile and /dev/fd. */
#include "interp/app/text_input.h"

bool text_input_open(TextInput *in, Str text)
{
    in->file = tmpfile();
    if (in->file == NULL)
        return false;
    fwrite(text.p, 1, text.n, in->file);
    rewind(in->file);
    in->name = str_format("/dev/fd/%d", fileno(in->file));
    return true;
}

void text_input_close(TextInput *in) { fclose(in->file); }
