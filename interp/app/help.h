/* help.h -- pages: the program's, a command's, a finding's, a function's, a module's. */
#ifndef ACORDO_APP_HELP_H
#define ACORDO_APP_HELP_H

#include "interp/app/app.h"

Exit help_version(App *app);
Exit help_command(App *app, CommandId id);

#endif
