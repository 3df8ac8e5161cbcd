/* args.h -- a command line, taken apart by the tables of commands and options.
 *
 * Long options as `--x v` or `--x=v`; letters only where the table has them; `--` ends
 * options; `-` and what begins like a number or a bracket is an operand.  Collected.
 */
#ifndef ACORDO_APP_ARGS_H
#define ACORDO_APP_ARGS_H

#include "interp/base/diag.h"

typedef enum CommandId {
#define COMMAND(id, name, run, args) COMMAND_##id,
#include "interp/app/commands.def"
    N_COMMANDS
} CommandId;

typedef enum OptionId {
#define OPTION(id, name, letter, value, commands) OPT_##id,
#include "interp/app/options.def"
    N_OPTIONS
} OptionId;

typedef struct Option {
    const char *name;
    char letter;       /* 0: none */
    const char *value; /* NULL: a flag */
    unsigned commands; /* bits 1 << CommandId */
    MsgId about;
} Option;

typedef struct Given {
    OptionId id;
    const char *value;
} Given;

typedef struct Args {
    CommandId command;
    Given *given;
    int n_given;
    size_t cap_given;
    const char **operand;
    int n;
    size_t cap;
} Args;

const Option *option_table(void); /* N_OPTIONS rows */
/* argv after the command's name.  NULL with *wrong set (a sentence) where it cannot be. */
Args *args_parse(CommandId command, char **argv, const char **wrong);
bool args_has(const Args *a, OptionId id);
const char *args_value(const Args *a, OptionId id); /* the last one given, or NULL */
/* The name nearest to word within two edits, of a short name within half its letters. */
const char *nearest(const char *word, const char *const *names, int n);

#endif
