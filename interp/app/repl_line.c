/* repl_line.c -- lines from a terminal. */
#include "interp/app/repl.h"
#include "interp/app/term.h"
#include <stdio.h>
#include <stdlib.h>

Exit repl_talk(Repl *r)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    Exit exit = EXIT_DONE;
    while (!r->leave && (n = getline(&line, &cap, stdin)) >= 0)
        exit = repl_input(r, (Str){line, (size_t)n});
    free(line);
    return exit;
}
