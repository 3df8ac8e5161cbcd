/* main.c -- from argv to an exit code. */
#include "interp/app/app.h"
#include "interp/app/term.h"
#include "interp/base/mem.h"
#include <stdlib.h>
#include <unistd.h>

const Command *command_table(void)
{
    static const Command table[N_COMMANDS] = {
#define COMMAND(id, name, run, args) \
    [COMMAND_##id] = {name, run, args, MSG_CMD_##id, MSG_CMD_##id##_MORE},
#include "interp/app/commands.def"
    };
    return table;
}

/* Nothing may be allocated here: the sentence is in the table as it is. */
static void out_of_memory(void)
{
    term_write(STR("acordo: "));
    term_write(msg_raw(MSG_NO_MEMORY));
    term_write(STR("\n"));
    _exit(EXIT_FAULT);
}

static void say(const char *sentence, const char *hint)
{
    const char *text = str_format("acordo: %s\n        %s\n", sentence, hint);
    term_write(str_of(text));
}

static Exit command_unknown(const char *word)
{
    const char *names[N_COMMANDS];
    for (int i = 0; i < (int)N_COMMANDS; i++)
        names[i] = command_table()[i].name;
    const char *near = nearest(word, names, N_COMMANDS);
    if (near != NULL)
        say(msg_text(MSG_COMMAND_NEAR, word, near), msg_text(MSG_TRY_HELP));
    else
        say(msg_text(MSG_COMMAND_UNKNOWN, word), msg_text(MSG_TRY_HELP));
    return EXIT_USAGE;
}

/* The command that the first word names; options alone are those of `help`. */
static int command_find(char **argv, char ***rest)
{
    if (argv[0] == NULL || argv[1] == NULL)
        return -1;
    if (argv[1][0] == '-') {
        *rest = argv + 1;
        return COMMAND_HELP;
    }
    *rest = argv + 2;
    for (int i = 0; i < (int)N_COMMANDS; i++)
        if (strcmp(argv[1], command_table()[i].name) == 0)
            return i;
    return N_COMMANDS;
}

int main(int argc, char **argv)
{
    (void)argc;
    char **rest;
    mem_init(out_of_memory);
    term_signals();
    msg_speak(term_portuguese() ? MSG_PORTUGUESE : MSG_ENGLISH);
    int command = command_find(argv, &rest);
    if (command == -1) {
        say(msg_text(MSG_NO_COMMAND), msg_text(MSG_TRY_HELP));
        return EXIT_USAGE;
    }
    if (command == N_COMMANDS)
        return (int)command_unknown(argv[1]);
    return (int)command_run((CommandId)command, rest);
}
