/* repl_answer.h -- between a line and its answer: what repl.c hands on. */
#ifndef ACORDO_APP_REPL_ANSWER_H
#define ACORDO_APP_REPL_ANSWER_H

#include "interp/app/repl.h"

/* A line that is no command: a what-if, a declaration, an expression (repl_statement.c). */
Exit repl_statement(Repl *r, Str line);

typedef struct ReplShown {
    Str line;
    Exit exit;
    const char *once; /* the file that was named before it */
    int64_t took_us;
} ReplShown;

/* The answer, the findings, the mistake, and the time (repl_show.c). */
void repl_show(Repl *r, const ReplShown *s);

#endif
