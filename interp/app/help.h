/* help.h -- pages: the program's, a command's, a finding's, a function's, a module's. */
#ifndef ACORDO_APP_HELP_H
#define ACORDO_APP_HELP_H

#include "interp/app/app.h"

Exit help_version(App *app);
Exit help_command(App *app, CommandId id);
void help_commands(Buf *out); /* a line each */

/* Text wrapped to the page's width; at: the column where it begins.  Ends the line. */
void help_wrap(Buf *out, int indent, int at, const char *text);
/* "  left      right …", right wrapped behind `columns`. */
void help_row(Buf *out, int columns, const char *left, const char *right);

/* Pages by name; false where there is none of that name. */
bool help_code(App *app, Buf *out, const char *name);
bool help_builtin(Buf *out, const char *name);
bool help_module(Buf *out, const char *name); /* of the standard library */
void help_modules(Buf *out);                  /* a line each */
bool help_word(Buf *out, const char *word); /* of the language, English or Portuguese */
bool help_list(Buf *out, const char *name); /* codes, functions, modules, exits */

#endif
