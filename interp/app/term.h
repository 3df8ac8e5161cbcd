/* term.h -- the terminal and the signals: the only isatty, environment and sigaction. */
#ifndef ACORDO_APP_TERM_H
#define ACORDO_APP_TERM_H

#include "interp/base/str.h"
#include <signal.h>

bool term_is(int fd);
int term_width(int fd); /* columns; 0 where fd is no terminal */
/* when: auto, always, never; NULL is auto.  auto: a terminal, no NO_COLOR, TERM not dumb. */
bool term_colour(const char *when, int fd);
int term_processors(void); /* that may be used at once: 1 … 16 */
bool term_utf8(void);     /* its locale is UTF-8 */
bool term_portuguese(void); /* the locale's messages are in Portuguese */
void term_write(Str text); /* to standard error, unbuffered */

/* SIGPIPE is ignored; the first SIGINT or SIGTERM is remembered, a second one kills. */
void term_signals(void);
bool term_interrupted(void);

/* -- at a prompt: SIGINT never kills, SIGTERM and SIGHUP end the session */
void term_prompt_signals(void);
void term_interrupt_taken(void); /* what was remembered is done with, SIGTERM aside */
bool term_ended(void);           /* by SIGTERM or SIGHUP */
bool term_resized(void);         /* since it was last asked */
/* They come in only while `open` is in force, as pselect has it; until term_release. */
void term_hold(sigset_t *open);
void term_release(const sigset_t *open);

/* $XDG_STATE_HOME, or ~/.local/state; NULL: there is no home.  Collected. */
const char *term_state_folder(void);

#endif
