/* term.h -- the terminal and the signals: the only isatty, environment and sigaction. */
#ifndef ACORDO_APP_TERM_H
#define ACORDO_APP_TERM_H

#include "interp/base/str.h"

bool term_is(int fd);
int term_width(int fd); /* columns; 0 where fd is no terminal */
/* when: auto, always, never; NULL is auto.  auto: a terminal, no NO_COLOR, TERM not dumb. */
bool term_colour(const char *when, int fd);
int term_processors(void); /* that may be used at once: 1 … 16 */
bool term_utf8(void);     /* its locale is UTF-8 */
void term_write(Str text); /* to standard error, unbuffered */

/* SIGPIPE is ignored; the first SIGINT or SIGTERM is remembered, a second one kills. */
void term_signals(void);
bool term_interrupted(void);

#endif
