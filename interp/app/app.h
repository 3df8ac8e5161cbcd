/* app.h -- what every command has at hand: its arguments, the two outputs, findings.
 *
 * Results go through `out`, a buffered sink on standard output that main flushes and
 * checks; findings, summaries and progress go to standard error at once.  A command
 * returns an Exit and never ends the process.
 */
#ifndef ACORDO_APP_APP_H
#define ACORDO_APP_APP_H

#include "interp/app/args.h"
#include "interp/app/exits.h"
#include "interp/base/diag_render.h"
#include "interp/io/sink.h"
#include "interp/study/session.h"

#define ACORDO_VERSION "0.1.0"

typedef struct App {
    const Args *args;
    Sink *out;
    bool quiet, strict;
    bool colour_out, colour_err;
    bool terminal_out, terminal_err;
    bool human_out,
        human_err; /* findings as for people: a terminal, or colour was asked */
    int width;     /* of the terminal on standard output; 0: none */
    bool progress_shown;
} App;

typedef Exit CommandFn(App *app);
#define COMMAND(id, name, run, args) CommandFn run;
#include "interp/app/commands.def"

typedef struct Command {
    const char *name;
    CommandFn *run;
    const char *args;
    MsgId about, more;
} Command;

const Command *command_table(void);          /* N_COMMANDS rows */
Exit command_run(CommandId id, char **argv); /* from argv to exit code */
const char *command_formats(CommandId id);   /* what --format may say: "text, json" */

void app_print(App *app, Str text); /* a result */
void app_note(App *app, Str text);  /* to standard error, quiet or not */
/* A result into a file that appears whole or not at all; what stands in the way is said. */
Exit app_put_file(App *app, const char *path, Str text);
/* A line on standard error, "acordo: sentence"; the hint, if any, below it. */
void app_say(App *app, const char *sentence, const char *hint);
Exit app_usage(App *app, const char *sentence); /* the same; hint: help of it */
/* Shows and empties the findings: quiet hides warnings that are not
 * as bad as errors.  False where one is an error. */
bool app_findings(App *app, Diags *ds);

/* The gravest of two results: a file that is not there, a policy that is wrong, a no. */
Exit app_worse(Exit a, Exit b);
/* Loads the policy with its settings; EXIT_DONE, or what to exit with (all was said).
 * Its warnings are `check`'s matter, and only shown with --strict. */
Exit app_load(App *app, Session *s, const char *path, bool with_tests);
Exit app_settings(App *app, Session *s); /* --scenario, --set */
/* An option that is a number from 1 to most; *out stays where it was not given.  False: bad
 * was said, of the value and the most. */
bool app_count(App *app, OptionId id, int most, MsgId bad, int *out);
/* The as-of instant: --as-of, or the clock's now. */
bool app_as_of(App *app, const Zone *zone, int64_t *out_us);

#endif
