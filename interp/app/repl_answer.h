/* repl_answer.h -- between a line and its answer: what repl.c hands on. */
#ifndef ACORDO_APP_REPL_ANSWER_H
#define ACORDO_APP_REPL_ANSWER_H

#include "interp/app/repl.h"

/* A line that is no command: a what-if, a declaration, an expression (repl_statement.c). */
Exit repl_statement(Repl *r, Str line);

/* `NAME = VALUE` of a field or a threshold (repl_edit.c); false: it is no such line. */
bool repl_assigns(Repl *r, Str line, Exit *exit);
/* An expression (repl_value.c). */
#define REPL_FIGURE "answer_of_the_prompt" /* the name of a figure while it is worked out */
Exit repl_value(Repl *r, const Parsed *p, const char *text);
void repl_take_findings(Repl *r, const Diags *from);

typedef struct ReplShown {
    Str line;
    Exit exit;
    const char *once; /* the file that was named before it */
    int64_t took_us;
} ReplShown;

/* The answer, the findings, the mistake, and the time (repl_show.c). */
void repl_show(Repl *r, const ReplShown *s);
/* At the start: what could not be read; counts only on a terminal. */
void repl_show_opened(Repl *r, Exit exit);

#endif
