/* repl_history.h -- what was typed, across sessions: $XDG_STATE_HOME/acordo/history. */
#ifndef ACORDO_APP_REPL_HISTORY_H
#define ACORDO_APP_REPL_HISTORY_H

#include "interp/base/str.h"

/* A place that cannot be written is no mistake: there is then no history. */
void repl_history_open(void);
/* Not what begins with a blank, nor what was typed just before. */
void repl_history_add(Str text);

#endif
