/* exits.h -- exit codes, one table for all commands. */
#ifndef ACORDO_APP_EXITS_H
#define ACORDO_APP_EXITS_H

typedef enum Exit {
#define EXIT(id, code) EXIT_##id = code,
#include "interp/app/exits.def"
} Exit;

#endif
